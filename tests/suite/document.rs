//! A page in the document's shell, read as a browser reads it.

use std::{cell::RefCell, fs, rc::Rc};

use html5ever::{ParseOpts, parse_document, tendril::TendrilSink, tree_builder::TreeBuilderOpts};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// An element, with its attributes and the names of those around it, the document's first.
#[derive(Clone)]
pub struct Element {
    /// `h1`.
    pub name: String,
    attributes: Vec<(String, String)>,
    /// `html`, `body` …
    pub around: Vec<String>,
    /// All the text in it.
    pub text: String,
}

impl Element {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// Names and values.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// 1 to 6 for a heading.
    pub fn level(&self) -> Option<u8> {
        self.name.strip_prefix('h')?.parse().ok().filter(|level| (1..=6).contains(level))
    }
}

/// A document.
pub struct Document {
    /// In the order of the document.
    pub elements: Vec<Element>,
    /// What a parser of HTML has to put right (the parse errors of the HTML standard).
    pub errors: Vec<String>,
}

impl Document {
    /// Puts a page into the shell, index.html, and reads it.
    pub fn of(page: &str) -> Self {
        let shell = fs::read_to_string(crate::root().join("index.html")).unwrap();
        let place = r#"<div id="app">"#;
        assert!(shell.contains(place), "index.html has no place for the app");
        Self::read(&shell.replace(place, &format!("{place}{page}")))
    }

    /// Reads a whole document.
    pub fn read(html: &str) -> Self {
        let tree_builder =
            TreeBuilderOpts { exact_errors: true, scripting_enabled: false, ..TreeBuilderOpts::default() };
        let options = ParseOpts { tree_builder, ..ParseOpts::default() };
        let dom = parse_document(RcDom::default(), options).one(html);
        let elements = RefCell::default();
        collect(&dom.document, &Vec::new(), &elements);
        let errors = dom.errors.borrow().iter().map(ToString::to_string).collect();
        Self { elements: elements.into_inner(), errors }
    }

    /// Every element of this name.
    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements.iter().filter(move |element| element.name == name)
    }

    /// Whether an element has this id.
    pub fn has(&self, id: &str) -> bool {
        self.elements.iter().any(|element| element.get("id") == Some(id))
    }
}

fn collect(node: &Handle, around: &[String], elements: &RefCell<Vec<Element>>) {
    let mut inside = around.to_vec();
    if let NodeData::Element { name, attrs, .. } = &node.data {
        let name = name.local.to_string();
        let attributes = attrs.borrow();
        let attributes = attributes.iter().map(|one| (one.name.local.to_string(), one.value.to_string()));
        elements.borrow_mut().push(Element {
            name: name.clone(),
            attributes: attributes.collect(),
            around: around.to_vec(),
            text: text(node),
        });
        inside.push(name);
    }
    for child in node.children.borrow().iter() {
        collect(&Rc::clone(child), &inside, elements);
    }
}

fn text(node: &Handle) -> String {
    match &node.data {
        NodeData::Text { contents } => contents.borrow().to_string(),
        _ => node.children.borrow().iter().map(text).collect(),
    }
}
