//! What is typed and sent is on the disk before anything is said of it, however slow or unwilling the browser is.

use std::time::Duration;

use browser_tests::{
    reader::Reader,
    target::{article, button},
    visit,
};
use tokio::time::sleep;

use crate::{
    article::TRAINING,
    comments::{STILL, comment, name, send, value},
    outbox::{COUNT, fill},
};

const SAID: &str = "return document.querySelector('.discussion-said').textContent";
const KEPT_HERE: &str = "Ý kiến của bạn được giữ trong trình duyệt này, chỉ mình bạn thấy.";
const NOT_KEPT: &str = "Trình duyệt không cho lưu. Đừng đóng trang nếu bạn còn cần đoạn đã viết.";

/// Nobody else gets at the database until `held` is false.
const HOLD: &str = "return new Promise((done) => {
    const request = indexedDB.open('bantin');
    request.onsuccess = () => {
      const store = request.result.transaction('kept', 'readwrite').objectStore('kept');
      window.held = true;
      const hold = () => { if (held) store.get('').onsuccess = hold; };
      hold();
      done(true);
    };
  })";

/// A reader who has filled the form in, and waited as long as a person needs.
async fn ready(reader: &Reader) {
    reader.before_each_page(STILL).await;
    reader.read(TRAINING).await;
    fill(reader, "Bài hay.").await;
    reader.js("ahead = 10000", vec![]).await;
}

/// Waits for the draft under [`TRAINING`], as the browser has it.
async fn drafted(reader: &Reader, text: &str) {
    let slug = TRAINING.trim_end_matches('/').rsplit('/').next().expect("a slug");
    let draft =
        format!("kept().then((all) => JSON.parse(all['bantin:draft:vi/{slug}'] ?? '{{}}').text ?? '')");
    reader
        .wait(&format!("the draft “{text}”"), &format!("return {draft}.then((it) => it === '{text}')"))
        .await;
}

#[tokio::test]
async fn nothing_is_said_of_a_comment_before_it_is_on_the_disk() {
    visit(async |reader, _| {
        ready(reader).await;
        reader.js(HOLD, vec![]).await;
        for _ in 0..3 {
            reader.click(send()).await;
            sleep(Duration::from_millis(300)).await;
            assert_eq!(reader.text(SAID).await, "");
            assert_eq!(value(reader, comment()).await, "Bài hay.");
            assert_eq!(reader.number(COUNT).await, 4.0);
        }
        reader.js("held = false", vec![]).await;
        reader.see_text(KEPT_HERE).await;
        assert_eq!(value(reader, comment()).await, "");
        assert_eq!(reader.number("return outbox().then((all) => all.length)").await, 1.0, "three clicks");
        drafted(reader, "").await;
    })
    .await;
}

#[tokio::test]
async fn what_is_typed_while_a_comment_is_being_stored_stays() {
    visit(async |reader, _| {
        ready(reader).await;
        reader.js(HOLD, vec![]).await;
        reader.click(send()).await;
        reader.write(comment(), " Còn nữa.").await;
        reader.js("held = false", vec![]).await;
        reader.see_text(KEPT_HERE).await;
        assert_eq!(value(reader, comment()).await, "Bài hay. Còn nữa.");
        let stored = "return outbox().then((all) => all.map((it) => it.text))";
        assert_eq!(reader.texts(stored).await, ["Bài hay."]);
        drafted(reader, "Bài hay. Còn nữa.").await;
    })
    .await;
}

#[tokio::test]
async fn a_second_click_finds_nothing_wrong_with_the_empty_form() {
    visit(async |reader, _| {
        ready(reader).await;
        reader.click(send()).await;
        reader.see_text(KEPT_HERE).await;
        reader.click(send()).await;
        sleep(Duration::from_millis(200)).await;
        let faults =
            "return document.querySelectorAll('#comments [aria-invalid], .field-fault:not([hidden])').length";
        assert_eq!(reader.number(faults).await, 0.0);
        assert!(reader.text(SAID).await.ends_with(KEPT_HERE));
        assert_eq!(reader.number(COUNT).await, 5.0);
        // Who goes on writing is told again what is missing.
        reader.write(comment(), "Thêm.").await;
        reader.click(send()).await;
        reader.see_text("Bạn cần đồng ý thì ý kiến mới đăng được.").await;
    })
    .await;
}

/// Ways for a browser to store nothing.
const UNWILLING: [(&str, &str); 5] = [
    ("full", "IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError'); };"),
    (
        "full in the end",
        "{ const put = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = function (...all) {
          const asked = put.apply(this, all);
          this.transaction.abort();
          return asked;
        }; }",
    ),
    ("shut", "IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError'); };"),
    (
        "shut in the end",
        "IDBFactory.prototype.open = () => {
          const request = new EventTarget();
          setTimeout(() => request.dispatchEvent(new Event('error')));
          return request;
        };",
    ),
    ("silent", "IDBFactory.prototype.open = () => new EventTarget();"),
];

#[tokio::test]
async fn what_can_not_be_stored_stays_in_the_form() {
    for (way, script) in UNWILLING {
        visit(async |reader, _| {
            reader.before_each_page(script).await;
            ready(reader).await;
            reader.click(send()).await;
            reader.wait(way, &format!("{SAID} === '{NOT_KEPT}'")).await;
            let trouble = "return document.querySelector('.form-trouble').textContent";
            reader.wait(way, &format!("{trouble} === '{NOT_KEPT}'")).await;
            assert_eq!(value(reader, comment()).await, "Bài hay.", "{way}");
            assert_eq!(reader.number(COUNT).await, 4.0, "{way}");
            // The form is not stuck.
            reader.js("document.querySelector('.discussion-said').textContent = ''", vec![]).await;
            reader.click(send()).await;
            reader.wait(way, &format!("{SAID} === '{NOT_KEPT}'")).await;
        })
        .await;
    }
}

/// The page goes in the very moment of a key, and before earlier keys are on the disk.
#[tokio::test]
async fn the_last_letter_before_leaving_is_kept() {
    visit(async |reader, _| {
        reader.read(TRAINING).await;
        reader.write(name(), "Hòa").await;
        let leave = "const field = document.getElementById('comment-text');
            for (let at = 1; at <= arguments[0].length; at += 1) {
              field.value = arguments[0].slice(0, at);
              field.dispatchEvent(new Event('input', { bubbles: true }));
              await null;
            }
            if (arguments[1]) return location.reload();
            location.assign('/');";
        let leave = format!("(async (...arguments) => {{ {leave} }})(...arguments)");
        for turn in 0..10 {
            let text = format!("Lần {turn}, viết rất nhanh");
            reader.js(&leave, vec![text.clone().into(), (turn % 2 == 0).into()]).await;
            // From elsewhere: a reloaded form is filled by the browser itself.
            reader.open("/luu-tru/").await;
            reader.read(TRAINING).await;
            let back = format!("return document.getElementById('comment-text').value === '{text}'");
            reader.wait("the text", &back).await;
            drafted(reader, &text).await;
        }
        let left = "return Object.keys(localStorage)";
        assert_eq!(reader.texts(left).await, [""; 0], "it is on the disk now");
    })
    .await;
}

#[tokio::test]
async fn what_is_typed_before_the_draft_is_back_is_not_written_over() {
    visit(async |reader, _| {
        reader.read(TRAINING).await;
        reader.write(comment(), "Đã viết từ trước.").await;
        drafted(reader, "Đã viết từ trước.").await;
        // The database answers when the reader has typed.
        let slow = "{ const open = IDBFactory.prototype.open;
            IDBFactory.prototype.open = function (...all) {
              const request = open.apply(this, all);
              const listen = request.addEventListener;
              request.addEventListener = (event, act) =>
                listen.call(request, event, (it) => setTimeout(() => act(it), 2000));
              return request;
            }; }";
        reader.before_each_page(slow).await;
        reader.open("/").await;
        reader.read(TRAINING).await;
        reader.write(name(), "Hòa").await;
        assert_eq!(value(reader, comment()).await, "", "it was not late");
        reader.wait("the text", "return document.getElementById('comment-text').value !== ''").await;
        assert_eq!(value(reader, comment()).await, "Đã viết từ trước.");
        assert_eq!(value(reader, name()).await, "Hòa");
    })
    .await;
}

#[tokio::test]
async fn who_writes_while_the_page_is_drawn_anew_stays_in_the_word() {
    visit(async |reader, _| {
        reader.read(TRAINING).await;
        reader.write(comment(), "Giữa câu này.").await;
        let redrawn = "const before = document.getElementById('comment-text');
            before.setSelectionRange(4, 4);
            dispatchEvent(new Event('bantin:edition'));
            return new Promise((done) => {
              const look = () => {
                const now = document.getElementById('comment-text');
                if (!now || now === before) return requestAnimationFrame(look);
                setTimeout(() => done([now === document.activeElement, now.selectionStart, now.value].join(' ')), 200);
              };
              look();
            });";
        assert_eq!(reader.text(redrawn).await, "true 4 Giữa câu này.");
    })
    .await;
}

#[tokio::test]
async fn another_tab_shows_what_waits() {
    visit(async |reader, _| {
        ready(reader).await;
        reader.js("window.other = window.open(location.href)", vec![]).await;
        reader.wait("a second tab", "return other.document.documentElement.dataset.app === 'awake'").await;
        reader.click(send()).await;
        reader.see(article("Hòa")).await;
        let theirs =
            |count| format!("return other.document.querySelectorAll('.comment-own').length === {count}");
        reader.wait("it in the other tab", &theirs(1)).await;
        reader.click(button("Xóa").inside(article("Hòa"))).await;
        reader.see_text("Đã xóa.").await;
        reader.wait("it gone from the other tab", &theirs(0)).await;
        let left = "return Object.keys(localStorage).filter((key) => key !== 'bantin:appearance')";
        assert_eq!(reader.texts(left).await, [""; 0]);
        reader.js("other.close()", vec![]).await;
    })
    .await;
}
