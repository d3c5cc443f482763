//! What the buttons above the text do with it.

use std::ops::Range;

use news::text::vietnamese::nfc;

/// A button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Mark {
    Bold,
    Italic,
    Heading,
    Link,
    List,
    Numbers,
    Quote,
    Table,
}

/// A text with something selected, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The text.
    pub text: String,
    /// What is selected.
    pub selected: Range<usize>,
}

/// Presses a button: the text as it is then, and what is selected in it.
pub fn press(mark: Mark, text: &str, selected: Range<usize>) -> Marked {
    match mark {
        Mark::Bold => around(text, selected, "**"),
        Mark::Italic => around(text, selected, "*"),
        Mark::Heading => lines(text, selected, |_, line| match line.strip_prefix("## ") {
            Some(rest) => rest.to_owned(),
            None => format!("## {}", line.trim_start_matches(['#', ' '])),
        }),
        Mark::List => lines(text, selected, |_, line| toggled(line, "- ")),
        Mark::Numbers => lines(text, selected, |number, line| {
            let digits = line.bytes().take_while(u8::is_ascii_digit).count();
            match line.get(digits..).and_then(|rest| rest.strip_prefix(". ")).filter(|_| digits > 0) {
                Some(rest) => rest.to_owned(),
                None => format!("{number}. {line}"),
            }
        }),
        Mark::Quote => lines(text, selected, |_, line| toggled(line, "> ")),
        Mark::Link => link(text, selected),
        Mark::Table => insert_block(text, selected.end, "| Cột | Cột |\n|---|---|\n|  |  |"),
    }
}

fn toggled(line: &str, sign: &str) -> String {
    line.strip_prefix(sign).map_or_else(|| format!("{sign}{line}"), str::to_owned)
}

/// `**` around what is selected, or gone from around it.
fn around(text: &str, selected: Range<usize>, sign: &str) -> Marked {
    let (before, rest) = text.split_at(selected.start);
    let (inside, after) = rest.split_at(selected.end - selected.start);
    if let (Some(before), Some(after)) = (before.strip_suffix(sign), after.strip_prefix(sign)) {
        let start = before.len();
        return Marked { text: [before, inside, after].concat(), selected: start..start + inside.len() };
    }
    // Blanks at its ends stay outside: `** a **` is not bold.
    let trimmed = inside.trim();
    let lead = inside.len() - inside.trim_start().len();
    let start = before.len() + lead + sign.len();
    let (left, right) = (inside.get(..lead).unwrap_or(""), inside.get(lead + trimmed.len()..).unwrap_or(""));
    let text = [before, left, sign, trimmed, sign, right, after].concat();
    Marked { text, selected: start..start + trimmed.len() }
}

/// Changes every line that is touched; they are numbered from 1.
fn lines(text: &str, selected: Range<usize>, change: impl Fn(usize, &str) -> String) -> Marked {
    let start = text[..selected.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[selected.end..].find('\n').map_or(text.len(), |at| selected.end + at);
    let changed: Vec<String> =
        text[start..end].split('\n').enumerate().map(|(at, line)| change(at + 1, line)).collect();
    let changed = changed.join("\n");
    let selected = start..start + changed.len();
    Marked { text: [&text[..start], &changed, &text[end..]].concat(), selected }
}

fn link(text: &str, selected: Range<usize>) -> Marked {
    let words = &text[selected.clone()];
    let is_address = words.starts_with("https://") || words.starts_with("http://");
    let (label, address) = if is_address { ("", words) } else { (words, "https://") };
    let link = format!("[{label}]({address})");
    let start = if is_address { selected.start + 1 } else { selected.start + label.len() + 3 };
    let end = if is_address { start } else { start + address.len() };
    Marked { text: [&text[..selected.start], &link, &text[selected.end..]].concat(), selected: start..end }
}

/// Puts a block of its own after the line at `at`.
pub fn insert_block(text: &str, at: usize, block: &str) -> Marked {
    let end = text[at..].find('\n').map_or(text.len(), |found| at + found);
    let (before, after) = text.split_at(end);
    let gap = if before.trim().is_empty() || before.ends_with("\n\n") { "" } else { "\n\n" };
    let tail = if after.starts_with("\n\n") || after.is_empty() { "" } else { "\n" };
    let start = before.len() + gap.len();
    Marked { text: [before, gap, block, tail, after].concat(), selected: start..start + block.len() }
}

/// Places of `what` in `text`, whatever the case of its letters and whether their marks are apart (NFD), in bytes.
pub fn find(text: &str, what: &str) -> Vec<Range<usize>> {
    let (letters, wanted) = (letters(text), letters(what));
    let mut found = Vec::new();
    let mut from = 0;
    if wanted.is_empty() {
        return found;
    }
    while let Some(here) = letters.get(from..from + wanted.len()) {
        if here.iter().zip(&wanted).all(|(letter, wanted)| letter.1 == wanted.1) {
            found.extend(here.first().zip(here.last()).map(|(first, last)| first.0.start..last.0.end));
            from += wanted.len();
        } else {
            from += 1;
        }
    }
    found
}

/// A letter with its marks: where it stands, and what it is, composed and small.
type Letter = (Range<usize>, String);

fn letters(text: &str) -> Vec<Letter> {
    let mut all: Vec<Letter> = Vec::new();
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        // Combining Diacritical Marks.
        let is_mark = ('\u{300}'..='\u{36f}').contains(&letter);
        match all.last_mut().filter(|_| is_mark) {
            Some((place, known)) => {
                place.end = end;
                known.push(letter);
                *known = nfc(known).into_owned();
            }
            None => all.push((at..end, letter.to_lowercase().collect())),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Brackets tell what is selected.
    fn pressed(mark: Mark, marked: &str) -> String {
        let start = marked.find('⟦').unwrap();
        let end = marked.find('⟧').unwrap() - '⟦'.len_utf8();
        let text = marked.replace(['⟦', '⟧'], "");
        let Marked { mut text, selected } = press(mark, &text, start..end);
        text.insert(selected.end, '⟧');
        text.insert(selected.start, '⟦');
        text
    }

    #[test]
    fn buttons() {
        for (mark, before, after) in [
            (Mark::Bold, "a ⟦mưa⟧ b", "a **⟦mưa⟧** b"),
            (Mark::Bold, "a **⟦mưa⟧** b", "a ⟦mưa⟧ b"),
            (Mark::Bold, "a⟦ mưa ⟧b", "a **⟦mưa⟧** b"),
            (Mark::Italic, "⟦⟧", "*⟦⟧*"),
            (Mark::Heading, "Một\nHa⟦⟧i\nBa", "Một\n⟦## Hai⟧\nBa"),
            (Mark::Heading, "⟦## Hai⟧", "⟦Hai⟧"),
            (Mark::List, "⟦a\nb⟧\nc", "⟦- a\n- b⟧\nc"),
            (Mark::List, "⟦- a\n- b⟧", "⟦a\nb⟧"),
            (Mark::Numbers, "⟦a\nb⟧", "⟦1. a\n2. b⟧"),
            (Mark::Numbers, "⟦1. a\n2. b⟧", "⟦a\nb⟧"),
            (Mark::Quote, "⟦lời⟧", "⟦> lời⟧"),
            (Mark::Link, "xem ⟦bài này⟧.", "xem [bài này](⟦https://⟧)."),
            (Mark::Link, "⟦https://a.example/⟧", "[⟦⟧](https://a.example/)"),
            (Mark::Table, "a⟦⟧\n\nb", "a\n\n⟦| Cột | Cột |\n|---|---|\n|  |  |⟧\n\nb"),
        ] {
            assert_eq!(pressed(mark, before), after, "{mark:?} {before}");
        }
    }

    #[test]
    fn finding_knows_capitals_of_vietnamese() {
        assert_eq!(find("Đê và đê. ĐÊ", "đê"), [0..4, 9..13, 15..19]);
        assert_eq!(find("aaa", "aa").len(), 1);
        assert!(find("a", "").is_empty());
        assert!(find("mưa", "mưa lớn").is_empty());
    }

    #[test]
    fn letters_are_found_whether_their_marks_are_apart_or_not() {
        let apart = "Con đu\u{31b}\u{300}ng, đu\u{31b}o\u{31b}\u{300}ng";
        for (text, what, expected) in [
            ("Con đừng", "đừng", vec!["đừng"]),
            (apart, "đừng", vec!["đu\u{31b}\u{300}ng"]),
            ("Con ĐƯỜNG", "đu\u{31b}o\u{31b}\u{300}ng", vec!["ĐƯỜNG"]),
            // The marks in another order.
            ("Việt", "Vie\u{302}\u{323}t", vec!["Việt"]),
            // A letter with a mark is another letter.
            ("tu\u{31b} tu", "tu", vec!["tu"]),
        ] {
            let found: Vec<&str> = find(text, what).into_iter().map(|place| &text[place]).collect();
            assert_eq!(found, expected, "{text} {what}");
        }
    }
}
