//! Raw HTML in Markdown.

use super::{Kind, Links, pictures};
use crate::text::{
    allowed, frames,
    tags::{self, escape, unescape},
};

/// Gives `html` with its addresses replaced; it stands at `offset` of the Markdown. It is still to be
/// sanitised, with everything else.
pub(super) fn resolve(html: &str, offset: usize, links: &mut Links<'_>) -> String {
    tags::rewrite(html, |tag, edits| {
        let has = |name: &str| tag.attributes.iter().any(|(known, _)| known.eq_ignore_ascii_case(name));
        let sized = has("width") || has("height");
        let framed = frames::address(tag);
        // What the door takes out, such as a script, is not asked about.
        let stays = allowed::ELEMENTS.iter().any(|(element, _)| tag.name.eq_ignore_ascii_case(element));
        if !stays && framed.is_none() {
            return;
        }
        let picture = tag.name.eq_ignore_ascii_case("img");
        let mut added = String::new();
        for (name, value) in &tag.attributes {
            let kind = match name.to_ascii_lowercase().as_str() {
                _ if framed.as_ref() == Some(value) => Kind::Frame,
                "href" => Kind::Link,
                "src" | "poster" => Kind::Picture,
                _ => continue,
            };
            if value.is_empty() {
                continue;
            }
            let Some(target) = links(kind, unescape(&html[value.clone()]).trim(), offset + value.start)
            else {
                continue;
            };
            let mut url = String::new();
            escape(&mut url, &target.url);
            if !html[..value.start].ends_with(['"', '\'']) {
                url = format!("\"{url}\"");
            }
            edits.push((value.clone(), url));
            if !picture || !added.is_empty() {
                continue;
            }
            if let Some((width, height)) = target.size.filter(|_| !sized) {
                added.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
            }
            if !has("srcset") && !has("sizes") {
                pictures::write_copies(&mut added, &target, pictures::IN_TEXT);
            }
        }
        if !added.is_empty() {
            let own = edits.iter().rposition(|(range, _)| range.start < tag.name_end).map_or(0, |at| at + 1);
            edits.insert(own, (tag.name_end..tag.name_end, added));
        }
    })
}
