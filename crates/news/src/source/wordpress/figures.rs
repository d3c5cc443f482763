//! Pictures with their captions, alone and in galleries.

use super::{
    body::{Writer, trimmed},
    inline,
    plain::is_sign,
    tree::{Element, Node},
};
use crate::text::tags::escape;

/// Endings of pictures' addresses that every browser shows.
const PICTURES: [&str; 9] = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".svg", ".jfif", ".bmp"];

/// Whether an address is that of a picture.
pub fn is_picture(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    PICTURES.iter().any(|end| path.ends_with(end))
}

/// What is before the size in the address of a picture that WordPress made smaller, and what is after it:
/// `lu-1024x683.jpg`.
fn without_size(address: &str) -> Option<(&str, &str)> {
    let (stem, extension) = address.rsplit_once('.')?;
    let (before, size) = stem.rsplit_once('-')?;
    let (width, height) = size.split_once('x')?;
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (number(width) && number(height) && !extension.contains('/')).then_some((before, extension))
}

/// Whether two addresses are those of one picture in two sizes: `lu-1024x683.jpg` and `lu-scaled.jpg`.
fn is_same(one: &str, other: &str) -> bool {
    fn stem(address: &str) -> &str {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let path = path.rsplit_once("/uploads/").map_or(path, |(_, path)| path);
        let whole = || path.rsplit_once('.').map_or(path, |(stem, _)| stem);
        let stem = without_size(path).map_or_else(whole, |(stem, _)| stem);
        stem.strip_suffix("-scaled").unwrap_or(stem)
    }
    stem(one) == stem(other)
}

impl Writer<'_> {
    /// The address of the picture in its largest size, in full. What an `<img>` of WordPress' own names may be smaller,
    /// and a list of sizes is not always there.
    fn source(&self, img: &Element<'_>) -> Option<(String, String)> {
        let written = self.written(img)?;
        let ours =
            |class: &str| ["wp-image-", "attachment-", "size-"].iter().any(|start| class.starts_with(start));
        let made = img.classes().any(ours).then(|| without_size(&written)).flatten();
        Some((
            made.map_or_else(|| written.clone(), |(stem, extension)| format!("{stem}.{extension}")),
            written,
        ))
    }

    /// The address of the largest size that an `<img>` names, in full.
    fn written(&self, img: &Element<'_>) -> Option<String> {
        let largest = img.value("srcset").or_else(|| img.value("data-srcset")).and_then(|set| {
            let sizes = set.split(", ").filter_map(|one| {
                let (address, width) = one.trim().trim_end_matches(',').split_once(' ')?;
                Some((width.trim().strip_suffix('w')?.parse::<u32>().ok()?, address.to_owned()))
            });
            sizes.max_by_key(|(width, _)| *width).map(|(_, address)| address)
        });
        // Plugins that load pictures late put something else into `src`.
        let names =
            ["data-full-url", "data-orig-file", "data-large-file", "data-src", "data-lazy-src", "src"];
        let plain =
            |address: &String| !address.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:"));
        let mut all = largest.into_iter().chain(names.iter().filter_map(|name| img.value(name)));
        // Browsers leave lines and tabs out of an address (URL Standard, section 4.4).
        all.find(plain).map(|address| self.full(&address.replace(['\n', '\r', '\t'], "")))
    }

    /// Whether all that a link does is to show the picture in it alone.
    pub(super) fn only_enlarges(&self, link: &Element<'_>) -> bool {
        let Some(href) = link.value("href") else { return false };
        let there = !link.named("img").is_empty() && trimmed(&link.words()).is_empty();
        let own = link
            .value("rel")
            .is_some_and(|rel| rel.split_ascii_whitespace().any(|word| word == "attachment"));
        there
            && (own || is_picture(&href) || href.contains("attachment_id=") || href.contains("/attachment/"))
    }

    /// Writes a picture into a line, or a link to it.
    pub(super) fn picture(&mut self, img: &Element<'_>) {
        let Some((source, written)) = self.source(img) else { return };
        let alt = img.value("alt").unwrap_or_default();
        let here = (self.ways.picture)(&source);
        self.body.pictures.insert(source.clone(), written);
        let out = &mut self.body.html;
        match here {
            Some(here) => {
                out.push_str("<img src=\"");
                escape(out, &here);
                out.push_str("\" alt=\"");
                escape(out, &alt);
                out.push_str("\">");
            }
            None => {
                out.push_str("<a href=\"");
                escape(out, &source);
                out.push_str("\">");
                escape(out, if alt.is_empty() { &source } else { &alt });
                out.push_str("</a>");
            }
        }
    }

    /// Writes the pictures of a run with nothing else in it as figures; otherwise nothing, and says so.
    pub(super) fn pictures_alone(&mut self, run: &[&Node<'_>]) -> bool {
        let mut pictures = Vec::new();
        for node in run {
            match node {
                Node::Text(text) if trimmed(text).is_empty() => {}
                Node::Text(_) => return false,
                Node::Element(element) if element.name == "br" => {}
                Node::Element(element) => {
                    let signs = element.name == "img" && element.classes().any(is_sign);
                    let own = element.name == "img" || !element.named("img").is_empty();
                    if signs || !own || !trimmed(&element.words()).is_empty() {
                        return false;
                    }
                    pictures.push(element);
                }
            }
        }
        let several = pictures.len() > 1;
        if several {
            self.push("<div class=\"gallery\">");
        }
        for picture in &pictures {
            self.one(picture, None, true);
        }
        if several {
            self.push("</div>");
        }
        !pictures.is_empty()
    }

    /// One picture, in its link if that is to stay, with its caption. Not at the start of a text if it is the article's own.
    fn one(&mut self, holder: &Element<'_>, caption: Option<&Element<'_>>, linked: bool) {
        let images = holder.named("img");
        let Some(img) = images.first().copied().or(Some(holder).filter(|holder| holder.name == "img")) else {
            return;
        };
        let source = self.source(img).map(|(source, _)| source);
        let own = self.body.html.is_empty()
            && self.cover.zip(source.as_deref()).is_some_and(|(a, b)| is_same(a, b));
        if own {
            self.body.cover_caption =
                caption.map(|caption| caption.words()).filter(|words| !trimmed(words).is_empty());
            return;
        }
        let start = self.body.html.len();
        self.push("<figure>");
        let from = self.body.html.len();
        let links = holder.named("a");
        let link = if holder.name == "a" {
            Some(holder)
        } else {
            links.iter().find(|link| !link.named("img").is_empty()).copied()
        };
        let link =
            link.filter(|link| linked && !self.only_enlarges(link)).and_then(|link| link.value("href"));
        let here = source.as_deref().is_some_and(|source| (self.ways.picture)(source).is_some());
        match link.filter(|_| here) {
            Some(href) => {
                let mut tag = "<a href=\"".to_owned();
                escape(&mut tag, &self.target(&href));
                self.push(&(tag + "\">"));
                self.picture(img);
                self.push("</a>");
            }
            None => self.picture(img),
        }
        if self.body.html.len() == from {
            return self.body.html.truncate(start);
        }
        self.caption(caption);
        self.push("</figure>");
        if !here {
            // A link is no figure.
            let html = self.body.html.split_off(start);
            let html =
                html.replace("<figure>", "<p>").replace("<figcaption>", "<br>").replace("</figcaption>", "");
            self.push(&html.replace("</figure>", "</p>"));
        }
    }

    fn caption(&mut self, caption: Option<&Element<'_>>) {
        let Some(caption) = caption else { return };
        let start = self.body.html.len();
        inline::write(self, &caption.children);
        let html = self.body.html.split_off(start);
        let html = trimmed(&html);
        if !html.is_empty() {
            let html = format!("<figcaption>{html}</figcaption>");
            self.push(&html);
        }
    }

    /// A figure of WordPress': a picture, several, a table, a quotation, a film, something of another site.
    pub(super) fn figure(&mut self, figure: &Element<'_>) {
        let classes: Vec<&str> = figure.classes().collect();
        let has = |class: &str| classes.contains(&class);
        if has("wp-block-gallery") {
            return self.gallery(figure);
        }
        if has("wp-block-embed") || classes.iter().any(|class| class.starts_with("wp-block-embed-")) {
            return self.embed(figure);
        }
        let images = figure.all(&|element| element.name == "img" && !element.classes().any(is_sign));
        let caption = figure.all(&is_caption).into_iter().next();
        match images.as_slice() {
            [] => self.around_figure(figure, caption),
            [_] if figure.named("table").is_empty() && figure.named("blockquote").is_empty() => {
                self.one(figure, caption, true)
            }
            _ if !figure.named("table").is_empty() => self.around_figure(figure, caption),
            _ => self.gallery(figure),
        }
    }

    fn around_figure(&mut self, figure: &Element<'_>, caption: Option<&Element<'_>>) {
        let start = self.body.html.len();
        self.push("<figure>");
        let from = self.body.html.len();
        let inner = figure.children.iter().filter(|node| !node.element().is_some_and(is_caption));
        inner.for_each(|node| self.blocks(std::slice::from_ref(node)));
        if self.body.html.len() == from {
            return self.body.html.truncate(start);
        }
        self.caption(caption);
        self.push("</figure>");
    }

    /// All pictures that are in it, without the links to their own pages, each with its own caption, and what is said of all of them after.
    pub(super) fn gallery(&mut self, gallery: &Element<'_>) {
        let one = |element: &Element<'_>| {
            matches!(element.name.as_str(), "figure" | "dl" | "li" | "img")
                || element.has_class("gallery-item")
        };
        let mut shown = gallery.all(&one);
        shown.retain(|one| one.name == "img" || !one.named("img").is_empty());
        if shown.is_empty() && !gallery.named("img").is_empty() {
            shown.push(gallery);
        }
        let several = shown.len() > 1;
        if several {
            self.push("<div class=\"gallery\">");
        }
        for picture in &shown {
            let caption = picture.all(&is_caption).into_iter().next();
            self.one(picture, caption, false);
        }
        if several {
            self.push("</div>");
        }
        let own = gallery.children.iter().filter_map(Node::element).find(|element| is_caption(element));
        if let Some(own) = own.filter(|_| several) {
            self.around(&Element::called("p"), "", |writer| inline::write(writer, &own.children));
        }
    }
}

pub(super) fn is_caption(element: &Element<'_>) -> bool {
    element.name == "figcaption"
        || element.has_class("wp-caption-text")
        || element.has_class("gallery-caption")
}
