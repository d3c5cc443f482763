//! The settings that `bantin headers` prints, in real servers: at the root of a domain, and below a path.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use browser_tests::{
    newspaper,
    programs::{self, Browser},
    server::{Answer, Kind, Server, settings},
    visit, visit_at,
};
use serde_json::{Value, json};

use crate::{article::TRAINING, policy};

const KINDS: [Kind; 2] = [Kind::Nginx, Kind::Caddy];

/// A site: its folder, the folder that a server shows, and where in that the built site lies.
pub struct Built {
    pub site: PathBuf,
    pub root: PathBuf,
    pub base: &'static str,
}

impl Built {
    pub fn files(&self) -> PathBuf {
        self.root.join(self.base.trim_start_matches('/'))
    }

    /// The first file of a folder whose name ends so: its path, as in an address.
    pub fn file(&self, folder: &str, end: &str) -> String {
        let names = fs::read_dir(self.files().join(folder)).expect(folder);
        let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let name = names.filter(|name| name.ends_with(end)).min().expect(end);
        format!("/{folder}/{name}")
    }
}

/// The sample newspaper at the root, and below `/tin`, for which it is built anew.
pub fn built() -> [&'static Built; 2] {
    static BUILT: OnceLock<[Built; 2]> = OnceLock::new();
    let [above, below] = BUILT.get_or_init(|| {
        let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../site");
        let above = Built { site, root: programs::site(), base: "" };
        let room = Path::new(env!("CARGO_TARGET_TMPDIR")).join("below");
        let (site, root) = newspaper::build(&room, "/tin", |settings| {
            assert!(settings.contains("connuoc.example\""));
            settings.replacen("connuoc.example\"", "connuoc.example/tin\"", 1)
        });
        let below = Built { site, root, base: "/tin" };
        [above, below]
    });
    [above, below]
}

/// What must be with the answer for a path, by `bantin headers --for json`: names and values.
pub fn wanted(built: &Built, path: &str) -> Vec<(String, String)> {
    let table: Value = serde_json::from_str(&settings(&built.site, "json")).expect("JSON");
    let whole = format!("{}{path}", built.base);
    let fits = |place: &&Value| {
        let (start, end) = place["path"].as_str().unwrap().split_once('*').unwrap();
        whole.starts_with(start) && whole.ends_with(end)
    };
    let place = table["places"].as_array().unwrap().iter().find(fits).expect("a place for every path");
    let all = table["everywhere"].as_array().unwrap().iter().chain(place["headers"].as_array().unwrap());
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    all.map(|header| (text(&header["name"]), text(&header["value"]))).collect()
}

/// Asks for a file, which must be there as it was built; gives the answer.
pub async fn found(server: &Server, built: &Built, path: &str) -> Answer {
    let answer = server.get(path, "identity").await;
    assert_eq!(answer.status, 200, "{}{path}", server.address);
    let mut file = built.files().join(path.trim_start_matches('/'));
    if path.ends_with('/') {
        file.push("index.html");
    }
    assert!(answer.body == fs::read(&file).unwrap(), "{}{path}: another body", server.address);
    answer
}

/// Asks for what is not there, for which the page of that name must come; gives the answer.
pub async fn missing(server: &Server, built: &Built, path: &str) -> Answer {
    let answer = server.get(path, "identity").await;
    assert_eq!(answer.status, 404, "{}{path}", server.address);
    let page = fs::read(built.files().join("404.html")).unwrap();
    assert!(answer.body == page, "{}{path}: another body", server.address);
    answer
}

/// Each header once, with the value wanted.
fn has_headers(answer: &Answer, wanted: Vec<(String, String)>, what: &str) {
    for (name, value) in wanted {
        assert_eq!(answer.header(&name), value, "{what}: {name}");
    }
}

#[tokio::test]
async fn every_file_comes_with_its_headers() {
    for built in built() {
        let paths = [
            ("/".to_owned(), "text/html; charset=utf-8"),
            (TRAINING.to_owned(), "text/html; charset=utf-8"),
            (built.file("app", ".js"), "javascript; charset=utf-8"),
            (built.file("app", ".css"), "text/css; charset=utf-8"),
            (built.file("app", ".wasm"), "application/wasm"),
            ("/fallback/set-html.js".to_owned(), "javascript; charset=utf-8"),
            ("/data/site.json".to_owned(), "application/json"),
            (built.file("media", ".jpg"), "image/jpeg"),
            (built.file("media/_v", ".webp"), "image/webp"),
            ("/feed.xml".to_owned(), "application/rss+xml; charset=utf-8"),
            ("/en/section/hydrology/feed.xml".to_owned(), "application/rss+xml; charset=utf-8"),
            ("/chuyen-muc/thuy-van/feed.json".to_owned(), "application/feed+json"),
            ("/manifest.webmanifest".to_owned(), "application/manifest+json"),
            ("/sitemap.xml".to_owned(), "/xml"),
            ("/robots.txt".to_owned(), "text/plain; charset=utf-8"),
            ("/favicon.svg".to_owned(), "image/svg+xml"),
        ];
        for kind in KINDS {
            let Some(server) = Server::start(kind, &built.site, &built.root, built.base).await else {
                continue;
            };
            for (path, content) in &paths {
                let what = format!("{kind:?} {}{path}", built.base);
                let answer = found(&server, built, path).await;
                let said = answer.header("Content-Type");
                assert!(said.contains(content), "{what}: {said}");
                has_headers(&answer, wanted(built, path), &what);
                if path.starts_with("/app/") || path.starts_with("/media/_v/") {
                    assert!(
                        answer.header("Cache-Control").ends_with("max-age=31536000, immutable"),
                        "{what}"
                    );
                }
            }
            let shrunk = server.get("/", "gzip").await;
            assert_eq!(shrunk.header("Content-Encoding"), "gzip", "{kind:?}");
            has_headers(&shrunk, wanted(built, "/"), "compressed");
        }
    }
}

#[tokio::test]
async fn what_is_not_there_is_404_and_not_kept() {
    for built in built() {
        for kind in KINDS {
            let Some(server) = Server::start(kind, &built.site, &built.root, built.base).await else {
                continue;
            };
            for path in [
                "/app/khong-co.js",
                "/app/khong-co.wasm",
                "/app/",
                "/fallback/khong-co.js",
                "/media/_v/khong-co.webp",
                "/media/khong-co.jpg",
                "/data/vi/article/khong-co.json",
                "/khong/co/",
                "/khong/feed.xml",
                "/khong/feed.json",
                "/bai-viet/",
                "/bai-viet/khong-co-bai-nay/",
            ] {
                let what = format!("{kind:?} {}{path}", built.base);
                let answer = missing(&server, built, path).await;
                assert_eq!(answer.header("Content-Type"), "text/html; charset=utf-8", "{what}");
                has_headers(&answer, wanted(built, "/404.html"), &what);
            }
        }
    }
}

#[tokio::test]
async fn a_page_has_one_address() {
    for built in built() {
        for kind in KINDS {
            let Some(server) = Server::start(kind, &built.site, &built.root, built.base).await else {
                continue;
            };
            let answer = server.get(TRAINING.trim_end_matches('/'), "identity").await;
            assert!([301, 308].contains(&answer.status), "{kind:?}: {}", answer.status);
            assert_eq!(answer.header("Location"), format!("{}{TRAINING}", built.base), "{kind:?}");
            assert!(answer.header("Content-Security-Policy").starts_with("default-src 'none'"), "{kind:?}");
        }
    }
}

#[tokio::test]
async fn compressed_siblings_are_sent() {
    let [built, _] = built();
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("siblings");
    for (path, text) in [
        ("index.html", "<p>"),
        ("index.html.gz", "gzip"),
        ("index.html.br", "brotli"),
        ("app/a.js", "0"),
        ("app/a.js.gz", "gzip"),
        ("app/a.js.br", "brotli"),
    ] {
        fs::create_dir_all(root.join("app")).unwrap();
        fs::write(root.join(path), text).unwrap();
    }
    for kind in KINDS {
        let Some(server) = Server::start(kind, &built.site, &root, "").await else { continue };
        for (path, content) in [("/", "text/html; charset=utf-8"), ("/app/a.js", "javascript; charset=utf-8")]
        {
            for (accepted, coding, body) in [("gzip", "gzip", "gzip"), ("gzip, br", "br", "brotli")] {
                if coding == "br" && !server.knows_brotli {
                    continue;
                }
                let what = format!("{kind:?} {path} {accepted}");
                let answer = server.get(path, accepted).await;
                assert_eq!(
                    (answer.header("Content-Encoding").as_str(), answer.body.as_slice()),
                    (coding, body.as_bytes()),
                    "{what}"
                );
                assert!(
                    answer.header("Vary").contains("Accept-Encoding"),
                    "{what}: {}",
                    answer.header("Vary")
                );
                assert!(
                    answer.header("Content-Type").ends_with(content),
                    "{what}: {}",
                    answer.header("Content-Type")
                );
                has_headers(&answer, wanted(built, path), &what);
            }
        }
    }
}

#[tokio::test]
async fn readers_get_about() {
    for built in built() {
        for kind in KINDS {
            let Some(server) = Server::start(kind, &built.site, &built.root, built.base).await else {
                continue;
            };
            let walk = async |reader: &_| policy::walk(reader, built.base).await;
            visit_at(Browser::Chromium, &server.address, &["status of 404"], walk).await;
        }
    }
}

/// What runs for every page at CloudFront, in the one JavaScript engine that is here.
const FUNCTION: &str = include_str!("../../../../crates/press/assets/cloudfront.js");

#[tokio::test]
async fn cloudfronts_function_finds_the_index_of_a_folder() {
    visit(async |reader, _| {
        let run = format!("{FUNCTION} return handler({{ request: {{ uri: arguments[0] }} }})");
        for (path, answer) in [
            ("/", json!({"uri": "/index.html"})),
            ("/tin/bai-viet/mua/", json!({"uri": "/tin/bai-viet/mua/index.html"})),
            ("/app/boot-1.js", json!({"uri": "/app/boot-1.js"})),
            ("/khong/feed.xml", json!({"uri": "/khong/feed.xml"})),
        ] {
            assert_eq!(reader.js(&run, vec![path.into()]).await, answer, "{path}");
        }
        // Never to another site.
        for (path, to) in
            [("/tin/bai-viet/mua", "/tin/bai-viet/mua/"), ("//evil.example/x", "/evil.example/x/")]
        {
            let answer = reader.js(&run, vec![path.into()]).await;
            assert_eq!(
                (&answer["statusCode"], &answer["headers"]["location"]["value"]),
                (&json!(301), &json!(to))
            );
        }
    })
    .await;
}
