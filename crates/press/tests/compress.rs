//! Compressed siblings: the same text, written once, gone when nobody asks for them any more.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::{collections::BTreeMap, io::Read};

use common::{PIXEL, Room, SHELL, many};

/// What a sibling holds.
fn inside(path: &str, bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    match path.ends_with(".gz") {
        true => flate2::read::GzDecoder::new(bytes).read_to_end(&mut text).unwrap(),
        false => brotli::Decompressor::new(bytes, 4096).read_to_end(&mut text).unwrap(),
    };
    text
}

fn siblings(files: &BTreeMap<String, Vec<u8>>) -> usize {
    let mut count = 0;
    for (path, bytes) in files {
        if let Some(original) = path.strip_suffix(".gz").or_else(|| path.strip_suffix(".br")) {
            assert!(inside(path, bytes) == files[original], "{path}");
            count += 1;
        }
    }
    count
}

#[test]
fn every_text_has_both_and_a_warm_build_is_a_cold_one() {
    let room = Room::new("compress");
    many(&room, "site", 0, 12);
    room.write("site/media/x.png", PIXEL).write("app/index.html", SHELL).write("app/app.wasm", "wasm");
    let build = |more: &str| room.ok(&format!("build --site site --app app {more}"));
    build("--out out");
    let plain = room.site("out");
    assert_eq!(siblings(&plain), 0);
    build("--out out --compress");
    let both = room.site("out");
    let texts = both.keys().filter(|path| {
        [".html", ".json", ".xml", ".wasm", ".txt", ".js", ".css", ".svg", ".webmanifest"]
            .iter()
            .any(|end| path.ends_with(end))
    });
    assert_eq!(siblings(&both), 2 * texts.count());
    assert!(both.contains_key("index.html.br") && !both.contains_key("media/x.png.gz"));
    many(&room, "site", 12, 13);
    build("--out out --compress");
    build("--out cold --compress --fresh");
    assert!(room.site("out") == room.site("cold"));
    siblings(&room.site("out"));
    let told = room.json("out/changes.json");
    let changed = told["changed"].as_array().unwrap();
    assert!(changed.contains(&"index.html.gz".into()) && !changed.contains(&"404.html.gz".into()), "{told}");
    build("--out out");
    assert_eq!(siblings(&room.site("out")), 0);
}

#[test]
fn a_sites_own_files_stay() {
    let room = Room::new("compress-own");
    many(&room, "site", 0, 2);
    room.write("site/static/tai-ve/a.txt", "a").write("site/static/tai-ve/a.txt.gz", "its own");
    room.ok("build --site site --out out --compress");
    assert_eq!(room.site("out")["tai-ve/a.txt.gz"], b"its own");
}
