//! An article reached by its address, and addresses that lead nowhere.

use browser_tests::{
    host::Host,
    reader::Reader,
    target::{article, button, complementary, heading, link, main, navigation},
    visit, visit_with,
};

/// The article that started the project.
pub const TRAINING: &str = "/bai-viet/tap-huan-cong-tac-binh-dang-gioi-nam-2023/";

/// The same, where the host has no file: it answers with the shell, and the app draws the page.
pub const TRAINING_FROM_DATA: &str = "/bai-viet/tap-huan-cong-tac-binh-dang-gioi-nam-2023";
/// Its headline.
pub const TRAINING_TITLE: &str = "Tập huấn công tác bình đẳng giới năm 2023";

/// Every part of the article's page is there, and its neighbours lead on.
pub async fn every_part(reader: &Reader, _: &Host) {
    reader.read(TRAINING).await;
    reader.see_page(TRAINING_TITLE).await;
    reader.see_text("Đăng ngày: 09-12-2023 | Lượt xem: 1.203").await;
    let paragraphs =
        reader.texts("return [...document.querySelectorAll('main p')].map((it) => tidy(it.textContent))");
    assert!(paragraphs.await.contains(&"Tạp chí KTTV tổng hợp".to_owned()));
    reader.see(heading("Ý kiến bạn đọc…")).await;
    reader.see(heading("Tin tức liên quan")).await;

    let related = reader
        .texts("return [...document.querySelectorAll('aside article a')].map((it) => it.pathname)")
        .await;
    let mut distinct = related.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!((related.len(), distinct.len()), (5, 5), "{related:?}");
    assert!(!related.contains(&TRAINING.to_owned()), "an article is related to itself");
    assert_eq!(reader.count(article("").inside(complementary("Tin tức liên quan"))).await, 5);
    let description = reader.text("return document.querySelector('meta[name=description]').content").await;
    assert!(description.starts_with("Ngày 8 tháng 12 năm 2023, tại Vĩnh Phúc"), "{description}");

    // It is the oldest of its section: no way leads further back.
    assert!(!reader.sees(link("Bài trước…").inside(navigation("Cùng chuyên mục"))).await);
    // From the one after it, one does.
    reader.click(link("Tạp chí").inside(navigation("Chuyên mục"))).await;
    reader.click(link("Tòa soạn nghỉ Tết Giáp Thìn")).await;
    reader.see_page("Tòa soạn nghỉ Tết Giáp Thìn").await;
    let starts = |text: &str| format!("return text('.prose').startsWith('{text}')");
    reader.wait("its own text", &starts("Tòa soạn nghỉ Tết theo lịch chung")).await;
    reader.click(link("Bài trước…").inside(navigation("Cùng chuyên mục"))).await;
    reader.see_page(TRAINING_TITLE).await;
    reader.wait("the first text again", &starts("Ngày 8 tháng 12 năm 2023, tại Vĩnh Phúc")).await;
}

#[tokio::test]
async fn by_its_address_with_every_part() {
    visit(every_part).await;
}

#[tokio::test]
async fn no_number_of_views_is_invented() {
    visit(async |reader, host| {
        let path = "/bai-viet/song-hong-mua-can/";
        assert!(!host.text("data/vi/article/song-hong-mua-can.json").contains("\"views\""));
        reader.read(path).await;
        reader.see_text("Đăng ngày: 11-02-2025").await;
        assert!(!reader.text("return document.body.innerText").await.contains("Lượt xem"));
    })
    .await;
}

#[tokio::test]
async fn addresses_that_lead_nowhere_say_so_and_lead_on() {
    visit_with(browser_tests::programs::Browser::Chromium, &["status of 404"], async |reader, _| {
        for nowhere in
            ["/bai-viet/khong-co-bai-nay/", "/khong/co/gi", "/chuyen-muc/khong-co/", "/luu-tru/1999/"]
        {
            reader.read(nowhere).await;
            reader.see_page("Không tìm thấy trang").await;
            assert_eq!(reader.path().await, nowhere);
            assert_eq!(
                reader.text("return document.querySelector('[data-failure]').dataset.failure").await,
                "not-found"
            );
            assert!(!reader.sees(button("Thử lại")).await, "trying again will not find it");
            assert_eq!(reader.title().await, "Không tìm thấy trang – Con Nước");
        }
        reader.click(link("Lưu trữ").inside(main(""))).await;
        reader.see_page("Lưu trữ").await;
        reader.back().await;
        reader.see_page("Không tìm thấy trang").await;
        reader.click(link("Về trang chủ").inside(main(""))).await;
        reader.see_page("Con Nước").await;
        assert_eq!(reader.path().await, "/");
    })
    .await;
}
