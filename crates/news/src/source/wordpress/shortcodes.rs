//! Shortcodes that no plugin makes anything of any more: WordPress leaves them in the text, as `[toc depth="2"]`.
//!
//! Left out is what can be nothing else: `[name key=value]`, `[/name]`, and a `[name]` that the text closes. What is
//! between the two stays. A bare `[name]` stands as it is written: it may be a word of the author's, as `[sic]`.

use std::{borrow::Cow, collections::BTreeSet};

/// Names that `html` closes.
pub(super) fn closed(html: &str) -> BTreeSet<String> {
    let ends = html.match_indices("[/").filter_map(|(at, _)| name(html.get(at + 2..)?.split(']').next()?));
    ends.map(str::to_owned).collect()
}

/// `text` without shortcodes; the names of those that were left out go into `dropped`.
pub(super) fn without<'t>(
    text: &'t str,
    closed: &BTreeSet<String>,
    dropped: &mut BTreeSet<String>,
) -> Cow<'t, str> {
    let mut kept = Cow::Borrowed("");
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        kept += before;
        let inside = after.split_once(']').map(|(inside, _)| inside).filter(|inside| !inside.contains('['));
        match inside.and_then(|inside| Some((inside, shortcode(inside, closed)?))) {
            Some((inside, name)) => {
                dropped.insert(name.to_owned());
                rest = after.get(inside.len() + 1..).unwrap_or_default();
            }
            None => {
                kept += "[";
                rest = after;
            }
        }
    }
    kept += rest;
    kept
}

/// The name of the shortcode that stands in brackets, if it is one.
fn shortcode<'t>(inside: &'t str, closed: &BTreeSet<String>) -> Option<&'t str> {
    if let Some(end) = inside.strip_prefix('/') {
        return name(end);
    }
    let (first, values) =
        inside.trim_end_matches(['/', ' ']).split_once(char::is_whitespace).unwrap_or((inside, ""));
    let name = name(first.trim_end_matches('/'))?;
    let key = values.split_once('=').map(|(key, _)| key.trim());
    let keyed = key.is_some_and(|key| {
        !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b"_- ".contains(&b))
    });
    (keyed || closed.contains(name)).then_some(name)
}

fn name(text: &str) -> Option<&str> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let starts = text.starts_with(|first: char| first.is_ascii_alphabetic());
    (starts && text.len() > 1 && text.bytes().all(plain)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_nothing_else_is_left_out() {
        for (text, kept, names) in [
            ("Trước [toc depth=&#8221;2&#8243;] sau", "Trước  sau", "toc"),
            ("[su_box title=\"x\"]Giữ lại[/su_box].", "Giữ lại.", "su_box"),
            ("[vc_row][vc_column]a[/vc_column][/vc_row]", "a", "vc_column vc_row"),
            ("ông nói [sic] rồi [1] và [...] [gallery]", "ông nói [sic] rồi [1] và [...] [gallery]", ""),
            ("a[i] = b[j=1] [bản x = y] [", "a[i] = b[j=1] [bản x = y] [", ""),
            ("[a [contact-form-7 id=\"4\" /]", "[a ", "contact-form-7"),
        ] {
            let mut dropped = BTreeSet::new();
            assert_eq!(without(text, &closed(text), &mut dropped), kept, "{text}");
            assert_eq!(dropped.into_iter().collect::<Vec<_>>().join(" "), names, "{text}");
        }
    }
}
