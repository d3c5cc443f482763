//! The pages, a screen each.

pub mod archive;
pub mod article;
pub mod failure;
pub mod front;
pub mod list;

use leptos::prelude::*;
use news::{
    lang::Lang,
    route::{List, Route, Span},
    site::Site,
    source::SourceError,
    words::{self, words},
};

use crate::{app::Screen, load::Content, parts::placeholder::Placeholder};

/// The page for a screen.
pub fn page(screen: Screen) -> AnyView {
    match screen {
        Screen::Slow => view! { <Placeholder/> }.into_any(),
        Screen::Failed(error) => view! { <failure::Failure error/> }.into_any(),
        Screen::Page(route, content) => match (content, route) {
            (Content::Article(article), _) => view! { <article::ArticlePage article=*article/> }.into_any(),
            (Content::Newest(head), Route::List { list: List::Front, lang, .. }) => {
                view! { <front::FrontPage head lang/> }.into_any()
            }
            (Content::Newest(head), Route::List { list, lang, .. }) => {
                view! { <list::ListPage head page=None list lang/> }.into_any()
            }
            (Content::Numbered(head, page), Route::List { list, lang, page: Some(number) }) => {
                view! { <list::ListPage head page=Some((number, page)) list lang/> }.into_any()
            }
            (Content::Years(years), Route::Archive { lang, .. }) => {
                view! { <archive::YearsPage years lang/> }.into_any()
            }
            (Content::Days(year, teasers), Route::Archive { span, lang }) => {
                view! { <archive::DaysPage year teasers span lang/> }.into_any()
            }
            // Content of one kind at an address of another: the bundle is wrong.
            _ => view! { <failure::Failure error=SourceError::Malformed/> }.into_any(),
        },
    }
}

/// Title and description of the document.
pub fn title(site: &Site, screen: &Screen, lang: Lang) -> (String, String) {
    let description = || site.face(lang).map(|face| face.description.clone()).unwrap_or_default();
    match screen {
        Screen::Slow => (site.title.clone(), description()),
        Screen::Failed(error) => {
            (format!("{} – {}", words::failure(*error, lang).0, site.title), description())
        }
        Screen::Page(route, content) => title_of(site, route, content),
    }
}

/// Title and description of a page.
pub fn title_of(site: &Site, route: &Route, content: &Content) -> (String, String) {
    let lang = route.lang();
    let face = site.face(lang);
    let description = face.map(|face| face.description.clone()).unwrap_or_default();
    let named = |name: &str| format!("{name} – {}", site.title);
    match (route, content) {
        (Route::Archive { span, .. }, _) => match span {
            Span::All => (named(words(lang).archive), description),
            span => (named(&format!("{}: {}", words(lang).archive, words::span(*span, lang))), description),
        },
        (_, Content::Article(article)) => {
            let standfirst = article.teaser.standfirst.clone();
            (named(&article.teaser.title), standfirst.unwrap_or(description))
        }
        (Route::List { page, .. }, Content::Newest(head) | Content::Numbered(head, _)) => {
            let number = page.map(|page| format!("{} {page}", words(lang).page));
            let label = head.label.as_ref().map(|label| label.name.clone());
            let tagline = face.map(|face| face.tagline.as_str()).filter(|line| !line.is_empty());
            let parts: Vec<String> = [label, number].into_iter().flatten().collect();
            match (parts.is_empty(), tagline) {
                (false, _) => (named(&parts.join(", ")), description),
                (true, Some(tagline)) => (format!("{} – {tagline}", site.title), description),
                (true, None) => (site.title.clone(), description),
            }
        }
        _ => (site.title.clone(), description),
    }
}
