//! The words of an article without its markup: for counting, for search, for related news.

use super::{html::SafeHtml, tags};

/// Elements that end a line of text.
const BLOCKS: &[&str] = &[
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "br",
    "hr",
    "div",
    "section",
    "pre",
    "blockquote",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "caption",
    "tr",
    "figure",
    "figcaption",
    "details",
    "summary",
    "video",
    "audio",
];

/// Gives the text of `html`, a block a line, cells apart by a space, without footnote numbers.
pub fn plain(html: &SafeHtml) -> String {
    let html = html.as_str();
    let mut plain = String::with_capacity(html.len());
    let mut skipping = false;
    for piece in html.split('<') {
        // What passed the door writes `<` and `>` nowhere but around tags.
        let (tag, text) = piece.split_once('>').unwrap_or(("", piece));
        let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
        match name {
            "a" => skipping = tag.contains("role=\"doc-noteref\"") || tag.contains("role=\"doc-backlink\""),
            "td" | "th" if !plain.ends_with('\n') => gap(&mut plain, ' '),
            name if BLOCKS.contains(&name) => gap(&mut plain, '\n'),
            _ => {}
        }
        if !skipping {
            push_words(&mut plain, &tags::unescape(text));
        }
    }
    plain.truncate(plain.trim_end().len());
    plain
}

/// How many words `plain` has: pieces between spaces with a letter or digit in them.
///
/// In Vietnamese that is the number of syllables, as newspapers count.
pub fn words(plain: &str) -> usize {
    plain.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// Words that are read in a minute.
const WORDS_A_MINUTE: usize = 220;

/// How many minutes so many words take to read; one at least.
pub fn minutes(words: usize) -> u32 {
    u32::try_from(words.div_ceil(WORDS_A_MINUTE).max(1)).unwrap_or(u32::MAX)
}

fn gap(plain: &mut String, mark: char) {
    plain.truncate(plain.trim_end().len());
    if !plain.is_empty() {
        plain.push(mark);
    }
}

fn push_words(plain: &mut String, text: &str) {
    for letter in text.chars() {
        match letter.is_whitespace() && letter != '\u{a0}' {
            false => plain.push(letter),
            true if plain.is_empty() || plain.ends_with([' ', '\n']) => {}
            true => plain.push(' '),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::sanitise::sanitise, *};

    #[test]
    fn text_only() {
        let html = "<h2>Mưa &amp; lũ</h2>\n<p>Một <b>ha</b>i<sup><a href='#fn-1' role='doc-noteref'>1</a></sup>\n ba.<br>Bốn</p>\
            <table><tr><td>1<td>2<tr><td>3</table><!-- x --><script>y</script>";
        let text = plain(&sanitise(html));
        assert_eq!(text, "Mưa & lũ\nMột hai ba.\nBốn\n1 2\n3");
        assert_eq!(words(&text), 9);
        assert_eq!(words("– a - b"), 2);
    }
}
