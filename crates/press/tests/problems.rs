//! Bad input, each kind: which file, which line, which problem. Nothing of it stops the others from being
//! listed, and nothing is written.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::{fs, time::Instant};

use common::{PIXEL, Room, article};

/// A file's path and bytes, and the problems that are expected in it: severity, code, line.
type Case = (&'static str, Vec<u8>, &'static [(&'static str, &'static str, Option<u64>)]);

fn text(rest: &str, body: &str) -> Vec<u8> {
    article("Tiêu đề", "2023-12-09", rest, body).into_bytes()
}

fn cases() -> Vec<Case> {
    let deep_yaml = format!("---\ntitle: A\ndate: 2023-12-09\nextra: {}\n---\n", "[".repeat(100_000));
    let bomb: String =
        (1..12).map(|n| format!("x{n}: &x{n} [{}]\n", vec![format!("*x{}", n - 1); 10].join(", "))).collect();
    let deep_json = format!("{{\"title\": \"A\", \"extra\": {}", "[".repeat(100_000));
    vec![
        // Fields
        (
            "khong-tieu-de.md",
            b"---\ndate: 2023-12-09\n---\nx\n".into(),
            &[("error", "missing-title", Some(1))],
        ),
        ("khong-ngay.md", b"---\ntitle: A\n---\nx\n".into(), &[("warning", "missing-date", Some(1))]),
        ("truong-la.md", text("colour: red\n", ""), &[("note", "unknown-field", Some(4))]),
        (
            "sai-kieu.md",
            text("views: many\ndraft: 3\n", ""),
            &[("error", "wrong-type", Some(4)), ("error", "wrong-type", Some(5))],
        ),
        (
            "ngay-sai.md",
            article("A", "31-02-2023", "updated: soon\n", "").into(),
            &[("error", "bad-date", Some(3)), ("error", "bad-date", Some(4))],
        ),
        // One wrong field does not hide what is wrong with the text.
        (
            "hai-loi.md",
            article("Hai lỗi", "31-02-2023", "", "![](khong-co.jpg)\n").into(),
            &[
                ("error", "bad-date", Some(3)),
                ("error", "missing-picture", Some(5)),
                ("note", "no-alt", Some(5)),
            ],
        ),
        ("yaml-sai.md", b"---\ntitle: \"A\ndate: [\n---\nx\n".into(), &[("error", "front-matter", None)]),
        ("khong-ket-thuc.md", b"---\ntitle: A\n".into(), &[("error", "front-matter", Some(1))]),
        ("hong.json", b"{\n\"title\": \"A\",\n}".into(), &[("error", "front-matter", Some(3))]),
        // Slugs
        ("mot.md", text("slug: suc-khoe\n", ""), &[("error", "duplicate-slug", Some(4))]),
        ("hai.md", text("slug: \"Sức-KHOẺ\"\n", ""), &[("error", "duplicate-slug", Some(4))]),
        ("leo.md", text("slug: ../../etc/passwd\n", ""), &[("error", "bad-slug", Some(4))]),
        ("rong.md", text("slug: \"…\"\n", ""), &[("error", "bad-slug", Some(4))]),
        // Links and pictures
        ("anh-mat.md", text("", "Chữ\n\n![x](khong-co.jpg)"), &[("error", "missing-picture", Some(7))]),
        (
            "anh-thoat.md",
            text("", "![x](../../../../../../etc/passwd)"),
            &[("error", "missing-picture", Some(5))],
        ),
        ("anh-lien-ket.md", text("", "![x](/media/ngoai.png)"), &[("error", "missing-picture", Some(5))]),
        (
            "bia-mat.md",
            text("cover: {src: khong-co.jpg, alt: x}\n", ""),
            &[("error", "missing-picture", Some(4))],
        ),
        (
            "bia-thoat.md",
            text("cover: {src: ../../../x.jpg}\n", ""),
            &[("error", "missing-picture", Some(4)), ("note", "no-alt", Some(4))],
        ),
        (
            "html.md",
            text("", "a\n\n<img src=\"khong.png\" alt=\"\">"),
            &[("error", "missing-picture", Some(7))],
        ),
        ("khong-phai-anh.md", text("", "![x](/site.toml)"), &[("error", "missing-picture", Some(5))]),
        (
            "lien-ket.md",
            text("", "a\n\n[x](/bai-viet/khong-co/) [y](khong-co.md) [z](#khong-co) [w](/the/khong-co/)"),
            &[
                ("warning", "dead-link", Some(7)),
                ("warning", "dead-link", Some(7)),
                ("warning", "dead-link", Some(7)),
                ("warning", "dead-link", Some(7)),
            ],
        ),
        ("xa.md", text("", "![x](https://a.example/x.jpg)"), &[("warning", "remote-picture", Some(5))]),
        ("lien-quan.md", text("related: [khong-co]\n", ""), &[("warning", "related", Some(4))]),
        ("dich.md", text("translation_of: khong-co\n", ""), &[("warning", "translation", Some(4))]),
        // What could be better
        (
            "nen-sua.md",
            text(
                "publish_at: 2024-01-02\nexpires_at: 2030-01-01\n",
                "## A\n\n#### B\n\n<img src=\"/media/x.svg\">",
            ),
            &[
                ("note", "skipped-heading", Some(9)),
                ("note", "no-alt", Some(11)),
                ("error", "missing-picture", Some(11)),
            ],
        ),
        (
            "khong-bao-gio.md",
            text("publish_at: 2031-01-02\nexpires_at: 2031-01-01\n", ""),
            &[("warning", "expires-first", Some(5))],
        ),
        (
            "tit-dai.md",
            article(&"a".repeat(111), "2023-12-09", "", "").into(),
            &[("note", "long-title", Some(2))],
        ),
        ("tach-dau.md", text("", "Mu\u{31b}a"), &[("note", "decomposed", Some(5))]),
        // Bytes
        (
            "utf8.md",
            b"---\ntitle: A\ndate: 2023-12-09\n---\n\xff\xfe\n".into(),
            &[("error", "not-utf8", Some(5))],
        ),
        ("utf16.md", b"\xff\xfe-\0-\0-\0".into(), &[("error", "not-utf8", Some(1))]),
        (
            "bom-crlf.md",
            b"\xef\xbb\xbf---\r\ntitle: BOM\r\ndate: 2023-12-09\r\n---\r\nA\r\n\r\n![x](khong.png)\r\n"
                .into(),
            &[("error", "missing-picture", Some(7))],
        ),
        // Size
        ("to.md", text("", &"Mưa lớn ở miền núi. ".repeat(400_000)), &[("error", "too-large", None)]),
        ("sau.md", text("", &">".repeat(100_000)), &[("error", "too-deep", Some(5))]),
        ("sau-html.md", text("", &"<div>".repeat(100_000)), &[("error", "too-deep", Some(5))]),
        ("sau-danh-sach.md", text("", &"- ".repeat(100_000)), &[("error", "too-deep", Some(5))]),
        ("sau-yaml.md", deep_yaml.into(), &[("error", "front-matter", None)]),
        ("sau.json", deep_json.into(), &[("error", "front-matter", None)]),
        (
            "bom.md",
            format!("---\ntitle: A\ndate: 2023-12-09\nx0: &x0 lol\n{bomb}---\n").into(),
            &[("error", "front-matter", None)],
        ),
        // Comments
        ("mot.comments.json", b"[\n{\"id\": \"a\"}\n]".into(), &[("error", "comments", Some(2))]),
        ("khong-bai.comments.json", b"[]".into(), &[("warning", "comments", None)]),
    ]
}

#[test]
fn every_problem_of_a_run_is_listed() {
    let room = Room::new("problems");
    room.write("site/site.toml", "title = 'A'\nbaseURL = 'x'\nurl = 'a.example'\n").write("ngoai.png", PIXEL);
    let mut expected: Vec<(String, String, String, Option<u64>)> = vec![
        ("site.toml".into(), "note".into(), "unknown-setting".into(), Some(2)),
        ("site.toml".into(), "error".into(), "settings".into(), None),
    ];
    for (file, bytes, problems) in cases() {
        room.write(&format!("site/content/{file}"), bytes);
        for (severity, code, line) in problems {
            expected.push((format!("content/{file}"), (*severity).into(), (*code).into(), *line));
        }
    }
    #[cfg(unix)]
    {
        use std::os::unix::{ffi::OsStrExt, fs::symlink};
        symlink("..", room.path("site/content/vong")).unwrap();
        symlink("vong-2", room.path("site/content/vong-1")).unwrap();
        symlink("vong-1", room.path("site/content/vong-2")).unwrap();
        symlink("../../ngoai.png", room.path("site/content/ra.md")).unwrap();
        fs::create_dir(room.path("site/media")).unwrap();
        symlink("../../ngoai.png", room.path("site/media/ngoai.png")).unwrap();
        let name = std::ffi::OsStr::from_bytes(b"\xff.md");
        let named = fs::write(room.path("site/content").join(name), "x").is_ok();
        for (file, code) in [
            ("content/vong", "link-loop"),
            ("content/vong-1", "unreadable"),
            ("content/vong-2", "unreadable"),
            ("content/ra.md", "link-outside"),
            ("media/ngoai.png", "link-outside"),
            ("content/\u{fffd}.md", "file-name"),
        ] {
            if code != "file-name" || named {
                expected.push((file.into(), "error".into(), code.into(), None));
            }
        }
    }
    let start = Instant::now();
    let output = room.run("check --site site --format json");
    println!("took {:?}", start.elapsed());
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut found: Vec<(String, String, String, Option<u64>)> = Vec::new();
    for problem in report["problems"].as_array().unwrap() {
        let part = |name: &str| problem[name].as_str().unwrap().to_owned();
        assert!(!part("message").is_empty() && !part("help").is_empty(), "{problem}");
        found.push((part("file"), part("severity"), part("code"), problem["line"].as_u64()));
    }
    // Hardly one of them has a standfirst.
    let articles = found.len();
    found.retain(|found| found.2 != "no-standfirst");
    assert!(articles - found.len() > 20, "{articles}");
    // A line that is not given above is any.
    for expected in &expected {
        let fits = |found: &(String, String, String, Option<u64>)| {
            (&found.0, &found.1, &found.2) == (&expected.0, &expected.1, &expected.2)
                && (expected.3.is_none() || found.3 == expected.3)
        };
        let at = found.iter().position(fits);
        let own: Vec<_> = found.iter().filter(|found| found.0 == expected.0).collect();
        found.remove(at.unwrap_or_else(|| panic!("expected {expected:?}, found {own:?}")));
    }
    assert!(found.is_empty(), "not expected: {found:#?}");
    assert_eq!(room.run("build --site site --out out").status.code(), Some(1));
    assert!(!room.path("out").exists());
    assert_eq!(fs::read(room.path("ngoai.png")).unwrap(), PIXEL);
}

#[test]
fn a_site_without_problems_is_all_right() {
    let room = Room::new("no-problems");
    room.write("site/a.md", article("A", "2023-12-09", "standfirst: Một câu.\n", "Chữ."))
        .write("site/README.md", "# Not an article");
    // What lacks without an address is worth knowing, and no mistake.
    let output = String::from_utf8(room.ok("check --site site").stdout).unwrap();
    assert!(
        output.starts_with("site.toml: note[no-url]: ") && output.ends_with("1 article: 1 note\n"),
        "{output}"
    );
    room.write("site/site.toml", "url = 'https://a.example'\n");
    let output = room.ok("check --site site");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "1 article: no problem\n");
    assert_eq!(room.run("check --site nowhere").status.code(), Some(1));
    assert_eq!(room.run("check --sight site").status.code(), Some(2));
}
