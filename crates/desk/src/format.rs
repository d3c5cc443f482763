//! What the buttons above the text do with it.

use std::ops::Range;

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

/// Places of `what` in `text`, whatever the case of its letters, in bytes.
pub fn find(text: &str, what: &str) -> Vec<Range<usize>> {
    if what.is_empty() {
        return Vec::new();
    }
    let letters: Vec<char> = what.chars().flat_map(char::to_lowercase).collect();
    let mut found = Vec::new();
    let mut from = 0;
    for (start, _) in text.char_indices() {
        if start < from {
            continue;
        }
        let mut wanted = letters.iter();
        let mut end = start;
        let mut fits = true;
        for letter in text[start..].chars() {
            if wanted.as_slice().is_empty() {
                break;
            }
            if !letter.to_lowercase().all(|letter| wanted.next() == Some(&letter)) {
                fits = false;
                break;
            }
            end += letter.len_utf8();
        }
        if fits && wanted.as_slice().is_empty() {
            found.push(start..end);
            from = end;
        }
    }
    found
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
}
