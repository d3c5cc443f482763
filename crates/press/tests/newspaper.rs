//! A small newspaper, built: what comes out, that it is the same every time, and that its links lead
//! somewhere. `UPDATE=1` writes the golden file anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::{collections::BTreeMap, fmt::Write, fs, path::Path};

use common::{PIXEL, Room, SHELL, article};
use news::bundle::Head;

fn newspaper(name: &str) -> Room {
    let room = Room::new(name);
    let site = "title = 'Con Nước'\nurl = 'https://a.example/tin'\nlanguages = ['vi', 'en']\n\
        [[sections]]\nname = 'Thời tiết'\nen = 'Weather'\n[[sections]]\nname = 'Tạp chí'\n";
    let training = article(
        "Tập huấn công tác bình đẳng giới năm 2023",
        "09-12-2023",
        "section: Tạp chí\nstandfirst: Sapo.\ntags: [Sức khoẻ, má]\nauthors: [Ban Biên tập]\ncredit: Tạp chí KTTV tổng hợp\n\
         views: 1203\ncover: {src: /media/hoi-truong.png, alt: Hội trường, caption: Chú thích, credit: An}\nrelated: [mua-lon]\n",
        "Mưa [một](../thoi-tiet/mua-lon.md#nuoc-dang), [hai](/bai-viet/mua-lon/), [ba](/posts/mua-lon/), [mục](#phần-một), \
         [chuyên mục](/chuyen-muc/thoi-tiet/), [tệp](/media/bang.pdf), [nơi khác](https://b.example/).\n\n\
         # Phần một\n\n![Trạm](anh%20tram.png \"Trạm đo\")",
    );
    let rain = article(
        "Mưa lớn",
        "2023-12-01",
        "section: thời  tiết\ntags: [sức khỏe, sức khỏe mới, ma]\n",
        "## Nước dâng\n\nMưa.",
    );
    room.write("site/site.toml", site)
        .write("site/content/tap-chi/tap-huan.md", training)
        .write(
            "site/content/tap-chi/tap-huan.comments.json",
            r#"[{"id":"1","name":"An","date":"2023-12-10T08:00:00+07:00","text":"Hay."}]"#,
        )
        .write("site/content/tap-chi/anh tram.png", PIXEL)
        .write("site/content/thoi-tiet/mua-lon.md", rain)
        .write("site/content/thoi-tiet/_index.md", "---\ntitle: Thời tiết\n---\n")
        .write(
            "site/content/thoi-tiet/hen-gio.md",
            article("Hẹn giờ", "2026-01-05", "publish_at: 2026-02-01 06:00\n", "Sẽ ra."),
        )
        .write(
            "site/content/thoi-tiet/het-han.md",
            article("Hết hạn", "2023-01-01", "expires_at: 2024-01-01\n", "Đã qua."),
        )
        .write(
            "site/content/thoi-tiet/nhap.md",
            article("Nháp", "2023-01-01", "draft: true\n", "[x](khong-co.md)"),
        )
        .write("site/content/tin-moi/la.json", r#"{"title": "Lạ", "date": "2022-05-05", "body": "Chữ."}"#)
        .write(
            "site/content/en/weather/rain.md",
            article("Heavy rain", "2023-12-02", "translation_of: mua-lon\n", "Rain."),
        )
        .write("site/media/hoi-truong.png", PIXEL)
        .write("site/media/bang.pdf", "%PDF")
        .write("app/index.html", SHELL)
        .write("app/app.wasm", "wasm")
        .write("app/data/old.json", "{}")
        .write("app/.stage/x", "x");
    room
}

#[test]
fn golden() {
    let room = newspaper("golden");
    let output = room.ok("build --site site --out out --app app");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("\n5 articles: 4 notes\n"), "{said}");
    assert_eq!(said.matches("note[no-standfirst]").count(), 4, "{said}");
    let mut tree = String::new();
    for (path, bytes) in room.site("out") {
        if path == ".bantin" {
            assert!(bytes.starts_with(b"bantin wrote this folder. "));
            continue;
        }
        match serde_json::from_slice::<serde_json::Value>(&bytes) {
            Ok(json) => {
                writeln!(tree, "== {path}\n{}", serde_json::to_string_pretty(&json).unwrap()).unwrap()
            }
            Err(_) if path.ends_with(".xml") => {
                let xml = String::from_utf8(bytes).unwrap();
                roxmltree::Document::parse(&xml).unwrap_or_else(|error| panic!("{path}: {error}"));
                writeln!(tree, "== {path}\n{xml}").unwrap();
            }
            // What pages look like is the app's to test.
            Err(_) if path.ends_with(".html") => writeln!(tree, "== {path}").unwrap(),
            Err(_) => writeln!(tree, "== {path} ({} bytes)", bytes.len()).unwrap(),
        }
    }
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/newspaper.txt");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&golden, &tree).unwrap();
    }
    let expected = fs::read_to_string(&golden).unwrap_or_default();
    for (number, (line, expected)) in tree.lines().zip(expected.lines()).enumerate() {
        assert_eq!(line, expected, "line {} of {}", number + 1, golden.display());
    }
    assert_eq!(tree.lines().count(), expected.lines().count(), "UPDATE=1 writes the golden file anew");
}

#[test]
fn the_same_every_time_and_everywhere() {
    let (a, b) = (newspaper("same-a"), newspaper("same-b"));
    a.ok("build --site site --out out --app app");
    b.ok("build --site site --out out --app app");
    assert!(a.tree("out") == b.tree("out"));
    // The moment of the build stands nowhere.
    let later =
        a.command("build --site site --out later --app app").env("SOURCE_DATE_EPOCH", "1768000000").status();
    assert!(later.unwrap().success());
    assert!(a.tree("later") == a.tree("out"));
    let one = a.command("build --site site --out one --app app").env("RAYON_NUM_THREADS", "1").status();
    assert!(one.unwrap().success());
    assert!(a.tree("one") == a.tree("out"));
}

#[test]
fn every_link_leads_somewhere() {
    let room = newspaper("links");
    room.ok("build --site site --out out");
    let files = room.tree("out");
    let mut links = 0;
    for (path, bytes) in files.iter().filter(|(path, _)| path.contains("/article/")) {
        let article: serde_json::Value = serde_json::from_slice(bytes).unwrap();
        let body = article["article"]["body"].as_str().unwrap();
        for attribute in ["href=\"", "src=\""] {
            for url in body.split(attribute).skip(1).map(|rest| rest.split('"').next().unwrap()) {
                links += 1;
                assert!(leads_somewhere(url, body, &files), "{path}: {url}");
            }
        }
    }
    assert!(links >= 8, "{links}");
}

fn leads_somewhere(url: &str, body: &str, files: &BTreeMap<String, Vec<u8>>) -> bool {
    use news::{bundle, lang::Lang, route::Route};
    let (path, id) = url.split_once('#').unwrap_or((url, ""));
    if url.starts_with("https://") {
        return true;
    }
    if path.is_empty() {
        return body.contains(&format!("id=\"{id}\""));
    }
    let below = path.strip_prefix("/tin").expect("below the base");
    match Route::parse(below, Lang::Vi) {
        Some(Route::Article { lang, slug }) => {
            let file = files.get(&bundle::article_path(lang, &slug));
            file.is_some_and(|file| {
                id.is_empty() || String::from_utf8_lossy(file).contains(&format!("id=\\\"{id}\\\""))
            })
        }
        Some(Route::List { lang, list, .. }) => files.contains_key(&bundle::head_path(lang, &list)),
        Some(Route::Archive { .. }) => true,
        None => files.contains_key(&below.trim_start_matches('/').replace("%20", " ")),
    }
}

#[test]
fn only_the_data_and_the_media_of_a_folder_are_replaced() {
    let room = newspaper("bundle");
    room.write("dist/index.html", "app").write("dist/data/old.json", "{}");
    room.ok("bundle --site site --out dist");
    let files = room.tree("dist");
    assert!(files.contains_key("index.html") && files.contains_key("data/site.json"));
    assert!(files.contains_key("media/hoi-truong.png") && !files.contains_key("data/old.json"));
    assert!(files.keys().all(|path| !path.starts_with('.')));
    assert_eq!(room.run("bundle --site site --out nowhere").status.code(), Some(1));
}

#[test]
fn the_archive_counts_the_list_of_all() {
    let room = newspaper("archive");
    room.ok("build --site site --out out");
    assert_eq!(room.json("out/data/vi/all/head.json")["years"], serde_json::json!([2022, 2023, 2026]));
    let head: Head = serde_json::from_value(room.json("out/data/vi/all/head.json")).unwrap();
    let year = head.year(2023, None).unwrap();
    assert_eq!((year.before, year.days().collect()), (1, vec![(1, 1, 1), (12, 1, 1), (12, 9, 1)]));
}

#[test]
fn the_sites_own_address_is_a_link_within_it() {
    for base in ["", "/tin"] {
        let room = Room::new(&format!("own-address{}", base.len()));
        let own = format!("https://a.example{base}");
        let body = format!(
            "[1]({own}) [2]({own}/) [3]({own}/chuyen-muc/thoi-tiet/) [4]({own}/chuyen-muc/thoi-tiet/?a=1#b) \
             [5]({own}#c) [6]({own}/bai-viet/b/#nuoc) [7]({own}/media/x.pdf) [8]({own}.vn/x) ![x]({own}/media/x.png)",
        );
        room.write("site/site.toml", format!("url = '{own}/'\n"))
            .write(
                "site/content/a.md",
                article("A", "2023-12-09", "section: Thời tiết\nstandfirst: A.\n", &body),
            )
            .write("site/content/b.md", article("B", "2023-12-09", "standfirst: B.\n", "## Nước"))
            .write("site/media/x.pdf", "%PDF")
            .write("site/media/x.png", PIXEL);
        let output = room.run("check --site site");
        assert_eq!(String::from_utf8_lossy(&output.stdout), "2 articles: no problem\n");
        room.ok("build --site site --out out");
        let file = room.json("out/data/vi/article/a.json");
        let body = file["article"]["body"].as_str().unwrap();
        let links: Vec<&str> =
            body.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        let within = ["/", "/", "/chuyen-muc/thoi-tiet/", "/chuyen-muc/thoi-tiet/?a=1#h-b", "/#h-c"];
        let within = within.into_iter().chain(["/bai-viet/b/#h-nuoc", "/media/x.pdf"]);
        let mut expected: Vec<String> = within.map(|path| format!("{base}{path}")).collect();
        expected.push(format!("{own}.vn/x"));
        assert_eq!(links, expected);
        assert!(body.contains(&format!("src=\"{base}/media/x.png\"")), "{body}");
    }
}

#[test]
fn an_article_says_for_itself_whether_it_may_be_commented_on() {
    let room = Room::new("comments-off");
    room.write("site/site.toml", "[comments]\nkind = 'off'\n")
        .write("site/a.md", article("A", "2023-12-09", "", ""))
        .write("site/b.md", article("B", "2023-12-09", "comments: false\n", ""));
    room.ok("build --site site --out out");
    // The host may switch them on again in data/site.json, and nothing else has to change for that.
    assert_eq!(room.json("out/data/site.json")["comments"]["kind"], "off");
    let open = ["a", "b"].map(|slug| {
        room.json(&format!("out/data/vi/article/{slug}.json"))["article"]["comments_open"].clone()
    });
    assert_eq!(open, [true, false]);
}

#[test]
fn what_another_site_would_show_in_a_frame_is_a_link() {
    let room = Room::new("frames");
    let body = "Chữ <embed src=\"/media/x.pdf\"> chữ.\n\n\
        <iframe src='https://www.youtube-nocookie.com/embed/x?a=1&amp;b=2' title='Phim về lũ' width=\"560\"></iframe>\n\n\
        <IFRAME SRC=https://b.example/bando>Không có khung</IFRAME>\n\n<script src=https://b.example/x.js></script>\n\nCuối.";
    room.write("site/a.md", article("A", "2023-12-09", "", body)).write("site/media/x.pdf", "%PDF");
    let output = room.run("check --site site");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(
        (said.matches("warning[frame]").count(), said.matches("It is shown as a link").count()),
        (2, 2)
    );
    assert!(said.contains("`https://b.example/bando`") && said.contains("1 article: 2 warnings"), "{said}");
    room.ok("build --site site --out out");
    let file = room.json("out/data/vi/article/a.json");
    let body = file["article"]["body"].as_str().unwrap();
    for part in [
        "<p>Chữ <a href=\"/media/x.pdf\">/media/x.pdf</a> chữ.</p>",
        "href=\"https://www.youtube-nocookie.com/embed/x?a=1&amp;b=2\">Phim về lũ</a>",
        "href=\"https://b.example/bando\">https://b.example/bando</a>",
        "<p>Cuối.</p>",
    ] {
        assert!(body.contains(part), "{part} in {body}");
    }
    assert!(!body.contains("frame") && !body.contains("Không có khung"), "{body}");
    assert!(room.path("out/media/x.pdf").is_file());
}
