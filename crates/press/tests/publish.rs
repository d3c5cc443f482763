//! Publishing one more article changes a constant number of files, whatever the archive's size.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::collections::BTreeSet;

use common::{Room, many};

#[test]
fn one_more_article_changes_the_same_few_files_at_100_and_at_400() {
    let kinds: Vec<BTreeSet<String>> = [100, 400].map(changed_by_one_more).into();
    // A page of the list of all becomes full with the 100th and the 400th: 101 and 401 are alike.
    assert_eq!(kinds[0], kinds[1]);
}

/// The kinds of files that change when article number `size` (from 0) comes to so many.
fn changed_by_one_more(size: usize) -> BTreeSet<String> {
    let room = Room::new(&format!("publish-{size}"));
    many(&room, "site", 0, size);
    room.ok("build --site site --out out");
    let before = room.tree("out");
    many(&room, "site", size, size + 1);
    room.ok("build --site site --out out");
    let after = room.tree("out");
    assert!(before.keys().all(|path| after.contains_key(path)), "files went away");
    let changed: Vec<&String> = after.keys().filter(|path| before.get(*path) != after.get(*path)).collect();
    let own = format!("data/vi/article/bai-{size}.json");
    let predecessor = format!("data/vi/article/bai-{}.json", size - 3);
    let year = 1970 + (19_000 + size) / 365;
    let mut kinds = BTreeSet::new();
    for path in &changed {
        let parts: Vec<&str> = path.split('/').collect();
        let kind = match parts.as_slice() {
            _ if **path == own => "the article",
            _ if **path == predecessor => "its predecessor in the section",
            ["data", "vi", "all", "head.json"] => "the head of all",
            ["data", "vi", "section", _, "head.json"] => "the head of its section",
            ["data", "vi", "tag", _, "head.json"] => "the heads of its tags",
            // A page of a section or tag may become full just now: a new file, never a changed one.
            ["data", "vi", "section" | "tag", _, _] if !before.contains_key(*path) => continue,
            ["data", "vi", "archive", "years.json"] => "the years",
            ["data", "vi", "archive", _] if path.contains(&year.to_string()) => "the days of the year",
            _ => panic!("{path} changed at {size}"),
        };
        kinds.insert(kind.to_owned());
    }
    assert!(changed.len() <= 10, "{changed:?}");
    kinds
}

#[test]
fn a_full_page_never_changes() {
    let room = Room::new("full-pages");
    many(&room, "site", 0, 45);
    room.ok("build --site site --out out");
    let before = room.tree("out");
    many(&room, "site", 45, 75);
    room.ok("build --site site --out out");
    let after = room.tree("out");
    for page in ["data/vi/all/1.json", "data/vi/all/2.json"] {
        assert_eq!(before[page], after[page], "{page}");
    }
    assert!(after.contains_key("data/vi/all/3.json") && !after.contains_key("data/vi/all/4.json"));
    let head = room.json("out/data/vi/all/head.json");
    assert_eq!((&head["total"], &head["pages"]), (&75.into(), &3.into()));
    // What stands on no full page yet, and the newest full page.
    assert_eq!(head["newest"].as_array().unwrap().len(), 35);
    assert_eq!(head["newest"][0]["slug"], "bai-74");
    assert_eq!(room.json("out/data/vi/all/3.json")["teasers"][0], head["newest"][15]);
}
