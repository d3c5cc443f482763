//! A folder that `bantin serve` shows: what any editor saves is on the page that somebody reads, at once and in place.

use std::{
    fs,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use browser_tests::{programs::Browser, serving::Serving, visit_at};

use super::room;

/// Notes when the page says something, and what of it was put there anew.
const WATCH: &str = "window.stayed = true;
    window.first = document.querySelector('.prose p');
    window.said = {};
    new MutationObserver(() => {
      for (const number of document.querySelector('.prose')?.textContent.match(/Lần \\d+/g) ?? [])
        said[number] ??= Date.now();
    }).observe(document, { subtree: true, childList: true, characterData: true });";

fn article(number: usize) -> String {
    let long = "Nước lên trong đêm. ".repeat(60);
    format!("---\ntitle: Lũ về\ndate: 2023-12-09\n---\n\n{long}\n\n{long}\n\nLần {number}.\n\n{long}\n")
}

#[tokio::test]
async fn what_any_editor_saves_is_read_at_once_and_in_place() {
    let room = room("reading");
    fs::create_dir_all(room.join("content")).unwrap();
    fs::write(room.join("site.toml"), "title = \"Báo\"\nurl = \"https://bao.example\"\nlanguage = \"vi\"\n")
        .unwrap();
    let file = room.join("content/lu-ve.md");
    fs::write(&file, article(0)).unwrap();
    let serving = Serving::start(&room);
    visit_at(Browser::Chromium, &serving.address, &[], async |reader| {
        reader.read("/bai-viet/lu-ve/").await;
        reader.js(WATCH, vec![]).await;
        reader.scroll(300).await;
        let mut times = Vec::new();
        for number in 1..=7 {
            tokio::time::sleep(Duration::from_millis(700)).await;
            let at = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis() as f64;
            fs::write(&file, article(number)).unwrap();
            reader.wait("it", &format!("return said['Lần {number}'] !== undefined")).await;
            times.push(reader.number(&format!("return said['Lần {number}']")).await - at);
        }
        times.sort_by(f64::total_cmp);
        println!("figure desk.read {}", times[times.len() / 2]);
        println!("milliseconds from the file to the page: {times:?}");
        // On a machine that does nothing else it is 200 at most: `cargo xtask bench desk`.
        assert!(times[times.len() / 2] < 1_500.0, "{times:?}");
        assert_eq!(reader.js("return window.stayed", vec![]).await, true);
        assert_eq!(reader.scrolled().await, 300.0);
    })
    .await;
}
