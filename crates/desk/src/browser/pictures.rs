//! Pictures that are on this desk alone: taken along with an article, and called by another name once they are elsewhere.

use js_sys::{Reflect, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use super::{room::Desk, site, store};
use crate::form::Field;

/// A picture as it goes along.
pub struct Picture {
    /// Its path, as `media/lu.png`.
    pub path: String,
    /// As `image/png`.
    pub kind: String,
    pub bytes: Vec<u8>,
}

/// The pictures that a text shows and that are on this desk alone.
pub async fn of(text: &str) -> Vec<Picture> {
    let mut all = Vec::new();
    for path in site::pictures().into_iter().filter(|path| text.contains(path.as_str())).collect::<Vec<_>>() {
        let Ok(blob) = store::get(store::PICTURES, &path).await else { continue };
        if let Some(bytes) = bytes_of(&blob).await {
            let kind = Reflect::get(&blob, &"type".into()).ok().and_then(|kind| kind.as_string());
            all.push(Picture { path, kind: kind.unwrap_or_default(), bytes });
        }
    }
    all
}

async fn bytes_of(blob: &JsValue) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(blob.dyn_ref::<Blob>()?.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// A path that no picture on this desk has.
pub fn free_name(stem: &str, ending: &str) -> Option<String> {
    let taken = site::pictures();
    let mut names = (1..).map(|number| match number {
        1 => format!("media/{stem}.{ending}"),
        _ => format!("media/{stem}-{number}.{ending}"),
    });
    names.find(|name| !taken.contains(name))
}

/// Gives a picture another name, since somebody else's has this one where the article goes. Whether that could be done.
pub async fn rename(desk: Desk, path: &str) -> bool {
    let Some((stem, ending)) = path.trim_start_matches("media/").rsplit_once('.') else { return false };
    let Ok(picture) = store::get(store::PICTURES, path).await else { return false };
    let (Some(name), Ok(picture)) = (free_name(stem, ending), picture.dyn_into::<Blob>()) else {
        return false;
    };
    if store::put(store::PICTURES, &name, &picture).await.is_err() {
        return false;
    }
    site::keep_picture(name.clone(), &picture);
    moved(desk, path, &format!("/{name}"));
    true
}

/// A picture is elsewhere now: the article says so wherever it shows it.
pub fn moved(desk: Desk, path: &str, to: &str) {
    let from = format!("/{path}");
    if desk.form.with_untracked(|form| form.get(Field::CoverSrc) == from) {
        desk.fill(Field::CoverSrc, to.to_owned());
    }
    let body = desk.body.get_untracked();
    if body.contains(&from) {
        let body = body.replace(&from, to);
        desk.typed(body.clone());
        desk.show_text(&body, None);
    }
}
