//! What stands in a line of text.

use super::{
    body::{Writer, is_dropped},
    plain::is_sign,
    shortcodes,
    tree::{Element, Node},
};
use crate::text::tags::escape;

/// Elements that stay, and their one attribute that does.
const KEPT: &[(&str, &str)] = &[
    ("abbr", "title"),
    ("b", ""),
    ("bdi", ""),
    ("bdo", "dir"),
    ("cite", ""),
    ("code", ""),
    ("data", "value"),
    ("del", "datetime"),
    ("dfn", "title"),
    ("em", ""),
    ("i", ""),
    ("ins", "datetime"),
    ("kbd", ""),
    ("mark", ""),
    ("q", "cite"),
    ("rp", ""),
    ("rt", ""),
    ("ruby", ""),
    ("s", ""),
    ("samp", ""),
    ("small", ""),
    ("strong", ""),
    ("sub", ""),
    ("sup", ""),
    ("time", "datetime"),
    ("u", ""),
    ("var", ""),
];

/// Names that HTML had, and what they are called now.
const RENAMED: [(&str, &str); 3] = [("acronym", "abbr"), ("strike", "s"), ("tt", "code")];

/// Writes nodes into a line.
pub(super) fn write(writer: &mut Writer<'_>, nodes: &[Node<'_>]) {
    nodes.iter().for_each(|node| node_(writer, node));
}

/// The same of nodes that are picked.
pub(super) fn write_run(writer: &mut Writer<'_>, nodes: &[&Node<'_>]) {
    nodes.iter().for_each(|node| node_(writer, node));
}

fn node_(writer: &mut Writer<'_>, node: &Node<'_>) {
    match node {
        Node::Text(text) => {
            let text = shortcodes::without(text, &writer.closed, &mut writer.body.shortcodes);
            // A tag that is none, as in "a < b", must not become one.
            writer.push(&text.replace('<', "&lt;").replace(['\n', '\r', '\t'], " "));
        }
        Node::Element(element) if is_dropped(element) => {}
        Node::Element(element) => self::element(writer, element),
    }
}

fn element(writer: &mut Writer<'_>, element: &Element<'_>) {
    let children = &element.children;
    match element.name.as_str() {
        "br" => writer.push("<br>"),
        "wbr" => writer.push("<wbr>"),
        "img" if element.classes().any(is_sign) => {
            let sign = element.value("alt").unwrap_or_default();
            escape(&mut writer.body.html, &sign);
        }
        "img" => writer.picture(element),
        "iframe" => writer.frame_link(element),
        "a" => anchor(writer, element),
        name => {
            let name = RENAMED.iter().find(|(old, _)| *old == name).map_or(name, |(_, new)| new);
            let Some((name, attribute)) = KEPT.iter().find(|(known, _)| *known == name) else {
                return write(writer, children);
            };
            let mut start = format!("<{name}");
            if let Some(value) = element.value(attribute) {
                start.push_str(&format!(" {attribute}=\""));
                escape(&mut start, &value);
                start.push('"');
            }
            around(writer, &(start + ">"), &format!("</{name}>"), children);
        }
    }
}

/// Writes both tags, or nothing if there is nothing between them.
fn around(writer: &mut Writer<'_>, start: &str, end: &str, children: &[Node<'_>]) {
    let at = writer.body.html.len();
    writer.push(start);
    let from = writer.body.html.len();
    write(writer, children);
    match writer.body.html.len() > from {
        true => writer.push(end),
        false => writer.body.html.truncate(at),
    }
}

fn anchor(writer: &mut Writer<'_>, element: &Element<'_>) {
    let href = element.value("href").filter(|_| !writer.only_enlarges(element));
    let Some(href) = href else { return write(writer, &element.children) };
    let mut start = "<a href=\"".to_owned();
    escape(&mut start, &writer.target(&href));
    around(writer, &(start + "\">"), "</a>", &element.children);
}

impl Writer<'_> {
    /// Where a link leads: to a page of this site, or to the address in full.
    pub(super) fn target(&self, href: &str) -> String {
        if href.starts_with('#') {
            return href.to_owned();
        }
        let full = self.full(href);
        (self.ways.link)(&full).unwrap_or(full)
    }

    /// An address as it is meant in a text of that WordPress, in full.
    pub(super) fn full(&self, address: &str) -> String {
        let home = self.ways.home;
        let scheme = home.find("://").map_or(0, |at| at + 3);
        if address.starts_with("//") {
            return format!("{}{address}", home.get(..scheme.saturating_sub(2)).unwrap_or("https:"));
        }
        let host = home.get(scheme..).and_then(|rest| rest.find('/')).map_or(home.len(), |at| scheme + at);
        match address.starts_with('/') {
            true => format!("{}{address}", home.get(..host).unwrap_or(home)),
            false if address.split(['/', '?', '#']).next().unwrap_or_default().contains(':') => {
                address.to_owned()
            }
            // Themes draw a text at several addresses: it can only have meant the front page's.
            false => format!("{home}/{address}"),
        }
    }
}
