//! How a reader changes and deletes what they wrote, as the servers' recorded answers have it.

use super::*;

fn text(change: Change) -> String {
    match change {
        Change::Done(comment) => comment.text,
        other => panic!("{other:?}"),
    }
}

#[test]
fn isso_is_asked() {
    let asked = |wish: &Wish| isso().wish("17", wish).unwrap();
    let own = |method, path: &str, body: Option<&str>| Request {
        method,
        url: format!("https://b.example/id/17{path}"),
        body: body.map(str::to_owned),
        cookies: true,
    };
    assert_eq!(asked(&Wish::See), own(Method::Get, "?plain=1", None));
    assert_eq!(
        asked(&Wish::Edit("Hay \"lắm\"".into())),
        own(Method::Put, "", Some(r#"{"text":"Hay \"lắm\""}"#))
    );
    assert_eq!(asked(&Wish::Delete), own(Method::Delete, "", None));
    assert_eq!(isso().wish("17/../like", &Wish::Delete), None);
}

#[test]
fn isso_hands_a_comment_over() {
    let handed = |name| isso().handed(&recorded("isso", name));
    assert_eq!(handed("new_published"), Some(("1".into(), 900)));
    assert_eq!(handed("new_waiting"), Some(("1".into(), 900)), "before the newsroom has read it, too");
    assert_eq!(handed("edit"), Some(("2".into(), 900)), "the time begins anew");
    assert_eq!(handed("delete"), Some(("3".into(), 0)));
    assert_eq!(handed("delete_with_answers"), Some(("1".into(), 0)));
    for name in ["thread", "like", "edit_without_cookie", "view_own"] {
        assert_eq!(handed(name), None, "{name}");
    }
    for cookie in
        ["", "isso-", "isso-1=", "isso-x=a; Max-Age=900", "isso-1=a; Max-Age=-1", "1=a; Max-Age=900"]
    {
        let answer = Ok(Response { status: 201, cookie: Some(cookie.into()), ..Response::default() });
        assert_eq!(isso().handed(&answer), None, "{cookie}");
    }
}

#[test]
fn isso_tells_what_became_of_a_wish() {
    let granted = |wish: &Wish, name| isso().granted(wish, recorded("isso", name));
    let edit = || Wish::Edit("Hay.".into());
    let typed = text(granted(&Wish::See, "view_own"));
    assert!(
        typed.starts_with("Tính từ tâm bão, chị ạ.\nDòng hai") && typed.ends_with("- ý thứ hai"),
        "{typed}"
    );
    match granted(&edit(), "edit") {
        Change::Done(comment) => {
            let shown = (comment.id.as_str(), comment.parent.as_deref(), comment.text.as_str(), comment.html);
            assert_eq!(shown, ("2", Some("1"), "<p>Tính từ tâm bão, chị ạ (đã sửa).</p>", true));
        }
        other => panic!("{other:?}"),
    }
    for (wish, name) in [(Wish::Delete, "delete_with_answers"), (Wish::See, "view_deleted_with_answers")] {
        assert_eq!(text(granted(&wish, name)), "", "its place");
    }
    let table = [
        (Wish::Delete, "delete", Change::Gone),
        (Wish::See, "view_gone", Change::Gone),
        (Wish::See, "view_without_cookie", Change::TooLate),
        (edit(), "edit_without_cookie", Change::TooLate),
        (edit(), "edit_with_old_cookie", Change::TooLate),
        (Wish::Delete, "delete_without_cookie", Change::TooLate),
        (edit(), "edit_too_short", Change::Refused(Refusal::TooShort)),
        // What is no more falls over, as what has trouble does; by looking at it they are told apart.
        (edit(), "edit_gone", Change::Uncertain),
        (Wish::Delete, "delete_again", Change::Uncertain),
        (Wish::Delete, "delete_again_with_answers", Change::TooLate),
    ];
    for (wish, name, expected) in table {
        assert_eq!(granted(&wish, name), expected, "{name}");
    }
    // It was changed, and the answer was lost with the cookie in it: it can still be looked at.
    assert_eq!(text(granted(&Wish::See, "view_with_old_cookie")), "Ba, đã sửa.");
}

#[test]
fn elsewhere_nobody_changes_anything_without_an_account() {
    let server = || "https://b.example".to_owned();
    for service in [Service::Waline(server()), Service::WordPress(server())] {
        for wish in [Wish::See, Wish::Edit("Hay.".into()), Wish::Delete] {
            assert_eq!(service.wish("17", &wish), None);
        }
        assert_eq!(service.handed(&recorded("isso", "new_published")), None);
    }
}

/// Cookies go to Isso alone, and only with what a reader writes.
#[test]
fn nobody_who_reads_is_known() {
    let server = || "https://b.example".to_owned();
    let paths = ["/a/".to_owned()];
    for service in [isso(), Service::Waline(server()), Service::WordPress(server())] {
        let found = Thread { number: Some(1), ..thread() };
        let read = [
            service.find(&thread()),
            service.list(&found, Order::Newest, 1, true),
            service.like("1"),
            Some(service.count(&paths)),
        ];
        assert!(read.into_iter().flatten().all(|request| !request.cookies), "{service:?}");
        let sent = service.send(&found, &waiting(None)).unwrap();
        assert_eq!(sent.cookies, service == isso(), "{service:?}");
    }
}

#[test]
fn no_fault_is_taken_for_a_change() {
    for (name, answer) in faults(LARGEST) {
        for wish in [Wish::See, Wish::Edit("Hay.".into()), Wish::Delete] {
            let expected = match name {
                "401" => Change::Refused(Refusal::LoginNeeded),
                "429" | "503" | "405" | "no network" => Change::Later,
                // So Isso says that it is done, and so that there is no such comment.
                "404" => Change::Gone,
                "null" if wish == Wish::Delete => Change::Gone,
                _ => Change::Uncertain,
            };
            assert_eq!(isso().granted(&wish, answer.clone()), expected, "{name}, {wish:?}");
        }
    }
}
