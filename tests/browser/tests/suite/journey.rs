//! From the front page on, and back.

use browser_tests::{
    host::Host,
    reader::Reader,
    target::{complementary, heading, link, main, navigation},
    visit,
};

use crate::article::{TRAINING, TRAINING_TITLE};

/// Front → section → article → related → back, back; the place in the list is kept.
pub async fn there_and_back(reader: &Reader, _: &Host) {
    reader.read("/").await;
    reader.click(link("Tạp chí").inside(navigation("Chuyên mục"))).await;
    reader.see_page("Tạp chí").await;
    assert_eq!(reader.path().await, "/chuyen-muc/tap-chi/");
    assert_eq!(reader.title().await, "Tạp chí – Con Nước");

    let teaser = link(TRAINING_TITLE).inside(main(""));
    reader.bring(teaser.clone()).await;
    let place = reader.scrolled().await;
    assert!(place > 100.0, "the list is too short to scroll: {place}");
    reader.click(teaser).await;
    reader.see_page(TRAINING_TITLE).await;
    assert_eq!(reader.path().await, TRAINING);
    assert_eq!(reader.title().await, format!("{TRAINING_TITLE} – Con Nước"));
    reader.wait("the top of the new page", "return scrollY === 0").await;

    reader.see(heading("Tin tức liên quan")).await;
    let related = reader.text("return text('aside article a')").await;
    reader.click(link(&related).inside(complementary("Tin tức liên quan"))).await;
    reader.see_page(&related).await;

    reader.back().await;
    reader.see_page(TRAINING_TITLE).await;
    assert_eq!(reader.path().await, TRAINING);
    reader.back().await;
    reader.see_page("Tạp chí").await;
    assert_eq!(reader.path().await, "/chuyen-muc/tap-chi/");
    assert_eq!(reader.title().await, "Tạp chí – Con Nước");
    reader.wait("the place in the list", &at(place)).await;
}

/// True where the page is scrolled to `place`.
fn at(place: f64) -> String {
    format!("return Math.abs(scrollY - {place}) <= 5")
}

#[tokio::test]
async fn from_the_front_page_and_back() {
    visit(there_and_back).await;
}

#[tokio::test]
async fn a_reload_keeps_the_place() {
    visit(async |reader, _| {
        reader.read("/chuyen-muc/tap-chi/").await;
        reader.scroll(600).await;
        reader.wait("the page to be scrolled", &at(600.0)).await;
        reader.reload().await;
        reader.see_page("Tạp chí").await;
        reader.wait("the same place after a reload", &at(600.0)).await;
    })
    .await;
}

#[tokio::test]
async fn a_reader_in_a_hurry_may_click_again_at_once() {
    visit(async |reader, _| {
        reader.read("/").await;
        let sections = ["Thời tiết", "Thủy văn", "Khí hậu", "Môi trường", "Khoa học", "Tạp chí"];
        for section in sections {
            reader.click(link(section).inside(navigation("Chuyên mục"))).await;
        }
        reader.see_page("Tạp chí").await;
        for _ in 0..sections.len() {
            reader.back().await;
        }
        reader.see_page("Con Nước").await;
        // What a timer of an earlier page does, it has done by now.
        tokio::time::sleep(std::time::Duration::from_millis(700)).await;
        reader.click(link("Thủy văn").inside(navigation("Chuyên mục"))).await;
        reader.see_page("Thủy văn").await;
    })
    .await;
}

#[tokio::test]
async fn older_articles_stand_on_numbered_pages() {
    visit(async |reader, _| {
        reader.read("/").await;
        reader.click(link("Tin cũ hơn")).await;
        reader.see_page("Tất cả tin · Trang 1").await;
        assert_eq!(reader.path().await, "/trang/1/");
        assert!(reader.title().await.starts_with("Trang 1 – "), "{}", reader.title().await);
        assert_eq!(reader.js("return document.querySelectorAll('main article').length", vec![]).await, 20);
        reader.click(link("Tin mới nhất").inside(navigation("Các trang"))).await;
        reader.see_page("Con Nước").await;
        assert_eq!(reader.path().await, "/");
    })
    .await;
}

#[tokio::test]
async fn the_archive_leads_to_the_day_of_an_article() {
    visit(async |reader, _| {
        reader.read("/luu-tru/").await;
        for (step, page) in [
            ("2023…", "Năm 2023"),
            ("Tháng 12…", "Tháng 12 năm 2023"),
            ("09-12-2023…", "Ngày 09-12-2023"),
            (TRAINING_TITLE, TRAINING_TITLE),
        ] {
            reader.click(link(step).inside(main(""))).await;
            reader.see_page(page).await;
        }
        assert_eq!(reader.path().await, TRAINING);
    })
    .await;
}

#[tokio::test]
async fn strangers_and_errors_are_noticed() {
    visit(async |reader, _| {
        // The site's own policy would not let it ask.
        reader.devtools("Page.setBypassCSP", serde_json::json!({"enabled": true})).await;
        reader.read("/").await;
        assert_eq!(reader.console_errors().await.len(), 0);
        reader.js("fetch('http://127.0.0.1:9/stranger').catch(() => {}); console.error('oh')", vec![]).await;
        reader
            .wait(
                "the request to fail",
                "return performance.getEntriesByName('http://127.0.0.1:9/stranger').length > 0",
            )
            .await;
        let requests = reader.requests().await;
        assert!(requests.iter().any(|url| url.contains("stranger")), "{requests:?}");
        let errors = reader.console_errors().await;
        assert!(errors.iter().any(|error| error.contains("oh")), "{errors:?}");
    })
    .await;
}
