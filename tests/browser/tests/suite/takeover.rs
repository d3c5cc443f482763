//! The page is there before the app, and the reader does not notice when the app takes it over.

use std::time::Duration;

use browser_tests::{
    fault::Fault,
    host::Host,
    programs::Browser,
    reader::Reader,
    target::{button, link, navigation},
    visit, visit_with,
};
use serde_json::{Value, json};

use crate::{
    article::{TRAINING, TRAINING_TITLE},
    comments::{comment, name, value},
    trouble::TOLD,
};

/// The app comes this much later than the page.
const LATE: Duration = Duration::from_secs(3);

/// Notes in `window.seen` what a reader could notice: layout shifts, changes of what is drawn, fetched data.
const WATCH: &str = "window.seen = { shift: 0, changes: [] };
    new PerformanceObserver((list) => { for (const it of list.getEntries()) seen.shift += it.value; })
      .observe({ type: 'layout-shift', buffered: true });
    document.addEventListener('DOMContentLoaded', () => {
      new MutationObserver((records) => {
        for (const it of records)
          seen.changes.push(it.type + ' ' + (it.attributeName ?? '') + ' ' + (it.target.className || it.target.nodeName));
      }).observe(document.getElementById('app'), { childList: true, characterData: true, attributes: true, subtree: true });
    });";

/// Widths of screens, in CSS pixels.
const PHONE: u32 = 360;
const DESK: u32 = 1280;

/// What waits for the next frame has been painted then.
const TWO_FRAMES: &str =
    "return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))";

const ASLEEP: &str = "return document.documentElement.dataset.app === undefined";

/// Opens a page whose app is late, and watches.
async fn open_late(reader: &Reader, host: &Host, path: &str) {
    host.break_at(&host.wasm(), Fault::Late(LATE));
    reader.before_each_page(WATCH).await;
    reader.open(path).await;
    assert_eq!(reader.js(ASLEEP, vec![]).await, true, "the app was not late");
}

/// Where everything is on the screen, and how far what scrolls has been scrolled.
const PLACES: &str = "return [...document.querySelectorAll('#app *')].map((it) => {
      const { x, y, width, height } = it.getBoundingClientRect();
      return [it.className || it.nodeName, x, y, width, height, it.scrollLeft, it.scrollTop].join(' ');
    })";

#[tokio::test]
async fn the_page_is_there_before_the_app_and_stays_as_it_is() {
    stays_as_it_is(DESK).await;
}

#[tokio::test]
async fn so_it_does_on_a_phone() {
    stays_as_it_is(PHONE).await;
}

async fn stays_as_it_is(width: u32) {
    for path in
        ["/", TRAINING, "/chuyen-muc/thuy-van/", "/luu-tru/", "/luu-tru/2023/12/", "/en/", "/trang/1/"]
    {
        visit(async |reader, host| {
            reader.screen(width).await;
            open_late(reader, host, path).await;
            let drawn = "return text('main h1') !== '' && document.querySelectorAll('main a').length > 2
                && document.querySelector('.placeholder') === null";
            assert_eq!(reader.js(drawn, vec![]).await, true, "{path}");
            // From here on: what shifts while the page itself arrives, `cargo xtask bench lcp` measures.
            let look = "window.before = [...document.querySelectorAll('#app *')]; seen.shift = 0;
                return Promise.all([...document.images].filter((it) => it.complete).map((it) => it.decode()))
                    .then(() => true)";
            reader.js(look, vec![]).await;
            let (places, picture) = (reader.texts(PLACES).await, reader.picture().await);
            assert_eq!(reader.js(ASLEEP, vec![]).await, true, "the app was not late enough");
            reader.awake().await;
            reader.js(TWO_FRAMES, vec![]).await;
            let same = "const now = [...document.querySelectorAll('#app *')];
                return now.length === before.length && now.every((it, at) => it === before[at])";
            assert_eq!(reader.js(same, vec![]).await, true, "{path}: an element was replaced");
            assert_eq!(reader.js("return seen.changes", vec![]).await, json!([]), "{path}");
            assert_eq!(reader.number("return seen.shift").await, 0.0, "{path}: the layout shifted");
            for (before, after) in places.iter().zip(reader.texts(PLACES).await) {
                assert_eq!(*before, after, "{path}, {width} pixels: something moved");
            }
            assert!(picture == reader.picture().await, "{path}, {width} pixels: something looks different");
            let data: Vec<_> = host.asked().into_iter().filter(|it| it.starts_with("/data/")).collect();
            assert_eq!(data, ["/data/site.json"], "{path}: what stands in the page is not fetched again");
        })
        .await;
    }
}

/// How far the reader's section is from the middle of the strip, in pixels; and whether the strip is scrolled.
const OFF_CENTRE: &str = "const strip = document.querySelector('.sections ul');
    const middle = (it) => { const { left, width } = it.getBoundingClientRect(); return left + width / 2; };
    return [Math.abs(middle(strip.querySelector('[aria-current]')) - middle(strip)), strip.scrollLeft > 0]";

#[tokio::test]
async fn the_readers_section_is_in_the_middle_of_the_strip_before_and_within_the_app() {
    visit(async |reader, host| {
        reader.screen(PHONE).await;
        open_late(reader, host, "/chuyen-muc/khi-hau/").await;
        let before = reader.js(OFF_CENTRE, vec![]).await;
        assert!(before[0].as_f64().is_some_and(|off| off <= 1.0) && before[1] == true, "{before}");
        assert_eq!(reader.js(ASLEEP, vec![]).await, true, "the app was not late enough");
        reader.awake().await;
        reader.click(link("Thủy văn").inside(navigation("Chuyên mục"))).await;
        reader.see_page("Thủy văn").await;
        reader.js(TWO_FRAMES, vec![]).await;
        let within = reader.js(OFF_CENTRE, vec![]).await;
        assert!(within[0].as_f64().is_some_and(|off| off <= 1.0) && within[1] == true, "{within}");
    })
    .await;
}

#[tokio::test]
async fn the_body_stands_in_the_page_once() {
    visit(async |reader, host| {
        reader.open(TRAINING).await;
        let paragraphs = "return [...document.querySelectorAll('.prose > p')].map((it) => it.innerHTML)";
        let file = host.text(&format!("{}index.html", TRAINING.trim_start_matches('/')));
        let paragraphs = reader.texts(paragraphs).await;
        assert!(paragraphs.len() > 2);
        for paragraph in paragraphs {
            assert_eq!(file.matches(&paragraph).count(), 1, "{paragraph}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_the_reader_does_meanwhile_survives() {
    visit(async |reader, host| {
        open_late(reader, host, TRAINING).await;
        reader.write(name(), "Nguyễn Thị Hòa").await;
        reader.write(comment(), "Bài hay, gõ trước khi ").await;
        reader.js("find(arguments[0]).setSelectionRange(4, 7)", vec![comment().json()]).await;
        reader.js("scrollBy({ top: 33, behavior: 'instant' })", vec![]).await;
        let state = "const field = document.activeElement;
            return [field.id, field.selectionStart, field.selectionEnd, Math.round(scrollY)]";
        let before = reader.js(state, vec![]).await;
        assert_eq!(reader.js(ASLEEP, vec![]).await, true, "the app was not late enough");
        reader.awake().await;
        assert_eq!(reader.js(state, vec![]).await, before, "focus, caret and place");
        assert_eq!(value(reader, name()).await, "Nguyễn Thị Hòa");
        assert_eq!(value(reader, comment()).await, "Bài hay, gõ trước khi ");
        // And the app keeps it from now on, what was typed before included.
        reader.reload().await;
        reader.wait("the draft", "return document.getElementById('comment-text').value !== ''").await;
        assert_eq!(value(reader, comment()).await, "Bài hay, gõ trước khi ");
    })
    .await;
}

/// Holds the database of the first page that is opened, so that the app waits for it.
const BUSY_DISK: &str = "if (!sessionStorage.getItem('busy')) {
      sessionStorage.setItem('busy', 'yes');
      const opening = indexedDB.open('bantin', 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore('kept');
      opening.onsuccess = () => {
        const kept = opening.result.transaction('kept', 'readwrite').objectStore('kept');
        const hold = () => { kept.get('nothing').onsuccess = hold; };
        hold();
      };
    }";

#[tokio::test]
async fn what_was_typed_before_the_app_survives_who_leaves_at_once() {
    visit(async |reader, host| {
        reader.before_each_page(BUSY_DISK).await;
        open_late(reader, host, TRAINING).await;
        reader.write(comment(), "Gõ xong là đi ngay").await;
        assert_eq!(reader.js(ASLEEP, vec![]).await, true, "the app was not late enough");
        reader.awake().await;
        reader.open("/").await;
        let hurried = "return Object.keys(localStorage).some((key) => key.startsWith('bantin:draft:'))";
        assert_eq!(reader.js(hurried, vec![]).await, true, "the disk was not busy enough");
        reader.open(TRAINING).await;
        reader.wait("the draft", "return document.getElementById('comment-text').value !== ''").await;
        assert_eq!(value(reader, comment()).await, "Gõ xong là đi ngay");
    })
    .await;
}

#[tokio::test]
async fn selected_text_stays_selected() {
    visit(async |reader, host| {
        open_late(reader, host, TRAINING).await;
        let select = "const range = document.createRange();
            range.selectNodeContents(document.querySelector('.prose > p'));
            getSelection().removeAllRanges(); getSelection().addRange(range); return String(getSelection())";
        let selected = reader.text(select).await;
        assert!(selected.len() > 20);
        reader.awake().await;
        assert_eq!(reader.text("return String(getSelection())").await, selected);
    })
    .await;
}

#[tokio::test]
async fn what_is_pressed_too_early_is_done_as_soon_as_it_can_be() {
    visit(async |reader, host| {
        open_late(reader, host, TRAINING).await;
        reader.click(button("Trả lời…")).await;
        assert_eq!(reader.js(ASLEEP, vec![]).await, true);
        reader.awake().await;
        reader
            .wait(
                "the form to answer",
                "return find({ role: 'textbox', name: 'Ý kiến' }) === document.activeElement",
            )
            .await;
        let answering = "return document.querySelector('.answering').checkVisibility()";
        assert_eq!(reader.js(answering, vec![]).await, true);

        open_late(reader, host, TRAINING).await;
        reader.write(comment(), "Gửi trước khi có ứng dụng").await;
        reader.click(button("Gửi ý kiến")).await;
        assert_eq!(reader.path().await, TRAINING, "nothing is sent off without the app");
        reader.see_text("Bạn chưa ghi tên.").await;
        assert_eq!(value(reader, comment()).await, "Gửi trước khi có ứng dụng");
    })
    .await;
}

#[tokio::test]
async fn links_work_before_the_app_does() {
    visit(async |reader, host| {
        open_late(reader, host, "/").await;
        reader.click(link("Thủy văn").inside(navigation("Chuyên mục"))).await;
        reader.see_page("Thủy văn").await;
        assert_eq!(reader.js(ASLEEP, vec![]).await, true);
        assert_eq!(reader.path().await, "/chuyen-muc/thuy-van/");
    })
    .await;
}

#[tokio::test]
async fn without_scripts_everything_is_read_and_every_link_works() {
    visit(async |reader, host| {
        reader.devtools("Emulation.setScriptExecutionDisabled", json!({"value": true})).await;
        reader.open(TRAINING).await;
        reader.see_page(TRAINING_TITLE).await;
        reader.see_text("Viết ý kiến cần ứng dụng của trang").await;
        let shown = "const shown = (it) => document.querySelector(it)?.checkVisibility() ?? false;
            return ['.prose', '.comments', '.related', '.credit', '.tags', '.need-app', '.comment-form button', '.appearance', '.sort',
                '.share button', '.share a'].filter(shown)";
        let shown = reader.texts(shown).await;
        let wanted = [".prose", ".comments", ".related", ".credit", ".tags", ".need-app", ".share a"];
        assert_eq!(shown, wanted, "nothing is offered that needs a script");
        reader.click(link("Thủy văn").inside(navigation("Chuyên mục"))).await;
        reader.see_page("Thủy văn").await;
        let asked = host.asked();
        assert!(asked.iter().all(|it| !it.ends_with(".js") || it.starts_with("/app/boot-")), "{asked:?}");
    })
    .await;
}

#[tokio::test]
async fn a_page_that_is_newer_than_the_build_comes_from_the_app() {
    visit_with(Browser::Chromium, &["status of 404"], async |reader, _| {
        // Without its last slash the host knows no such file, and answers 404.html.
        reader.read(TRAINING.trim_end_matches('/')).await;
        reader.see_page(TRAINING_TITLE).await;
        reader.read("/khong/co/gi/").await;
        reader.see_page("Không tìm thấy trang").await;
    })
    .await;
}

#[tokio::test]
async fn who_saves_data_gets_the_app_when_it_is_needed() {
    visit(async |reader, host| {
        reader.before_each_page("navigator.connection && Object.defineProperty(navigator.connection, 'saveData', { value: true })").await;
        reader.open(TRAINING).await;
        tokio::time::sleep(Duration::from_secs(3)).await;
        let app = || host.asked().into_iter().filter(|it| it.starts_with("/app/bantin-app")).count();
        assert_eq!(app(), 0, "{:?}", host.asked());
        assert_eq!(reader.js(ASLEEP, vec![]).await, true);
        reader.click(name()).await;
        reader.awake().await;
        assert_eq!(app(), 2);
    })
    .await;
}

#[tokio::test]
async fn an_app_that_fails_leaves_the_page_readable_and_says_what_needs_it() {
    let expected = ["Failed to load", "boot-", "Uncaught", "WebAssembly", "Unexpected", "MIME"];
    visit_with(Browser::Chromium, &expected, async |reader, host| {
        let wasm = host.wasm();
        let faults = [
            Fault::Status(404),
            Fault::Status(500),
            Fault::Reset,
            Fault::Shell,
            Fault::Truncated,
            Fault::Body("\0asm\u{1}\0\0\0broken".into()),
        ];
        for file in [wasm.clone(), host.file("bantin-app-", ".js")] {
            for fault in &faults {
                host.break_at(&file, fault.clone());
                reader.open(TRAINING).await;
                let failed = "return document.documentElement.dataset.app === 'failed'";
                reader.wait(&format!("the failure of {fault:?} at {file}"), failed).await;
                reader.see_page(TRAINING_TITLE).await;
                reader.see_text("Viết ý kiến cần ứng dụng của trang").await;
                assert_eq!(
                    reader.texts(TOLD).await,
                    Vec::<String>::new(),
                    "the page is there: no reason to worry"
                );
                reader.click(link("Thủy văn").inside(navigation("Chuyên mục"))).await;
                reader.see_page("Thủy văn").await;
                host.recover();
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_list_that_time_has_changed_is_drawn_anew() {
    visit(async |reader, host| {
        let head: Value = serde_json::from_str(&host.text("data/vi/all/head.json")).unwrap();
        let mut later = head.clone();
        later["newest"][0]["publish_at"] = "2030-01-01T00:00:00+07:00".into();
        host.break_at("/data/vi/all/head.json", Fault::Body(later.to_string()));
        let page = host.text("index.html").replacen("data-written", "data-written data-until=\"1000\"", 1);
        host.break_at("/", Fault::Body(page));
        reader.open("/").await;
        let title = head["newest"][0]["title"].as_str().unwrap();
        reader
            .wait(
                "the page of today",
                &format!("return !document.body.textContent.includes({})", json!(title)),
            )
            .await;
    })
    .await;
}
