//! Files as Hugo, Jekyll, Zola, Decap CMS and people write them, changed field by field.

use proptest::prelude::*;

use super::*;
use crate::date::Moment;

fn zone() -> Zone {
    Zone::named("Asia/Ho_Chi_Minh").unwrap()
}

fn file(path: &str, text: &str) -> File {
    File::new(path, text, zone())
}

fn at(text: &str) -> Value {
    Value::Moment(super::super::dates::parse(text, &zone()).unwrap())
}

fn words(words: &str) -> Value {
    Value::List(words.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect())
}

/// Sets `field` to `value`, and expects the first part of each pair to have become the second, and nothing else.
fn changed(path: &str, text: &str, field: Field, value: impl Into<Value>, old: &str, new: &str) {
    let mut edited = file(path, text);
    let value = value.into();
    edited.set(field, value).unwrap_or_else(|why| panic!("{field:?} of {path}: {why:?}"));
    assert_eq!(text.matches(old).count(), 1, "{old:?} in {text}");
    assert_eq!(edited.text(), text.replace(old, new), "{field:?}");
}

const HUGO: &str = "+++\n# Bài mẫu\ntitle = 'Mưa lớn' # giữ\ndate = 2023-12-09T08:00:00+07:00\ndraft = false\n\
    tags = [\n  'mưa', # một\n  'lũ',\n]\ncategories = ['Thời tiết', 'Bão']\nimages = ['a.jpg', 'b.jpg']\n\n[params]\n  \
    author = 'An'\n  theme = { dark = true }\n\n[menu.main]\nweight = 3\n+++\n\nThân bài\n";

#[test]
fn hugo() {
    let path = "content/posts/mua/index.md";
    let check = |field, value: Value, old: &str, new: &str| changed(path, HUGO, field, value, old, new);
    check(Field::Title, "Mưa rất lớn".into(), "'Mưa lớn'", "'Mưa rất lớn'");
    check(Field::Title, "Mưa 'lớn'".into(), "'Mưa lớn'", "\"Mưa 'lớn'\"");
    check(Field::Date, at("2024-01-02 09:30"), "2023-12-09T08:00:00+07:00", "2024-01-02T09:30:00+07:00");
    check(Field::Draft, true.into(), "false", "true");
    check(Field::Tags, words("mưa lũ nước Bão"), "  'lũ',\n", "  'lũ',\n  'nước',\n");
    check(Field::Tags, words("mưa gió Bão"), "'lũ'", "'gió'");
    check(Field::Tags, words("mưa lũ"), "['Thời tiết', 'Bão']", "['Thời tiết']");
    check(Field::Section, "Nước".into(), "'Thời tiết'", "'Nước'");
    check(Field::CoverSrc, "c.jpg".into(), "'a.jpg'", "'c.jpg'");
    check(Field::CoverAlt, "Sóng".into(), "'a.jpg'", "{ src = 'a.jpg', alt = \"Sóng\" }");
    check(Field::Authors, words("Bình"), "'An'", "'Bình'");
    check(Field::Authors, words("An Bình"), "'An'", "[\"An\", \"Bình\"]");
    check(Field::Standfirst, "Sapo".into(), "'b.jpg']\n", "'b.jpg']\nstandfirst = \"Sapo\"\n");
    check(
        Field::Updated,
        at("2024-01-02 09:30"),
        "'b.jpg']\n",
        "'b.jpg']\nupdated = 2024-01-02T09:30:00+07:00\n",
    );
    check(Field::Views, 7.into(), "'b.jpg']\n", "'b.jpg']\nviews = 7\n");
    let mut edited = file(path, HUGO);
    assert_eq!(edited.name(Field::Authors).as_deref(), Some("params.author"));
    assert_eq!(edited.remove(Field::Authors), Ok(true));
    assert_eq!(edited.text(), HUGO.replace("  author = 'An'\n", ""));
    let mut edited = file(path, HUGO);
    assert_eq!(edited.remove(Field::Section), Ok(true));
    assert_eq!(edited.get(Field::Tags), Some(words("mưa lũ Bão")));
    assert_eq!(edited.get(Field::Section), None);
}

const JEKYLL: &str = "---\r\nlayout: post\r\ntitle:  \"Mưa: lớn\"   # giữ\r\ntags: mưa lũ\r\ncategories: thoi-tiet\r\npublished: false\r\n\
    excerpt: >-\r\n  Hai dòng\r\n  sapo\r\n\r\nimage: /a.jpg\r\npermalink: /:year/:title/\r\n---\r\nThân\r\n";

#[test]
fn jekyll_with_windows_line_ends() {
    let path = "content/_posts/2023-12-09-mua.md";
    let check = |field, value: Value, old: &str, new: &str| changed(path, JEKYLL, field, value, old, new);
    check(Field::Title, "Mưa: nhỏ".into(), "\"Mưa: lớn\"", "\"Mưa: nhỏ\"");
    check(Field::Tags, words("mưa lũ gió"), "mưa lũ", "mưa lũ gió");
    check(Field::Tags, vec!["mưa lớn".to_owned()].into(), "mưa lũ", "[mưa lớn]");
    check(Field::Section, "Nước".into(), "thoi-tiet", "Nước");
    check(Field::Draft, false.into(), "published: false", "published: true");
    check(Field::Standfirst, "Một: câu".into(), ">-\r\n  Hai dòng\r\n  sapo", "\"Một: câu\"");
    check(Field::CoverAlt, "Sóng".into(), "image: /a.jpg", "image:\r\n  src: /a.jpg\r\n  alt: Sóng");
    check(Field::Date, at("2023-12-10"), ":title/\r\n", ":title/\r\ndate: 2023-12-10\r\n");
    let mut edited = file(path, JEKYLL);
    assert_eq!(edited.body(), "Thân\n");
    assert_eq!(edited.set_body("Thân\nHai\n"), Ok(true));
    assert_eq!(edited.text(), format!("{JEKYLL}Hai\r\n"));
}

#[test]
fn zola() {
    let path = "content/a.md";
    let text = "+++\ntitle = \"\"\"Mưa\"\"\"\ndate = 2023-12-09\n\n[taxonomies]\ncategories = [\"Nước\"]\n\n[extra]\n\
        cover.image = \"x.jpg\"\nx = 1\n\n[[extra.links]]\nname = \"a\"\n+++\n";
    let check = |field, value: Value, old: &str, new: &str| changed(path, text, field, value, old, new);
    check(Field::Title, "Gió".into(), "\"\"\"Mưa\"\"\"", "\"Gió\"");
    check(Field::Date, at("2023-12-10"), "2023-12-09", "2023-12-10");
    check(Field::Date, at("2023-12-10 09:00"), "2023-12-09", "2023-12-10 09:00:00");
    check(Field::Tags, words("a"), "[\"Nước\"]\n", "[\"Nước\"]\ntags = [\"a\"]\n");
    check(Field::Section, "Gió".into(), "\"Nước\"", "\"Gió\"");
    check(Field::CoverSrc, "y.jpg".into(), "\"x.jpg\"", "\"y.jpg\"");
    check(Field::CoverAlt, "Sóng".into(), "\"x.jpg\"\n", "\"x.jpg\"\ncover.alt = \"Sóng\"\n");
    let mut edited = file(path, text);
    assert_eq!(edited.remove(Field::CoverSrc), Ok(true));
    assert_eq!(edited.text(), text.replace("cover.image = \"x.jpg\"\n", ""));
    let text = "+++\ntitle = \"A\"\n[cover]\n# ảnh\nimage = \"x.jpg\"\n\n[extra]\nx = 1\n+++\n";
    changed(path, text, Field::CoverCredit, "An", "\"x.jpg\"\n", "\"x.jpg\"\ncredit = \"An\"\n");
    let mut edited = file(path, text);
    assert_eq!(edited.remove(Field::CoverSrc), Ok(true));
    assert_eq!(edited.text(), "+++\ntitle = \"A\"\n\n[extra]\nx = 1\n+++\n");
}

#[test]
fn decap_and_people() {
    let path = "content/a.en.md";
    let text = "\u{feff}---\ntitle: Mưa lớn\ndate: 2023-12-09T00:00:00.000Z\nthumbnail: /media/a.jpg\ndescription:\n\
        # ghi chú\ntags:\n  - mưa\n  - \"lũ: lớn\" # hai\n\n  - gió\nauthors: []\ncover_note: x\n---\n\nx";
    let check = |field, value: Value, old: &str, new: &str| changed(path, text, field, value, old, new);
    check(Field::Title, "1203".into(), "Mưa lớn", "\"1203\"");
    check(Field::Title, "Mưa # lớn".into(), "Mưa lớn", "\"Mưa # lớn\"");
    check(
        Field::Date,
        at("2023-12-10T07:00:00+07:00"),
        "2023-12-09T00:00:00.000Z",
        "2023-12-10T07:00:00.000+07:00",
    );
    check(Field::Standfirst, "Sapo".into(), "description:\n", "description: Sapo\n");
    let tags = |list: &[&str]| Value::List(list.iter().map(|tag| (*tag).to_owned()).collect());
    check(Field::Tags, tags(&["mưa", "gió"]), "  - \"lũ: lớn\" # hai\n", "");
    check(Field::Tags, tags(&["mưa", "lũ: lớn", "gió", "bão"]), "  - gió\n", "  - gió\n  - bão\n");
    check(Field::Tags, tags(&["bão", "mưa", "lũ: lớn", "gió"]), "  - mưa\n", "  - bão\n  - mưa\n");
    check(Field::Authors, words("An Bình"), "[]", "[An, Bình]");
    check(Field::CoverSrc, "/media/b.jpg".into(), "/media/a.jpg", "\"/media/b.jpg\"");
    let mut edited = file(path, text);
    assert_eq!(edited.remove(Field::Tags), Ok(true));
    let start = text.find("tags:").unwrap()..text.find("authors:").unwrap();
    assert_eq!(edited.text(), text.replace(&text[start], ""));
}

#[test]
fn json() {
    let path = "content/a.json";
    let text = "{\r\n\t\"title\": \"A\",\r\n\t\"x\": {\"title\": 1},\r\n\t\"tags\": [\"a\", \"b\"],\r\n\t\"body\": \"Một\\n\\nhai\"\r\n}\r\n";
    let check = |field, value: Value, old: &str, new: &str| changed(path, text, field, value, old, new);
    check(Field::Title, "B \"c\"".into(), "\"A\"", "\"B \\\"c\\\"\"");
    check(Field::Tags, words("a b c"), "\"b\"]", "\"b\", \"c\"]");
    check(Field::Tags, words("b"), "[\"a\", \"b\"]", "[\"b\"]");
    check(Field::Views, 9.into(), "\"b\"]", "\"b\"],\r\n\t\"views\": 9");
    let mut edited = file(path, text);
    assert_eq!((edited.remove(Field::Title), edited.set_body("Ba")), (Ok(true), Ok(true)));
    assert_eq!(edited.text(), text.replace("\"title\": \"A\",\r\n\t", "").replace("Một\\n\\nhai", "Ba"));
    let path = "content/a.md";
    let text = "{\n \"title\": \"Rain\",\n \"date\": \"2023-12-09\"\n}\n\n# One\n";
    changed(path, text, Field::Slug, "rain", "\"2023-12-09\"\n", "\"2023-12-09\",\n \"slug\": \"rain\"\n");
    changed(path, "{\"title\":\"a\"}\nx", Field::Slug, "b", "\"a\"}", "\"a\",\"slug\":\"b\"}");
    let mut edited = file(path, text);
    assert_eq!(edited.set_body("Two"), Ok(true));
    assert_eq!(edited.text(), text.replace("\n# One\n", "Two"));
}

#[test]
fn a_file_without_fields_gets_some() {
    let text = "# Mưa\n\nThân\n";
    let mut edited = file("content/2023-12-09.md", text);
    assert_eq!(edited.remove(Field::Tags), Ok(false));
    assert_eq!(edited.set(Field::Draft, false), Ok(false));
    assert_eq!(edited.text(), text);
    assert_eq!(edited.set(Field::Tags, words("a")), Ok(true));
    assert_eq!(edited.text(), format!("---\ntags: [a]\n---\n{text}"));
    let mut edited = file("content/a.md", "Thân");
    assert_eq!(edited.set_body("---\nMột\n---\n"), Ok(true));
    assert_eq!((edited.body().as_str(), edited.get(Field::Title)), ("---\nMột\n---\n", None));
}

#[test]
fn a_new_article() {
    let fields = [
        (Field::Title, "Bão: số 3".into()),
        (Field::Date, at("2023-12-09 14:30")),
        (Field::Tags, words("bão mưa")),
        (Field::CoverSrc, "/media/a.jpg".into()),
        (Field::CoverAlt, "Sóng".into()),
        (Field::Draft, true.into()),
    ];
    let made = File::fresh("content/bao.md", fields.clone(), "Thân\n", zone()).unwrap();
    assert_eq!(
        made.text(),
        "---\ntitle: \"Bão: số 3\"\ndate: 2023-12-09T14:30:00+07:00\ntags: [bão, mưa]\ncover:\n  src: \"/media/a.jpg\"\n  \
        alt: Sóng\ndraft: true\n---\n\nThân\n"
    );
    let (read, faults) = made.read().unwrap();
    assert!(faults.is_empty() && read.draft, "{faults:?}");
    let made = File::fresh("content/bao.json", fields, "Thân\n", zone()).unwrap();
    assert_eq!((made.body().as_str(), made.get(Field::CoverAlt)), ("Thân\n", Some("Sóng".into())));
}

#[test]
fn what_is_not_safe_is_refused() {
    for (text, field, value) in [
        ("---\ntitle: &a Mưa\nx: *a\n---\n", Field::Title, "Gió".into()),
        ("---\ntitle: !t Mưa\n---\n", Field::Title, "Gió".into()),
        ("---\nauthors:\n  - name: An\n    url: x\n---\n", Field::Authors, words("An Bình")),
        ("{\"title\": \"a\", \"title\": \"b\"}\n", Field::Title, "c".into()),
    ] {
        let mut edited = file("content/a.md", text);
        let refused = edited.set(field, value);
        assert!(matches!(refused, Err(Unchanged::Fixed(_))), "{text}: {refused:?}");
        assert_eq!(edited.text(), text);
    }
    let mut edited = file("content/a.md", "---\ntitle: A\n---\n");
    assert_eq!(edited.set(Field::CoverAlt, "Sóng"), Err(Unchanged::NoCover));
    assert_eq!(edited.set(Field::Tags, "a"), Err(Unchanged::Kind(Field::Tags)));
    for (field, value) in [(Field::Slug, "../x"), (Field::Lang, "fr")] {
        assert!(matches!(edited.set(field, value), Err(Unchanged::Refused(_))), "{field:?}");
    }
    let mut broken = file("content/a.md", "---\ntitle: [\n---\n");
    assert!(matches!(broken.set(Field::Title, "A"), Err(Unchanged::Unreadable(_))));
    assert_eq!(edited.text(), "---\ntitle: A\n---\n");
}

/// Files in each format, with what surrounds a title in each.
const FILES: [(&str, &str); 6] = [
    ("content/a.md", HUGO),
    ("content/_posts/a.md", JEKYLL),
    ("content/a.md", "---\n# x\ntitle: a\nz: {title: b} # c\n---\nx\n"),
    ("content/a.md", "---\ntitle: 'a'\nz: [title, b]\n\n---\nx\n"),
    ("content/a.md", "{\"title\": \"a\"}\nx\n"),
    ("content/a.json", "{\n  \"z\": [1.50, {}],\n  \"title\": \"a\", \"body\": \"b\"\n}"),
];

#[test]
fn what_was_there_comes_back_as_it_was_written() {
    for (path, from) in FILES {
        let mut edited = file(path, from);
        for (field, value) in [(Field::Title, "b"), (Field::Credit, "c: d"), (Field::Section, "e")] {
            let before = edited.get(field);
            assert_eq!(edited.set(field, value), Ok(true));
            match before {
                Some(before) => edited.set(field, before).unwrap(),
                None => edited.remove(field).unwrap(),
            };
            assert_eq!(edited.text(), from, "{field:?}");
        }
    }
}

proptest! {
    #[test]
    fn any_text_comes_back_and_nothing_else_changes(
        text in "[\\PC\n\t\r\u{1}\u{301}\u{85}\u{a0}\u{2028}\"'\\\\#:,\\[\\]{}&*!|>%@` -]{1,24}", number in 0..FILES.len(),
        field in prop::sample::select(vec![Field::Title, Field::Standfirst, Field::Credit, Field::CoverSrc, Field::Section]),
    ) {
        let (path, from) = FILES[number];
        let wanted = crate::text::vietnamese::nfc(text.trim()).into_owned();
        prop_assume!(!wanted.is_empty());
        let mut edited = file(path, from);
        let before = edited.get(field);
        edited.set(field, text.clone()).unwrap();
        prop_assert_eq!(edited.get(field), Some(Value::Text(wanted.clone())));
        let (read, faults) = edited.read().unwrap();
        prop_assert!(field != Field::Title || read.title == wanted, "{:?}", faults);
        // All but one stretch of bytes is as it was.
        let new = edited.text().to_owned();
        let start = from.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
        let end = from.bytes().rev().zip(new.bytes().rev()).take_while(|(a, b)| a == b).count();
        prop_assert!(start + end + 200 > from.len(), "{} {}", start, end);
        match before {
            Some(before) => {
                edited.set(field, before).unwrap();
            }
            None => {
                edited.remove(field).unwrap();
                prop_assert_eq!(edited.text(), from);
            }
        }
    }

    #[test]
    fn lists_come_back(
        lists in prop::collection::vec(prop::collection::vec("[\\PC,:#'\"\n]{1,8}", 0..5), 1..4), number in 0..FILES.len(),
        field in prop::sample::select(vec![Field::Tags, Field::Authors, Field::Related]),
    ) {
        let (path, from) = FILES[number];
        let mut edited = file(path, from);
        for list in lists {
            let words = list.iter().map(|word| crate::text::vietnamese::nfc(word.trim()).into_owned());
            let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
            let words = if field == Field::Tags { super::super::fields::unlike(words) } else { words };
            edited.set(field, list).unwrap();
            prop_assert_eq!(edited.get(field), Some(words).filter(|words| !words.is_empty()).map(Value::List));
        }
    }

    #[test]
    fn moments_come_back(unix in -60_000_000_000_i64..250_000_000_000, offset in -1439_i16..1440, number in 0..FILES.len()) {
        let (path, from) = FILES[number];
        let mut edited = file(path, from);
        let moment = Moment::new(unix, offset);
        for field in [Field::Date, Field::PublishAt, Field::Updated] {
            edited.set(field, moment).unwrap();
            prop_assert_eq!(edited.get(field), Some(moment.into()));
            prop_assert_eq!(edited.set(field, moment), Ok(false));
        }
    }

    #[test]
    fn a_body_comes_back(body in "(---\n|\\+\\+\\+\n|\\{\"|[\\PC\n\"'\\\\]{0,20}){0,3}", number in 0..FILES.len()) {
        let (path, from) = FILES[number];
        let mut edited = file(path, from);
        let before = edited.body();
        edited.set_body(&body).unwrap();
        let nfc = crate::text::vietnamese::nfc;
        let got = edited.body();
        prop_assert_eq!(nfc(&got), nfc(&body));
        edited.set_body(&before).unwrap();
        prop_assert_eq!(edited.text(), from);
    }

    #[test]
    fn any_file_is_changed_or_left(
        text in "(---\n|\\+\\+\\+\n|\\{\"title\": )?((title|tags|cover|params|\\[params\\]|  src|draft|- )(: |= |=|:|\n)[\\PC\\[\\]{}\"',:&*|>-]{0,8}\r?\n){0,6}(---\n|\\+\\+\\+\n|\\})?\\PC{0,8}",
        json in any::<bool>(), field in prop::sample::select(Field::ALL.to_vec()),
    ) {
        let mut edited = file(if json { "a.json" } else { "a.md" }, &text);
        let values = [Value::from("x"), words("x y").to_owned(), true.into(), 7.into(), at("2023-12-09")];
        for value in values {
            if edited.set(field, value.clone()).is_ok() {
                prop_assert!(edited.get(field).is_some_and(|got| got == value) || field == Field::Lang);
            }
        }
        let _ = edited.remove(field);
        let _ = edited.set_body("---\nx");
    }
}
