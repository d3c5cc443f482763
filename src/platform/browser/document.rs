//! Small questions to the document, and small changes of it.

use leptos::prelude::{document, request_animation_frame, window};
use news::lang::Lang;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

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
            focus_now(&element);
        }
    });
}

fn focus_now(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// Where a reader is on a page that is about to be drawn again.
pub struct Here {
    y: f64,
    /// The id of what has the focus; where that is a field, what is marked in it.
    focus: Option<(String, Option<(u32, u32)>)>,
}

impl Here {
    /// As it is now.
    pub fn now() -> Self {
        let y = window().scroll_y().unwrap_or_default();
        let focused = document().active_element().filter(|element| !element.id().is_empty());
        let focus = focused.map(|element| {
            let text = element.dyn_ref::<HtmlTextAreaElement>();
            let marked = match text {
                Some(text) => (text.selection_start(), text.selection_end()),
                None => {
                    let input = element.dyn_ref::<HtmlInputElement>();
                    let start = input.map_or(Ok(None), HtmlInputElement::selection_start);
                    (start, input.map_or(Ok(None), HtmlInputElement::selection_end))
                }
            };
            (element.id(), marked.0.ok().flatten().zip(marked.1.ok().flatten()))
        });
        Self { y, focus }
    }

    /// Puts the reader back there.
    pub fn again(self) {
        if let Some((element, marked)) = self.focus.and_then(|(id, marked)| Some((by_id(&id)?, marked))) {
            focus_now(&element);
            if let Some((start, end)) = marked {
                let _ = match element.dyn_ref::<HtmlTextAreaElement>() {
                    Some(text) => text.set_selection_range(start, end),
                    None => element
                        .dyn_ref::<HtmlInputElement>()
                        .map_or(Ok(()), |input| input.set_selection_range(start, end)),
                };
            }
        }
        window().scroll_to_with_x_and_y(0.0, self.y);
    }
}

/// Scrolls the strip that an element stands in sideways, until the element is in its middle. The page stays. Where the
/// browser knows `scroll-initial-target`, the style has done so already.
pub fn centre_in_strip(selector: &'static str) {
    request_animation_frame(move || {
        let Some(element) = root().and_then(|root| find(&root, selector)) else { return };
        if let Ok(Some(strip)) = element.closest("ul") {
            let spare = strip.client_width() - element.offset_width();
            strip.set_scroll_left(element.offset_left() - spare / 2);
        }
    });
}
