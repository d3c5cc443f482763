//! Addresses as an editor would have typed them.

use base64::{Engine, engine::general_purpose::STANDARD};
use news::text::percent;

use super::Embedded;

/// Parameters that tell who sent a reader, and nothing of the page: by their whole name, whatever its case, or its start.
const TRACKING: [&str; 29] = [
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "yclid",
    "ysclid",
    "ttclid",
    "twclid",
    "li_fat_id",
    "igsh",
    "igshid",
    "mc_eid",
    "mc_cid",
    "zarsrc",
    "_ga",
    "_gl",
    "srsltid",
    "epik",
    "vero_id",
    "_hsenc",
    "_hsmi",
    "__hssc",
    "__hstc",
    "mkt_tok",
    "oly_enc_id",
    "rb_clickid",
];
const TRACKING_START: [&str; 2] = ["utm_", "fb_action_"];

/// Addresses that lead on to another, which a parameter holds: the end of the host, the start of the path, the parameter.
const WAYS_ON: [(&str, &str, &str); 10] = [
    ("l.facebook.com", "l.php", "u"),
    ("lm.facebook.com", "l.php", "u"),
    ("l.messenger.com", "l.php", "u"),
    ("l.instagram.com", "", "u"),
    ("safelinks.protection.outlook.com", "", "url"),
    ("www.youtube.com", "redirect", "q"),
    ("vk.com", "away.php", "to"),
    ("slack-redir.net", "link", "url"),
    ("out.reddit.com", "", "url"),
    ("href.li", "", ""),
];

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

/// Where a redirect leads that Google, Facebook, Outlook and others put around links.
fn behind(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://")?;
    let (host, rest) = rest.split_once(['/', '?'])?;
    let query = address.split_once('?')?.1.split('#').next()?;
    let value = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    let google = host.strip_prefix("www.google.").is_some_and(|end| {
        !end.is_empty() && end.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'.')
    });
    let is_of =
        |end: &str| host.strip_suffix(end).is_some_and(|start| start.is_empty() || start.ends_with('.'));
    let next = if google && rest.starts_with("url?") {
        value("q").or_else(|| value("url"))?
    } else {
        let way = |(end, path, _): &&(&str, &str, &str)| is_of(end) && rest.starts_with(path);
        let (.., name) = WAYS_ON.iter().find(way)?;
        if name.is_empty() { query } else { value(name)? }
    };
    percent::decode(next).filter(|next| scheme(next).is_some())
}

fn untracked(address: &str) -> String {
    let (before, fragment) = match address.split_once('#') {
        Some((before, fragment)) => (before, Some(fragment)),
        None => (address, None),
    };
    let Some((page, query)) = before.split_once('?') else { return address.to_owned() };
    let tracks = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or_default();
        let name = name.to_ascii_lowercase();
        TRACKING.contains(&name.as_str()) || TRACKING_START.iter().any(|start| name.starts_with(start))
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
            (
                "https://l.facebook.com/l.php?u=https%3A%2F%2Fa.vn%2Ftin%3Fb%3D2%26fbclid%3Dx&h=AT0",
                "https://a.vn/tin?b=2",
            ),
            (
                "https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.vn%2F&data=05",
                "https://a.vn/",
            ),
            ("https://l.instagram.com/?u=https%3A%2F%2Fa.vn%2F&e=AT0", "https://a.vn/"),
            ("https://www.youtube.com/redirect?event=x&q=https%3A%2F%2Fa.vn", "https://a.vn"),
            ("https://href.li/?https://a.vn/", "https://a.vn/"),
            ("https://www.youtube.com/watch?v=q", "https://www.youtube.com/watch?v=q"),
            (
                "https://xl.facebook.com.evil/l.php?u=https%3A%2F%2Fa.vn",
                "https://xl.facebook.com.evil/l.php?u=https%3A%2F%2Fa.vn",
            ),
            ("https://l.facebook.com/l.php?u=javascript%3Aalert(1)", ""),
            ("https://a.vn/?UTM_Source=x&igshid=1&yclid=2&_gl=3&ttclid=4&id=7", "https://a.vn/?id=7"),
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
