//! Pictures that are on this desk alone: kept, shown, taken along with an article, and called by another name once they
//! are elsewhere.

use std::{cell::RefCell, collections::BTreeMap};

use js_sys::Uint8Array;
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Element};

use super::{
    dom, keep,
    room::{Desk, Kept},
    store,
};
use crate::form::Field;

/// A picture as it goes along.
pub struct Picture {
    /// Its path, as `media/lu.png`.
    pub path: String,
    /// As `image/png`.
    pub kind: String,
    pub bytes: Vec<u8>,
}

/// A picture on this desk.
struct Own {
    blob: Blob,
    /// An address that shows it.
    url: String,
    /// Whether the browser keeps it.
    kept: Kept,
}

thread_local! {
    /// By the paths that texts call them.
    static PICTURES: RefCell<BTreeMap<String, Own>> = RefCell::default();
}

/// Puts a picture on the desk.
pub fn take(path: &str, blob: &Blob, kept: Kept) {
    if let Ok(url) = web_sys::Url::create_object_url_with_blob(blob) {
        let own = Own { blob: blob.clone(), url, kept };
        PICTURES.with(|pictures| pictures.borrow_mut().insert(path.to_owned(), own));
    }
}

/// Reads the pictures that are kept.
pub async fn read() {
    for (path, blob) in store::all(store::PICTURES).await.unwrap_or_default() {
        take(&path, &blob.into(), Kept::Yes);
    }
}

/// Keeps a picture on this device until it is sent or saved with the article.
pub async fn keep(desk: Desk, path: &str, blob: &Blob) {
    let kept = if store::put(store::PICTURES, path, blob).await.is_ok() { Kept::Yes } else { Kept::No };
    PICTURES.with(|pictures| {
        if let Some(own) = pictures.borrow_mut().get_mut(path) {
            own.kept = kept;
        }
    });
    // The article is kept if its pictures are.
    keep::fresh(desk);
}

/// Whether the browser keeps the pictures that a text shows.
pub fn kept(text: &str) -> Kept {
    PICTURES.with(|pictures| {
        let pictures = pictures.borrow();
        let of = |kept| pictures.iter().any(|(path, own)| own.kept == kept && text.contains(path.as_str()));
        match () {
            () if of(Kept::No) => Kept::No,
            () if of(Kept::Soon) => Kept::Soon,
            () => Kept::Yes,
        }
    })
}

/// A picture is where the site has its pictures, and no longer on this desk alone.
pub async fn forget(path: &str) {
    PICTURES.with(|pictures| pictures.borrow_mut().remove(path));
    let _ = store::remove(store::PICTURES, path).await;
}

/// Paths of those that a text shows.
pub fn within(text: &str) -> Vec<String> {
    let shows = |path: &&String| text.contains(path.as_str());
    PICTURES.with(|pictures| pictures.borrow().keys().filter(shows).cloned().collect())
}

/// A picture as it is on this desk.
pub fn blob(path: &str) -> Option<Blob> {
    PICTURES.with(|pictures| pictures.borrow().get(path).map(|own| own.blob.clone()))
}

/// Shows pictures that are on this desk alone in the place of those that the site does not have yet. All are loaded,
/// whether they are in sight or not: one that is missing is remarked.
pub fn show(place: &Element) {
    let Ok(all) = place.query_selector_all("img[src]") else { return };
    let base = dom::base();
    PICTURES.with(|pictures| {
        let pictures = pictures.borrow();
        for at in 0..all.length() {
            let picture = all.item(at).map(wasm_bindgen::JsCast::unchecked_into::<Element>);
            let Some(picture) = picture else { continue };
            let _ = picture.set_attribute("loading", "eager");
            let src = picture.get_attribute("src").unwrap_or_default();
            if let Some(own) = src.strip_prefix(&base).and_then(|path| pictures.get(path)) {
                let _ = picture.set_attribute("src", &own.url);
            }
        }
    });
}

/// The pictures that a text shows and that are on this desk alone.
pub async fn of(text: &str) -> Vec<Picture> {
    let mut all = Vec::new();
    for path in within(text) {
        let Some(blob) = blob(&path) else { continue };
        if let Some(bytes) = bytes_of(&blob).await {
            all.push(Picture { path, kind: blob.type_(), bytes });
        }
    }
    all
}

/// What is in a file.
pub async fn bytes_of(blob: &Blob) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// A path that no picture on this desk has.
pub fn free_name(stem: &str, ending: &str) -> Option<String> {
    let mut names = (1..).map(|number| match number {
        1 => format!("media/{stem}.{ending}"),
        _ => format!("media/{stem}-{number}.{ending}"),
    });
    names.find(|name| PICTURES.with(|pictures| !pictures.borrow().contains_key(name)))
}

/// Gives a picture another name, since somebody else's has this one where the article goes: the name, if that could be
/// done.
pub async fn rename(desk: Desk, path: &str) -> Option<String> {
    let (stem, ending) = path.strip_prefix("media/")?.rsplit_once('.')?;
    let (name, picture) = (free_name(stem, ending)?, blob(path)?);
    take(&name, &picture, Kept::Soon);
    keep(desk, &name, &picture).await;
    moved(desk, path, &format!("/{name}"));
    Some(name)
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
