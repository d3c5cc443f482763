//! Nothing is lost: what was written is there after a reload, also where the browser will not keep it; and earlier
//! versions are there.

use std::fs;

use browser_tests::{programs::Browser, target::button, visit_with};

use super::{NO_PICKERS, at_desk, body, fill, headline, kept, open, press, ready, room};

/// Whether the browser asks before the page is left.
const LEAVE: &str = "const event = new Event('beforeunload', { cancelable: true });
    dispatchEvent(event);
    return event.defaultPrevented;";

#[tokio::test]
async fn a_reload_loses_nothing() {
    at_desk(async |reader, _| {
        let address = reader.text("return location.href").await;
        fill(reader, "field-title", "Lũ về").await;
        fill(reader, "field-tags", "lũ, đêm").await;
        fill(reader, "text", "Nước lên.\n\nĐêm xuống.").await;
        kept(reader).await;
        assert_eq!(reader.js(LEAVE, vec![]).await, false);
        reader.js("location.reload()", vec![]).await;
        ready(reader).await;
        reader.wait("the headline", "return document.getElementById('field-title').value === 'Lũ về'").await;
        assert_eq!(body(reader).await, "Nước lên.\n\nĐêm xuống.");
        assert_eq!(reader.text("return document.getElementById('field-tags').value").await, "lũ, đêm");
        assert_eq!(reader.text("return location.href").await, address);
        // What was taken away stays away.
        fill(reader, "text", "").await;
        fill(reader, "field-title", "").await;
        reader.js("document.getElementById('text').select()", vec![]).await;
        reader.press(browser_tests::key::Key::Delete).await;
        reader.js("document.getElementById('field-title').select()", vec![]).await;
        reader.press(browser_tests::key::Key::Delete).await;
        assert_eq!((headline(reader).await, body(reader).await), (String::new(), String::new()));
        kept(reader).await;
        reader.js("location.reload()", vec![]).await;
        ready(reader).await;
        reader.wait("the tags", "return document.getElementById('field-tags').value === 'lũ, đêm'").await;
        assert_eq!((headline(reader).await, body(reader).await), (String::new(), String::new()));
    })
    .await;
}

#[tokio::test]
async fn where_the_browser_keeps_nothing_it_is_said_and_the_file_comes() {
    let broken = "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };";
    // A database that opens and then is full.
    let full = "const put = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = function (...all) {
          const request = put.apply(this, all); this.transaction.abort(); return request;
        };";
    for (name, stub) in [("broken", broken), ("full", full)] {
        visit_with(Browser::Chromium, &[], async |reader, _| {
            reader.before_each_page(NO_PICKERS).await;
            reader.before_each_page(stub).await;
            let room = room(name);
            reader.download_to(&room).await;
            open(reader, "/bien-tap/").await;
            fill(reader, "field-title", "Lũ về").await;
            fill(reader, "text", "Nước lên.").await;
            reader
                .wait("word of it", "return document.getElementById('not-kept')?.checkVisibility() === true")
                .await;
            assert_eq!(reader.text("return document.querySelector('.bar-kept').dataset.kept").await, "no");
            // Whoever leaves is asked whether to.
            assert_eq!(reader.js(LEAVE, vec![]).await, true);
            reader.js("document.querySelector('#not-kept button').click()", vec![]).await;
            let mut file = String::new();
            for _ in 0..100 {
                file = fs::read_to_string(room.join("lu-ve.md")).unwrap_or_default();
                if !file.is_empty() {
                    break;
                }
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            }
            assert!(file.contains("Lũ về") && file.contains("Nước lên."), "{file}");
        })
        .await;
    }
}

#[tokio::test]
async fn an_earlier_version_comes_back_and_can_be_taken_back() {
    visit_with(Browser::Chromium, &[], async |reader, _| {
        reader.before_each_page(NO_PICKERS).await;
        reader
            .before_each_page("{ const real = Date.now; window.later = 0; Date.now = () => real() + later; }")
            .await;
        open(reader, "/bien-tap/").await;
        fill(reader, "text", "Bản đầu.").await;
        fill(reader, "field-title", "Một").await;
        kept(reader).await;
        reader.js("later += 180000", vec![]).await;
        fill(reader, "text", "Bản sau.").await;
        fill(reader, "field-title", "Hai").await;
        kept(reader).await;
        reader.js("later += 180000", vec![]).await;
        press(reader, "versions").await;
        let rows = "return document.querySelectorAll('#version-list li').length === 2";
        reader.wait("two versions", rows).await;
        reader.js("[...document.querySelectorAll('#version-list button')].at(-1).click()", vec![]).await;
        reader.wait("the first text", "return document.getElementById('text').value === 'Bản đầu.'").await;
        reader.click(button("Hoàn tác")).await;
        assert_eq!(body(reader).await, "Bản sau.");
        // All of what was there, the headline too, is a version now.
        press(reader, "versions").await;
        reader
            .wait("three versions", "return document.querySelectorAll('#version-list li').length >= 3")
            .await;
        reader.js("document.querySelector('#version-list button').click()", vec![]).await;
        reader.wait("it again", "return document.getElementById('field-title').value === 'Hai'").await;
        assert_eq!((headline(reader).await.as_str(), body(reader).await.as_str()), ("Hai", "Bản sau."));
    })
    .await;
}
