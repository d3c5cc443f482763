//! Where each field of a file's head stands, whatever the format, and the cuts that change one and nothing else.

use std::ops::Range;

/// A value and the bytes of the file that it is.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) range: Range<usize>,
    pub(super) kind: Kind,
    /// Not to be changed: an anchor, an alias or a tag of YAML, or what a header of TOML implies.
    pub(super) firm: bool,
    /// Whether it stands between brackets, where commas end it.
    pub(super) flow: bool,
}

/// What a value is.
#[derive(Debug)]
pub(super) enum Kind {
    /// A text, number, date, truth or nothing, and how it is quoted.
    Text(Quotes),
    /// Parts in an order.
    List(Vec<Node>),
    /// Parts with names.
    Table(Form, Vec<Member>),
}

/// How a text is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quotes {
    /// Not at all.
    Plain,
    /// By apostrophes.
    Single,
    /// By quotation marks.
    Double,
    /// By its indentation, or by three quotation marks.
    Block,
}

/// How the members of a table are told apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// By commas, between braces.
    Flow,
    /// A line each; what stands before each name (`cover.` in TOML).
    Lines(String),
}

/// A part of a table.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) key: Range<usize>,
    pub(super) value: Node,
    /// Whether a header of TOML, `[name]`, opens it.
    pub(super) header: bool,
}

/// Bytes of a file, and what takes their place.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) range: Range<usize>,
    pub(super) with: String,
}

impl Cut {
    pub(super) fn new(range: Range<usize>, with: impl Into<String>) -> Self {
        Self { range, with: with.into() }
    }
}

/// The file after cuts that do not overlap.
pub(super) fn cut(text: &str, mut cuts: Vec<Cut>) -> String {
    // Two in one place stay in the order given.
    cuts.sort_by_key(|cut| cut.range.start);
    let mut new = String::with_capacity(text.len());
    let mut done = 0;
    for cut in cuts {
        new.push_str(text.get(done..cut.range.start).unwrap_or_default());
        new.push_str(&cut.with);
        done = done.max(cut.range.end);
    }
    new + text.get(done..).unwrap_or_default()
}

/// Where the line that has the byte `at` starts.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
}

/// Where the line after the one that ends at or behind `at` starts.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).and_then(|after| after.find('\n'));
    rest.map_or(text.len(), |end| at + end + 1)
}

impl Node {
    /// Where it ends, with all that is in it.
    pub(super) fn end(&self) -> usize {
        let inner = match &self.kind {
            Kind::Text(_) => None,
            Kind::List(parts) => parts.iter().map(Node::end).max(),
            Kind::Table(_, members) => members.iter().map(|member| member.value.end()).max(),
        };
        inner.unwrap_or_default().max(self.range.end)
    }

    /// The member that a path leads to, and the table that it is in.
    pub(super) fn member(&self, path: &[String]) -> Option<(&Node, usize)> {
        let (first, rest) = path.split_first()?;
        let Kind::Table(_, members) = &self.kind else { return None };
        let mut named = members.iter().enumerate().filter(|(_, member)| member.name == *first);
        let (number, member) = named.next()?;
        match rest.is_empty() {
            // Twice the same name: nobody knows which one counts.
            true => named.next().is_none().then_some((self, number)),
            false => member.value.member(rest),
        }
    }

    /// The members of a table; none of anything else.
    pub(super) fn members(&self) -> &[Member] {
        match &self.kind {
            Kind::Table(_, members) => members,
            Kind::Text(_) | Kind::List(_) => &[],
        }
    }
}

/// Between which bytes the `number`th of things with commas between them goes, and its comma with it.
pub(super) fn without(ranges: &[Range<usize>], number: usize) -> Option<Range<usize>> {
    let own = ranges.get(number)?;
    let before = number.checked_sub(1).and_then(|before| ranges.get(before));
    Some(match (before, ranges.get(number + 1)) {
        (Some(before), _) => before.end..own.end,
        (None, Some(next)) => own.start..next.start,
        (None, None) => own.clone(),
    })
}

/// What stands between two of the things in brackets that open at `open`; `usual` where that can not be told.
pub(super) fn between(text: &str, open: usize, ranges: &[Range<usize>], usual: &str) -> String {
    let only_space = |text: &str| text.chars().all(char::is_whitespace);
    if let [.., last, after] = ranges
        && let Some(between) = text.get(last.end..after.start)
        && between.matches(',').count() == 1
        && only_space(&between.replace(',', ""))
    {
        return between.to_owned();
    }
    let first = ranges.first().and_then(|first| text.get(open + 1..first.start));
    match first.filter(|space| space.contains('\n') && only_space(space)) {
        Some(space) => format!(",{space}"),
        None => usual.to_owned(),
    }
}
