//! How what was pasted goes into a text.

use std::ops::Range;

use crate::format::Marked;

/// What was pasted, in Markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    /// Its blocks but the footnotes, with an empty line between them and none after the last.
    pub text: String,
    /// Its footnotes, likewise.
    pub notes: String,
    /// Whether its first block may go on with a sentence.
    pub begins_with_words: bool,
    /// Whether a sentence may go on with its last block.
    pub ends_with_words: bool,
}

impl Pasted {
    /// All of it.
    pub fn whole(&self) -> String {
        let gap = if self.text.is_empty() || self.notes.is_empty() { "" } else { "\n\n" };
        [&self.text, gap, &self.notes].concat()
    }

    /// Puts it into the place of what is selected. Words go on with the sentence that stands there; a heading, a list, a
    /// table, and all that is pasted onto an empty line, stand apart. Footnotes go to the end of the text.
    pub fn put_into(&self, text: &str, selected: Range<usize>) -> Marked {
        let before = text.get(..selected.start).unwrap_or(text);
        let after = text.get(selected.end..).unwrap_or_default();
        let is_end = |text: &str| text.is_empty() || text.starts_with(['\n', '\r']);
        let empty_line = (before.is_empty() || before.ends_with('\n')) && is_end(after);
        let joins = |words: bool| self.text.is_empty() || words && !empty_line;
        let above = if joins(self.begins_with_words) { "" } else { gap(before.chars().rev()) };
        let below = if joins(self.ends_with_words) { "" } else { gap(after.chars()) };
        let head = [before, above, &self.text].concat();
        let end = head.len();
        let mut all = [&head, below, after].concat();
        if !self.notes.is_empty() {
            let kept = all.trim_end().len().max(end);
            let rest = all.split_off(kept);
            all += if all.is_empty() { "" } else { "\n\n" };
            all += &self.notes;
            all += if rest.contains('\n') { "\n" } else { "" };
        }
        Marked { text: all, selected: end..end }
    }
}

/// The line ends that are missing between a block and what is beside it, seen from the block.
fn gap(beside: impl Iterator<Item = char>) -> &'static str {
    let mut ends = 0;
    for letter in beside {
        match letter {
            '\n' => ends += 1,
            letter if letter.is_whitespace() => {}
            _ => return ["\n\n", "\n", ""][ends.min(2)],
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::super::pasted;

    /// Pastes at `|`, or in the place of what stands between two.
    fn paste(html: &str, place: &str) -> String {
        let text = place.replace('|', "");
        let start = place.find('|').unwrap();
        let end = place.rfind('|').map_or(start, |end| if end == start { start } else { end - 1 });
        let marked = pasted(html, &text, &mut |_| None).put_into(&text, start..end);
        let mut text = marked.text;
        text.insert(marked.selected.end, '|');
        text
    }

    const NOTE: &str = "<p>mưa<a href=#_ftn1 name=_ftnref1>[1]</a></p><div id=ftn1><p><a href=#_ftnref1>[1]</a> Bản tin.</p></div>";

    #[test]
    fn words_go_on_with_a_sentence_and_blocks_stand_apart() {
        let heading = "<h2>Việc</h2><p>Làm ngay.</p>";
        let list = "<p>Cần:</p><ul><li>Gạo<li>Nước</ul>";
        for (html, place, expected) in [
            ("<p>lớn</p>", "Mưa | rồi.", "Mưa lớn| rồi."),
            ("<p>lớn</p>", "Mưa |nhỏ| rồi.", "Mưa lớn| rồi."),
            ("<p>Một.</p><p>Hai.</p>", "Trước. |Sau.", "Trước. Một.\n\nHai.|Sau."),
            (heading, "Trước.|", "Trước.\n\n## Việc\n\nLàm ngay.|"),
            (heading, "Trước.\n|", "Trước.\n\n## Việc\n\nLàm ngay.|"),
            (heading, "Trước.\n\n|Sau.", "Trước.\n\n## Việc\n\nLàm ngay.|Sau."),
            (list, "Trước. |Sau.", "Trước. Cần:\n\n- Gạo\n- Nước|\n\nSau."),
            (list, "Trước.|\nSau.", "Trước.Cần:\n\n- Gạo\n- Nước|\n\nSau."),
            (
                "<table><tr><td>A<td>B<tr><td>C<td>D</table>",
                "x|y",
                "x\n\n| A | B |\n| --- | --- |\n| C | D ||\n\ny",
            ),
            // A picture alone is a figure.
            ("<p><img src=https://a.vn/a.jpg alt=A></p>", "x|y", "x\n\n![A](https://a.vn/a.jpg)|\n\ny"),
            // An empty line stays one of its own.
            ("<p>Giữa.</p>", "Trước.\n|\nSau.", "Trước.\n\nGiữa.|\n\nSau."),
            ("<p>Đầu.</p>", "|", "Đầu.|"),
            ("<p>Đầu.</p>", "|\nSau.", "Đầu.|\n\nSau."),
            ("<p>Cuối.</p>", "Trước.\n|", "Trước.\n\nCuối.|"),
            ("", "Trước.\n|\nSau.", "Trước.\n|\nSau."),
        ] {
            assert_eq!(paste(html, place), expected, "{html} at {place}");
        }
    }

    #[test]
    fn a_footnote_goes_to_the_end_under_a_number_that_is_free() {
        for (place, expected) in [
            ("|", "mưa[^1]|\n\n[^1]: Bản tin."),
            ("Có |to.\n\nSau.\n", "Có mưa[^1]|to.\n\nSau.\n\n[^1]: Bản tin.\n"),
            (
                "A[^1] |b[^3].\n\n[^1]: Một.\n[^3]: Ba.",
                "A[^1] mưa[^4]|b[^3].\n\n[^1]: Một.\n[^3]: Ba.\n\n[^4]: Bản tin.",
            ),
            ("A[^x] [^99999999999999999999] |.", "A[^x] [^99999999999999999999] mưa[^1]|.\n\n[^1]: Bản tin."),
        ] {
            assert_eq!(paste(NOTE, place), expected, "{place}");
        }
        // Twice the same: each has its own.
        let once = pasted(NOTE, "", &mut |_| None).put_into("", 0..0).text;
        let twice = pasted(NOTE, &once, &mut |_| None).put_into(&once, 8..8).text;
        let html = news::text::markdown::render(&twice, &mut |_, _, _| None).unwrap().html;
        assert_eq!(html.as_str().matches("Bản tin.").count(), 2, "{twice}");
    }
}
