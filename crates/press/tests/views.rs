//! How often articles were read, from the newsroom's own statistics.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::collections::BTreeSet;

use common::{Room, SHELL, many};

const BUILD: &str = "build --site site --out out --app app --views views.csv";

fn newspaper(name: &str) -> Room {
    let room = Room::new(name);
    room.write("site/site.toml", "url = 'https://a.example/tin'\n").write("app/index.html", SHELL);
    many(&room, "site", 0, 30);
    let own = "views: 5\naliases: [/cu/1.html]\nslug: bai-co-so\n";
    room.write("site/content/rieng.md", common::article("Riêng", "2025-01-01", own, "Chữ."));
    room
}

/// The line under the headline, without its tags.
fn facts(room: &Room, slug: &str) -> String {
    let page = std::fs::read_to_string(room.path(&format!("out/bai-viet/{slug}/index.html"))).unwrap();
    let line = page.split("class=\"facts\">").nth(1).unwrap().split("</p>").next().unwrap();
    line.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect()
}

#[test]
fn a_snapshot_stands_on_the_pages_with_its_day() {
    let room = newspaper("views-page");
    room.ok("build --site site --out out --app app");
    assert!(facts(&room, "bai-co-so").contains("Lượt xem: 5"), "{}", facts(&room, "bai-co-so"));
    assert!(!facts(&room, "bai-3").contains("Lượt xem"));
    let rows = "path,views,date\n/bai-viet/bai-3/,1200,2025-12-30\nhttps://a.example/tin/bai-viet/bai-3/?a=1,3,2025-12-31\n\
        bai-4,0,2025-12-31\n/tin/cu/1.html,7,2025-12-31\n/,900,2025-12-31\n/tin/feed.xml,8,2025-12-31\n/wp-login.php,66,2025-12-31\n";
    room.write("views.csv", rows);
    let said = room.ok(BUILD).stderr;
    let said = String::from_utf8_lossy(&said);
    assert!(said.contains("views.csv:8: note[views]: `/wp-login.php` is no page of this site\n"), "{said}");
    assert!(
        facts(&room, "bai-3").contains("Lượt xem: 1.203 (tính đến 31-12-2025)"),
        "{}",
        facts(&room, "bai-3")
    );
    assert!(facts(&room, "bai-4").contains("Lượt xem: 0 (tính đến 31-12-2025)"));
    // Its former address was counted; and that counts more than what the article says itself.
    assert!(facts(&room, "bai-co-so").contains("Lượt xem: 7 (tính đến"), "{}", facts(&room, "bai-co-so"));
    assert!(!facts(&room, "bai-5").contains("Lượt xem"));
    let article = room.json("out/data/vi/article/bai-3.json");
    let told = (&article["article"]["views"], &article["article"]["views_at"]);
    assert_eq!(told, (&1203.into(), &"2025-12-31T00:00:00+07:00".into()));
}

#[test]
fn another_snapshot_changes_the_pages_whose_numbers_changed() {
    let room = newspaper("views-warm");
    room.write(
        "views.csv",
        "path,views,date\nbai-3,10,2025-12-30\nbai-4,20,2025-12-30\nbai-5,30,2025-12-30\n",
    );
    room.ok(BUILD);
    room.write(
        "views.csv",
        "path,views,date\nbai-3,10,2025-12-30\nbai-4,21,2025-12-31\nbai-6,1,2025-12-31\n",
    );
    room.ok(BUILD);
    let told = room.json("out/changes.json");
    let changed: BTreeSet<String> = serde_json::from_value(told["changed"].clone()).unwrap();
    let expected = ["bai-4", "bai-5", "bai-6"];
    let expected = expected
        .iter()
        .flat_map(|slug| [format!("bai-viet/{slug}/index.html"), format!("data/vi/article/{slug}.json")]);
    assert_eq!(changed, expected.collect());
    assert_eq!((&told["added"], &told["removed"]), (&serde_json::json!([]), &serde_json::json!([])));
    room.ok(&BUILD.replace("--out out", "--out cold"));
    assert!(room.site("out") == room.site("cold"));
    // Without it, everything is as if there had been none.
    room.ok("build --site site --out out --app app");
    room.ok("build --site site --out plain --app app");
    assert!(room.site("out") == room.site("plain") && room.site("out") != room.site("cold"));
}

#[test]
fn a_snapshot_that_can_not_be_used_stops_the_build() {
    let room = newspaper("views-wrong");
    let fails = |words: &str| {
        let output = room.run(BUILD);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && said.contains(words), "{said}");
        assert!(!room.path("out/index.html").exists());
    };
    fails("views.csv: error[unreadable]");
    room.write("views.csv", "path,views\nbai-3,1\n");
    fails("views.csv:1: error[views]: does not say up to when it counts");
    room.write("views.csv", "path,views,date\nbai-3,1,2025-12-30\nbai-4,x,2025-12-30\n");
    let check = room.run("check --site site --views views.csv");
    let said = String::from_utf8_lossy(&check.stdout).into_owned();
    assert!(said.contains("views.csv:3: warning[views]: `x` is no number of views"), "{said}");
    assert!(!check.status.success(), "a warning is worth the work");
    room.ok(BUILD);
    let server = "url = 'https://a.example/tin'\n[views]\nkind = 'waline'\nserver = 'https://w.example'\n";
    room.write("site/site.toml", server);
    let said = room.ok(BUILD).stderr;
    assert!(String::from_utf8_lossy(&said).contains("views.csv: note[views]: is not used"));
    assert!(!facts(&room, "bai-3").contains("Lượt xem"));
}
