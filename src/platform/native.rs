//! Native: pages are written beforehand. Nothing is fetched or clicked here.

use std::sync::Arc;

use leptos::prelude::*;
use news::{
    lang::Lang,
    site::Site,
    source::{NoResponse, Response},
    text::{html::Html, sanitise::sanitise},
};

use crate::app::{Known, Screen};

pub fn start() {}

pub fn base() -> String {
    use_context::<Base>().map_or_else(|| "/".to_owned(), |base| base.0)
}

/// The base path of the site that is being written, with a slash at both ends.
#[derive(Clone, Debug)]
pub struct Base(pub String);

pub async fn fetch(_path: &str) -> Result<Response, NoResponse> {
    Err(NoResponse::Offline)
}

/// The text of an article, through the sanitising door.
pub fn prose(html: Html) -> impl IntoView {
    let safe = match html.checked() {
        Some(safe) => safe.clone(),
        None => sanitise(html.as_unchecked_str()),
    };
    view! { <div class="prose" inner_html=safe.as_str().to_owned()></div> }
}

/// Writes a page as HTML, with its frame: what stands in `<div id="app">`. `base` has a slash at both ends.
pub fn html(site: Arc<Site>, base: &str, screen: Screen, lang: Lang, now: i64) -> String {
    let owner = Owner::new();
    let html = owner.with(|| {
        provide_context(Base(base.to_owned()));
        view! { <Known site screen lang now/> }.to_html()
    });
    // Leptos marks places for its own taking over, which is not how pages wake up here; to HTML they are errors.
    html.replace("<!>", "")
}
