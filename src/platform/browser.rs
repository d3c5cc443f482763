//! The reader's browser. Whatever it lacks or forbids is answered quietly: the page goes on without.

use gloo_net::http::Request;
use leptos::{html::Div, prelude::*, task::spawn_local};
use news::{
    lang::Lang,
    source::{NoResponse, Response},
    text::html::Html,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{AbortController, HtmlElement, Storage};

pub use super::links::{Navigation, leave, navigation};
use crate::app::App;

/// Seconds after which an answer is given up.
const PATIENCE: u32 = 20;

/// Shows the app in the page.
pub fn start() {
    std::panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&info.to_string().into());
        // The page stands as it is; what it says of the panic waits in the shell.
        if let Some(broken) = by_id("broken") {
            broken.set_hidden(false);
        }
    }));
    let Some(place) = by_id("app") else { return };
    let handle = leptos::mount::mount_to(place, || view! { <App/> });
    handle.forget();
}

/// The path below which the site lives, with a slash at both ends. boot.js knows it.
pub fn base() -> String {
    root().and_then(|root| root.dataset().get("base")).unwrap_or_else(|| "/".to_owned())
}

/// The reader's clock, Unix seconds.
pub fn now() -> i64 {
    (js_sys::Date::now() / 1_000.0) as i64
}

/// Fetches a file below the base.
pub async fn fetch(path: &str) -> Result<Response, NoResponse> {
    let lost = || if window().navigator().on_line() { NoResponse::Unreachable } else { NoResponse::Offline };
    let abort = AbortController::new().ok();
    let request = Request::get(&format!("{}{path}", base()));
    let request = request.abort_signal(abort.as_ref().map(AbortController::signal).as_ref());
    let _timer =
        abort.map(|abort| gloo_timers::callback::Timeout::new(PATIENCE * 1_000, move || abort.abort()));
    let answer = request.send().await.map_err(|_| lost())?;
    let status = answer.status();
    let body = answer.text().await.map_err(|_| lost())?;
    Ok(Response { status, body })
}

pub async fn pause(milliseconds: u32) {
    gloo_timers::future::TimeoutFuture::new(milliseconds).await;
}

pub fn spawn(task: impl Future<Output = ()> + 'static) {
    spawn_local(task);
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// What was stored under a key in this browser.
pub fn stored(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Stores a value, or removes it. False if the browser would not: storage may be full, blocked or absent.
pub fn store(key: &str, value: Option<&str>) -> bool {
    storage().is_some_and(|storage| match value {
        Some(value) => storage.set_item(key, value).is_ok(),
        None => storage.remove_item(key).is_ok(),
    })
}

/// A key that nothing else in this browser has.
pub fn unique() -> String {
    format!("{:x}-{:x}", js_sys::Date::now() as u64, (js_sys::Math::random() * 4_294_967_296.0) as u64)
}

/// Title, description and language of the document.
pub fn set_document(title: &str, description: &str, lang: Lang) {
    let document = document();
    document.set_title(title);
    if let Ok(Some(meta)) = document.query_selector("meta[name=description]") {
        let _ = meta.set_attribute("content", description);
    }
    if let Some(root) = root() {
        root.set_lang(lang.code());
    }
}

/// Sets `data-NAME` on the root element, for the style sheet; an empty value removes it.
pub fn set_root(name: &str, value: &str) {
    if let Some(root) = root() {
        let _ = match value.is_empty() {
            true => root.remove_attribute(&format!("data-{name}")),
            false => root.set_attribute(&format!("data-{name}"), value),
        };
    }
}

/// Moves the focus to an element, without scrolling, after the page is drawn.
pub fn focus(id: &str) {
    let id = id.to_owned();
    request_animation_frame(move || {
        if let Some(element) = by_id(&id) {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = element.focus_with_options(&options);
        }
    });
}

/// Scrolls the strip that an element stands in sideways, until the element is in its middle. The page stays.
pub fn centre_in_strip(selector: &'static str) {
    request_animation_frame(move || {
        let element = document().query_selector(selector).ok().flatten();
        let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) else {
            return;
        };
        if let Ok(Some(strip)) = element.closest("ul") {
            let spare = strip.client_width() - element.offset_width();
            strip.set_scroll_left(element.offset_left() - spare / 2);
        }
    });
}

/// The address of the page.
pub fn address() -> String {
    window().location().href().unwrap_or_default()
}

pub fn can_share() -> bool {
    js_sys::Reflect::has(&window().navigator(), &JsValue::from_str("share")).unwrap_or(false)
}

/// Offers the page to the device's own way of sharing.
pub fn share(title: &str) {
    let data = web_sys::ShareData::new();
    data.set_title(title);
    data.set_url(&address());
    let promise = window().navigator().share_with_data(&data);
    // A reader who thinks better of it is no failure.
    spawn_local(async move {
        let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
    });
}

/// Copies a text; false if the browser would not.
pub async fn copy(text: &str) -> bool {
    let navigator = window().navigator();
    if !js_sys::Reflect::get(&navigator, &JsValue::from_str("clipboard")).is_ok_and(|it| it.is_object()) {
        return false;
    }
    wasm_bindgen_futures::JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}

pub fn print() {
    let _ = window().print();
}

pub fn reload() {
    let _ = window().location().reload();
}

/// Acts on every event of this name at the window.
pub fn on_window(event: &'static str, act: impl Fn() + 'static) {
    let act = Closure::<dyn Fn()>::new(act);
    let _ = window().add_event_listener_with_callback(event, act.as_ref().unchecked_ref());
    act.forget();
}

/// The text of an article, through the sanitising door. Text that was written beforehand stays.
pub fn prose(html: Html) -> impl IntoView {
    let place = NodeRef::<Div>::new();
    let written = Owner::current_shared_context().is_some_and(|context| context.during_hydration());
    Effect::new(move |_| {
        if let Some(place) = place.get()
            && !written
        {
            super::door::show(&place, html.as_unchecked_str());
        }
    });
    view! { <div class="prose" node_ref=place></div> }
}

pub(super) fn by_id(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

fn root() -> Option<HtmlElement> {
    document().document_element()?.dyn_into().ok()
}
