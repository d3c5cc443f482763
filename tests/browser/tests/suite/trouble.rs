//! The app itself does not start, or breaks down.

use std::time::Duration;

use browser_tests::{
    fault::Fault,
    programs::Browser,
    target::{link, navigation},
    visit_with,
};

use crate::article::{TRAINING, TRAINING_FROM_DATA, TRAINING_TITLE};

/// What trouble a reader is told of.
pub const TOLD: &str = "const place = document.getElementById('trouble'); return place.checkVisibility() ? [place.dataset.kind] : []";

#[tokio::test]
async fn an_app_that_does_not_start_says_so() {
    // The console tells of each in the browser's own words.
    visit_with(
        Browser::Chromium,
        &["Failed to load", "boot-", "Uncaught", "WebAssembly", "Unexpected", "MIME"],
        async |reader, host| {
            let told =
                "return document.getElementById('trouble').textContent.startsWith('Không mở được trang')";
            for file in [host.wasm(), host.file("bantin-app-", ".js")] {
                for fault in
                    [Fault::Status(404), Fault::Status(500), Fault::Shell, Fault::Reset, Fault::Truncated]
                {
                    host.break_at(&file, fault.clone());
                    reader.open(TRAINING_FROM_DATA).await;
                    reader.wait(&format!("the sentence for {fault:?} at {file}"), told).await;
                    host.recover();
                }
            }
            reader.open(TRAINING_FROM_DATA).await;
            reader.see_page(TRAINING_TITLE).await;
            assert_eq!(reader.texts(TOLD).await, Vec::<String>::new());
        },
    )
    .await;
}

#[tokio::test]
async fn after_a_panic_the_page_can_still_be_read_and_says_so() {
    visit_with(Browser::Chromium, &["panicked", "unreachable", "no more elements"], async |reader, _| {
        reader.read(TRAINING).await;
        let before = reader.text("return text('.prose')").await;
        // A browser that makes no more elements: the next page can not be drawn.
        reader
            .js(
                "const no = () => { throw new Error('no more elements'); };
             Document.prototype.createElement = no; Document.prototype.createElementNS = no;
             Document.prototype.importNode = no; Node.prototype.cloneNode = no;",
                vec![],
            )
            .await;
        reader.click(link("Thủy văn").inside(navigation("Chuyên mục"))).await;
        reader
            .wait(
                "the sentence",
                "return document.getElementById('trouble').textContent.startsWith('Trang vừa gặp lỗi')",
            )
            .await;
        assert_eq!(reader.text("return text('.prose')").await, before, "the text is still there");
        assert_eq!(reader.texts(TOLD).await, ["broken"]);
    })
    .await;
}

#[tokio::test]
async fn a_trap_is_told_and_other_peoples_errors_are_not() {
    visit_with(Browser::Chromium, &["not ours", "unreachable"], async |reader, _| {
        reader.read(TRAINING).await;
        reader.js("setTimeout(() => { throw new Error('not ours'); })", vec![]).await;
        reader.js("return new Promise((done) => setTimeout(done, 100))", vec![]).await;
        assert_eq!(reader.texts(TOLD).await, Vec::<String>::new());
        // A program of one instruction, `unreachable`: what is left of a panic in the app for readers.
        let trap = "const bytes = [0,97,115,109,1,0,0,0, 1,4,1,96,0,0, 3,2,1,0, 7,5,1,1,97,0,0, 10,5,1,3,0,0,11];
            WebAssembly.instantiate(new Uint8Array(bytes)).then(({ instance }) => setTimeout(instance.exports.a));";
        reader.js(trap, vec![]).await;
        reader.wait("the sentence", "return document.getElementById('trouble').textContent.startsWith('Trang vừa gặp lỗi')").await;
    })
    .await;
}

/// What is told in place of a form that nobody would read.
const NEED_APP: &str = "return document.querySelector('.need-app').checkVisibility()
    && !document.querySelector('.comment-form button').checkVisibility()";

#[tokio::test]
async fn without_its_first_script_a_page_can_be_read_and_says_what_lacks() {
    visit_with(Browser::Chromium, &["Failed to load", "boot-", "MIME"], async |reader, host| {
        for fault in [Fault::Status(404), Fault::Reset, Fault::Shell] {
            host.break_at(&host.file("boot-", ".js"), fault.clone());
            reader.open(TRAINING).await;
            reader.see_page(TRAINING_TITLE).await;
            reader.wait(&format!("that comments need the app, after {fault:?}"), NEED_APP).await;
            reader.open("/bai-viet/khong-co-bai-nay/").await;
            reader
                .wait(
                    "the page of what is not there",
                    "return document.querySelector('h1').checkVisibility({ visibilityProperty: true })",
                )
                .await;
            host.recover();
        }
    })
    .await;
}

#[tokio::test]
async fn who_waits_for_a_slow_program_is_told() {
    visit_with(Browser::Chromium, &["Failed to load"], async |reader, host| {
        host.break_at(&host.wasm(), Fault::Late(Duration::from_secs(8)));
        reader.open(TRAINING).await;
        let send = "document.querySelector('.comment-form').requestSubmit()";
        reader.js(send, vec![]).await;
        reader.wait("that it is slow", "return document.getElementById('trouble').dataset.kind === 'slow' && document.getElementById('trouble').checkVisibility()").await;
        // It came: what was asked for is done, and the empty form says what lacks in it.
        reader.wait("the form's answer", "return document.querySelector('.field-fault')?.checkVisibility() ?? false").await;
        assert_eq!(reader.texts(TOLD).await, Vec::<String>::new());
    })
    .await;
}
