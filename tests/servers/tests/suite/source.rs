//! A site whose articles are in a real WordPress.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, id},
};

use browser_tests::programs;
use serde_json::Value;
use server_tests::{Options, WordPress};

use crate::SITE;

/// A folder of its own, removed when dropped.
struct Room(PathBuf);

impl Room {
    fn new(wordpress: &WordPress) -> Self {
        let room = std::env::temp_dir().join(format!("bantin-source-{}", id()));
        let _ = fs::remove_dir_all(&room);
        fs::create_dir_all(room.join("site")).unwrap();
        let settings = format!("[source]\nkind = 'wordpress'\nurl = '{}'\n", wordpress.address);
        fs::write(room.join("site/site.toml"), settings).unwrap();
        Self(room)
    }

    fn build(&self, more: &[&str]) -> Output {
        let mut bantin = Command::new(programs::bantin());
        bantin.args(["build", "--site", "site", "--out", "out"]).args(more).current_dir(&self.0);
        bantin.output().unwrap()
    }

    fn json(&self, path: &str) -> Value {
        serde_json::from_slice(&fs::read(self.0.join("out").join(path)).unwrap()).unwrap()
    }

    fn has(&self, article: &str) -> bool {
        Path::new(&self.0).join(format!("out/data/vi/article/{article}.json")).is_file()
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn the_press_builds_from_it_and_again_only_what_changed() {
    let Some(wordpress) = WordPress::start(&Options::new(&[SITE])) else { return };
    wordpress.newspaper();
    let room = Room::new(&wordpress);
    let first = said(&room.build(&[]));
    assert!(first.contains("Wrote out"), "{first}");
    for there in ["doc-ban-tin-bao", "song-hong-mua-can", "phim-mat-bao", "khong-co-tieu-de", "tit-rat-dai"] {
        assert!(room.has(there), "{there}: {first}");
    }
    for hidden in ["tin-co-mat-khau", "tin-rieng", "tin-nhap", "tin-nam-2043"] {
        assert!(!room.has(hidden), "{hidden}");
    }
    let article = &room.json("data/vi/article/doc-ban-tin-bao.json")["article"];
    assert_eq!(article["authors"][0], "Nguyễn Thị Hạnh");
    assert!(
        article["teaser"]["cover"]["variants"]["widths"].as_array().is_some_and(|widths| widths.len() > 2)
    );
    assert!(article["comments"].as_array().is_some_and(|comments| comments.len() > 5));

    wordpress.article("Mưa mới", "mua-moi", "<p>Mưa từ sáng.</p>");
    let second = said(&room.build(&[]));
    assert!(
        second.contains(" 2 fetched, 0 gone."),
        "the new one, and the one that was saved last before: {second}"
    );
    let told = room.json("changes.json");
    let added: Vec<_> = told["added"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(
        added.contains(&"data/vi/article/mua-moi.json")
            && !added.iter().any(|path| path.starts_with("media/"))
    );

    drop(wordpress);
    let third = room.build(&[]);
    assert!(!third.status.success() && said(&third).contains("does not answer"), "{}", said(&third));
    assert_eq!(room.json("changes.json"), told, "the site stays as it was");
    let offline = room.build(&["--offline"]);
    assert!(offline.status.success() && room.has("mua-moi"), "{}", said(&offline));
}
