//! WordPress, with the plugin of `docs/wordpress`.

use serde_json::json;
use server_tests::{Options, WordPress, http};

use crate::{SITE, STRANGER};

#[test]
fn a_reader_comments_and_is_answered() {
    let Some(wordpress) = WordPress::start(&Options::new(&[SITE])) else { return };
    let article = wordpress.article("Đọc bản tin bão", "doc-ban-tin-bao", "<p>Có \\ và 'nháy'.</p>");
    let first = wordpress.comment(article, "Lê Thị Mai", "Gió cấp 6\ntính từ đâu?", None);
    wordpress.comment(article, "Trần Văn Lực", "Tính từ tâm bão.", Some(first));
    assert_eq!(wordpress.count(article), 2);
    let thread = wordpress.thread(article);
    assert_eq!(thread[0]["content"]["rendered"], "<p>Gió cấp 6<br />\ntính từ đâu?</p>\n");
    assert_eq!(thread[1]["parent"], first);
    wordpress.remove(first);
    assert_eq!(wordpress.count(article), 1);
    let by_slug = format!("{}/wp-json/wp/v2/posts?slug=doc-ban-tin-bao", wordpress.address);
    let found = http::get(&by_slug, SITE).json();
    let body = found[0]["content"]["rendered"].as_str().unwrap();
    assert!(body.contains("Có \\ và &#8216;nháy&#8217;."), "{body}");
}

#[test]
fn an_editor_publishes_what_waits() {
    let Some(wordpress) = WordPress::start(&Options::new(&[SITE]).moderated()) else { return };
    let article = wordpress.article("Lũ quét", "lu-quet", "<p>Chạy lên cao.</p>");
    let [good, bad] = ["Hay.", "Dở."].map(|text| wordpress.comment(article, "Mai", text, None));
    assert_eq!(wordpress.count(article), 0);
    wordpress.approve(good);
    wordpress.remove(bad);
    assert_eq!(wordpress.thread(article)[0]["content"]["rendered"], "<p>Hay.</p>\n");
    assert_eq!(wordpress.count(article), 1);
}

#[test]
fn its_limits_hold_when_they_shall() {
    let Some(wordpress) = WordPress::start(&Options::new(&[SITE]).guarded()) else { return };
    let article = wordpress.article("Lũ quét", "lu-quet", "<p>Chạy lên cao.</p>");
    let first = wordpress.comment(article, "Mai", "Một.", None);
    assert_eq!(wordpress.count(article), 0, "whoever is new waits");
    wordpress.approve(first);
    let body =
        json!({ "post": article, "author_name": "Mai", "author_email": "a@example.org", "content": "Hai." });
    let second = http::post(&format!("{}/wp-json/wp/v2/comments", wordpress.address), SITE, &body);
    assert_eq!(second.json()["code"], "comment_flood");
}

#[test]
fn the_plugin_opens_nothing_but_comments_from_the_newspaper() {
    let Some(wordpress) = WordPress::start(&Options::new(&[SITE])) else { return };
    let article = wordpress.article("Lũ quét", "lu-quet", "<p>Chạy lên cao.</p>");
    let interface = |path: &str| format!("{}/wp-json/wp/v2/{path}", wordpress.address);
    let body = json!({ "post": article, "content": "Hay.", "author_name": "Mai" });
    let comment = |origin: &str| http::post(&interface("comments"), origin, &body);
    assert_eq!(comment(STRANGER).json()["code"], "rest_comment_login_required");
    assert_eq!(http::send("POST", &interface("comments"), &[], Some(&body)).status, 401);
    assert_eq!(comment(SITE).status, 201);
    let user = json!({ "username": "a", "email": "a@example.org", "password": "b" });
    for (path, body) in [("posts", json!({ "title": "Bài" })), ("users", user)] {
        assert_eq!(http::post(&interface(path), SITE, &body).status, 401, "{path}");
    }
    let approved = http::post(
        &interface("comments"),
        SITE,
        &json!({ "post": article, "content": "A", "status": "approved" }),
    );
    assert_eq!(approved.json()["code"], "rest_comment_invalid_status");
    let read = |origin: &str| http::get(&interface("posts"), origin);
    assert_eq!(read(SITE).header("Access-Control-Allow-Origin"), SITE);
    for name in ["Access-Control-Allow-Origin", "Access-Control-Allow-Credentials"] {
        assert_eq!(read(STRANGER).header(name), "", "{name}");
    }
    assert_eq!(read(SITE).header("Access-Control-Allow-Credentials"), "");
}

#[test]
fn the_newspaper_of_the_recorded_answers_is_there() {
    let Some(wordpress) = WordPress::start(&Options::new(&[SITE])) else { return };
    let article = wordpress.newspaper();
    assert_eq!(wordpress.count(article), 13);
    let list = http::get(&format!("{}/wp-json/wp/v2/posts?per_page=1", wordpress.address), SITE);
    assert_eq!((list.header("X-WP-Total"), &list.json()[0]["slug"]), ("24", &json!("doc-ban-tin-bao")));
    let address = format!("{}/wp-json/wp/v2/media?slug=bao-tren-bien-dong", wordpress.address);
    let picture = http::get(&address, SITE).json();
    let large = picture[0]["media_details"]["sizes"]["large"]["source_url"].as_str().unwrap();
    assert_eq!(http::get(large, SITE).header("Content-Type"), "image/jpeg");
}
