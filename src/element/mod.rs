//! What a page is made of: elements, texts, and HTML that has passed the sanitising door. A view builds them by short
//! calls, and Leptos draws them (see `render`). They have no behaviour and no types of their own for each page, so
//! that there is one small piece of code for all of them, which is what readers download.

mod render;

use std::borrow::Cow;

use news::text::html::SafeHtml;

/// An element with its attributes and what stands in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Element(Box<Parts>);

#[derive(Clone, Debug, PartialEq)]
struct Parts {
    tag: &'static str,
    attributes: Vec<(&'static str, Cow<'static, str>)>,
    children: Vec<Node>,
}

/// Anything that can stand in a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// Text as it reads; nothing in it is taken for HTML.
    Text(Cow<'static, str>),
    /// An element.
    Element(Element),
    /// Several, one after the other; or nothing.
    Many(Vec<Node>),
    /// HTML that was checked. The press writes it; in the browser texts of articles come by its own door.
    Checked(SafeHtml),
}

/// An element without attributes and children. `tag` is its name in lower case.
#[inline(never)]
pub fn element(tag: &'static str) -> Element {
    Element(Box::new(Parts { tag, attributes: Vec::new(), children: Vec::new() }))
}

/// Several nodes, one after the other.
pub fn many<T: Into<Node>>(nodes: impl IntoIterator<Item = T>) -> Node {
    Node::Many(nodes.into_iter().map(Into::into).collect())
}

impl Element {
    /// Its class, or several with blanks between.
    pub fn class(self, class: &'static str) -> Self {
        self.fixed("class", class)
    }

    /// An attribute; none if the value is none or false.
    pub fn attr(self, name: &'static str, value: impl Value) -> Self {
        value.set(self, name)
    }

    /// Adds what stands in it.
    pub fn child(self, child: impl Into<Node>) -> Self {
        self.node(child.into())
    }

    /// Adds several, one after the other.
    pub fn children<T: Into<Node>>(self, children: impl IntoIterator<Item = T>) -> Self {
        self.node(many(children))
    }

    /// Its name, in lower case.
    pub fn tag(&self) -> &'static str {
        self.0.tag
    }

    /// Its attributes.
    pub fn attributes(&self) -> &[(&'static str, Cow<'static, str>)] {
        &self.0.attributes
    }

    /// What stands in it.
    pub fn inside(&self) -> &[Node] {
        &self.0.children
    }

    #[inline(never)]
    fn fixed(self, name: &'static str, value: &'static str) -> Self {
        self.put(name, Cow::Borrowed(value))
    }

    #[inline(never)]
    fn put(mut self, name: &'static str, value: Cow<'static, str>) -> Self {
        self.0.attributes.push((name, value));
        self
    }

    #[inline(never)]
    fn node(mut self, node: Node) -> Self {
        self.0.children.push(node);
        self
    }
}

/// What an attribute can be.
pub trait Value {
    /// Sets the attribute, or leaves it out.
    fn set(self, element: Element, name: &'static str) -> Element;
}

impl Value for &'static str {
    fn set(self, element: Element, name: &'static str) -> Element {
        element.fixed(name, self)
    }
}

impl Value for String {
    fn set(self, element: Element, name: &'static str) -> Element {
        element.put(name, Cow::Owned(self))
    }
}

impl Value for bool {
    fn set(self, element: Element, name: &'static str) -> Element {
        self.then_some("").set(element, name)
    }
}

impl<T: Value> Value for Option<T> {
    fn set(self, element: Element, name: &'static str) -> Element {
        match self {
            Some(value) => value.set(element, name),
            None => element,
        }
    }
}

impl From<&'static str> for Node {
    fn from(text: &'static str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Node {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<Element> for Node {
    fn from(element: Element) -> Self {
        Self::Element(element)
    }
}

impl<T: Into<Node>> From<Option<T>> for Node {
    fn from(node: Option<T>) -> Self {
        node.map_or(Self::Many(Vec::new()), Into::into)
    }
}

impl<T: Into<Node>, const N: usize> From<[T; N]> for Node {
    fn from(nodes: [T; N]) -> Self {
        many(nodes)
    }
}
