//! HTML as a tree, near enough to what a browser makes of it to find a figure with its caption, or a list. Whatever is made of it
//! passes the sanitising door afterwards, which reads by the whole standard.

use super::{
    entities::decoded,
    tokens::{Token, each, is_raw},
};
use crate::text::tags::is_void;

/// Elements within one another; those beyond stand beside each other.
const DEEPEST: usize = 100;

/// Elements that an open one of the same kind ends before, and where the search for it stops.
const SIBLINGS: [(&str, &str, &str); 4] =
    [("li", "li", "ul ol"), ("dt dd", "dt dd", "dl"), ("tr", "tr", "table"), ("td th", "td th", "tr table")];

fn among(list: &str, name: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == name)
}

/// Whether an element stands in a line of text.
pub fn is_inline(name: &str) -> bool {
    // Names with a colon are Word's: `<o:p>`, `<st1:place>`.
    let known = matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "br"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "picture"
            | "q"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "source"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "svg"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    );
    known || name.contains(':')
}

/// Text, as written, or an element.
#[derive(Debug)]
pub enum Node<'h> {
    /// Text, with its entities.
    Text(&'h str),
    /// An element.
    Element(Element<'h>),
}

/// An element with what is in it.
#[derive(Debug, Default)]
pub struct Element<'h> {
    /// In small letters.
    pub name: String,
    /// As written.
    attributes: Vec<(&'h str, &'h str)>,
    /// What is in it.
    pub children: Vec<Node<'h>>,
}

impl<'h> Node<'h> {
    /// The element, if it is one.
    pub fn element(&self) -> Option<&Element<'h>> {
        match self {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        }
    }
}

impl<'h> Element<'h> {
    /// One of our own.
    pub fn called(name: &str) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// The value of an attribute, without entities, in one line; none if it is empty. In an address there is nothing where a
    /// line breaks (URL Standard, 4.4), elsewhere a blank.
    pub fn value(&self, name: &str) -> Option<String> {
        let (_, value) = self.attributes.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        let blank = if ["href", "src", "data-src"].contains(&name) { "" } else { " " };
        let value = decoded(value).trim().replace(['\n', '\r', '\t'], blank);
        Some(value).filter(|value| !value.is_empty())
    }

    /// Whether it has this attribute, with a value or without.
    pub fn has(&self, name: &str) -> bool {
        self.attributes.iter().any(|(known, _)| known.eq_ignore_ascii_case(name))
    }

    /// Whether it has this class.
    pub fn has_class(&self, class: &str) -> bool {
        self.classes().any(|own| own == class)
    }

    /// Its classes.
    pub fn classes(&self) -> impl Iterator<Item = &'h str> {
        let class = self.attributes.iter().find(|(known, _)| known.eq_ignore_ascii_case("class"));
        class.map(|(_, value)| *value).unwrap_or_default().split_ascii_whitespace()
    }

    /// Everything below it that `wanted` says yes to, but nothing below such.
    pub fn all<'e>(&'e self, wanted: &dyn Fn(&Element<'h>) -> bool) -> Vec<&'e Element<'h>> {
        let mut found = Vec::new();
        for child in self.children.iter().filter_map(Node::element) {
            match wanted(child) {
                true => found.push(child),
                false => found.extend(child.all(wanted)),
            }
        }
        found
    }

    /// Everything below it with this name.
    pub fn named<'e>(&'e self, name: &str) -> Vec<&'e Element<'h>> {
        self.all(&|element| element.name == name)
    }

    /// Whether there is anything in it that stands apart from the text.
    pub fn has_blocks(&self) -> bool {
        self.children
            .iter()
            .filter_map(Node::element)
            .any(|child| !is_inline(&child.name) || child.has_blocks())
    }

    /// Its words, as written, without tags.
    pub fn words(&self) -> String {
        words(&self.children)
    }
}

/// The words of nodes, as written, without tags.
pub fn words(nodes: &[Node<'_>]) -> String {
    let of = |node: &Node<'_>| match node {
        Node::Text(text) => (*text).to_owned(),
        Node::Element(element) => element.words(),
    };
    nodes.iter().map(of).collect()
}

/// Builds the tree. What is never closed ends with what it is in; an end without a start is nothing.
pub fn parse(html: &str) -> Vec<Node<'_>> {
    let mut open = Open { stack: vec![Element::default()] };
    each(html, |token| match token {
        Token::Text(text) => open.add(Node::Text(text)),
        Token::Start(tag) => {
            let name = tag.name.to_ascii_lowercase();
            let attributes = tag
                .attributes
                .iter()
                .map(|(name, value)| (*name, html.get(value.clone()).unwrap_or_default()));
            open.start(Element { name, attributes: attributes.collect(), children: Vec::new() });
        }
        Token::End(name) => open.end(&name.to_ascii_lowercase()),
    });
    open.close_to(1);
    open.stack.pop().map(|root| root.children).unwrap_or_default()
}

/// The elements that are open, the outermost first; below all a nameless one, which never closes.
struct Open<'h> {
    stack: Vec<Element<'h>>,
}

impl<'h> Open<'h> {
    fn add(&mut self, node: Node<'h>) {
        if let Some(last) = self.stack.last_mut() {
            last.children.push(node);
        }
    }

    fn close_to(&mut self, depth: usize) {
        while self.stack.len() > depth.max(1) {
            if let Some(done) = self.stack.pop() {
                self.add(Node::Element(done));
            }
        }
    }

    fn start(&mut self, element: Element<'h>) {
        if !is_inline(&element.name) {
            // A paragraph ends where another block starts.
            let text = self.stack.iter().rposition(|open| !is_inline(&open.name));
            if let Some(at) = text.filter(|at| self.stack[*at].name == "p") {
                self.close_to(at);
            }
        }
        if let Some((_, same, stop)) = SIBLINGS.iter().find(|(own, ..)| among(own, &element.name)) {
            let found =
                self.stack.iter().rposition(|open| among(same, &open.name) || among(stop, &open.name));
            if let Some(at) = found.filter(|at| among(same, &self.stack[*at].name)) {
                self.close_to(at);
            }
        }
        let alone = is_void(&element.name) || is_raw(&element.name) || self.stack.len() > DEEPEST;
        match alone {
            true => self.add(Node::Element(element)),
            false => self.stack.push(element),
        }
    }

    fn end(&mut self, name: &str) {
        let found = self.stack.iter().rposition(|open| open.name == name);
        // `</b>` ends nothing around the block that it stands in.
        let block = self.stack.iter().rposition(|open| !is_inline(&open.name)).unwrap_or_default();
        if let Some(at) = found.filter(|at| *at > 0 && (!is_inline(name) || *at > block)) {
            self.close_to(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(nodes: &[Node<'_>]) -> String {
        let one = |node: &Node<'_>| match node {
            Node::Text(text) => (*text).to_owned(),
            Node::Element(element) => format!("{}({})", element.name, shape(&element.children)),
        };
        nodes.iter().map(one).collect()
    }

    #[test]
    fn trees() {
        for (html, expected) in [
            ("<p>a<b>b</B></p>c", "p(ab(b))c"),
            ("<p>a<p>b<div>c", "p(a)p(b)div(c)"),
            ("<ul><li>a<ul><li>b</ul><li>c</ul>", "ul(li(aul(li(b)))li(c))"),
            ("<table><tr><td>1<td>2<tr><td>3</table>", "table(tr(td(1)td(2))tr(td(3)))"),
            ("</div>a</p><br/>b<!-- <p> -->", "abr()b"),
            ("<b>a<div>b</b>c</div>d</b>", "b(adiv(bc)d)"),
            ("<script>if (a<b) { '<p>' }</script>x", "script()x"),
            ("<iframe src=x>y</iframe>z", "iframe()z"),
            ("<p>a<o:p></o:p> b</p>", "p(ao:p() b)"),
        ] {
            assert_eq!(shape(&parse(html)), expected, "{html}");
        }
    }

    #[test]
    fn any_depth_is_read() {
        let html = format!("{}x{}", "<div>".repeat(50_000), "</div>".repeat(50_000));
        assert!(shape(&parse(&html)).contains('x'));
        let found = parse("<DIV Class='a  b' title='M&amp;N' id><img></DIV>");
        let element = found[0].element().unwrap();
        assert!(element.has_class("b") && !element.has_class("c") && !element.has_blocks());
        assert_eq!((element.value("TITLE").as_deref(), element.value("id")), (Some("M&N"), None));
    }
}
