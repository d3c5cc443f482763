//! Files as authors and other systems write them.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::{check::Kind, text::markdown::line_at};

fn zone() -> dates::Zone {
    dates::Zone::named("Asia/Ho_Chi_Minh").unwrap()
}

fn good(path: &str, text: &str) -> Manuscript {
    let (manuscript, problems) = read(path, text.as_bytes(), &zone());
    manuscript.unwrap_or_else(|| panic!("{path}: {problems:?}"))
}

fn problems(text: &str) -> Vec<(&'static str, Option<usize>)> {
    let (_, faults) = read("content/a.md", text.as_bytes(), &zone());
    faults.into_iter().map(|fault| (fault.kind.code(), fault.line)).collect()
}

#[test]
fn every_field_by_its_own_name() {
    let read = good(
        "content/thoi-tiet/bao-so-3.md",
        "---\ntitle: 'Bão số 3: Yagi'\ndate: 09-12-2023 14:30\nslug: Bão Yagi\nstandfirst: Sapo\nsection: Thời tiết\n\
        tags: [bão, Bão, 2023]\nauthors: [An, Bình]\ncredit: Tạp chí KTTV\ncover:\n  src: media/a.jpg\n  alt: Sóng\n  \
        caption: Chú thích\n  credit: X\nupdated: 2023-12-10\ncorrections:\n  - date: 2023-12-11\n    text: Sai số\n\
        related: [a, b]\nviews: 1203\nlang: vi\ntranslation_of: storm\ndraft: true\npublish_at: 2023-12-09T20:00:00+07:00\n\
        expires_at: 2024-01-01\ncomments: false\n---\n\nThân *bài*\n",
    );
    assert_eq!(read.title, "Bão số 3: Yagi");
    assert_eq!(read.date.to_string(), "2023-12-09T14:30:00+07:00");
    assert_eq!((read.slug.as_str(), read.section.as_deref()), ("bao-yagi", Some("Thời tiết")));
    assert_eq!(
        (read.tags, read.authors),
        (vec!["bão".into(), "2023".into()], vec!["An".into(), "Bình".into()])
    );
    let cover = read.cover.unwrap();
    assert_eq!(
        (cover.src.as_str(), cover.alt.as_str(), cover.credit.as_deref()),
        ("media/a.jpg", "Sóng", Some("X"))
    );
    assert_eq!(read.corrections[0].text, "Sai số");
    assert_eq!((read.related.len(), read.views, read.lang), (2, Some(1203), Some(Lang::Vi)));
    assert_eq!(
        (read.draft, read.comments, read.translation_of.as_deref()),
        (true, Some(false), Some("storm"))
    );
    assert!(read.publish_at.is_some() && read.expires_at.is_some() && read.updated.is_some());
    assert_eq!((read.body.as_str(), read.body_line), ("\nThân *bài*\n", 28));
    assert_eq!((read.lines.get("views"), read.lines.get("title")), (Some(&20), Some(&2)));
}

#[test]
fn files_of_other_systems() {
    let hugo = "publishDate = 2023-12-09T08:00:00+07:00\ndate = 2023-12-09\nlastmod = 2023-12-10T00:00:00Z\ntitle = 'Mưa'\n\
        weight = 3\nseries = ['x']\ncategories = ['Thời tiết', 'Bão']\ntags = ['mưa']\nimages = ['a.jpg']\n\
        expiryDate = 2030-01-01\nurl = '/2023/mua-lon/'\naliases = ['/cu/']\n[params]\nauthor = 'An'\nviews = 7\n";
    let read = good("content/posts/mua/index.md", &format!("+++\n{hugo}+++\nThân\n"));
    assert_eq!(
        (read.title.as_str(), read.slug.as_str(), read.section.as_deref()),
        ("Mưa", "mua-lon", Some("Thời tiết"))
    );
    assert_eq!(
        (read.tags, read.authors, read.views),
        (vec!["mưa".into(), "Bão".into()], vec!["An".into()], Some(7))
    );
    assert_eq!((read.cover.unwrap().src.as_str(), read.aliases.len()), ("a.jpg", 1));
    assert!(read.updated.is_some() && read.expires_at.is_some() && read.publish_at.is_some());

    let read = good(
        "content/en/weather/rain.md",
        "{\n \"title\": \"Rain\",\n \"date\": \"2023-12-09\"\n}\n\n# One\n",
    );
    assert_eq!((read.lang, read.section.as_deref(), read.body_line), (Some(Lang::En), Some("weather"), 5));
    assert_eq!(read.body, "\n# One\n");

    let zola = "+++\ntitle = \"A\"\ndate = 2023-12-09\n[taxonomies]\ntags = [\"b\"]\ncategories = [\"Nước\"]\n[extra]\nx = 1\n+++\n";
    let read = good("content/a.md", zola);
    assert_eq!((read.tags, read.section.as_deref()), (vec!["b".into()], Some("Nước")));
    assert!(read.extra.contains_key("extra"));

    let jekyll = "---\nlayout: post\ntitle: A\ncategories: thoi-tiet bao\nexcerpt: S\npublished: false\npermalink: /:year/:title/\n---\n";
    let read = good("content/_posts/2023-12-09-mua-lon.md", jekyll);
    assert_eq!(
        (read.slug.as_str(), read.section.as_deref(), read.draft),
        ("mua-lon", Some("thoi-tiet"), true)
    );
    assert_eq!(
        (read.date.day().day, read.tags, read.standfirst.as_deref()),
        (9, vec!["bao".into()], Some("S"))
    );

    let decap =
        "---\ntitle: A\ndate: 2023-12-09T00:00:00.000Z\nthumbnail: /media/a.jpg\ndescription: S\n---\nx";
    let read = good("content/a.en.md", decap);
    assert_eq!(
        (read.cover.unwrap().src.as_str(), read.lang, read.slug.as_str()),
        ("/media/a.jpg", Some(Lang::En), "a")
    );

    let json =
        "\u{feff}{\r\n\"title\": \"A\",\r\n\"date\": \"2023-12-09\",\r\n\"body\": \"Một\\n\\nhai\"\r\n}\r\n";
    let read = good("content/a.json", json);
    assert_eq!((read.body.as_str(), read.body_line), ("Một\n\nhai", 4));
}

#[test]
fn a_title_may_stand_in_the_body() {
    let read = good("content/2023-12-09.md", "\n# Mưa *lớn*\n\nThân\n");
    assert_eq!((read.title.as_str(), read.slug.as_str(), read.body.trim()), ("Mưa lớn", "mua-lon", "Thân"));
    assert_eq!(read.body_line + line_at(&read.body, read.body.find("Thân").unwrap()) - 1, 4);
    let read = good("content/a.md", "---\ntitle: Sức khoẻ\ndate: 2023-12-09\n---\n# Sức khỏe\n\nx");
    assert_eq!((read.title.as_str(), read.body.trim()), ("Sức khoẻ", "x"));
    let read = good("content/a.md", "---\ndate: 2023-12-09\n---\nMở\n\n## Mưa\n");
    assert_eq!((read.title.as_str(), read.body.as_str()), ("Mưa", "Mở\n\n## Mưa\n"));
}

#[test]
fn a_title_is_found_in_a_text_that_is_being_written() {
    for (body, title, expected) in [
        ("# Mưa *lớn*\n\nThân", "", Some(("Mưa lớn", 15))),
        ("\n  Mưa\nlớn\n===\nThân", "Mưa lớn", Some(("Mưa lớn", 18))),
        ("Mở\n\n## Mưa\n", "", Some(("Mưa", 0))),
        ("Mở\n\n## Mưa\n", "Mưa", None),
        ("# Nắng\n\nThân", "Mưa", None),
        ("> # Mưa\n", "Mưa", None),
        ("#\n\nThân", "", None),
        ("", "", None),
    ] {
        let found = heading(body, title);
        assert_eq!(found.as_ref().map(|it| (it.words.as_str(), it.end)), expected, "{body:?} {title}");
    }
}

#[test]
fn text_is_brought_to_nfc() {
    let read = good("content/a.md", "---\ntitle: Hoa\u{300}\ndate: 2023-12-09\n---\nMu\u{31b}a");
    assert_eq!((read.title.as_str(), read.body.as_str()), ("Hoà", "Mưa"));
}

#[test]
fn every_problem_is_named_with_its_line() {
    let date = "date: 2023-12-09\n";
    for (text, expected) in [
        (
            "---\ntitle: A\ndate: 31/02/2023\ntags: 5\nviews: -1\n---\n".to_owned(),
            vec![("bad-date", Some(3)), ("wrong-type", Some(4)), ("wrong-type", Some(5))],
        ),
        (format!("---\n{date}---\nkhông tiêu đề"), vec![("missing-title", Some(1))]),
        ("---\ntitle: A\n---\n".to_owned(), vec![("missing-date", Some(1))]),
        (
            format!("---\ntitle: A\n{date}standfrist: x\ncolour: y\n---\n"),
            vec![("unknown-field", Some(4)), ("unknown-field", Some(5))],
        ),
        (format!("---\ntitle: A\n{date}slug: ../x\n---\n"), vec![("bad-slug", Some(4))]),
        (format!("---\ntitle: [\n{date}"), vec![("front-matter", Some(1))]),
        ("---\ntitle: A\nx: 'y\n---\n".to_owned(), vec![("front-matter", Some(4))]),
        ("+++\ntitle = A\n+++\n".to_owned(), vec![("front-matter", Some(2))]),
        ("{\"title\":\n}".to_owned(), vec![("front-matter", Some(2))]),
        (
            format!("---\ntitle: A\n{date}lang: fr\ndraft: maybe\n---\n"),
            vec![("wrong-type", Some(4)), ("wrong-type", Some(5))],
        ),
    ] {
        assert_eq!(problems(&text), expected, "{text}");
    }
    let (_, notes) = read("a.md", format!("---\ntitle: A\n{date}standfrist: x\n---\n").as_bytes(), &zone());
    assert_eq!(notes[0].kind, Kind::Wrong(Wrong::Unknown("standfrist".into(), Some("standfirst"))));
    let (none, refused) = read("a.md", b"a\nb\n\xff", &zone());
    assert!(none.is_none() && refused[0].kind.code() == "not-utf8" && refused[0].line == Some(3));
    assert_eq!(read("a.md", &vec![b'a'; LARGEST + 1], &zone()).1[0].kind.code(), "too-large");
}

#[test]
fn bombs_are_refused_at_once() {
    let laughs: String =
        (1..12).map(|n| format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(", "))).collect();
    for text in [
        format!("---\na0: &a0 [x]\n{laughs}---\n"),
        format!("---\na: {}\n---\n", "[".repeat(100_000)),
        format!("---\n{}\n---\n", "- ".repeat(100_000)),
        format!("---\na: {}{}\n---\n", "{b: ".repeat(100_000), "}".repeat(100_000)),
        format!("---\n{}---\n", (0..1_000).map(|n| format!("{}a:\n", " ".repeat(n))).collect::<String>()),
        format!("+++\na = {}\n+++\n", "[".repeat(100_000)),
        format!("+++\na = {}\n+++\n", "{b=".repeat(100_000)),
        format!("+++\n[{}]\n+++\n", ["a"; 100_000].join(".")),
        format!("{{\"a\": {}", "[".repeat(100_000)),
        format!("---\n{}: a\n---\n", "? ".repeat(100_000)),
    ] {
        let start = Instant::now();
        let (manuscript, problems) = read("a.md", text.as_bytes(), &zone());
        let shown: String = text.chars().take(30).collect();
        assert!(manuscript.is_none() && !problems.is_empty(), "{shown:?}");
        assert!(start.elapsed() < Duration::from_secs(5), "{shown:?} took {:?}", start.elapsed());
        assert!(problems.iter().all(|fault| fault.sentence(Lang::En).len() < 1_500), "{shown:?}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), kind in 0..4) {
        let mut file = [&b""[..], b"---\n", b"+++\n", b"{\""][kind as usize].to_vec();
        file.extend(bytes);
        let _ = read("content/a.md", &file, &zone());
        let _ = read("content/a.json", &file, &zone());
    }

    #[test]
    fn any_fields_are_read_or_refused(
        lines in prop::collection::vec(("title|date|tags|cover|views|slug|draft|corrections|x", "\\PC{0,12}|\\[a, b\\]|true|[0-9/-]{0,12}|\\{src: a\\}"), 0..8),
        path in "(content/|_posts/|en/)?\\PC{0,12}(\\.md)?",
        body in "(# )?\\PC{0,20}",
    ) {
        let yaml: String = lines.iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
        let toml: String = lines.iter().map(|(name, value)| format!("{name} = {value}\n")).collect();
        for text in [format!("---\n{yaml}---\n{body}"), format!("+++\n{toml}+++\n{body}")] {
            let (manuscript, problems) = read(&path, text.as_bytes(), &zone());
            prop_assert!(manuscript.is_some() || !problems.is_empty());
            let failed = problems.iter().any(|problem| problem.severity == Severity::Error);
            prop_assert!(failed || manuscript.is_none_or(|read| !read.slug.is_empty() && !read.title.is_empty()));
        }
    }
}
