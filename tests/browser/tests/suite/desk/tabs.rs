//! Two windows with one article: one alone changes it, and nothing is lost, whichever goes first.

use browser_tests::{reader::Reader, target::button};

use super::{NO_PICKERS, at_desk, body, caret, fill, kept, open};

pub const HERE: &str = "Sửa ở đây";
pub const TOLD: &str = "return text('.banner').startsWith('Bài này đang mở ở một thẻ khác')";
pub const FREE: &str =
    "return !document.querySelector('.banner') && !document.getElementById('text').readOnly";

async fn ends_with(reader: &Reader, text: &str) {
    let ends = format!("return document.getElementById('text').value === '{text}'");
    reader.wait(text, &ends).await;
}

#[tokio::test]
async fn a_second_window_is_told_and_can_take_over() {
    at_desk(async |reader, _| {
        fill(reader, "field-title", "Lũ về").await;
        fill(reader, "text", "Một.").await;
        kept(reader).await;
        let address = reader.text("return location.hash").await;

        let first = reader.new_window().await;
        reader.before_each_page(NO_PICKERS).await;
        open(reader, &format!("/bien-tap/{address}")).await;
        reader.wait("word of the other", TOLD).await;
        assert_eq!(body(reader).await, "Một.");
        reader.wait("nothing to change", "return document.getElementById('text').readOnly").await;
        caret(reader, 4).await;
        reader.insert(" X").await;
        assert_eq!(body(reader).await, "Một.");

        // The first window writes on, up to the moment in which the second takes over.
        let second = reader.look_at(first).await;
        caret(reader, 4).await;
        reader.insert(" Hai.").await;
        let first = reader.look_at(second).await;
        reader.click(button(HERE)).await;
        reader.wait("the right to write", FREE).await;
        ends_with(reader, "Một. Hai.").await;
        caret(reader, 9).await;
        reader.insert(" Ba.").await;
        kept(reader).await;

        let second = reader.look_at(first).await;
        reader.wait("word of the other", TOLD).await;
        reader.insert(" X").await;
        // What was typed and not kept yet when it was taken over, the other way round.
        let first = reader.look_at(second).await;
        caret(reader, 13).await;
        reader.insert(" Bốn.").await;
        let second = reader.look_at(first).await;
        reader.click(button(HERE)).await;
        reader.wait("the right to write", FREE).await;
        ends_with(reader, "Một. Hai. Ba. Bốn.").await;
        kept(reader).await;

        // Closed, and the other goes on with all of it.
        reader.js("location.href = '/luu-tru/'", vec![]).await;
        reader.look_at(second).await;
        reader.wait("word of the other", TOLD).await;
        reader.click(button(HERE)).await;
        reader.wait("the right to write", FREE).await;
        ends_with(reader, "Một. Hai. Ba. Bốn.").await;
    })
    .await;
}

#[tokio::test]
async fn two_windows_with_two_articles_leave_each_other_alone() {
    at_desk(async |reader, _| {
        fill(reader, "text", "Bài một.").await;
        kept(reader).await;
        let first = reader.new_window().await;
        reader.before_each_page(NO_PICKERS).await;
        open(reader, "/bien-tap/").await;
        reader.wait("word of the other", TOLD).await;
        super::press(reader, "open").await;
        reader.click(button("Bài mới")).await;
        reader.wait("the right to write", FREE).await;
        fill(reader, "text", "Bài hai.").await;
        kept(reader).await;
        reader.look_at(first).await;
        assert_eq!(body(reader).await, "Bài một.");
        reader.wait("the right to write", FREE).await;
    })
    .await;
}
