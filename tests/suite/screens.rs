//! Every kind of page, by name: what the other tests look at.

use bantin_app::app::Screen;
use news::{
    article::{Article, Teaser},
    bundle::Head,
    lang::Lang::{self, En, Vi},
    route::{List, Route, Span},
    site::{CommentKind, CommentRules, Site},
    source::SourceError,
};

use crate::{hostile, newspaper::*};

/// A page and all it needs.
#[derive(Clone)]
pub struct Page {
    /// The name of its snapshot.
    pub name: &'static str,
    /// The newspaper.
    pub site: Site,
    /// The page.
    pub screen: Screen,
    /// Its language.
    pub lang: Lang,
}

impl Page {
    /// A page of the Vietnamese newspaper.
    fn new(name: &'static str, screen: Screen) -> Self {
        Self { name, site: site(), screen, lang: Vi }
    }

    fn with_comments(mut self, comments: CommentRules) -> Self {
        self.site.comments = comments;
        self
    }

    /// As HTML.
    pub fn html(&self) -> String {
        crate::render::html(self.site.clone(), self.screen.clone(), self.lang)
    }
}

/// Every kind of page.
pub fn all() -> Vec<Page> {
    let mut all = lists();
    all.extend(archive());
    all.extend(articles());
    all.extend(failures());
    all.extend(bad());
    all
}

fn lists() -> Vec<Page> {
    let weather = || head(Some(label("thoi-tiet", "Thời tiết")), vec![teaser(1), teaser(3), teaser(2)], 3);
    let section = || List::Section("thoi-tiet".into());
    let tag = head(Some(label("mua", "mưa")), vec![teaser(6)], 0);
    let english = Teaser { lang: En, slug: "storms".into(), title: "Storms".into(), ..teaser(2) };
    let english = head(None, vec![english], 0);
    vec![
        Page::new("front", list(List::Front, front())),
        Page::new("front_empty", list(List::Front, Head::default())),
        Page {
            lang: En,
            ..Page::new(
                "front_english",
                Screen::Page(Route::front(En), bantin_app::load::Content::Newest(english)),
            )
        },
        Page::new("section", list(section(), weather())),
        Page::new("section_empty", list(section(), head(Some(label("thoi-tiet", "Thời tiết")), vec![], 0))),
        Page::new("tag", list(List::Tag("mua".into()), tag)),
        Page::new("numbered", numbered(2, 4, vec![teaser(30), teaser(31)])),
        Page::new("numbered_oldest", numbered(1, 2, vec![teaser(40)])),
    ]
}

fn archive() -> Vec<Page> {
    vec![
        Page::new("archive_years", years()),
        Page::new("archive_year", days(Span::Year(2023), vec![teaser(24)])),
        Page::new("archive_month", days(Span::Month(2023, 12), vec![teaser(24)])),
        Page::new("archive_day", days(Span::Day(DAY), vec![teaser(24)])),
    ]
}

fn articles() -> Vec<Page> {
    let closed = Article { comments_open: false, ..bare_article(Vi) };
    let silent = Article { comments: thread(), ..bare_article(Vi) };
    let off = CommentRules { kind: CommentKind::Off, ..CommentRules::default() };
    let email = CommentRules { ask_email: true, ..CommentRules::default() };
    let server = "https://binh-luan.example".to_owned();
    let served = CommentRules { kind: CommentKind::Isso, server, ..CommentRules::default() };
    vec![
        Page::new("article_full", page(full_article())),
        Page::new("article_bare", page(bare_article(Vi))),
        Page { lang: En, ..Page::new("article_english", page(english_article())) },
        Page::new("article_comments_closed", page(closed)),
        Page::new("article_comments_off", page(silent)).with_comments(off),
        Page::new("article_email", page(bare_article(Vi))).with_comments(email),
        Page::new("article_served", page(bare_article(Vi))).with_comments(served),
    ]
}

fn failures() -> Vec<Page> {
    vec![
        Page::new("failure_offline", Screen::Failed(SourceError::Offline)),
        Page::new("failure_not_found", Screen::Failed(SourceError::NotFound)),
        Page::new("failure_unavailable", Screen::Failed(SourceError::Unavailable)),
        Page { lang: En, ..Page::new("failure_malformed", Screen::Failed(SourceError::Malformed)) },
        Page::new("placeholder", Screen::Slow),
    ]
}

/// Pages whose every text tries to become code.
pub fn bad() -> Vec<Page> {
    let tag = List::Tag(hostile::teaser().slug);
    let bad = |name, screen| Page { site: hostile::site(), ..Page::new(name, screen) };
    vec![
        bad("hostile_front", list(List::Front, hostile::front())),
        bad("hostile_tag", list(tag, hostile::front())),
        bad("hostile_article", page(hostile::article())),
    ]
}
