//! Signs that the newspaper's Markdown would take for markup (CommonMark 0.31.2, section 2.4), escaped where they would
//! be, and only there.

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In a paragraph, whose start and whose lines could be taken for blocks.
    Paragraph,
    Heading,
    /// In a table.
    Cell,
}

/// What a letter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Markup of ours.
    Markup,
    Text,
    /// Text between brackets of ours, where brackets of its own would be taken for them.
    Bracketed,
    /// Of code or an address: nothing means anything in it but a table's bar.
    Raw,
}

/// A letter and what it is.
pub(super) type Letter = (char, Role);

/// Writes the letters of a line, escaped.
pub(super) fn escaped(letters: &[Letter], place: Place) -> String {
    let count = |sign: char| letters.iter().filter(|(letter, _)| *letter == sign).count();
    let (stars, lows, waves, ticks) = (count('*'), count('_'), count('~'), count('`'));
    let mut out = String::with_capacity(letters.len());
    let mut brackets = false;
    let mut forced = None;
    let mut line = 0;
    for (at, (letter, role)) in letters.iter().copied().enumerate() {
        let before = at.checked_sub(1).map(|at| letters[at].0);
        let after = letters.get(at + 1).map(|(letter, _)| *letter);
        if place == Place::Paragraph && before.is_none_or(|before| before == '\n') {
            forced = block_start(&letters[at..], line).map(|offset| at + offset);
            line += 1;
        }
        let blank = |letter: Option<char>| letter.is_none_or(char::is_whitespace);
        let apart = blank(before) && blank(after);
        let within = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        let is_text = matches!(role, Role::Text | Role::Bracketed);
        let bracketed = role == Role::Bracketed;
        let means = match letter {
            '|' => place == Place::Cell && role != Role::Markup,
            _ if !is_text => false,
            '\\' => after.is_some_and(|after| after.is_ascii_punctuation() || after == '\n'),
            '*' => stars > 1 && !apart,
            '_' => lows > 1 && !apart && !(within(before) && within(after)),
            '~' => waves > 1 && !apart,
            '`' => ticks > 1,
            '[' => bracketed || after == Some('^'),
            ']' => {
                let ours = letters.get(at + 1) == Some(&('[', Role::Markup));
                bracketed || brackets && (ours || matches!(after, Some('(' | ':')))
            }
            '!' => letters.get(at + 1) == Some(&('[', Role::Markup)),
            '<' => after.is_some_and(|after| after.is_ascii_alphabetic() || "/!?".contains(after)),
            '&' => is_reference(&letters[at + 1..]),
            '#' => place == Place::Heading && blank(before) && letters[at..].iter().all(|next| next.0 == '#'),
            _ => false,
        };
        brackets |= letter == '[';
        if means || forced == Some(at) {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// The letter at which a line would have to be escaped so that it starts no block; `line` from 0.
fn block_start(letters: &[Letter], line: usize) -> Option<usize> {
    let (first, role) = *letters.first()?;
    if !matches!(role, Role::Text | Role::Bracketed) {
        return None;
    }
    let end = letters.iter().position(|(letter, _)| *letter == '\n').unwrap_or(letters.len());
    let rest = &letters[..end];
    let ends = |at: usize| rest.get(at).is_none_or(|(letter, _)| letter.is_whitespace());
    let only = |signs: &str| rest.iter().all(|(letter, _)| signs.contains(*letter));
    let run = |sign: char| rest.iter().take_while(|(letter, _)| *letter == sign).count();
    let digits = rest.iter().take(10).take_while(|(letter, _)| letter.is_ascii_digit()).count();
    let starts = match first {
        '#' => run('#') <= 6 && ends(run('#')),
        '>' => true,
        '-' => ends(1) || only("- ") || only("-|: "),
        '+' => ends(1),
        '*' => ends(1) || only("* "),
        '_' => only("_ "),
        '=' => line > 0 && only("="),
        '|' | ':' => line > 0 && only("-|: "),
        '[' => {
            let sign = rest.get(1).is_some_and(|(letter, _)| " xX".contains(*letter));
            sign && rest.get(2).is_some_and(|(letter, _)| *letter == ']') && ends(3)
        }
        '0'..='9' if digits < 10 => {
            let mark = rest.get(digits).is_some_and(|(letter, _)| matches!(letter, '.' | ')'));
            return (mark && ends(digits + 1)).then_some(digits);
        }
        _ => false,
    };
    starts.then_some(0)
}

/// Whether what follows a `&` would make a character of it.
fn is_reference(after: &[Letter]) -> bool {
    let name =
        after.iter().take(40).take_while(|(letter, _)| letter.is_ascii_alphanumeric() || *letter == '#');
    let length = name.count();
    length > 0 && after.get(length).is_some_and(|(letter, _)| *letter == ';')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str, place: Place) -> String {
        escaped(&text.chars().map(|letter| (letter, Role::Text)).collect::<Vec<_>>(), place)
    }

    #[test]
    fn what_means_nothing_stays() {
        for plain in [
            "5 * 3 = 15, a_b_c, 2 < 3 & 4 > 1, C#, 50%!",
            "một *, hai _, ba ~ và `",
            "[1] và (2), a[i], x]",
            "#thẻ, -5 độ, +3, 2023, 1.203 người",
            "C:\\Tài liệu & R&D, a|b",
            "https://a.vn/?a=1&b=2_c_d",
        ] {
            assert_eq!(text(plain, Place::Paragraph), plain);
        }
    }

    #[test]
    fn what_means_something_is_escaped() {
        for (plain, expected) in [
            ("*a* _b_ ~c~ `d`", r"\*a\* \_b\_ \~c\~ \`d\`"),
            ("[a](b) [c]: d [^1]", r"[a\](b) [c\]: d \[^1]"),
            ("<b> &amp; &#9; \\*", r"\<b> \&amp; \&#9; \\*"),
            ("# a", r"\# a"),
            ("1. a", r"1\. a"),
            ("2023) a", r"2023\) a"),
            ("- a", r"\- a"),
            ("+ a", r"\+ a"),
            ("> a", r"\> a"),
            ("---", r"\---"),
            ("* * *", r"\* * *"),
            ("[ ] a", r"\[ ] a"),
            ("a\n- b\n===", "a\n\\- b\n\\==="),
        ] {
            assert_eq!(text(plain, Place::Paragraph), expected);
        }
        assert_eq!(text("a | b", Place::Cell), r"a \| b");
        assert_eq!(text("- a ##", Place::Heading), r"- a \##");
    }
}
