//! How much HTML of a comment is taken, before anything builds a tree of it.

use crate::text::tags::is_void;

/// The most bytes of one comment.
const LARGEST: usize = 64 * 1024;
/// The most elements that may be open at once.
const DEEPEST: usize = 50;
/// Whether HTML is so small and so flat that a browser may make a tree of it. What does not fit is shown as the text
/// that it is.
pub fn fits(html: &str) -> bool {
    let mut open = 0_usize;
    html.len() <= LARGEST
        && html.split('<').skip(1).all(|tag| {
            let name = tag.trim_start_matches('/');
            let name = name.get(..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len()));
            let name = name.unwrap_or_default();
            match tag.starts_with('/') {
                true => open = open.saturating_sub(1),
                false if name.is_empty() || is_void(name) => {}
                false => open += 1,
            }
            open <= DEEPEST
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_deep_or_large_does_not_fit() {
        assert!(fits("<p>Mưa<br>lũ <img src=x> a < b</p>"));
        assert!(fits(&"<p>a</p>".repeat(1_000)));
        assert!(!fits(&"<b>".repeat(51)));
        assert!(!fits(&"a".repeat(LARGEST + 1)));
    }
}
