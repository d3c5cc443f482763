//! Reads a text again after a change: of a long text, only what stands around it.

use std::ops::Range;

use super::{Block, Links, blocks};
use crate::text::change::same;

/// What a change has made of the blocks of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reread {
    /// The blocks before, of which not all need be others now.
    pub replaced: Range<usize>,
    /// What there is in their place.
    pub fresh: Vec<Block>,
    /// By how many bytes the text behind them has moved.
    pub moved: isize,
}

/// Reads `after`, which `before` has become, whose blocks are `old`: the same as [`blocks`] would. None where more than
/// the blocks around the change may be others: then the whole is to be read.
///
/// An outermost block is read in the same way whatever stands before it, as long as it is one of its own. So those from
/// the one before the change are read, up to the first behind it that is what it was, at its place. That does not hold for headings, which are numbered, for footnotes and definitions of links, which are
/// heard of elsewhere, and for raw HTML, which may stay open.
pub fn reread(before: &str, old: &[&Block], after: &str, links: &mut Links<'_>) -> Option<Reread> {
    if !is_plain(before) || !is_plain(after) {
        return None;
    }
    let (prefix, suffix) = same(before, after);
    let moved = isize::try_from(after.len()).ok()? - isize::try_from(before.len()).ok()?;
    let changed = old.iter().rposition(|block| block.source.start < prefix).unwrap_or_default();
    // The one before may take in what the change begins in.
    let first = changed.saturating_sub(1);
    let behind = old.iter().position(|block| block.source.start > before.len() - suffix);
    let proof = behind.and_then(|at| old.get(at));
    let stop = behind.map_or(old.len(), |at| at + 1);
    let start = if first > 0 { old.get(first)?.source.start } else { 0 };
    // What is indented begins with its line.
    let start = before.get(..start)?.rfind('\n').map_or(0, |end| end + 1);
    let end = proof.map_or(after.len(), |block| block.source.end.saturating_add_signed(moved));
    let part = after.get(start..end)?;
    let (mut fresh, headings) = blocks(part, &mut |kind, url, at| links(kind, url, start + at)).ok()?;
    if !headings.is_empty() || old.get(first..stop)?.iter().any(|block| has_heading(block.mark())) {
        return None;
    }
    for block in &mut fresh {
        block.source = block.source.start + start..block.source.end + start;
    }
    if let Some(proof) = proof {
        let last = fresh.pop()?;
        let there = proof.source.start.saturating_add_signed(moved);
        if last.mark() != proof.mark() || last.source != (there..end) {
            return None;
        }
    }
    Some(Reread { replaced: first..behind.unwrap_or(old.len()), fresh, moved })
}

/// Whether nothing in the text reaches further than its own block.
fn is_plain(text: &str) -> bool {
    let mut last = b' ';
    text.bytes().all(|byte| {
        let far = byte == b'<' || matches!((last, byte), (b']', b':') | (b'[', b'^'));
        last = byte;
        !far
    })
}

fn has_heading(html: &str) -> bool {
    html.match_indices("<h").any(|(at, _)| html.as_bytes().get(at + 2).is_some_and(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Vec<Block> {
        blocks(text, &mut |_, _, _| None).unwrap().0
    }

    fn again(before: &str, after: &str) -> Option<Vec<Block>> {
        let old = read(before);
        let all: Vec<&Block> = old.iter().collect();
        let change = reread(before, &all, after, &mut |_, _, _| None)?;
        let mut new = old.clone();
        let moved = new.split_off(change.replaced.end);
        new.truncate(change.replaced.start);
        new.extend(change.fresh);
        new.extend(moved.into_iter().map(|mut block| {
            let place = |at: usize| at.saturating_add_signed(change.moved);
            block.source = place(block.source.start)..place(block.source.end);
            block
        }));
        Some(new)
    }

    #[test]
    fn a_key_in_a_long_text_reads_what_is_around_it() {
        let text = "Một.\n\nHai.\n\nBa.\n\nBốn.\n";
        let old = read(text);
        let all: Vec<&Block> = old.iter().collect();
        let change = reread(text, &all, &text.replace("Hai", "Hai nữa"), &mut |_, _, _| None).unwrap();
        assert_eq!((change.replaced, change.fresh.len(), change.moved), (0..2, 2, 6));
    }

    #[test]
    fn what_reaches_further_is_read_whole() {
        for (before, after) in [
            ("a\n\nb [x]\n\nc", "a\n\nb [x]\n\n[x]: /c"),
            ("a\n\nb\n\n# c", "a\n\n# b\n\n# c"),
            ("a\n\nb\n\nc", "a\n\n```\nb\n\nc"),
            ("a\n\nb\n\nc", "<b>a\n\nb\n\nc"),
        ] {
            assert_eq!(again(before, after), None, "{after}");
        }
    }

    const PARTS: [&str; 22] = [
        "Mực nước",
        " lên.",
        "\n",
        "\n\n",
        "- a\n",
        "  - b\n",
        "    mã\n",
        "> lời\n",
        "1. x\n",
        "***",
        "---\n",
        "===\n",
        "```\n",
        "| a | b |\n|---|---|\n| 1 | 2 |\n",
        "# Mục\n",
        "\t",
        "  ",
        "![x](a.jpg)\n",
        "[y](/z)",
        "[x]: /y\n",
        "[^1]",
        "ệ",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn what_is_read_again_is_what_the_whole_is(
            parts in prop::collection::vec(0..PARTS.len(), 0..24), at in 0_usize..200, gone in 0_usize..6,
            put in prop::collection::vec(0..PARTS.len(), 0..3),
        ) {
            let join = |parts: &[usize]| parts.iter().map(|part| PARTS[*part]).collect::<String>();
            let before = join(&parts);
            let letters: Vec<char> = before.chars().collect();
            let at = at.min(letters.len());
            let end = (at + gone).min(letters.len());
            let after: String = letters[..at].iter().copied()
                .chain(join(&put).chars()).chain(letters[end..].iter().copied()).collect();
            if let Some(new) = again(&before, &after) {
                prop_assert_eq!(new, read(&after), "{:?} became {:?}", before, after);
            }
        }
    }
}
