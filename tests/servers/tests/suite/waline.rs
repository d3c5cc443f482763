//! Waline.

use serde_json::json;
use server_tests::{Options, Waline, http};

use crate::{ARTICLE, SITE, STRANGER};

#[test]
fn a_reader_comments_and_is_answered() {
    let Some(waline) = Waline::start(&Options::new(&[SITE])) else { return };
    let first = waline.comment(ARTICLE, "Lê Thị Mai", "Gió **cấp 6** tính từ đâu?", None);
    let second = waline.comment(ARTICLE, "Trần Văn Lực", "Tính từ tâm bão.", Some(first));
    waline.comment(ARTICLE, "Lê Thị Mai", "Cảm ơn anh.", Some(second));
    assert_eq!(waline.count(ARTICLE), 3);
    let thread = waline.thread(ARTICLE);
    let conversation = &thread["data"]["data"][0];
    assert_eq!(conversation["comment"], "<p>Gió <strong>cấp 6</strong> tính từ đâu?</p>\n");
    assert_eq!(conversation["children"][0]["reply_user"]["nick"], "Trần Văn Lực", "the newest answer first");
    assert_eq!(conversation["time"], 1_702_108_860_000_u64, "09-12-2023 08:01 UTC");
    waline.remove(first);
    assert_eq!(waline.count(ARTICLE), 0, "the answers go with it");
}

#[test]
fn an_editor_publishes_what_waits() {
    let Some(waline) = Waline::start(&Options::new(&[SITE]).moderated()) else { return };
    let [good, bad] = ["Hay.", "Dở."].map(|text| waline.comment(ARTICLE, "Mai", text, None));
    assert_eq!(waline.count(ARTICLE), 0);
    waline.approve(good);
    waline.remove(bad);
    assert_eq!(waline.thread(ARTICLE)["data"]["data"][0]["comment"], "<p>Hay.</p>\n");
    assert_eq!(waline.count(ARTICLE), 1);
}

#[test]
fn its_limits_hold_when_they_shall() {
    let Some(waline) = Waline::start(&Options::new(&[SITE]).guarded()) else { return };
    let say = |text: &str| {
        let body = json!({ "url": ARTICLE, "nick": "Mai", "comment": text });
        http::post(&format!("{}/api/comment", waline.address), SITE, &body).json()
    };
    assert_eq!(say("Một.")["errno"], 0);
    assert_eq!(say("Hai.")["errmsg"], "Comment too fast!");
}

#[test]
fn a_page_of_another_site_may_not_read() {
    let Some(waline) = Waline::start(&Options::new(&[SITE])) else { return };
    let status =
        |origin: &str| http::get(&format!("{}/api/comment?path={ARTICLE}", waline.address), origin).status;
    assert_eq!(status(STRANGER), 403);
    assert_eq!(status(SITE), 200);
}
