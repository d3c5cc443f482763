//! What machines read of a site: feeds and site maps, read by a real parser.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::collections::BTreeMap;

use common::{PIXEL, Room, article, many};
use roxmltree::Document;

const URL: &str = "https://a.example/tin";

fn site(name: &str) -> Room {
    let room = Room::new(name);
    room.write(
        "site/site.toml",
        format!("title = 'Con <Nước> & \"bạn\"'\nurl = '{URL}'\nlanguages = ['vi', 'en']\n"),
    );
    room
}

/// Every XML file of the site, read once for its errors and kept as text.
fn xml(room: &Room) -> BTreeMap<String, String> {
    let files = room.tree("out").into_iter().filter(|(path, _)| path.ends_with(".xml"));
    let read = files.map(|(path, bytes)| {
        let text = String::from_utf8(bytes).unwrap();
        Document::parse(&text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
        (path, text)
    });
    read.collect()
}

/// The texts of all elements of this name, in order; empty ones are left out.
fn texts(xml: &str, name: &str) -> Vec<String> {
    let document = Document::parse(xml).unwrap();
    let named = document.descendants().filter(|node| node.is_element() && node.tag_name().name() == name);
    named.filter_map(|node| node.text().map(str::to_owned)).collect()
}

#[test]
fn hostile_texts_come_through_as_they_are() {
    let room = site("discovery-hostile");
    let title = "]]></title><script>&amp; \u{1}<!-- \"Đo\u{302}\u{301}\" 🌊 -->";
    let fields = serde_json::json!({
        "title": title, "date": "2023-12-09", "slug": "a", "standfirst": title, "section": "A & <b>",
        "tags": ["]]>", "<x>"], "authors": ["\"An\" <a@b.example>"], "cover": {"src": "/media/x.png", "alt": title},
        "body": "Chữ ]]> chữ\n\n```\n]]></content:encoded>\n```",
    });
    room.write("site/content/a.json", fields.to_string()).write("site/media/x.png", PIXEL);
    room.ok("build --site site --out out");
    let kept = news::text::vietnamese::nfc(&title.replace('\u{1}', "")).into_owned();
    let files = xml(&room);
    assert_eq!(texts(&files["feed.xml"], "title"), ["Con <Nước> & \"bạn\"", kept.as_str()]);
    assert_eq!(texts(&files["feed.xml"], "category"), ["A & <b>", "]]>", "<x>"]);
    assert_eq!(texts(&files["feed.xml"], "creator"), ["\"An\" <a@b.example>"]);
    let body = texts(&files["feed.xml"], "encoded").remove(0);
    assert!(body.contains("Chữ ]]&gt; chữ") && body.contains("]]&gt;&lt;/content:encoded&gt;"), "{body}");
    assert_eq!(texts(&files["sitemap-news.xml"], "title"), [kept]);
    let json = room.json("out/feed.json");
    assert_eq!(json["items"][0]["tags"], serde_json::json!(["A & <b>", "]]>", "<x>"]));
    assert_eq!(json["items"][0]["content_html"], body);
}

#[test]
fn feeds_have_the_newest_that_are_out() {
    let room = site("discovery-feeds");
    many(&room, "site", 0, 45);
    let held = article("Hẹn giờ", "2023-01-01", "publish_at: 2026-02-01 06:00\nsection: Khí hậu\n", "Sẽ ra.");
    let past = article("Hết hạn", "2025-01-01", "expires_at: 2025-06-01\nsection: Khí hậu\n", "Đã qua.");
    let body =
        "[bài](/bai-viet/bai-44/) [chân](#muc)\n\n## Mục\n\n![Ảnh](/media/x.png)\n\n![a](/media/x.png)";
    room.write("site/content/hen-gio.md", held)
        .write("site/content/het-han.md", past)
        .write("site/content/moi.md", article("Mới", "2025-12-01 08:30", "updated: 2025-12-03\n", body))
        .write("site/media/x.png", PIXEL);
    room.ok("build --site site --out out");
    let files = xml(&room);
    let links = texts(&files["feed.xml"], "link");
    assert_eq!(links.len(), 17);
    assert_eq!(
        links[..3],
        [format!("{URL}/"), format!("{URL}/bai-viet/moi/"), format!("{URL}/bai-viet/bai-44/")]
    );
    assert_eq!(texts(&files["feed.xml"], "lastBuildDate"), ["Wed, 03 Dec 2025 00:00:00 +0700"]);
    assert_eq!(texts(&files["feed.xml"], "pubDate")[0], "Mon, 01 Dec 2025 08:30:00 +0700");
    let html = texts(&files["feed.xml"], "encoded").remove(0);
    for whole in [
        format!("href=\"{URL}/bai-viet/bai-44/\""),
        format!("href=\"{URL}/bai-viet/moi/#h-muc\""),
        format!("src=\"{URL}/media/x.png\""),
    ] {
        assert!(html.contains(&whole), "{whole} in {html}");
    }
    let section = texts(&files["chuyen-muc/khi-hau/feed.xml"], "link");
    assert_eq!(section[..2], [format!("{URL}/chuyen-muc/khi-hau/"), format!("{URL}/bai-viet/bai-44/")]);
    assert!(files.contains_key("en/feed.xml"));
    for (path, text) in &files {
        assert!(!text.contains("hen-gio") && !text.contains("het-han"), "{path}");
    }
    let json = room.json("out/feed.json");
    assert_eq!(json["items"].as_array().unwrap().len(), 16);
    assert_eq!(json["items"][0]["date_modified"], "2025-12-03T00:00:00+07:00");
    assert_eq!(json["feed_url"], format!("{URL}/feed.json"));
}

#[test]
fn feeds_have_fewer_articles_the_longer_these_are_and_three_at_least() {
    for (bytes, of_all, of_section) in [(5_000, 4, 3), (1_000, 13, 7), (10, 20, 16), (40_000, 3, 3)] {
        let room = site(&format!("discovery-room-{bytes}"));
        let body = "Nước lên. ".repeat(bytes / "Nước lên. ".len());
        for number in 0..25 {
            let date = format!("2025-01-{:02}", number + 1);
            let text = article(&format!("Bài {number}"), &date, "section: Khí hậu\n", &body);
            room.write(&format!("site/content/bai-{number}.md"), text);
        }
        room.ok("build --site site --out out");
        let items = |path: &str| room.json(path)["items"].as_array().unwrap().len();
        assert_eq!(items("out/feed.json"), of_all, "{bytes} bytes each");
        assert_eq!(items("out/chuyen-muc/khi-hau/feed.json"), of_section, "{bytes} bytes each");
        let files = xml(&room);
        assert_eq!(texts(&files["feed.xml"], "item").len(), of_all, "{bytes} bytes each");
    }
}

#[test]
fn site_maps_name_every_page_once() {
    let room = site("discovery-maps");
    many(&room, "site", 0, 155);
    room.write(
        "site/content/en/rain.md",
        article("Rain", "2021-01-01", "translation_of: bai-3\nlang: en\n", "Rain."),
    )
    .write("site/content/hen-gio.md", article("Hẹn giờ", "2026-02-01", "", "Sẽ ra."));
    room.ok("build --site site --out out");
    let files = xml(&room);
    let index = ["sitemap-pages.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-en-1.xml"];
    assert_eq!(texts(&files["sitemap.xml"], "loc"), index.map(|name| format!("{URL}/{name}")));
    assert_eq!(texts(&files["sitemap-1.xml"], "loc").len(), 120);
    assert_eq!(texts(&files["sitemap-1.xml"], "loc")[0], format!("{URL}/bai-viet/bai-0/"));
    assert_eq!(texts(&files["sitemap-2.xml"], "loc").len(), 35);
    let all: Vec<String> = index.iter().flat_map(|name| texts(&files[*name], "loc")).collect();
    let lists = room.tree("out").keys().filter(|path| path.ends_with("/head.json")).count();
    let articles = room.tree("out").keys().filter(|path| path.contains("/article/")).count();
    assert_eq!(all.len(), lists + articles - 1, "all but the one that is not out yet");
    assert_eq!(all.iter().collect::<std::collections::BTreeSet<_>>().len(), all.len());
    // Languages, both ways.
    let languages = |file: &str, slug: &str| {
        let text = &files[file];
        let line = text.lines().find(|line| line.contains(&format!("/{slug}/</loc>"))).unwrap();
        line.split("hreflang=\"")
            .skip(1)
            .map(|part| part.split('"').next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(languages("sitemap-1.xml", "bai-3"), ["vi", "en", "x-default"]);
    assert_eq!(languages("sitemap-en-1.xml", "rain"), ["vi", "en", "x-default"]);
    assert!(languages("sitemap-1.xml", "bai-4").is_empty());
    // Two days back from the newest, which is a day a piece.
    let news = texts(&files["sitemap-news.xml"], "loc");
    assert_eq!(news, [154, 153].map(|number| format!("{URL}/bai-viet/bai-{number}/")));
}

#[test]
fn a_translation_is_linked_to_when_it_is_out() {
    let room = site("discovery-translation");
    room.write("site/content/mua.md", article("Mưa", "2023-12-09", "", "Chữ.")).write(
        "site/content/mua.en.md",
        article("Rain", "2023-12-09", "publish_at: 2026-02-01 06:00\n", "Rain."),
    );
    room.ok("build --site site --out out");
    let translations = |file: &str| room.json(file)["article"]["translations"].as_array().map_or(0, Vec::len);
    assert_eq!(translations("out/data/vi/article/mua.json"), 0);
    assert_eq!(translations("out/data/en/article/mua.json"), 1);
    let later = room.command("build --site site --out out").env("SOURCE_DATE_EPOCH", "1780000000").status();
    assert!(later.unwrap().success());
    assert_eq!(translations("out/data/vi/article/mua.json"), 1);
}

#[test]
fn without_an_address_there_is_none_of_them() {
    let room = Room::new("discovery-no-address");
    many(&room, "site", 0, 3);
    room.ok("build --site site --out out");
    assert!(xml(&room).is_empty());
}
