//! How Leptos draws a [`Node`]: as nodes of the document in the browser, as HTML natively.

use leptos::{
    attr::any_attribute::AnyAttribute,
    tachys::{
        hydration::Cursor,
        no_attrs,
        renderer::{Rndr, types},
        view::{Mountable, Position, PositionState, Render, RenderHtml},
    },
};

use super::{Element, Node};

/// What was drawn, beside one another.
pub struct Drawn(Vec<types::Node>);

impl Render for Node {
    type State = Drawn;

    fn build(self) -> Drawn {
        let mut drawn = Vec::new();
        draw(self, &mut |node| drawn.push(node));
        Drawn(drawn)
    }

    /// Pages are drawn anew; where one is drawn over another all the same, it stands in its place.
    fn rebuild(self, drawn: &mut Drawn) {
        let mut new = self.build();
        let replaced = drawn.insert_before_this(&mut new);
        drawn.unmount();
        if replaced {
            *drawn = new;
        }
    }
}

/// Hands over every node of the document that `node` becomes.
fn draw(node: Node, place: &mut dyn FnMut(types::Node)) {
    match node {
        Node::Text(text) => place(Rndr::create_text_node(&text).into()),
        Node::Element(element) => place(draw_element(element).into()),
        Node::Many(nodes) => nodes.into_iter().for_each(|node| draw(node, place)),
        Node::Checked(_) => {}
    }
}

fn draw_element(Element(parts): Element) -> types::Element {
    let element = Rndr::create_element(parts.tag, None);
    for (name, value) in &parts.attributes {
        Rndr::set_attribute(&element, name, value);
    }
    for child in parts.children {
        draw(child, &mut |node| Rndr::insert_node(&element, &node, None));
    }
    element
}

impl Mountable for Drawn {
    fn unmount(&mut self) {
        self.0.iter().for_each(Rndr::remove);
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        self.0.iter().for_each(|node| Rndr::insert_node(parent, node, marker));
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.0.first().is_some_and(|first| first.insert_before_this(child))
    }

    fn elements(&self) -> Vec<types::Element> {
        Vec::new()
    }
}

no_attrs!(Node);

impl RenderHtml for Node {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, html: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {
        write(&self, html);
    }

    /// Pages are woken up rather than hydrated: see docs/decisions/0008-pages-are-plain-html.md.
    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Drawn {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}

/// Elements that have no end tag (HTML, section 13.1.2), as far as views use them.
const VOID: [&str; 4] = ["br", "hr", "img", "input"];

/// Attributes that say all by being there (HTML, section 2.3.2), as far as views use them.
const BOOLEAN: [&str; 3] = ["hidden", "novalidate", "required"];

fn write(node: &Node, html: &mut String) {
    match node {
        Node::Text(text) => escape(text, html),
        Node::Element(Element(parts)) => {
            html.push('<');
            html.push_str(parts.tag);
            for (name, value) in &parts.attributes {
                html.push(' ');
                html.push_str(name);
                if !BOOLEAN.contains(name) {
                    html.push_str("=\"");
                    escape_quoted(value, html);
                    html.push('"');
                }
            }
            html.push('>');
            parts.children.iter().for_each(|child| write(child, html));
            if !VOID.contains(&parts.tag) {
                html.push_str("</");
                html.push_str(parts.tag);
                html.push('>');
            }
        }
        Node::Many(nodes) => nodes.iter().for_each(|node| write(node, html)),
        Node::Checked(checked) => html.push_str(checked.as_str()),
    }
}

/// Writes what stands in quotes (HTML, section 13.1.2.3).
fn escape_quoted(text: &str, html: &mut String) {
    for (at, part) in text.split('"').enumerate() {
        if at > 0 {
            html.push_str("&quot;");
        }
        escape(part, html);
    }
}

/// Writes text that stands between tags.
fn escape(text: &str, html: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            other => html.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::RenderHtml;

    use crate::element::{Element, Node, element};

    #[test]
    fn what_is_said_is_not_taken_for_html() {
        let input = element("input").attr("value", "\"<&>").attr("alt", "").attr("required", true);
        let input = input.attr("hidden", false).attr("lang", None::<String>);
        let paragraph = element("p").child("<b> & \"c\"").children(["d", "e"]).child(None::<Element>);
        let html = r#"<p>&lt;b&gt; &amp; "c"de<input value="&quot;&lt;&amp;&gt;" alt="" required></p>"#;
        assert_eq!(Node::from(paragraph.child(input)).to_html(), html);
    }
}
