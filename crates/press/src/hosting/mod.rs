//! What a host must say beside the files: the headers of every answer. One table, printed for each kind of host.
//!
//! Hosts that read `_headers` (Netlify, Cloudflare Pages) get them from the build; `bantin headers` prints the
//! settings of the others.

mod caddy;
mod cloudfront;
mod json;
mod nginx;
mod rules;

use std::{collections::BTreeSet, path::Path};

use news::{
    desk::DeskRules,
    settings::Settings,
    site::{CommentRules, CounterRules, LiveKind, LiveRules},
};
use url::Url;

use crate::{
    folder::{Folder, NoFolder},
    pictures::COPIES,
    print::APP,
};

pub use rules::{RULES, rules};

/// Headers of every answer, an error's too.
///
/// - Content-Security-Policy: nothing but the site's own files; no inline script or style. `wasm-unsafe-eval` lets
///   WebAssembly start and nothing else. Of Trusted Types, `default` is boot.js's and `dompurify` that of
///   fallback/, for browsers without `setHTML`. Comments leave by `fetch`: a form leads nowhere, but for the search of
///   sites that have one, which leads to the site's own archive. `blob:` is what the desk shows of pictures that the site does not have yet; only the site's own scripts can make one.
/// - Strict-Transport-Security: a year, for this very name; other names of the domain are not ours to bind.
/// - Permissions-Policy: a news site needs none of these, nor does what somebody might smuggle into it.
pub const EVERYWHERE: [(&str, &str); 6] = [
    (
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; \
         media-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
         trusted-types default dompurify",
    ),
    ("Strict-Transport-Security", "max-age=31536000"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), \
         usb=()",
    ),
];

/// What the policy says of servers that pages may ask.
const ASKED: &str = "connect-src 'self'";

/// What it says of pictures.
const SHOWN: &str = "img-src 'self'";

/// What it says of forms.
const SENT: &str = "form-action 'none'";

/// Settings of a host in which pages may ask the servers of comments, views and articles, too, where there are some,
/// show the pictures of articles, and search where articles can be searched.
fn with_servers(
    text: String,
    comments: &CommentRules,
    views: &CounterRules,
    live: &LiveRules,
    desk: &DeskRules,
) -> String {
    let origin = |server: &str| Some(Url::parse(server).ok()?.origin().ascii_serialization());
    let comments = Some(comments.server.as_str()).filter(|_| comments.kind.served());
    let views = Some(views.server.as_str()).filter(|_| !views.is_off());
    let sent = if live.kind == LiveKind::WordPress { "form-action 'self'" } else { SENT };
    let live = Some(live.server.as_str()).filter(|_| !live.is_off());
    let wordpress = desk.is_wordpress();
    let desk = desk.destination().filter(|_| desk.publish);
    // What the desk has brought to a WordPress, its preview shows from there.
    let shown: BTreeSet<String> =
        live.into_iter().chain(desk.filter(|_| wordpress)).filter_map(origin).collect();
    let shown = shown.iter().fold(SHOWN.to_owned(), |shown, origin| shown + " " + origin);
    let origins: BTreeSet<String> =
        comments.into_iter().chain(views).chain(live).chain(desk).filter_map(origin).collect();
    let asked = origins.iter().fold(ASKED.to_owned(), |asked, origin| asked + " " + origin);
    text.replace(ASKED, &asked).replace(SHOWN, &shown).replace(SENT, sent)
}

/// Where files are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// In this folder of the site, or deeper.
    Below(&'static str),
    /// Anywhere else, under this name.
    Named(&'static str),
    /// Anywhere else.
    Elsewhere,
}

/// What differs from place to place.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The files meant, but for those of an earlier place.
    pub at: At,
    /// Cache-Control.
    pub cache: &'static str,
    /// Cross-Origin-Resource-Policy: pictures and feeds are shown elsewhere, too.
    pub shown: &'static str,
    /// Content-Type, where a host can not know it by the name.
    pub kind: Option<&'static str>,
}

/// The name says what is in it: it never changes.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// Kept, but asked after each time: a correction is seen at once, and what is unchanged costs 304.
const ASK: &str = "no-cache";

const SAME: &str = "same-origin";
const ANY: &str = "cross-origin";

/// Every place; a file belongs to the first that fits. No header here is one of [`EVERYWHERE`], and no two places
/// share a file: hosts differ in what they make of a header that is set twice.
pub const PLACES: [Place; 7] = [
    Place { at: At::Below(APP), cache: FOR_EVER, shown: SAME, kind: None },
    Place { at: At::Below(COPIES), cache: FOR_EVER, shown: ANY, kind: None },
    // An editor may replace a picture under its name.
    Place { at: At::Below("media"), cache: "public, max-age=3600", shown: ANY, kind: None },
    Place { at: At::Below("data"), cache: "public, max-age=60", shown: SAME, kind: None },
    Place {
        at: At::Named("feed.xml"),
        cache: "public, max-age=300",
        shown: ANY,
        kind: Some("application/rss+xml; charset=utf-8"),
    },
    Place {
        at: At::Named("feed.json"),
        cache: "public, max-age=300",
        shown: ANY,
        kind: Some("application/feed+json"),
    },
    Place { at: At::Elsewhere, cache: ASK, shown: SAME, kind: None },
];

/// A kind of host that `bantin headers` knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// nginx 1.22 or newer.
    Nginx,
    /// Caddy 2.6 or newer.
    Caddy,
    /// S3 behind CloudFront, as a CloudFormation template.
    CloudFront,
    /// Any other: the table itself.
    Json,
}

impl Host {
    /// By its name on the command line.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "nginx" => Some(Self::Nginx),
            "caddy" => Some(Self::Caddy),
            "cloudfront" => Some(Self::CloudFront),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

/// Where a site will be.
#[derive(Debug)]
struct Site {
    /// The path that it lives under: empty or `/tin`.
    base: String,
    /// Its domain; `example.org` where the settings name none.
    domain: String,
}

/// The settings of a host for the site in this folder.
///
/// # Errors
/// If there is no such folder.
pub fn settings(site: &Path, host: Host) -> Result<String, NoFolder> {
    let settings = Folder::open(site)?.settings;
    let live = settings.live();
    let Settings { url, comments, views, desk, .. } = settings;
    let domain = Url::parse(&url).ok().and_then(|url| url.host_str().map(str::to_owned));
    let site =
        Site { base: crate::base_of(&url), domain: domain.unwrap_or_else(|| "example.org".to_owned()) };
    let text = match host {
        Host::Nginx => nginx::server(&site),
        Host::Caddy => caddy::site(&site),
        Host::CloudFront => cloudfront::template(&site),
        Host::Json => json::table(&site),
    };
    Ok(with_servers(text, &comments, &views, &live, &desk))
}

impl At {
    /// As a regular expression of paths, which nginx and Caddy take; none for the rest.
    fn regex(self, base: &str) -> Option<String> {
        let plain = |text: &str| text.replace('.', "\\.").replace('+', "\\+");
        match self {
            At::Below(folder) => Some(format!("^{}/{}/", plain(base), plain(folder))),
            At::Named(name) => Some(format!("^{}/(.*/)?{}$", plain(base), plain(name))),
            At::Elsewhere => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use news::{desk::Destination, site::CommentKind};

    use super::*;

    #[test]
    fn no_header_is_set_twice_and_none_would_break_its_line() {
        let all = EVERYWHERE.iter().map(|(name, _)| *name);
        for name in all.clone() {
            assert_eq!(all.clone().filter(|other| *other == name).count(), 1, "{name}");
            assert!(!["Cache-Control", "Cross-Origin-Resource-Policy", "Content-Type"].contains(&name));
        }
        let values = EVERYWHERE.iter().map(|(_, value)| *value);
        for value in values.chain(PLACES.iter().flat_map(|place| [place.cache, place.shown])) {
            assert!(!value.contains(['"', '\n', '$', '{', '\\']) && !value.contains("  "), "{value}");
        }
    }

    #[test]
    fn a_discussion_server_may_be_asked_and_nobody_else() {
        let policy = |server: &str, kind| {
            let comments = CommentRules { kind, server: server.into(), ..CommentRules::default() };
            let live = LiveRules::default();
            with_servers(
                EVERYWHERE[0].1.to_owned(),
                &comments,
                &CounterRules::default(),
                &live,
                &DeskRules::default(),
            )
        };
        let isso = policy("https://b.example:8443/isso/; script-src *", CommentKind::Isso);
        assert!(isso.contains("connect-src 'self' https://b.example:8443; manifest-src"), "{isso}");
        for same in [policy("/isso", CommentKind::Isso), policy("https://b.example", CommentKind::Embedded)] {
            assert_eq!(same, EVERYWHERE[0].1);
        }
    }

    #[test]
    fn the_desk_may_ask_where_articles_go() {
        let (comments, views) = (CommentRules::default(), CounterRules::default());
        let rules = DeskRules { to: Destination::Github, ..DeskRules::default() };
        let policy = |rules: &DeskRules| {
            with_servers(EVERYWHERE[0].1.to_owned(), &comments, &views, &LiveRules::default(), rules)
        };
        assert!(policy(&rules).contains("connect-src 'self' https://api.github.com;"));
        assert!(!policy(&rules).contains("img-src 'self' https"));
        assert_eq!(policy(&DeskRules { publish: false, ..rules }), EVERYWHERE[0].1);
        let rules = DeskRules {
            to: Destination::Wordpress,
            server: "https://b.example/tin".into(),
            ..DeskRules::default()
        };
        for part in ["connect-src 'self' https://b.example;", "img-src 'self' https://b.example blob:;"] {
            assert!(policy(&rules).contains(part), "{part}");
        }
    }

    #[test]
    fn articles_may_be_asked_for_where_they_are_and_bring_their_pictures() {
        let (comments, views) = (CommentRules::default(), CounterRules::default());
        let live = LiveRules {
            kind: LiveKind::WordPress,
            server: "https://b.example/tin".into(),
            ..LiveRules::default()
        };
        let policy =
            with_servers(EVERYWHERE[0].1.to_owned(), &comments, &views, &live, &DeskRules::default());
        for part in [
            "connect-src 'self' https://b.example;",
            "img-src 'self' https://b.example blob:;",
            "form-action 'self';",
        ] {
            assert!(policy.contains(part), "{policy}");
        }
        assert!(
            policy.contains("media-src 'self';") && policy.contains("script-src 'self' 'wasm"),
            "{policy}"
        );
    }

    #[test]
    fn the_policy_lets_nothing_be_written_into_a_page() {
        let (_, policy) = EVERYWHERE[0];
        for forbidden in
            ["unsafe-inline", "'unsafe-eval'", "unsafe-hashes", "data:", "http", "*", "allow-duplicates"]
        {
            assert!(!policy.contains(forbidden), "{forbidden}");
        }
    }
}
