//! Articles that appear and vanish by the reader's clock.

use browser_tests::{
    host::Host,
    programs::Browser,
    reader::Reader,
    target::{link, main},
    visit_with,
};

struct Passing {
    slug: &'static str,
    title: &'static str,
    before: &'static str,
    after: &'static str,
}

const SCHEDULED: Passing = Passing {
    slug: "ngay-khi-tuong-the-gioi-23-thang-3",
    title: "Ngày Khí tượng Thế giới 23 tháng 3: một ngày cho những người nhìn trời",
    before: "2027-03-23T06:58:00+07:00",
    after: "2027-03-23T07:01:00+07:00",
};

const EXPIRING: Passing = Passing {
    slug: "moi-viet-bai-so-chuyen-de-ha-luu-va-cua-song",
    title: "Mời viết bài cho số chuyên đề “Hạ lưu và cửa sông”",
    before: "2027-06-29T12:00:00+07:00",
    after: "2027-07-02T00:00:00+07:00",
};

/// Lists that have it, at a reader's clock, and what its own address shows.
async fn found(reader: &Reader, article: &Passing, clock: &str) -> (Vec<&'static str>, bool) {
    reader.set_clock(clock).await;
    let mut lists = Vec::new();
    for list in [
        "/",
        "/chuyen-muc/tap-chi/",
        "/the/thong-bao/",
        "/the/quan-trac/",
        "/luu-tru/2026/10/",
        "/luu-tru/2027/03/",
    ] {
        reader.read(list).await;
        if reader.sees(link(article.title).inside(main(""))).await {
            lists.push(list);
        }
    }
    reader.read(&format!("/bai-viet/{}/", article.slug)).await;
    let heading = reader.text("return text('main h1')").await;
    match heading.as_str() {
        "Không tìm thấy trang" => (lists, false),
        heading if heading == article.title => (lists, true),
        other => panic!("neither there nor not found: {other}"),
    }
}

#[tokio::test]
async fn a_scheduled_article_appears() {
    visit_with(Browser::Chromium, &["status of 404"], async |reader: &Reader, _: &Host| {
        let (lists, page) = found(reader, &SCHEDULED, SCHEDULED.before).await;
        assert_eq!((lists.as_slice(), page), ([].as_slice(), false), "before its time");
        let (lists, page) = found(reader, &SCHEDULED, SCHEDULED.after).await;
        assert_eq!(lists, ["/", "/chuyen-muc/tap-chi/", "/the/quan-trac/", "/luu-tru/2027/03/"]);
        assert!(page, "its own page");
    })
    .await;
}

#[tokio::test]
async fn an_expiring_article_vanishes() {
    visit_with(Browser::Chromium, &["status of 404"], async |reader: &Reader, _: &Host| {
        let (lists, page) = found(reader, &EXPIRING, EXPIRING.before).await;
        assert_eq!(lists, ["/", "/chuyen-muc/tap-chi/", "/the/thong-bao/", "/luu-tru/2026/10/"]);
        assert!(page, "its own page");
        let (lists, page) = found(reader, &EXPIRING, EXPIRING.after).await;
        assert_eq!((lists.as_slice(), page), ([].as_slice(), false), "after its time");
    })
    .await;
}
