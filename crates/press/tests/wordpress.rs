//! A site whose articles are in a WordPress, from recorded answers: see `wordpress/README.md`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

use common::{PIXEL, Room};
use serde_json::Value;

/// Sends recorded answers, and remembers what it was asked for.
struct Recorded {
    home: String,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    answers: BTreeMap<String, Value>,
    asked: Vec<String>,
    /// The status of all answers instead, if there is one.
    trouble: Option<u16>,
}

impl Recorded {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let state: Arc<Mutex<State>> = Arc::default();
        let (shared, own) = (Arc::clone(&state), host.clone());
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (shared, own) = (Arc::clone(&shared), own.clone());
                thread::spawn(move || serve(&stream, &shared, &own));
            }
        });
        let recorded = Self { home: format!("http://{host}"), state };
        recorded.play("first");
        recorded
    }

    fn play(&self, name: &str) {
        let path = format!("{}/tests/wordpress/{name}.json", env!("CARGO_MANIFEST_DIR"));
        self.state.lock().unwrap().answers = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    }

    fn trouble(&self, status: impl Into<Option<u16>>) {
        self.state.lock().unwrap().trouble = status.into();
    }

    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.state.lock().unwrap().asked)
    }

    fn site(&self, room: &Room) {
        let settings = format!(
            "title = 'A'\nurl = 'https://a.example'\n[source]\nkind = 'wordpress'\nurl = '{}/'\n[[sections]]\nname = 'Thủy văn'\n",
            self.home
        );
        room.write("site/site.toml", settings)
            .write("site/media/own.png", PIXEL)
            .write("site/static/CNAME", "a.example");
    }
}

fn serve(stream: &TcpStream, state: &Mutex<State>, host: &str) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    while let Some(first) = lines.next() {
        while lines.next().is_some_and(|line| !line.is_empty()) {}
        let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
        let mut state = state.lock().unwrap();
        let (status, head, body) = match (state.trouble, state.answers.get(&path)) {
            (Some(status), _) => (status, "Retry-After: 600\r\n".to_owned(), b"trouble".to_vec()),
            (None, Some(answer)) => {
                let number = |name: &str| answer[name].as_u64().unwrap_or_default();
                let head =
                    format!("X-WP-Total: {}\r\nX-WP-TotalPages: {}\r\n", number("total"), number("pages"));
                let body = answer["body"].as_str().unwrap().replace("127.0.0.1:8850", host);
                (number("status") as u16, head, body.into_bytes())
            }
            (None, None) if path.ends_with(".png") && !path.contains("khong-co") => {
                (200, String::new(), PIXEL.to_vec())
            }
            (None, None) => (404, String::new(), b"{}".to_vec()),
        };
        state.asked.push(path);
        let head = format!("HTTP/1.1 {status} X\r\n{head}Content-Length: {}\r\n\r\n", body.len());
        let mut stream = stream;
        if stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body)).is_err() {
            return;
        }
    }
}

const BUILD: &str = "build --site site --out out";

fn said(output: &std::process::Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn articles_come_from_a_wordpress_and_again_only_what_changed() {
    let room = Room::new("wordpress");
    let wordpress = Recorded::start();
    wordpress.site(&room);
    let first = said(&room.ok(BUILD));
    assert!(first.contains("10 articles; 10 fetched, 0 gone."), "{first}");
    let link = |end: &str| format!("{}/2023/12/{end}/: ", wordpress.home);
    for told in [
        link("mat-khau") + "note[password]",
        link("bai-cu") + "note[shortcode]: the shortcode `[dien_dan]`",
        link("noi-khac") + "warning[remote-picture]: `https://example.org/x.png`",
        link("noi-khac") + "warning[picture-fetch]",
    ] {
        assert!(first.contains(&told), "{told} is not in {first}");
    }
    assert!(!first.contains(".json"), "the files that things are fetched into are nobody's: {first}");
    let out = room.tree("out");
    assert!(out.contains_key("media/own.png") && out.contains_key("CNAME"), "the folder's own files");
    let text = |path: &str| String::from_utf8(out[path].clone()).unwrap();
    assert!(text("2023/12/nuoc-len/index.html").contains("/bai-viet/nuoc-len/"), "a former address");
    for (path, bytes) in &out {
        let secret = String::from_utf8_lossy(bytes).contains("Bí mật");
        assert!(!secret, "{path} tells what nobody may see");
    }
    let article = &room.json("out/data/vi/article/nuoc-len.json")["article"];
    assert_eq!(article["teaser"]["title"], "Nước lên ở “vùng trũng” & ven sông");
    assert_eq!(article["teaser"]["section"]["name"], "Thủy văn", "the one that the settings name");
    let body = article["body"].as_str().unwrap();
    assert!(
        body.contains("href=\"/bai-viet/chi-co-anh/\"")
            && body.contains("href=\"/bai-viet/tit-dai/#h-cuoi\""),
        "{body}"
    );
    assert_eq!((body.matches("<figure>").count(), body.matches("127.0.0.1").count()), (2, 0), "{body}");
    assert_eq!(
        room.json("out/data/vi/article/nhieu-y-kien.json")["article"]["comments"].as_array().unwrap().len(),
        6
    );

    wordpress.asked();
    wordpress.play("second");
    let before = room.tree("out");
    let second = said(&room.ok(BUILD));
    assert!(second.contains("10 articles; 5 fetched, 1 gone."), "{second}");
    let asked = wordpress.asked();
    let texts: Vec<_> = asked.iter().filter(|path| path.contains("include=")).collect();
    assert!(texts.len() == 1 && texts[0].contains("include=3,4,6,12,20&"), "{texts:?}");
    assert!(
        !asked.iter().any(|path| path.ends_with(".png") && !path.contains("khong-co")),
        "pictures come once: {asked:?}"
    );
    let after = room.tree("out");
    assert!(
        after.contains_key("data/vi/article/mua-moi.json")
            && !after.contains_key("data/vi/article/lien.json")
    );
    assert_eq!(before["media/own.png"], after["media/own.png"]);
    let told = room.json("out/changes.json");
    let changed = |path: &str| told["changed"].as_array().unwrap().iter().any(|one| one == path);
    assert!(changed("data/vi/article/tit-dai.json") && !changed("media/own.png"));

    let again = said(&room.ok(BUILD));
    assert!(again.contains("1 fetched"), "what was saved last may have been saved again: {again}");
    assert_eq!(room.json("out/changes.json")["changed"].as_array().unwrap().len(), 0);
    // The same as from nothing.
    let fresh = Room::new("wordpress-fresh");
    wordpress.site(&fresh);
    assert!(said(&fresh.ok(BUILD)).contains("10 fetched"));
    assert_eq!(fresh.site("out"), room.site("out"));
}

#[test]
fn trouble_leaves_the_site_as_it_was() {
    let room = Room::new("wordpress-trouble");
    let wordpress = Recorded::start();
    wordpress.site(&room);
    let none = room.run(&format!("{BUILD} --offline"));
    assert!(!none.status.success() && said(&none).contains("nothing was fetched"), "{}", said(&none));
    room.ok(BUILD);
    let (before, kept) = (room.site("out"), room.tree(".out.bantin-cache/wordpress"));
    let sentence = "answers with status 503 and asks to be left alone for 600 seconds. Nothing was written.";
    for (status, sentence) in
        [(503, sentence), (401, "answers with status 401."), (200, "not the REST API of a WordPress.")]
    {
        wordpress.trouble(status);
        let failed = room.run(BUILD);
        assert!(!failed.status.success() && said(&failed).contains(sentence), "{status}: {}", said(&failed));
        assert!(said(&failed).contains("--offline builds from it"), "{}", said(&failed));
        assert_eq!((&before, &kept), (&room.site("out"), &room.tree(".out.bantin-cache/wordpress")));
    }
    wordpress.asked();
    assert!(said(&room.ok(&format!("{BUILD} --offline"))).contains("10 articles"));
    assert_eq!((wordpress.asked(), &before), (vec![], &room.site("out")), "it asks nobody");

    // In the middle of it: an answer that is not there.
    wordpress.trouble(None);
    wordpress.play("second");
    wordpress.state.lock().unwrap().answers.retain(|path, _| !path.contains("include="));
    let failed = room.run(BUILD);
    assert!(
        !failed.status.success() && said(&failed).contains("answers with status 404."),
        "{}",
        said(&failed)
    );
    assert_eq!(before, room.site("out"));
    assert_eq!(
        room.tree(".out.bantin-cache/wordpress/site"),
        under(&kept, "site/"),
        "what was fetched last is still there"
    );
}

fn under(tree: &BTreeMap<String, Vec<u8>>, start: &str) -> BTreeMap<String, Vec<u8>> {
    tree.iter()
        .filter_map(|(path, bytes)| Some((path.strip_prefix(start)?.to_owned(), bytes.clone())))
        .collect()
}

#[test]
fn check_and_bundle_fetch_too() {
    let room = Room::new("wordpress-check");
    let wordpress = Recorded::start();
    wordpress.site(&room);
    let before = room.tree("");
    let cache = Room::new("wordpress-check-cache");
    let check = || room.command("check --site site").env("XDG_CACHE_HOME", &cache.0).output().unwrap();
    let checked = check();
    assert!(said(&checked).contains("10 articles; 10 fetched"), "{}", said(&checked));
    let found = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert!(!checked.status.success() && found.ends_with("10 articles: 3 warnings, 12 notes\n"), "{found}");
    assert_eq!(before, room.tree(""), "a check writes nothing");
    wordpress.play("second");
    let again = said(&check());
    assert!(again.contains("10 articles; 5 fetched, 1 gone."), "{again}");
    wordpress.trouble(503);
    let failed = check();
    assert!(!failed.status.success() && !said(&failed).contains("--offline"), "{}", said(&failed));
    wordpress.trouble(None);
    wordpress.play("first");
    room.write("out/index.html", "").write("site/content/mua.md", "# Mưa");
    let bundled = room.ok("bundle --site site --out out");
    assert!(said(&bundled).contains("content/mua.md: note[unread]"), "{}", said(&bundled));
    let made = room.tree("out");
    assert!(made.contains_key("data/vi/article/p-8.json") && !made.contains_key("data/vi/article/mua.json"));
}
