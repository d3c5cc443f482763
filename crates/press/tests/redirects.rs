//! Former addresses, and the site's own files at its root.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;

use common::{PIXEL, Room, SHELL, article};

fn site(name: &str, redirects: &str) -> Room {
    let room = Room::new(name);
    let settings = format!("title = 'Báo <A>'\nurl = 'https://a.example/tin'\n[redirects]\n{redirects}");
    room.write("site/site.toml", settings)
        .write(
            "site/content/mua.md",
            article("Mưa & \"lũ\"", "2023-12-09", "section: Thời tiết\nlead: L\n", "Chữ."),
        )
        .write("site/media/x.pdf", "%PDF");
    room
}

fn said(room: &Room) -> String {
    String::from_utf8(room.run("check --site site").stdout).unwrap()
}

#[test]
fn former_addresses_lead_on() {
    let room = site(
        "redirects",
        "'/cũ/bài 1.html' = 'mua'\n'/ti%E1%BA%BFng/' = '/bai-viet/mua/#h-a'\n\"/pdf\" = '/media/x.pdf'\n\
         '/feed/' = '/feed.xml'\n'/sitemap_index.xml' = '/sitemap.xml'\n'/xa' = 'https://b.example/?a=1&b=2'\n'/chuyen' = '/xa'\n'/bai-viet/xua/' = '/chuyen-muc/thoi-tiet/'\n\
         'https://a.example/tin/day-du.php' = 'https://a.example/tin/'\n",
    );
    let aliases = "lead: L\naliases: [/2019/bao.html, tuong-doi/]\n";
    room.write("site/content/bao.md", article("Bão", "2023-12-08", aliases, "Chữ."))
        .write("site/content/lut.md", article("Lụt", "2023-12-07", "lead: L\nredirect_from: /p/7\n", "Chữ."))
        .write("site/static/_redirects", "/a /b 302");
    assert_eq!(said(&room), "3 articles: no problem\n");
    room.ok("build --site site --out out");
    let table = [
        ("cũ/bài 1.html", "/tin/bai-viet/mua/", "https://a.example/tin/bai-viet/mua/"),
        ("tiếng/index.html", "/tin/bai-viet/mua/#h-a", "https://a.example/tin/bai-viet/mua/#h-a"),
        ("pdf/index.html", "/tin/media/x.pdf", "https://a.example/tin/media/x.pdf"),
        ("feed/index.html", "/tin/feed.xml", "https://a.example/tin/feed.xml"),
        ("sitemap_index.xml/index.html", "/tin/sitemap.xml", "https://a.example/tin/sitemap.xml"),
        ("xa/index.html", "https://b.example/?a=1&amp;b=2", "https://b.example/?a=1&amp;b=2"),
        ("chuyen/index.html", "https://b.example/?a=1&amp;b=2", "https://b.example/?a=1&amp;b=2"),
        (
            "bai-viet/xua/index.html",
            "/tin/chuyen-muc/thoi-tiet/",
            "https://a.example/tin/chuyen-muc/thoi-tiet/",
        ),
        ("day-du.php/index.html", "/tin/", "https://a.example/tin/"),
        ("2019/bao.html", "/tin/bai-viet/bao/", "https://a.example/tin/bai-viet/bao/"),
        ("tuong-doi/index.html", "/tin/bai-viet/bao/", "https://a.example/tin/bai-viet/bao/"),
        ("p/7/index.html", "/tin/bai-viet/lut/", "https://a.example/tin/bai-viet/lut/"),
    ];
    for (file, to, whole) in table {
        let page = fs::read_to_string(room.path(&format!("out/{file}")))
            .unwrap_or_else(|error| panic!("{file}: {error}"));
        for part in [
            format!("<meta http-equiv=\"refresh\" content=\"0; url={to}\">"),
            format!("<link rel=\"canonical\" href=\"{whole}\">"),
            format!("<a href=\"{to}\">"),
            "<html lang=\"vi\">".into(),
        ] {
            assert!(page.contains(&part), "{file}: {part} in {page}");
        }
    }
    let page = fs::read_to_string(room.path("out/cũ/bài 1.html")).unwrap();
    assert!(page.contains("<title>Mưa &amp; &quot;lũ&quot;</title>") && !page.contains("<script"), "{page}");
    let rules = fs::read_to_string(room.path("out/_redirects")).unwrap();
    assert!(rules.starts_with("/a /b 302\n"), "{rules}");
    for rule in [
        "/tin/c%C5%A9/b%C3%A0i%201.html /tin/bai-viet/mua/ 301",
        "/tin/ti%E1%BA%BFng /tin/bai-viet/mua/#h-a 301",
        "/tin/ti%E1%BA%BFng/ /tin/bai-viet/mua/#h-a 301",
        "/tin/chuyen https://b.example/?a=1&b=2 301",
    ] {
        assert!(rules.lines().any(|line| line == rule), "{rule} in {rules}");
    }
}

#[test]
fn what_can_not_lead_on_is_told() {
    for (redirects, line, reason) in [
        ("'/../x' = 'mua'", 4, "is no path"),
        ("'/a//b' = 'mua'", 4, "is no path"),
        ("'/' = 'mua'", 4, "is no path"),
        ("'x' = 'mua'", 4, "is no path"),
        ("\"/a\\u0001\" = 'mua'", 4, "is no path"),
        ("'/a%00' = 'mua'", 4, "is no path"),
        ("'/a%5cb' = 'mua'", 4, "is no path"),
        ("'https://b.example/x' = 'mua'", 4, "is no path"),
        ("'/?p=1' = 'mua'", 4, "`?`"),
        ("'/bai-viet/mua' = '/'", 4, "page or file of the site"),
        ("'/luu-tru/2023/' = '/'", 4, "page or file of the site"),
        ("'/data/site.json' = '/'", 4, "page or file of the site"),
        ("'/feed.xml' = '/'", 4, "page or file of the site"),
        ("'/media/x.pdf' = '/'", 4, "page or file of the site"),
        ("'/rieng.html' = '/'", 4, "page or file of the site"),
        ("'/robots.txt' = '/'", 4, "page or file of the site"),
        ("'/bien-tap/' = '/'", 4, "page or file of the site"),
        ("'/a' = '/chuyen-muc/khong-co/feed.xml'", 4, "leads nowhere"),
        ("'/b.html' = '/'\n'/b.html/amp/' = '/'", 5, "can not be below `/b.html`"),
        ("'/a' = '/khong-co/'", 4, "leads nowhere"),
        ("'/a' = 'khong-co'", 4, "leads nowhere"),
        ("'/a' = ''", 4, "leads nowhere"),
        ("'/a' = 'javascript:alert(1)'", 4, "leads nowhere"),
        ("'/a' = '/a'", 4, "in a circle"),
        ("'/b' = '/'\n'/a' = '/c'\n'/c' = '/a'", 5, "in a circle"),
    ] {
        let room = site("redirects-wrong", redirects);
        room.write("site/static/rieng.html", "x");
        let said = said(&room);
        let place = match said.contains(&format!("site.toml:{line}: warning[redirect]: ")) {
            true => true,
            // A key with an escape in it is not found in the text.
            false => redirects.contains('\\') && said.contains("site.toml: warning[redirect]: "),
        };
        assert!(place && said.contains(reason), "{redirects}: {said}");
        // The others are written all the same.
        room.ok("build --site site --out out");
        assert_eq!(room.path("out/b/index.html").exists(), redirects.contains("'/b'"), "{redirects}");
        assert!(!room.path("out/a/index.html").exists(), "{redirects}");
    }
}

#[test]
fn two_can_not_have_one_former_address() {
    let room = site("redirects-twice", "'/cu/' = 'mua'\n");
    room.write("site/content/bao.md", article("Bão", "2023-12-08", "aliases: [/cu]\n", "Chữ."));
    let said = said(&room);
    assert!(
        said.contains("content/bao.md:4: error[redirect]: `/cu` is a former address in site.toml:4"),
        "{said}"
    );
    let room = site("redirects-case", "'/cu/' = 'mua'\n'/Cu' = '/'\n'/x' = '/'\n'/X' = '/'");
    let said = String::from_utf8(room.run("check --site site").stdout).unwrap();
    assert!(said.contains("1 article: 1 error\n"), "{said}");
}

#[test]
fn files_of_the_sites_own_stand_at_its_root() {
    let room = site("carried", "");
    room.write("site/static/robots.txt", "User-agent: *\nDisallow: /rieng/\n")
        .write("site/static/.well-known/security.txt", "Contact: x")
        .write("site/static/CNAME", "a.example")
        .write("site/static/favicon.svg", "<svg/>")
        .write("site/static/img/anh ướt.png", PIXEL)
        .write("site/static/.bi-mat", "x")
        .write("app/index.html", SHELL)
        .write("app/favicon.svg", "<svg>app</svg>")
        .write("app/boot.js", "x");
    room.ok("build --site site --out out --app app");
    let files = room.tree("out");
    assert_eq!(files["robots.txt"], b"User-agent: *\nDisallow: /rieng/\n");
    assert_eq!((files["favicon.svg"].as_slice(), files["boot.js"].as_slice()), (&b"<svg/>"[..], &b"x"[..]));
    for path in [".well-known/security.txt", "CNAME", "img/anh ướt.png", "manifest.webmanifest"] {
        assert!(files.contains_key(path), "{path}");
    }
    assert!(!files.contains_key(".bi-mat") && !files.contains_key("_redirects"));
    for ours in ["index.html", "sitemap.xml", "data/site.json", "bai-viet/mua/index.html", "media/x.pdf"] {
        let room = site("carried-ours", "");
        room.write(&format!("site/static/{ours}"), "x");
        let said = said(&room);
        assert!(said.contains(&format!("static/{ours}: error[static-file]: ")), "{said}");
    }
}

#[test]
fn crawlers_are_welcome_and_told_where_to_look() {
    let room = site("robots", "");
    room.ok("build --site site --out out");
    let robots = fs::read_to_string(room.path("out/robots.txt")).unwrap();
    assert_eq!(
        robots,
        "User-agent: *\nAllow: /\nSitemap: https://a.example/tin/sitemap.xml\n\
         Sitemap: https://a.example/tin/sitemap-news.xml\n"
    );
    let manifest = room.json("out/manifest.webmanifest");
    assert_eq!((&manifest["name"], &manifest["scope"]), (&"Báo <A>".into(), &"./".into()));
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public");
    for icon in manifest["icons"].as_array().unwrap() {
        let size = imagesize::size(root.join(icon["src"].as_str().unwrap())).unwrap();
        assert_eq!(icon["sizes"], format!("{}x{}", size.width, size.height));
    }
}
