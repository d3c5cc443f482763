//! From the front page on, and back.

use browser_tests::{
    programs::Browser,
    target::{complementary, heading, link, main, navigation},
    visit_with,
};

/// The article that started the project.
const TRAINING: &str = "/bai-viet/tap-huan-cong-tac-binh-dang-gioi-nam-2023/";

pub async fn journey(browser: Browser) {
    visit_with(browser, &[], async |reader, _| {
        reader.read("/").await;
        reader.click(link("Tạp chí").inside(navigation("Chuyên mục"))).await;
        reader.see_page("Tạp chí").await;
        assert_eq!(reader.path().await, "/chuyen-muc/tap-chi/");
        assert_eq!(reader.title().await, "Tạp chí – Con Nước");

        let title = "Tập huấn công tác bình đẳng giới năm 2023";
        reader.scroll(700).await;
        reader.js("find(arguments[0]).scrollIntoView({ block: 'center', behavior: 'instant' })", vec![
            link(title).json(),
        ]).await;
        let before = reader.scrolled().await;
        assert!(before > 100.0, "the list is long enough to scroll");
        reader.click(link(title).inside(main(""))).await;
        reader.see_page(title).await;
        assert_eq!(reader.path().await, TRAINING);
        assert_eq!(reader.title().await, format!("{title} – Con Nước"));
        reader.wait("the top of the page", "return scrollY === 0").await;

        reader.see(heading("Tin tức liên quan")).await;
        let related = reader.text("return text('aside article a')").await;
        reader.click(link("").inside(complementary("Tin tức liên quan"))).await;
        reader.see_page(&related).await;

        reader.back().await;
        reader.see_page(title).await;
        assert_eq!(reader.path().await, TRAINING);
        reader.back().await;
        reader.see_page("Tạp chí").await;
        assert_eq!(reader.title().await, "Tạp chí – Con Nước");
        let there = format!("return Math.abs(scrollY - {before}) <= 5");
        reader.wait("the place in the list", &there).await;

        reader.reload().await;
        reader.see_page("Tạp chí").await;
        reader.wait("the same place after a reload", &there).await;
    })
    .await;
}

#[tokio::test]
async fn from_the_front_page_and_back() {
    journey(Browser::Chromium).await;
}
