//! The desk in Firefox, where it is installed: without pickers, without the commands of Chromium's developer tools.

use super::{CONTROL, body, caret, headline, kept, open, press, ready, see_inside, share, tabs};
use crate::firefox::in_firefox;
use browser_tests::{key::Key, reader::Reader, target::button};

/// Writes over what stands in a field, key by key.
async fn write(reader: &Reader, id: &str, text: &str) {
    let focus = "const field = document.getElementById(arguments[0]);
        field.closest('details')?.setAttribute('open', ''); field.focus(); field.select();";
    reader.js(focus, vec![id.into()]).await;
    reader.type_text(text).await;
}

async fn an_article(reader: &Reader) {
    open(reader, "/bien-tap/").await;
    write(reader, "field-title", "Lũ về trong đêm").await;
    write(reader, "text", "Nước **lên** nhanh.").await;
}

#[tokio::test]
async fn what_is_typed_is_shown_and_kept() {
    in_firefox(async |reader, _| {
        an_article(reader).await;
        let shown = "return inside.querySelector('h1')?.textContent === 'Lũ về trong đêm'
            && inside.querySelector('.prose strong')?.textContent === 'lên'";
        see_inside(reader, "the page", shown).await;
        caret(reader, 19).await;
        reader.press(Key::Enter).await;
        reader.press(Key::Enter).await;
        reader.type_text("Đoạn hai.").await;
        see_inside(reader, "the paragraph", "return inside.querySelectorAll('.prose p').length === 2").await;
        kept(reader).await;
        reader.js("location.reload()", vec![]).await;
        ready(reader).await;
        reader.wait("the headline", "return document.getElementById('field-title').value !== ''").await;
        assert_eq!(headline(reader).await, "Lũ về trong đêm");
        assert_eq!(body(reader).await, "Nước **lên** nhanh.\n\nĐoạn hai.");
        // Taken back also after the reload.
        caret(reader, 0).await;
        reader.chord(CONTROL, 'z').await;
        assert_eq!(body(reader).await, "Nước **lên** nhanh.");
        reader.chord(CONTROL, 'b').await;
        assert!(body(reader).await.starts_with("**"), "{}", body(reader).await);
    })
    .await;
}

#[tokio::test]
async fn what_is_copied_from_a_page_comes_as_markdown() {
    in_firefox(async |reader, _| {
        reader.read("/bai-viet/bui-min-pm2-5-mua-kho-hanh/").await;
        let select = "getSelection().selectAllChildren(document.querySelector('.prose'))";
        reader.js(select, vec![]).await;
        reader.chord(CONTROL, 'c').await;
        open(reader, "/bien-tap/").await;
        caret(reader, 0).await;
        reader.chord(CONTROL, 'v').await;
        reader.wait("the text", "return document.getElementById('text').value.length > 1000").await;
        let text = body(reader).await;
        assert!(text.contains("\n\n## ") && text.contains("| --- |"), "{text}");
        assert!(!text.contains('<'), "{text}");
    })
    .await;
}

#[tokio::test]
async fn a_second_window_is_told() {
    in_firefox(async |reader, _| {
        an_article(reader).await;
        kept(reader).await;
        let address = reader.text("return location.hash").await;
        let first = reader.new_window().await;
        open(reader, &format!("/bien-tap/{address}")).await;
        reader.wait("word of the other", tabs::TOLD).await;
        reader.click(button(tabs::HERE)).await;
        reader.wait("the right to write", tabs::FREE).await;
        caret(reader, 19).await;
        reader.type_text(" Thêm.").await;
        kept(reader).await;
        reader.look_at(first).await;
        reader.wait("word of the other", tabs::TOLD).await;
        reader.click(button(tabs::HERE)).await;
        reader.wait("the right to write", tabs::FREE).await;
        assert_eq!(body(reader).await, "Nước **lên** nhanh. Thêm.");
    })
    .await;
}

#[tokio::test]
async fn a_link_shows_the_draft() {
    in_firefox(async |reader, _| {
        an_article(reader).await;
        let link = format!("/{}", share::link(reader).await);
        reader.new_window().await;
        reader.open(&link).await;
        reader.wait("the banner", "return text('.banner-draft').includes('Bản nháp, chưa đăng')").await;
        see_inside(reader, "the text", "return inside.querySelector('.prose strong')?.textContent === 'lên'")
            .await;
        assert_eq!(body(reader).await.trim_end(), "Nước **lên** nhanh.");
    })
    .await;
}

#[tokio::test]
async fn a_file_is_opened_and_what_is_not_there_is_told() {
    in_firefox(async |reader, _| {
        let room = super::room("firefox");
        let file = room.join("mua.md");
        std::fs::write(&file, "---\ntitle: Mưa lớn\ndate: 2023-12-09\n---\n\n![Sông](/media/khong-co.jpg)\n")
            .unwrap();
        open(reader, "/bien-tap/").await;
        press(reader, "open").await;
        reader.wait("the field", "return !!document.getElementById('pick-file')").await;
        reader.choose("pick-file", &file).await;
        reader.wait("the file", "return document.getElementById('field-title').value === 'Mưa lớn'").await;
        reader
            .wait(
                "what is missing",
                "return !!document.querySelector('.remark[data-code=\"missing-picture\"]')",
            )
            .await;
    })
    .await;
}
