//! Whether a comment that this browser sent is among those of a thread. Most servers give a text back as the HTML that
//! they made of it, some of Markdown, some not; what was typed is not in it any more.
//!
//! A comment that is not recognised is sent once more at worst, and nearly every double is refused by Waline and by
//! WordPress. One that is taken for another would be lost. So the same letters are asked for, and no likeness.

use crate::{
    comment::Comment,
    outbox::{State, Waiting},
    text::tags::unescape,
};

/// Whether a comment of the outbox is among those of a thread: the same name and text, whatever the spaces; of HTML, the
/// same letters and digits. Of one that the newsroom looks at the name is not kept: its text tells.
pub fn has(listed: &[Comment], own: &Waiting) -> bool {
    let nameless = own.state == State::Moderated;
    listed.iter().any(|one| (nameless || same_name(&one.name, &own.name)) && same_text(one, &own.text))
}

/// WordPress leaves tags out of a name.
fn same_name(listed: &str, own: &str) -> bool {
    listed.trim() == own.trim() || same_letters(&plain(listed), &plain(own))
}

fn same_text(listed: &Comment, own: &str) -> bool {
    if same_words(&listed.text, own) {
        return true;
    }
    let text = plain(&listed.text);
    let readings = || [own.to_owned(), plain(own), without_marks(&plain(own))];
    listed.html && (same_words(&text, own) || readings().iter().any(|own| same_letters(&text, own)))
}

fn same_words(a: &str, b: &str) -> bool {
    a.split_whitespace().eq(b.split_whitespace())
}

/// Whether it is a letter, a mark of one that stands apart, or a digit; by the blocks of Unicode, since its tables would be
/// a part of what readers download: not punctuation, symbols, and pictures.
fn counts(letter: &char) -> bool {
    match letter {
        '\0'..='\u{7f}' => letter.is_ascii_alphanumeric(),
        '\u{80}'..='\u{bf}' | '÷' | '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{303f}' => false,
        '\u{fe00}'..='\u{fe0f}' | '\u{1f000}'..='\u{1ffff}' => false,
        _ => true,
    }
}

/// The same letters and digits, and some at all.
fn same_letters(a: &str, b: &str) -> bool {
    // WordPress makes 3×4 of 3x4.
    let letters =
        |text| str::chars(text).map(|letter| if letter == '×' { 'x' } else { letter }).filter(counts);
    letters(a).next().is_some() && letters(a).eq(letters(b))
}

/// The text of HTML, or of what somebody typed with tags in it.
fn plain(html: &str) -> String {
    let mut pieces = html.split('<');
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let opens = piece.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        match piece.split_once('>').filter(|_| opens) {
            Some((_, text)) => plain.push_str(text),
            None => plain.extend(["<", piece]),
        }
    }
    unescape(&plain)
}

/// Text without what Markdown takes for marks though letters and digits are in it: the numbers of a list, the
/// addresses of links, the language of code.
fn without_marks(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines().map(str::trim_start).filter(|line| !line.starts_with("```")) {
        let item = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let item = item.strip_prefix(". ").or(item.strip_prefix(") "));
        let mut pieces = item.unwrap_or(line).split("](");
        out.push_str(pieces.next().unwrap_or_default());
        pieces.for_each(|piece| out.push_str(piece.split_once(')').map_or(piece, |(_, text)| text)));
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(listed: &str, own: &str) -> bool {
        let listed = Comment {
            id: "1".into(),
            parent: None,
            name: "An".into(),
            date: crate::date::Moment::default(),
            text: listed.into(),
            html: true,
            likes: 0,
        };
        same_text(&listed, own)
    }

    #[test]
    fn a_text_is_known_again_in_html() {
        for (listed, own) in [
            ("<p>Gió <strong>cấp 6</strong>,<br>\nmưa &amp; lũ</p>\n", "Gió **cấp 6**,\nmưa & lũ"),
            (
                "<p>Xem <a href=\"https://a.vn/x\">trang này</a> nhé</p>",
                "Xem [trang này](https://a.vn/x) nhé",
            ),
            ("<ol>\n<li>mưa</li>\n<li>lũ</li>\n</ol>", "1. mưa\n2. lũ"),
            ("<p>1. mưa<br />\n2. [lũ](https://a.vn)</p>", "1. mưa\n2. [lũ](https://a.vn)"),
            (
                "<pre><code class=\"language-js\">const <span>mua</span>\n</code></pre>",
                "```js\nconst mua\n```",
            ),
            ("<p>&#8220;3 &lt; 4&#8221; và 5 &gt; 2</p>", "\"3 < 4\" và 5 > 2"),
            ("<p><b>đậm</b> alert(1)</p>", "<b>đậm</b> <script>alert(1)</script>"),
            ("<h1>Đề</h1>\n<ul>\n<li>ý</li>\n</ul>\n", "# Đề\n- ý"),
            ("<p>a&lt;b và c&gt;d</p>", "a<b và c>d"),
            ("<p>🌀👍🏽</p>", "🌀👍🏽"),
            (
                "<p>Hay “lắm” 3&#215;4 🙂 &#8220;vâng&#8221;<br />\n1. mưa</p>",
                "Hay “lắm” 3x4 :) \"vâng\"\n1. mưa",
            ),
            ("3 < 4 và 5 > 2\n\nthế", "3 < 4 và 5 > 2\nthế"),
        ] {
            assert!(same(listed, own), "{listed}");
        }
    }

    #[test]
    fn another_text_is_not() {
        for (listed, own) in [
            ("<p>Hay quá</p>", "Hay quá đi thôi"),
            ("<p>Gió cấp 6</p>", "Gió cấp 7"),
            ("<p>🌀</p>", "👍"),
            ("<p>ba\u{301}o</p>", "ba\u{309}o"),
            ("", "🌀"),
        ] {
            assert!(!same(listed, own), "{listed}");
        }
    }

    #[test]
    fn a_name_is_known_without_its_tags() {
        assert!(same_name("Dung & \"em\"", "<b>Dung</b> & \"em\""));
        assert!(same_name("🌀", " 🌀 ") && !same_name("🌀", "👍") && !same_name("An", "Ân"));
    }
}
