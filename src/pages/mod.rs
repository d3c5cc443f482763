//! The pages, a screen each.

pub mod archive;
pub mod article;
pub mod failure;
pub mod front;
pub mod list;

use news::{
    lang::Lang,
    route::{List, Route, Span},
    site::Site,
    source::SourceError,
    words::{self, words},
};

use crate::{
    app::Screen,
    element::{Element, Node, element},
    load::Content,
    parts::placeholder::placeholder,
    reader::Reader,
};

/// The page for a screen.
pub fn page(reader: &Reader, screen: &Screen) -> Node {
    match screen {
        Screen::Slow => placeholder(reader).into(),
        Screen::Failed(error) => failure::failure(reader, *error).into(),
        Screen::Page(route, content) => match (content, route) {
            (Content::Article(article), _) => article::article_page(reader, article),
            (Content::Newest(head), Route::List { list: List::Front, .. }) => front::front_page(reader, head),
            (Content::Newest(head), Route::List { list, .. }) => list::list_page(reader, head, None, list),
            (Content::Numbered(head, page), Route::List { list, page: Some(number), .. }) => {
                list::list_page(reader, head, Some((*number, page)), list)
            }
            (Content::Years(years), Route::Archive { .. }) => archive::years_page(reader, years),
            (Content::Days(year, teasers), Route::Archive { span, .. }) => {
                archive::days_page(reader, year, teasers, *span)
            }
            // Content of one kind at an address of another: the bundle is wrong.
            _ => failure::failure(reader, SourceError::Malformed).into(),
        },
    }
}

/// The heading of a page, where the focus goes when a reader comes to it.
fn heading() -> Element {
    element("h1").attr("id", "heading").attr("tabindex", "-1")
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
