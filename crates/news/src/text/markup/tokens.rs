//! HTML, taken apart into tags and text. A tree is built of it in [`super::tree`].

use crate::text::tags::{self, Tag};

/// A piece of HTML.
pub(crate) enum Token<'h> {
    /// Text, with its entities.
    Text(&'h str),
    /// A start tag.
    Start(Tag<'h>),
    /// The name in an end tag, as written.
    End(&'h str),
}

/// Elements in which tags are text: they go with all that is in them, save frames, whose start tag says all.
const RAW: [&str; 9] =
    ["script", "style", "textarea", "title", "iframe", "noembed", "noframes", "noscript", "xmp"];

/// Whether nothing is found in an element of this name, nor its end.
pub(crate) fn is_raw(name: &str) -> bool {
    RAW.contains(&name)
}

/// Calls `found` for each piece of `html`; comments and what is in scripts are left out.
pub(crate) fn each<'h>(html: &'h str, mut found: impl FnMut(Token<'h>)) {
    let mut at = 0;
    while let Some(rest) = html.get(at..).filter(|rest| !rest.is_empty()) {
        let next = rest.as_bytes().get(1).copied();
        if !rest.starts_with('<')
            || !next.is_some_and(|next| next.is_ascii_alphabetic() || b"/!?".contains(&next))
        {
            let end = rest
                .char_indices()
                .skip(1)
                .find(|(_, letter)| *letter == '<')
                .map_or(rest.len(), |(end, _)| end);
            found(Token::Text(&rest[..end]));
            at += end;
        } else if rest.starts_with("<!--") {
            // `<!-->` is a whole comment, too.
            at += rest.get(2..).and_then(|inside| inside.find("-->")).map_or(rest.len(), |end| end + 5);
        } else if next == Some(b'/') || next == Some(b'!') || next == Some(b'?') {
            let end = rest.find('>').map_or(rest.len(), |end| end + 1);
            let name = rest[2..end].split(|c: char| c.is_ascii_whitespace() || "/>".contains(c)).next();
            if let Some(name) = name.filter(|name| next == Some(b'/') && !name.is_empty()) {
                found(Token::End(name));
            }
            at += end;
        } else {
            let tag = tags::read(html, at + 1);
            at = tag.end;
            if let Some(name) = RAW.iter().find(|name| tag.name.eq_ignore_ascii_case(name)) {
                at = after(html, at, name);
            }
            found(Token::Start(tag));
        }
    }
}

/// Where the element `name` ends, whose start tag ends at `from`.
fn after(html: &str, from: usize, name: &str) -> usize {
    let rest = html.get(from..).unwrap_or_default();
    let closes = |at: &usize| {
        let end = at + 2 + name.len();
        rest.get(at + 2..end).is_some_and(|found| found.eq_ignore_ascii_case(name))
    };
    let end = rest.match_indices("</").map(|(at, _)| at).find(closes);
    end.map_or(html.len(), |at| from + at + rest[at..].find('>').map_or(rest.len() - at, |end| end + 1))
}
