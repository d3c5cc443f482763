//! WordPress: what is asked, and what its recorded answers mean.

use super::*;

fn wordpress() -> Service {
    Service::WordPress("https://b.example/tin".into())
}

fn known() -> Thread {
    Thread { number: Some(7), ..thread() }
}

fn listed(name: &str) -> Listed {
    wordpress().listed(recorded("wordpress", name)).unwrap()
}

#[test]
fn it_is_asked() {
    let at = |query: &str| format!("https://b.example/tin/?rest_route=/wp/v2/{query}");
    let find = wordpress().find(&thread()).unwrap();
    assert_eq!(find, Request::get(at("posts&slug=doc-ban-tin-bao&_fields=id")));
    assert_eq!(wordpress().find(&known()), None);
    assert_eq!(wordpress().list(&thread(), Order::Newest, 1, false), None);
    assert_eq!(wordpress().send(&thread(), &waiting(None)), None);
    let list = wordpress().list(&known(), Order::Oldest, 2, true).unwrap();
    let query = "comments&post=7&per_page=100&page=2&order=asc";
    assert_eq!(
        list.url,
        at(&format!("{query}&_fields=id,parent,author_name,date,date_gmt,content")),
        "no hash of an address"
    );
    let send = wordpress().send(&known(), &waiting(Some("4"))).unwrap();
    let body = r#"{"post":7,"parent":4,"author_name":"An","content":"Hay"}"#;
    assert_eq!(send, Request::post(at("comments"), body.into()));
    let own = Waiting { name: "An & Ba".into(), text: "3 < 4\n\"&amp;\"".into(), ..waiting(None) };
    let body = r#"{"post":7,"author_name":"An &amp; Ba","content":"3 &lt; 4\n\"&amp;amp;\""}"#;
    assert_eq!(wordpress().send(&known(), &own).unwrap().body.unwrap(), body, "what is typed is text");
    let own = Waiting { email: "an@example.org".into(), ..waiting(None) };
    let body = r#"{"post":7,"author_name":"An","author_email":"an@example.org","content":"Hay"}"#;
    assert_eq!(wordpress().send(&known(), &own).unwrap().body.unwrap(), body);
    assert_eq!(wordpress().like("2"), None);
    let count = wordpress().count(&["/bai-viet/a/".into(), "/bai-viet/b/".into()]);
    assert_eq!(count, Request::get(at("posts&slug=a,b&per_page=100&_fields=slug,bantin_comments")));
}

#[test]
fn it_finds_an_article() {
    let found = |name| wordpress().found(recorded("wordpress", name));
    assert_eq!(found("post"), Ok(7));
    assert_eq!(found("post_unknown"), Err(SourceError::NotFound));
    assert_eq!(found("maintenance"), Err(SourceError::Unavailable));
    assert_eq!(found("database_gone"), Err(SourceError::Unavailable));
    assert_eq!(found("plain_pretty"), Err(SourceError::Unavailable));
}

#[test]
fn it_counts() {
    let paths =
        ["tin-co-mat-khau", "khong-co-bai-nay", "doc-ban-tin-bao"].map(|slug| format!("/bai-viet/{slug}/"));
    let counted = |name| wordpress().counted(recorded("wordpress", name), &paths);
    assert_eq!(counted("counts"), Ok(vec![0, 0, 13]));
    assert_eq!(counted("counts_no_plugin"), Ok(vec![0, 0, 0]));
    assert_eq!(counted("database_gone"), Err(SourceError::Unavailable));
}

#[test]
fn it_lists() {
    let whole = listed("comments");
    assert!(!whole.more && whole.total == 13 && whole.comments.len() == 13);
    let first = &whole.comments[0];
    assert_eq!((first.id.as_str(), first.name.as_str(), &first.parent), ("2", "Lê Thị Mai", &None));
    assert_eq!(first.date.to_string(), "2023-12-09T10:00:00+07:00");
    assert_eq!(whole.comments[2].parent.as_deref(), Some("3"));
    assert_eq!(whole.comments[4].name, "", "anonymous");
    assert_eq!(listed("comments_past_the_end"), Listed::default());
    assert_eq!(listed("comments_of_unknown"), Listed::default());
    let error = wordpress().listed(recorded("wordpress", "comments_of_private")).unwrap_err();
    assert_eq!(error, SourceError::Unavailable);
    let own = |text: &str| Waiting { name: "Lê Thị Mai".into(), text: text.into(), ..waiting(None) };
    let question =
        "Bài dễ hiểu.\nXin hỏi: gió <strong>cấp 6</strong> tính từ đâu?\n\nhttps://example.org/hoi";
    assert!(has(&whole.comments, &own(question)) && !has(&whole.comments, &own("Bài dễ hiểu.")));
    assert!(has(&whole.comments, &own("Cảm ơn chị 🌀👍🏽.")));
}

#[test]
fn a_full_page_has_one_after_it() {
    let Ok(mut answer) = recorded("wordpress", "comments") else { panic!() };
    let one = answer.body.trim().trim_start_matches('[').trim_end_matches(']').to_owned();
    answer.body = format!("[{}]", vec![one; 8].join(","));
    assert!(wordpress().listed(Ok(answer)).unwrap().more, "8 × 13 are more than 100");
}

#[test]
fn it_tells_what_became_of_a_comment() {
    let refused = |refusal| Fate::Refused(refusal);
    let table = [
        ("comment_hold", Fate::Moderated),
        ("comment_three_links", Fate::Moderated),
        ("comment_all_moderated", Fate::Moderated),
        ("comment_disallowed", Fate::Moderated),
        ("comment_duplicate", refused(Refusal::Text)),
        ("comment_flood", Fate::Later(Some(15))),
        ("comment_login_required", refused(Refusal::LoginNeeded)),
        ("comment_stranger", refused(Refusal::LoginNeeded)),
        ("comment_registration", refused(Refusal::LoginNeeded)),
        ("comment_status_refused", refused(Refusal::LoginNeeded)),
        ("comment_protected", refused(Refusal::Closed)),
        ("comment_closed", refused(Refusal::Closed)),
        ("comment_empty", refused(Refusal::Text)),
        ("comment_content_missing", refused(Refusal::Text)),
        ("comment_text_too_long", refused(Refusal::TooLong)),
        ("comment_name_missing", refused(Refusal::Email)),
        ("comment_email_invalid", refused(Refusal::Email)),
        ("comment_name_too_long", refused(Refusal::Name)),
        ("comment_post_missing", refused(Refusal::Unsaid)),
        ("comment_post_unknown", refused(Refusal::Unsaid)),
        ("comment_not_json", refused(Refusal::Unsaid)),
        ("route_unknown", refused(Refusal::Unsaid)),
        ("maintenance", Fate::Later(Some(600))),
        ("database_gone", Fate::Uncertain),
    ];
    for (name, fate) in table {
        assert_eq!(wordpress().sent(recorded("wordpress", name), false), fate, "{name}");
    }
    assert_eq!(wordpress().sent(recorded("wordpress", "comment_duplicate"), true), Fate::Known);
}

#[test]
fn what_is_published_is_told() {
    for (name, id, parent) in [
        ("comment_approved", "20", None),
        ("comment_answer", "21", Some("20")),
        ("comment_parent_unknown", "23", Some("99999")),
        ("comment_anonymous", "26", None),
    ] {
        match wordpress().sent(recorded("wordpress", name), false) {
            Fate::Published(one) => {
                assert_eq!((one.id.as_str(), one.parent.as_deref()), (id, parent), "{name}");
            }
            other => panic!("{name}: {other:?}"),
        }
    }
}

#[test]
fn a_name_is_text() {
    let Ok(mut answer) = recorded("wordpress", "comment_markup") else { panic!() };
    answer.body = answer.body.replace(r#""status":"hold""#, r#""status":"approved""#);
    match wordpress().sent(Ok(answer), false) {
        Fate::Published(one) => assert_eq!(one.name, "Dung & \"em\""),
        other => panic!("{other:?}"),
    }
}
