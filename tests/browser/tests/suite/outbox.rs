//! Comments that wait in the reader's own browser.

use browser_tests::{
    host::Host,
    reader::Reader,
    target::{Target, article, button},
    visit,
};

use crate::{
    article::TRAINING,
    comments::{STILL, comment, consent, name, send, value},
};

pub const COUNT: &str = "return document.querySelectorAll('#comments article').length";
const TOO_FAST: &str = "Bạn gửi nhanh quá. Đợi vài giây rồi bấm gửi lần nữa nhé.";

pub async fn fill(reader: &Reader, text: &str) {
    reader.write(name(), "Hòa").await;
    reader.write(comment(), text).await;
    reader.click(consent()).await;
}

fn own() -> Target {
    article("Hòa")
}

/// Sent, it waits here, marked; it survives a reload, is nobody else's, and can be deleted.
pub async fn kept_and_deleted(reader: &Reader, host: &Host) {
    reader.read(TRAINING).await;
    fill(reader, "Bài hay.").await;
    tokio::time::sleep(std::time::Duration::from_millis(4_100)).await;
    let asked = host.asked();
    reader.click(send()).await;
    reader.see(own()).await;
    reader.see_text("Ý kiến của bạn được giữ trong trình duyệt này, chỉ mình bạn thấy.").await;
    assert_eq!(host.asked(), asked, "it is said to stay here, and goes out");
    let marked = "return find(arguments[0]).textContent.includes('Chưa gửi')";
    assert_eq!(reader.js(marked, vec![own().json()]).await, true);
    let marks = "return document.body.textContent.split('Chưa gửi').length - 1";
    assert_eq!(reader.number(marks).await, 1.0, "nobody else's comment is marked");
    assert_eq!(value(reader, comment()).await, "", "the form is ready for the next one");

    reader.reload().await;
    reader.see(own()).await;
    assert_eq!(reader.js(marked, vec![own().json()]).await, true);
    assert_eq!(reader.number(COUNT).await, 5.0);
    reader.read("/bai-viet/doc-ban-tin-bao/").await;
    reader.see(comment()).await;
    assert!(!reader.sees(own()).await, "it stands under another article");

    reader.read(TRAINING).await;
    reader.click(button("Xóa").inside(own())).await;
    reader.see_text("Đã xóa.").await;
    assert_eq!(reader.number(COUNT).await, 4.0);
    reader.reload().await;
    reader.see(comment()).await;
    assert_eq!(reader.number(COUNT).await, 4.0);
}

#[tokio::test]
async fn a_comment_is_kept_and_can_be_deleted() {
    visit(kept_and_deleted).await;
}

#[tokio::test]
async fn it_is_in_this_browser_alone() {
    visit(async |reader, _| {
        reader.before_each_page(STILL).await;
        reader.read(TRAINING).await;
        fill(reader, "Bài hay.").await;
        reader.js("ahead = 10000", vec![]).await;
        reader.click(send()).await;
        reader.see(own()).await;
        reader.js("return kept((store) => store.clear())", vec![]).await;
        reader.reload().await;
        reader.see(comment()).await;
        assert_eq!(reader.number(COUNT).await, 4.0);
    })
    .await;
}

#[tokio::test]
async fn who_is_too_fast_is_asked_to_wait() {
    visit(async |reader, _| {
        reader.before_each_page(STILL).await;
        reader.read(TRAINING).await;
        fill(reader, "Bài hay.").await;
        reader.click(send()).await;
        reader.see_text(TOO_FAST).await;
        assert_eq!(reader.number(COUNT).await, 4.0);
        assert_eq!(value(reader, comment()).await, "Bài hay.", "nothing is lost");
        reader.js("ahead = 5000", vec![]).await;
        reader.click(send()).await;
        reader.see(own()).await;
    })
    .await;
}

#[tokio::test]
async fn a_program_that_fills_every_field_sends_nothing() {
    visit(async |reader, _| {
        reader.before_each_page(STILL).await;
        reader.read(TRAINING).await;
        fill(reader, "Mua ngay!").await;
        let trap = "const field = document.querySelector('input[name=website]');
            const place = field.getBoundingClientRect();
            field.value = 'x'; field.dispatchEvent(new Event('input', { bubbles: true }));
            return place.right <= 0 || place.bottom <= 0 || place.width <= 1 || !field.checkVisibility();";
        assert_eq!(reader.js(trap, vec![]).await, true, "no reader is to see the trap");
        reader.js("ahead = 10000", vec![]).await;
        reader.click(send()).await;
        reader.see_text("Xin để trống ô này").await;
        assert_eq!(reader.number(COUNT).await, 4.0);
        assert_eq!(reader.number("return outbox().then((all) => all.length)").await, 0.0);
    })
    .await;
}

#[tokio::test]
async fn text_is_shown_as_text() {
    visit(async |reader, _| {
        let evil = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=2</script><b>đậm</b>";
        reader.before_each_page(STILL).await;
        reader.read(TRAINING).await;
        reader.write(name(), "<i>Hòa</i>").await;
        reader.write(comment(), evil).await;
        reader.click(consent()).await;
        reader.js("ahead = 10000", vec![]).await;
        reader.click(send()).await;
        for _ in 0..2 {
            reader.see(article("<i>Hòa</i>")).await;
            reader.see_text(evil).await;
            let made =
                "return document.querySelectorAll('#comments img, #comments script, #comments i').length";
            assert_eq!(reader.number(made).await, 0.0);
            assert_eq!(reader.js("return window.hacked ?? null", vec![]).await, serde_json::Value::Null);
            reader.reload().await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_browser_without_storage_reads_all_the_same() {
    visit(async |reader, _| {
        let blocked = "for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
            Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } });";
        reader.before_each_page(blocked).await;
        reader.read(TRAINING).await;
        reader.write(name(), "Hòa").await;
        reader.see_text("Trình duyệt không cho lưu.").await;
        reader.click(browser_tests::target::link("Thủy văn")).await;
        reader.see_page("Thủy văn").await;
    })
    .await;
}
