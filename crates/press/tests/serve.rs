//! The development server: what it answers, and what it tells open pages.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::{
    fs,
    io::{BufRead, BufReader},
    process::Stdio,
    time::Duration,
};

use common::{
    Room, article, many,
    server::{Server, next},
};

fn room(name: &str) -> Room {
    let room = Room::new(name);
    many(&room, "site", 0, 3);
    room.write(
        "app/index.html",
        "<html><head><link rel=stylesheet href=/a.css></head><body>App</body></html>",
    )
    .write("app/a.css", "p {}")
    .write("app/app.wasm", b"\0asm")
    .write("app/data/site.json", "{}")
    .write("site/media/ảnh.png", common::PIXEL);
    room
}

#[test]
fn pages_files_and_what_is_missing() {
    let room = room("serve-files");
    let server = Server::start(&room);
    let (status, head, body) = server.get("/");
    assert_eq!(status, 200);
    assert!(head.contains("cache-control: no-store") && head.contains("text/html"), "{head}");
    assert!(body.contains("<script src=\"/_live.js\" defer></script></head>"), "{body}");
    assert!(server.get("/bai-viet/bai-1/").2.contains("App"));
    assert!(server.get("/app.wasm").1.contains("application/wasm"));
    assert!(server.get("/_live.js").1.contains("text/javascript"));
    assert!(server.get("/media/%E1%BA%A3nh.png").1.contains("image/png"));
    let (status, head, body) = server.get("/data/vi/article/bai-1.json");
    assert_eq!(status, 200);
    assert!(head.contains("application/json") && body.contains("Bài 1"));
    // The edition's, not the app's old copy.
    assert!(server.get("/data/site.json").2.contains("editions"));
    // There is no desk here.
    for missing in [
        "/desk/",
        "/bien-tap/",
        "/bien-tap/moi",
        "/desk/desk.js",
        "/x.js",
        "/data/vi/article/x.json",
        "/%2e%2e/site/site.toml",
        "/data/../../x.json",
    ] {
        assert_eq!(server.get(missing).0, 404, "{missing}");
    }
}

#[test]
fn open_pages_hear_of_changes() {
    let room = room("serve-live");
    let server = Server::start(&room);
    let mut events = BufReader::new(server.connect("/_live", ""));
    assert_eq!(next(&mut events), "hello");
    room.write("site/content/moi.md", article("Bài mới", "2024-01-01", "", "Chữ."));
    assert_eq!(next(&mut events), "edition");
    assert_eq!(server.get("/data/vi/article/moi.json").0, 200);
    room.write("site/content/moi.md", article("Bài mới", "2024-01-01", "slug: ../x\n", "Chữ."));
    assert_eq!(next(&mut events), "problems");
    assert_eq!(server.get("/data/vi/article/moi.json").0, 200, "the last good edition stays");
    // A page that is opened now hears of it, too.
    let mut late = BufReader::new(server.connect("/_live", ""));
    assert_eq!([next(&mut late), next(&mut late)], ["hello", "problems"]);
    fs::remove_file(room.path("site/content/moi.md")).unwrap();
    assert_eq!(next(&mut events), "edition");
    assert_eq!(server.get("/data/vi/article/moi.json").0, 404);
    room.write("app/a.css", "p { color: red }");
    assert_eq!(next(&mut events), "style");
    room.write("app/app.wasm", b"\0asm2");
    assert_eq!(next(&mut events), "app");
}

#[test]
fn what_is_never_read_is_not_watched() {
    let room = Room::new("serve-foreign");
    room.write("site/a.md", article("A", "2023-12-09", "", "Chữ."))
        .write("site/target/debug/x.d", "1")
        .write("site/tin/node_modules/x.js", "1")
        .write("app/index.html", "<head></head>")
        .write("app/a.css", "p {}");
    let server = Server::start(&room);
    let mut events = BufReader::new(server.connect("/_live", ""));
    assert_eq!(next(&mut events), "hello");
    room.write("site/target/debug/x.d", "2")
        .write("site/target/b.md", article("B", "2023-12-09", "", ""))
        .write("site/tin/node_modules/x.js", "2");
    std::thread::sleep(Duration::from_millis(400));
    room.write("app/a.css", "p { color: red }");
    assert_eq!(next(&mut events), "style");
    // A folder that comes later is watched, too.
    room.write("site/moi/c.md", article("C", "2023-12-09", "", "Chữ."));
    assert_eq!(next(&mut events), "edition");
    std::thread::sleep(Duration::from_millis(400));
    while server.get("/data/vi/article/c.json").0 != 200 {
        assert_eq!(next(&mut events), "edition");
    }
    room.write("site/moi/c.md", article("Bài C", "2023-12-09", "slug: moi-hon\n", "Chữ."));
    while server.get("/data/vi/article/moi-hon.json").0 != 200 {
        assert_eq!(next(&mut events), "edition");
    }
}

#[test]
fn a_taken_port_is_passed_over() {
    let room = room("serve-port");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let mut command = room.command(&format!("serve --site site --app app --port {port}"));
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(line.starts_with("Serving http://127.0.0.1:") && !line.contains(&format!(":{port}/")), "{line}");
}

#[test]
fn what_is_served_is_what_a_fresh_start_serves() {
    let room = room("serve-same");
    room.write("site/media/kia.png", common::PIXEL).write("site/static/x.txt", "x");
    let server = Server::start(&room);
    let mut events = BufReader::new(server.connect("/_live", ""));
    assert_eq!(next(&mut events), "hello");
    let mut change = |act: &dyn Fn()| {
        act();
        while next(&mut events) != "edition" {}
    };
    // An article that others name, one that is new, one whose text alone changes, one that goes, a setting.
    let text = article("Bài lũ", "2031-01-01", "tags: [mưa]\n", "Xem [bài](bai-1.md). ![](/media/kia.png)");
    change(&|| {
        room.write("site/content/moi.md", &text);
    });
    change(&|| {
        room.write("site/content/bai-2.md", article("Bài hai", "2024-01-01", "", "Khác."));
    });
    change(&|| fs::rename(room.path("site/content/bai-1.md"), room.path("site/content/bai-một.md")).unwrap());
    change(&|| {
        room.write("site/content/moi.md", text.replace("bai-1.md", "bai-một.md"));
    });
    change(&|| fs::remove_file(room.path("site/content/bai-0.md")).unwrap());
    change(&|| {
        room.write("site/site.toml", "title = \"Báo khác\"\n");
    });
    change(&|| {
        room.write("site/media/kia.png", [common::PIXEL, b"1"].concat());
    });
    let fresh = Server::start(&room);
    let (old, new) = (room.tree_of(&server), room.tree_of(&fresh));
    assert!(new.len() > 10 && new.contains_key("media/kia.png"), "{:?}", new.keys());
    assert_eq!(old.keys().collect::<Vec<_>>(), new.keys().collect::<Vec<_>>());
    for (path, bytes) in &new {
        assert_eq!(String::from_utf8_lossy(&old[path]), String::from_utf8_lossy(bytes), "{path}");
    }
}
