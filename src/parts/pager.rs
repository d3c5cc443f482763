//! From page to page of a list.

use leptos::prelude::*;
use news::{
    bundle::Head,
    lang::Lang,
    route::{List, Route},
};

use crate::reader::Reader;

/// Newer and older, on both sides of where the reader is.
#[component]
pub fn Pager(
    list: List,
    head: Head,
    /// The page; none for the newest.
    number: Option<u32>,
    lang: Lang,
) -> impl IntoView {
    let reader = Reader::expect();
    let words = reader.words();
    let to = |page: Option<u32>| reader.href(&Route::List { lang, list: list.clone(), page });
    let newer = number.map(|number| {
        let page = head.newer_than(number);
        let name = if page.is_some() { words.newer } else { words.newest };
        view! { <a class="pager-newer" rel="prev" href=to(page)>{name}</a> }
    });
    let older = match number {
        Some(number) => number.checked_sub(1).filter(|page| *page > 0),
        None => head.older(),
    };
    let older = older.map(|page| {
        view! { <a class="pager-older" rel="next" href=to(Some(page))>{words.older}</a> }
    });
    (newer.is_some() || older.is_some()).then(|| {
        view! { <nav class="pager" aria-label=words.pages>{newer}{older}</nav> }
    })
}

/// The way from the newest to what is older.
#[component]
pub fn Older(list: List, older: Option<u32>, lang: Lang) -> impl IntoView {
    let reader = Reader::expect();
    older.map(|page| {
        let href = reader.href(&Route::List { lang, list, page: Some(page) });
        view! { <p class="older"><a href=href>{reader.words().older}</a></p> }
    })
}
