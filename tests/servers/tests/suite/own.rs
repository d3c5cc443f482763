//! A reader changes and deletes what they wrote, on a real Isso of another origin, while it lets them.

use std::{collections::BTreeSet, time::Duration};

use browser_tests::{
    proxy::{MISHAPS, Mishap, Proxy},
    reader::{Key, Reader},
    target::{Target, article, button, checkbox, textbox},
};
use http::Method;

use crate::{
    ARTICLE,
    served::{STALL, Server, open_with, visit, with},
    story::{later, write},
};

const PUBLISHED: &str = "Ý kiến của bạn đã được đăng.";
const CHANGED: &str = "Ý kiến của bạn đã được sửa.";
const DELETED: &str = "Ý kiến của bạn đã được xóa.";
const TOO_LATE: &str = "Ý kiến này không sửa hay xóa được nữa";

/// What stands in the form, and what is in focus.
const TYPED: &str = "return document.getElementById('comment-text').value";
const FOCUS: &str = "const it = document.activeElement; return it.id || tidy(it.textContent)";

fn change() -> Target {
    button("Sửa ý kiến của bạn")
}

fn delete() -> Target {
    button("Xóa ý kiến của bạn")
}

fn save() -> Target {
    button("Lưu ý kiến")
}

fn text() -> Target {
    textbox("Ý kiến")
}

fn isso(server: &Server) -> &server_tests::Isso {
    match server {
        Server::Isso(isso) => isso,
        _ => panic!("only Isso lets readers change anything"),
    }
}

/// Writes a comment that is published.
async fn publish(reader: &Reader, words: &str) {
    reader.read(ARTICLE).await;
    write(reader, words).await;
    reader.see_text(PUBLISHED).await;
}

/// Opens the comment in the form and writes something else.
async fn rewrite(reader: &Reader, words: &str) {
    reader.click(change()).await;
    reader.see(save()).await;
    reader.clear(text()).await;
    reader.write(text(), words).await;
}

/// The texts of the list, as they read.
async fn texts(reader: &Reader) -> Vec<String> {
    reader
        .texts("return [...document.querySelectorAll('.comment-text')].map((it) => tidy(it.textContent))")
        .await
}

#[tokio::test]
async fn a_reader_changes_what_they_wrote_and_deletes_it() {
    with("isso", "own", false, async |reader, server, proxy| {
        server.comment("Mai", "Của người khác.", None);
        publish(reader, "Bài **hay**.").await;
        assert_eq!(reader.count(change()).await, 1, "what others wrote is theirs");
        reader.click(change()).await;
        reader.see_text("Bạn đang sửa ý kiến đã đăng.").await;
        assert_eq!(reader.text(TYPED).await, "Bài **hay**.", "as it was typed");
        assert_eq!(reader.text(FOCUS).await, "comment-text");
        for field in [textbox("Tên của bạn"), checkbox("Tôi đồng ý…"), button("Gửi ý kiến")]
        {
            assert!(!reader.sees(field.clone()).await, "{field}");
        }
        reader.write(text(), " Rất _hay_.").await;
        reader.click(save()).await;
        reader.see_text(CHANGED).await;
        reader.see(button("Gửi ý kiến")).await;
        assert_eq!(reader.text(FOCUS).await, "Sửa ý kiến của bạn");
        assert_eq!(reader.text(TYPED).await, "");
        for _ in 0..2 {
            reader.see(article("Hòa")).await;
            assert_eq!(texts(reader).await, ["Bài hay. Rất hay.", "Của người khác."]);
            reader.reload().await;
        }
        reader.see(delete()).await;
        // By keys alone, and not at the first stroke.
        reader.js("find(arguments[0]).focus()", vec![delete().json()]).await;
        reader.press(Key::Enter).await;
        reader.see_text("Xóa ý kiến này?").await;
        assert_eq!(reader.text(FOCUS).await, "own-question");
        reader.press(Key::Enter).await;
        reader.click(button("Giữ lại")).await;
        assert_eq!(reader.text(FOCUS).await, "Xóa ý kiến của bạn");
        reader.press(Key::Enter).await;
        reader.press(Key::Tab).await;
        assert_eq!(reader.text(FOCUS).await, "Xóa hẳn");
        reader.press(Key::Enter).await;
        reader.see_text(DELETED).await;
        assert_eq!(reader.text(FOCUS).await, "comments-heading");
        for _ in 0..2 {
            reader.see(article("Mai")).await;
            assert_eq!(texts(reader).await, ["Của người khác."]);
            reader.reload().await;
        }
        assert_eq!(server.count(), 1);
        let kept = "return localStorage.getItem('bantin:own')";
        assert_eq!(reader.js(kept, vec![]).await, serde_json::Value::Null, "nothing is left of it here");
        known(proxy, &["DELETE /id/2", "GET /id/2?plain=1&", "PUT /id/2"]);
    })
    .await;
}

/// No cookie went along with anything else.
fn known(proxy: &Proxy, requests: &[&str]) {
    let expected: BTreeSet<String> = requests.iter().map(|request| (*request).to_owned()).collect();
    assert_eq!(proxy.known(), expected);
}

#[tokio::test]
async fn what_was_answered_leaves_its_place() {
    with("isso", "own-answered", false, async |reader, server, _| {
        publish(reader, "Xin hỏi.").await;
        server.comment("Trần Văn Lực", "Xin đáp.", Some(1));
        reader.reload().await;
        reader.see(article("Trần Văn Lực")).await;
        reader.click(delete()).await;
        reader.click(button("Xóa hẳn")).await;
        reader.see_text(DELETED).await;
        for _ in 0..2 {
            reader.see_text("Ý kiến này đã bị xóa.").await;
            let told = "return ['.comments > li > .comment-gone', '.comments > li > .answers .comment-name',
              '.discussion-count'].map((it) => text(it))";
            assert_eq!(reader.texts(told).await, ["Ý kiến này đã bị xóa.", "Trần Văn Lực", "1"]);
            assert!(!reader.sees(change()).await && !reader.sees(button("Trả lời Bạn đọc")).await);
            reader.reload().await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_reader_without_the_cookie_is_told() {
    with("isso", "own-cookie", false, async |reader, server, _| {
        for (number, act) in [(1, change()), (2, delete())] {
            publish(reader, "Không có cookie.").await;
            reader.see(act.clone()).await;
            reader.lose_cookies().await;
            reader.click(act).await;
            if number == 2 {
                reader.click(button("Xóa hẳn")).await;
            }
            for _ in 0..2 {
                reader.see_text(if number == 1 { TOO_LATE } else { "không sửa hay xóa được nữa" }).await;
                assert!(
                    !reader.sees(change()).await && !reader.sees(delete()).await,
                    "it is not offered again"
                );
                assert!(reader.sees(button("Gửi ý kiến")).await);
            }
            assert_eq!(server.count(), number);
        }
    })
    .await;
}

#[tokio::test]
async fn a_reader_whose_time_is_over_is_told_and_keeps_the_text() {
    const SECONDS: u32 = 6;
    let short = |options: server_tests::Options| options.changeable(SECONDS);
    visit(open_with("isso", "own-late", short).await, async |reader, server, _| {
        publish(reader, "Còn kịp.").await;
        rewrite(reader, "Đã muộn.").await;
        tokio::time::sleep(Duration::from_secs(u64::from(SECONDS) + 1)).await;
        reader.click(save()).await;
        reader.see_text(TOO_LATE).await;
        assert_eq!(reader.text(TYPED).await, "Đã muộn.", "it can still be copied");
        assert!(!reader.sees(change()).await);
        reader.click(button("Thôi")).await;
        assert_eq!(reader.text(TYPED).await, "");
        // By the reader's own clock it is not even offered.
        publish(reader, "Lần nữa.").await;
        reader.see(change()).await;
        later(reader, SECONDS + 1).await;
        reader.see(article("Hòa")).await;
        assert!(!reader.sees(change()).await);
        assert_eq!(isso(server).thread(ARTICLE)["replies"][0]["text"], "<p>Còn kịp.</p>");
    })
    .await;
}

/// Whatever happens to the request or its answer: the text stays in the form until the server has it.
#[tokio::test]
async fn a_change_on_a_line_that_breaks_is_not_lost() {
    with("isso", "own-line", false, async |reader, server, proxy| {
        // After these the server has it, and only the answer is lost.
        let arrived = [Mishap::Lost, Mishap::Truncated, Mishap::NoCors];
        let mishaps = MISHAPS.into_iter().filter(|mishap| !arrived.contains(mishap));
        for (number, mishap) in mishaps.chain([Mishap::Status(503), STALL]).enumerate() {
            publish(reader, "Trước.").await;
            let words = format!("Sau {number}.");
            rewrite(reader, &words).await;
            proxy.break_at(Method::PUT, mishap.clone());
            reader.click(save()).await;
            reader.see_text("Đoạn bạn sửa vẫn còn ở đây").await;
            assert_eq!(reader.text(TYPED).await, words, "{mishap:?}");
            if number == 0 {
                reader.reload().await;
                reader.click(change()).await;
                reader.see(save()).await;
                assert_eq!(reader.text(TYPED).await, words, "it outlives the page");
            }
            proxy.recover();
            reader.click(save()).await;
            reader.see_text(CHANGED).await;
            assert_eq!(texts(reader).await[0], words, "{mishap:?}");
            remove(reader).await;
        }
        for mishap in arrived {
            publish(reader, "Trước.").await;
            rewrite(reader, "Tới *nơi*.").await;
            proxy.break_at(Method::PUT, mishap.clone());
            reader.click(save()).await;
            reader.see_text(CHANGED).await;
            reader.wait("the server's text", "return text('.comment-text em') === 'nơi'").await;
            proxy.recover();
            isso(server)
                .remove(isso(server).thread(ARTICLE)["replies"][0]["id"].as_u64().expect("its number"));
        }
        assert_eq!(server.count(), 0);
    })
    .await;
}

async fn remove(reader: &Reader) {
    reader.click(delete()).await;
    reader.click(button("Xóa hẳn")).await;
    reader.see_text(DELETED).await;
}

#[tokio::test]
async fn a_comment_is_not_called_deleted_before_it_is() {
    with("isso", "own-delete", false, async |reader, server, proxy| {
        for mishap in MISHAPS.into_iter().chain([Mishap::Status(503), STALL]) {
            let arrived = matches!(mishap, Mishap::Lost | Mishap::Truncated | Mishap::NoCors);
            publish(reader, "Sẽ xóa.").await;
            proxy.break_at(Method::DELETE, mishap.clone());
            reader.click(delete()).await;
            reader.click(button("Xóa hẳn")).await;
            if !arrived {
                reader.see_text("Máy chủ bình luận chưa trả lời.").await;
                assert_eq!(server.count(), 1, "{mishap:?}");
                proxy.recover();
                reader.click(delete()).await;
                reader.click(button("Xóa hẳn")).await;
            }
            reader.see_text(DELETED).await;
            assert_eq!(server.count(), 0, "{mishap:?}");
            assert!(!reader.sees(article("Hòa")).await);
            proxy.recover();
        }
        // The newsroom was faster.
        publish(reader, "Tòa soạn xóa.").await;
        let all = isso(server).thread(ARTICLE);
        isso(server).remove(all["replies"][0]["id"].as_u64().expect("its number"));
        reader.click(change()).await;
        reader.see_text("Ý kiến này không còn nữa.").await;
        assert!(!reader.sees(article("Hòa")).await);
    })
    .await;
}

#[tokio::test]
async fn what_was_being_written_is_there_again_afterwards() {
    with("isso", "own-draft", false, async |reader, _, _| {
        publish(reader, "Đã đăng.").await;
        reader.write(text(), "Đang viết dở.").await;
        rewrite(reader, "Đã đăng, đã sửa.").await;
        reader.click(button("Thôi")).await;
        assert_eq!(reader.text(FOCUS).await, "Sửa ý kiến của bạn");
        reader.see(textbox("Tên của bạn")).await;
        for _ in 0..2 {
            assert_eq!(reader.text(TYPED).await, "Đang viết dở.");
            assert_eq!(texts(reader).await, ["Đã đăng."], "what was given up is not sent");
            reader.reload().await;
            reader.see(change()).await;
        }
        rewrite(reader, " a ").await;
        reader.click(save()).await;
        reader.see_text("Ý kiến ngắn quá. Bạn hãy viết thêm.").await;
        let invalid = "return document.getElementById('comment-text').getAttribute('aria-invalid')";
        assert_eq!(reader.text(invalid).await, "true");
        reader.write(text(), " ha ha!").await;
        reader.click(save()).await;
        reader.see_text(CHANGED).await;
        assert_eq!(reader.text(TYPED).await, "Đang viết dở.");
        reader.click(button("Xóa những gì trang này nhớ về tôi")).await;
        for _ in 0..2 {
            reader.see(article("Hòa")).await;
            assert!(!reader.sees(change()).await, "this browser does not know any more that it is theirs");
            // The form is emptied once the browser has forgotten everything.
            reader.wait("an empty form", "return document.getElementById('comment-text').value === ''").await;
            reader.reload().await;
        }
    })
    .await;
}

#[tokio::test]
async fn what_the_newsroom_has_published_can_still_be_changed() {
    with("isso", "own-moderated", true, async |reader, server, _| {
        reader.read(ARTICLE).await;
        write(reader, "Chờ duyệt.").await;
        reader.see_text("Tòa soạn đã nhận ý kiến của bạn").await;
        server.approve_first();
        reader.reload().await;
        rewrite(reader, "Đã duyệt.").await;
        reader.click(save()).await;
        reader.see_text(CHANGED).await;
        reader.reload().await;
        reader.see(article("Hòa")).await;
        assert_eq!(texts(reader).await, ["Đã duyệt."]);
    })
    .await;
}
