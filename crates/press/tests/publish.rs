//! Publishing one more article changes a constant number of files, whatever the archive's size.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::collections::BTreeSet;

use common::{NOW, PIXEL, Room, SHELL, article, many};
use news::{bundle::Head, route::Span};

#[test]
fn one_more_article_changes_the_same_few_files_at_100_and_at_400() {
    let kinds: Vec<BTreeSet<String>> = [100, 400].map(changed_by_one_more).into();
    assert_eq!(kinds[0], kinds[1]);
}

/// The kinds of files that change when article number `size` (from 0) comes to so many.
fn changed_by_one_more(size: usize) -> BTreeSet<String> {
    let room = Room::new(&format!("publish-{size}"));
    many(&room, "site", 0, size);
    room.write("site/site.toml", "url = 'https://a.example'\n").write("app/index.html", SHELL);
    room.ok("build --site site --out out --app app");
    let before = room.tree("out");
    many(&room, "site", size, size + 1);
    room.ok("build --site site --out out --app app");
    let after = room.tree("out");
    let told = room.json("out/changes.json");
    let paths = |name: &str| serde_json::from_value::<Vec<String>>(told[name].clone()).unwrap();
    assert!(paths("removed").is_empty() && before.keys().all(|path| after.contains_key(path)));
    let changed: Vec<String> = paths("added").into_iter().chain(paths("changed")).collect();
    let differs = |path: &&String| before.get(*path) != after.get(*path);
    let mut found: Vec<&String> = after.keys().filter(differs).collect();
    found.retain(|path| ![".bantin", "changes.json"].contains(&path.as_str()));
    assert_eq!(changed.iter().collect::<BTreeSet<_>>(), found.into_iter().collect());
    let bytes: usize = changed.iter().map(|path| after[path].len()).sum();
    assert!(bytes <= 300_000, "{bytes} bytes");
    let own = format!("bai-{size}");
    let year = (1970 + (19_000 + size) / 365).to_string();
    let mut kinds = BTreeSet::new();
    for path in &changed {
        let parts: Vec<&str> = path.split('/').collect();
        let kind = match parts.as_slice() {
            _ if path.contains(&own) => "the article and its page",
            ["data", "vi", "all", "head.json"] | ["index.html"] => "the front page and its head",
            ["data", "vi", "section", _, "head.json"] | ["chuyen-muc", _, "index.html"] => "its section",
            ["data", "vi", "tag", _, "head.json"] | ["the", _, "index.html"] => "its tags",
            // What a full page of a list brings with it, now or with another article.
            ["data", "vi", "all" | "archive", _] | ["data", "vi", "section" | "tag", _, _] => continue,
            ["trang", ..] | ["chuyen-muc" | "the", _, "trang", ..] => continue,
            ["feed.xml" | "feed.json"] => "the feeds of all",
            ["chuyen-muc", _, "feed.xml" | "feed.json"] => "the feeds of its section",
            ["sitemap-news.xml"] => "the news site map",
            // The last segment.
            ["sitemap-1.xml"] if size == 100 => "a segment of the site map",
            ["sitemap-4.xml"] if size == 400 => "a segment of the site map",
            ["luu-tru", of, _, ..] if *of == year => "its month and day in the archive",
            _ => panic!("{path} changed at {size}"),
        };
        kinds.insert(kind.to_owned());
    }
    // With `changes.json` there are 20.
    assert!(changed.len() < 20, "{changed:?}");
    kinds
}

#[test]
fn an_article_that_comes_writes_few_files_whatever_becomes_full() {
    let room = Room::new("publish-each");
    room.write("site/site.toml", "url = 'https://a.example'\n").write("app/index.html", SHELL);
    // The year 2023 begins with article 358: around that, pages of every list become full, and the head of all articles
    // begins in either year.
    many(&room, "site", 0, 345);
    room.ok("build --site site --out out --app app");
    let mut full = 0;
    for size in 346..=395 {
        many(&room, "site", size - 1, size);
        room.ok("build --site site --out out --app app");
        let told = room.json("out/changes.json");
        let count = |name: &str| told[name].as_array().map_or(0, Vec::len);
        assert_eq!(count("removed"), 0);
        let files = count("added") + count("changed") + 1;
        let years = told.to_string().matches("data/vi/archive/").count();
        // A year gets a page, and a line in the archive; and it shares a page of the list of all with the one before.
        let most = if size == 359 || years == 2 { 21 } else { 20 };
        assert!(files <= most, "{files} files of article {size}: {told}");
        full += usize::from(files == most);
        archive_has(&room, size);
    }
    assert!(full > 10, "{full} publications had no room for another file");
    room.ok("build --site site --out cold --app app");
    let (warm, cold) = (room.site("out"), room.site("cold"));
    assert!(warm.keys().eq(cold.keys()));
    assert!(warm.iter().all(|(path, bytes)| path == ".bantin" || cold[path] == *bytes));
}

/// Reads the archive as the app does: the head, and a year's file where that is needed.
fn archive_has(room: &Room, articles: usize) {
    let read = |path: &str| serde_json::from_slice(&std::fs::read(room.path(path)).unwrap());
    let head: Head = read("out/data/vi/all/head.json").unwrap();
    let mut next = 0;
    for year in &head.years {
        let file = || {
            let file = std::fs::read(room.path(&format!("out/data/vi/archive/{year}.json")));
            serde_json::from_slice(&file.unwrap()).unwrap()
        };
        let year = head.year(*year, (!head.goes_back_to(*year)).then(file)).unwrap();
        let (from, to) = year.slice(Span::All);
        assert_eq!(from, next);
        next = to;
        for number in head.pages_for(from, to) {
            assert!(room.path(&format!("out/data/vi/all/{number}.json")).is_file());
            assert!(room.path(&format!("out/trang/{number}/index.html")).is_file());
        }
    }
    assert_eq!(next, articles);
}

#[test]
fn a_full_page_never_changes() {
    let room = Room::new("full-pages");
    many(&room, "site", 0, 50);
    room.ok("build --site site --out out");
    let before = room.tree("out");
    many(&room, "site", 50, 75);
    room.ok("build --site site --out out");
    let after = room.tree("out");
    for page in ["data/vi/all/1.json", "data/vi/all/2.json"] {
        assert_eq!(before[page], after[page], "{page}");
    }
    assert!(after.contains_key("data/vi/all/3.json") && !after.contains_key("data/vi/all/4.json"));
    let head = room.json("out/data/vi/all/head.json");
    assert_eq!((&head["total"], &head["pages"]), (&75.into(), &4.into()));
    // What stands on no full page yet: a screenful.
    assert_eq!(head["newest"].as_array().unwrap().len(), 15);
    assert_eq!(head["newest"][0]["slug"], "bai-74");
    assert_eq!(room.json("out/data/vi/all/3.json")["teasers"][0]["slug"], "bai-59");
    // Four on the next are less than that: the newest full page stands in the head, and by itself only with the next.
    many(&room, "site", 75, 84);
    room.ok("build --site site --out out");
    let head = room.json("out/data/vi/all/head.json");
    assert_eq!((&head["pages"], head["newest"].as_array().unwrap().len()), (&4.into(), 24));
    assert!(!room.tree("out").contains_key("data/vi/all/4.json"));
}

/// Builds `site` a week before [`NOW`] and at it.
fn before_and_after(room: &Room) -> [std::collections::BTreeMap<String, Vec<u8>>; 2] {
    let now: i64 = NOW.parse().unwrap();
    [now - 7 * 86_400, now].map(|moment| {
        let mut build = room.command("build --site site --out out");
        assert!(build.env("SOURCE_DATE_EPOCH", moment.to_string()).status().unwrap().success());
        let mut files = room.site("out");
        files.remove(".bantin");
        files
    })
}

/// Adds fields to the article number `number` of [`many`], so that it expires the day before [`NOW`].
fn expire(room: &Room, number: usize, more: &str) {
    let file = format!("site/content/bai-{number}.md");
    let text = std::fs::read_to_string(room.path(&file)).unwrap();
    room.write(&file, text.replacen("section:", &format!("expires_at: 2025-12-31\n{more}section:"), 1));
}

#[test]
fn an_article_that_expires_keeps_its_place_and_nothing_else() {
    let room = Room::new("expired");
    many(&room, "site", 0, 45);
    expire(&room, 5, "standfirst: Sapo cũ.\ncover: /media/cu.png\n");
    room.write("site/media/cu.png", PIXEL);
    let [before, after] = before_and_after(&room);
    let mut changed = BTreeSet::new();
    for path in before.keys().chain(after.keys()).filter(|path| before.get(*path) != after.get(*path)) {
        let parts: Vec<&str> = path.split('/').collect();
        changed.insert(match parts.as_slice() {
            _ if path == "data/vi/article/bai-5.json" => "the article",
            ["data", "vi", "article", "bai-8.json"] => "the one after it",
            ["data", "vi", "all", "1.json"] => "the page with its slot",
            // 15 articles in the section: on no full page yet.
            ["data", "vi", "section", _, "head.json"] | ["data", "vi", "tag", _, "head.json"] => "heads",
            _ => panic!("{path} changed"),
        });
    }
    assert_eq!(changed.len(), 4, "{changed:?}");
    for (path, bytes) in &after {
        let text = String::from_utf8_lossy(bytes);
        for trace in ["bai-5\"", "Bài 5 ", "Sapo cũ", "cu.png"] {
            assert!(!text.contains(trace), "{trace} in {path}");
        }
    }
    let page = room.json("out/data/vi/all/1.json");
    let gone = &page["teasers"][14];
    assert_eq!((&gone["slug"], &gone["title"]), (&"".into(), &"".into()));
    let gone: news::article::Teaser = serde_json::from_value(gone.clone()).unwrap();
    assert!(!gone.visible_at(NOW.parse().unwrap()) && !gone.visible_at(1_000_000_000), "{gone:?}");
    assert_eq!(room.json("out/data/vi/all/head.json")["total"], 45);
}

#[test]
fn a_list_of_nothing_but_expired_articles_is_not_written() {
    let room = Room::new("expired-alone");
    room.write("site/site.toml", "url = 'https://a.example'\n");
    many(&room, "site", 0, 3);
    let only = |lang: &str| {
        let fields = format!("lang: {lang}\nsection: Riêng\ntags: [một mình]\nexpires_at: 2025-12-31\n");
        common::article(&format!("Riêng {lang}"), "2021-01-01", &fields, "Chữ.")
    };
    room.write("site/content/rieng.md", only("vi")).write("site/content/alone.md", only("en"));
    let [before, after] = before_and_after(&room);
    for path in ["data/vi/section/rieng/head.json", "data/vi/tag/mot-minh/head.json", "data/en/all/head.json"]
    {
        assert!(before.contains_key(path) && !after.contains_key(path), "{path}");
    }
    assert!(!String::from_utf8_lossy(&after["data/site.json"]).contains("Riêng"));
    assert_eq!(room.json("out/data/vi/all/head.json")["years"], serde_json::json!([2022]));
    let head: Head = serde_json::from_value(room.json("out/data/vi/all/head.json")).unwrap();
    assert_eq!(head.year(2022, None).unwrap().before, 1);
    // Nobody hears that they have expired: it is no mistake.
    let said = String::from_utf8(room.ok("check --site site").stdout).unwrap();
    assert!(
        said.ends_with("\n3 articles: 3 notes\n") && said.matches("no-standfirst").count() == 3,
        "{said}"
    );
}

/// A folder of the twin that nothing changed in is served next as it is: it is not made again for each build, which would
/// cost as much as the archive is long.
#[cfg(unix)]
#[test]
fn the_twin_is_used_again() {
    use std::os::unix::fs::MetadataExt;
    let room = Room::new("publish-twin");
    room.write("site/site.toml", "url = 'https://a.example'\n").write("app/index.html", SHELL);
    let folder = |at: &str| std::fs::metadata(room.path(at).join("bai-viet/bai-3")).unwrap().ino();
    many(&room, "site", 0, 30);
    room.ok("build --site site --out out --app app");
    for size in 30..34 {
        let twin = folder(".out.bantin-spare");
        many(&room, "site", size, size + 1);
        room.ok("build --site site --out out --app app");
        assert_eq!(folder("out"), twin, "with {} articles", size + 1);
    }
}

#[test]
fn the_archive_shows_no_day_before_it_begins() {
    let room = Room::new("archive-later");
    room.write("site/site.toml", "").write("app/index.html", SHELL);
    for (name, date) in [("truoc", "2025-12-31"), ("sau", "2026-03-02"), ("nam-sau", "2027-01-01")] {
        room.write(
            &format!("site/content/{name}.md"),
            article(name, date, &format!("publish_at: {date}\n"), "Chữ."),
        );
    }
    // Midnight at the end of the year, where the first clocks on Earth are; and a second before it.
    let new_year = 1_767_175_200;
    let shown = |page: &str, years: &[&str]| {
        let page = String::from_utf8(room.tree("out")[page].clone()).unwrap();
        let linked: Vec<&str> =
            page.split("<a href=\"/luu-tru/").skip(1).filter_map(|link| link.split('"').next()).collect();
        let linked: Vec<&str> = linked.into_iter().filter(|link| !link.is_empty()).collect();
        assert_eq!(linked, years);
        page
    };
    let build = |moment: i64| {
        let mut build = room.command("build --site site --out out --app app");
        assert!(build.env("SOURCE_DATE_EPOCH", moment.to_string()).status().unwrap().success());
    };
    build(new_year - 1);
    let page = shown("luu-tru/index.html", &["2025/"]);
    // Whoever has it open then gets it anew.
    assert!(page.contains(&format!("data-until=\"{new_year}\"")));
    build(new_year);
    let page = shown("luu-tru/index.html", &["2026/", "2025/"]);
    assert!(page.contains("data-until=\"1798711200\""));
    shown("luu-tru/2026/index.html", &[]);
    build(1_772_409_600);
    shown("luu-tru/2026/index.html", &["2026/03/"]);
    shown("luu-tru/2026/03/index.html", &["2026/", "2026/03/02/"]);
}

#[test]
fn a_block_of_the_front_page_is_full_and_shows_nothing_of_the_lead() {
    let room = Room::new("publish-blocks");
    many(&room, "site", 0, 45);
    room.ok("build --site site --out out");
    let head = room.json("out/data/vi/all/head.json");
    let blocks = head["blocks"].as_array().unwrap();
    assert_eq!(blocks.len(), 3);
    let slugs = |teasers: &serde_json::Value| -> Vec<String> {
        teasers.as_array().unwrap().iter().map(|teaser| teaser["slug"].as_str().unwrap().to_owned()).collect()
    };
    let lead = &slugs(&head["newest"])[..5];
    for block in blocks {
        let block = slugs(&block["teasers"]);
        assert_eq!(block.len(), 5, "four and one to spare");
        assert!(block.iter().all(|slug| !lead.contains(slug)), "{block:?} and {lead:?}");
    }
}
