//! Addresses as an editor would have typed them.

use base64::{Engine, engine::general_purpose::STANDARD};
use news::text::percent;

use super::Embedded;

/// Parameters that tell who sent a reader, and nothing of the page: by their whole name, or its start.
const TRACKING: [&str; 9] =
    ["fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "mc_eid", "mc_cid", "zarsrc"];
const TRACKING_START: &str = "utm_";

/// The schemes that a link may have.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Redirects within one another that are followed.
const REDIRECTS: usize = 3;

/// Bytes of the smallest picture that shows something.
const SMALLEST: usize = 100;

/// The address that a link means; none if it leads nowhere that a reader can go.
pub(super) fn link(href: &str) -> Option<String> {
    let mut address = tidy(href);
    for _ in 0..REDIRECTS {
        match behind(&address) {
            Some(next) => address = tidy(&next),
            None => break,
        }
    }
    match scheme(&address) {
        Some(scheme) => SCHEMES.contains(&scheme.as_str()).then_some(())?,
        // A bookmark of the document; those of this newspaper's headings start so.
        None if address.starts_with('#') => address.starts_with("#h-").then_some(())?,
        None => (!address.is_empty()).then_some(())?,
    }
    Some(untracked(&address))
}

/// The address of a picture that may stay: on the web, or from the top of this site.
pub(super) fn picture(src: &str) -> Option<String> {
    let address = tidy(src);
    let stays = match scheme(&address) {
        Some(scheme) => scheme == "http" || scheme == "https",
        None => address.starts_with('/'),
    };
    stays.then_some(address)
}

/// The picture that an address holds whole (`data:`, RFC 2397). None of a few bytes, which only keeps others apart.
pub(super) fn embedded(src: &str) -> Option<Embedded> {
    let (kind, rest) = src.trim().strip_prefix("data:image/")?.split_once(';')?;
    let ending = match kind {
        "png" => "png",
        "jpeg" | "jpg" => "jpg",
        "gif" => "gif",
        "webp" => "webp",
        "avif" => "avif",
        _ => return None,
    };
    let code: String =
        rest.strip_prefix("base64,")?.chars().filter(|letter| !letter.is_whitespace()).collect();
    let bytes = STANDARD.decode(code).ok().filter(|bytes| bytes.len() >= SMALLEST)?;
    Some(Embedded { ending, bytes })
}

/// Without what no address has, and with the scheme that a browser would add.
fn tidy(address: &str) -> String {
    let address: String = address.trim().chars().filter(|letter| !letter.is_control()).collect();
    match address.starts_with("//") {
        true => format!("https:{address}"),
        false => address,
    }
}

fn scheme(address: &str) -> Option<String> {
    let (scheme, _) = address.split(['/', '?', '#']).next()?.split_once(':')?;
    // A browser skips blanks in it.
    Some(scheme.chars().filter(|letter| !letter.is_whitespace()).collect::<String>().to_ascii_lowercase())
}

/// Where Google's redirect leads, which Google Docs and its search put around every link.
fn behind(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://")?;
    let (host, rest) = rest.split_once('/')?;
    let query = rest.strip_prefix("url?")?;
    let google = host.strip_prefix("www.")?.strip_prefix("google.")?;
    let is_google =
        !google.is_empty() && google.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'.');
    is_google.then_some(())?;
    let query = query.split('#').next()?;
    let value = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name));
    percent::decode(value("q=").or_else(|| value("url="))?).filter(|next| scheme(next).is_some())
}

fn untracked(address: &str) -> String {
    let (before, fragment) = match address.split_once('#') {
        Some((before, fragment)) => (before, Some(fragment)),
        None => (address, None),
    };
    let Some((page, query)) = before.split_once('?') else { return address.to_owned() };
    let tracks = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or_default();
        TRACKING.contains(&name) || name.starts_with(TRACKING_START)
    };
    if !query.split('&').any(|pair| tracks(&pair)) {
        return address.to_owned();
    }
    let kept: Vec<&str> = query.split('&').filter(|pair| !tracks(pair)).collect();
    let mut clean = page.to_owned();
    if !kept.is_empty() {
        clean.push('?');
        clean.push_str(&kept.join("&"));
    }
    if let Some(fragment) = fragment {
        clean.push('#');
        clean.push_str(fragment);
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_cleaned() {
        for (href, expected) in [
            ("https://kttv.gov.vn/tin?utm_source=zalo&id=7&fbclid=x#muc", "https://kttv.gov.vn/tin?id=7#muc"),
            ("https://kttv.gov.vn/?utm_source=a&gclid=b", "https://kttv.gov.vn/"),
            (
                "https://www.google.com/url?q=https%3A%2F%2Fa.vn%2Ftin%3Fmc_eid%3D1%26b%3D2&sa=D",
                "https://a.vn/tin?b=2",
            ),
            ("https://www.google.com.vn/url?sa=t&url=https%3A%2F%2Fa.vn%2F", "https://a.vn/"),
            ("https://www.google.com/url?q=javascript%3Aalert(1)", ""),
            (
                "https://www.google.evil-/url?q=https%3A%2F%2Fa.vn",
                "https://www.google.evil-/url?q=https%3A%2F%2Fa.vn",
            ),
            ("//a.vn/x", "https://a.vn/x"),
            ("mailto:toasoan@a.vn", "mailto:toasoan@a.vn"),
            ("/bai-viet/lu-quet/?b", "/bai-viet/lu-quet/?b"),
            ("java\nscript:alert(1)", ""),
            (" JAVASCRIPT:x", ""),
            ("file:///C:/a.doc", ""),
            ("data:text/html,x", ""),
            ("#_Toc1", ""),
            ("#h-muc", "#h-muc"),
            ("", ""),
        ] {
            assert_eq!(link(href).unwrap_or_default(), expected, "{href}");
        }
    }

    #[test]
    fn a_picture_may_be_in_its_address() {
        let of =
            |kind: &str, size: usize| format!("data:image/{kind};base64,{}", STANDARD.encode(vec![7; size]));
        let jpeg = Embedded { ending: "jpg", bytes: vec![7; 100] };
        assert_eq!(embedded(&of("jpeg", 100)), Some(jpeg));
        for none in
            [of("png", 43), of("svg+xml", 200), "data:image/png;base64,?".into(), "data:text/html,x".into()]
        {
            assert_eq!(embedded(&none), None, "{none}");
        }
    }

    #[test]
    fn pictures_are_on_the_web_or_here() {
        for (src, stays) in [
            ("https://a.vn/x.jpg", true),
            ("/media/x.jpg", true),
            ("file:///C:/x.png", false),
            ("data:image/png;base64,AAAA", false),
            ("clip_image001.png", false),
            ("cid:1", false),
        ] {
            assert_eq!(picture(src).is_some(), stays, "{src}");
        }
    }
}
