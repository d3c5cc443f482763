//! What is there is listed, and read to be changed.

use news::manuscript::dates::Zone;
use serde_json::{Value, json};

use super::{
    Answer, Failure, Request, Response, Step,
    forge::{self, Kind},
    wordpress::{self, Read, Reading},
};
use crate::form::Field;

fn answer(status: u16, body: &Value) -> Answer {
    Ok(Response { status, headers: Vec::new(), body: body.to_string() })
}

fn place(kind: Kind) -> forge::Place {
    let owned = str::to_owned;
    forge::Place {
        kind,
        server: owned("https://f.example"),
        repository: owned("bao/tin"),
        branch: owned("chính"),
        token: owned("t"),
    }
}

fn tree(paths: &[&str]) -> Value {
    let entry =
        |path: &&str| json!({ "path": path, "type": if path.ends_with('/') { "tree" } else { "blob" } });
    paths.iter().map(entry).collect()
}

#[test]
fn a_folder_of_a_repository_is_listed() {
    let files =
        tree(&["tin/content/", "tin/content/a.md", "tin/content/b/ă.md", "tin/contents.md", "README.md"]);
    for (kind, asked) in [
        (Kind::GitHub, "/repos/bao/tin/git/trees/ch%C3%ADnh?recursive=1"),
        (Kind::Gitea, "/repos/bao/tin/git/trees/ch%C3%ADnh?recursive=1&page=2"),
        (
            Kind::GitLab,
            "/projects/bao%2Ftin/repository/tree?ref=ch%C3%ADnh&path=tin%2Fcontent&recursive=true&per_page=100&page=2",
        ),
    ] {
        let place = place(kind);
        assert_eq!(place.list("tin/content", 2).url, format!("https://f.example{asked}"));
        let told = |truncated: bool| match kind {
            Kind::GitLab => files.clone(),
            _ => json!({ "sha": "1", "tree": files, "truncated": truncated }),
        };
        let page = place.listed("tin/content", &answer(200, &told(false))).unwrap();
        assert_eq!(page.paths, ["tin/content/a.md", "tin/content/b/ă.md"]);
        assert!(!page.more && !page.cut);
        let page = place.listed("tin/content", &answer(200, &told(true))).unwrap();
        assert_eq!((page.more, page.cut), (kind == Kind::Gitea, kind == Kind::GitHub));
        let gone = answer(404, &json!({ "message": "404 Project Not Found" }));
        assert_eq!(place.listed("tin/content", &gone), Err(Failure::NoSuchPlace));
        assert_eq!(place.listed("x", &answer(200, &json!("<html>"))), Err(Failure::Malformed));
    }
    let lab = place(Kind::GitLab);
    let none = answer(404, &json!({ "message": "404 invalid revision or path Not Found" }));
    assert_eq!(lab.listed("x", &none), Ok(forge::Page::default()));
    assert!(lab.listed("x", &answer(200, &tree(&["x/a.md"; 100]))).unwrap().more);
}

fn blog() -> wordpress::Place {
    wordpress::Place { server: "https://bao.vn".into(), user: "an".into(), password: "a".into() }
}

fn reading(typed: &str, shown: &str) -> Read {
    let mut reading = Reading::new(blog(), 20, Zone::named("Asia/Ho_Chi_Minh").unwrap());
    assert!(reading.start().url.ends_with("/wp/v2/posts/20&context=edit"));
    let article = json!({
        "id": 20, "status": "publish", "modified_gmt": "2023-12-09T04:00:00", "date_gmt": "2023-12-09T03:04:05",
        "slug": "m%c6%b0a", "title": {"raw": "Mưa &lt; lũ"}, "excerpt": {"raw": "Sapo"},
        "content": {"raw": typed, "rendered": shown}, "categories": [7, 3], "tags": [9], "featured_media": 12,
    });
    let asks = |step: Step<Read>| match step {
        Step::Ask(Request { url, .. }) => url,
        other => panic!("{other:?}"),
    };
    let url = asks(reading.next(&answer(200, &article)));
    assert!(url.contains("/categories&include=7,3&orderby=include"), "{url}");
    let names =
        json!([{"id": 7, "name": "Thủy văn &amp; biển", "slug": "t"}, {"id": 3, "name": "Tin", "slug": "i"}]);
    let url = asks(reading.next(&answer(200, &names)));
    assert!(url.contains("/tags&include=9"), "{url}");
    let url = asks(reading.next(&answer(200, &json!([{"id": 9, "name": "Lũ", "slug": "lu"}]))));
    assert!(url.contains("/media/12"), "{url}");
    let picture = json!({"id": 12, "source_url": "https://bao.vn/lu.jpg", "alt_text": "Nước"});
    match reading.next(&answer(200, &picture)) {
        Step::Done(read) => read,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_article_of_a_wordpress_is_read() {
    let read = reading("<p>Nước <strong>lên</strong>.</p>", "<p>Nước lên.</p>");
    let field = |field| read.form.get(field);
    assert_eq!(
        (field(Field::Title), field(Field::Standfirst), field(Field::Slug)),
        ("Mưa < lũ", "Sapo", "mua")
    );
    assert_eq!((field(Field::Section), field(Field::Tags)), ("Thủy văn & biển", "Lũ"));
    assert_eq!(read.further, ["Tin"]);
    assert_eq!(field(Field::Date), "2023-12-09 10:04");
    assert_eq!((field(Field::CoverSrc), field(Field::CoverAlt)), ("https://bao.vn/lu.jpg", "Nước"));
    assert_eq!(read.body.trim(), "Nước **lên**.");
    assert!(read.whole && read.sent.published);
}

/// What the desk itself sends comes back as it was written; what it can not write is told of.
#[test]
fn what_would_be_lost_is_known() {
    let own = "Nước lên *nhanh*.\n\n## Đề mục\n\n- một\n- hai\n\n> Lời dẫn\n\n1. nhất\n2. nhì\n\n\
        ![Ảnh](https://bao.vn/a.jpg)\n\n[Xem](https://bao.vn/x/)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";
    let html = news::text::markdown::render(own, &mut |_, _, _| None).unwrap().html.as_str().to_owned();
    let read = reading(&html, &html);
    assert!(read.whole, "{html}\n\n{}", read.body);
    for (typed, shown, text) in [
        ("<!-- wp:paragraph -->\n<p>Khối.</p>\n<!-- /wp:paragraph -->", "\n<p>Khối.</p>\n", "Khối."),
        ("Bài cũ.\n\nHai đoạn.", "<p>Bài cũ.</p>\n<p>Hai đoạn.</p>\n", "Bài cũ.\n\nHai đoạn."),
        ("<p class=\"to\">Lớp.</p>", "<p class=\"to\">Lớp.</p>", "Lớp."),
        ("<p>Xem</p>[gallery ids=\"1\"]", "<p>Xem</p>", "Xem"),
    ] {
        let read = reading(typed, shown);
        assert_eq!((read.body.trim(), read.whole), (text, false), "{typed}");
    }
    assert!(reading("", "").whole);
}
