//! A build that follows another is the same as one from nothing, and touches only what is another now.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::{
    collections::BTreeMap,
    fs,
    time::{Duration, SystemTime},
};

use common::{NOW, PIXEL, Room, SHELL, article, many};

/// Files of a site, changed at random and always in the same way.
struct Editor {
    room: Room,
    seed: u64,
    now: u64,
    /// Articles by number, and how their files are written.
    articles: BTreeMap<usize, Draft>,
    next: usize,
}

#[derive(Clone)]
struct Draft {
    file: String,
    slug: String,
    day: usize,
    version: usize,
    tags: [usize; 2],
    link: usize,
    picture: usize,
    more: String,
}

const TAGS: [&str; 5] = ["bão", "Lũ", "hạn mặn", "sức khoẻ", "Sức khỏe"];
const SECTIONS: [&str; 3] = ["Thời tiết", "Thủy văn", "khi-hau"];

impl Editor {
    fn new(name: &str, seed: u64) -> Self {
        let room = Room::new(name);
        room.write("site/site.toml", "url = 'https://a.example'\n").write("app/index.html", SHELL);
        room.write("app/favicon.svg", "<svg/>");
        for picture in 0..3 {
            room.write(&format!("site/media/{picture}.png"), PIXEL);
        }
        let mut editor = Self { room, seed, now: NOW.parse().unwrap(), articles: BTreeMap::new(), next: 0 };
        // More than are related news for each other, so that a new one looks back as in a large archive.
        (0..news::related::FIRST + 8).for_each(|_| editor.add());
        editor
    }

    fn any(&mut self, below: usize) -> usize {
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.seed >> 33) as usize % below
    }

    fn add(&mut self) {
        let number = self.next;
        self.next += 1;
        let draft = Draft {
            file: format!("site/content/bai-{number}.md"),
            slug: format!("bai-{number}"),
            day: number,
            version: 0,
            tags: [self.any(5), self.any(5)],
            link: self.any(number + 2),
            picture: self.any(4),
            more: String::new(),
        };
        self.articles.insert(number, draft);
        self.write(number);
    }

    fn write(&self, number: usize) {
        let draft = &self.articles[&number];
        let day = news::date::Day::from_number(19_000 + draft.day as i64);
        let date = format!("{:04}-{:02}-{:02}", day.year, day.month, day.day);
        let fields = format!(
            "slug: {}\nsection: {}\ntags: [{}, {}]\n{}",
            draft.slug,
            SECTIONS[number % 3],
            TAGS[draft.tags[0]],
            TAGS[draft.tags[1]],
            draft.more
        );
        // Some links and pictures lead nowhere, now and then: the last picture would be an error.
        let picture = match draft.picture {
            3 => String::new(),
            picture => format!("![Ảnh](/media/{picture}.png)"),
        };
        let body = format!(
            "Lần {} của bài {number}, mưa lũ {}. [Bài](/bai-viet/bai-{}/) [thẻ](/the/bao/) {picture}",
            draft.version,
            "triều cường ".repeat(number % 4),
            draft.link
        );
        self.room.write(&draft.file, article(&format!("Bài {number}"), &date, &fields, &body));
    }

    /// One change, of any kind; what it was.
    fn change(&mut self) -> String {
        let numbers: Vec<usize> = self.articles.keys().copied().collect();
        let number = numbers[self.any(numbers.len())];
        let file = self.articles[&number].file.clone();
        let path = self.room.path(&file);
        let kind = self.any(16);
        let mut draft = self.articles[&number].clone();
        match kind {
            0 | 1 => self.add(),
            2 => {
                fs::remove_file(path).unwrap();
                self.articles.remove(&number);
                return format!("{number} is gone");
            }
            3 => {
                fs::remove_file(path).unwrap();
                draft.file = format!("site/content/khac/{number}-{}.md", self.any(9));
            }
            4 => draft.slug = format!("bai-{}", 100 + self.any(50)),
            5 => draft.tags[0] = self.any(5),
            6 => draft.more = format!("draft: {}\n", self.any(2) == 0),
            7 => draft.more = format!("expires_at: 2026-01-0{}\n", 1 + self.any(8)),
            8 => draft.more = format!("publish_at: 2026-01-0{}\n", 1 + self.any(8)),
            9 => draft.more = format!("related: [bai-{}]\ncover: /media/1.png\n", self.any(30)),
            10 => {
                self.now += 86_400;
                return "a day goes by".into();
            }
            11 => {
                let text = format!(
                    "[{{\"id\":\"a\",\"name\":\"An\",\"date\":\"2026-01-01T00:00:00Z\",\"text\":\"{}\"}}]",
                    self.any(9)
                );
                self.room.write(&file.replace(".md", ".comments.json"), text);
                return format!("{number} has a comment");
            }
            12 => {
                let picture = format!("site/media/{}.png", self.any(3));
                let mut bytes = PIXEL.to_vec();
                bytes[19] = self.any(9) as u8;
                self.room.write(&picture, bytes);
                return format!("{picture} is another");
            }
            13 => {
                let text = format!("url = 'https://a.example'\ntitle = 'Báo {}'\n", self.any(9));
                self.room.write("site/site.toml", text);
                return "the settings are others".into();
            }
            14 => {
                let text = format!("---\ntitle: Khác {}\n---\n", self.any(9));
                self.room.write("site/content/khac/_index.md", text);
                return "a folder has a name".into();
            }
            _ => draft.version += 1,
        }
        if kind > 1 && self.articles.values().filter(|other| other.slug == draft.slug).count() > 0 {
            draft.slug.clone_from(&self.articles[&number].slug);
        }
        if kind > 1 {
            let what = format!("{number}: {kind}");
            self.articles.insert(number, draft);
            self.write(number);
            return what;
        }
        "one more".into()
    }

    fn build(&self, args: &str) {
        let mut command = self.room.command(&format!("build --site site --app app {args}"));
        let output = command.env("SOURCE_DATE_EPOCH", self.now.to_string()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

/// Makes all files of a site old enough that their dates are believed.
fn settle(room: &Room) {
    let old = SystemTime::now() - Duration::from_secs(600);
    for folder in ["site", "app"] {
        for path in room.tree(folder).keys() {
            let file = fs::File::options().write(true).open(room.path(&format!("{folder}/{path}"))).unwrap();
            if file.metadata().unwrap().modified().unwrap() > old + Duration::from_secs(60) {
                file.set_modified(old).unwrap();
            }
        }
    }
}

fn same(left: &BTreeMap<String, Vec<u8>>, right: &BTreeMap<String, Vec<u8>>, what: &str) {
    for path in left.keys().chain(right.keys()) {
        let text = |files: &BTreeMap<String, Vec<u8>>| {
            files.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned())
        };
        assert_eq!(text(left), text(right), "{path} after {what}");
    }
}

#[test]
fn a_warm_build_is_a_cold_one() {
    for seed in [1, 2, 3] {
        let mut editor = Editor::new(&format!("warm-{seed}"), seed);
        editor.build("--out out");
        for round in 0..16 {
            let changes: Vec<String> = (0..1 + editor.any(3)).map(|_| editor.change()).collect();
            if round % 2 == 0 {
                settle(&editor.room);
            }
            editor.build("--out out");
            let _ = fs::remove_dir_all(editor.room.path("cold"));
            editor.build("--out cold --fresh");
            let what = format!("round {round} of {seed}: {changes:?}");
            same(&editor.room.site("out"), &editor.room.site("cold"), &what);
            let spare = editor.room.site(".out.bantin-spare");
            same(&spare, &editor.room.site("cold"), &format!("{what}, in the spare"));
        }
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_written_again() {
    use std::os::unix::fs::MetadataExt;
    let room = Room::new("untouched");
    many(&room, "site", 0, 30);
    room.write("site/media/x.png", PIXEL).write("app/index.html", SHELL).write("app/app.wasm", "wasm");
    room.ok("build --site site --out out --app app");
    let files = |room: &Room| -> BTreeMap<String, (u64, i64)> {
        let numbered = |path: String| {
            let found = fs::metadata(room.path(&format!("out/{path}"))).unwrap();
            (path, (found.ino(), found.mtime_nsec()))
        };
        room.site("out").into_keys().map(numbered).collect()
    };
    let before = files(&room);
    room.ok("build --site site --out out --app app");
    assert!(files(&room) == before);
    let told = room.json("out/changes.json");
    assert_eq!(
        (&told["build"], &told["added"], &told["changed"]),
        (&told["since"], &[(); 0].as_slice().into(), &[(); 0].as_slice().into())
    );
    many(&room, "site", 30, 31);
    room.ok("build --site site --out out --app app");
    let after = files(&room);
    let told = room.json("out/changes.json");
    let changed = |path: &&String| told["changed"].as_array().unwrap().iter().any(|known| known == *path);
    for path in before.keys().filter(|path| !changed(path) && *path != ".bantin") {
        assert_eq!(before[path], after[path], "{path}");
    }
    assert!(after["index.html"] != before["index.html"]);
}

#[test]
fn what_was_left_may_be_damaged_or_edited() {
    let room = Room::new("damaged");
    many(&room, "site", 0, 12);
    room.ok("build --site site --out out");
    let whole = room.site("out");
    many(&room, "site", 12, 13);
    room.ok("build --site site --out out");
    let more = room.site("out");
    assert!(!room.json("out/changes.json")["since"].is_null());
    // Spoils what starts with `kind`, at so many thousandths of each file.
    let spoil = |kind: &str, at: usize| {
        for file in fs::read_dir(room.path(".out.bantin-cache")).unwrap().map(Result::unwrap) {
            if file.file_name().to_str().unwrap().starts_with(kind) {
                let mut bytes = fs::read(file.path()).unwrap();
                let place = bytes.len() * at / 1000;
                bytes[place] ^= 1;
                fs::write(file.path(), bytes).unwrap();
            }
        }
    };
    let is_anew = || {
        room.ok("build --site site --out out");
        room.json("out/changes.json")["since"].is_null()
    };
    for kind in ["state-", "articles-", "related-", "files-"] {
        for at in [0, 200, 500, 800, 999] {
            spoil(kind, at);
            fs::remove_file(room.path("site/content/bai-12.md")).unwrap();
            // Of articles the end is not read before somebody asks for it, and some of it nobody does.
            assert!(is_anew() || (kind == "articles-" && (200..999).contains(&at)), "{kind}, {at}");
            assert!(room.site("out") == whole, "{kind}, {at}");
            many(&room, "site", 12, 13);
            assert!(!is_anew() && room.site("out") == more, "{kind}, {at}");
        }
    }
    fs::remove_dir_all(room.path(".out.bantin-spare")).unwrap();
    assert!(!is_anew() && room.site("out") == more);
    // A host changes the settings in place, or replaces the file.
    for replace in [false, true] {
        let path = room.path("out/data/site.json");
        if replace {
            fs::remove_file(&path).unwrap();
        }
        fs::write(&path, "{}").unwrap();
        room.ok("build --site site --out out");
        assert!(room.site("out") == more);
    }
    room.write(".out.bantin-spare/foreign", "x");
    fs::remove_file(room.path(".out.bantin-spare/.bantin")).unwrap();
    fs::remove_file(room.path("site/content/bai-12.md")).unwrap();
    room.ok("build --site site --out out");
    assert!(room.site("out") == whole);
}

#[test]
fn files_of_the_app_stay_for_one_more_release() {
    let room = Room::new("releases");
    many(&room, "site", 0, 3);
    let names = |number: usize| -> Vec<String> {
        let html =
            SHELL.replacen("</head>", &format!("<script src=\"/app-{number}.js\"></script></head>"), 1);
        let _ = fs::remove_dir_all(room.path("app"));
        room.write("app/index.html", html).write(&format!("app/app-{number}.js"), number.to_string());
        room.ok("build --site site --out out --app app");
        room.tree("out").into_keys().filter(|path| path.starts_with("app/")).collect()
    };
    let first = names(1);
    assert_eq!(first.len(), 1);
    let second = names(2);
    assert!(second.len() == 2 && second.contains(&first[0]), "{second:?}");
    assert_eq!(names(2), second, "the same release again");
    many(&room, "site", 3, 4);
    assert_eq!(names(2), second, "one more article");
    let third = names(3);
    assert!(third.len() == 2 && !third.contains(&first[0]), "{third:?}");
}
