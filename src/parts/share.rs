//! Sharing: buttons that boot.js serves, and plain links: no script of anybody else's.

use leptos::prelude::*;
use news::route::Route;

use crate::reader::Reader;

/// Native share where there is one, copy, Facebook, Zalo, print.
#[component]
pub fn Share(route: Route) -> impl IntoView {
    let reader = Reader::expect();
    let words = reader.words();
    let links = reader.absolute(&route).map(|address| {
        let address = percent_encode(&address);
        // Zalo documents no plain link; this is the one its own button opens.
        let zalo = format!("https://sp.zalo.me/share_inline?url={address}");
        let facebook = format!("https://www.facebook.com/sharer/sharer.php?u={address}");
        view! {
            <a class="tool" href=facebook target="_blank" rel="noopener noreferrer">{words.facebook}</a>
            <a class="tool" href=zalo target="_blank" rel="noopener noreferrer">{words.zalo}</a>
        }
    });
    view! {
        <div class="share" role="group" aria-label=words.share>
            <button class="tool" type="button" data-act="share">{words.share}</button>
            <button class="tool" type="button" data-act="copy" data-done=words.link_copied data-failed=words.copy_failed>
                {words.copy_link}
            </button>
            {links}
            <button class="tool" type="button" data-act="print">{words.print}</button>
        </div>
        <p class="share-said" role="status"></p>
    }
}

/// Encodes all but the unreserved characters (RFC 3986, section 2.3).
fn percent_encode(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.push(char::from(HEX[usize::from(byte >> 4)]));
            encoded.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    #[test]
    fn addresses_are_encoded() {
        assert_eq!(super::percent_encode("https://a.vn/ộ?b=1"), "https%3A%2F%2Fa.vn%2F%E1%BB%99%3Fb%3D1");
    }
}
