//! The folder that `bantin serve` shows: its articles are opened and saved where they lie.

use leptos::{prelude::*, task::spawn_local};
use news::lang::Lang;
use serde::Deserialize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, MessageEvent, RequestInit, Response};

use super::{
    disk, dom, keep, learn, open, pictures,
    room::{Desk, Home},
};

/// An article in the folder.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Listed {
    pub path: String,
    pub title: String,
    pub slug: String,
    pub lang: Lang,
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
    let bytes = JsFuture::from(answer.array_buffer()?).await?;
    let text = dom::utf8(&bytes).ok_or_else(|| JsValue::from_str("(UTF-8)"))?;
    Ok((answer.status(), answer.headers(), text))
}

fn address(path: &str) -> String {
    format!("/_desk/file?path={}", js_sys::encode_uri_component(path))
}

fn hash_of(headers: &Headers) -> String {
    headers.get("etag").ok().flatten().unwrap_or_default().trim_matches('"').to_owned()
}

/// Whether the desk is opened from `bantin serve`.
pub fn is_served() -> bool {
    dom::by_id("desk").is_some_and(|desk| desk.has_attribute("data-served"))
}

/// The articles of the folder; none where the desk is not opened from `bantin serve`.
pub async fn list() -> Option<Vec<Listed>> {
    if !is_served() {
        return None;
    }
    let (status, _, text) = ask("GET", "/_desk/files", None, None).await.ok()?;
    (status == 200).then(|| serde_json::from_str(&text).ok()).flatten()
}

/// Opens an article of the folder.
pub fn open(desk: Desk, path: String) {
    spawn_local(async move {
        match ask("GET", &address(&path), None, None).await {
            Ok((200, headers, text)) => {
                let known = keep::drafts().await;
                let same = |home: &Home| matches!(home, Home::Served { path: kept, .. } if *kept == path);
                // One that was new on this desk keeps its name.
                let id = known.into_iter().find(|(_, draft)| same(&draft.home)).map(|(id, _)| id);
                let id = id.unwrap_or_else(|| format!("file:{path}"));
                let home = Home::Served { path: path.clone(), hash: hash_of(&headers) };
                if open::text(desk, &id, home, &path, &text) {
                    watch(desk);
                }
            }
            Ok((status, ..)) => desk.say(format!("{} {path} ({status})", desk.words.not_read)),
            Err(error) => desk.say(format!("{} {path} {}", desk.words.not_read, dom::sentence(&error))),
        }
    });
}

/// Writes an article into the folder that is not there yet: nothing is written over.
pub fn save_new(desk: Desk, text: String) {
    spawn_local(async move {
        let path = untrack(|| desk.path());
        // Some folders have their articles in `content/`, others are nothing but articles.
        let listed = list().await.unwrap_or_default();
        let bare = !listed.is_empty() && listed.iter().all(|file| !file.path.starts_with("content/"));
        let path = path.strip_prefix("content/").filter(|_| bare).unwrap_or(&path).to_owned();
        save(desk, path, String::new(), text);
    });
}

/// Saves the article where it lies, unless its file has changed meanwhile.
pub fn save(desk: Desk, path: String, hash: String, text: String) {
    let id = desk.id.get_untracked();
    let is_new = !matches!(desk.home.get_untracked(), Home::Served { .. });
    spawn_local(async move {
        let Some(text) = with_pictures(desk, &id, text).await else { return };
        let known = format!("\"{hash}\"");
        // Without a hash it is a file that was taken away, and is to be there again.
        let condition = if hash.is_empty() { ("If-None-Match", "*") } else { ("If-Match", known.as_str()) };
        match ask("PUT", &address(&path), Some(condition), Some(&JsValue::from_str(&text))).await {
            Ok((200 | 201 | 204, headers, _)) => {
                desk.say(desk.words.saved_to_file);
                learn::forget();
                if desk.is(&id) {
                    desk.home.set(Home::Served { path, hash: hash_of(&headers) });
                    desk.original.set(Some(text));
                    watch(desk);
                }
            }
            Ok((412, ..)) if !desk.is(&id) => desk.say(format!("{} {path}", desk.words.not_saved)),
            // Somebody else's, or one of before.
            Ok((412, headers, _)) if is_new && !hash_of(&headers).is_empty() => {
                desk.say(format!("{} {path}", desk.words.path_taken));
            }
            Ok((412, headers, present)) => {
                let hash = hash_of(&headers);
                match hash.is_empty() {
                    true => desk.say(desk.words.gone_from_disk),
                    false => disk::theirs(desk, present),
                }
                desk.home.set(Home::Served { path, hash });
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
async fn with_pictures(desk: Desk, id: &str, mut text: String) -> Option<String> {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Written {
        path: String,
        error: String,
    }
    for path in pictures::within(&text) {
        let Some(picture) = pictures::blob(&path) else { continue };
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
            dom::composed().await;
            if !desk.is(id) {
                return None;
            }
            pictures::moved(desk, &path, &format!("/{}", written.path));
        }
        pictures::forget(&path).await;
    }
    Some(text)
}

/// Goes on with an article that was opened from the folder before: its file may have changed since.
pub fn resume(desk: Desk) {
    if let Home::Served { path, .. } = desk.home.get_untracked()
        && is_served()
    {
        watch(desk);
        spawn_local(look(desk, path));
    }
}

/// Shows what is in the article's file.
async fn look(desk: Desk, path: String) {
    let answer = ask("GET", &address(&path), None, None).await;
    dom::composed().await;
    let same = matches!(desk.home.get_untracked(), Home::Served { path: now, .. } if now == path);
    if let (Ok((200, headers, text)), true) = (answer, same) {
        desk.home.set(Home::Served { path, hash: hash_of(&headers) });
        disk::theirs(desk, text);
    }
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
        if changed.path == path {
            spawn_local(look(desk, path));
        }
    });
    SOURCE.with(|place| place.replace(Some(source)));
}
