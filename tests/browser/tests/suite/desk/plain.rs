//! Browsers that lack something: locks and a clipboard, as on plain http, or a database that answers.

use browser_tests::{programs::Browser, reader::Reader, target::button, visit_with};

use super::{
    NO_PICKERS, body, fill, headline, kept, open, press,
    tabs::{FREE, HERE, TOLD},
};

/// A page that came by plain http over a network. The host of these tests is this computer, which browsers trust.
const PLAIN: &str = "for (const name of ['locks', 'clipboard'])
    Object.defineProperty(Navigator.prototype, name, { get: () => undefined });";

/// An editor who came by plain http, and has written a word.
async fn with_text(test: impl AsyncFnOnce(&Reader)) {
    visit_with(Browser::Chromium, &[], async |reader, _| {
        reader.before_each_page(NO_PICKERS).await;
        reader.before_each_page(PLAIN).await;
        open(reader, "/bien-tap/").await;
        fill(reader, "text", "Một.").await;
        test(reader).await;
    })
    .await;
}

#[tokio::test]
async fn on_plain_http_a_second_window_is_told_all_the_same() {
    with_text(async |reader| {
        kept(reader).await;
        let address = reader.text("return location.hash").await;
        let first = reader.new_window().await;
        reader.before_each_page(NO_PICKERS).await;
        reader.before_each_page(PLAIN).await;
        open(reader, &format!("/bien-tap/{address}")).await;
        reader.wait("word of the other", TOLD).await;
        // What was typed there last is taken along.
        let second = reader.look_at(first).await;
        reader.wait("the right to write", FREE).await;
        fill(reader, "text", "Một. Hai.").await;
        let first = reader.look_at(second).await;
        reader.click(button(HERE)).await;
        reader.wait("the right to write", FREE).await;
        reader.wait("all of it", "return document.getElementById('text').value === 'Một. Hai.'").await;
        reader.look_at(first).await;
        reader.wait("word of the other", TOLD).await;
        // Another article is nobody else's.
        press(reader, "open").await;
        reader.click(button("Bài mới")).await;
        reader.wait("a new article", FREE).await;
        assert_eq!(body(reader).await, "");
    })
    .await;
}

#[tokio::test]
async fn on_plain_http_a_link_is_copied_too() {
    with_text(async |reader| {
        let link = super::share::link(reader).await;
        let watch = "window.copied = ''; document.addEventListener('copy', (event) => {
            copied = event.target.value.slice(event.target.selectionStart, event.target.selectionEnd); });";
        reader.js(watch, vec![]).await;
        reader.click(button("Chép")).await;
        reader.wait("word of it", "return text('.said') === 'Đã chép.'").await;
        assert!(reader.text("return copied").await.ends_with(&link));
    })
    .await;
}

#[tokio::test]
async fn a_database_that_never_answers_is_said_within_seconds() {
    let silent = "IDBFactory.prototype.open = () => new EventTarget();";
    visit_with(Browser::Chromium, &[], async |reader, _| {
        reader.before_each_page(NO_PICKERS).await;
        reader.before_each_page(silent).await;
        open(reader, "/bien-tap/").await;
        let word = "return text('#not-kept p').startsWith('Trình duyệt không giữ được bài')";
        reader.wait("word of it", word).await;
        fill(reader, "field-title", "Lũ về").await;
        tokio::time::sleep(std::time::Duration::from_secs(6)).await;
        assert_eq!(reader.js(word, vec![]).await, true);
        assert_eq!(headline(reader).await, "Lũ về");
    })
    .await;
}
