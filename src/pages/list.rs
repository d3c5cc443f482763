//! A list: a section's, a tag's, or a numbered page of any.

use leptos::prelude::*;
use news::{
    bundle::{Head, Page},
    lang::Lang,
    route::List,
    words,
};

use crate::{
    parts::{breadcrumb::Breadcrumb, pager::Pager, teaser::Rows},
    reader::Reader,
};

/// A list of articles, newest first.
#[component]
pub fn ListPage(
    head: Head,
    /// A numbered page; none for the newest.
    page: Option<(u32, Page)>,
    list: List,
    lang: Lang,
) -> impl IntoView {
    let reader = Reader::expect();
    let words = reader.words();
    let name = head.label.as_ref().map_or(words.all_of.to_owned(), |label| label.name.clone());
    let kind = matches!(list, List::Tag(_)).then(|| view! { <span class="kind">{words.tag}</span> });
    let number = page.as_ref().map(|(number, _)| *number);
    let where_ = number.map(|number| format!(" · {} {number}", words.page));
    // On numbered pages it would change them all with each new article.
    let count = (number.is_none() && head.total > 0).then(|| words::articles(head.total, lang));
    let trail = vec![(name.clone(), None)];
    let teasers = match page {
        Some((_, page)) => page.teasers,
        None => head.newest.clone(),
    };
    let of_one_section = matches!(list, List::Section(_));
    view! {
        <Breadcrumb trail/>
        <header class="list-head">
            <h1 id="heading" tabindex="-1">{kind}{name}<span class="list-where">{where_}</span></h1>
            {count.map(|count| view! { <p class="list-count">{count}</p> })}
        </header>
        <Rows teasers of_one_section/>
        <Pager list head number lang/>
    }
}
