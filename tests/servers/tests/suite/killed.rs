//! The browser is killed while comments are sent (SIGKILL, as by a power cut), on a line that loses requests and answers:
//! every comment that the page had promised to keep is there once in the end.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use browser_tests::{
    driver::Driver,
    host::Host,
    programs::Browser,
    proxy::{Mishap, Proxy},
    reader::Reader,
    windows::{began_anew, kill},
};
use http::Method;
use tokio::time::sleep;

use crate::{
    ARTICLE,
    served::{self, Server},
};

/// The clock, so many seconds ahead from page to page, and again with every comment.
const CLOCK: &str =
    "{ const real = Date.now; window.ahead = ROUND * 7200000; Date.now = () => real() + ahead; }";

/// Writes `Ý kiến số N.`, `N + 1` and so on, sends each off, and tells the host of every one that the form has let go of:
/// then it is promised.
const WRITE: &str = "const [who, what, agreed] = ['name', 'text', 'consent'].map((it) => document.getElementById('comment-' + it));
    const pause = (most) => new Promise((done) => setTimeout(done, Math.random() * most));
    const typed = (field, value) => {
      field[field === agreed ? 'checked' : 'value'] = value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    };
    const run = async (number) => {
      typed(who, 'Hòa');
      const text = `Ý kiến số ${number}.`;
      for (let at = 1; at <= text.length; at += 3) { typed(what, text.slice(0, at)); await pause(5); }
      typed(what, text);
      typed(agreed, true);
      window.ahead += 10000;
      document.querySelector('.comment-form').requestSubmit();
      while (what.value !== '') await new Promise((done) => setTimeout(done, 0));
      fetch(`/promised/${number}`);
      await pause(300);
      run(number + 1);
    };
    run(arguments[0]);";

/// How often each number stands among these texts.
fn numbers<'a>(texts: impl Iterator<Item = &'a str>) -> BTreeMap<u64, usize> {
    let mut found = BTreeMap::new();
    for text in texts {
        let number: String = text.chars().filter(char::is_ascii_digit).collect();
        *found.entry(number.parse().expect("a comment of this test")).or_default() += 1;
    }
    found
}

/// The numbers that were promised.
fn promised(host: &Host) -> Vec<u64> {
    host.asked().iter().filter_map(|path| path.strip_prefix("/promised/")?.parse().ok()).collect()
}

struct Room {
    server: Server,
    proxy: Proxy,
    host: Host,
    profile: PathBuf,
    /// What the browser itself has thrown away.
    gone: BTreeSet<u64>,
}

impl Room {
    /// Every comment that was promised is in the thread or waits, and none is in the thread twice. How many wait.
    async fn check(&mut self, reader: &Reader, round: usize) -> usize {
        let waiting = reader.texts("return outbox().then((all) => all.map((it) => it.text))").await;
        let Server::Isso(isso) = &self.server else { return 0 };
        let thread = isso.thread(ARTICLE);
        let published = thread["replies"].as_array().expect("a thread").iter();
        let published: Vec<String> =
            published.map(|one| one["text"].as_str().unwrap_or_default().to_owned()).collect();
        let published = numbers(published.iter().map(String::as_str));
        let twice: Vec<_> = published.iter().filter(|(_, times)| **times > 1).collect();
        assert!(twice.is_empty(), "after {round} kills: in the thread more than once: {twice:?}");
        let waiting = numbers(waiting.iter().map(String::as_str));
        let mut lost = promised(&self.host);
        lost.retain(|it| ![&published, &waiting].iter().any(|found| found.contains_key(it)));
        lost.retain(|it| !self.gone.contains(it));
        if began_anew(&self.profile) {
            self.gone.extend(lost.drain(..));
        }
        assert!(lost.is_empty(), "after {round} kills: promised and lost: {lost:?}");
        waiting.len()
    }

    /// Opens the browser with the profile of before.
    async fn sit_down(&self, driver: &Driver, round: usize) -> Reader {
        let (address, profile) = (&self.host.address, Some(self.profile.as_path()));
        let reader = Reader::sit_down_again(Browser::Chromium, driver, address, profile).await;
        reader.before_each_page(&CLOCK.replace("ROUND", &round.to_string())).await;
        reader.read(ARTICLE).await;
        reader
    }
}

async fn survive(name: &str, kills: usize) {
    let Some((server, proxy, host)) = served::open("isso", name, false).await else { return };
    let profile = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("profile-{name}"));
    let _ = fs::remove_dir_all(&profile);
    fs::create_dir_all(&profile).expect("a folder");
    let mut room = Room { server, proxy, host, profile, gone: BTreeSet::new() };
    let driver = Driver::get(Browser::Chromium);
    let mut waited = 0;
    for round in 0..kills {
        let reader = room.sit_down(&driver, round).await;
        waited += room.check(&reader, round).await.min(1);
        match round % 4 {
            0 => room.proxy.break_at(Method::POST, Mishap::Lost),
            1 => room.proxy.break_at(Method::POST, Mishap::Late(Duration::from_millis(150))),
            2 => room.proxy.break_at(Method::POST, Mishap::Old(Duration::from_millis(150))),
            _ => room.proxy.recover(),
        }
        reader.js(WRITE, vec![(round * 1_000 + 1).into()]).await;
        // Anywhere in a word, a write, a request.
        sleep(Duration::from_millis(400 + (round as u64 * 137) % 900)).await;
        kill(&room.profile);
        // What the browser had sent is read by the host.
        sleep(Duration::from_millis(200)).await;
        room.proxy.rest().await;
        reader.leave().await;
    }
    room.proxy.recover();
    let mut left = usize::MAX;
    for more in 0..10 {
        let reader = room.sit_down(&driver, kills + more).await;
        sleep(Duration::from_secs(3)).await;
        left = room.check(&reader, kills).await;
        reader.leave().await;
        if left == 0 {
            break;
        }
    }
    assert_eq!(left, 0, "some are never sent");
    let promised = promised(&room.host).len();
    let gone = room.gone.len();
    println!(
        "{kills} kills, {waited} of them with comments under way: {promised} were promised, none doubled, none lost \
         but {gone} that Chromium itself threw away with its database"
    );
    assert!(gone * 20 <= promised, "too many for an accident of the browser");
    assert!(promised >= kills, "hardly anything was sent: {promised}");
}

#[tokio::test]
async fn what_was_sent_outlives_the_browser() {
    survive("killed", 10).await;
}

#[tokio::test]
#[ignore = "twenty minutes: cargo test -p server-tests sent_outlives_two_hundred -- --ignored --nocapture"]
async fn what_was_sent_outlives_two_hundred_kills() {
    survive("killed-often", 200).await;
}
