//! What hosts are told beside the files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;

use common::{PIXEL, Room, SHELL, article};

fn site(name: &str) -> Room {
    let room = Room::new(name);
    room.write("site/site.toml", "title = 'Báo'\nurl = 'https://a.example/tin'\n")
        .write("site/content/mua.md", article("Mưa", "2023-12-09", "", "Chữ."))
        .write("site/media/ảnh 2024/a.png", PIXEL);
    room
}

#[test]
fn rules_name_the_path_of_the_site_and_every_folder_of_pictures() {
    let room = site("hosting");
    room.ok("build --site site --out out");
    let rules = fs::read_to_string(room.path("out/_headers")).unwrap();
    let paths: Vec<&str> = rules.lines().filter(|line| line.starts_with('/')).collect();
    assert!(paths.iter().all(|path| path.starts_with("/tin/")), "{paths:?}");
    assert!(paths.contains(&"/tin/media/%E1%BA%A3nh%202024/*"), "{paths:?}");
}

#[test]
fn rules_of_the_sites_own_take_the_place_of_ours() {
    let room = site("hosting-own");
    room.write("site/static/_headers", "/*\n  X-Own: 1\n");
    room.ok("build --site site --out out");
    assert_eq!(fs::read_to_string(room.path("out/_headers")).unwrap(), "/*\n  X-Own: 1\n");
}

#[test]
fn settings_name_the_domain_and_the_path_and_are_the_same_every_time() {
    let room = site("hosting-servers");
    for (host, part) in [
        ("nginx", "location /tin/ {"),
        ("caddy", "\"~^/tin/app/\""),
        ("cloudfront", "\"/tin/404.html\""),
        ("json", "\"/tin/app/*\""),
    ] {
        let line = format!("headers --site site --for {host}");
        let text = String::from_utf8(room.ok(&line).stdout).unwrap();
        assert!(text.contains(part) && text.contains("frame-ancestors 'none'"), "{text}");
        assert!(host == "json" || text.contains("a.example"), "{text}");
        assert_eq!(room.ok(&line).stdout, text.into_bytes());
    }
    assert!(!room.run("headers --site nowhere --for nginx").status.success());
}

#[test]
fn a_site_gets_the_program_that_it_needs_and_no_other() {
    let room = site("hosting-programs");
    let script = "<script data-js=/bantin-app-1.js data-wasm=/bantin-app-2_bg.wasm></script></head>";
    room.write("app/index.html", SHELL.replace("</head>", script));
    for file in [
        "bantin-app-1.js",
        "bantin-app-2_bg.wasm",
        "bantin-connected.js",
        "bantin-connected_bg.wasm",
        "bantin-live.js",
        "bantin-live_bg.wasm",
    ] {
        room.write(&format!("app/{file}"), file);
    }
    let title = "title = 'Báo'\nurl = 'https://a.example'\n";
    let isso = "[comments]\nkind = 'isso'\nserver = 'https://i.example'\n";
    let goat = "[views]\nkind = 'goatcounter'\nserver = 'https://g.example'\n";
    let live = "[source]\nkind = 'bundle'\nurl = 'https://b.example'\nlive = true\n";
    let both = &format!("{live}{isso}");
    let off = "[comments]\nkind = 'off'\nserver = 'https://i.example'\n";
    for (settings, program) in [
        ("", "bantin-app"),
        (isso, "bantin-connected"),
        (goat, "bantin-connected"),
        (off, "bantin-app"),
        (live, "bantin-live"),
        (both, "bantin-live"),
    ] {
        room.write("site/site.toml", format!("{title}{settings}"));
        room.ok("build --site site --app app --out out --fresh");
        let page = fs::read_to_string(room.path("out/bai-viet/mua/index.html")).unwrap();
        let files: Vec<_> =
            room.site("out").into_keys().filter(|file| file.starts_with("app/bantin-")).collect();
        let (asked, former): (Vec<_>, Vec<_>) = files.iter().partition(|file| page.contains(*file));
        assert!(asked.iter().all(|file| file.starts_with(&format!("app/{program}"))), "{asked:?}");
        assert_eq!((asked.len(), former.len()), (2, 0), "{settings}");
    }
}
