//! Answers as the servers' documentation has them, and what becomes of an article.

use news::source::NoResponse;
use serde_json::json;

use super::{
    forge::{self, File, Kind},
    wordpress, *,
};

pub(super) fn answer(status: u16, body: &str) -> Answer {
    Ok(Response { status, headers: Vec::new(), body: body.into() })
}

fn with(status: u16, name: &str, value: &str) -> Answer {
    Ok(Response { status, headers: vec![(name.into(), value.into())], body: "{}".into() })
}

const KINDS: [Kind; 3] = [Kind::GitHub, Kind::GitLab, Kind::Gitea];
const PATH: &str = "content/thủy văn/lu-quet.md";

fn place(kind: Kind) -> forge::Place {
    let server = match kind {
        Kind::GitHub => "https://api.github.com",
        Kind::GitLab => "https://gitlab.com/api/v4",
        Kind::Gitea => "https://codeberg.org/api/v1",
    };
    let owned = str::to_owned;
    forge::Place {
        kind,
        server: owned(server),
        repository: owned("bao/tin"),
        branch: owned("main"),
        token: owned("bí"),
    }
}

fn errand(kind: Kind, opened: Option<&str>, pictures: &[&str]) -> forge::Errand {
    let article = File { path: PATH.into(), bytes: "Mới".into() };
    let picture = |name: &&str| File { path: format!("media/{name}"), bytes: vec![1, 2, 3] };
    let pictures = pictures.iter().map(picture).collect();
    forge::Errand::new(place(kind), article, opened.map(str::to_owned), pictures, "Lũ quét".into())
}

/// A file as the three answer, GitHub with line ends in the code.
fn file(version: &str, text: &str) -> Answer {
    let mut code = encoded(text.as_bytes());
    code.insert(2, '\n');
    let body = json!({
        "sha": version, "last_commit_id": version, "encoding": "base64", "content": code, "size": text.len(),
        "html_url": "https://forge.example/a.md",
    });
    answer(200, &body.to_string())
}

fn written(kind: Kind) -> Answer {
    answer(
        201,
        &if kind == Kind::GitLab { json!({"id": "neu"}) } else { json!({"content": {"sha": "neu"}}) }
            .to_string(),
    )
}

pub(super) fn asked(step: Step) -> (String, Value) {
    match step {
        Step::Ask(request) => {
            (format!("{request:?}"), serde_json::from_slice(&request.body).unwrap_or(Value::Null))
        }
        other => panic!("{other:?}"),
    }
}

fn branch() -> Answer {
    answer(200, r#"{"name": "main"}"#)
}

#[test]
fn a_new_article_goes_with_its_pictures() {
    for kind in KINDS {
        let mut errand = errand(kind, None, &["a.jpg", "b.jpg"]);
        let first = errand.start();
        let coded = if kind == Kind::GitLab {
            "content%2Fth%E1%BB%A7y%20v%C4%83n%2Flu-quet.md?ref=main"
        } else {
            "content/th%E1%BB%A7y%20v%C4%83n/lu-quet.md?ref=main"
        };
        assert!(first.url.ends_with(coded), "{first:?}");
        assert!(
            first.headers.iter().any(|(_, value)| value.contains("bí"))
                && !format!("{first:?}").contains("bí")
        );
        let (asks, _) = asked(errand.next(&answer(404, "{}")));
        assert!(asks.ends_with("/branches/main"), "{asks}");
        let (asks, _) = asked(errand.next(&branch()));
        assert!(asks.contains("a.jpg"), "{asks}");
        // The first is there already.
        let (asks, _) = asked(errand.next(&file("1", "\u{1}\u{2}\u{3}")));
        assert!(asks.contains("b.jpg"), "{asks}");
        let (asks, body) = asked(errand.next(&answer(404, "{}")));
        if kind == Kind::GitLab {
            assert_eq!(asks, "POST https://gitlab.com/api/v4/projects/bao%2Ftin/repository/commits");
            let actions = body["actions"].as_array().unwrap();
            assert_eq!(
                (actions.len(), &actions[0]["content"], &actions[1]["action"]),
                (2, &json!("AQID"), &json!("create"))
            );
        } else {
            let method = if kind == Kind::Gitea { "POST" } else { "PUT" };
            assert!(asks.starts_with(method) && asks.ends_with("/contents/media/b.jpg"), "{asks}");
            let (asks, body) = asked(errand.next(&written(kind)));
            assert!(asks.starts_with(method) && asks.ends_with("lu-quet.md"), "{asks}");
            assert_eq!(
                body,
                json!({ "message": "Lũ quét", "branch": "main", "content": encoded("Mới".as_bytes()) })
            );
        }
        let done = Step::Done(Sent { version: "neu".into(), ..Sent::default() });
        assert_eq!(errand.next(&written(kind)), done);
    }
}

#[test]
fn what_was_opened_is_replaced_and_nothing_else() {
    for kind in KINDS {
        let mut errand = errand(kind, Some("1"), &[]);
        errand.start();
        let (_, body) = asked(errand.next(&file("1", "Cũ")));
        let version = if kind == Kind::GitLab { &body["actions"][0]["last_commit_id"] } else { &body["sha"] };
        assert_eq!(version, "1");
        // Somebody was faster: the documented refusals.
        let status = match kind {
            Kind::GitHub => 409,
            Kind::GitLab => 400,
            Kind::Gitea => 422,
        };
        let (asks, _) = asked(errand.next(&answer(status, r#"{"message": "sha does not match"}"#)));
        assert!(asks.starts_with("GET"), "{asks}");
        let sent =
            Sent { version: "2".into(), link: Some("https://forge.example/a.md".into()), ..Sent::default() };
        let theirs = Theirs { sent: sent.clone(), text: Some("Của họ".into()) };
        let conflict = Step::Failed(Failure::Conflict(Some(theirs)));
        assert_eq!(errand.next(&file("2", "Của họ")), conflict);
        // It was another from the start; or was taken away.
        errand.start();
        assert_eq!(errand.next(&file("2", "Của họ")), conflict);
        errand.start();
        errand.next(&answer(404, "{}"));
        assert_eq!(errand.next(&branch()), Step::Failed(Failure::Conflict(None)));
        // Sent before: the answer was lost.
        errand.start();
        assert_eq!(errand.next(&file("2", "Mới")), Step::Done(sent));
        // Refused, and yet the same: not for its version.
        errand.start();
        errand.next(&file("1", "Cũ"));
        errand.next(&answer(status, r#"{"message": "protected"}"#));
        assert_eq!(errand.next(&file("1", "Cũ")), Step::Failed(Failure::Rejected("protected".into())));
    }
}

/// A branch that is protected refuses a new file in the words that another state of one is refused in.
#[test]
fn a_new_article_that_is_refused_is_no_conflict() {
    for (kind, status) in [(Kind::GitHub, 409), (Kind::GitHub, 422), (Kind::GitLab, 400), (Kind::Gitea, 422)]
    {
        let mut errand = errand(kind, None, &[]);
        errand.start();
        errand.next(&answer(404, "{}"));
        errand.next(&branch());
        let (asks, _) = asked(errand.next(&answer(status, r#"{"message": "branch is protected"}"#)));
        assert!(asks.starts_with("GET"), "{asks}");
        let refused = Step::Failed(Failure::Rejected("branch is protected".into()));
        assert_eq!(errand.next(&answer(404, "{}")), refused);
    }
}

#[test]
fn another_file_in_the_way_is_a_conflict() {
    for kind in KINDS {
        let mut article = errand(kind, None, &[]);
        article.start();
        assert!(matches!(article.next(&file("1", "Cũ")), Step::Failed(Failure::Conflict(Some(_)))));
        let mut picture = errand(kind, Some("1"), &["a.jpg"]);
        picture.start();
        picture.next(&file("1", "Cũ"));
        // As large as this one, and another.
        let taken = Failure::PictureTaken("media/a.jpg".into());
        assert_eq!(picture.next(&file("7", "abc")), Step::Failed(taken));
    }
}

/// Answers that mean the same everywhere: when read, and when written.
fn failures() -> Vec<(Answer, Failure, Failure)> {
    let same = |answer: Answer, failure: Failure| (answer, failure.clone(), failure);
    let cut = r#"{"sha": "1", "content"#;
    vec![
        same(answer(401, r#"{"message": "Bad credentials"}"#), Failure::Refused),
        same(
            answer(403, r#"{"message": "Resource not accessible by personal access token"}"#),
            Failure::Refused,
        ),
        same(with(403, "X-RateLimit-Remaining", "0"), Failure::Limited(None)),
        same(with(429, "Retry-After", "30"), Failure::Limited(Some(Wait::Seconds(30)))),
        same(
            with(429, "x-ratelimit-reset", "1700000000"),
            Failure::Limited(Some(Wait::Until(1_700_000_000))),
        ),
        same(answer(413, "<html>"), Failure::TooLarge),
        same(answer(418, r#"{"message": "no"}"#), Failure::Rejected("no".into())),
        same(answer(451, "<html>"), Failure::Malformed),
        same(Err(NoResponse::Offline), Failure::Offline),
        (Err(NoResponse::Unreachable), Failure::Unavailable, Failure::Uncertain),
        (answer(500, "oops"), Failure::Unavailable, Failure::Uncertain),
        (answer(503, ""), Failure::Unavailable, Failure::Uncertain),
        (answer(200, "<!doctype html><title>Đăng nhập</title>"), Failure::Malformed, Failure::Uncertain),
        (answer(200, ""), Failure::Malformed, Failure::Uncertain),
        (answer(200, cut), Failure::Malformed, Failure::Uncertain),
    ]
}

#[test]
fn forges_failures_are_named() {
    for kind in KINDS {
        for (answer, reading, writing) in failures() {
            let mut errand = errand(kind, Some("1"), &[]);
            errand.start();
            assert_eq!(errand.next(&answer), Step::Failed(reading), "{answer:?}");
            errand.start();
            errand.next(&file("1", "Cũ"));
            assert_eq!(errand.next(&answer), Step::Failed(writing), "{answer:?}");
        }
        let mut errand = errand(kind, None, &[]);
        errand.start();
        errand.next(&answer(404, "{}"));
        assert_eq!(errand.next(&answer(404, "{}")), Step::Failed(Failure::NoSuchPlace));
    }
}

pub(super) fn blog() -> wordpress::Place {
    wordpress::Place { server: "https://bao.vn".into(), user: "an".into(), password: "a b c".into() }
}

fn article() -> wordpress::Article {
    wordpress::Article {
        publish: true,
        title: "Mưa < lũ & bão".into(),
        html: "<p>Tin</p><img src=\"https://bao.example/media/lu.jpg\">".into(),
        slug: "mua-lu".into(),
        date_gmt: Some("2023-12-09T03:00:00".into()),
        categories: vec!["Thủy văn & biển".into()],
        tags: vec!["Lũ".into()],
        cover: Some("https://bao.example/media/lu.jpg".into()),
        pictures: vec![wordpress::Picture {
            src: "https://bao.example/media/lu.jpg".into(),
            name: "lũ \"1\".jpg".into(),
            kind: "image/jpeg".into(),
            bytes: vec![9],
            alt: "Lũ".into(),
        }],
        ..wordpress::Article::default()
    }
}

#[test]
fn an_article_goes_to_a_wordpress() {
    let mut errand = wordpress::Errand::new(blog(), article(), None);
    let first = errand.start();
    assert!(
        first.url.starts_with("https://bao.vn/?rest_route=/wp/v2/posts&slug=mua-lu&status=any"),
        "{first:?}"
    );
    assert_eq!(first.headers, [("Authorization", format!("Basic {}", encoded(b"an:a b c")))]);
    let (asks, _) = asked(errand.next(&answer(200, "[]")));
    assert!(asks.contains("/categories&search=Th%E1%BB%A7y"), "{asks}");
    let found = r#"[{"id": 3, "name": "Thủy văn"}, {"id": 4, "name": "thủy văn &amp; biển"}]"#;
    let (asks, _) = asked(errand.next(&answer(200, found)));
    assert!(asks.contains("/tags&search="), "{asks}");
    let (asks, body) = asked(errand.next(&answer(200, "[]")));
    assert_eq!((asks.as_str(), body), ("POST https://bao.vn/?rest_route=/wp/v2/tags", json!({"name": "Lũ"})));
    // Made meanwhile.
    let step = errand.next(&answer(
        400,
        r#"{"code": "term_exists", "message": "x", "data": {"status": 400, "term_id": 8}}"#,
    ));
    let Step::Ask(upload) = step else { panic!("{step:?}") };
    assert_eq!(upload.body, [9]);
    assert!(
        upload.headers.contains(&("Content-Disposition", "attachment; filename=\"l---1-.jpg\"".into())),
        "{:?}",
        upload.headers
    );
    let brought = r#"{"id": 12, "source_url": "https://bao.vn/lu.jpg"}"#;
    let (asks, body) = asked(errand.next(&answer(201, brought)));
    assert!(asks.ends_with("/media/12") && body == json!({"alt_text": "Lũ"}), "{asks}");
    let (asks, body) = asked(errand.next(&answer(200, r#"{"id": 12}"#)));
    assert!(asks.ends_with("/wp/v2/posts"), "{asks}");
    let expected = json!({
        "status": "publish", "title": "Mưa &lt; lũ &amp; bão", "content": "<p>Tin</p><img src=\"https://bao.vn/lu.jpg\">", "excerpt": "", "slug": "mua-lu",
        "categories": [4], "tags": [8], "date_gmt": "2023-12-09T03:00:00", "featured_media": 12,
    });
    assert_eq!(body, expected);
    let sent = r#"{"id": 20, "status": "publish", "modified_gmt": "2023-12-09T04:00:00", "link": "https://bao.vn/mua-lu/"}"#;
    let done = Sent {
        version: "2023-12-09T04:00:00".into(),
        number: Some(20),
        link: Some("https://bao.vn/mua-lu/".into()),
        published: true,
    };
    assert_eq!(errand.next(&answer(201, sent)), Step::Done(done));
}

#[test]
fn a_wordpress_is_not_overwritten() {
    let there = json!({
        "id": 20, "status": "future", "modified_gmt": "2023-12-09T04:00:00", "date_gmt": "2023-12-10T04:00:59",
        "slug": "m%e1%bb%b1c-n%c6%b0%e1%bb%9bc", "content": {"raw": "Của họ"},
    });
    let with = |name: &str, value: Value| {
        let mut there = there.clone();
        there[name] = value;
        answer(200, &there.to_string())
    };
    let there_is = answer(200, &there.to_string());
    let opened = |version: &str| Some(wordpress::Opened { number: 20, version: version.into() });
    let mine = || wordpress::Article {
        title: "A".into(),
        slug: "muc-nuoc".into(),
        html: "Của tôi".into(),
        date_gmt: Some("2023-12-10T04:00:00".into()),
        publish: true,
        ..wordpress::Article::default()
    };
    let errand = |version: Option<&str>| {
        let mut errand = wordpress::Errand::new(blog(), mine(), version.and_then(opened));
        let first = errand.start();
        assert_eq!(first.url.contains("/posts/20&context=edit"), version.is_some(), "{first:?}");
        errand
    };
    let conflict = Step::Failed(Failure::Conflict(Some(Theirs {
        sent: Sent { version: "2023-12-09T04:00:00".into(), number: Some(20), link: None, published: true },
        text: Some("Của họ".into()),
    })));
    assert_eq!(errand(Some("2023-12-09T03:00:00")).next(&there_is), conflict);
    assert_eq!(errand(None).next(&answer(200, &format!("[{there}]"))), conflict);
    // Taken away.
    let gone = answer(404, r#"{"code": "rest_post_invalid_id", "message": "x"}"#);
    for gone in [gone, with("status", "trash".into())] {
        assert_eq!(errand(Some("2023-12-09T04:00:00")).next(&gone), Step::Failed(Failure::Conflict(None)));
    }
    // What the editor has seen is replaced; what is as it was is not sent.
    let (asks, body) = asked(errand(Some("2023-12-09T04:00:00")).next(&there_is));
    assert!(asks.ends_with("/posts/20"), "{asks}");
    let expected = json!({ "title": "A", "content": "Của tôi", "excerpt": "", "categories": [], "tags": [] });
    assert_eq!(body, expected);
    let (_, body) = asked(errand(Some("2023-12-09T04:00:00")).next(&with("status", "pending".into())));
    assert_eq!(body["status"], "publish");
    // Sent before, and the answer was lost: no second one is made.
    let sent = with("content", json!({ "raw": "Của tôi" }));
    assert!(asked(errand(Some("2023-12-09T03:00:00")).next(&sent)).0.ends_with("/posts/20"));
    let Ok(sent) = sent else { unreachable!() };
    let others = answer(200, &format!("[{there}, {}]", sent.body));
    assert!(asked(errand(None).next(&others)).0.ends_with("/posts/20"));
}

#[test]
fn a_wordpress_failures_are_named() {
    for (answer, reading, writing) in failures() {
        let bare = wordpress::Article { title: "A".into(), ..wordpress::Article::default() };
        let mut errand = wordpress::Errand::new(blog(), bare, None);
        errand.start();
        assert_eq!(errand.next(&answer), Step::Failed(reading), "{answer:?}");
        errand.start();
        errand.next(&self::answer(200, "[]"));
        assert_eq!(errand.next(&answer), Step::Failed(writing), "{answer:?}");
    }
    let mut errand = wordpress::Errand::new(blog(), article(), None);
    errand.start();
    let stranger = r#"{"code": "rest_invalid_param", "message": "x", "data": {"status": 400, "params": {"status": "x"}}}"#;
    assert_eq!(errand.next(&answer(400, stranger)), Step::Failed(Failure::Refused));
    errand.start();
    assert_eq!(errand.next(&answer(404, r#"{"code": "rest_no_route"}"#)), Step::Failed(Failure::NoSuchPlace));
}
