//! Isso.

use news::{
    comment::Order,
    discussion::{Service, Thread},
    source::Response,
};
use serde_json::json;
use server_tests::{Isso, Options, http};

use crate::{ARTICLE, SITE, STRANGER};

#[test]
fn a_reader_comments_and_is_answered() {
    let Some(isso) = Isso::start(&Options::new(&[SITE])) else { return };
    let first = isso.comment(ARTICLE, "Lê Thị Mai", "Gió **cấp 6** tính từ đâu?", None);
    isso.comment(ARTICLE, "Trần Văn Lực", "Tính từ tâm bão.", Some(first));
    assert_eq!(isso.count(ARTICLE), 2);
    let thread = isso.thread(ARTICLE);
    assert_eq!(thread["replies"][0]["text"], "<p>Gió <strong>cấp 6</strong> tính từ đâu?</p>");
    assert_eq!(thread["replies"][0]["replies"][0]["author"], "Trần Văn Lực");
    isso.remove(first);
    assert_eq!(isso.thread(ARTICLE)["replies"][0]["mode"], 4, "an answer keeps its place");
    assert_eq!(isso.count(ARTICLE), 1);
}

#[test]
fn an_editor_publishes_what_waits() {
    let Some(isso) = Isso::start(&Options::new(&[SITE]).moderated()) else { return };
    let [good, bad] = ["Hay.", "Dở."].map(|text| isso.comment(ARTICLE, "Mai", text, None));
    assert_eq!((isso.count(ARTICLE), &isso.thread(ARTICLE)["replies"]), (0, &json!([])));
    isso.approve(good);
    isso.remove(bad);
    assert_eq!(isso.thread(ARTICLE)["replies"][0]["text"], "<p>Hay.</p>");
    assert_eq!(isso.count(ARTICLE), 1);
}

#[test]
fn a_thread_is_read_whole() {
    let Some(isso) = Isso::start(&Options::new(&[SITE])) else { return };
    let first = isso.comment(ARTICLE, "Mai", "Ai cũng trả lời tôi.", None);
    for number in 1..=52 {
        isso.comment(ARTICLE, "Lực", &format!("Trả lời {number}."), Some(first));
    }
    for number in 1..=51 {
        isso.comment(ARTICLE, "Hạnh", &format!("Ý kiến {number}."), None);
    }
    let service = Service::Isso(isso.address.clone());
    let (path, title) = (ARTICLE.to_owned(), "Đọc bản tin bão".to_owned());
    let thread = Thread { path, title, lang: news::lang::Lang::Vi, number: None };
    let page = |number: u32| {
        let request = service.list(&thread, Order::Newest, number, true).unwrap();
        let answer = http::get(&request.url, SITE);
        let response = Response { status: answer.status, body: answer.text, ..Response::default() };
        service.listed(Ok(response)).unwrap()
    };
    let (newest, oldest) = (page(1), page(2));
    assert!(newest.more && newest.comments.len() == 50 && !oldest.more);
    let answers = oldest.comments.iter().filter(|one| one.parent.is_some()).count();
    assert_eq!((answers, oldest.comments.len()), (52, 54), "answers are no page of conversations");
}

#[test]
fn its_limits_hold_when_they_shall() {
    let Some(isso) = Isso::start(&Options::new(&[SITE]).guarded()) else { return };
    for text in ["Một.", "Hai."] {
        isso.comment(ARTICLE, "Mai", text, None);
    }
    let address = format!("{}/new?uri={ARTICLE}", isso.address);
    let third = http::post(&address, SITE, &json!({ "text": "Ba." }));
    assert_eq!(third.status, 403);
    assert!(third.text.contains("ratelimit exceeded"), "{third:?}");
}

#[test]
fn a_page_of_another_site_may_not_read() {
    let Some(isso) = Isso::start(&Options::new(&[SITE, "http://localhost:9"])) else { return };
    let allowed = |origin: &str| {
        let answer = http::get(&format!("{}/?uri={ARTICLE}", isso.address), origin);
        answer.header("Access-Control-Allow-Origin").to_owned()
    };
    assert_eq!(allowed(SITE), SITE);
    assert_eq!(allowed("http://localhost:9"), "http://localhost:9");
    assert_eq!(allowed(STRANGER), SITE);
}
