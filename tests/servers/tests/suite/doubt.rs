//! Nobody heard what became of a comment.

use std::time::Duration;

use browser_tests::{
    proxy::Mishap,
    reader::Reader,
    target::{article, button},
};
use http::Method;

use crate::{
    ARTICLE,
    hands::fill,
    served::with,
    story::{EMPTY, later, marked},
};

const KEPT: &str = "Ý kiến được giữ trong trình duyệt này và sẽ tự gửi lại.";

/// Sends a comment while this happens to it.
async fn send(reader: &Reader, text: &str) {
    reader.read(ARTICLE).await;
    fill(reader, text).await;
    reader.click(button("Gửi ý kiến")).await;
}

/// Where the newsroom reads first, nobody can look whether a comment arrived: it is not sent again unless the reader says
/// so.
async fn asked(name: &str, mishap: Mishap, waiting: u64) {
    with("isso", name, true, async |reader, server, proxy| {
        proxy.break_at(Method::POST, mishap);
        send(reader, "Có tới nơi không?").await;
        reader.see_text(KEPT).await;
        proxy.recover();
        let sent = || proxy.passed(&Method::POST, "/new") as u64;
        assert_eq!(sent(), waiting - 1, "what has reached the server");
        for _ in 0..2 {
            later(reader, 7_200).await;
            // Without a reload: it is shown as soon as it is known.
            marked(reader, "Không rõ đã tới nơi chưa").await;
            assert_eq!(sent(), waiting - 1, "it was sent again, and nobody had said so");
        }
        reader.click(button("Gửi lại").inside(article("Hòa"))).await;
        reader.see_text("Tòa soạn đã nhận ý kiến của bạn").await;
        marked(reader, "Đang chờ duyệt").await;
        assert_eq!(sent(), waiting);
        server.approve_first();
        later(reader, 0).await;
        reader.wait("an empty outbox", EMPTY).await;
        reader.see(article("Hòa")).await;
        assert_eq!((reader.count(article("Hòa")).await, server.count()), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn whether_to_send_again_is_asked_when_it_had_arrived() {
    asked("arrived", Mishap::Lost, 2).await;
}

#[tokio::test]
async fn whether_to_send_again_is_asked_when_it_had_not() {
    asked("missed", Mishap::Reset, 1).await;
}

/// Longer than the app waits for an answer, and shorter than it takes a request to be over.
const STALL: Duration = Duration::from_secs(30);

/// The server does not answer for so long that the app gives up; then it is well again.
async fn stalled(name: &str, mishap: Mishap) {
    with("isso", name, false, async |reader, server, proxy| {
        proxy.break_at(Method::POST, mishap);
        send(reader, "Máy chủ đứng hình.").await;
        reader.see_text("Đang gửi").await;
        tokio::time::sleep(Duration::from_secs(16)).await;
        reader.see_text("Đang gửi").await;
        reader.see_text(KEPT).await;
        tokio::time::sleep(STALL - Duration::from_secs(16)).await;
        proxy.recover();
        later(reader, 7_200).await;
        reader.wait("an empty outbox", EMPTY).await;
        reader.see(article("Hòa")).await;
        assert_eq!((reader.count(article("Hòa")).await, server.count()), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn a_comment_that_stalls_on_its_way_is_there_once() {
    stalled("stalled", Mishap::Late(STALL)).await;
}

#[tokio::test]
async fn a_comment_whose_answer_stalls_is_there_once() {
    stalled("stalled-answer", Mishap::Old(STALL)).await;
}

/// An answer to a conversation that is far from the newest: whoever looks for it among those sends it twice.
async fn answered_long_ago(kind: &str) {
    with(kind, "long-ago", false, async |reader, server, proxy| {
        server.comment("Mai", "Câu hỏi cũ.", None);
        for number in 1..=51 {
            server.comment("Lực", &format!("Ý kiến {number}."), None);
        }
        reader.read(ARTICLE).await;
        reader.click(button("Xem thêm ý kiến")).await;
        reader.see(article("Mai")).await;
        reader.click(button("Trả lời Mai")).await;
        fill(reader, "Nay mới trả lời.").await;
        proxy.break_at(Method::POST, Mishap::Lost);
        reader.click(button("Gửi ý kiến")).await;
        reader.see_text(KEPT).await;
        proxy.recover();
        let sent = || proxy.passed(&Method::POST, "/");
        assert_eq!((sent(), server.count()), (1, 53), "it has arrived");
        later(reader, 7_200).await;
        reader.wait("an empty outbox", EMPTY).await;
        assert_eq!((sent(), server.count()), (1, 53), "and is not sent again");
    })
    .await;
}

#[tokio::test]
async fn an_answer_to_an_old_comment_is_there_once() {
    answered_long_ago("isso").await;
}
