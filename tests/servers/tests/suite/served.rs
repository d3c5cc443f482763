//! A newspaper whose comments are on a real server of another origin, with a line between them that breaks.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use browser_tests::{
    host::{Host, Place},
    newspaper,
    programs::{self, Browser},
    proxy::{Mishap, Proxy},
    reader::Reader,
    visit_at,
};
use server_tests::{Isso, Options, Waline, WordPress};

use crate::ARTICLE;

/// Clocks that stand still until a test moves them: `ahead` milliseconds, kept from page to page.
pub const STILL: &str =
    "{ const start = Date.now(); Date.now = () => start + Number(sessionStorage.ahead ?? 0); }";

/// What the console tells of when a request fails.
pub const LINE: [&str; 4] = ["Failed to load resource", "blocked by CORS", "net::ERR", "Failed to fetch"];

/// Longer than the app waits for any answer.
pub const STALL: Mishap = Mishap::Late(Duration::from_secs(30));

/// A discussion server, whichever it is.
pub enum Server {
    Isso(Isso),
    Waline(Waline),
    WordPress(WordPress, u64),
}

/// The kinds, as the settings call them.
pub const KINDS: [&str; 3] = ["isso", "waline", "wordpress"];

/// Tests of a part of the story, for each kind of server.
macro_rules! stories {
    ($($name:ident: $part:ident($kind:literal);)*) => {
        $(#[tokio::test]
        async fn $name() {
            assert!(crate::served::KINDS.contains(&$kind));
            $part($kind).await;
        })*
    };
}
pub(crate) use stories;

impl Server {
    pub fn start(kind: &str, options: &Options) -> Option<Self> {
        Some(match kind {
            "isso" => Self::Isso(Isso::start(options)?),
            "waline" => Self::Waline(Waline::start(options)?),
            _ => {
                let wordpress = WordPress::start(options)?;
                let slug = ARTICLE.trim_end_matches('/').rsplit('/').next().unwrap();
                let article = wordpress.article("Đọc bản tin bão", slug, "<p>Bản tin.</p>");
                Self::WordPress(wordpress, article)
            }
        })
    }

    pub fn address(&self) -> &str {
        match self {
            Self::Isso(isso) => &isso.address,
            Self::Waline(waline) => &waline.address,
            Self::WordPress(wordpress, _) => &wordpress.address,
        }
    }

    /// How many comments it has under the article that everybody can read.
    pub fn count(&self) -> u64 {
        match self {
            Self::Isso(isso) => isso.count(ARTICLE),
            Self::Waline(waline) => waline.count(ARTICLE),
            Self::WordPress(wordpress, article) => wordpress.count(*article),
        }
    }

    pub fn comment(&self, name: &str, text: &str, answers: Option<u64>) -> u64 {
        match self {
            Self::Isso(isso) => isso.comment(ARTICLE, name, text, answers),
            Self::Waline(waline) => waline.comment(ARTICLE, name, text, answers),
            Self::WordPress(wordpress, article) => wordpress.comment(*article, name, text, answers),
        }
    }

    /// Publishes the first comment that a reader wrote.
    pub fn approve_first(&self) {
        match self {
            Self::Isso(isso) => isso.approve(1),
            Self::Waline(waline) => waline.approve(1),
            // WordPress comes with a comment of its own.
            Self::WordPress(wordpress, _) => {
                let first = wordpress.run("echo get_comments( array( 'status' => 'hold' ) )[0]->comment_ID;");
                wordpress.approve(first.trim().parse().unwrap_or_else(|_| panic!("{first}")));
            }
        }
    }

    /// One of several readers likes a comment, where there are votes.
    pub fn like(&self, comment: u64, reader: usize) {
        match self {
            Self::Isso(isso) => isso.like(comment, reader),
            Self::Waline(waline) => waline.like(comment),
            Self::WordPress(..) => {}
        }
    }

    pub fn votes(&self) -> bool {
        !matches!(self, Self::WordPress(..))
    }
}

/// Builds a site of these settings alone, whose articles are on a server of this very runtime: where it lies.
pub async fn built(name: &str, settings: &str) -> PathBuf {
    let room = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&room);
    fs::create_dir_all(room.join("site")).unwrap();
    fs::write(room.join("site/site.toml"), settings).unwrap();
    let mut bantin = Command::new(programs::bantin());
    bantin.args(["build", "--site", "site", "--out", "out", "--app"]).arg(programs::app()).current_dir(&room);
    let built = tokio::task::spawn_blocking(move || bantin.output().unwrap()).await.unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    room.join("out")
}

/// A newspaper with a discussion server behind a line; none where the server is not installed.
pub async fn open(kind: &str, name: &str, moderated: bool) -> Option<(Server, Proxy, Host)> {
    open_with(kind, name, |options| if moderated { options.moderated() } else { options }).await
}

/// The same, with a server that is set up like this.
pub async fn open_with(
    kind: &str,
    name: &str,
    set: impl FnOnce(Options) -> Options,
) -> Option<(Server, Proxy, Host)> {
    let place = Place::take().await;
    let options = set(Options::new(&[&place.address]));
    let moderated = options.moderated;
    let server = Server::start(kind, &options)?;
    let proxy = Proxy::before(server.address()).await;
    let room = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{kind}-{name}"));
    let (_, root) = newspaper::build(&room, "", |settings| {
        let served = format!("kind = \"{kind}\"\nserver = \"{}\"\nmoderated = {moderated}", proxy.address);
        assert!(settings.contains("kind = \"embedded\"\nask_email = false"));
        let views = if kind == "waline" { "waline" } else { "off" };
        let views = format!("\n[views]\nkind = \"{views}\"\nserver = \"{}\"\n", proxy.address);
        // For WordPress the form asks by itself.
        let asks = if kind == "wordpress" { "" } else { "ask_email = true" };
        let asks = settings.replacen("ask_email = false", asks, 1);
        asks.replacen("kind = \"embedded\"", &served, 1) + &views
    });
    Some((server, proxy, Host::at(place, root)))
}

/// A reader on such a newspaper.
pub async fn with(kind: &str, name: &str, moderated: bool, test: impl AsyncFnOnce(&Reader, &Server, &Proxy)) {
    visit(open(kind, name, moderated).await, test).await;
}

/// A reader on this one, if there is one.
pub async fn visit(
    newspaper: Option<(Server, Proxy, Host)>,
    test: impl AsyncFnOnce(&Reader, &Server, &Proxy),
) {
    let Some((server, proxy, host)) = newspaper else { return };
    let mut expected = LINE.to_vec();
    expected.push(&proxy.address);
    visit_at(Browser::Chromium, &host.address, &expected, async |reader| {
        reader.before_each_page(STILL).await;
        test(reader, &server, &proxy).await;
    })
    .await;
}
