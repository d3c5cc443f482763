//! Where the page stands.

use leptos::prelude::*;
use news::route::Route;

use crate::reader::Reader;

/// The way from the front page to here. The last one, without an address, is the page itself.
#[component]
pub fn Breadcrumb(trail: Vec<(String, Option<String>)>) -> impl IntoView {
    let reader = Reader::expect();
    let words = reader.words();
    let front = reader.href(&Route::front(reader.lang));
    let rest = trail.into_iter().map(|(name, href)| match href {
        Some(href) => view! { <li><a href=href>{name}</a></li> }.into_any(),
        None => view! { <li><span aria-current="page">{name}</span></li> }.into_any(),
    });
    view! {
        <nav class="breadcrumb" aria-label=words.breadcrumb>
            <ol><li><a href=front>{words.front}</a></li>{rest.collect_view()}</ol>
        </nav>
    }
}
