//! The reader's browser. Whatever it lacks or forbids is answered quietly: the page goes on without.

mod counts;
mod discussion;
mod disk;
mod document;
mod door;
mod fetch;
mod form;
mod grace;
mod journey;
mod links;
mod live;
mod newer;
mod own;
mod search;
mod sender;
mod servers;
mod storage;
mod views;

use std::rc::Rc;

use news::text::html::{Html, SafeHtml};

use crate::element::{Element, element};
pub use fetch::fetch;

/// Takes over the page that the press wrote, or shows one where there is none.
pub fn start() {
    begin(Rc::new(servers::Alone));
}

/// The same, on a site whose comments or views are on a server.
pub fn start_connected() {
    begin(Rc::new(servers::Connected::default()));
}

/// The same, on a site whose articles are on a server; its comments and views may be, too.
pub fn start_live() {
    begin(Rc::new(live::Live::default()));
}

fn begin(servers: Rc<dyn servers::Servers>) {
    if super::PANICS_ARE_TOLD {
        std::panic::set_hook(Box::new(|info| web_sys::console::error_1(&info.to_string().into())));
    }
    if let Some(place) = document::by_id("app") {
        journey::begin(place, servers);
    }
}

/// Has boot.js tell the reader that the app has broken down, as it does of panics. The page stands as it is.
fn broken() {
    if let Ok(event) = web_sys::Event::new("bantin:broken") {
        let _ = leptos::prelude::window().dispatch_event(&event);
    }
}

/// The path below which the site lives, with a slash at both ends. boot.js knows it.
fn base() -> String {
    document::root().and_then(|root| root.dataset().get("base")).unwrap_or_else(|| "/".to_owned())
}

/// Shows in `place` what has passed the press's sanitising door; it passes the browser's, too. For the editors' desk.
pub fn show_checked(place: &web_sys::Element, html: &SafeHtml) {
    door::show(place, html.as_str());
}

/// The place for the text of an article; it goes through the sanitising door once the page stands.
pub fn prose(_html: Html) -> Element {
    element("div").class("prose")
}

/// The reader's clock, Unix seconds.
fn now() -> i64 {
    (js_sys::Date::now() / 1_000.0) as i64
}
