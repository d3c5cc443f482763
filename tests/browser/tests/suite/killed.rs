//! The browser is killed while a reader writes a comment (SIGKILL, as by a power cut): what was on the disk is there.

use std::{fs, path::Path, time::Duration};

use browser_tests::{
    driver::Driver,
    host::Host,
    programs::Browser,
    reader::Reader,
    windows::{began_anew, kill},
};
use tokio::time::sleep;

use crate::article::TRAINING;

/// Tells the host of every draft that the browser has called stored. The app promises by not saying that it is not.
const TELL: &str = "{ const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (text, key) {
      const last = JSON.parse(text).text?.trim().split(' ').at(-1);
      this.transaction.addEventListener('complete', () => fetch(`/kept/${last}`));
      return put.call(this, text, key);
    }; }";

/// Writes `1 2 3 …` in bursts.
const WRITE: &str = "const place = document.getElementById('comment-text');
    let number = arguments[0];
    const type = () => {
      number += 1;
      place.value += `${number} `;
      place.dispatchEvent(new Event('input', { bubbles: true }));
      setTimeout(type, Math.random() < 0.8 ? 15 : Math.random() * 400);
    };
    type();";

/// The last number that was stored, of what the host heard after so much.
fn stored(host: &Host, heard: usize) -> usize {
    host.asked()
        .iter()
        .skip(heard)
        .filter_map(|path| path.strip_prefix("/kept/")?.parse().ok())
        .max()
        .unwrap_or_default()
}

/// What stands there is `1 2 3 …` without a gap: its last number.
async fn written(reader: &Reader) -> usize {
    let text = reader.text("return document.getElementById('comment-text').value").await;
    let numbers: Vec<usize> = text.split_whitespace().map(|word| word.parse().expect("a number")).collect();
    assert_eq!(numbers, (1..=numbers.len()).collect::<Vec<_>>());
    numbers.len()
}

async fn survive(name: &str, kills: usize) {
    let profile = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&profile);
    fs::create_dir_all(&profile).expect("a folder");
    let host = Host::open().await;
    let driver = Driver::get(Browser::Chromium);
    let (mut kept, mut heard, mut beyond, mut anew) = (0, 0, 0, 0);
    for round in 0..=kills {
        let reader = Reader::sit_down_again(Browser::Chromium, &driver, &host.address, Some(&profile)).await;
        reader.before_each_page(TELL).await;
        reader.read(TRAINING).await;
        if began_anew(&profile) {
            (kept, heard, anew) = (0, host.asked().len(), anew + 1);
        }
        if kept > 0 {
            reader.wait("the draft", "return document.getElementById('comment-text').value !== ''").await;
        }
        let found = written(&reader).await;
        assert!(found >= kept, "kill {round}: {kept} was stored, {found} is there");
        beyond += found - kept;
        if round == kills {
            reader.leave().await;
            break;
        }
        reader.js(WRITE, vec![found.into()]).await;
        // Anywhere in a burst, a pause, a write.
        sleep(Duration::from_millis(500 + (round as u64 * 137) % 700)).await;
        kill(&profile);
        // What the browser had sent is read by the host.
        sleep(Duration::from_millis(100)).await;
        kept = stored(&host, heard).max(found);
        reader.leave().await;
    }
    println!(
        "{kills} kills: {kept} drafts stored, none lost; {beyond} were there that nobody had promised; \
         {anew} times Chromium itself threw its database away"
    );
    assert!(kept >= kills || anew > 0, "hardly anything was stored: {kept}");
    assert!(anew * 20 <= kills, "too often for an accident of the browser");
}

#[tokio::test]
async fn a_draft_outlives_the_browser() {
    survive("killed", 10).await;
}

#[tokio::test]
#[ignore = "twenty minutes: cargo test -p browser-tests draft_outlives_two_hundred -- --ignored --nocapture"]
async fn a_draft_outlives_two_hundred_kills() {
    survive("killed-often", 200).await;
}
