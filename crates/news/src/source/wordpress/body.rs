//! The text of an article, as WordPress and its blocks draw it, brought to the HTML that articles have here.
//!
//! What comes out is one line of HTML blocks, so that it may stand as Markdown in a manuscript. It is plain, not safe:
//! it passes the sanitising door like every text.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    inline, shortcodes,
    tree::{Element, Node, is_inline, parse},
};
use crate::text::tags::escape;

/// What an article's text asks of the site that it comes to.
pub struct Ways<'w> {
    /// The front page of the WordPress, without a slash at the end.
    pub home: &'w str,
    /// Where the picture at an address is here; none if it is not, and then a link leads to it.
    pub picture: &'w dyn Fn(&str) -> Option<String>,
    /// Where a link leads here; none if it leads elsewhere.
    pub link: &'w dyn Fn(&str) -> Option<String>,
}

/// The text of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// HTML blocks in one line.
    pub html: String,
    /// The addresses of its pictures in their largest size, whether they are here or not, and as they are written: that
    /// size may not be there.
    pub pictures: BTreeMap<String, String>,
    /// Names of shortcodes that no plugin made anything of, and that were left out.
    pub shortcodes: BTreeSet<String>,
    /// The line under the picture that is the article's own, where the text starts with that picture.
    pub cover_caption: Option<String>,
}

/// Reads `html`. `cover` is the address of the article's own picture: the text need not start with it again.
pub fn body(html: &str, cover: Option<&str>, ways: &Ways<'_>) -> Body {
    let nodes = parse(html);
    let highest = (1..=6).find(|level| has_heading(&nodes, *level)).unwrap_or(1);
    let closed = shortcodes::closed(html);
    let mut writer = Writer { ways, cover, highest, closed, body: Body::default() };
    writer.blocks(&nodes);
    writer.body
}

fn has_heading(nodes: &[Node<'_>], level: u8) -> bool {
    let name = format!("h{level}");
    nodes
        .iter()
        .filter_map(Node::element)
        .any(|element| element.name == name || has_heading(&element.children, level))
}

/// Gone, with all that is in them.
const DROPPED: &str = "script style noscript form input button select textarea svg canvas template object embed link \
    meta title map math head dialog";
/// Gone as well: what plugins and themes put around a text, and what is for screens alone.
const DROPPED_CLASSES: [&str; 6] = [
    "sharedaddy",
    "jp-relatedposts",
    "screen-reader-text",
    "wp-block-file__button",
    "wp-block-file__embed",
    "wp-block-button__icon",
];

/// Whether nothing of an element is to stay.
pub(super) fn is_dropped(element: &Element<'_>) -> bool {
    DROPPED.split_ascii_whitespace().any(|name| element.name == name)
        || element.classes().any(|class| DROPPED_CLASSES.contains(&class))
}

pub(super) struct Writer<'w> {
    pub(super) ways: &'w Ways<'w>,
    pub(super) cover: Option<&'w str>,
    highest: u8,
    /// Names of shortcodes that the text closes.
    pub(super) closed: BTreeSet<String>,
    pub(super) body: Body,
}

impl Writer<'_> {
    pub(super) fn push(&mut self, html: &str) {
        self.body.html.push_str(html);
    }

    /// Writes nodes as blocks: what stands in a line of text becomes a paragraph.
    pub(super) fn blocks(&mut self, nodes: &[Node<'_>]) {
        let mut run: Vec<&Node<'_>> = Vec::new();
        for node in nodes {
            match node {
                Node::Element(element) if is_dropped(element) => {}
                Node::Element(element) if !is_inline(&element.name) || element.has_blocks() => {
                    self.paragraph(&std::mem::take(&mut run));
                    self.block(element);
                }
                _ => run.push(node),
            }
        }
        self.paragraph(&run);
    }

    fn block(&mut self, element: &Element<'_>) {
        let children = &element.children;
        match element.name.as_str() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(element),
            "ul" | "ol" if element.has_class("wp-block-gallery") || is_gallery_list(element) => {
                self.gallery(element)
            }
            "ul" | "ol" => self.list(element),
            "dl" if element.has_class("gallery-item") => self.gallery(element),
            "dl" => self.around(element, "", |writer| writer.parts(children, &["dt", "dd", "div"])),
            "table" => self.table(element),
            "blockquote" => self.around(element, "", |writer| writer.blocks(children)),
            "details" => self.around(element, "", |writer| {
                for part in children.iter().filter_map(Node::element).filter(|part| part.name == "summary") {
                    writer.around(part, "", |writer| inline::write(writer, &part.children));
                }
                writer.blocks(children);
            }),
            // Written by `details`.
            "summary" => {}
            "figure" => self.figure(element),
            "pre" => self.code(element),
            "hr" => self.push("<hr>"),
            "iframe" => self.frame(element),
            "video" | "audio" => self.recording(element),
            "div" if element.has_class("gallery") || element.has_class("tiled-gallery") => {
                self.gallery(element)
            }
            "div" if element.has_class("wp-caption") => self.figure(element),
            // Boxes, columns, and whatever else there is around a text.
            _ => self.blocks(children),
        }
    }

    /// Writes the tags of an element around what `inside` writes; nothing at all if that is nothing.
    pub(super) fn around(&mut self, element: &Element<'_>, attributes: &str, inside: impl FnOnce(&mut Self)) {
        let start = self.body.html.len();
        self.push(&format!("<{}{attributes}>", element.name));
        let from = self.body.html.len();
        inside(self);
        match self.body.html.len() > from {
            true => self.push(&format!("</{}>", element.name)),
            false => self.body.html.truncate(start),
        }
    }

    /// A paragraph, or figures if there is nothing in it but pictures.
    fn paragraph(&mut self, run: &[&Node<'_>]) {
        if self.pictures_alone(run) {
            return;
        }
        let start = self.body.html.len();
        self.push("<p>");
        let from = self.body.html.len();
        inline::write_run(self, run);
        let html = self.body.html.split_off(from);
        let html = trimmed(&html);
        if html.is_empty() {
            return self.body.html.truncate(start);
        }
        // The address of a film, say, that WordPress could ask nobody about.
        match is_address(html) {
            true => self.push(&format!("<a href=\"{0}\">{0}</a></p>", html.replace('"', "&quot;"))),
            false => {
                let html = html.to_owned();
                self.push(&format!("{html}</p>"));
            }
        }
    }

    /// The page's own heading is the first: all go down until none is another first.
    fn heading(&mut self, element: &Element<'_>) {
        let written = element.name.as_bytes().get(1).map_or(2, |digit| digit.saturating_sub(b'0'));
        let level = (written.saturating_sub(self.highest) + 2).clamp(2, 6);
        let start = self.body.html.len();
        self.push(&format!("<h{level}{}>", id(element)));
        let from = self.body.html.len();
        inline::write(self, &element.children);
        let html = self.body.html.split_off(from);
        match trimmed(&html) {
            "" => self.body.html.truncate(start),
            html => {
                let html = html.to_owned();
                self.push(&format!("{html}</h{level}>"));
            }
        }
    }

    fn list(&mut self, element: &Element<'_>) {
        let mut attributes = String::new();
        for name in ["start", "type"] {
            if let Some(value) =
                element.value(name).filter(|value| value.bytes().all(|b| b.is_ascii_alphanumeric()))
            {
                attributes.push_str(&format!(" {name}=\"{value}\""));
            }
        }
        if element.value("reversed").is_some() {
            attributes.push_str(" reversed");
        }
        let attributes = if element.name == "ol" { attributes } else { String::new() };
        self.around(element, &attributes, |writer| writer.parts(&element.children, &["li"]));
    }

    /// The parts that a list may have; what else is in it stands between them as it can.
    fn parts(&mut self, nodes: &[Node<'_>], names: &[&str]) {
        for part in nodes.iter().filter_map(Node::element) {
            match names.contains(&part.name.as_str()) {
                true => self.around(part, &id(part), |writer| writer.inside(part)),
                false if part.name == "ul" || part.name == "ol" => {
                    self.push("<li>");
                    self.list(part);
                    self.push("</li>");
                }
                false => {}
            }
        }
    }

    /// What may be text or blocks.
    pub(super) fn inside(&mut self, element: &Element<'_>) {
        match element.has_blocks() {
            true => self.mixed(&element.children),
            false => inline::write(self, &element.children),
        }
    }

    /// Blocks after text that is no paragraph: a list in a list.
    fn mixed(&mut self, nodes: &[Node<'_>]) {
        let stands_apart =
            |node: &Node<'_>| node.element().is_some_and(|e| !is_inline(&e.name) || e.has_blocks());
        let first = nodes.iter().position(stands_apart).unwrap_or_default();
        let (text, blocks) = nodes.split_at(first);
        inline::write(self, text);
        self.blocks(blocks);
    }
}

/// ` id="…"`, where links may lead to it.
fn id(element: &Element<'_>) -> String {
    let Some(id) = element.value("id").filter(|id| !id.contains(char::is_whitespace)) else {
        return String::new();
    };
    let mut text = " id=\"".to_owned();
    escape(&mut text, &id);
    text + "\""
}

fn is_gallery_list(element: &Element<'_>) -> bool {
    element.has_class("blocks-gallery-grid")
}

/// Whether there is nothing in a paragraph but one address.
fn is_address(html: &str) -> bool {
    let there = html.strip_prefix("https://").or(html.strip_prefix("http://"));
    there.is_some_and(|rest| {
        !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace() || "<>\"".contains(c))
    })
}

/// Without blanks, line breaks and empty signs at both ends.
pub(super) fn trimmed(html: &str) -> &str {
    const EMPTY: [&str; 4] = ["<br>", "&nbsp;", "&#160;", "\u{a0}"];
    let mut html = html.trim();
    while let Some(rest) =
        EMPTY.iter().find_map(|empty| html.strip_prefix(empty).or_else(|| html.strip_suffix(empty)))
    {
        html = rest.trim();
    }
    html
}

#[cfg(test)]
#[path = "body_tests.rs"]
mod tests;
