//! Native: pages are written beforehand. Nothing is fetched, stored or clicked here.

use leptos::prelude::*;
use news::{
    lang::Lang,
    source::{NoResponse, Response},
    text::{html::Html, sanitise::sanitise},
};

pub fn start() {}

pub fn base() -> String {
    use_context::<Base>().map_or_else(|| "/".to_owned(), |base| base.0)
}

/// The base path of the site that is being written, with a slash at both ends.
#[derive(Clone, Debug)]
pub struct Base(pub String);

pub fn now() -> i64 {
    0
}

pub async fn fetch(_path: &str) -> Result<Response, NoResponse> {
    Err(NoResponse::Offline)
}

pub async fn pause(_milliseconds: u32) {}

pub fn spawn(_task: impl Future<Output = ()> + 'static) {}

pub fn stored(_key: &str) -> Option<String> {
    None
}

pub fn store(_key: &str, _value: Option<&str>) -> bool {
    false
}

pub fn unique() -> String {
    String::new()
}

pub fn set_document(_title: &str, _description: &str, _lang: Lang) {}

pub fn set_root(_name: &str, _value: &str) {}

pub fn focus(_id: &str) {}

pub fn centre_in_strip(_selector: &'static str) {}

pub fn address() -> String {
    String::new()
}

pub fn can_share() -> bool {
    false
}

pub fn share(_title: &str) {}

pub async fn copy(_text: &str) -> bool {
    false
}

pub fn print() {}

pub fn reload() {}

pub fn leave(_path: &str) {}

pub fn on_window(_event: &'static str, _act: impl Fn() + 'static) {}

#[derive(Clone)]
pub struct Navigation;

pub fn navigation() -> Option<Navigation> {
    None
}

impl Navigation {
    pub fn path(&self) -> String {
        "/".to_owned()
    }

    pub fn travelling(&self) -> bool {
        false
    }

    pub fn depart(&self) {}

    pub fn arrive(&self) {}
}

/// The text of an article, through the sanitising door.
pub fn prose(html: Html) -> impl IntoView {
    let safe = match html.checked() {
        Some(safe) => safe.clone(),
        None => sanitise(html.as_unchecked_str()),
    };
    view! { <div class="prose" inner_html=safe.as_str().to_owned()></div> }
}
