//! A newspaper that has both its articles and its discussions on one WordPress, which is as it was when it was installed.

use std::time::Duration;

use browser_tests::{
    host::{Host, Place},
    programs::Browser,
    proxy::Proxy,
    reader::Reader,
    target::{article, button, textbox},
    visit_at,
};
use http::Method;
use server_tests::{Options, WordPress};

use crate::{
    hands::fill,
    served::{LINE, STILL, built},
    story::{EMPTY, later, marked},
};

const SEND: &str = "Gửi ý kiến";

/// Seconds that it wants between two comments of one reader, and one more.
const PAUSE: Duration = Duration::from_secs(16);

/// A reader, under an article whose slug is longer than ours are, and under a page; their paths and numbers.
async fn with(test: impl AsyncFnOnce(&Reader, &WordPress, &Proxy, [(String, u64); 2])) {
    let place = Place::take().await;
    let Some(wordpress) = WordPress::start(&Options::new(&[&place.address]).guarded()) else { return };
    let title = "Một cái tít rất dài về mưa lũ miền Trung ".repeat(12);
    let long = wordpress.article(&title, "", "<p>Thân bài ngắn.</p>");
    let slug = wordpress.run(&format!("echo get_post( {long} )->post_name;"));
    assert!(slug.trim().len() > 150, "WordPress made it: {slug}");
    let page = wordpress.run(
        "echo wp_insert_post( array( 'post_type' => 'page', 'post_title' => 'Giới thiệu', 'post_name' => 'gioi_thieu',
         'post_content' => '<p>Báo mẫu.</p>', 'post_status' => 'publish', 'comment_status' => 'open' ) );",
    );
    let page: u64 = page.trim().parse().unwrap();
    let proxy = Proxy::before(&wordpress.address).await;
    let at = &proxy.address;
    let settings = format!(
        "[source]\nkind = 'wordpress'\npages = true\nurl = '{at}'\n\
         [comments]\nkind = 'wordpress'\nserver = '{at}'\nmoderated = true\n"
    );
    let host = Host::at(place, built("pair", &settings).await);
    let mut expected = LINE.to_vec();
    expected.push(&proxy.address);
    let paths = [(format!("/bai-viet/{}/", slug.trim()), long), ("/bai-viet/gioi_thieu/".to_owned(), page)];
    visit_at(Browser::Chromium, &host.address, &expected, async |reader| {
        reader.before_each_page(STILL).await;
        test(reader, &wordpress, &proxy, paths).await;
    })
    .await;
}

#[tokio::test]
async fn a_reader_comments_under_every_article_and_page() {
    with(async |reader, wordpress, proxy, [(long, article_number), (page, page_number)]| {
        let sent = || proxy.passed(&Method::POST, "/?rest_route=/wp/v2/comments");
        reader.read(&long).await;
        reader.see_text("Chưa có ý kiến nào.").await;
        fill(reader, "Tít dài quá.").await;
        reader.click(button(SEND)).await;
        // As it is installed, it takes no comment without an address: the form has a field for it, and says so there.
        let refused =
            "return document.getElementById('comment-email').getAttribute('aria-invalid') === 'true'
            && document.getElementById('comment-text').value === 'Tít dài quá.'";
        reader.wait("what is wrong, at the field", refused).await;
        assert_eq!(sent(), 1);
        reader.write(textbox("E-mail…"), "hoa@example.org").await;
        reader.js("sessionStorage.ahead = Number(sessionStorage.ahead ?? 0) + 10000", vec![]).await;
        reader.click(button(SEND)).await;
        reader.see_text("Tòa soạn đã nhận ý kiến của bạn").await;
        marked(reader, "Đang chờ duyệt").await;
        assert_eq!(wordpress.count(article_number), 0, "whoever is new waits");
        let held = wordpress.run("echo get_comments( array( 'status' => 'hold' ) )[0]->comment_ID;");
        wordpress.approve(held.trim().parse().unwrap());
        later(reader, 0).await;
        reader.see(article("Hòa")).await;
        reader.wait("an empty outbox", EMPTY).await;
        assert_eq!(wordpress.count(article_number), 1);

        tokio::time::sleep(PAUSE).await;
        reader.read(&page).await;
        fill(reader, "Trang này cũng hay.").await;
        reader.write(textbox("E-mail…"), "hoa@example.org").await;
        reader.click(button(SEND)).await;
        reader.see_text("Ý kiến của bạn đã được đăng.").await;
        assert_eq!((wordpress.count(page_number), sent()), (1, 3));
        let asked = proxy.passed(&Method::GET, "/?rest_route=/wp/v2/posts");
        assert_eq!(asked, 0, "the pages know the numbers");
    })
    .await;
}
