//! Files on the editor's disk: opened, saved, dropped. By the File System Access API where there is one; else a file is
//! downloaded, and the editor puts it in its place.

use std::cell::RefCell;

use gloo_timers::callback::Interval;
use js_sys::{Function, Promise, Reflect};
use leptos::{prelude::*, task::spawn_local};
use news::text::slug::slugify;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, File};

use super::{
    dom, open, pictures,
    room::{Desk, Home},
    site, store,
};
use crate::{
    form::{Field, Form},
    format::insert_block,
};

/// Milliseconds between looks at an open file: what another program writes shows soon.
const LOOK: u32 = 500;

thread_local! {
    /// The file that is open, where the browser lets it be written.
    static HANDLE: RefCell<Option<JsValue>> = const { RefCell::new(None) };
    static WATCH: RefCell<Option<Interval>> = const { RefCell::new(None) };
}

/// The file that is open is another article's.
pub fn forget() {
    HANDLE.with(|handle| handle.replace(None));
    WATCH.with(|watch| watch.replace(None));
}

/// Whether this browser writes files itself.
pub fn can_write() -> bool {
    has("showSaveFilePicker")
}

/// Whether this browser has a picker of this name.
pub fn has(name: &str) -> bool {
    Reflect::has(&window(), &name.into()).unwrap_or(false)
}

/// Calls a method that gives a promise.
pub async fn call(of: &JsValue, name: &str, with: &JsValue) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(of, &name.into())?.dyn_into()?;
    JsFuture::from(method.call1(of, with)?.dyn_into::<Promise>()?).await
}

/// Lets the editor choose a file, and opens it.
pub fn pick(desk: Desk) {
    spawn_local(async move {
        let Ok(chosen) = call(&window(), "showOpenFilePicker", &JsValue::UNDEFINED).await else { return };
        let handle = js_sys::Array::from(&chosen).get(0);
        let name = dom::name_of(&handle);
        opened(desk, handle, &name, &name).await;
    });
}

/// Opens a file that the browser may write. It is called `name`; `path` is what it is called in the site's folder.
pub async fn opened(desk: Desk, handle: JsValue, name: &str, path: &str) {
    let file = call(&handle, "getFile", &JsValue::UNDEFINED).await;
    let read = match &file {
        Ok(file) => read(desk, file.unchecked_ref(), name, path).await,
        Err(_) => false,
    };
    match read {
        true => watch(desk, handle),
        false if file.is_err() => desk.say(format!("{} {name}", desk.words.not_read)),
        false => {}
    }
}

/// Opens a file as it is now; the same names.
pub async fn read(desk: Desk, file: &File, name: &str, path: &str) -> bool {
    let Some(text) = dom::text_of(file).await else {
        desk.say(format!("{} {name} (UTF-8)", desk.words.not_read));
        return false;
    };
    open::text(desk, Home::Disk { name: name.to_owned() }, path, &text)
}

/// What is in the file now; none if it can not be read.
async fn present(handle: &JsValue) -> Option<String> {
    let file = call(handle, "getFile", &JsValue::UNDEFINED).await.ok()?;
    dom::text_of(file.unchecked_ref::<File>()).await
}

/// Looks at the open file again and again: what another program saves is shown.
fn watch(desk: Desk, handle: JsValue) {
    HANDLE.with(|place| place.replace(Some(handle.clone())));
    let id = desk.id.get_untracked();
    let look = Interval::new(LOOK, move || {
        let (handle, id) = (handle.clone(), id.clone());
        spawn_local(async move {
            let Some(text) = present(&handle).await else { return };
            if desk.id.get_untracked() == id {
                theirs(desk, text);
            }
        });
    });
    WATCH.with(|watch| watch.replace(Some(look)));
}

/// The file on the disk is as `text` says: it is shown, unless something here would be lost.
pub fn theirs(desk: Desk, text: String) {
    let original = desk.original.get_untracked();
    if original.as_deref() == Some(text.as_str()) {
        return;
    }
    let mine = desk.file().ok();
    if mine.as_deref() == Some(text.as_str()) {
        desk.original.set(Some(text));
        return;
    }
    let touched = mine != original;
    if touched {
        let ask = format!(
            "{}\n\n{} / {}",
            desk.words.changed_on_disk, desk.words.load_theirs, desk.words.keep_mine
        );
        if !window().confirm_with_message(&ask).unwrap_or(false) {
            desk.original.set(Some(text));
            return;
        }
    }
    show(desk, text);
}

/// Puts what a file holds into the place of what is on the desk; the text can be taken back. Whether it could be read.
pub fn show(desk: Desk, text: String) -> bool {
    let opened = crate::file::open(&untrack(|| desk.path()), &text, &desk.zone());
    let Ok(opened) = opened else { return false };
    desk.original.set(Some(text));
    desk.form.set(opened.form);
    desk.typed(opened.body.clone());
    desk.show_text(&opened.body, None);
    true
}

/// Saves the article where it belongs.
pub fn save(desk: Desk) {
    let text = match desk.file() {
        Ok(text) => text,
        Err(reason) => return desk.say(format!("{} {reason}", desk.words.not_saved)),
    };
    match desk.home.get_untracked() {
        Home::Served { path, hash } => super::served::save(desk, path, hash, text),
        _ => spawn_local(async move {
            let known = HANDLE.with(|handle| handle.borrow().clone());
            if let Some(known) = &known
                && let Some(present) = present(known).await
                && desk.original.with_untracked(|original| original.as_ref() != Some(&present))
                && present != text
            {
                // Another program was quicker than the next look.
                return theirs(desk, present);
            }
            let handle = match known {
                Some(known) => Some(known),
                None if can_write() => choose(desk).await,
                None => None,
            };
            match handle {
                Some(handle) => match write(&handle, &text).await {
                    Ok(()) => {
                        desk.original.set(Some(text));
                        desk.say(desk.words.saved_to_file);
                        watch(desk, handle);
                    }
                    Err(error) => desk.say(format!("{} {}", desk.words.not_saved, dom::sentence(&error))),
                },
                None if can_write() => {}
                None => download(desk),
            }
        }),
    }
}

async fn choose(desk: Desk) -> Option<JsValue> {
    let options = js_sys::Object::new();
    let name = file_name(desk);
    let _ = Reflect::set(&options, &"suggestedName".into(), &name.into());
    let handle = call(&window(), "showSaveFilePicker", &options).await.ok()?;
    desk.home.set(Home::Disk { name: dom::name_of(&handle) });
    Some(handle)
}

async fn write(handle: &JsValue, text: &str) -> Result<(), JsValue> {
    let stream = call(handle, "createWritable", &JsValue::UNDEFINED).await?;
    call(&stream, "write", &text.into()).await?;
    call(&stream, "close", &JsValue::UNDEFINED).await.map(|_| ())
}

/// The name of the article's file, or the one that it would get.
fn file_name(desk: Desk) -> String {
    match desk.home.get_untracked() {
        Home::Disk { name } | Home::Served { path: name, .. } => {
            name.rsplit('/').next().unwrap_or(&name).to_owned()
        }
        Home::Desk => {
            let path = untrack(|| desk.path());
            path.rsplit('/').next().unwrap_or(&path).to_owned()
        }
    }
}

/// Downloads the article as a file.
pub fn download(desk: Desk) {
    let name = file_name(desk);
    // Whatever is wrong with it, the editor gets the work out.
    let (text, left_out) = desk.file_as_it_is();
    let kind = if name.ends_with(".json") { "application/json" } else { "text/markdown" };
    if dom::download(&name, kind, &text).is_err() {
        desk.say(desk.words.not_saved);
    }
    if let Some(reason) = left_out {
        desk.say(reason);
    }
}

/// The files that are pasted or dropped.
pub fn files_of(data: &DataTransfer) -> Vec<File> {
    let Some(files) = data.files() else { return Vec::new() };
    (0..files.length()).filter_map(|at| files.get(at)).collect()
}

/// Takes files that were dropped or chosen: pictures into the text, an article onto the desk.
pub fn take(desk: Desk, files: Vec<File>) {
    for file in files {
        if file.type_().starts_with("image/") {
            add_picture(desk, file);
        } else {
            spawn_local(async move {
                let name = file.name();
                read(desk, &file, &name, &name).await;
            });
        }
    }
}

/// Puts a picture into the text.
pub fn add_picture(desk: Desk, file: File) {
    if !untrack(|| desk.may_edit()) {
        return;
    }
    spawn_local(async move {
        let Some(path) = keep_picture(desk, &file).await else { return };
        let at = desk.selected().end;
        let marked = desk.body.with_untracked(|text| insert_block(text, at, &format!("![](/{path})")));
        // The caret stands where the words for who can not see it belong.
        let inside = marked.selected.start + 2;
        desk.change(crate::format::Marked { selected: inside..inside, ..marked });
    });
}

/// Makes a picture the article's own.
pub fn set_cover(desk: Desk, file: File) {
    spawn_local(async move {
        if let Some(path) = keep_picture(desk, &file).await {
            desk.fill(Field::CoverSrc, format!("/{path}"));
        }
    });
}

/// Keeps a picture on this device until it is sent or saved with the article: the path that it gets.
async fn keep_picture(desk: Desk, file: &File) -> Option<String> {
    let kind = file.type_();
    let ending = kind.rsplit('/').next().unwrap_or("png").replace("jpeg", "jpg").replace("svg+xml", "svg");
    let stem = slugify(file.name().rsplit_once('.').map_or("", |(stem, _)| stem));
    // What the clipboard calls every picture.
    let path = free(desk, if stem == "image" { "" } else { &stem }, &ending)?;
    site::keep_picture(path.clone(), file);
    remember(desk, &path, file).await;
    Some(path)
}

/// The same of a picture that was pasted within a text.
pub fn keep_bytes(desk: Desk, bytes: &[u8], ending: &str) -> Option<String> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(&format!("image/{}", ending.replace("jpg", "jpeg")));
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes).into());
    let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    let path = free(desk, "", ending)?;
    site::keep_picture(path.clone(), &blob);
    let kept = path.clone();
    spawn_local(async move { remember(desk, &kept, &blob).await });
    Some(path)
}

async fn remember(desk: Desk, path: &str, picture: &web_sys::Blob) {
    if store::put(store::PICTURES, path, picture).await.is_err() {
        desk.kept.set(super::room::Kept::No);
    }
}

/// A path that no picture has on this desk; without a name of its own it is called as the article is.
fn free(desk: Desk, stem: &str, ending: &str) -> Option<String> {
    let stem = if stem.is_empty() { desk.form.with_untracked(Form::slug) } else { stem.to_owned() };
    let stem = if stem.is_empty() { "anh".to_owned() } else { stem };
    pictures::free_name(&stem, ending)
}
