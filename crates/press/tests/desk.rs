//! What the editors' desk asks the development server: who may, what is written, and what never is.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::{fs, io::BufReader};

use common::{
    Room, article, many,
    server::{Server, next_with},
};

const FILE: &str = "/_desk/file?path=content/bai-1.md";
const PAGE: &str = "<html lang=vi><head><title>Bàn biên tập</title></head><body></body></html>";
const IN_ENGLISH: &str = "<html lang=en><head><title>Desk</title></head><body></body></html>";

fn room(name: &str) -> Room {
    let room = Room::new(name);
    many(&room, "site", 0, 3);
    room.write("app/index.html", "<html><head></head><body>App</body></html>")
        .write("app/desk/index.html", PAGE)
        .write("app/desk/desk-1.js", "1");
    room
}

/// `If-Match` for what is in the file now.
fn over(server: &Server, path: &str) -> String {
    let answer = server.desk("GET", path, "", b"");
    assert_eq!(answer.status, 200, "{}", answer.text());
    format!("If-Match: {}\r\n", answer.header("etag").unwrap())
}

#[test]
fn the_page_of_the_desk() {
    let room = room("desk-page");
    let server = Server::start(&room);
    for (path, page) in [
        ("/desk/", IN_ENGLISH),
        ("/desk/content/bai-1", IN_ENGLISH),
        ("/desk/index.html", IN_ENGLISH),
        ("/bien-tap/", PAGE),
        ("/bien-tap", PAGE),
    ] {
        let (status, head, body) = server.get(path);
        assert_eq!((status, body.as_str()), (200, page), "{path}");
        assert!(head.contains("frame-ancestors 'self'"), "{head}");
    }
    let (status, head, body) = server.get("/desk/desk-1.js");
    assert!(status == 200 && head.contains("text/javascript") && body == "1");
    assert_eq!(server.get("/desk/desk-2.js").0, 404);
}

#[test]
fn all_articles_the_newest_first() {
    let room = room("desk-list");
    room.write("site/content/a/nhap.md", article("Nháp", "2040-05-06", "draft: true\n", "Chữ."))
        .write("site/content/en/old.md", article("Old", "1999-01-01", "section: Rivers\nslug: cu\n", "Chữ."))
        .write("site/content/hong.md", "---\ntitle: [\n---\n")
        .write("site/content/bai-1.comments.json", "[]")
        .write("site/content/_drafts/x.md", "x")
        .write("site/content/.kin.md", "x");
    let server = Server::start(&room);
    let answer = server.desk("GET", "/_desk/files", "", b"");
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/json")));
    let list = answer.json();
    let list = list.as_array().unwrap();
    let paths: Vec<&str> = list.iter().map(|line| line["path"].as_str().unwrap()).collect();
    let expected = ["a/nhap", "hong", "bai-2", "bai-1", "bai-0", "en/old"];
    assert_eq!(paths, expected.map(|name| format!("content/{name}.md")));
    let draft = &list[0];
    assert_eq!(
        (&draft["title"], &draft["draft"], &draft["section"]),
        (&"Nháp".into(), &true.into(), &"a".into())
    );
    let old = &list[5];
    assert_eq!((&old["slug"], &old["lang"], &old["section"]), (&"cu".into(), &"en".into(), &"Rivers".into()));
    assert!(old["date"].as_str().unwrap().starts_with("1999-01-01"), "{old}");
    assert!(old["modified"].as_i64().unwrap() > 1_600_000_000);
    assert_eq!(list[1]["broken"], true);
    let file = server.desk("GET", "/_desk/file?path=content/en/old.md", "", b"");
    assert_eq!(file.header("etag").unwrap(), format!("\"{}\"", old["hash"].as_str().unwrap()));
    assert_eq!(file.body, fs::read(room.path("site/content/en/old.md")).unwrap());
}

#[test]
fn a_text_is_written_over_the_one_that_was_seen_and_no_other() {
    let room = room("desk-write");
    let server = Server::start(&room);
    let at = room.path("site/content/bai-1.md");
    let mut events =
        BufReader::new(server.send("GET", "/_live", &format!("Host: {}\r\n", server.address), b""));
    assert_eq!(next_with(&mut events).0, "hello");
    let seen = over(&server, FILE);
    let new = article("Bài viết lại", "2024-01-01", "slug: bai-1\n", "Chữ mới.");
    let answer = server.desk("PUT", FILE, &seen, new.as_bytes());
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(fs::read(&at).unwrap(), new.as_bytes());
    let told = answer.json();
    assert_eq!(
        (&told["path"], answer.header("etag").unwrap()),
        (&"content/bai-1.md".into(), format!("\"{}\"", told["hash"].as_str().unwrap()).as_str(),)
    );
    // An open desk hears of it, and the page shows it.
    let (name, data) = next_with(&mut events);
    assert_eq!((name.as_str(), data.parse::<serde_json::Value>().unwrap()), ("file", told));
    while next_with(&mut events).0 != "edition" {}
    assert!(server.get("/data/vi/article/bai-1.json").2.contains("Chữ mới."));

    // The same once more: the answer was lost.
    assert_eq!(server.desk("PUT", FILE, &seen, new.as_bytes()).status, 200);
    // Another program wrote meanwhile.
    let other = article("Của người khác", "2024-01-01", "slug: bai-1\n", "Khác.");
    fs::write(&at, &other).unwrap();
    let answer = server.desk("PUT", FILE, &format!("If-Match: \"{}\"\r\n", "0".repeat(16)), b"x");
    assert_eq!((answer.status, answer.text()), (412, other.clone()));
    assert_eq!(answer.header("etag"), Some(over(&server, FILE).trim_end().trim_start_matches("If-Match: ")));
    let answer = server.desk("PUT", FILE, "If-None-Match: *\r\n", b"x");
    assert_eq!((answer.status, answer.text()), (412, other.clone()));
    assert_eq!(server.desk("PUT", FILE, "", b"x").status, 400, "what is replaced has to be said");
    assert_eq!(fs::read_to_string(&at).unwrap(), other);

    // A new one, in a folder that is new.
    const NEW: &str = "/_desk/file?path=content/s%C3%B4ng/b%C3%A0i%20m%E1%BB%9Bi.md";
    assert_eq!(server.desk("GET", NEW, "", b"").status, 404);
    let answer = server.desk("PUT", NEW, &seen, new.as_bytes());
    assert!(answer.status == 412 && answer.header("etag").is_none() && answer.json()["error"].is_string());
    assert_eq!(server.desk("PUT", NEW, "If-None-Match: *\r\n", new.as_bytes()).status, 201);
    assert_eq!(fs::read(room.path("site/content/sông/bài mới.md")).unwrap(), new.as_bytes());
    let left = room.tree("site").into_keys().filter(|path| path.contains("/."));
    assert_eq!(left.collect::<Vec<_>>(), Vec::<String>::new(), "nothing is left beside");
}

#[test]
fn who_else_writes_is_told_of() {
    let room = room("desk-told");
    let server = Server::start(&room);
    let mut own = BufReader::new(server.send("GET", "/_live", &format!("Host: {}\r\n", server.address), b""));
    let mut foreign = BufReader::new(server.connect("/_live", ""));
    assert_eq!((next_with(&mut own).0, next_with(&mut foreign).0), ("hello".into(), "hello".into()));
    let text = article("Bài", "2024-01-01", "", "Chữ.");
    room.write("site/content/a.md", &text);
    let tag = over(&server, "/_desk/file?path=content/a.md");
    let told = |hash: &str| ("file".to_owned(), format!("{{\"hash\":{hash},\"path\":\"content/a.md\"}}"));
    assert_eq!(next_with(&mut own), told(tag.trim().trim_start_matches("If-Match: ")));
    assert_eq!(next_with(&mut own).0, "edition");
    fs::remove_file(room.path("site/content/a.md")).unwrap();
    assert_eq!(next_with(&mut own), told("null"));
    assert_eq!(next_with(&mut own).0, "edition");
    room.write("site/site.toml", "title = \"Báo\"\n");
    assert_eq!(next_with(&mut own).0, "files");
    // Whoever is not of this place hears of no file.
    for _ in 0..3 {
        assert_eq!(next_with(&mut foreign).0, "edition");
    }
}

#[test]
fn only_articles_of_the_site_are_read_or_written() {
    let room = room("desk-places");
    room.write("site/site.toml", "title = \"Báo\"\n")
        .write("ngoai/x.md", "x")
        .write("site/content/.kin/x.md", "x")
        .write("site/content/bai-1.comments.json", "[]")
        .write("site/content/du-lieu.txt", "x");
    let before = room.tree("ngoai");
    let server = Server::start(&room);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(room.path("ngoai"), room.path("site/content/ra")).unwrap();
        std::os::unix::fs::symlink(room.path("ngoai/x.md"), room.path("site/content/lien-ket.md")).unwrap();
        std::os::unix::fs::symlink("../site.toml", room.path("site/content/cai-dat.md")).unwrap();
    }
    for path in [
        "../ngoai/x.md",
        "content/../../ngoai/x.md",
        "content/%2e%2e/site.toml",
        "content//x.md",
        "content/./x.md",
        "/etc/x.md",
        "content/..%5C..%5Cx.md",
        "content/c:x.md",
        "content/x%00.md",
        "content/.kin/x.md",
        "content/.x.md",
        "content/_drafts/x.md",
        "content/_index.md",
        "content/readme.md",
        "content/du-lieu.txt",
        "content/x",
        "content/",
        "content/bai-1.comments.json",
        "site.toml",
        "x.md",
        "media/x.md",
        "content/ra/x.md",
        "content/ra/moi/y.md",
        "content/lien-ket.md",
        "content/cai-dat.md",
    ] {
        let path = format!("/_desk/file?path={path}");
        for (method, headers) in
            [("GET", ""), ("PUT", "If-None-Match: *\r\n"), ("PUT", "If-Match: \"0\"\r\n")]
        {
            let answer = server.desk(method, &path, headers, b"y");
            assert!(matches!(answer.status, 400 | 409), "{method} {path}: {}", answer.status);
            assert!(answer.json()["error"].as_str().unwrap().len() > 20);
        }
    }
    assert_eq!(room.tree("ngoai"), before);
    assert!(!room.path("site/content/_index.md").exists());
    let seen = over(&server, FILE);
    assert_eq!(server.desk("PUT", FILE, &seen, b"\xff").status, 400);
    let large = vec![b'a'; news::manuscript::LARGEST + 1];
    let answer = server.desk("PUT", FILE, &seen, &large);
    assert!(answer.status == 413 && answer.json()["error"].as_str().unwrap().contains("2 MB"));
    assert_eq!(server.desk("PUT", FILE, &seen, &large[1..]).status, 200);
    assert_eq!(server.desk("POST", FILE, &seen, b"x").status, 405);
    assert_eq!(server.desk("GET", "/_desk/x", "", b"").status, 404);
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let room = room("desk-permissions");
    let server = Server::start(&room);
    let at = room.path("site/content/bai-1.md");
    let mode = |mode| fs::set_permissions(&at, fs::Permissions::from_mode(mode)).unwrap();
    mode(0o640);
    let seen = over(&server, FILE);
    assert_eq!(server.desk("PUT", FILE, &seen, b"# A\n").status, 200);
    assert_eq!(fs::metadata(&at).unwrap().permissions().mode() & 0o777, 0o640);
    mode(0o440);
    let seen = over(&server, FILE);
    assert_eq!(server.desk("PUT", FILE, &seen, b"# B\n").status, 409);
    assert_eq!(fs::read(&at).unwrap(), b"# A\n");
}

#[test]
fn nobody_else_may_ask() {
    let room = room("desk-guard");
    let server = Server::start(&room);
    let port = server.address.rsplit(':').next().unwrap();
    let (own, mark) = (format!("Host: {}\r\n", server.address), "X-Bantin-Desk: 1\r\n");
    let seen = over(&server, FILE);
    let before = room.tree("site");
    for headers in [
        // A name of somebody else's that leads here.
        format!("Host: evil.example:{port}\r\n{mark}"),
        format!("Host: evil.example\r\n{mark}"),
        format!("Host: 127.0.0.1\r\n{mark}"),
        format!("Host: localhost:1\r\n{mark}"),
        // A page of another origin.
        format!("{own}{mark}Origin: http://evil.example\r\n"),
        format!("{own}{mark}Origin: null\r\n"),
        format!("{own}{mark}Origin: http://127.0.0.1:1\r\n"),
        format!("{own}{mark}Sec-Fetch-Site: cross-site\r\n"),
        format!("{own}{mark}Sec-Fetch-Site: same-site\r\n"),
        format!("{own}{mark}Sec-Fetch-Site: none\r\n"),
        // A form.
        own.clone(),
        format!("{own}X-Bantin-Desk: 2\r\n"),
    ] {
        for (method, path) in [
            ("GET", "/_desk/files"),
            ("GET", FILE),
            ("PUT", FILE),
            ("PUT", "/_desk/media?name=x.png"),
            ("OPTIONS", FILE),
        ] {
            let answer = server.ask(method, path, &format!("{headers}{seen}"), common::PIXEL);
            assert_eq!(answer.status, 403, "{method} {path}\n{headers}");
            assert!(!answer.head.contains("access-control"), "{}", answer.head);
        }
    }
    assert_eq!(room.tree("site"), before);
    for host in ["localhost", "127.0.0.1", "[::1]"] {
        let headers = format!(
            "Host: {host}:{port}\r\n{mark}Origin: http://{host}:{port}\r\nSec-Fetch-Site: same-origin\r\n"
        );
        assert_eq!(server.ask("GET", "/_desk/files", &headers, b"").status, 200, "{host}");
    }
}

#[test]
fn pictures_get_names_of_their_own() {
    let room = room("desk-media");
    room.write("site/media/LU-QUET.png", "cu");
    let server = Server::start(&room);
    let put = |name: &str, bytes: &[u8]| {
        let answer = server.desk("PUT", &format!("/_desk/media?name={name}"), "", bytes);
        (answer.status, answer.json())
    };
    let path = |path: &str| serde_json::json!({ "path": path });
    let other = [common::PIXEL, b"1"].concat();
    assert_eq!(put("L%C5%A9%20qu%C3%A9t.PNG", common::PIXEL), (201, path("media/lu-quet-2.png")));
    assert_eq!(
        put("L%C5%A9%20qu%C3%A9t.PNG", common::PIXEL),
        (200, path("media/lu-quet-2.png")),
        "it is there"
    );
    assert_eq!(put("..%2F..%2Flu-quet.png", &other), (201, path("media/lu-quet-3.png")));
    assert_eq!(put("%E5%9B%BE.webm", b"x"), (201, path("media/anh.webm")));
    assert_eq!(fs::read(room.path("site/media/lu-quet-3.png")).unwrap(), other);
    assert_eq!(fs::read(room.path("site/media/LU-QUET.png")).unwrap(), b"cu");
    for (name, bytes) in [
        ("x.html", "<p>"),
        ("x.md", "x"),
        ("x.js", "x"),
        (".png", "x"),
        ("x.png", "<html>"),
        ("x.png", ""),
        ("png", "x"),
        ("", "x"),
    ] {
        let (status, told) = put(name, bytes.as_bytes());
        assert!(status == 400 && told["error"].is_string(), "{name}: {status}");
    }
    let (status, _) = put("x.webm", &vec![0; 20 * 1024 * 1024 + 1]);
    assert_eq!(status, 413);
    assert_eq!(room.tree("site/media").len(), 4);
}

#[test]
fn a_folder_of_articles_alone() {
    let room = Room::new("desk-plain");
    room.write("site/a.md", article("A", "2023-12-09", "", "Chữ."))
        .write("site/media/x.md", "x")
        .write("app/index.html", "<head></head>");
    let server = Server::start(&room);
    let list = server.desk("GET", "/_desk/files", "", b"").json();
    assert_eq!((list[0]["path"].as_str(), list.as_array().unwrap().len()), (Some("a.md"), 1));
    let new = "If-None-Match: *\r\n";
    assert_eq!(server.desk("PUT", "/_desk/file?path=tin/b.md", new, b"# B\n").status, 201);
    assert_eq!(server.desk("PUT", "/_desk/file?path=media/x.md", new, b"# B\n").status, 400);
    // It would hide all others.
    assert_eq!(server.desk("PUT", "/_desk/file?path=content/b.md", new, b"# B\n").status, 409);
}
