//! Pasted HTML as blocks, whichever program wrote it.

use news::text::markup::{
    entities::decoded,
    tree::{Element, Node, is_inline, parse},
};

use super::{
    Keep,
    blocks::{Atom, Block, Item, Line, List, Piece, Style},
    css::Css,
    line, links,
    notes::{self, Aim, Notes},
    scripts::script,
    told::{item, level, number},
};

/// Lists, quotes and footnotes within one another; what is deeper stands beside.
const DEEPEST: usize = 20;

/// Reads HTML; its footnotes get the numbers after `taken`.
pub(super) fn read(html: &str, taken: usize, keep: &mut Keep<'_>) -> Vec<Block> {
    let nodes = parse(html);
    let notes = Notes::find(&nodes, taken);
    let mut reader = Reader {
        notes: &notes,
        keep,
        blocks: Vec::new(),
        line: Line::new(),
        styles: Vec::new(),
        depth: 0,
        in_note: false,
    };
    reader.inside(&nodes)
}

/// Reads nodes into blocks.
pub(super) struct Reader<'n, 'k> {
    notes: &'n Notes,
    pub(super) keep: &'n mut Keep<'k>,
    blocks: Vec<Block>,
    /// What stands in a line since the last block.
    line: Line,
    /// Of what is being read, the outermost first.
    styles: Vec<Style>,
    depth: usize,
    in_note: bool,
}

/// Whether an element goes with all that is in it.
fn is_dropped(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "form"
            | "button"
            | "select"
            | "textarea"
            | "svg"
            | "canvas"
            | "template"
            | "object"
            | "embed"
            | "link"
            | "meta"
            | "title"
            | "map"
            | "math"
            | "head"
            | "dialog"
            | "iframe"
            | "video"
            | "audio"
            | "input"
            | "xml"
    )
}

fn among(list: &str, name: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == name)
}

fn css(element: &Element<'_>) -> Css {
    element.value("style").map(|style| Css::read(&style)).unwrap_or_default()
}

impl Reader<'_, '_> {
    /// Reads nodes as what is in a block of their own.
    pub(super) fn inside(&mut self, nodes: &[Node<'_>]) -> Vec<Block> {
        let outer = (std::mem::take(&mut self.blocks), std::mem::take(&mut self.line));
        self.depth += 1;
        self.nodes(nodes);
        self.flush();
        self.depth -= 1;
        let blocks = std::mem::replace(&mut self.blocks, outer.0);
        self.line = outer.1;
        super::write::folded(blocks)
    }

    /// Reads nodes as a line alone.
    pub(super) fn alone(&mut self, nodes: &[Node<'_>]) -> Line {
        self.inside(nodes).into_iter().fold(Line::new(), |mut line, block| {
            line.extend(flat(block));
            line.push(Piece { atom: Atom::Text(" ".into()), styles: Vec::new() });
            line
        })
    }

    pub(super) fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    fn nodes(&mut self, nodes: &[Node<'_>]) {
        for node in nodes {
            match node {
                Node::Text(text) => self.atom(Atom::Text(line::tidy(&decoded(text)))),
                Node::Element(element) => self.element(element),
            }
        }
    }

    fn atom(&mut self, atom: Atom) {
        self.line.push(Piece { atom, styles: self.styles.clone() });
    }

    /// Ends the paragraph.
    pub(super) fn flush(&mut self) {
        let line = std::mem::take(&mut self.line);
        self.blocks.extend(line::paragraphs(line).into_iter().map(Block::Paragraph));
    }

    fn element(&mut self, element: &Element<'_>) {
        let css = css(element);
        let comment = css.is_comment || element.has_class("MsoCommentReference");
        if is_dropped(&element.name) || css.hidden || css.is_marker || comment {
            return;
        }
        let styles = self.styles.clone();
        self.dress(&element.name, &css);
        match notes::held(element).filter(|_| !self.in_note).and_then(|label| self.notes.number(&label)) {
            Some(number) => self.note(number, element),
            None if is_inline(&element.name) => self.inline(element),
            None => self.block(element, &css),
        }
        self.styles = styles;
    }

    fn note(&mut self, number: usize, element: &Element<'_>) {
        self.flush();
        self.in_note = true;
        let blocks = self.inside(&element.children);
        self.in_note = false;
        self.push(Block::Note(number, blocks));
    }

    /// Puts the styles on that an element gives, and takes those off that it takes.
    fn dress(&mut self, name: &str, css: &Css) {
        let bold = css.bold.or(among("b strong", name).then_some(true));
        let italic = css.italic.or(among("i em", name).then_some(true));
        let strike = (css.strike || among("s strike del", name)).then_some(true);
        for (style, on) in [(Style::Bold, bold), (Style::Italic, italic), (Style::Strike, strike)] {
            match on {
                Some(true) if !self.styles.contains(&style) => self.styles.push(style),
                Some(false) => self.styles.retain(|own| *own != style),
                _ => {}
            }
        }
    }

    fn inline(&mut self, element: &Element<'_>) {
        let children = &element.children;
        match element.name.as_str() {
            "br" => self.atom(Atom::Break),
            "img" => self.picture(element),
            "a" => self.anchor(element),
            "code" | "tt" | "kbd" | "samp" if !element.has_blocks() => {
                let words = line::tidy(&decoded(&element.words()));
                if !words.trim().is_empty() {
                    self.atom(Atom::Code(words.trim().to_owned()));
                }
            }
            "sup" | "sub" => {
                let from = self.line.len();
                self.nodes(children);
                let raised = element.name == "sup";
                for piece in self.line.iter_mut().skip(from) {
                    if let Atom::Text(text) = &mut piece.atom {
                        *text = script(text, raised);
                    }
                }
            }
            "q" => {
                self.atom(Atom::Text("“".into()));
                self.nodes(children);
                self.atom(Atom::Text("”".into()));
            }
            _ => self.nodes(children),
        }
    }

    fn anchor(&mut self, element: &Element<'_>) {
        let href = element.value("href").unwrap_or_default();
        match notes::aim(&href) {
            Some(Aim::Back) => return,
            Some(Aim::Note(label)) => {
                if let Some(number) = self.notes.number(&label) {
                    return self.atom(Atom::Note(number));
                }
            }
            None => {}
        }
        if let Some(address) = links::link(&href) {
            self.styles.retain(|style| !matches!(style, Style::Link(_)));
            self.styles.push(Style::Link(address));
        }
        self.nodes(&element.children);
    }

    fn block(&mut self, element: &Element<'_>, css: &Css) {
        self.flush();
        let children = &element.children;
        let deep = self.depth > DEEPEST;
        match element.name.as_str() {
            "ul" | "ol" if !deep => self.list(element),
            "blockquote" if !deep => {
                let blocks = self.inside(children);
                self.push(Block::Quote(blocks));
            }
            "table" if !deep => self.table(element),
            "figure" => self.figure(element),
            "div" if element.has_class("gallery") || element.has_class("wp-block-gallery") => {
                let from = self.blocks.len();
                self.nodes(children);
                self.flush();
                self.join(from);
            }
            "pre" => {
                let text = code(&element.children).replace("\r\n", "\n").replace('\u{a0}', " ");
                let text = text.trim_end().trim_start_matches('\n').to_owned();
                let inner = element.named("code");
                let classes =
                    element.classes().chain(inner.first().into_iter().flat_map(|code| code.classes()));
                let language = classes.filter_map(|class| class.strip_prefix("language-")).next();
                let language = language.filter(|name| name.bytes().all(|byte| byte.is_ascii_alphanumeric()));
                self.push(Block::Code { language: language.unwrap_or_default().to_owned(), text });
            }
            "hr" => self.push(Block::Rule),
            _ => self.text(element, css),
        }
        self.flush();
    }

    /// A paragraph, or what a word processor shows as something else.
    fn text(&mut self, element: &Element<'_>, css: &Css) {
        let children = &element.children;
        if let Some(level) = level(element, css) {
            let line = line::ordered(self.alone(children));
            return self.push(Block::Heading(level, line));
        }
        if let Some(depth) = css.list.filter(|_| element.name == "p" || element.name == "div") {
            let marker = element.all(&|inner| self::css(inner).is_marker);
            let marker = marker.first().map(|marker| decoded(&marker.words())).unwrap_or_default();
            let line = line::ordered(self.alone(children));
            return self.push(Block::Loose { depth: depth.min(9), number: number(&marker), line });
        }
        if self.depth <= DEEPEST && (element.has_class("MsoQuote") || element.has_class("MsoIntenseQuote")) {
            let blocks = self.inside(children);
            return match self.blocks.last_mut() {
                Some(Block::Quote(before)) => before.extend(blocks),
                _ => self.push(Block::Quote(blocks)),
            };
        }
        self.nodes(children);
    }

    fn list(&mut self, element: &Element<'_>) {
        let mut items: Vec<Item> = Vec::new();
        for child in &element.children {
            let blocks = match child {
                Node::Element(li) if li.name == "li" && notes::held(li).is_none() => {
                    if let Some((depth, number)) = item(li, element.name == "ol") {
                        let line = line::ordered(self.alone(&li.children));
                        self.push(Block::Loose { depth, number, line });
                        continue;
                    }
                    let boxes = li.all(&|inner| inner.name == "input");
                    let is_box = |found: &&&Element<'_>| found.value("type").as_deref() == Some("checkbox");
                    let task = boxes.iter().find(is_box).map(|found| found.has("checked"));
                    let css = css(li);
                    let styles = self.styles.clone();
                    self.dress("li", &css);
                    let blocks = if css.hidden { Vec::new() } else { self.inside(&li.children) };
                    self.styles = styles;
                    if !blocks.is_empty() {
                        items.push(Item { task, blocks });
                    }
                    continue;
                }
                // Google Docs puts a list within a list beside its items.
                _ => self.inside(std::slice::from_ref(child)),
            };
            let (notes, blocks): (Vec<_>, Vec<_>) =
                blocks.into_iter().partition(|block| matches!(block, Block::Note(..)));
            self.blocks.extend(notes);
            match items.last_mut() {
                Some(item) => item.blocks.extend(blocks),
                None if !blocks.is_empty() => items.push(Item { task: None, blocks }),
                None => {}
            }
        }
        let first = element.value("start").and_then(|start| start.parse().ok()).unwrap_or(1);
        let first = (element.name == "ol").then_some(first);
        if !items.is_empty() {
            self.push(Block::List(List { first, items }));
        }
    }

    /// Joins pictures that stand side by side.
    fn join(&mut self, from: usize) {
        let blocks = self.blocks.split_off(from);
        for block in blocks {
            match (self.blocks.get_mut(from..).and_then(<[_]>::last_mut), block) {
                (Some(Block::Paragraph(before)), Block::Paragraph(line))
                    if line::only_pictures(before) && line::only_pictures(&line) =>
                {
                    before.push(Piece { atom: Atom::Break, styles: Vec::new() });
                    before.extend(line);
                }
                (_, block) => self.blocks.push(block),
            }
        }
    }

    pub(super) fn picture_atom(&mut self, atom: Atom) {
        self.atom(atom);
    }

    pub(super) fn children(&mut self, element: &Element<'_>) {
        self.nodes(&element.children);
    }
}

/// The line of a block and all that is in it.
fn flat(block: Block) -> Line {
    let text = |text: String| vec![Piece { atom: Atom::Text(text), styles: Vec::new() }];
    let joined = |blocks: Vec<Block>| {
        blocks.into_iter().fold(Line::new(), |mut line, block| {
            line.extend(flat(block));
            line.extend(text(" ".into()));
            line
        })
    };
    match block {
        Block::Heading(_, line) | Block::Paragraph(line) | Block::Loose { line, .. } => line,
        Block::List(list) => joined(list.items.into_iter().flat_map(|item| item.blocks).collect()),
        Block::Quote(blocks) | Block::Note(_, blocks) => joined(blocks),
        Block::Code { text: code, .. } => text(line::tidy(&code)),
        Block::Table { rows, .. } => joined(rows.into_iter().flatten().map(Block::Paragraph).collect()),
        Block::Rule => Line::new(),
    }
}

/// Text whose lines and blanks count.
fn code(nodes: &[Node<'_>]) -> String {
    let of = |node: &Node<'_>| match node {
        Node::Text(text) => decoded(text),
        Node::Element(element) if element.name == "br" => "\n".into(),
        Node::Element(element) => code(&element.children),
    };
    nodes.iter().map(of).collect()
}
