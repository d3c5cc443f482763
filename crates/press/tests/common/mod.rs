//! A folder to work in, and the program to work with.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod server;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// 2026-01-01T00:00:00Z: the moment of every build in these tests.
pub const NOW: &str = "1767225600";

/// The document shell of the app, as it is before Trunk adds the app to it.
pub const SHELL: &str = include_str!("../../../../index.html");

/// A folder of its own, removed when dropped.
pub struct Room(pub PathBuf);

impl Room {
    pub fn new(name: &str) -> Self {
        let room = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&room);
        fs::create_dir_all(&room).unwrap();
        Self(room)
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    pub fn run(&self, args: &str) -> Output {
        self.command(args).output().unwrap()
    }

    pub fn command(&self, args: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bantin"));
        command.args(args.split(' ')).current_dir(&self.0).env("SOURCE_DATE_EPOCH", NOW);
        command
    }

    /// Runs, and says what went wrong if it did.
    pub fn ok(&self, args: &str) -> Output {
        let output = self.run(args);
        assert!(output.status.success(), "{args}: {}", String::from_utf8_lossy(&output.stderr));
        output
    }

    /// Every file below `path`, hidden ones too.
    pub fn tree(&self, path: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        add(&self.path(path), "", &mut files);
        files
    }

    /// Every file of a built site but the one that tells of the build before.
    pub fn site(&self, path: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = self.tree(path);
        files.remove("changes.json");
        files
    }

    /// Every file that a server shows, but for what tells of the build before.
    pub fn tree_of(&self, server: &server::Server) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        add(&server.folder().join("edition"), "", &mut files);
        files.remove("changes.json");
        files
    }

    pub fn json(&self, path: &str) -> serde_json::Value {
        let text = fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        serde_json::from_str(&text).unwrap()
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn add(folder: &Path, at: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry.unwrap();
        let path = format!("{at}{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_symlink() {
            continue;
        }
        match entry.path().is_dir() {
            true => add(&entry.path(), &format!("{path}/"), files),
            false => drop(files.insert(path, fs::read(entry.path()).unwrap())),
        }
    }
}

/// The smallest PNG: one pixel.
pub const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x03\0\0\0\x02\x08\x06\0\0\0\xf4\x78\xd4\xfa";

/// An article that has only what it must have.
pub fn article(title: &str, date: &str, rest: &str, body: &str) -> String {
    format!("---\ntitle: {title}\ndate: {date}\n{rest}---\n{body}\n")
}

const SYLLABLES: [&str; 24] = [
    "mưa", "lũ", "bão", "nắng", "hạn", "mặn", "sông", "biển", "triều", "gió", "trạm", "đo", "nước", "rừng",
    "khí", "hậu", "thuỷ", "thủy", "khoẻ", "khỏe", "đất", "ngập", "sạt", "lở",
];

/// A site of so many articles, each day one, in three sections, with two tags each.
pub fn many(room: &Room, site: &str, from: usize, to: usize) {
    for number in from..to {
        let mut seed = number as u64 * 2_654_435_761 + 12_345;
        let mut next = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize
        };
        let words: Vec<&str> = (0..120).map(|_| SYLLABLES[next() % SYLLABLES.len()]).collect();
        let day = news::date::Day::from_number(19_000 + number as i64);
        let date = format!("{:04}-{:02}-{:02}", day.year, day.month, day.day);
        let section = ["Thời tiết", "Thủy văn", "Khí hậu"][number % 3];
        let tags =
            format!("section: {section}\ntags: [{}, {}]\n", SYLLABLES[next() % 8], SYLLABLES[next() % 8]);
        let text = article(&format!("Bài {number} {}", words[..4].join(" ")), &date, &tags, &words.join(" "));
        room.write(&format!("{site}/content/bai-{number}.md"), text);
    }
}
