//! What is asked, and what the servers' recorded answers mean.

mod own;
mod waline;
mod wordpress;

use super::*;
use crate::{
    comment::Order,
    outbox::Waiting,
    site::{CommentKind, CommentRules},
    source::{Response, faults::faults},
};

/// A recorded answer: status line, headers, an empty line, body.
fn recorded(server: &str, name: &str) -> Answer {
    let file = format!("{}/fixtures/{server}/{name}.http", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
    let (head, body) = text.split_once("\n\n").unwrap_or((text.as_str(), ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap();
    let header = |line: &str| line.strip_prefix("Retry-After: ").and_then(|value| value.parse().ok());
    let cookie = head.lines().find_map(|line| line.strip_prefix("X-Set-Cookie: ")).map(str::to_owned);
    Ok(Response {
        status,
        body: body.to_owned(),
        retry_after: head.lines().find_map(header),
        total: None,
        cookie,
    })
}

fn thread() -> Thread {
    Thread {
        path: "/bai-viet/doc-ban-tin-bao/".into(),
        title: "Đọc bản tin bão".into(),
        lang: Lang::Vi,
        number: None,
    }
}

fn waiting(parent: Option<&str>) -> Waiting {
    let parent = parent.map(Into::into);
    Waiting { parent, name: "An".into(), text: "Hay".into(), ..Waiting::default() }
}

fn isso() -> Service {
    Service::Isso("https://b.example".into())
}

#[test]
fn isso_is_asked() {
    let isso = isso();
    let list = isso.list(&thread(), Order::Newest, 2, true).unwrap();
    let url = "https://b.example/?uri=%2Fbai-viet%2Fdoc-ban-tin-bao%2F&sort=newest&limit=50&offset=50&nested_limit=10000&plain=1";
    assert_eq!(list, Request::get(url.into()));
    let send = isso.send(&thread(), &waiting(Some("4"))).unwrap();
    assert_eq!(send.body.unwrap(), r#"{"text":"Hay","author":"An","parent":4,"title":"Đọc bản tin bão"}"#);
    assert_eq!(isso.like("4/../x"), None);
}

#[test]
fn isso_lists() {
    let isso = isso();
    let listed = |name| isso.listed(recorded("isso", name)).unwrap();
    let whole = listed("thread");
    assert!(!whole.more && whole.comments.len() == whole.total as usize);
    let answer = whole.comments.iter().find(|one| one.id == "3").unwrap();
    assert_eq!(answer.parent.as_deref(), Some("1"), "two levels, whatever was answered");
    let hostile = whole.comments.iter().find(|one| one.name.contains("script")).unwrap();
    assert_eq!(hostile.name, "<script>alert(\"tên\")</script> & Cộng sự", "a name is text");
    assert_eq!(whole.comments[0].date.unix(), 1_795_613_026);
    assert!(listed("thread_limited").more && listed("thread_second_page").more);
    assert_eq!(listed("thread_unknown"), Listed::default());
    assert_eq!(listed("thread_all_waiting"), Listed::default());
    let deleted = listed("thread_with_deleted");
    let place = deleted.comments.iter().find(|one| one.id == "1").unwrap();
    assert!(place.is_gone() && place.name.is_empty(), "its answers keep their place");
    assert_eq!((deleted.comments.len(), deleted.total), (2, 7), "and it does not count");
    let plain = listed("thread_plain");
    let own = Waiting { name: "Trần Văn Lực".into(), ..waiting(None) };
    let own = Waiting {
        text: "Tính từ tâm bão, chị ạ.\n Dòng hai của cùng một đoạn.\n\n- ý thứ nhất\n- ý thứ hai".into(),
        ..own
    };
    assert!(has(&plain.comments, &own) && !has(&plain.comments, &waiting(None)));
}

#[test]
fn isso_tells_what_became_of_a_comment() {
    let refused = |refusal| Fate::Refused(refusal);
    let table = [
        ("new_waiting", Fate::Moderated),
        ("new_too_short", refused(Refusal::TooShort)),
        ("new_too_long", refused(Refusal::TooLong)),
        ("new_text_missing", refused(Refusal::Text)),
        ("guard_rate_limit", Fate::Later(Some(60))),
        ("guard_direct_reply", refused(Refusal::TooMany)),
        ("guard_reply_to_self", refused(Refusal::Unsaid)),
        ("guard_email_required", refused(Refusal::Email)),
        ("guard_author_required", refused(Refusal::Name)),
        ("new_wrong_type", refused(Refusal::Unsaid)),
        // Not Isso's interface: its host is being changed.
        ("unknown_path", Fate::Later(None)),
    ];
    for (name, fate) in table {
        assert_eq!(isso().sent(recorded("isso", name), false), fate, "{name}");
    }
    match isso().sent(recorded("isso", "new_answer_to_answer"), false) {
        Fate::Published(comment) => assert_eq!(comment.parent.as_deref(), Some("1")),
        other => panic!("{other:?}"),
    }
}

#[test]
fn isso_counts() {
    assert_eq!(isso().counted(recorded("isso", "count"), &[]), Ok(vec![11, 0, 1]));
    assert_eq!(isso().liked(recorded("isso", "like_again")), Ok(2));
    assert_eq!(isso().liked(recorded("isso", "like_unknown")), Err(SourceError::NotFound));
}

#[test]
fn no_fault_is_taken_for_an_answer() {
    let server = || "https://b.example".to_owned();
    for service in [isso(), Service::Waline(server()), Service::WordPress(server())] {
        for (name, answer) in faults(LARGEST) {
            no_answer(&service, name, &answer);
        }
    }
}

fn no_answer(service: &Service, name: &str, answer: &Answer) {
    let at = format!("{service:?}, {name}");
    // An empty list is an answer to some questions.
    let (isso, wordpress) = (matches!(service, Service::Isso(_)), matches!(service, Service::WordPress(_)));
    let empty = |asked: bool| asked && name == "a list";
    let listed = service.listed(answer.clone());
    let failed = matches!(listed, Err(error) if error != SourceError::NotFound);
    assert!(failed || empty(wordpress), "{at}: {listed:?}");
    assert!(service.liked(answer.clone()).is_err(), "{at}");
    assert!(service.counted(answer.clone(), &[]).is_err() || empty(isso || wordpress), "{at}");
    let found = service.found(answer.clone()).unwrap_err();
    assert_eq!(found == SourceError::NotFound, !wordpress || empty(true), "{at}");
    let expected = match name {
        "401" => Fate::Refused(Refusal::LoginNeeded),
        "429" => Fate::Later(Some(90)),
        "503" | "404" | "405" | "no network" => Fate::Later(None),
        // It may have been stored.
        _ => Fate::Uncertain,
    };
    for again in [false, true] {
        assert_eq!(service.sent(answer.clone(), again), expected, "{at}");
    }
}

#[test]
fn the_settings_name_a_server() {
    let of = |kind, server: &str| {
        Service::of(&CommentRules { kind, server: server.to_owned(), ..CommentRules::default() })
    };
    let server = "https://b.example".to_owned();
    assert_eq!(of(CommentKind::Waline, "https://b.example/"), Some(Service::Waline(server.clone())));
    assert_eq!(of(CommentKind::WordPress, "https://b.example"), Some(Service::WordPress(server)));
    assert_eq!(of(CommentKind::Waline, "/"), None);
    assert_eq!(of(CommentKind::Embedded, "https://b.example"), None);
    assert_eq!(
        crate::source::json::read(r#"["waline","wordpress"]"#),
        Ok(vec![CommentKind::Waline, CommentKind::WordPress])
    );
}
