//! Native: pages are written beforehand. Nothing is fetched or clicked here.

use std::sync::Arc;

use leptos::prelude::RenderHtml;
use news::{
    lang::Lang,
    site::Site,
    source::{Answer, NoResponse},
    text::{html::Html, sanitise::sanitise},
};

use crate::{
    app::{Screen, known},
    element::{Element, Node, element},
    reader::Reader,
};

/// Nothing wakes up here.
pub fn start() {}

/// Nothing wakes up here.
pub fn start_connected() {}

/// Nothing wakes up here.
pub fn start_live() {}

/// Nothing is fetched here: a page is given what it shows.
///
/// # Errors
/// Always.
pub async fn fetch(_server: &str, _path: &str) -> Answer {
    Err(NoResponse::Offline)
}

/// The text of an article, through the sanitising door.
pub fn prose(html: Html) -> Element {
    let safe = match html.checked() {
        Some(safe) => safe.clone(),
        None => sanitise(html.as_unchecked_str()),
    };
    element("div").class("prose").child(Node::Checked(safe))
}

/// Writes a page as HTML, with its frame: what stands in `<div id="app">`. `base` has a slash at both ends.
pub fn html(site: Arc<Site>, base: &str, screen: Screen, lang: Lang, now: i64) -> String {
    let reader = Reader { site, lang, now, base: base.to_owned() };
    known(&reader, &screen).to_html()
}
