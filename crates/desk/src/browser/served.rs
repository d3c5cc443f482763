//! The folder that `bantin serve` shows: its articles are opened and saved where they lie.

use leptos::{prelude::*, task::spawn_local};
use serde::Deserialize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, MessageEvent, RequestInit, Response};

use super::{
    disk, dom, open,
    room::{Desk, Home},
    site, store,
};
use crate::form::Field;

/// An article in the folder.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Listed {
    pub path: String,
    pub title: String,
    pub section: Option<String>,
    pub date: Option<String>,
    pub draft: bool,
}

/// Asks the server; its own header says that a page of another site does not.
async fn ask(
    method: &str,
    address: &str,
    header: Option<(&str, &str)>,
    body: Option<&JsValue>,
) -> Result<(u16, Headers, String), JsValue> {
    let headers = Headers::new()?;
    headers.set("X-Bantin-Desk", "1")?;
    if let Some((name, value)) = header {
        headers.set(name, value)?;
    }
    let init = RequestInit::new();
    init.set_method(method);
    init.set_headers(&headers);
    if let Some(body) = body {
        init.set_body(body);
    }
    let answer: Response =
        JsFuture::from(window().fetch_with_str_and_init(address, &init)).await?.unchecked_into();
    let text = JsFuture::from(answer.text()?).await?.as_string().unwrap_or_default();
    Ok((answer.status(), answer.headers(), text))
}

fn address(path: &str) -> String {
    format!("/_desk/file?path={}", js_sys::encode_uri_component(path))
}

fn hash_of(headers: &Headers) -> String {
    headers.get("etag").ok().flatten().unwrap_or_default().trim_matches('"').to_owned()
}

/// The articles of the folder; none where the desk is not opened from `bantin serve`.
pub async fn list() -> Option<Vec<Listed>> {
    dom::by_id("desk").filter(|desk| desk.has_attribute("data-served"))?;
    let (status, _, text) = ask("GET", "/_desk/files", None, None).await.ok()?;
    (status == 200).then(|| serde_json::from_str(&text).ok()).flatten()
}

/// Opens an article of the folder.
pub fn open(desk: Desk, path: String) {
    spawn_local(async move {
        match ask("GET", &address(&path), None, None).await {
            Ok((200, headers, text)) => {
                open::text(desk, Home::Served { path: path.clone(), hash: hash_of(&headers) }, &path, &text);
                watch(desk);
            }
            Ok((status, ..)) => desk.say(format!("{} {path} ({status})", desk.words.not_read)),
            Err(error) => desk.say(format!("{} {}", desk.words.not_read, dom::sentence(&error))),
        }
    });
}

/// Saves the article where it lies, unless its file has changed meanwhile.
pub fn save(desk: Desk, path: String, hash: String, text: String) {
    spawn_local(async move {
        let Some(text) = with_pictures(desk, text).await else { return };
        let condition = format!("\"{hash}\"");
        match ask("PUT", &address(&path), Some(("If-Match", &condition)), Some(&JsValue::from_str(&text)))
            .await
        {
            Ok((200 | 201 | 204, headers, _)) => {
                desk.home.set(Home::Served { path, hash: hash_of(&headers) });
                desk.original.set(Some(text));
                desk.say(desk.words.saved_to_file);
            }
            Ok((412, headers, present)) => {
                desk.home.set(Home::Served { path, hash: hash_of(&headers) });
                disk::theirs(desk, present);
            }
            Ok((_, _, reason)) => {
                #[derive(Default, Deserialize)]
                struct Refusal {
                    error: String,
                }
                let refusal: Refusal = serde_json::from_str(&reason).unwrap_or_default();
                desk.say(format!("{} {}", desk.words.not_saved, refusal.error));
            }
            Err(error) => desk.say(format!("{} {}", desk.words.not_saved, dom::sentence(&error))),
        }
    });
}

/// Puts the pictures that are on this desk alone into the folder: the text as it calls them then. None if one could not
/// be written, and then nothing is.
async fn with_pictures(desk: Desk, mut text: String) -> Option<String> {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Written {
        path: String,
        error: String,
    }
    for path in site::pictures().into_iter().filter(|path| text.contains(path.as_str())).collect::<Vec<_>>() {
        let Ok(picture) = store::get(store::PICTURES, &path).await else { continue };
        if picture.is_undefined() {
            continue;
        }
        let name = path.rsplit('/').next().unwrap_or(&path);
        let address = format!("/_desk/media?name={}", js_sys::encode_uri_component(name));
        let answer = ask("PUT", &address, None, Some(&picture)).await;
        let said = answer.as_ref().map(|(_, _, said)| said.as_str()).unwrap_or_default();
        let written: Written = serde_json::from_str(said).unwrap_or_default();
        if written.path.is_empty() {
            desk.say(format!("{} {}", desk.words.not_saved, written.error));
            return None;
        }
        if written.path != path {
            text = text.replace(&path, &written.path);
            desk.form.update(|form| {
                let cover = form.get(Field::CoverSrc).replace(&path, &written.path);
                form.set(Field::CoverSrc, cover);
            });
            let body = desk.body.get_untracked().replace(&path, &written.path);
            desk.typed(body.clone());
            desk.show_text(&body, None);
        }
        let _ = store::remove(store::PICTURES, &path).await;
        site::forget_picture(&path);
    }
    Some(text)
}

/// Reads the article's file again when the server says that it has changed.
fn watch(desk: Desk) {
    thread_local! {
        static SOURCE: std::cell::RefCell<Option<web_sys::EventSource>> = const { std::cell::RefCell::new(None) };
    }
    if SOURCE.with(|source| source.borrow().is_some()) {
        return;
    }
    let Ok(source) = web_sys::EventSource::new("/_live") else { return };
    dom::on(&source, "file", move |event| {
        let data = event.dyn_into::<MessageEvent>().ok().and_then(|event| event.data().as_string());
        let changed = data.and_then(|data| serde_json::from_str::<Listed>(&data).ok()).unwrap_or_default();
        let Home::Served { path, .. } = desk.home.get_untracked() else { return };
        if changed.path != path {
            return;
        }
        spawn_local(async move {
            if let Ok((200, headers, text)) = ask("GET", &address(&path), None, None).await {
                desk.home.set(Home::Served { path, hash: hash_of(&headers) });
                disk::theirs(desk, text);
            }
        });
    });
    SOURCE.with(|place| place.replace(Some(source)));
}
