//! What WordPress 6.1 really answered: see the README beside the recordings.

use std::collections::BTreeSet;

use super::{
    answer::{Index, Listed, Media, Named, Said, Totals, Written, index, list, one},
    body::Ways,
    manuscript::{Made, Names, Setting, comments, made, name},
};
use crate::{
    lang::Lang,
    source::{Response, SourceError},
    text::sanitise::sanitise,
};

/// Status, headers and body of a recording.
fn recorded(name: &str) -> (Response, Totals) {
    let path = format!("{}/fixtures/wordpress/{name}.http", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap().replace("\r\n", "\n");
    let (head, body) = text.split_once("\n\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let header = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    (
        Response { status, body: body.into(), ..Response::default() },
        Totals::of(header("X-WP-Total"), header("X-WP-TotalPages")),
    )
}

fn articles(name: &str) -> Vec<Written> {
    list(Ok(recorded(name).0)).unwrap()
}

fn make(article: &Written) -> Made {
    let picture = |url: &str| url.rsplit_once("/uploads/").map(|(_, path)| format!("/media/{path}"));
    let link = |url: &str| url.ends_with("/luot-xem/").then(|| "30.json".to_owned());
    let ways = Ways { home: "http://127.0.0.1:8730", picture: &picture, link: &link };
    let (names, sections) = (Names::default(), BTreeSet::new());
    made(
        article,
        &Setting {
            ways,
            slug: &article.slug,
            aliases: Vec::new(),
            names: &names,
            sections: &sections,
            lang: Lang::Vi,
            discussed: false,
        },
    )
}

#[test]
fn the_api_tells_that_it_is_there() {
    for there in ["index", "index_by_query"] {
        let index: Result<Index, _> = index(Ok(recorded(there).0));
        assert!(index.is_ok(), "{there}");
    }
    let there = index(Ok(recorded("index").0)).unwrap();
    assert!(there.has_articles() && there.home == "http://127.0.0.1:8730");
    for (name, error) in [
        ("plain_pretty", SourceError::Unavailable),
        ("maintenance", SourceError::Unavailable),
        ("database_gone", SourceError::Unavailable),
        ("route_unknown", SourceError::NotFound),
    ] {
        assert_eq!(index(Ok(recorded(name).0)), Err(error), "{name}");
    }
}

#[test]
fn lists_are_read_with_their_totals() {
    let (answer, totals) = recorded("posts_fields");
    assert_eq!(totals, Totals { all: 24, pages: 8 });
    let listed: Vec<Listed> = list(Ok(answer)).unwrap();
    assert_eq!((listed.len(), listed[0].id, listed[0].slug.as_str()), (3, 7, "doc-ban-tin-bao"));
    assert!(
        !listed[0].categories.is_empty()
            && listed[0].featured_media > 0
            && !listed[0].modified_gmt.is_empty()
    );
    assert_eq!(list::<Listed>(Ok(recorded("posts_past_the_end").0)), Ok(vec![]));
    assert_eq!(list::<Listed>(Ok(recorded("posts_per_page_too_large").0)), Err(SourceError::Unavailable));
    let media: Vec<Media> = list(Ok(recorded("media_list").0)).unwrap();
    assert_eq!(media[1].alt_text, "Bãi cát nổi giữa sông");
    let categories: Vec<Named> = list(Ok(recorded("categories").0)).unwrap();
    let names: Vec<_> = categories.iter().filter_map(name).collect();
    assert!(
        names.contains(&"Bão & áp thấp".to_owned()) && !names.contains(&"Chưa xếp mục".to_owned()),
        "{names:?}"
    );
    let users: Vec<Named> = list(Ok(recorded("users").0)).unwrap();
    assert_eq!(users.iter().find_map(name).as_deref(), Some("Nguyễn Thị Hạnh"));
}

#[test]
fn what_nobody_may_see_is_not_shown() {
    for hidden in ["post_password", "post_private", "post_draft", "post_future", "post_unknown"] {
        assert_eq!(one(Ok(recorded(hidden).0)), Err(SourceError::NotFound), "{hidden}");
    }
    for refused in ["post_private_by_id", "comments_of_protected", "comments_of_private", "settings_refused"]
    {
        assert_eq!(list::<Said>(Ok(recorded(refused).0)), Err(SourceError::Unavailable), "{refused}");
    }
}

#[test]
fn a_whole_article_comes_through() {
    let article = one(Ok(recorded("post").0)).unwrap();
    let Made { paper, pictures, problems } = make(&article);
    assert_eq!((paper.title.as_str(), paper.date.as_str()), ("Đọc bản tin bão", "2023-12-09T08:30:00+07:00"));
    assert_eq!(paper.authors, ["Nguyễn Thị Hạnh"]);
    assert_eq!(paper.cover.unwrap().src, "/media/2023/12/bao-bien-dong.jpg");
    assert!(paper.body.starts_with("<p>Bản tin bão có <strong>năm</strong> phần"), "{}", paper.body);
    assert!(
        paper.body.contains("<a href=\"30.json\">vĩ độ</a>") && paper.body.contains("<ul><li>Cấp gió</li>")
    );
    assert!(paper.body.contains("<figcaption>Cơn bão lúc 13 giờ. Ảnh: Con Nước</figcaption></figure>"));
    assert_eq!((pictures.len(), problems.len()), (1, 0), "one picture in five sizes");
}

#[test]
fn odd_articles_come_through() {
    let body = |name: &str| make(&articles(name)[0]).paper.body;
    assert_eq!(make(&articles("post_no_title")[0]).paper.title, "Tin vắn, không có tít.");
    assert!(make(&articles("post_long_title")[0]).paper.title.len() > 500);
    assert_eq!(make(&articles("post_gallery")[0]).paper.title, "Ảnh: Sông Hồng & mùa cạn “trơ đáy” – 3 < 4");
    let gallery = body("post_gallery");
    assert_eq!(
        (gallery.matches("<div class=\"gallery\">").count(), gallery.matches("<figure>").count()),
        (1, 2),
        "{gallery}"
    );
    assert!(body("post_film").ends_with(
        "<p><a href=\"https://www.youtube.com/watch?v=aqz-KE-bpKQ\">Mắt bão</a></p><p>Phim của đài khí tượng</p>"
    ));
    assert!(
        body("post_film_not_loaded")
            .starts_with("<p><a href=\"https://www.youtube.com/watch?v=khong-co-phim\">")
    );
    let classic = body("post_classic");
    assert!(classic.starts_with("<p>Đoạn đầu,<br> có xuống dòng.</p><h2>Tiêu đề</h2>"), "{classic}");
    assert!(!classic.contains("nextpage") && classic.contains("/media/2023/12/song-hong-mua-can.jpg"));
}

#[test]
fn what_comes_through_is_what_the_door_lets_pass() {
    for name in ["posts", "post_markup", "post_classic", "post_gallery", "post_film", "pages"] {
        for article in articles(name) {
            let body = make(&article).paper.body;
            let safe = sanitise(&body);
            // Nothing is left for the door to take out: it writes signs its own way, and links to elsewhere.
            let signs = |html: &str| html.replace(" rel=\"noopener\"", "").matches('<').count();
            assert_eq!(signs(&body), signs(safe.as_str()), "{name} {}: {body}", article.slug);
        }
    }
    let odd = make(&articles("post_markup")[0]).paper.body;
    assert!(
        !odd.contains("alert") && !odd.contains("color:red") && odd.contains("<p>Đoạn <b>không đóng"),
        "{odd}"
    );
}

#[test]
fn approved_comments_come_along() {
    let said: Vec<Said> = list(Ok(recorded("comments").0)).unwrap();
    let all = comments(&said, Lang::Vi);
    let of = &all[&7];
    assert_eq!(of[0].name, "Lê Thị Mai");
    assert!(
        of[0].text.starts_with("Bài dễ hiểu.\nXin hỏi: gió cấp 6 tính từ đâu?\n\nhttps://"),
        "{}",
        of[0].text
    );
    assert!(of.iter().any(|comment| comment.parent.is_some()));
    let ids: BTreeSet<_> = of.iter().map(|comment| comment.id.as_str()).collect();
    assert!(of.iter().all(|comment| comment.parent.as_deref().is_none_or(|parent| ids.contains(parent))));
    assert!(of.iter().all(|comment| !comment.text.contains('<') || comment.text.contains("< ")), "{of:?}");
}
