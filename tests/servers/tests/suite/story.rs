//! A reader comments in a real browser, on a newspaper whose comments are on a real server of another origin, with a line
//! between them that breaks.

use std::path::Path;

use browser_tests::{
    host::{Host, Place},
    newspaper,
    programs::Browser,
    proxy::{Mishap, Proxy},
    reader::Reader,
    target::{Target, article, button, checkbox, textbox},
    visit_at,
};
use http::Method;
use server_tests::{Isso, Options};

use crate::ARTICLE;

/// Clocks that stand still until a test moves them: `ahead` milliseconds, kept from page to page.
const STILL: &str =
    "{ const start = Date.now(); Date.now = () => start + Number(sessionStorage.ahead ?? 0); }";

/// What the console tells of when a request fails.
const LINE: [&str; 4] = ["Failed to load resource", "blocked by CORS", "net::ERR", "Failed to fetch"];

/// Nothing of a reader is in the browser's storage.
const EMPTY: &str = "return (localStorage.getItem('bantin:outbox') ?? '[]') === '[]'";

/// A reader on a newspaper with Isso behind a line; `told` says more of the settings.
async fn with_isso(name: &str, moderated: bool, test: impl AsyncFnOnce(&Reader, &Isso, &Proxy)) {
    let place = Place::take().await;
    let options = Options::new(&[&place.address]);
    let options = if moderated { options.moderated() } else { options };
    let Some(isso) = Isso::start(&options) else { return };
    let proxy = Proxy::before(&isso.address).await;
    let room = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let (_, root) = newspaper::build(&room, "", |settings| {
        let served = format!("kind = \"isso\"\nserver = \"{}\"\nmoderated = {moderated}", proxy.address);
        assert!(settings.contains("kind = \"embedded\""));
        settings.replacen("kind = \"embedded\"", &served, 1)
    });
    let host = Host::at(place, root);
    let mut expected = LINE.to_vec();
    expected.push(&proxy.address);
    visit_at(Browser::Chromium, &host.address, &expected, async |reader| {
        reader.before_each_page(STILL).await;
        test(reader, &isso, &proxy).await;
    })
    .await;
}

async fn read(reader: &Reader) {
    reader.read(ARTICLE).await;
}

/// Lets time pass, and the page be opened anew.
async fn later(reader: &Reader, seconds: u32) {
    let script = format!("sessionStorage.ahead = Number(sessionStorage.ahead ?? 0) + {seconds}000");
    reader.js(&script, vec![]).await;
    reader.reload().await;
    reader.awake().await;
}

async fn write(reader: &Reader, text: &str) {
    reader.write(textbox("Tên của bạn"), "Hòa").await;
    reader.write(textbox("Ý kiến"), text).await;
    let agreed = "return document.getElementById('comment-consent').checked";
    if reader.js(agreed, vec![]).await != true {
        reader.click(checkbox("Tôi đồng ý…")).await;
    }
    reader.js("sessionStorage.ahead = Number(sessionStorage.ahead ?? 0) + 10000", vec![]).await;
    reader.click(button("Gửi ý kiến")).await;
}

fn own() -> Target {
    article("Hòa")
}

async fn marked(reader: &Reader, with: &str) {
    let script =
        format!("return document.querySelector('.comment-own .comment-waiting')?.textContent === '{with}'");
    reader.wait(&format!("the mark “{with}”"), &script).await;
}

#[tokio::test]
async fn a_comment_is_published_answered_and_liked() {
    with_isso("published", false, async |reader, isso, proxy| {
        read(reader).await;
        reader.see_text("Chưa có ý kiến nào.").await;
        write(reader, "Bài **hay**.\n\n<img src=x onerror=alert(1)> [trang](https://a.example)").await;
        reader.see_text("Ý kiến của bạn đã được đăng.").await;
        assert_eq!(isso.count(ARTICLE), 1);
        assert_eq!(reader.js(EMPTY, vec![]).await, true);
        let html = "return document.querySelector('.comment-text').innerHTML";
        for _ in 0..2 {
            reader.see(own()).await;
            let html = reader.text(html).await;
            assert!(html.contains("<strong>hay</strong>") && !html.contains("<img"), "{html}");
            assert!(html.contains("rel=\"nofollow ugc noopener\""), "{html}");
            reader.reload().await;
        }
        assert_eq!(proxy.passed(&Method::POST, "/new"), 1);
        isso.comment(ARTICLE, "Trần Văn Lực", "Cảm ơn bạn.", Some(1));
        reader.reload().await;
        reader.see(article("Trần Văn Lực")).await;
        let nested = "return document.querySelector('.answers .comment-name').textContent";
        assert_eq!(reader.text(nested).await, "Trần Văn Lực");
        reader.click(button("Thích Trần Văn Lực")).await;
        reader.see_text("1 lượt thích").await;
        reader.click(button("Trả lời Hòa")).await;
        write(reader, "Không có gì.").await;
        reader.see_text("Ý kiến của bạn đã được đăng.").await;
        assert_eq!(isso.count(ARTICLE), 3);
    })
    .await;
}

#[tokio::test]
async fn lists_tell_how_many_comments_there_are() {
    with_isso("counts", false, async |reader, isso, proxy| {
        for text in ["Một.", "Hai."] {
            isso.comment(ARTICLE, "Mai", text, None);
        }
        reader.read("/").await;
        let told = "return [...document.querySelectorAll('.teaser-comments')].map((it) => it.textContent)";
        reader.see_text("2 ý kiến").await;
        assert_eq!(reader.texts(told).await, ["2\u{a0}ý\u{a0}kiến"], "and the bundle's own do not count");
        assert_eq!(proxy.passed(&Method::POST, "/count"), 1, "one question for the whole list");
    })
    .await;
}

#[tokio::test]
async fn a_comment_waits_for_the_newsroom() {
    with_isso("moderated", true, async |reader, isso, _| {
        read(reader).await;
        write(reader, "Chờ duyệt nhé.").await;
        reader.see_text("Tòa soạn đã nhận ý kiến của bạn").await;
        marked(reader, "Đang chờ duyệt").await;
        reader.reload().await;
        marked(reader, "Đang chờ duyệt").await;
        assert_eq!(isso.count(ARTICLE), 0);
        isso.approve(1);
        reader.reload().await;
        reader.wait("an empty outbox", EMPTY).await;
        reader.see(own()).await;
        assert_eq!(reader.number("return document.querySelectorAll('.comment').length").await, 1.0);
    })
    .await;
}

#[tokio::test]
async fn a_refused_comment_keeps_its_text_and_says_why() {
    with_isso("refused", false, async |reader, isso, _| {
        read(reader).await;
        write(reader, "A").await;
        reader.see_text("Ý kiến ngắn quá. Bạn hãy viết thêm.").await;
        let field = "return document.getElementById('comment-text').value";
        assert_eq!(reader.text(field).await, "A");
        let invalid = "return document.getElementById('comment-text').getAttribute('aria-invalid')";
        assert_eq!(reader.text(invalid).await, "true");
        write(reader, "A ha!").await;
        reader.see_text("Ý kiến của bạn đã được đăng.").await;
        assert_eq!(isso.count(ARTICLE), 1);
    })
    .await;
}

/// Whatever happens to a request or its answer, the comment is there once in the end.
#[tokio::test]
async fn whatever_happens_on_the_line_it_is_published_once() {
    with_isso("line", false, async |reader, isso, proxy| {
        let mishaps = [
            Mishap::Reset,
            Mishap::Lost,
            Mishap::Status(500),
            Mishap::Status(502),
            Mishap::Status(503),
            Mishap::TooMany(30),
            Mishap::Html,
            Mishap::Empty,
            Mishap::Truncated,
            Mishap::Huge(50_000_000),
            Mishap::Loop,
            Mishap::NoCors,
        ];
        for (number, mishap) in (1..).zip(mishaps) {
            read(reader).await;
            proxy.break_at(Method::POST, mishap.clone());
            let text = format!("Ý kiến số {number}.");
            write(reader, &text).await;
            reader.see_text("Ý kiến được giữ trong trình duyệt này và sẽ tự gửi lại.").await;
            proxy.recover();
            later(reader, 7_200).await;
            reader.wait(&format!("an empty outbox after {mishap:?}"), EMPTY).await;
            let count = isso.count(ARTICLE);
            assert_eq!(count, number, "after {mishap:?}");
        }
    })
    .await;
}

/// The list may fail, too: that is said, never taken for an empty one, and can be tried again.
#[tokio::test]
async fn comments_that_can_not_be_loaded() {
    with_isso("list", false, async |reader, isso, proxy| {
        isso.comment(ARTICLE, "Trần Văn Lực", "Đã có.", None);
        let mishaps = [
            Mishap::Reset,
            Mishap::Status(500),
            Mishap::Status(404),
            Mishap::Status(401),
            Mishap::Html,
            Mishap::Empty,
            Mishap::Truncated,
            Mishap::Huge(50_000_000),
            Mishap::Loop,
            Mishap::NoCors,
        ];
        for mishap in mishaps {
            proxy.break_at(Method::GET, mishap.clone());
            read(reader).await;
            reader.see_text("Chưa tải được ý kiến.").await;
            assert!(!reader.sees(article("Trần Văn Lực")).await, "{mishap:?}");
            proxy.recover();
            reader.click(button("Thử lại")).await;
            reader.see(article("Trần Văn Lực")).await;
        }
        proxy.break_at(Method::GET, Mishap::WrongType);
        read(reader).await;
        reader.see(article("Trần Văn Lực")).await;
    })
    .await;
}
