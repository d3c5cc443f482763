//! Tables, and text whose lines count.

use super::{
    body::Writer,
    inline,
    tree::{Element, Node},
};

impl Writer<'_> {
    /// A table, in a frame that scrolls where the table is wider than the page.
    pub(super) fn table(&mut self, element: &Element<'_>) {
        self.push("<div class=\"table\" role=\"region\" tabindex=\"0\">");
        self.around(element, "", |writer| writer.rows(&element.children));
        self.push("</div>");
    }

    fn rows(&mut self, nodes: &[Node<'_>]) {
        for part in nodes.iter().filter_map(Node::element) {
            match part.name.as_str() {
                "thead" | "tbody" | "tfoot" | "tr" => {
                    self.around(part, "", |writer| writer.rows(&part.children))
                }
                "caption" => self.around(part, "", |writer| inline::write(writer, &part.children)),
                "th" | "td" => {
                    let mut attributes = String::new();
                    for name in ["colspan", "rowspan", "scope"] {
                        let plain = |value: &String| value.bytes().all(|byte| byte.is_ascii_alphanumeric());
                        if let Some(value) = part.value(name).filter(plain) {
                            attributes.push_str(&format!(" {name}=\"{value}\""));
                        }
                    }
                    // An empty cell holds its place.
                    self.push(&format!("<{}{attributes}>", part.name));
                    self.inside(part);
                    self.push(&format!("</{}>", part.name));
                }
                _ => {}
            }
        }
    }

    /// Text whose lines and blanks count. A line's end is written so that all stays one line.
    pub(super) fn code(&mut self, element: &Element<'_>) {
        let language = |class: &str| class.strip_prefix("language-").map(str::to_owned);
        let inner = element.named("code");
        let classes = element.classes().chain(inner.first().into_iter().flat_map(|code| code.classes()));
        let language =
            classes.filter_map(language).find(|name| name.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        let class = language.map(|name| format!(" class=\"language-{name}\"")).unwrap_or_default();
        let breaks = element.named("br").len() > 1;
        let words = if breaks { with_breaks(&element.children) } else { element.words() };
        let words = words
            .trim_matches('\n')
            .replace("\r\n", "\n")
            .replace(['\n', '\r'], "&#10;")
            .replace('<', "&lt;");
        if !words.trim().is_empty() {
            self.push(&format!("<pre tabindex=\"0\"><code{class}>{words}</code></pre>"));
        }
    }
}

/// The words of nodes with a line's end for each `<br>`.
fn with_breaks(nodes: &[Node<'_>]) -> String {
    let of = |node: &Node<'_>| match node {
        Node::Text(text) => text.replace('\n', ""),
        Node::Element(element) if element.name == "br" => "\n".into(),
        Node::Element(element) => with_breaks(&element.children),
    };
    nodes.iter().map(of).collect()
}
