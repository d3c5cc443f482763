//! The folder that `bantin serve` shows: its articles are opened and saved where they lie.

use leptos::{prelude::*, task::spawn_local};
use serde::Deserialize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, MessageEvent, RequestInit, Response};

use super::{
    disk, dom, open,
    room::{Desk, Home},
};

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
    body: Option<&str>,
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
        init.set_body(&body.into());
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
        let condition = format!("\"{hash}\"");
        match ask("PUT", &address(&path), Some(("If-Match", &condition)), Some(&text)).await {
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
