//! Small questions to the document.

use std::cell::Cell;

use js_sys::Reflect;
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Document, Event, HtmlElement, HtmlTextAreaElement};

/// The element with this id.
pub fn by_id(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// The root element.
pub fn root() -> Option<HtmlElement> {
    document().document_element()?.dyn_into().ok()
}

/// Where the text is written.
pub fn text() -> Option<HtmlTextAreaElement> {
    document().get_element_by_id("text")?.dyn_into().ok()
}

/// The path below which the site lives, with a slash at both ends. boot.js knows it.
pub fn base() -> String {
    root().and_then(|root| root.dataset().get("base")).unwrap_or_else(|| "/".to_owned())
}

/// Milliseconds since 1970.
pub fn now() -> u64 {
    js_sys::Date::now() as u64
}

/// Acts on every event of this name, as long as the page is open.
pub fn on(place: &web_sys::EventTarget, event: &str, act: impl Fn(Event) + 'static) {
    let act = Closure::<dyn Fn(Event)>::new(act);
    let _ = place.add_event_listener_with_callback(event, act.as_ref().unchecked_ref());
    act.forget();
}

/// The same for events that stay at what they are about, such as a picture's: they are seen on their way there.
pub fn on_its_way(place: &web_sys::EventTarget, event: &str, act: impl Fn(Event) + 'static) {
    let act = Closure::<dyn Fn(Event)>::new(act);
    let _ = place.add_event_listener_with_callback_and_bool(event, act.as_ref().unchecked_ref(), true);
    act.forget();
}

thread_local! {
    static COMPOSING: Cell<bool> = const { Cell::new(false) };
}

/// Notes from now on whether an input method is composing a syllable.
pub fn note_composing() {
    for (event, is) in [("compositionstart", true), ("compositionend", false)] {
        on(&document(), event, move |_| COMPOSING.set(is));
    }
}

/// Whether an input method is composing a syllable: what stands in the field then is not to be touched.
pub fn is_composing() -> bool {
    COMPOSING.get()
}

/// Waits until no input method composes, and what it composed has been read.
pub async fn composed() {
    while is_composing() {
        gloo_timers::future::TimeoutFuture::new(100).await;
    }
}

/// Gives the elements of another document the sanitising door that boot.js gave those of this one, where browsers have
/// none of their own.
pub fn lend_door(to: &Document) {
    let elements =
        |window: &JsValue| Reflect::get(&Reflect::get(window, &"Element".into())?, &"prototype".into());
    let lend = || {
        let (own, theirs) =
            (elements(&window())?, elements(&to.default_view().map_or(JsValue::UNDEFINED, Into::into))?);
        let door = JsValue::from_str("setHTML");
        match Reflect::has(&theirs, &door)? {
            true => Ok(true),
            false => Reflect::set(&theirs, &door, &Reflect::get(&own, &door)?),
        }
    };
    let _: Result<bool, JsValue> = lend();
}

/// The place of a UTF-16 unit in a text, in bytes.
pub fn bytes_at(text: &str, units: u32) -> usize {
    let mut left = units as usize;
    for (at, letter) in text.char_indices() {
        if left == 0 {
            return at;
        }
        left = left.saturating_sub(letter.len_utf16());
    }
    text.len()
}

/// The place of a byte in a text, in UTF-16 units, by which browsers count.
pub fn units_at(text: &str, bytes: usize) -> u32 {
    text.get(..bytes).unwrap_or(text).encode_utf16().count() as u32
}

/// What a file or a folder of the editor's disk is called.
pub fn name_of(handle: &JsValue) -> String {
    Reflect::get(handle, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default()
}

/// Whether it is a folder.
pub fn is_folder(handle: &JsValue) -> bool {
    Reflect::get(handle, &"kind".into()).is_ok_and(|kind| kind == "directory")
}

/// What a browser calls an error.
pub fn sentence(error: &JsValue) -> String {
    let message = Reflect::get(error, &"message".into()).ok().and_then(|message| message.as_string());
    message.or_else(|| error.as_string()).unwrap_or_else(|| format!("{error:?}"))
}

/// The text of a file as it is; none if it is not UTF-8, since saving it would spoil it.
pub async fn text_of(file: &web_sys::Blob) -> Option<String> {
    utf8(&wasm_bindgen_futures::JsFuture::from(file.array_buffer()).await.ok()?)
}

/// The text in an `ArrayBuffer`, with the byte order mark that some begin with and that the browser's own way to read
/// texts takes off; none if it is not UTF-8.
pub fn utf8(buffer: &JsValue) -> Option<String> {
    String::from_utf8(js_sys::Uint8Array::new(buffer).to_vec()).ok()
}

/// Saves a file among the editor's downloads.
pub fn download(name: &str, kind: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes).into());
    let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let url = web_sys::Url::create_object_url_with_blob(&blob)?;
    let link: web_sys::HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser has begun to read it by then.
    gloo_timers::callback::Timeout::new(10_000, move || drop(web_sys::Url::revoke_object_url(&url))).forget();
    Ok(())
}

/// Copies a text; false if the browser would not.
pub async fn copy(text: &str) -> bool {
    // On plain http there is none, which web-sys does not know.
    let clipboard = Reflect::get(&window().navigator(), &"clipboard".into()).unwrap_or_default();
    let written = match clipboard.is_object() {
        true => super::handles::call(&clipboard, "writeText", &[text.into()]).await.is_ok(),
        false => false,
    };
    written || copy_by_hand(text).unwrap_or(false)
}

/// Copies a text as who selects it does.
fn copy_by_hand(text: &str) -> Result<bool, JsValue> {
    let place: HtmlTextAreaElement = document().create_element("textarea")?.dyn_into()?;
    place.set_value(text);
    // A dialog holds the focus.
    let around = by_id("dialog").or_else(|| document().body()).ok_or(JsValue::NULL)?;
    around.append_child(&place)?;
    place.select();
    let copy: js_sys::Function = Reflect::get(&document(), &"execCommand".into())?.dyn_into()?;
    let copied = copy.call1(&document(), &"copy".into());
    place.remove();
    copied.map(|copied| copied.is_truthy())
}
