//! What a reader's hands do while the network is slow, away, or asked twice.

use std::time::Duration;

use browser_tests::{
    proxy::Mishap,
    reader::Reader,
    target::{article, button, checkbox, textbox},
};
use http::Method;

use crate::{ARTICLE, served::with, story::EMPTY};

/// The server's list comes this much later than the page.
const LATE: Duration = Duration::from_secs(4);

/// Adds up in `window.shift` how much of what a reader sees was moved.
const WATCH: &str = "window.shift = 0;
    new PerformanceObserver((list) => { for (const it of list.getEntries()) shift += it.value; })
      .observe({ type: 'layout-shift', buffered: true });";

/// How far down in the window the form and its button stand, and what has moved so far.
const PLACES: &str = "return new Promise((done) => setTimeout(() => {
    const top = (it) => document.querySelector(it).getBoundingClientRect().top;
    done([top('.comment-form'), top('.comment-form [type=submit]'), shift].join(' '));
  }, 200))";

/// Fills the form in, and lets as much time pass as a person needs.
pub async fn fill(reader: &Reader, text: &str) {
    reader.write(textbox("Tên của bạn"), "Hòa").await;
    reader.write(textbox("Ý kiến"), text).await;
    reader.click(checkbox("Tôi đồng ý…")).await;
    reader.js("sessionStorage.ahead = Number(sessionStorage.ahead ?? 0) + 10000", vec![]).await;
}

#[tokio::test]
async fn comments_that_come_late_do_not_move_the_form() {
    with("isso", "late", false, async |reader, server, proxy| {
        for name in ["Mai", "Lực", "Hạnh"] {
            server.comment(name, "Đã có.", None);
        }
        reader.before_each_page(WATCH).await;
        // The form at the lower edge of the window: all that stands above it could push it.
        proxy.break_at(Method::GET, Mishap::Late(LATE));
        reader.read(ARTICLE).await;
        let seek =
            "document.querySelector('.comment-form').scrollIntoView({ block: 'end', behavior: 'instant' })";
        reader.js(seek, vec![]).await;
        let before = reader.text(PLACES).await;
        let waits = "return document.querySelector('.discussion-state') !== null";
        assert_eq!(reader.js(waits, vec![]).await, true, "the comments were not late");
        reader.see(article("Hạnh")).await;
        assert_eq!(reader.js("return document.querySelector('.sort').hidden", vec![]).await, false);
        assert_eq!(reader.text(PLACES).await, before, "the form, its button, what has moved");
    })
    .await;
}

#[tokio::test]
async fn two_clicks_send_one_comment() {
    with("isso", "clicks", false, async |reader, server, proxy| {
        reader.read(ARTICLE).await;
        fill(reader, "Một lần thôi.").await;
        proxy.break_at(Method::POST, Mishap::Late(Duration::from_secs(1)));
        let send = button("Gửi ý kiến");
        reader.js("const send = find(arguments[0]); send.click(); send.click()", vec![send.json()]).await;
        reader.see_text("Ý kiến của bạn đã được đăng.").await;
        reader.wait("an empty outbox", EMPTY).await;
        assert_eq!((server.count(), proxy.passed(&Method::POST, "/new")), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn what_was_written_without_a_network_goes_out_once_it_is_back() {
    with("isso", "offline", false, async |reader, server, proxy| {
        reader.read(ARTICLE).await;
        reader.see_text("Chưa có ý kiến nào.").await;
        reader.offline(true).await;
        fill(reader, "Viết khi mất mạng.").await;
        reader.click(button("Gửi ý kiến")).await;
        reader.see_text("Ý kiến được giữ trong trình duyệt này và sẽ tự gửi lại.").await;
        assert_eq!(proxy.passed(&Method::POST, "/new"), 0);
        reader.offline(false).await;
        reader.see_text("Ý kiến của bạn đã được đăng.").await;
        reader.wait("an empty outbox", EMPTY).await;
        assert_eq!((server.count(), proxy.passed(&Method::POST, "/new")), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn what_is_to_be_forgotten_is_gone() {
    with("isso", "forget", false, async |reader, server, proxy| {
        reader.read(ARTICLE).await;
        proxy.break_at(Method::POST, Mishap::Reset);
        fill(reader, "Chưa tới nơi.").await;
        reader.click(checkbox("Nhớ tên tôi trong trình duyệt này")).await;
        reader.click(button("Gửi ý kiến")).await;
        reader.see(article("Hòa")).await;
        reader.write(textbox("Ý kiến"), "Đang viết dở.").await;
        let kept = "return kept().then((all) => Object.keys({ ...all, ...localStorage })
            .filter((key) => key.startsWith('bantin:')).sort().join(' '))";
        let slug = ARTICLE.trim_end_matches('/').rsplit('/').next().expect("a slug");
        let all = format!("bantin:draft:vi/{slug} bantin:outbox bantin:reader");
        assert_eq!(reader.text(kept).await, all, "the draft, what was not sent, and the name");
        reader.click(button("Xóa những gì trang này nhớ về tôi")).await;
        reader.see_text("Trình duyệt này không còn giữ tên").await;
        let typed =
            "return ['name', 'text'].map((it) => document.getElementById('comment-' + it).value).join('')";
        for _ in 0..2 {
            assert_eq!(reader.text(kept).await, "");
            assert_eq!(reader.text(typed).await, "");
            assert!(!reader.sees(article("Hòa")).await);
            proxy.recover();
            reader.reload().await;
            reader.see_text("Chưa có ý kiến nào.").await;
        }
        assert_eq!(server.count(), 0);
    })
    .await;
}

/// Name and e-mail address are in the browser while they are needed to send a comment, and after that only if the reader
/// says so.
#[tokio::test]
async fn who_wrote_is_remembered_only_if_asked() {
    with("isso", "remember", true, async |reader, server, _| {
        let anywhere = "return kept().then((all) => ['Hòa', 'hoa@vidu.example'].map((it) =>
            JSON.stringify([all, { ...localStorage }, { ...sessionStorage }, document.cookie]).includes(it)).join(' '))";
        let read = async || {
            reader.read(ARTICLE).await;
            reader.see(textbox("Tên của bạn")).await;
        };
        read().await;
        reader.write(textbox("E-mail (không bắt buộc)"), "hoa@vidu.example").await;
        fill(reader, "Không cần nhớ tôi.").await;
        reader.wait("a draft", &format!("{anywhere}.then((found) => found === 'true true')")).await;
        reader.click(button("Gửi ý kiến")).await;
        reader.see_text("Tòa soạn đã nhận ý kiến của bạn").await;
        assert_eq!(reader.text(anywhere).await, "false false", "the newsroom has them");
        server.approve_first();
        for _ in 0..2 {
            read().await;
            reader.wait("an empty outbox", EMPTY).await;
            assert_eq!(reader.text(anywhere).await, "false false");
            let name = "return document.getElementById('comment-name').value";
            assert_eq!(reader.text(name).await, "");
        }
        reader.write(textbox("E-mail (không bắt buộc)"), "hoa@vidu.example").await;
        fill(reader, "Lần này thì nhớ.").await;
        reader.click(checkbox("Nhớ tên tôi trong trình duyệt này")).await;
        reader.click(button("Gửi ý kiến")).await;
        reader.see_text("Tòa soạn đã nhận ý kiến của bạn").await;
        read().await;
        let known = "return ['name', 'email'].map((it) => document.getElementById('comment-' + it).value).join(' ')";
        reader.wait("the name", &format!("{} === 'Hòa hoa@vidu.example'", known)).await;
        assert_eq!(reader.text(anywhere).await, "true true");
    })
    .await;
}

/// The server was asked before the comment was sent; what it said then comes after.
#[tokio::test]
async fn a_list_that_is_out_of_date_hides_no_comment() {
    with("isso", "outdated", false, async |reader, server, proxy| {
        server.comment("Mai", "Đã có.", None);
        proxy.break_at(Method::GET, Mishap::Held);
        reader.read(ARTICLE).await;
        fill(reader, "Mới viết.").await;
        reader.click(button("Gửi ý kiến")).await;
        reader.see_text("Ý kiến của bạn đã được đăng.").await;
        assert!(reader.sees(article("Hòa")).await && !reader.sees(article("Mai")).await);
        proxy.recover();
        reader.see(article("Mai")).await;
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert!(reader.sees(article("Hòa")).await, "the own comment is gone");
        assert_eq!(reader.number("return document.querySelectorAll('.comment').length").await, 2.0);
    })
    .await;
}

/// Both find it at the same time, and take a second to find out where it belongs: only a lock keeps them apart.
#[tokio::test]
async fn two_tabs_send_one_comment() {
    with("wordpress", "tabs", false, async |reader, server, proxy| {
        reader.read(ARTICLE).await;
        fill(reader, "Từ hai thẻ.").await;
        reader.js("window.other = window.open(location.href)", vec![]).await;
        reader.wait("a second tab", "return other.document.documentElement.dataset.app === 'awake'").await;
        proxy.break_at(Method::GET, Mishap::Late(Duration::from_secs(1)));
        let both = "find(arguments[0]).click(); other.dispatchEvent(new other.Event('online'))";
        reader.js(both, vec![button("Gửi ý kiến").json()]).await;
        reader.wait("an empty outbox", EMPTY).await;
        // As long as a second one would take.
        tokio::time::sleep(Duration::from_secs(4)).await;
        assert_eq!((server.count(), proxy.passed(&Method::POST, "/")), (1, 1));
        reader.js("other.close()", vec![]).await;
    })
    .await;
}
