//! What pasted text is made of, free of the ways in which programs say it.

/// How a piece of a line is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Bold,
    Italic,
    Strike,
    /// A link to this address.
    Link(String),
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Picture {
    pub(super) src: String,
    pub(super) alt: String,
    /// The line under it.
    pub(super) caption: String,
}

/// What stands in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Atom {
    Text(String),
    Code(String),
    Picture(Picture),
    Break,
    /// A reference to the footnote of this number.
    Note(usize),
}

/// A piece of a line with its styles, the outermost first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) atom: Atom,
    pub(super) styles: Vec<Style>,
}

/// Pieces beside each other.
pub(super) type Line = Vec<Piece>;

/// What is in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Item {
    /// Whether it is a task, and done.
    pub(super) task: Option<bool>,
    pub(super) blocks: Vec<Block>,
}

/// A list; with the first number if it is numbered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct List {
    pub(super) first: Option<u32>,
    pub(super) items: Vec<Item>,
}

/// Where the text in a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Unsaid,
    Left,
    Centre,
    Right,
}

/// A piece that stands apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// Its level, as the program counted.
    Heading(u8, Line),
    Paragraph(Line),
    List(List),
    /// A paragraph that Word shows as an item: its depth from 1, and its number if it has one.
    Loose {
        depth: usize,
        number: Option<u32>,
        line: Line,
    },
    Quote(Vec<Block>),
    Code {
        language: String,
        text: String,
    },
    /// The first row is the heading.
    Table {
        sides: Vec<Side>,
        rows: Vec<Vec<Line>>,
    },
    Rule,
    /// The footnote of this number.
    Note(usize, Vec<Block>),
}
