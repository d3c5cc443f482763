//! Small questions to the document, and small changes of it.

use leptos::prelude::{document, request_animation_frame, window};
use news::lang::Lang;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, HtmlElement};

pub fn by_id(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// The root element.
pub fn root() -> Option<HtmlElement> {
    document().document_element()?.dyn_into().ok()
}

/// The first element in `place` that fits.
pub fn find(place: &Element, selector: &str) -> Option<HtmlElement> {
    place.query_selector(selector).ok()??.dyn_into().ok()
}

/// Every element in `place` that fits.
pub fn find_all(place: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = place.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}

/// The element that an event is about, or the nearest around it that fits.
pub fn around(event: &Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok()?
}

/// Acts on every event of this name in the document.
pub fn on_document(event: &str, act: impl Fn(Event) + 'static) {
    on(&document(), event, act);
}

/// Acts on every event of this name at the window.
pub fn on_window(event: &str, act: impl Fn(Event) + 'static) {
    on(&window(), event, act);
}

fn on(place: &web_sys::EventTarget, event: &str, act: impl Fn(Event) + 'static) {
    let act = Closure::<dyn Fn(Event)>::new(act);
    let _ = place.add_event_listener_with_callback(event, act.as_ref().unchecked_ref());
    act.forget();
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
        let Some(element) = root().and_then(|root| find(&root, selector)) else { return };
        if let Ok(Some(strip)) = element.closest("ul") {
            let spare = strip.client_width() - element.offset_width();
            strip.set_scroll_left(element.offset_left() - spare / 2);
        }
    });
}
