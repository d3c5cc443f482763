//! HTML as plain text: headlines, excerpts, captions, and what readers wrote.

use super::{
    entities::decoded,
    tokens::{Token, each},
};

/// Elements that stand apart from what is beside them.
const APART: &str =
    "p div section ul ol li dl dt dd table tr figure figcaption blockquote pre h1 h2 h3 h4 h5 h6 hr";

/// Plain text: an empty line between paragraphs, a new line where the HTML has one (`<br>`). Of tags, comments and
/// scripts nothing stays.
pub fn text(html: &str) -> String {
    let mut text = String::new();
    let apart = |name: &str| APART.split(' ').any(|known| name.eq_ignore_ascii_case(known));
    each(html, |token| match token {
        Token::Text(words) => push(&mut text, &decoded(words)),
        Token::Start(tag) if tag.name.eq_ignore_ascii_case("br") => end(&mut text, "\n"),
        // The signs that WordPress shows as little pictures.
        Token::Start(tag) if tag.name.eq_ignore_ascii_case("img") => {
            let value =
                |name: &str| tag.attributes.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
            let sign = value("class").is_some_and(|(_, at)| is_sign(&html[at.clone()]));
            if let Some((_, alt)) = value("alt").filter(|_| sign) {
                push(&mut text, &decoded(&html[alt.clone()]));
            }
        }
        Token::Start(tag) if apart(tag.name) => end(&mut text, "\n\n"),
        Token::End(name) if apart(name) => end(&mut text, "\n\n"),
        Token::Start(_) | Token::End(_) => {}
    });
    text.truncate(text.trim_end().len());
    text
}

/// The same in one line.
pub fn line(html: &str) -> String {
    text(html).split('\n').filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether a picture of this class is a sign (emoji).
pub(super) fn is_sign(class: &str) -> bool {
    class.split_ascii_whitespace().any(|class| matches!(class, "emoji" | "wp-smiley"))
}

fn push(text: &mut String, words: &str) {
    for letter in words.chars() {
        match letter.is_whitespace() && letter != '\u{a0}' {
            false => text.push(letter),
            true if text.is_empty() || text.ends_with([' ', '\n']) => {}
            true => text.push(' '),
        }
    }
}

fn end(text: &mut String, mark: &str) {
    let blank = |c: char| c.is_whitespace() || c == '\u{a0}';
    let breaks = text.len() - text.trim_end_matches('\n').len();
    text.truncate(text.trim_end_matches(blank).len());
    if !text.is_empty() {
        text.push_str(if breaks > mark.len() { "\n\n" } else { mark });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_and_lines() {
        for (html, expected) in [
            ("<p>Một&nbsp;hai</p>\n<p>ba<br />\nbốn</p>\n", "Một\u{a0}hai\n\nba\nbốn"),
            ("M&#432;a <em>lớn</em> <!-- x --> &#8211; &lt;b&gt;", "Mưa lớn – <b>"),
            ("<script>alert('x')</script><style>a{}</style>Hết", "Hết"),
            ("<blockquote><p>a</p></blockquote><br><br><br>b", "a\n\nb"),
            ("a < b <3 <p", "a < b <3"),
            (
                "Hay <img class=\"emoji\" alt=\"🌧\" src=\"//s.w.org/x.svg\"> <img alt=\"x\" src=\"/a.jpg\">",
                "Hay 🌧",
            ),
            ("<p>&nbsp;</p>", ""),
        ] {
            assert_eq!(text(html), expected, "{html}");
        }
        assert_eq!(line("<p>Một</p><p>hai<br>ba</p>"), "Một hai ba");
    }
}
