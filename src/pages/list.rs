//! A list: a section's, a tag's, or a numbered page of any.

use leptos::prelude::*;
use news::{
    article::Teaser,
    bundle::{Head, Page},
    lang::Lang,
    route::List,
    words,
};

use crate::{
    parts::{
        breadcrumb::Breadcrumb,
        pager::Pager,
        teaser::{Look, TeaserView},
    },
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
    let count = words::articles(head.total, lang);
    let trail = vec![(name.clone(), None)];
    let (newest, total, pages) = (head.newest.clone(), head.total, head.clone());
    let teasers = match page {
        Some((_, page)) => page.teasers,
        None => newest,
    };
    let teasers = move || {
        let now = reader.now.get();
        let seen: Vec<_> =
            teasers.iter().filter(|teaser: &&Teaser| teaser.visible_at(now)).cloned().collect();
        match seen.is_empty() {
            true => view! { <p class="empty">{words.nothing_here}</p> }.into_any(),
            false => seen
                .into_iter()
                .map(|teaser| view! { <TeaserView teaser look=Look::Row level=2/> })
                .collect_view()
                .into_any(),
        }
    };
    let class = if matches!(list, List::Section(_)) { "rows rows-section" } else { "rows" };
    view! {
        <Breadcrumb trail/>
        <header class="list-head">
            <h1 id="heading" tabindex="-1">{kind}{name}<span class="list-where">{where_}</span></h1>
            <p class="list-count">{(total > 0).then_some(count)}</p>
        </header>
        <div class=class>{teasers}</div>
        <Pager list head=pages number lang/>
    }
}
