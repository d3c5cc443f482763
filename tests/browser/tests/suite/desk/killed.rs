//! The browser is killed while somebody writes (SIGKILL, as by a power cut): whatever the desk had called kept is there.

use std::{path::Path, time::Duration};

use browser_tests::{driver::Driver, host::Host, programs::Browser, reader::Reader, windows::kill};
use tokio::time::sleep;

use super::{ready, room};

/// Writes `1 2 3 …` in bursts, and tells the host of every number that the desk called kept.
const WRITE: &str = "const place = document.getElementById('text'), state = document.querySelector('.bar-kept');
    let number = arguments[0], told = number;
    const type = () => {
      number += 1;
      place.value += `${number} `;
      place.dispatchEvent(new Event('input', { bubbles: true }));
    };
    new MutationObserver(() => {
      if (state.dataset.kept !== 'yes') return;
      const kept = Number(place.value.trim().split(' ').at(-1));
      if (kept > told) { told = kept; fetch(`/kept/${kept}`); }
    }).observe(state, { attributes: true });
    const burst = () => {
      let left = 1 + Math.floor(Math.random() * 6);
      const next = () => { type(); left -= 1; setTimeout(left > 0 ? next : burst, left > 0 ? 15 : 250 + Math.random() * 300); };
      next();
    };
    burst();";

/// The last number that the desk called kept.
fn acknowledged(host: &Host) -> usize {
    host.asked().iter().filter_map(|path| path.strip_prefix("/kept/")?.parse().ok()).max().unwrap_or_default()
}

/// What stands there is `1 2 3 …` without a gap: its last number.
async fn written(reader: &Reader) -> usize {
    let text = reader.text("return document.getElementById('text').value").await;
    let numbers: Vec<usize> = text.split_whitespace().map(|word| word.parse().expect("a number")).collect();
    assert_eq!(numbers, (1..=numbers.len()).collect::<Vec<_>>());
    numbers.len()
}

async fn survive(kills: usize, profile: &Path) {
    let host = Host::open().await;
    let driver = Driver::get(Browser::Chromium);
    let (mut kept, mut beyond) = (0, 0);
    for round in 0..=kills {
        let reader = Reader::sit_down_again(Browser::Chromium, &driver, &host.address, Some(profile)).await;
        reader.open("/bien-tap/").await;
        ready(&reader).await;
        let found = written(&reader).await;
        assert!(found >= kept, "kill {round}: {kept} was kept, {found} is there");
        beyond += found - kept;
        if round == kills {
            reader.leave().await;
            break;
        }
        reader.js(WRITE, vec![found.into()]).await;
        // Anywhere in a burst, a pause, a write.
        sleep(Duration::from_millis(900 + (round as u64 * 137) % 1_100)).await;
        kill(profile);
        // What the browser had sent is read by the host.
        sleep(Duration::from_millis(100)).await;
        kept = acknowledged(&host).max(found);
        reader.leave().await;
    }
    println!(
        "{kills} kills: {kept} numbers acknowledged, none lost; {beyond} were there that nobody had promised"
    );
    assert!(kept >= kills, "hardly anything was written: {kept}");
}

#[tokio::test]
async fn what_was_kept_outlives_the_browser() {
    survive(10, &room("killed")).await;
}

#[tokio::test]
#[ignore = "twenty minutes: cargo test -p browser-tests kept_outlives_two_hundred -- --ignored --nocapture"]
async fn what_was_kept_outlives_two_hundred_kills() {
    survive(200, &room("killed-often")).await;
}
