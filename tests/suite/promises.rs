//! What pages promise, whatever they look like.

use bantin_app::app::Screen;
use news::{
    article::{Article, Teaser},
    bundle::{Block, Head},
    lang::Lang::{self, En, Vi},
    route::{List, Span},
    text::allowed,
    words::words,
};

use crate::{document::Document, newspaper::*, render, screens};

fn html(screen: Screen) -> String {
    render::html(site(), screen, Vi)
}

/// The text of the line under the headline.
fn facts(article: Article, lang: Lang) -> String {
    let document = Document::of(&render::html(site(), page(article), lang));
    let line = document.elements.iter().find(|element| element.get("class") == Some("facts"));
    line.unwrap().text.clone()
}

#[test]
fn the_line_that_the_project_began_with() {
    let article = Article { updated: None, minutes: 0, ..full_article() };
    assert_eq!(facts(article, Vi), "Đăng ngày: 09-12-2023 | Lượt xem: 1.203");
}

#[test]
fn views_are_never_invented() {
    for (article, lang) in [(full_article(), Vi), (english_article(), En)] {
        let views = words(lang).views;
        assert!(facts(article.clone(), lang).contains(views));
        let unknown = Article { views: None, ..article };
        assert!(!facts(unknown.clone(), lang).contains(views));
        let whole = render::html(site(), page(unknown), lang);
        assert!(!whole.contains(views) && !whole.contains("1.203") && !whole.contains("1,203"), "{whole}");
    }
    let until = "2023-12-31T23:00:00+07:00".parse().ok();
    let dated = |lang| facts(Article { views_at: until, ..full_article() }, lang);
    assert!(dated(Vi).contains("Lượt xem: 1.203 (tính đến 31-12-2023)"), "{}", dated(Vi));
    let none = Article { views: Some(0), ..full_article() };
    assert!(facts(none, Vi).contains("Lượt xem: 0"), "none is a number that is known");
}

/// Each place that shows teasers, with this one.
fn places(teaser: Teaser) -> Vec<(&'static str, Screen)> {
    let other = || crate::newspaper::teaser(1);
    let newest = || vec![teaser.clone(), other()];
    let section = || label("thoi-tiet", "Thời tiết");
    let blocks = vec![Block { section: section(), teasers: vec![teaser.clone()] }];
    let neighbours = Article { related: Vec::new(), previous: Some(teaser.clone()), ..full_article() };
    let related = Article { related: newest(), previous: None, ..full_article() };
    let weather = || List::Section("thoi-tiet".into());
    vec![
        ("lead", list(List::Front, head(None, newest(), 0))),
        ("block", list(List::Front, Head { blocks, ..head(None, vec![other()], 0) })),
        ("section", list(weather(), head(Some(section()), newest(), 0))),
        ("numbered", numbered(1, 2, newest())),
        ("day", days(Span::Day(DAY), newest())),
        ("related", page(related)),
        ("neighbours", page(neighbours)),
    ]
}

#[test]
fn scheduled_and_expiring_articles_show_by_the_readers_clock() {
    let teaser = passing("thoang-qua", 60, 120);
    for (place, screen) in places(teaser) {
        let shown = [59, 60, 119, 120].map(|later| {
            render::html_at(site(), screen.clone(), Vi, NOW + later).contains("/bai-viet/thoang-qua/")
        });
        assert_eq!(shown, [false, true, true, false], "{place}");
    }
}

#[test]
fn a_scheduled_article_keeps_no_place_free() {
    let mut newest = vec![passing("sau", 60, 120)];
    newest.extend((1..=13).map(teaser));
    let html = html(list(List::Front, head(None, newest, 0)));
    assert!(html.contains("/bai-viet/bai-13/"), "thirteen articles fill the top of the front page");
}

#[test]
fn an_article_of_the_lead_stands_in_no_block() {
    let html = html(list(List::Front, front()));
    assert_eq!(html.matches("/bai-viet/bai-1/").count(), 1);
    assert!(html.contains("/bai-viet/bai-9/"));
    assert!(!render::main(&html).contains("/chuyen-muc/khong-con/"), "an empty block is left out");
}

#[test]
fn comments_are_shown_only_where_the_site_has_any() {
    let page = |name: &str| screens::all().into_iter().find(|page| page.name == name).unwrap().html();
    assert!(page("article_full").contains("comment-form"));
    let closed = page("article_comments_closed");
    assert!(closed.contains(words(Vi).comments_closed) && !closed.contains("<form"));
    let off = page("article_comments_off");
    assert!(!off.contains("discussion") && !off.contains(words(Vi).comments) && !off.contains("<form"));
    assert!(
        !page("article_full").contains("comment-email") && page("article_email").contains("comment-email")
    );
}

#[test]
fn what_comes_late_stands_below_the_form() {
    let page = |name: &str| screens::all().into_iter().find(|page| page.name == name).unwrap().html();
    let form_first = |html: &str| {
        let [form, sort, list] =
            ["comment-form", "class=\"sort\"", "discussion-list"].map(|it| html.find(it).unwrap());
        form < sort && form < list
    };
    assert!(form_first(&page("article_served")), "comments from a server would push the form down");
    assert!(!form_first(&page("article_full")), "comments that are there are read first");
}

#[test]
fn a_failure_is_not_found_only_where_nothing_was_found() {
    for page in screens::all().iter().filter(|page| page.name.starts_with("failure")) {
        let html = page.html();
        let lost = page.name == "failure_not_found";
        assert_eq!(html.contains(r#"data-failure="not-found""#), lost, "{}", page.name);
        assert_eq!(html.contains(words(page.lang).try_again), !lost, "{}", page.name);
    }
}

#[test]
fn nothing_that_somebody_wrote_becomes_code() {
    const DANGEROUS: [&str; 9] =
        ["script", "style", "iframe", "object", "embed", "svg", "math", "base", "template"];
    const ADDRESSES: [&str; 4] = ["href", "src", "action", "formaction"];
    let shell = |name: &str, value: &str| name == "href" && value.starts_with("target/style/");
    for page in screens::bad() {
        let document = Document::of(&page.html());
        for element in &document.elements {
            assert!(!DANGEROUS.contains(&element.name.as_str()), "{}: {}", page.name, element.name);
            for (name, value) in element.attributes().filter(|(name, value)| !shell(name, value)) {
                let scheme = value.trim().split_once(':').map(|(scheme, _)| scheme.to_lowercase());
                let scheme = scheme.filter(|_| ADDRESSES.contains(&name));
                assert!(
                    scheme
                        .as_deref()
                        .is_none_or(|scheme| allowed::SCHEMES.contains(&scheme) || scheme.contains('/')),
                    "{}: {name}={value}",
                    page.name
                );
                assert!(!name.starts_with("on") && name != "style", "{}: {name}={value}", page.name);
            }
        }
        let forms = document.named("form").filter(|form| form.get("class") != Some("comment-form"));
        assert_eq!(forms.count(), 0, "{}", page.name);
        let places: Vec<_> = document.named("main").collect();
        assert_eq!(places.len(), 1, "{}: an article left its place", page.name);
    }
}
