//! From one language to the other.

use browser_tests::{
    programs::Browser,
    reader::Reader,
    target::{banner, heading, link, navigation, region},
    visit, visit_with,
};

use crate::article::{TRAINING, TRAINING_TITLE};

async fn switch(reader: &Reader, language: &str, heading: &str, path: &str) {
    reader.click(link(language).inside(banner(""))).await;
    // The front pages of both languages have the same heading.
    reader.wait(path, &format!("return location.pathname === '{path}'")).await;
    reader.see_page(heading).await;
}

async fn speaks(reader: &Reader, code: &str) {
    reader.wait(code, &format!("return document.documentElement.lang === '{code}'")).await;
}

#[tokio::test]
async fn an_article_and_its_translation() {
    visit(async |reader, _| {
        reader.read(TRAINING).await;
        speaks(reader, "vi").await;
        let title = "Training on gender equality work, 2023";
        switch(reader, "English", title, "/en/article/gender-equality-training-2023/").await;
        speaks(reader, "en").await;
        assert_eq!(reader.title().await, format!("{title} – Con Nước"));
        reader.see_text("Published: 11 December 2023").await;
        reader.see(heading("Readers’ comments…")).await;
        reader.see(region("Readers’ comments…")).await;
        reader.see(link("Hydrology").inside(navigation("Sections"))).await;
        assert!(!reader.text("return document.body.innerText").await.contains("Đăng ngày"));
        switch(reader, "Tiếng Việt", TRAINING_TITLE, TRAINING).await;
        speaks(reader, "vi").await;
        reader.see(link("Thủy văn").inside(navigation("Chuyên mục"))).await;
    })
    .await;
}

#[tokio::test]
async fn a_section_and_its_translation() {
    visit(async |reader, _| {
        reader.read("/chuyen-muc/thuy-van/").await;
        switch(reader, "English", "Hydrology", "/en/section/hydrology/").await;
        switch(reader, "Tiếng Việt", "Thủy văn", "/chuyen-muc/thuy-van/").await;
    })
    .await;
}

#[tokio::test]
async fn a_page_without_a_translation_leads_to_the_other_front_page() {
    visit(async |reader, _| {
        reader.read("/bai-viet/song-hong-mua-can/").await;
        switch(reader, "English", "Con Nước", "/en/").await;
        speaks(reader, "en").await;
        switch(reader, "Tiếng Việt", "Con Nước", "/").await;
    })
    .await;
}

#[tokio::test]
async fn nothing_is_found_in_the_language_of_the_address() {
    visit_with(Browser::Chromium, &["status of 404"], async |reader, _| {
        reader.read("/en/article/there-is-none/").await;
        reader.see_page("Page not found").await;
        speaks(reader, "en").await;
        reader.click(link("Go to the front page")).await;
        reader.wait("the English front page", "return location.pathname === '/en/'").await;
    })
    .await;
}
