//! Servers and networks that break, and what a reader sees of it.

use std::time::Duration;

use browser_tests::{
    fault::{Fault, OUTAGES},
    programs::Browser,
    reader::Reader,
    target::{banner, button, link, main, navigation},
    visit, visit_with,
};
use serde_json::json;

use crate::article::{TRAINING, TRAINING_FROM_DATA, TRAINING_TITLE};

/// Chromium says by itself that something did not load.
const EXPECTED: &[&str] = &["Failed to load resource"];

const ARTICLE: &str = "/data/vi/article/tap-huan-cong-tac-binh-dang-gioi-nam-2023.json";
const LIST: &str = "/data/vi/section/thuy-van/head.json";
const SITE: &str = "/data/site.json";

fn heading(failure: &str) -> &'static str {
    match failure {
        "offline" => "Mất kết nối mạng",
        "unavailable" => "Máy chủ đang gặp trục trặc",
        "malformed" => "Dữ liệu bị hỏng",
        _ => "Không tìm thấy trang",
    }
}

async fn see_failure(reader: &Reader, failure: &str) {
    reader.see_page(heading(failure)).await;
    assert_eq!(
        reader.text("return document.querySelector('main [data-failure]').dataset.failure").await,
        failure
    );
    assert!(reader.sees(button("Thử lại")).await);
}

#[tokio::test]
async fn an_article_that_does_not_come() {
    visit_with(Browser::Chromium, EXPECTED, async |reader, host| {
        reader.read("/chuyen-muc/tap-chi/").await;
        for (fault, failure) in OUTAGES {
            host.break_at(ARTICLE, fault.clone());
            reader.click(link(TRAINING_TITLE).inside(main(""))).await;
            see_failure(reader, failure).await;
            assert_eq!(reader.path().await, TRAINING, "{fault:?}: the address is the one asked for");
            // Still broken: it says so again.
            reader.click(button("Thử lại")).await;
            see_failure(reader, failure).await;
            host.recover();
            reader.click(button("Thử lại")).await;
            reader.see_page(TRAINING_TITLE).await;
            assert_eq!(reader.path().await, TRAINING);
            reader.click(link("Tạp chí").inside(navigation("Chuyên mục"))).await;
            reader.see_page("Tạp chí").await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_list_that_does_not_come() {
    visit_with(Browser::Chromium, EXPECTED, async |reader, host| {
        reader.read("/").await;
        for (fault, failure) in OUTAGES {
            host.break_at(LIST, fault.clone());
            reader.click(link("Thủy văn").inside(navigation("Chuyên mục"))).await;
            see_failure(reader, failure).await;
            assert_eq!(reader.path().await, "/chuyen-muc/thuy-van/", "{fault:?}");
            host.recover();
            reader.click(button("Thử lại")).await;
            reader.see_page("Thủy văn").await;
            reader.click(link("Con Nước").inside(banner(""))).await;
            reader.see_page("Con Nước").await;
        }
    })
    .await;
}

#[tokio::test]
async fn settings_that_do_not_come() {
    visit_with(Browser::Chromium, EXPECTED, async |reader, host| {
        for (fault, failure) in OUTAGES.into_iter().chain([(Fault::Status(404), "unavailable")]) {
            host.break_at(SITE, fault.clone());
            reader.open(TRAINING_FROM_DATA).await;
            see_failure(reader, failure).await;
            assert_eq!(reader.path().await, TRAINING_FROM_DATA, "{fault:?}");
            host.recover();
            reader.click(button("Thử lại")).await;
            reader.see_page(TRAINING_TITLE).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_deep_link_into_trouble() {
    visit_with(Browser::Chromium, EXPECTED, async |reader, host| {
        for (fault, failure) in OUTAGES {
            host.break_at(ARTICLE, fault);
            reader.open(TRAINING_FROM_DATA).await;
            see_failure(reader, failure).await;
            host.recover();
            reader.click(button("Thử lại")).await;
            reader.see_page(TRAINING_TITLE).await;
        }
    })
    .await;
}

#[tokio::test]
async fn no_network() {
    visit_with(Browser::Chromium, EXPECTED, async |reader, _| {
        reader.read("/chuyen-muc/tap-chi/").await;
        reader.offline(true).await;
        reader.click(link(TRAINING_TITLE).inside(main(""))).await;
        see_failure(reader, "offline").await;
        assert_eq!(reader.path().await, TRAINING);
        reader.click(button("Thử lại")).await;
        see_failure(reader, "offline").await;
        // Back leads out of it only when there is a network; the way forward stays.
        reader.offline(false).await;
        reader.click(button("Thử lại")).await;
        reader.see_page(TRAINING_TITLE).await;
    })
    .await;
}

/// Whether the placeholder stands there, and the heading.
const LOOK: &str =
    "const said = [...document.querySelectorAll('main [role=status]')].map((it) => tidy(it.textContent));
    return [said.includes('Đang tải…'), text('main h1')]";

#[tokio::test]
async fn a_placeholder_stands_there_after_half_a_second_and_not_before() {
    visit(async |reader, host| {
        reader.read("/chuyen-muc/tap-chi/").await;
        host.break_at(ARTICLE, Fault::Late(Duration::from_millis(1_500)));
        let teaser = link(TRAINING_TITLE).inside(main(""));
        let seen = reader.click_and_look(teaser, LOOK, &[300, 900]).await;
        assert_eq!(seen, [json!([false, "Tạp chí"]), json!([true, ""])]);
        reader.see_page(TRAINING_TITLE).await;
        assert_eq!(reader.js(LOOK, vec![]).await[0], false);
    })
    .await;
}

#[tokio::test]
async fn a_placeholder_on_the_first_page_waits_as_long() {
    visit_with(Browser::Chromium, EXPECTED, async |reader, host| {
        let watch = "new MutationObserver(() => {
            if (document.documentElement.dataset.app === 'awake') window.started ??= performance.now();
            const said = [...document.querySelectorAll('main [role=status]')];
            if (said.some((it) => it.textContent.includes('Đang tải…'))) window.slow ??= performance.now();
        }).observe(document, { childList: true, subtree: true, attributes: true });";
        reader.before_each_page(watch).await;
        reader.read(TRAINING_FROM_DATA).await;
        host.break_at(ARTICLE, Fault::Late(Duration::from_millis(250)));
        reader.read(TRAINING_FROM_DATA).await;
        assert_eq!(
            reader.js("return window.slow ?? null", vec![]).await,
            serde_json::Value::Null,
            "it flashed"
        );
        for late in [ARTICLE, SITE] {
            host.recover();
            host.break_at(late, Fault::Late(Duration::from_millis(1_500)));
            reader.read(TRAINING_FROM_DATA).await;
            let waited = reader.number("return (window.slow ?? 0) - window.started").await;
            assert!((450.0..1_100.0).contains(&waited), "{late}: the placeholder came after {waited} ms");
        }
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_comes_too_late_is_dropped() {
    visit(async |reader, host| {
        reader.read("/chuyen-muc/tap-chi/").await;
        host.break_at(ARTICLE, Fault::Late(Duration::from_millis(1_200)));
        reader.click(link(TRAINING_TITLE).inside(main(""))).await;
        reader.click(link("Thủy văn").inside(navigation("Chuyên mục"))).await;
        reader.see_page("Thủy văn").await;
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        reader.see_page("Thủy văn").await;
        assert_eq!(reader.path().await, "/chuyen-muc/thuy-van/");
    })
    .await;
}

#[tokio::test]
async fn a_server_that_never_answers_is_given_up() {
    visit_with(Browser::Chromium, EXPECTED, async |reader, host| {
        reader.read("/chuyen-muc/tap-chi/").await;
        host.break_at(ARTICLE, Fault::Late(Duration::from_secs(60)));
        reader.click(link(TRAINING_TITLE).inside(main(""))).await;
        reader.see_text("Đang tải…").await;
        // The app's patience is 20 seconds.
        tokio::time::sleep(Duration::from_secs(15)).await;
        assert!(!reader.sees(button("Thử lại")).await);
        see_failure(reader, "unavailable").await;
        host.recover();
        reader.click(button("Thử lại")).await;
        reader.see_page(TRAINING_TITLE).await;
    })
    .await;
}
