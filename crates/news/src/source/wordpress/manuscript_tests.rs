//! Articles as they are published: whole ones, bare ones, odd ones.

use super::*;
use crate::source::{
    Response,
    wordpress::answer::{Named, list},
};

fn written(json: &str) -> Written {
    let body = format!("[{json}]");
    list(Ok(Response { status: 200, body, ..Response::default() })).unwrap().remove(0)
}

fn make(json: &str, sections: &[&str]) -> Made {
    let name = |id: u64, name: &str| (id, name.to_owned());
    let names = Names {
        categories: [name(3, "Thủy văn"), name(4, "Khí hậu")].into(),
        tags: [name(9, "lũ")].into(),
        authors: [name(2, "Ban Biên tập")].into(),
    };
    let picture =
        |url: &str| url.strip_prefix("https://wp.example/up/").map(|name| format!("/media/wp/{name}"));
    let ways = Ways { home: "https://wp.example", picture: &picture, link: &|_| None };
    let sections = sections.iter().map(|section| (*section).to_owned()).collect();
    let setting = Setting {
        ways,
        slug: "x",
        aliases: vec!["/cu/".into()],
        names: &names,
        sections: &sections,
        lang: Lang::Vi,
        discussed: false,
    };
    made(&written(json), &setting)
}

const WHOLE: &str = r#"{"id": 12, "date": "2023-12-09T06:30:00", "date_gmt": "2023-12-08T23:30:00",
  "modified": "2023-12-10T08:00:00", "modified_gmt": "2023-12-10T01:00:00", "slug": "mua-lu", "link": "https://wp.example/2023/mua-lu/",
  "title": {"rendered": "M&#432;a &#8220;l&#7899;n&#8221; &amp; <em>lũ</em>"},
  "content": {"rendered": "<p>Nước lên nhanh.</p><p>[toc a=1]</p><img src='https://wp.example/up/b.jpg'>", "protected": false},
  "excerpt": {"rendered": "<p>Một câu &hellip; tóm lại.</p>\n", "protected": false},
  "author": 2, "featured_media": 7, "comment_status": "closed", "categories": [1, 3, 4], "tags": [9, 99],
  "_embedded": {"author": [{"id": 2, "name": "cũ"}],
    "wp:featuredmedia": [{"id": 7, "source_url": "https://wp.example/up/lu.jpg", "alt_text": "Nước &amp; đường",
      "caption": {"rendered": "<p>Sáng <b>9-12</b></p>\n"}, "media_details": [], "score": 0.5}]}}"#;

#[test]
fn everything_in_an_article_comes_through() {
    let Made { paper, pictures, problems } = make(WHOLE, &[]);
    assert_eq!(paper.title, "Mưa “lớn” & lũ");
    assert_eq!(
        (paper.date.as_str(), paper.updated.as_deref()),
        ("2023-12-09T06:30:00+07:00", Some("2023-12-10T08:00:00+07:00"))
    );
    assert_eq!(paper.standfirst.as_deref(), Some("Một câu … tóm lại."));
    assert_eq!(
        (paper.section.as_deref(), paper.tags, paper.authors),
        (Some("Thủy văn"), vec!["lũ".into(), "Khí hậu".into()], vec!["Ban Biên tập".into()])
    );
    let cover = Cover {
        src: "/media/wp/lu.jpg".into(),
        alt: "Nước & đường".into(),
        caption: Some("Sáng 9-12".into()),
    };
    assert_eq!(paper.cover, Some(cover));
    assert!(!paper.comments && paper.aliases == ["/cu/"]);
    assert_eq!(paper.body, "<p>Nước lên nhanh.</p><figure><img src=\"/media/wp/b.jpg\" alt=\"\"></figure>");
    assert_eq!(pictures.len(), 2);
    assert_eq!(problems[0].file, "https://wp.example/2023/mua-lu/");
    assert_eq!(make(WHOLE, &["khi-hau"]).paper.section.as_deref(), Some("Khí hậu"));
}

#[test]
fn an_article_without_a_headline_gets_one() {
    let title = |content: &str| {
        let json = format!(
            r#"{{"id": 1, "date": "2023-12-09T06:30:00", "date_gmt": "2023-12-08T23:30:00", "title": {{"rendered": "  "}}, "content": {{"rendered": "{content}"}}}}"#
        );
        make(&json, &[]).paper.title
    };
    assert_eq!(
        title("<p>Một hai ba bốn năm sáu bảy tám chín mười, mười một</p>"),
        "Một hai ba bốn năm sáu bảy tám chín mười…"
    );
    assert_eq!(title("<h2>Ngắn</h2>"), "Ngắn");
    assert_eq!(title(""), "Bài ngày 09-12-2023");
    let long = "Dài ".repeat(500);
    assert_eq!(
        make(&format!(r#"{{"id": 1, "title": {{"rendered": "{long}"}}}}"#), &[]).paper.title.len(),
        long.trim_end().len()
    );
}

#[test]
fn only_the_authors_own_excerpt_is_a_standfirst() {
    for (excerpt, body, expected) in [
        ("Một hai ba [&hellip;]", "<p>Một hai</p><p>ba bốn</p>", None),
        ("Một hai ba", "Một hai ba", None),
        ("Một hai ba&#8230;", "Một hai ba bốn", None),
        (
            "Một hai năm sáu bảy tám chín mười",
            "<p>Một hai</p><pre>ba bốn</pre><p>năm sáu bảy tám chín mười</p>",
            None,
        ),
        ("Tóm lại [&hellip;]", "Một hai", Some("Tóm lại […]")),
        ("Hai một", "Một hai", Some("Hai một")),
        ("Một hai", "Một ba hai", Some("Một hai")),
        ("Đoạn một.", "<figure><img><figcaption>Đoạn sông</figcaption></figure><p>Đoạn một.</p>", None),
        ("", "Một", None),
    ] {
        let found = standfirst(&format!("<p>{excerpt}</p>"), body, "https://wp.example/2023/mua/");
        assert_eq!(found.as_deref(), expected, "{excerpt}");
    }
}

#[test]
fn what_a_theme_puts_behind_an_excerpt_is_no_part_of_it() {
    let article = "https://wp.example/2023/mua/";
    let words = |from: u32, to: u32| (from..=to).map(|at| format!("chữ{at} ")).collect::<String>();
    let text = format!("<p>{}</p>", words(1, 90));
    // Twenty Seventeen, Twenty Eleven, one without a class.
    let ends = [
        " &hellip; <p class=\"link-more\"><a href=\"https://wp.example/2023/mua/#more-1\" class=\"more-link\">Continue reading<span class=\"screen-reader-text\"> &#8220;Mưa&#8221;</span></a></p>",
        " &hellip; <a href=\"https://wp.example/2023/mua/\">Đọc tiếp <span class=\"meta-nav\">&rarr;</span></a>",
        " <a class='read-more' href='/?p=1'>Xem thêm</a>",
    ];
    for end in ends {
        assert_eq!(standfirst(&format!("<p>{}{end}</p>", words(1, 55)), &text, article), None, "{end}");
        let own = standfirst(&format!("Sapo của tác giả.{end}"), &text, article).unwrap();
        assert!(own.starts_with("Sapo của tác giả.") && !own.contains(['→', '“']), "{own}");
    }
    // A gallery's captions, which WordPress passes over, stand first.
    let gallery = format!("<figure><figcaption>{}</figcaption></figure>{text}", "chú thích ".repeat(60));
    let cut = format!("<p>{} [&hellip;]</p>", words(1, 55));
    assert_eq!(standfirst(&cut, &gallery, article), None);
    let link = "Xem <a href=\"https://wp.example/2023/mua-lon/\">bài trước</a> rồi hãy đọc.";
    assert_eq!(standfirst(link, &text, article).as_deref(), Some("Xem bài trước rồi hãy đọc."));
}

#[test]
fn dates_have_the_zone_of_the_sites_clock() {
    for (local, utc, expected) in [
        ("2023-12-09T06:30:00", Some("2023-12-08T23:30:00"), "2023-12-09T06:30:00+07:00"),
        ("2023-07-01T12:00:00", Some("2023-07-01T10:00:00"), "2023-07-01T12:00:00+02:00"),
        ("2023-07-01T12:00:00", Some("2023-07-01T15:30:00"), "2023-07-01T12:00:00-03:30"),
        ("2023-07-01T12:00:00", None, "2023-07-01T12:00:00"),
        ("2023-07-01T12:00:00", Some("0000-00-00T00:00:00"), "2023-07-01T12:00:00"),
    ] {
        assert_eq!(moment(local, utc).text, expected);
    }
    let scheduled = r#"{"id": 1, "date": "2023-12-09T06:30:00", "date_gmt": "2023-12-08T23:30:00", "modified": "2023-12-01T06:30:00", "modified_gmt": "2023-11-30T23:30:00"}"#;
    assert_eq!(make(scheduled, &[]).paper.updated, None);
}

#[test]
fn slugs_stay_and_none_is_empty() {
    for (own, expected) in [
        ("mua-lon", "mua-lon"),
        ("hello_world", "hello_world"),
        ("m%C6%B0a", "mua-5"),
        ("%e5%8f%b0%e9%a3%8e", "p-5"),
        ("", "p-5"),
        ("100%", "100-5"),
    ] {
        assert_eq!(slug(5, own), expected, "{own}");
    }
}

#[test]
fn names_are_plain() {
    let named = |name_of: &str, slug: &str| {
        name(&Named { id: 1, name: name_of.into(), slug: slug.into(), ..Named::default() })
    };
    assert_eq!(named("Khí hậu &amp; nước", "kh").as_deref(), Some("Khí hậu & nước"));
    assert_eq!(named("Chưa phân loại", "chua-phan-loai"), None);
    assert_eq!(named(" ", "x"), None);
    let none = make(
        r#"{"id": 1, "author": 8, "_embedded": {"author": [{"id": 8, "name": "Minh &#8216;An&#8217;"}]}}"#,
        &[],
    );
    assert_eq!(none.paper.authors, ["Minh ‘An’"]);
    assert_eq!(make(r#"{"id": 1, "_embedded": {"author": [{"code": "x"}]}}"#, &[]).paper.authors, [""; 0]);
}

#[test]
fn comments_are_plain_and_find_what_they_answer() {
    let json = r#"[
      {"id": 1, "post": 12, "parent": 0, "author_name": "An &amp; B", "date": "2023-12-09T06:30:00", "date_gmt": "2023-12-08T23:30:00", "content": {"rendered": "<p>Một<br />\nhai <a href=\"https://spam.example\" rel=\"nofollow ugc\">đây</a></p>\n<p>ba</p>\n"}},
      {"id": 2, "post": 12, "parent": 1, "author_name": "", "date": "2023-12-09T06:30:00", "date_gmt": "2023-12-08T23:30:00", "content": {"rendered": "<p>Ừ</p>"}},
      {"id": 3, "post": 12, "parent": 77, "author_name": "C", "date": "2023-12-09T06:30:00", "date_gmt": "2023-12-08T23:30:00", "content": {"rendered": "<script>x</script>z"}},
      {"id": 4, "post": 13, "author_name": "D", "date": "2023-12-09T06:30:00", "content": {"rendered": "<img src=x>"}}]"#;
    let said: Vec<Said> =
        list(Ok(Response { status: 200, body: json.into(), ..Response::default() })).unwrap();
    let all = comments(&said, Lang::En);
    assert_eq!(all.keys().copied().collect::<Vec<_>>(), [12]);
    let seen: Vec<_> =
        all[&12].iter().map(|c| (c.name.as_str(), c.text.as_str(), c.parent.as_deref())).collect();
    assert_eq!(
        seen,
        [("An & B", "Một\nhai đây\n\nba", None), ("A reader", "Ừ", Some("1")), ("C", "z", None)]
    );
    assert_eq!(all[&12][0].date.to_string(), "2023-12-09T06:30:00+07:00");
}
