//! Pictures: in a line of text, alone as a figure, several as a gallery.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Kind, Links, Target};
use crate::text::tags::escape;

/// How wide a picture is in a column of text, `--measure` in style/tokens.css, as `sizes` says it: 42rem, or what a
/// smaller window has beside its gutters of 4vw.
pub(super) const IN_TEXT: &str = "(min-width: 730px) 672px, 92vw";
/// The same of pictures that stand side by side where there is room (`.gallery` in style/parts/prose.css).
const IN_GALLERY: &str = "(min-width: 730px) 328px, (min-width: 480px) 46vw, 92vw";

/// A picture as the author wrote it.
pub(super) struct Picture<'e> {
    src: &'e str,
    title: &'e str,
    alt: String,
    offset: usize,
}

/// Reads the picture whose start is the first of `events`; gives it and how many events it takes.
pub(super) fn read<'e>(events: &'e [(Event<'e>, Range<usize>)]) -> Option<(Picture<'e>, usize)> {
    let (Event::Start(Tag::Image { dest_url, title, .. }), range) = events.first()? else { return None };
    let mut picture = Picture { src: dest_url, title, alt: String::new(), offset: range.start };
    let mut open = 0;
    for (count, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::Image { .. }) => open += 1,
            Event::End(TagEnd::Image) => open -= 1,
            Event::Text(text) | Event::Code(text) => picture.alt.push_str(text),
            Event::SoftBreak | Event::HardBreak => picture.alt.push(' '),
            _ => {}
        }
        if open == 0 {
            return Some((picture, count + 1));
        }
    }
    None
}

/// The pictures of a paragraph with nothing else in it, and how many events it takes; `events` starts with
/// the paragraph.
pub(super) fn alone<'e>(events: &'e [(Event<'e>, Range<usize>)]) -> Option<(Vec<Picture<'e>>, usize)> {
    let mut pictures = Vec::new();
    let mut at = 1;
    loop {
        match &events.get(at)?.0 {
            Event::Start(Tag::Image { .. }) => {
                let (picture, count) = read(&events[at..])?;
                pictures.push(picture);
                at += count;
            }
            Event::SoftBreak | Event::HardBreak => at += 1,
            Event::Text(text) if text.trim().is_empty() => at += 1,
            Event::End(TagEnd::Paragraph) if !pictures.is_empty() => return Some((pictures, at + 1)),
            _ => return None,
        }
    }
}

impl Picture<'_> {
    /// Writes it into a line of text.
    pub(super) fn write(&self, out: &mut String, links: &mut Links<'_>) {
        self.write_img(out, links, self.title, IN_TEXT);
    }

    /// Writes it as a figure, its title as caption.
    pub(super) fn write_figure(&self, out: &mut String, links: &mut Links<'_>, gallery: bool) {
        out.push_str("<figure>");
        self.write_img(out, links, "", if gallery { IN_GALLERY } else { IN_TEXT });
        if !self.title.is_empty() {
            out.push_str("<figcaption>");
            escape(out, self.title);
            out.push_str("</figcaption>");
        }
        out.push_str("</figure>\n");
    }

    fn write_img(&self, out: &mut String, links: &mut Links<'_>, title: &str, sizes: &str) {
        let target = links(Kind::Picture, self.src, self.offset);
        out.push_str("<img src=\"");
        escape(out, target.as_ref().map_or(self.src, |target| &target.url));
        out.push_str("\" alt=\"");
        escape(out, &self.alt);
        if !title.is_empty() {
            out.push_str("\" title=\"");
            escape(out, title);
        }
        out.push('"');
        if let Some(target) = &target {
            if let Some((width, height)) = target.size {
                out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
            }
            write_copies(out, target, sizes);
        }
        out.push_str(" loading=\"lazy\" decoding=\"async\">");
    }
}

/// Writes the attributes that offer a picture's smaller copies, if it has any.
pub(super) fn write_copies(out: &mut String, target: &Target, sizes: &str) {
    if let Some(srcset) = &target.srcset {
        out.push_str(" srcset=\"");
        escape(out, srcset);
        out.push_str(&format!("\" sizes=\"{sizes}\""));
    }
}
