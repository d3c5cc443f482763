//! What other sites would show in a frame, and films and sounds: links in their place.

use super::{body::Writer, figures::is_caption, inline, tree::Element};
use crate::text::{percent, tags::escape};

impl Writer<'_> {
    /// What another site would show: what stands in for it, or a link.
    pub(super) fn embed(&mut self, figure: &Element<'_>) {
        let quotes = figure.named("blockquote");
        if !quotes.is_empty() {
            // What the other site's script would draw anew says all that is needed.
            for quote in quotes {
                self.around(quote, "", |writer| writer.blocks(&quote.children));
            }
        } else if let Some(frame) = figure.named("iframe").first() {
            self.frame(frame);
        } else {
            let inner = figure.children.iter().filter(|node| !node.element().is_some_and(is_caption));
            inner.for_each(|node| self.blocks(std::slice::from_ref(node)));
        }
        if let Some(caption) = figure.all(&is_caption).first() {
            self.around(&Element::called("p"), "", |writer| inline::write(writer, &caption.children));
        }
    }

    /// A link in the place of a frame, in a paragraph of its own.
    pub(super) fn frame(&mut self, frame: &Element<'_>) {
        self.around(&Element::called("p"), "", |writer| writer.frame_link(frame));
    }

    /// A link in the place of a frame: to the page that a reader would open, with the frame's title for words.
    pub(super) fn frame_link(&mut self, frame: &Element<'_>) {
        let source = frame.value("src").or_else(|| frame.value("data-src"));
        // The quotation beside it leads there.
        let quoted = frame.has_class("wp-embedded-content");
        let Some(source) = source.filter(|source| !quoted && !source.starts_with("about:")) else { return };
        let target = page_of(&self.full(&source));
        let words = frame.value("title").unwrap_or_else(|| target.clone());
        let out = &mut self.body.html;
        out.push_str("<a href=\"");
        escape(out, &target);
        out.push_str("\">");
        escape(out, &words);
        out.push_str("</a>");
    }

    /// A link in the place of a film or sound: it is not kept here.
    pub(super) fn recording(&mut self, element: &Element<'_>) {
        let sources = element.named("source");
        let source = element.value("src").or_else(|| sources.first().and_then(|source| source.value("src")));
        let Some(source) = source else { return };
        let full = self.full(&source);
        let mut link = "<p><a href=\"".to_owned();
        escape(&mut link, &full);
        link.push_str("\">");
        let name = full.split(['?', '#']).next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
        escape(&mut link, if name.is_empty() { &full } else { name });
        self.push(&(link + "</a></p>"));
    }
}

/// The page of a film, of the address that a frame has. Facebook's frames name it themselves:
/// <https://developers.facebook.com/docs/plugins/embedded-video-player>.
fn page_of(source: &str) -> String {
    let bare = source.split(['?', '#']).next().unwrap_or_default();
    if bare.contains("facebook.com/plugins/") {
        let query = source.split_once('?').map_or("", |(_, query)| query);
        let page = query.split('&').find_map(|field| field.strip_prefix("href=")).and_then(percent::decode);
        if let Some(page) = page.filter(|page| page.starts_with("https://")) {
            return page;
        }
    }
    let id = |start: &str| {
        bare.split_once(start).map(|(_, id)| id).filter(|id| !id.is_empty() && !id.contains('/'))
    };
    let youtube = id("youtube.com/embed/").or_else(|| id("youtube-nocookie.com/embed/"));
    match (youtube, id("player.vimeo.com/video/")) {
        (Some(id), _) if id != "videoseries" => format!("https://www.youtube.com/watch?v={id}"),
        (_, Some(id)) => format!("https://vimeo.com/{id}"),
        _ => source.to_owned(),
    }
}
