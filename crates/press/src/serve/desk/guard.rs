//! Who may ask for what lies below `/_desk/`: the desk that this server shows, and no page of anybody else.
//!
//! The server listens on this computer alone, but every page that its browser shows can send requests there, and a name
//! of somebody else's can be made to lead there (DNS rebinding).

use axum::http::{HeaderMap, header};

/// No form can send it, and no script of another origin without asking first, which is never granted.
const MARK: &str = "x-bantin-desk";

/// Why a request is not answered; none if it is.
pub fn refused(headers: &HeaderMap, port: u16) -> Option<&'static str> {
    let marked = only(headers, MARK) == Some("1");
    match () {
        () if !is_own(headers, port) => Some("Only the desk at this address may ask for this."),
        () if !marked => Some("The request lacks the header X-Bantin-Desk: 1."),
        () => None,
    }
}

/// Whether a request was sent to this computer by name, and not by a page of another origin.
pub fn is_own(headers: &HeaderMap, port: u16) -> bool {
    let Some(host) = only(headers, header::HOST.as_str()) else { return false };
    let ours = ["127.0.0.1", "localhost", "[::1]"].iter().any(|name| {
        let rest = host.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name));
        match rest.and_then(|_| host.get(name.len()..)) {
            // What browsers leave out.
            Some("") => port == 80,
            Some(rest) => rest.strip_prefix(':') == Some(&port.to_string()),
            None => false,
        }
    });
    let same = |name: &str, expected: &str| match headers.contains_key(name) {
        true => only(headers, name).is_some_and(|value| value.eq_ignore_ascii_case(expected)),
        // Programs that are no browsers send neither, and nor do old browsers.
        false => true,
    };
    ours && same(header::ORIGIN.as_str(), &format!("http://{host}")) && same("sec-fetch-site", "same-origin")
}

/// A header that is there once.
fn only<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let mut all = headers.get_all(name).iter();
    let value = all.next()?.to_str().ok()?;
    all.next().is_none().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(lines: &[(&'static str, &str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, value.parse().unwrap());
        }
        refused(&headers, 8080).is_none()
    }

    #[test]
    fn only_the_desk_itself() {
        let desk = (MARK, "1");
        for host in ["127.0.0.1:8080", "localhost:8080", "LocalHost:8080", "[::1]:8080"] {
            assert!(is(&[("host", host), desk]), "{host}");
        }
        for host in [
            "evil.example:8080",
            "127.0.0.1",
            "localhost:80801",
            "localhost:808",
            "localhost.evil.example:8080",
            "127.0.0.1:8080@evil.example",
            "",
        ] {
            assert!(!is(&[("host", host), desk]), "{host}");
        }
        let host = ("host", "localhost:8080");
        assert!(is(&[host, desk, ("origin", "http://localhost:8080"), ("sec-fetch-site", "same-origin")]));
        for foreign in [
            ("origin", "http://evil.example"),
            ("origin", "http://127.0.0.1:8080"),
            ("origin", "http://localhost:8081"),
            ("origin", "null"),
            ("sec-fetch-site", "same-site"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "none"),
        ] {
            assert!(!is(&[host, desk, foreign]), "{foreign:?}");
        }
        assert!(!is(&[desk]) && !is(&[host]) && !is(&[host, (MARK, "0")]));
        assert!(!is(&[host, ("host", "evil.example"), desk]));
    }
}
