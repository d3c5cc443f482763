//! A text block by block, so that whoever shows it while it is written changes what has changed and nothing else.

use std::ops::Range;

use super::{Heading, Links, TooDeep, write};
use crate::text::{
    depth,
    html::SafeHtml,
    sanitise::sanitise,
    tags::{is_void, read},
};

/// An outermost block of a text: a paragraph, a heading, a list, a table; or several, where raw HTML spans them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands in the Markdown, in bytes. The footnotes, which stand at the end of the page, begin at the first
    /// of them.
    pub source: Range<usize>,
    /// Its HTML, which has not passed the door.
    html: String,
}

impl Block {
    /// What tells a block from another: two blocks of the same mark are shown alike.
    pub fn mark(&self) -> &str {
        &self.html
    }

    /// Its HTML, fit to stand in a page.
    ///
    /// # Errors
    /// [`TooDeep`] if its HTML is not worth parsing; the line is that of the block itself, counted from 1.
    pub fn safe(&self) -> Result<SafeHtml, TooDeep> {
        depth::check(&self.html).map_err(|line| TooDeep { line })?;
        Ok(sanitise(&self.html))
    }
}

/// Cuts `markdown` into its outermost blocks: what they show one after the other is what
/// [`render`](super::render) shows.
///
/// # Errors
/// [`TooDeep`] if quotes or lists nest too deep. The HTML of a block is checked by [`Block::safe`].
pub fn blocks(markdown: &str, links: &mut Links<'_>) -> Result<(Vec<Block>, Vec<Heading>), TooDeep> {
    let written = write(markdown, links)?;
    let ends = written.tops.iter().skip(1).copied().chain([(written.html.len(), markdown.len())]);
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = 0_usize;
    for (&(html_start, start), (html_end, end)) in written.tops.iter().zip(ends) {
        let Some(html) = written.html.get(html_start..html_end) else { continue };
        let source = start..end.max(start);
        match blocks.last_mut().filter(|_| open > 0 || html.is_empty()) {
            // A tag of the block before is still open; or nothing is shown, as of a footnote where it is defined.
            Some(last) => {
                last.source.end = last.source.end.max(source.end);
                last.html.push_str(html);
            }
            None if html.is_empty() => continue,
            None => blocks.push(Block { source, html: html.to_owned() }),
        }
        open = open.saturating_add_signed(left_open(html));
    }
    Ok((blocks, written.headings))
}

/// How many more elements `html` opens than it closes, roughly: one that it leaves open counts.
fn left_open(html: &str) -> isize {
    let mut open = 0;
    let mut at = 0;
    while let Some(found) = html.get(at..).and_then(|rest| rest.find('<')) {
        at += found + 1;
        let rest = html.get(at..).unwrap_or_default();
        if rest.starts_with('/') {
            open -= 1;
        } else if let Some(comment) = rest.strip_prefix("!--") {
            match comment.find("-->") {
                Some(end) => at += end + 6,
                None => return open + 1,
            }
        } else if rest.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            let tag = read(html, at);
            open += isize::from(!is_void(tag.name));
            at = tag.end;
        }
    }
    open
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::markdown::render;

    fn shown(markdown: &str) -> String {
        let (blocks, _) = blocks(markdown, &mut |_, _, _| None).unwrap();
        blocks.iter().map(|block| block.safe().unwrap().as_str().to_owned()).collect()
    }

    const TEXTS: [&str; 12] = [
        "",
        "Một.\n\nHai.\n",
        "## Mục\n\n- a\n- b\n\n  c\n\n> lời\n\n---\n",
        "Chữ.[^1]\n\n[^1]: Chú.\n\nCuối.[^2]\n\n[^2]: Nữa.\n",
        "<div>\n\nTrong.\n\n</div>\n\nNgoài.\n",
        "<details><summary>Xem</summary>\n\n**Đậm**\n\n</details>\n",
        "a <b>đậm\n\ncòn đậm\n\n</b> thôi\n",
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n![x](a.jpg \"b\")\n![y](b.jpg)\n",
        "<!-- ghi chú\n\nhai dòng -->\n\nChữ.\n",
        "[a]: /x\n\n[a] và [a].\n",
        "</div>\n\nChữ <br> và <img src=x.jpg>.\n",
        "```\nmã\n```\n\n- [x] xong\n\n<p>a\n\nb\n",
    ];

    #[test]
    fn blocks_show_what_the_whole_shows() {
        for text in TEXTS {
            let whole = render(text, &mut |_, _, _| None).unwrap();
            assert_eq!(shown(text), whole.html.as_str(), "{text}");
        }
    }

    #[test]
    fn a_change_changes_its_block_alone() {
        let text = "Một.\n\nHai.\n\nBa.\n";
        let (before, _) = blocks(text, &mut |_, _, _| None).unwrap();
        let (after, _) = blocks(&text.replace("Hai", "Hai nữa"), &mut |_, _, _| None).unwrap();
        let same: Vec<bool> = before.iter().zip(&after).map(|(a, b)| a.mark() == b.mark()).collect();
        assert_eq!(same, [true, false, true]);
        assert_eq!(&text[before[1].source.clone()], "Hai.\n\n");
    }

    proptest! {
        #[test]
        fn blocks_of_anything_show_what_the_whole_shows(parts in prop::collection::vec(0..TEXTS.len(), 0..5)) {
            let text: String = parts.iter().map(|part| TEXTS[*part]).collect::<Vec<_>>().join("\n");
            let whole = render(&text, &mut |_, _, _| None).unwrap();
            prop_assert_eq!(shown(&text), whole.html.as_str());
        }
    }
}
