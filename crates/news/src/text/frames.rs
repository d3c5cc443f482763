//! What other pages would show in a frame (`<iframe>`, `<embed>`, `<object>`): links in its place.
//!
//! A frame lets another site see who reads an article. What is made here passes the door like all else.

use std::ops::Range;

use super::tags::{self, Tag};

/// Elements that frame something, and the attribute that says what.
const FRAMES: [(&str, &str); 3] = [("iframe", "src"), ("embed", "src"), ("object", "data")];

/// The place of the address of what a tag frames, if it frames something.
pub(super) fn address(tag: &Tag<'_>) -> Option<Range<usize>> {
    let (_, name) = FRAMES.iter().find(|(element, _)| tag.name.eq_ignore_ascii_case(element))?;
    attribute(tag, name)
}

fn attribute(tag: &Tag<'_>, name: &str) -> Option<Range<usize>> {
    let found = tag.attributes.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.clone())
}

/// `html` with a link in the place of each frame: its words are the frame's `title`, or else the address. An
/// address that is not `allowed` makes none.
pub(super) fn as_links(html: &str, allowed: impl Fn(&str) -> bool) -> String {
    // An end tag is looked for once, however many frames want it.
    let (mut done, mut never_closed) = (0, false);
    tags::rewrite(html, |tag, edits| {
        let value = |range: Range<usize>| quoted(html[range].trim());
        let Some(url) = address(tag).map(value) else { return };
        let inside = tag.end <= done;
        if inside || url.is_empty() || !allowed(&tags::unescape(&url)) {
            return;
        }
        let title = attribute(tag, "title").map(value).filter(|title| !title.is_empty());
        let words = title.as_ref().unwrap_or(&url);
        let mut end = tag.end;
        if tag.name.eq_ignore_ascii_case("iframe") && !never_closed {
            match after_iframe(html, tag.end) {
                Some(closed) => (end, done) = (closed, closed),
                None => never_closed = true,
            }
        }
        edits.push((tag.name_end - tag.name.len() - 1..end, format!("<a href=\"{url}\">{words}</a>")));
    })
}

/// What stands in an attribute, fit to stand in a quoted one and in text. `&` means the same in all three.
fn quoted(value: &str) -> String {
    value.replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Where the iframe ends whose tag ends at `from`: what it contains is for browsers that know none.
fn after_iframe(html: &str, from: usize) -> Option<usize> {
    const CLOSED: &[u8] = b"</iframe";
    let rest = &html.as_bytes()[from..];
    let at = rest.windows(CLOSED.len()).position(|window| window.eq_ignore_ascii_case(CLOSED))?;
    Some(from + at + rest[at..].iter().position(|byte| *byte == b'>')? + 1)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn any_number_of_frames_is_read_in_one_pass() {
        let frames = "<iframe src=/a>".repeat(200_000);
        for html in [&frames, &format!("{frames}</iframe>"), &"<iframe src=/a></iframe>".repeat(100_000)] {
            let start = Instant::now();
            assert!(as_links(html, |_| true).starts_with("<a href=\"/a\">/a</a>"));
            // As in depth.rs.
            assert!(start.elapsed() < Duration::from_secs(20), "took {:?}", start.elapsed());
        }
    }
}
