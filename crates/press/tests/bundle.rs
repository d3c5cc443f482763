//! A site whose articles are those of another Bantin site, which a server shows below a path.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::Output,
    sync::{Arc, Mutex},
    thread,
};

use common::{PIXEL, Room, article, many};
use serde_json::Value;

/// Shows a folder below `/tin/`, as a plain host does; remembers what it sent, and of what it said that it is the same.
struct Host {
    home: String,
    desk: Arc<Mutex<Desk>>,
}

#[derive(Default)]
struct Desk {
    root: PathBuf,
    sent: Vec<String>,
    same: usize,
    /// The status of every answer instead, if there is one.
    trouble: Option<u16>,
    /// The page that a host may answer all with.
    page: Option<&'static str>,
}

impl Host {
    fn of(root: PathBuf) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let home = format!("http://{}/tin", listener.local_addr().unwrap());
        let desk = Arc::new(Mutex::new(Desk { root, ..Desk::default() }));
        let shared = desk.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let desk = shared.clone();
                thread::spawn(move || answer(&stream, &desk));
            }
        });
        Self { home, desk }
    }

    fn set(&self, change: impl FnOnce(&mut Desk)) {
        change(&mut self.desk.lock().unwrap());
    }

    /// What was sent since it was asked last, and how often it was said that all is as it was.
    fn sent(&self) -> (Vec<String>, usize) {
        let mut desk = self.desk.lock().unwrap();
        let mut sent = std::mem::take(&mut desk.sent);
        sent.sort();
        (sent, std::mem::take(&mut desk.same))
    }
}

fn answer(stream: &TcpStream, desk: &Mutex<Desk>) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    while let Some(first) = lines.next() {
        let mut known = None;
        while let Some(line) = lines.next().filter(|line| !line.is_empty()) {
            let (name, value) = line.split_once(": ").unwrap();
            known = known.or(name.eq_ignore_ascii_case("if-none-match").then(|| value.to_owned()));
        }
        let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
        let mut desk = desk.lock().unwrap();
        let file = path
            .strip_prefix("/tin/")
            .and_then(|path| fs::read(desk.root.join(news::text::percent::decode(path)?)).ok());
        let (status, body) = match (desk.trouble, desk.page, file) {
            (Some(status), ..) => (status, b"trouble".to_vec()),
            (None, Some(page), _) => (200, page.into()),
            (None, None, Some(file)) => (200, file),
            (None, None, None) => (404, Vec::new()),
        };
        let mut hasher = DefaultHasher::new();
        body.hash(&mut hasher);
        let tag = format!("\"{:x}\"", hasher.finish());
        let (status, body) = match status == 200 && known.as_ref() == Some(&tag) {
            true => (304, Vec::new()),
            false => (status, body),
        };
        match status {
            304 => desk.same += 1,
            _ => desk.sent.push(path),
        }
        let length =
            if status == 304 { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
        let head = format!("HTTP/1.1 {status} X\r\nETag: {tag}\r\nRetry-After: 600\r\n{length}\r\n");
        let mut stream = stream;
        if stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body)).is_err() {
            return;
        }
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const THERE: &str = "build --site there --out there-out";
const HERE: &str = "build --site here --out out";

/// A newspaper with what articles may have, built; and a site that takes its articles.
fn newspapers(name: &str) -> (Room, Host) {
    let room = Room::new(name);
    many(&room, "there", 0, 45);
    room.write("there/site.toml", "title = 'Kia'\nurl = 'https://kia.example/tin'\n[editions.en]\n")
        .write("there/media/Ảnh lũ.png", PIXEL)
        .write("there/media/a/b.png", PIXEL)
        .write(
            "there/content/day-du.md",
            article(
                "Bài đầy đủ",
                "2025-11-02 08:30",
                "slug: day-du\nsapo: Có đủ thứ.\nsection: Thủy văn\ntags: [Mưa, lũ]\nauthors: [\"Hà, Lê\"]\ncredit: Nguồn\n\
                 updated: 2025-11-03\nexpires_at: 2027-01-01\nviews: 1203\n\
                 cover: {src: \"/media/Ảnh lũ.png\", alt: Lũ, caption: Nước lên}\nrelated: [bai-3, bai-7]\n\
                 corrections: [{date: 2025-11-03, text: Sai số}]\n",
                "Xem [bài 3](bai-3.md), [ảnh](/media/a/b.png) và chú thích[^1].\n\n## Đề mục\n\n![Hình](/media/a/b.png)\n\n\
                 | A | B |\n|---|---|\n| 1 | 2 |\n\n```\nmột\n\nhai\n```\n\n- một\n- hai\n\n[^1]: Chú thích.",
            ),
        )
        .write("there/content/day-du.comments.json", r#"[{"id": "1", "name": "Hòa", "date": "2025-11-03T08:00:00+07:00", "text": "Hay.\n\nCảm ơn."}]"#)
        .write("there/content/en/rain.md", article("Rain", "2025-01-01", "translation_of: bai-3\n", "It rains."))
        .write("there/content/hen-gio.md", article("Hẹn giờ", "2026-02-01", "", "Sẽ ra."))
        .write("there/content/het-han.md", article("Hết hạn", "2025-02-01", "expires_at: 2025-03-01\n", "Đã hết."));
    room.ok(THERE);
    let host = Host::of(room.path("there-out"));
    let settings = format!(
        "title = 'Đây'\nurl = 'https://day.example'\n[source]\nkind = 'bundle'\nurl = '{}/'\n",
        host.home
    );
    room.write("here/site.toml", settings).write("here/static/CNAME", "day.example");
    (room, host)
}

/// The article's file of a built site.
fn file(room: &Room, out: &str, slug: &str) -> Value {
    let lang = if slug == "rain" { "en" } else { "vi" };
    room.json(&format!("{out}/data/{lang}/article/{slug}.json"))
}

#[test]
fn a_site_is_made_of_another_ones_articles() {
    let (room, host) = newspapers("bundle");
    let first = said(&room.ok(HERE));
    assert!(first.contains("48 articles; 48 fetched, 0 gone."), "{first}");
    // What the article is stands there, but for where its files are.
    for slug in ["day-du", "bai-0", "bai-44", "hen-gio", "rain"] {
        let there = file(&room, "there-out", slug).to_string();
        let there = there.replace("\"/tin/media/", "\"/media/").replace("\"/tin/", "\"/");
        let there: Value = serde_json::from_str(&there.replace("\\\"/tin/", "\\\"/")).unwrap();
        let here = file(&room, "out", slug).to_string().replace("media/bundle/", "media/");
        let here: Value = serde_json::from_str(&here).unwrap();
        for (name, value) in there["article"].as_object().unwrap() {
            let flat =
                |value: &Value| value.to_string().replace("\\n", " ").split_whitespace().collect::<String>();
            assert_eq!(flat(&here["article"][name]), flat(value), "{slug}: {name}");
        }
    }
    assert!(room.path("out/data/vi/article/het-han.json").metadata().is_err());
    let out = room.tree("out");
    assert!(out.contains_key("media/bundle/Ảnh lũ.png") && out.contains_key("CNAME"), "{:?}", out.keys());

    host.sent();
    let again = said(&room.ok(HERE));
    assert!(again.contains("48 articles; 0 fetched, 0 gone."), "{again}");
    let (sent, same) = host.sent();
    assert_eq!(same, 50, "each article and each picture");
    assert!(sent.iter().all(|path| path.contains("/all/") || path.ends_with("site.json")), "{sent:?}");
    assert_eq!(room.json("out/changes.json")["changed"].as_array().unwrap().len(), 0);

    // One is new, one gone, one says something else; and a picture is another under the same name.
    many(&room, "there", 45, 46);
    fs::remove_file(room.path("there/content/bai-9.md")).unwrap();
    let full =
        fs::read_to_string(room.path("there/content/day-du.md")).unwrap().replace("Bài đầy đủ", "Bài sửa");
    let other = [PIXEL, b"other"].concat();
    room.write("there/content/day-du.md", full).write("there/media/a/b.png", &other);
    room.ok(THERE);
    let third = said(&room.ok(HERE));
    assert!(third.contains("48 articles; ") && third.contains(", 1 gone."), "{third}");
    assert_eq!(file(&room, "out", "day-du")["article"]["teaser"]["title"], "Bài sửa");
    assert!(
        room.path("out/data/vi/article/bai-45.json").is_file()
            && !room.path("out/data/vi/article/bai-9.json").exists()
    );
    assert_eq!(fs::read(room.path("out/media/bundle/a/b.png")).unwrap(), other);
    // The same as from nothing.
    let warm = room.site("out");
    room.ok("build --site here --out out --fresh");
    assert!(warm == room.site("out"), "another site than from nothing");
}

#[test]
fn where_the_other_does_not_answer_nothing_changes() {
    let (room, host) = newspapers("bundle-trouble");
    let never = room.run("build --site here --out out --offline");
    assert!(!never.status.success() && said(&never).contains("nothing was fetched"), "{}", said(&never));
    room.ok(HERE);
    let before = room.site("out");
    host.set(|desk| desk.trouble = Some(503));
    let failed = room.run(HERE);
    let told = said(&failed);
    assert!(
        !failed.status.success() && told.contains("status 503") && told.contains("--offline builds from it"),
        "{told}"
    );
    assert!(before == room.site("out"));
    room.ok("build --site here --out out --offline");
    assert!(before == room.site("out"));
    host.set(|desk| (desk.trouble, desk.page) = (None, Some("<!doctype html><title>A</title>")));
    let failed = room.run(HERE);
    assert!(
        !failed.status.success() && said(&failed).contains("not the data of a Bantin site"),
        "{}",
        said(&failed)
    );
    // A picture that is lost there is told, by the article's own address, and stays as it was.
    host.set(|desk| desk.page = None);
    fs::remove_file(room.path("there-out/media/a/b.png")).unwrap();
    room.ok(HERE);
    assert!(before == room.site("out"));
    let anew = said(&room.run("build --site here --out out --fresh"));
    assert!(anew.contains("/tin/bai-viet/day-du/: ") && anew.contains("status 404"), "{anew}");
    assert!(Path::new(&room.path("out/index.html")).metadata().is_err(), "no app was given");
}
