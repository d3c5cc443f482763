//! Blocks as Markdown.

use news::text::vietnamese::nfc;

use super::{
    Pasted,
    blocks::{Atom, Block, Item, Line, List, Side, Style},
    escape::Place,
    inline::written,
    line,
};

/// Makes lists of the paragraphs that Word shows as lists.
pub(super) fn folded(blocks: Vec<Block>) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    let mut loose = Vec::new();
    for block in blocks {
        match block {
            Block::Loose { depth, number, line } => loose.push((depth, number, line)),
            block => {
                out.extend(lists(std::mem::take(&mut loose)));
                out.push(block);
            }
        }
    }
    out.extend(lists(loose));
    out
}

fn lists(loose: Vec<(usize, Option<u32>, Line)>) -> Vec<Block> {
    let mut out: Vec<List> = Vec::new();
    let Some(base) = loose.first().map(|(depth, ..)| *depth) else { return Vec::new() };
    let mut deeper = Vec::new();
    for (depth, number, line) in loose {
        if depth > base {
            deeper.push((depth, number, line));
            continue;
        }
        settle(&mut out, std::mem::take(&mut deeper));
        let same = |list: &&mut List| list.first.is_some() == number.is_some();
        let item = Item { task: None, blocks: vec![Block::Paragraph(line)] };
        match out.last_mut().filter(same) {
            Some(list) => list.items.push(item),
            None => out.push(List { first: number, items: vec![item] }),
        }
    }
    settle(&mut out, deeper);
    out.into_iter().map(Block::List).collect()
}

/// Puts the items below the last one.
fn settle(out: &mut [List], deeper: Vec<(usize, Option<u32>, Line)>) {
    if let Some(item) = out.last_mut().and_then(|list| list.items.last_mut()) {
        item.blocks.extend(lists(deeper));
    }
}

/// Writes a whole text, and what stands at its end whatever is around it: its footnotes.
pub(super) fn write(blocks: &[Block]) -> Pasted {
    let writer = Writer { highest: highest(blocks).unwrap_or(1) };
    let (notes, mut text): (Vec<&Block>, Vec<&Block>) =
        blocks.iter().partition(|block| matches!(block, Block::Note(..)));
    // The line that word processors draw above footnotes.
    if !notes.is_empty() {
        text.pop_if(|last| **last == Block::Rule);
    }
    let written =
        |blocks: &[&Block]| nfc(&writer.blocks(blocks.iter().copied(), false).join("\n")).into_owned();
    let is_words = |block: Option<&&Block>| block.is_some_and(|block| is_words(block));
    Pasted {
        notes: written(&notes),
        begins_with_words: is_words(text.first()),
        ends_with_words: is_words(text.last()),
        text: written(&text),
    }
}

/// Whether it may stand in a line with others: words, and no picture alone, which is a figure.
fn is_words(block: &Block) -> bool {
    let counts = |atom: &Atom| match atom {
        Atom::Text(text) => !text.trim().is_empty(),
        Atom::Picture(_) | Atom::Break => false,
        Atom::Code(_) | Atom::Note(_) => true,
    };
    matches!(block, Block::Paragraph(line) if line.iter().any(|piece| counts(&piece.atom)))
}

fn highest(blocks: &[Block]) -> Option<u8> {
    let of = |block: &Block| match block {
        Block::Heading(level, line) if !line.is_empty() => Some(*level),
        Block::Quote(blocks) | Block::Note(_, blocks) => highest(blocks),
        Block::List(list) => list.items.iter().filter_map(|item| highest(&item.blocks)).min(),
        _ => None,
    };
    blocks.iter().filter_map(of).min()
}

struct Writer {
    /// The level of the highest heading: it becomes the second.
    highest: u8,
}

impl Writer {
    /// The lines of blocks, an empty one between them if not `tight`.
    fn blocks<'b>(&self, blocks: impl Iterator<Item = &'b Block>, tight: bool) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        // Whether the last block was a list, numbered or not, and with which of two marks.
        let mut before: Option<(bool, bool)> = None;
        for block in blocks {
            let list = match block {
                Block::List(list) => Some((
                    list.first.is_some(),
                    before.is_some_and(|(numbered, other)| numbered == list.first.is_some() && !other),
                )),
                _ => None,
            };
            let own = self.block(block, list.is_some_and(|(_, other)| other));
            if own.is_empty() {
                continue;
            }
            if !lines.is_empty() && !tight {
                lines.push(String::new());
            }
            before = list;
            lines.extend(own);
        }
        lines
    }

    fn block(&self, block: &Block, other: bool) -> Vec<String> {
        match block {
            Block::Heading(level, line) => {
                let text = written(&unbold(line), Place::Heading);
                let level = (level - self.highest + 2).clamp(2, 6);
                match text.is_empty() {
                    true => Vec::new(),
                    false => vec![format!("{} {text}", "#".repeat(level.into()))],
                }
            }
            Block::Paragraph(line) | Block::Loose { line, .. } => {
                written(line, Place::Paragraph).lines().map(str::to_owned).collect()
            }
            Block::List(list) => self.list(list, other),
            Block::Quote(blocks) => indented(self.blocks(blocks.iter(), false), "> ", "> "),
            Block::Code { language, text } => code(language, text),
            Block::Table { sides, rows } => table(sides, rows),
            Block::Rule => vec!["---".into()],
            Block::Note(number, blocks) => {
                indented(self.blocks(blocks.iter(), false), &format!("[^{number}]: "), "    ")
            }
        }
    }

    fn list(&self, list: &List, other: bool) -> Vec<String> {
        let simple = |item: &Item| match item.blocks.as_slice() {
            [Block::Paragraph(_) | Block::List(_)] => true,
            [Block::Paragraph(_), rest @ ..] => rest.len() == 1 && matches!(rest[0], Block::List(_)),
            _ => false,
        };
        let tight = list.items.iter().all(simple);
        let mut lines: Vec<String> = Vec::new();
        for (at, item) in list.items.iter().enumerate() {
            let number = list.first.map(|first| first.saturating_add(u32::try_from(at).unwrap_or(u32::MAX)));
            // Nine digits at most (CommonMark, section 5.2).
            let mark = match number.map(|number| number.min(999_999_999)) {
                Some(number) => format!("{number}{} ", if other { ')' } else { '.' }),
                None => (if other { "* " } else { "- " }).to_owned(),
            };
            let task = match item.task {
                Some(true) => "[x] ",
                Some(false) => "[ ] ",
                None => "",
            };
            let own = self.blocks(item.blocks.iter(), tight);
            if own.is_empty() {
                continue;
            }
            if !lines.is_empty() && !tight {
                lines.push(String::new());
            }
            lines.extend(indented(own, &format!("{mark}{task}"), &" ".repeat(mark.len())));
        }
        lines
    }
}

/// Without bold where all is bold: a heading is anyhow.
fn unbold(line: &Line) -> Line {
    let mut line = line.clone();
    let is_bold = |piece: &super::blocks::Piece| {
        piece.styles.contains(&Style::Bold)
            || matches!(&piece.atom, Atom::Text(text) if text.trim().is_empty())
    };
    if line.iter().all(is_bold) {
        line.iter_mut().for_each(|piece| piece.styles.retain(|style| *style != Style::Bold));
    }
    line::ordered(line)
}

fn indented(lines: Vec<String>, first: &str, others: &str) -> Vec<String> {
    let own = |(at, line): (usize, String)| {
        let start = if at == 0 { first } else { others };
        match line.is_empty() {
            true => start.trim_end().to_owned(),
            false => format!("{start}{line}"),
        }
    };
    lines.into_iter().enumerate().map(own).collect()
}

fn code(language: &str, text: &str) -> Vec<String> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    let inside = text.lines().map(|line| line.chars().filter(|c| !c.is_control() || *c == '\t').collect());
    [format!("{fence}{language}")].into_iter().chain(inside).chain([fence.clone()]).collect()
}

fn table(sides: &[Side], rows: &[Vec<Line>]) -> Vec<String> {
    let row = |cells: &Vec<Line>| {
        let cells: Vec<String> = cells.iter().map(|cell| written(cell, Place::Cell)).collect();
        format!("| {} |", cells.join(" | "))
    };
    let side = |side: &Side| match side {
        Side::Unsaid => "---",
        Side::Left => ":---",
        Side::Centre => ":---:",
        Side::Right => "---:",
    };
    let rule = format!("| {} |", sides.iter().map(side).collect::<Vec<_>>().join(" | "));
    let head = rows.first().map(|cells| row(&cells.iter().map(unbold).collect()));
    head.into_iter().chain([rule]).chain(rows.iter().skip(1).map(row)).collect()
}
