//! Sharing and printing, with plain links: no script of anybody else's.

use leptos::prelude::*;

use crate::{platform, reader::Reader};

/// Native share where there is one, copy, Facebook, Zalo, print.
#[component]
pub fn Share(title: String) -> impl IntoView {
    let reader = Reader::expect();
    let words = reader.words();
    let said = RwSignal::new("");
    // The address is known in the browser alone; links that need it appear there.
    let awake = RwSignal::new(false);
    Effect::new(move |_| awake.set(true));
    let copy = move |_| {
        platform::spawn(async move {
            let copied = platform::copy(&platform::address()).await;
            said.set(if copied { words.link_copied } else { words.copy_failed });
        });
    };
    let native = move || {
        let title = title.clone();
        (awake.get() && platform::can_share()).then(|| {
            view! {
                <button class="tool" type="button" on:click=move |_| platform::share(&title)>{words.share}</button>
            }
        })
    };
    let links = move || {
        awake.get().then(|| {
            let address = percent_encode(&platform::address());
            // Zalo documents no plain link; this is the one its own button opens.
            let zalo = format!("https://sp.zalo.me/share_inline?url={address}");
            let facebook = format!("https://www.facebook.com/sharer/sharer.php?u={address}");
            view! {
                <button class="tool" type="button" on:click=copy>{words.copy_link}</button>
                <a class="tool" href=facebook target="_blank" rel="noopener noreferrer">{words.facebook}</a>
                <a class="tool" href=zalo target="_blank" rel="noopener noreferrer">{words.zalo}</a>
                <button class="tool" type="button" on:click=move |_| platform::print()>{words.print}</button>
            }
        })
    };
    view! {
        <div class="share" role="group" aria-label=words.share>{native}{links}</div>
        <p class="share-said" role="status">{said}</p>
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
