//! Waline: what is asked, and what its recorded answers mean.

use super::*;

fn waline() -> Service {
    Service::Waline("https://b.example".into())
}

fn listed(name: &str) -> Listed {
    waline().listed(recorded("waline", name)).unwrap()
}

fn by<'l>(listed: &'l Listed, name: &str) -> &'l Comment {
    listed.comments.iter().find(|one| one.name == name).unwrap()
}

#[test]
fn it_is_asked() {
    let list = waline().list(&thread(), Order::Liked, 2, true).unwrap();
    let query = "path=%2Fbai-viet%2Fdoc-ban-tin-bao%2F&page=2&pageSize=50&sortBy=like_desc";
    assert_eq!(list, Request::get(format!("https://b.example/api/comment?{query}")));
    let sent = |parent| waline().send(&thread(), &waiting(parent)).unwrap();
    let new = r#"{"comment":"Hay","nick":"An","mail":"","link":"","url":"/bai-viet/doc-ban-tin-bao/""#;
    let url = "https://b.example/api/comment?lang=vi-VN";
    assert_eq!(sent(None), Request::post(url.into(), format!("{new}}}")));
    assert_eq!(sent(Some("4")).body.unwrap(), format!(r#"{new},"pid":4,"rid":4}}"#));
    assert_eq!(sent(Some("1-4")).body.unwrap(), format!(r#"{new},"pid":4,"rid":1}}"#));
    assert_eq!(sent(Some("65a1-65b2")).body.unwrap(), format!(r#"{new},"pid":"65b2","rid":"65a1"}}"#));
    let like = waline().like("1-4").unwrap();
    assert_eq!((like.method, like.url.as_str()), (Method::Put, "https://b.example/api/comment/4"));
    assert_eq!([waline().like("1-4/../x"), waline().like(""), waline().like("1-")], [None, None, None]);
    let count = waline().count(&["/a/".to_owned(), "/b/".to_owned()]);
    assert_eq!(count.url, "https://b.example/api/comment?type=count&url=%2Fa%2F,%2Fb%2F");
    assert_eq!(waline().find(&thread()), None);
}

#[test]
fn it_lists() {
    let whole = listed("list");
    assert!(
        !whole.more && whole.total == 15,
        "its own count; one answers what is not there and is not listed"
    );
    assert_eq!(whole.comments.len(), 14);
    let first = by(&whole, "Nguyễn Thị Hạnh");
    assert_eq!((first.id.as_str(), &first.parent, first.date.unix()), ("1", &None, 1_795_613_000));
    let answer = by(&whole, "Trần Văn Lực");
    assert_eq!((answer.id.as_str(), answer.parent.as_deref()), ("1-2", Some("1")));
    let deeper = whole.comments.iter().find(|one| one.id == "1-3").unwrap();
    assert_eq!(deeper.parent.as_deref(), Some("1-2"));
    by(&whole, "<script>alert(\"tên\")</script> & Cộng sự");
    assert!(listed("list_first_page").more && !listed("list_last_page").more);
    assert_eq!(listed("list_most_liked").comments[0].likes, 1);
    let past = listed("list_past_the_end");
    assert!(past.comments.is_empty() && !past.more);
    assert_eq!(listed("list_private").comments.len(), 1);
    for name in ["list_empty", "list_all_waiting", "list_after_delete"] {
        assert_eq!(listed(name), Listed::default(), "{name}");
    }
    for name in
        ["list_path_missing", "list_sort_unknown", "list_page_size_too_large", "database_gone", "login"]
    {
        let error = waline().listed(recorded("waline", name)).unwrap_err();
        assert!(matches!(error, SourceError::Unavailable | SourceError::Malformed), "{name}: {error}");
    }
}

#[test]
fn what_was_typed_is_found_in_what_it_lists() {
    let whole = listed("list");
    let own = |name: &str, text: &str| Waiting { name: name.into(), text: text.into(), ..waiting(None) };
    let question =
        "Bài viết dễ hiểu. Xin hỏi: bán kính gió mạnh **cấp 6** tính từ tâm bão hay từ rìa mắt bão?";
    assert!(has(&whole.comments, &own("Nguyễn Thị Hạnh", question)));
    assert!(has(&whole.comments, &own("Trần Văn Lực", "Tính từ tâm bão, chị ạ.\nDòng hai.")));
    assert!(!has(&whole.comments, &own("Trần Văn Lực", question)));
    assert!(!has(&whole.comments, &own("Nguyễn Thị Hạnh", &question.replace('6', "7"))));
    assert!(has(&listed("list_after_approval").comments, &own("Vũ Thị Nga", "Chờ duyệt.")));
}

#[test]
fn it_tells_what_became_of_a_comment() {
    let refused = |refusal| Fate::Refused(refusal);
    let table = [
        ("new_waiting", Fate::Moderated),
        ("new_forbidden_word", Fate::Moderated),
        ("new_duplicate_refused", refused(Refusal::Text)),
        ("new_duplicate_refused_english", refused(Refusal::Text)),
        ("new_too_fast", Fate::Later(Some(60))),
        ("new_comment_missing", refused(Refusal::Text)),
        ("new_comment_empty", refused(Refusal::Text)),
        ("new_both_missing", refused(Refusal::Text)),
        ("new_url_missing", refused(Refusal::Unsaid)),
        ("login_wrong", refused(Refusal::Unsaid)),
        ("new_not_json", refused(Refusal::Unsaid)),
        ("stranger_refused_referer", refused(Refusal::Unsaid)),
        // Not Waline: its host is being changed.
        ("unknown_path", Fate::Later(None)),
        ("login_required", refused(Refusal::LoginNeeded)),
        ("new_name_too_long", refused(Refusal::Name)),
        ("new_text_too_long", refused(Refusal::TooLong)),
        // It was stored.
        ("new_parent_unknown", Fate::Uncertain),
        ("database_gone", Fate::Uncertain),
    ];
    for (name, fate) in table {
        assert_eq!(waline().sent(recorded("waline", name), false), fate, "{name}");
    }
    for name in ["new_duplicate_refused", "new_duplicate_refused_english"] {
        assert_eq!(waline().sent(recorded("waline", name), true), Fate::Known, "{name}");
    }
    match waline().sent(recorded("waline", "new_answer_to_answer"), false) {
        Fate::Published(comment) => {
            assert_eq!((comment.id.as_str(), comment.parent.as_deref()), ("1-3", Some("1-2")));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_a_reader_wrote_is_no_sentence_of_the_server() {
    let body = r#"{"errno":500,"errmsg":"ER_LOCK: x, SQL: INSERT 'Duplicate Content'"}"#;
    let answer = Ok(Response { status: 500, body: body.into(), ..Response::default() });
    assert_eq!(waline().sent(answer, true), Fate::Uncertain);
}

#[test]
fn it_counts() {
    assert_eq!(waline().counted(recorded("waline", "count"), &[]), Ok(vec![15, 0]));
    assert_eq!(waline().liked(recorded("waline", "like_again")), Ok(2));
    assert_eq!(waline().liked(recorded("waline", "like_unknown")), Err(SourceError::NotFound));
}
