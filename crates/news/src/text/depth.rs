//! How much work a piece of HTML would be: measured before anything builds a tree of it.
//!
//! The HTML standard makes a parser look through all open elements again and again, and open unclosed
//! `<b>`s anew in every paragraph. A few kilobytes could keep it busy for minutes. So the real tree builder
//! runs here first with nothing to build, and is stopped once it has too much in hand.

use std::{
    borrow::Cow,
    cell::{Cell, RefCell},
    rc::Rc,
};

use html5ever::{
    Attribute, QualName, TokenizerResult,
    buffer_queue::BufferQueue,
    interface::{ElementFlags, NodeOrText, QuirksMode, Tracer, TreeSink, create_element},
    local_name, ns,
    tendril::StrTendril,
    tokenizer::{Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts},
    tree_builder::{TreeBuilder, TreeBuilderOpts},
};

/// Elements that may be open at once (each formatting element counts twice).
pub(super) const DEEPEST: usize = 200;
/// A single tag or comment may not be longer, in bytes: a picture as a `data:` URL is.
pub(super) const LONGEST_TAG: usize = 64 * 1024;
/// How often elements may be moved because tags are misplaced: each move looks through their neighbours.
const MOVES: usize = 5_000;
/// Bytes that the serialiser may look through while it searches for what it must escape: at each `&` it
/// reads on to the next `<` or `>` (html5ever 0.40).
const SEARCHED: u64 = 20_000_000_000;
/// The tokenizer gets its input in pieces of this size, in bytes.
const PIECE: usize = 4 * 1024;

/// Checks that `html` nests no deeper than [`DEEPEST`] and asks for no absurd amount of work.
///
/// Gives the line of the HTML, from 1, where it went too far.
pub(super) fn check(html: &str) -> Result<(), usize> {
    if let Some(offset) = endless_escapes(html) {
        return Err(html.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1);
    }
    let sink = Counter { created: Cell::new(0), moved: Cell::new(0) };
    let context = create_element(&sink, QualName::new(None, ns!(html), local_name!("div")), Vec::new());
    let builder = TreeBuilder::new_for_fragment(sink, context, None, TreeBuilderOpts::default());
    let guard = Guard {
        builder,
        tags: Cell::new(0),
        idle: Cell::new(0),
        line: Cell::new(1),
        stopped: Cell::new(false),
    };
    let tokenizer = Tokenizer::new(guard, TokenizerOpts::default());
    let mut rest = html;
    while !rest.is_empty() {
        let end = (PIECE.min(rest.len())..=rest.len())
            .find(|end| rest.is_char_boundary(*end))
            .unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        let guard = &tokenizer.sink;
        guard.idle.set(guard.idle.get() + piece.len());
        let queue = BufferQueue::default();
        queue.push_back(StrTendril::from(piece));
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
        if guard.stopped.get() || guard.idle.get() > LONGEST_TAG {
            return Err(guard.line.get());
        }
    }
    tokenizer.end();
    match tokenizer.sink.stopped.get() {
        true => Err(tokenizer.sink.line.get()),
        false => Ok(()),
    }
}

/// The place in `html` where writing it out would take more than [`SEARCHED`].
pub(super) fn endless_escapes(html: &str) -> Option<usize> {
    let mut left = SEARCHED;
    for run in html.split(['<', '>']) {
        // 0xC2 starts a non-breaking space in UTF-8.
        let escapes = run.bytes().filter(|byte| matches!(byte, b'&' | 0xc2)).count();
        match left.checked_sub((escapes as u64).saturating_mul(run.len() as u64)) {
            Some(rest) => left = rest,
            None => return Some(run.as_ptr() as usize - html.as_ptr() as usize),
        }
    }
    None
}

/// Stands between the tokenizer and the tree builder, and stops listening when it is too much.
struct Guard {
    builder: TreeBuilder<Rc<Name>, Counter>,
    tags: Cell<usize>,
    /// Bytes read since the last token.
    idle: Cell<usize>,
    line: Cell<usize>,
    stopped: Cell<bool>,
}

impl TokenSink for Guard {
    type Handle = Rc<Name>;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Self::Handle> {
        if self.stopped.get() {
            return TokenSinkResult::Continue;
        }
        // An error can be reported in the middle of a tag: it is no progress.
        if !matches!(token, Token::ParseError(_)) {
            self.idle.set(0);
            self.line.set(usize::try_from(line).unwrap_or(usize::MAX));
        }
        let is_tag = matches!(token, Token::TagToken(_));
        let result = self.builder.process_token(token, line);
        if is_tag {
            self.tags.set(self.tags.get() + 1);
            let open = Open(Cell::new(0));
            self.builder.trace_handles(&open);
            let sink = &self.builder.sink;
            let unasked = sink.created.get() > 1_000 + 4 * self.tags.get() || sink.moved.get() > MOVES;
            self.stopped.set(unasked || open.0.get() > DEEPEST);
        }
        result
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Counts what the tree builder holds.
struct Open(Cell<usize>);

impl Tracer for Open {
    type Handle = Rc<Name>;

    fn trace_handle(&self, _: &Rc<Name>) {
        self.0.set(self.0.get() + 1);
    }
}

/// All that the tree builder asks about an element.
struct Name {
    name: QualName,
    contains_html: bool,
    contents: RefCell<Option<Rc<Name>>>,
}

/// A tree that keeps no nodes and counts those that it was asked for.
struct Counter {
    created: Cell<usize>,
    moved: Cell<usize>,
}

impl Counter {
    fn count_move(&self) {
        self.moved.set(self.moved.get() + 1);
    }

    fn node(name: QualName, contains_html: bool) -> Rc<Name> {
        Rc::new(Name { name, contains_html, contents: RefCell::new(None) })
    }

    fn nameless() -> Rc<Name> {
        Self::node(QualName::new(None, ns!(), local_name!("")), false)
    }
}

impl TreeSink for Counter {
    type Handle = Rc<Name>;
    type Output = ();
    type ElemName<'a> = &'a QualName;

    fn finish(self) {}
    fn parse_error(&self, _: Cow<'static, str>) {}
    fn get_document(&self) -> Rc<Name> {
        Self::nameless()
    }
    fn elem_name<'a>(&'a self, target: &'a Rc<Name>) -> &'a QualName {
        &target.name
    }
    fn create_element(&self, name: QualName, _: Vec<Attribute>, flags: ElementFlags) -> Rc<Name> {
        self.created.set(self.created.get() + 1);
        Self::node(name, flags.mathml_annotation_xml_integration_point)
    }
    fn create_comment(&self, _: StrTendril) -> Rc<Name> {
        Self::nameless()
    }
    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Rc<Name> {
        Self::nameless()
    }
    fn append(&self, _: &Rc<Name>, _: NodeOrText<Rc<Name>>) {}
    fn append_based_on_parent_node(&self, _: &Rc<Name>, _: &Rc<Name>, _: NodeOrText<Rc<Name>>) {
        self.count_move();
    }
    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}
    fn get_template_contents(&self, target: &Rc<Name>) -> Rc<Name> {
        Rc::clone(target.contents.borrow_mut().get_or_insert_with(Self::nameless))
    }
    fn same_node(&self, x: &Rc<Name>, y: &Rc<Name>) -> bool {
        Rc::ptr_eq(x, y)
    }
    fn set_quirks_mode(&self, _: QuirksMode) {}
    fn append_before_sibling(&self, _: &Rc<Name>, _: NodeOrText<Rc<Name>>) {
        self.count_move();
    }
    fn add_attrs_if_missing(&self, _: &Rc<Name>, _: Vec<Attribute>) {}
    fn remove_from_parent(&self, _: &Rc<Name>) {
        self.count_move();
    }
    fn reparent_children(&self, _: &Rc<Name>, _: &Rc<Name>) {}
    fn is_mathml_annotation_xml_integration_point(&self, target: &Rc<Name>) -> bool {
        target.contains_html
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn ordinary_pages_pass() {
        let table = format!("<table>{}</table>", "<tr><td>1<td>2".repeat(2_000));
        let list = format!("<ul>{}</ul>", "<li>một <b>hai</b>".repeat(2_000));
        let nested = format!("{}x{}", "<div>".repeat(150), "</div>".repeat(150));
        for html in ["", "mưa", &table, &list, &nested, &"<p>a<svg><path/><title>t</title></svg>".repeat(500)]
        {
            assert_eq!(check(html), Ok(()), "{}", &html[..html.len().min(60)]);
        }
    }

    #[test]
    fn bombs_are_refused_at_once_with_their_line() {
        assert_eq!(check(&"<div>\n".repeat(1_000)), Err(DEEPEST - 2));
        let many_b: String = (0..150).map(|n| format!("<b id={n}>")).collect();
        let bombs = [
            "<div>".repeat(100_000),
            "<div><table></div>".repeat(100_000),
            "&".repeat(200_000),
            "<span><div></span></div>".repeat(100_000),
            "<svg><textarea><g>".repeat(100_000),
            format!("{many_b}{}", "<p>x".repeat(100_000)),
            format!("<div {}>", (0..200_000).map(|n| format!("a{n} ")).collect::<String>()),
            format!("<!--{}", "x".repeat(200_000)),
        ];
        for bomb in bombs {
            let start = Instant::now();
            assert!(check(&bomb).is_err(), "{}", &bomb[..60]);
            // Minutes, if it read on; a busy machine takes its time.
            assert!(start.elapsed() < Duration::from_secs(20), "{} took {:?}", &bomb[..60], start.elapsed());
        }
    }
}
