//! A reader comments in a real browser, on a newspaper whose comments are on a real server of another origin, with a line
//! between them that breaks.

use std::time::Duration;

use browser_tests::{
    proxy::{MISHAPS, Mishap},
    reader::Reader,
    target::{Target, article, button, checkbox, textbox},
};
use http::Method;

use crate::{
    ARTICLE,
    served::{Server, stories, with},
};

/// Nothing waits in the browser any more.
pub const EMPTY: &str = "return outbox().then((all) => all.length === 0)";

async fn read(reader: &Reader) {
    reader.read(ARTICLE).await;
}

/// Lets time pass, and the page be opened anew.
pub async fn later(reader: &Reader, seconds: u32) {
    let script = format!("sessionStorage.ahead = Number(sessionStorage.ahead ?? 0) + {seconds}000");
    reader.js(&script, vec![]).await;
    reader.reload().await;
    reader.awake().await;
}

/// Writes a comment and sends it off.
pub async fn write(reader: &Reader, text: &str) {
    reader.write(textbox("Tên của bạn"), "Hòa").await;
    reader.write(textbox("Ý kiến"), text).await;
    let agreed = "return document.getElementById('comment-consent').checked";
    if reader.js(agreed, vec![]).await != true {
        reader.click(checkbox("Tôi đồng ý…")).await;
    }
    reader.js("sessionStorage.ahead = Number(sessionStorage.ahead ?? 0) + 10000", vec![]).await;
    reader.click(button("Gửi ý kiến")).await;
}

/// What a like is sent by.
pub fn likes_by(kind: &str) -> Method {
    if kind == "isso" { Method::POST } else { Method::PUT }
}

fn own() -> Target {
    article("Hòa")
}

pub async fn marked(reader: &Reader, with: &str) {
    let script =
        format!("return document.querySelector('.comment-own .comment-waiting')?.textContent === '{with}'");
    reader.wait(&format!("the mark “{with}”"), &script).await;
}

async fn published(kind: &str) {
    with(kind, "published", false, async |reader, server, proxy| {
        read(reader).await;
        reader.see_text("Chưa có ý kiến nào.").await;
        write(reader, "Bài **hay**.\n\n<img src=x onerror=alert(1)> https://a.example").await;
        reader.see_text("Ý kiến của bạn đã được đăng.").await;
        assert_eq!(server.count(), 1);
        assert_eq!(reader.js(EMPTY, vec![]).await, true);
        let changeable = reader.count(button("Sửa ý kiến của bạn")).await;
        assert_eq!(changeable, usize::from(kind == "isso"), "only Isso lets a reader change it");
        let html = "return document.querySelector('.comment-text').innerHTML";
        for _ in 0..2 {
            reader.see(own()).await;
            let html = reader.text(html).await;
            assert!(html.contains("hay") && !html.contains("<img"), "{html}");
            assert_eq!(html.contains("<strong>hay</strong>"), kind != "wordpress", "{html}");
            assert_eq!(html.matches("<a").count(), html.matches("rel=\"nofollow ugc noopener\"").count());
            reader.reload().await;
        }
        let sent = ["/new", "/api/comment", "/?rest_route"].map(|path| proxy.passed(&Method::POST, path));
        assert_eq!(sent.iter().sum::<usize>(), 1);
        reader.see(own()).await;
        let first = "return document.querySelector('.comment').dataset.id";
        let first = reader.text(first).await.parse().expect("the first is no answer");
        server.comment("Trần Văn Lực", "Cảm ơn bạn.", Some(first));
        reader.reload().await;
        reader.see(article("Trần Văn Lực")).await;
        let nested = "return document.querySelector('.answers .comment-name').textContent";
        assert_eq!(reader.text(nested).await, "Trần Văn Lực");
        assert_eq!(reader.sees(button("Thích Trần Văn Lực")).await, server.votes());
        if server.votes() {
            reader.click(button("Thích Trần Văn Lực")).await;
            reader.see_text("1 lượt thích").await;
        }
        reader.click(button("Trả lời Trần Văn Lực")).await;
        write(reader, "Không có gì.").await;
        reader.see_text("Ý kiến của bạn đã được đăng.").await;
        assert_eq!(server.count(), 3);
        reader.reload().await;
        reader.wait("three comments", "return document.querySelectorAll('.comment').length === 3").await;
        let tops = "return document.querySelectorAll('.comments > li').length";
        assert_eq!(reader.number(tops).await, 1.0, "one conversation");
    })
    .await;
}

async fn moderated(kind: &str) {
    with(kind, "moderated", true, async |reader, server, _| {
        read(reader).await;
        write(reader, "Chờ *duyệt* nhé & xin cảm ơn.").await;
        reader.see_text("Tòa soạn đã nhận ý kiến của bạn").await;
        marked(reader, "Đang chờ duyệt").await;
        let named = "return outbox().then((all) => all.map((own) => [own.name, own.email]).flat().join())";
        assert_eq!(reader.text(named).await, ",", "who wrote it is with the server, and no longer here");
        reader.reload().await;
        marked(reader, "Đang chờ duyệt").await;
        assert_eq!(server.count(), 0);
        server.approve_first();
        reader.reload().await;
        reader.wait("an empty outbox", EMPTY).await;
        reader.see(own()).await;
        assert_eq!(reader.number("return document.querySelectorAll('.comment').length").await, 1.0);
    })
    .await;
}

/// Whatever happens to a request or its answer, the comment is there once in the end.
async fn line(kind: &str) {
    with(kind, "line", false, async |reader, server, proxy| {
        let mishaps = [Mishap::Lost, Mishap::Status(502), Mishap::Status(503)].into_iter().chain(MISHAPS);
        for (number, mishap) in (1..).zip(mishaps) {
            read(reader).await;
            proxy.break_at(Method::POST, mishap.clone());
            let text = format!("Ý kiến số {number}.");
            write(reader, &text).await;
            reader.see_text("Ý kiến được giữ trong trình duyệt này và sẽ tự gửi lại.").await;
            proxy.recover();
            later(reader, 7_200).await;
            reader.wait(&format!("an empty outbox after {mishap:?}"), EMPTY).await;
            assert_eq!(server.count(), number, "after {mishap:?}");
        }
    })
    .await;
}

/// The list may fail, too: that is said, never taken for an empty one, and can be tried again.
async fn list(kind: &str) {
    with(kind, "list", false, async |reader, server, proxy| {
        server.comment("Trần Văn Lực", "Đã có.", None);
        let mishaps = [Mishap::Status(404), Mishap::Status(401)].into_iter().chain(MISHAPS);
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

/// A list asks for the numbers of all its articles at once. Whatever happens to that, no number is shown that is wrong.
async fn counts(kind: &str) {
    with(kind, "counts", false, async |reader, server, proxy| {
        for text in ["Một.", "Hai."] {
            server.comment("Mai", text, None);
        }
        let told = "return [...document.querySelectorAll('.teaser-comments')].map((it) => it.textContent)";
        let two = ["2\u{a0}ý\u{a0}kiến"];
        reader.read("/").await;
        reader.see_text("2 ý kiến").await;
        assert_eq!(reader.texts(told).await, two, "and the bundle's own do not count");
        let (method, path) = match kind {
            "isso" => (Method::POST, "/count"),
            "waline" => (Method::GET, "/api/comment"),
            _ => (Method::GET, "/?rest_route=/wp/v2/posts"),
        };
        assert_eq!(proxy.passed(&method, path), 1, "one question for the whole list");
        for mishap in MISHAPS.into_iter().chain([Mishap::Status(404), Mishap::Status(401), Mishap::Lost]) {
            proxy.break_at(method.clone(), mishap.clone());
            proxy.breaks(reader.read("/")).await;
            proxy.rest().await;
            tokio::time::sleep(Duration::from_millis(200)).await;
            assert_eq!(reader.texts(told).await, [""; 0], "{mishap:?}");
            let teasers = "return document.querySelectorAll('.teaser').length";
            assert!(reader.number(teasers).await > 5.0, "{mishap:?}");
        }
        proxy.break_at(method, Mishap::WrongType);
        reader.read("/").await;
        reader.see_text("2 ý kiến").await;
    })
    .await;
}

/// A like that does not arrive is not shown as one, and can be given again.
async fn likes(kind: &str) {
    with(kind, "likes", false, async |reader, server, proxy| {
        server.comment("Trần Văn Lực", "Đã có.", None);
        let method = likes_by(kind);
        for mishap in MISHAPS.into_iter().chain([Mishap::Status(404), Mishap::Status(401), Mishap::Lost]) {
            read(reader).await;
            reader.see(article("Trần Văn Lực")).await;
            let before = "return document.querySelector('.comment').textContent";
            let before = reader.text(before).await;
            proxy.break_at(method.clone(), mishap.clone());
            reader.click(button("Thích Trần Văn Lực")).await;
            let said = "return document.querySelector('.discussion-said').textContent !== ''";
            reader.wait(&format!("words about {mishap:?}"), said).await;
            let after = "return document.querySelector('.comment').textContent";
            assert_eq!(reader.text(after).await, before, "{mishap:?}");
            proxy.recover();
        }
        reader.click(button("Thích Trần Văn Lực")).await;
        reader.see_text("lượt thích").await;
    })
    .await;
}

stories! {
    isso_publishes: published("isso");
    isso_moderates: moderated("isso");
    isso_on_a_line_that_breaks: line("isso");
    isso_can_not_be_read: list("isso");
    waline_publishes: published("waline");
    waline_moderates: moderated("waline");
    waline_on_a_line_that_breaks: line("waline");
    waline_can_not_be_read: list("waline");
    wordpress_publishes: published("wordpress");
    wordpress_moderates: moderated("wordpress");
    wordpress_on_a_line_that_breaks: line("wordpress");
    wordpress_can_not_be_read: list("wordpress");
    isso_counts_for_lists: counts("isso");
    waline_counts_for_lists: counts("waline");
    wordpress_counts_for_lists: counts("wordpress");
    isso_can_not_be_told_of_a_like: likes("isso");
    waline_can_not_be_told_of_a_like: likes("waline");
}

#[tokio::test]
async fn a_refused_comment_keeps_its_text_and_says_why() {
    with("isso", "refused", false, async |reader, server, _| {
        read(reader).await;
        write(reader, "A").await;
        reader.see_text("Ý kiến ngắn quá. Bạn hãy viết thêm.").await;
        let field = "return document.getElementById('comment-text').value";
        assert_eq!(reader.text(field).await, "A");
        let invalid = "return document.getElementById('comment-text').getAttribute('aria-invalid')";
        assert_eq!(reader.text(invalid).await, "true");
        write(reader, "A ha!").await;
        reader.see_text("Ý kiến của bạn đã được đăng.").await;
        assert_eq!(server.count(), 1);
    })
    .await;
}

#[tokio::test]
async fn waline_counts_views_once_a_visit() {
    with("waline", "views", false, async |reader, _, proxy| {
        for visits in [1, 1] {
            read(reader).await;
            reader.see_text(&format!("Lượt xem: {visits}")).await;
        }
        assert_eq!(proxy.passed(&Method::POST, "/api/article"), 1);
        reader.js("sessionStorage.clear()", vec![]).await;
        read(reader).await;
        reader.see_text("Lượt xem: 2").await;
        for mishap in [Mishap::Status(500), Mishap::Html, Mishap::Empty, Mishap::Reset, Mishap::NoCors] {
            proxy.break_at(Method::GET, mishap);
            read(reader).await;
            reader.see_text("Chưa tải được ý kiến.").await;
            let told = "return document.querySelector('.facts').textContent.includes('Lượt xem')";
            assert_eq!(reader.js(told, vec![]).await, false, "absent rather than wrong");
        }
        // Where the visit can not be counted, the number is still told: as many as the server knows of.
        for mishap in MISHAPS.into_iter().chain([Mishap::Status(404), Mishap::WrongType, Mishap::Lost]) {
            proxy.break_at(Method::POST, mishap.clone());
            reader.js("sessionStorage.clear()", vec![]).await;
            proxy.breaks(read(reader)).await;
            let told = "return /Lượt xem: [0-9]/.test(document.querySelector('.facts').textContent)";
            reader.wait(&format!("the number after {mishap:?}"), told).await;
            let views = proxy.passed(&Method::POST, "/api/article");
            reader.see_text(&format!("Lượt xem: {views}")).await;
        }
    })
    .await;
}

/// The page is torn away at any moment after a comment was sent off, on a line that loses requests, answers, or neither:
/// every comment is there once in the end.
#[tokio::test]
async fn two_hundred_pages_die_while_they_send() {
    const DEATHS: u64 = 200;
    with("isso", "deaths", false, async |reader, server, proxy| {
        let mut seed = 2_023_u64;
        let mut luck = move |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below
        };
        for number in 0..DEATHS {
            read(reader).await;
            proxy.recover();
            match luck(4) {
                0 => proxy.break_at(Method::POST, Mishap::Lost),
                1 => proxy.break_at(Method::POST, Mishap::Reset),
                2 => proxy.break_at(Method::POST, Mishap::Late(Duration::from_millis(luck(100)))),
                _ => {}
            }
            let send = "sessionStorage.ahead = Number(sessionStorage.ahead ?? 0) + 7200000;
                const [who, what, agreed] = ['name', 'text', 'consent'].map((it) => document.getElementById('comment-' + it));
                [who.value, what.value, agreed.checked] = ['Hòa', 'Ý kiến số ' + arguments[0], true];
                for (const it of [who, what, agreed]) it.dispatchEvent(new Event('input', { bubbles: true }));
                document.querySelector('.comment-form').requestSubmit();
                // Until the form has let go of it: then it is promised.
                return new Promise((done) => {
                  const look = () => what.value === '' ? done(true) : setTimeout(look, 1);
                  look();
                });";
            assert_eq!(reader.js(send, vec![number.into()]).await, true, "{number} is not acknowledged");
            tokio::time::sleep(Duration::from_millis(luck(120))).await;
            // The page is torn away; the next is hours later by its clock, when no server is still at work on it.
            reader.open("/robots.txt").await;
            proxy.rest().await;
            proxy.hang_up();
        }
        proxy.recover();
        read(reader).await;
        for _ in 0..5 {
            later(reader, 7_200).await;
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        reader.wait("an empty outbox", EMPTY).await;
        let Server::Isso(isso) = server else { return };
        let thread = isso.thread(ARTICLE);
        let said = thread["replies"].as_array().expect("a thread").iter().map(|one| one["text"].to_string());
        let mut said: Vec<String> = said.collect();
        said.sort();
        let all = said.len() as u64;
        said.dedup();
        assert_eq!((all, said.len() as u64), (DEATHS, DEATHS), "lost or doubled");
    })
    .await;
}
