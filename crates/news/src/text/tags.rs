//! A walk over the start tags of HTML, by the tokenizer rules of the HTML standard (section 13.2.5).
//!
//! No tree, one pass. It does not know `<script>` or comments, so what it changes is sanitised after it.

use std::ops::Range;

/// A start tag: where it stands and where its attributes are.
pub struct Tag<'a> {
    /// The element's name, as written.
    pub name: &'a str,
    /// Where the name ends: a new attribute may be put here.
    pub name_end: usize,
    /// Where the tag ends, after its `>`.
    pub end: usize,
    /// Each attribute's name as written, and the place of its value, without quotes.
    pub attributes: Vec<(&'a str, Range<usize>)>,
}

/// Calls `visit` for each start tag of `html`; `visit` pushes what it wants replaced, in order of place.
/// Gives `html` with the replacements done; what lies in one that is done already is left out.
pub fn rewrite<'a>(
    html: &'a str,
    mut visit: impl FnMut(&Tag<'a>, &mut Vec<(Range<usize>, String)>),
) -> String {
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        at += found + 1;
        if html[at..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            let tag = read(html, at);
            visit(&tag, &mut edits);
            at = tag.end;
        }
    }
    let mut out = String::with_capacity(html.len() + 16 * edits.len());
    let mut done = 0;
    for (range, text) in edits {
        if let Some(kept) = html.get(done..range.start) {
            out.push_str(kept);
            out.push_str(&text);
            done = range.end;
        }
    }
    out.push_str(&html[done..]);
    out
}

/// Reads the tag whose name starts at `start`.
pub(crate) fn read(html: &str, start: usize) -> Tag<'_> {
    let bytes = html.as_bytes();
    let until = |from: usize, stop: &[u8]| {
        bytes[from..].iter().position(|b| stop.contains(b)).map_or(bytes.len(), |found| from + found)
    };
    let past = |from: usize, skip: &[u8]| {
        bytes[from..].iter().position(|b| !skip.contains(b)).map_or(bytes.len(), |found| from + found)
    };
    let name_end = until(start, b" \t\n\r\x0c/>");
    let mut tag = Tag { name: &html[start..name_end], name_end, end: bytes.len(), attributes: Vec::new() };
    let mut at = name_end;
    loop {
        at = past(at, b" \t\n\r\x0c/");
        if at >= bytes.len() {
            return tag;
        }
        if bytes[at] == b'>' {
            tag.end = at + 1;
            return tag;
        }
        // A first `=` is part of the name.
        let end = until(at + 1, b" \t\n\r\x0c/>=");
        let name = html.get(at..end).unwrap_or_default();
        at = past(end, b" \t\n\r\x0c");
        if bytes.get(at) != Some(&b'=') {
            tag.attributes.push((name, end..end));
            continue;
        }
        at = past(at + 1, b" \t\n\r\x0c");
        let value = match bytes.get(at) {
            Some(quote @ (b'"' | b'\'')) => at + 1..until(at + 1, &[*quote]),
            _ => at..until(at, b" \t\n\r\x0c>"),
        };
        at = if value.start > at { (value.end + 1).min(bytes.len()) } else { value.end };
        tag.attributes.push((name, value));
    }
}

/// Bytes of the longest character reference that is read, as `&#x1f300;`: no text is searched to its end for each `&`.
const LONGEST_REFERENCE: usize = 10;

/// Elements that have no end tag (HTML standard, section 13.1.2), and `param`, which once was one.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// Whether an element of this name, in any case, has no end tag.
pub fn is_void(name: &str) -> bool {
    VOID.iter().any(|void| void.eq_ignore_ascii_case(name))
}

/// The text that an attribute's value or HTML text stands for, as far as serialised HTML needs it; character
/// references by number, too.
pub fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let (letter, length) = reference(&rest[at..]).unwrap_or(('&', 1));
        out.push(letter);
        rest = &rest[at + length..];
    }
    out.push_str(rest);
    out
}

/// The letter that the character reference at the start of `text` stands for, and the reference's length.
fn reference(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(LONGEST_REFERENCE).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let letter = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "nbsp" => '\u{a0}',
        _ => {
            let number = name.strip_prefix('#')?;
            let hexadecimal = number.strip_prefix(['x', 'X']).map(|digits| u32::from_str_radix(digits, 16));
            char::from_u32(hexadecimal.unwrap_or_else(|| number.parse()).ok()?)?
        }
    };
    Some((letter, name.len() + 2))
}

/// Writes `text` so that it can stand in HTML text and in a quoted attribute.
pub fn escape(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn seen(html: &str) -> Vec<String> {
        let mut seen = Vec::new();
        rewrite(html, |tag, _| {
            let attributes =
                tag.attributes.iter().map(|(name, value)| format!("{name}={}", &html[value.clone()]));
            seen.push(format!("{} {}", tag.name, attributes.collect::<Vec<_>>().join(",")));
        });
        seen
    }

    #[test]
    fn tags_are_read_as_a_browser_reads_them() {
        let html = "a < b <p><IMG src='a b' alt=\">\" x =y/ hidden /><br/></p><a href=/mưa>";
        assert_eq!(seen(html), ["p ", "IMG src=a b,alt=>,x=y/,hidden=", "br ", "a href=/mưa"]);
        assert_eq!(seen("<a =x=y"), ["a =x=y"]);
    }

    #[test]
    fn replaces_in_place() {
        let out = rewrite("<a href=\"x\">1</a><a href=y>2", |tag, edits| {
            edits.push((tag.attributes[0].1.clone(), "/z".into()));
        });
        assert_eq!(out, "<a href=\"/z\">1</a><a href=/z>2");
    }

    #[test]
    fn references_are_read_once() {
        let text = "&amp;lt; &lt; &#039;&#8220;&#x1F300;&#xD800; &#; a&b; & &nbsp;";
        assert_eq!(unescape(text), "&lt; < '“🌀&#xD800; &#; a&b; & \u{a0}");
    }

    proptest! {
        #[test]
        fn any_text_is_walked_and_kept(html in "[<>a=\"' /ư]{0,40}|\\PC{0,40}") {
            prop_assert_eq!(rewrite(&html, |_, _| {}), html);
        }
    }
}
