//! What is made of recorded answers.

use super::{super::answer::list, *};
use crate::{lang::Lang, source::Response};

const HOME: &str = "http://127.0.0.1:8730";

fn recorded(name: &str) -> Vec<Written> {
    let path = format!("{}/fixtures/wordpress/{name}.http", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap().replace("\r\n", "\n");
    let body = text.split_once("\n\n").unwrap().1.to_owned();
    list(Ok(Response { status: 200, body, ..Response::default() })).unwrap()
}

fn site() -> Site {
    let mut site = Site::default();
    let section = |slug: &str, name: &str| Label { slug: slug.into(), name: name.into() };
    site.editions[0].sections = vec![section("thoi-tiet", "Thời tiết"), section("nuoc", "Thuỷ văn")];
    site
}

fn place(site: &Site) -> Place<'_> {
    Place { home: HOME, site, base: "/tin/" }
}

#[test]
fn an_article_is_the_one_that_a_build_would_make() {
    let (site, all) = (site(), recorded("post"));
    let article = place(&site).whole(&all[0], None).unwrap();
    assert_eq!(article.teaser.slug, "doc-ban-tin-bao");
    assert!(!article.teaser.title.is_empty() && article.minutes > 0 && !article.authors.is_empty());
    assert!(article.teaser.section.is_some(), "{:?}", article.teaser);
    assert!(article.body.checked().is_none(), "it has to pass the door");
    // As it was built, unless it has changed since.
    let built = Article { credit: Some("Bản dựng".into()), ..article.clone() };
    assert_eq!(place(&site).whole(&all[0], Some(built.clone())).unwrap(), built);
    let changed = Written { modified: "2033-01-01T00:00:00".into(), modified_gmt: None, ..all[0].clone() };
    let newer = place(&site).whole(&changed, Some(built)).unwrap();
    assert_eq!((newer.body, newer.credit.as_deref()), (article.body, Some("Bản dựng")));
}

#[test]
fn a_section_has_the_address_that_it_has_in_the_menu() {
    let site = site();
    let named = |name: &str| Named { id: 1, name: name.into(), ..Named::default() };
    let slug = |name: &str| place(&site).section_of(&named(name)).map(|label| label.slug);
    assert_eq!(slug("Thủy văn").as_deref(), Some("nuoc"), "spelt otherwise");
    assert_eq!(slug("Biển đảo").as_deref(), Some("bien-dao"));
    let none = Named { slug: "uncategorized".into(), ..named("Uncategorized") };
    assert_eq!(place(&site).section_of(&none), None);
}

#[test]
fn a_list_is_the_newest_of_both() {
    let (site, all) = (site(), recorded("posts"));
    let known = place(&site).lines(&all, &[]);
    assert_eq!(known.len(), all.len());
    let cover = Some(Figure { src: "media/x.jpg".into(), ..Figure::default() });
    let built = Teaser { cover, ..known[1].clone() };
    let gone = Teaser { slug: "da-go".into(), ..known[0].clone() };
    let old = Teaser { slug: "cu".into(), published: Moment::new(0, 0), ..Teaser::default() };
    let section = known[0].section.clone().unwrap();
    let block = Block { section, teasers: vec![gone, old] };
    let head = Head { newest: vec![built.clone()], blocks: vec![block], ..Head::default() };
    let live = place(&site).head(&all, 45, head);
    assert_eq!((live.total, live.pages, live.newest.len()), (45, 2, all.len()));
    assert_eq!(live.newest[1], built, "with its pictures");
    let slugs: Vec<_> = live.blocks[0].teasers.iter().map(|teaser| teaser.slug.as_str()).collect();
    assert_eq!(slugs[0], known[0].slug);
    assert!(!slugs.contains(&"da-go"), "what WordPress no longer has is gone");
    let mut locked = all;
    locked[0].content.protected = true;
    assert_eq!(place(&site).lines(&locked, &[]).len(), known.len() - 1);
}

#[test]
fn pictures_come_from_where_the_settings_say() {
    let mut site = site();
    site.live.server = "https://bao.example/tin".into();
    let place = place(&site);
    let here = "https://bao.example/wp-content/uploads/x.jpg";
    assert_eq!(place.picture("http://127.0.0.1:8730/wp-content/uploads/x.jpg").as_deref(), Some(here));
    for other in ["https://a.example/x.jpg", "http://127.0.0.1:87300/x.jpg", "http://127.0.0.1:8730/x.php"] {
        assert_eq!(place.picture(other), None, "{other}");
    }
}

#[test]
fn links_to_other_articles_stay_here() {
    let site = site();
    let at = |path: &str| format!("{HOME}/{path}");
    let dated = at("2023/11/bao/");
    for (link, here) in [
        (at("2023/12/mua-lon/#h-a"), Some("/tin/bai-viet/mua-lon/#h-a")),
        ("https://127.0.0.1:8730/2023/12/mua_lon".into(), Some("/tin/bai-viet/mua_lon/")),
        // A page, a month, a section by another name.
        (at("gioi-thieu/"), None),
        (at("2023/12/"), None),
        (at("chuyen-muc/bien/"), None),
        (at(""), None),
        (at("?p=12"), None),
        (at("category/2023/bien/"), None),
        (at("wp-content/uploads/x.pdf"), None),
        ("http://a.example/2023/12/mua-lon/".into(), None),
    ] {
        assert_eq!(place(&site).link(&link, &dated).as_deref(), here, "{link}");
    }
    let plain = at("bao/");
    for (link, here) in [
        ("mua-lon/", Some("/tin/bai-viet/mua-lon/")),
        ("2023/", None),
        ("2023/12/", None),
        ("tag/bien/", None),
    ] {
        assert_eq!(place(&site).link(&at(link), &plain).as_deref(), here, "{link}");
    }
    assert_eq!(place(&site).link(&at("?p=12"), &at("?p=3")), None);
}

#[test]
fn an_article_of_any_address_is_found_by_it() {
    let long = format!("tit-{}", ["dai"; 48].join("-"));
    for (id, there, here) in [
        (12, "mua-lon", "mua-lon"),
        (12, long.as_str(), long.as_str()),
        (12, "hello_world", "hello_world"),
        (12, "%e5%8f%b0%e9%a3%8e", "p-12"),
        (12, "%e5%8f%b0%e9%a3%8e-yagi", "yagi-12"),
    ] {
        let found = slug(id, there);
        assert_eq!(found, here);
        assert!(found == there || number(&found) == Some(id), "WordPress knows it by one of them: {there}");
        let route = Route::article(Lang::Vi, &found);
        assert_eq!(Route::parse(&route.path(Lang::Vi), Lang::Vi), Some(route));
    }
}

#[test]
fn an_article_tells_its_number_where_it_is_discussed() {
    let mut site = site();
    site.live.server = "https://bao.example".into();
    let number = |site: &Site| place(site).whole(&recorded("post")[0], None).unwrap().number;
    assert_eq!(number(&site), None);
    site.comments.kind = crate::site::CommentKind::WordPress;
    site.comments.server = "https://b.example".into();
    assert_eq!(number(&site), None, "the discussion is on another one");
    site.comments.server = "https://bao.example/".into();
    assert_eq!(number(&site), Some(7));
}
