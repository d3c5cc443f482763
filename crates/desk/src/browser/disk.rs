//! Files on the editor's disk: opened, saved, dropped. By the File System Access API where there is one; else a file is
//! downloaded, and the editor puts it in its place.

use std::cell::RefCell;

use gloo_timers::callback::Interval;
use js_sys::Reflect;
use leptos::{prelude::*, task::spawn_local};
use news::text::slug::slugify;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DataTransfer, File};

use super::{
    along, dom,
    handles::{self, Handle, call},
    open, pictures,
    room::{Desk, Home, Kept},
    served,
};
use crate::{
    file::inside,
    form::{Field, Form},
    format::insert_block,
};

/// Milliseconds between looks at an open file: what another program writes shows soon.
const LOOK: u32 = 500;

thread_local! {
    /// The file that is open, where the browser lets it be written.
    static OPEN: RefCell<Option<Handle>> = const { RefCell::new(None) };
    static WATCH: RefCell<Option<Interval>> = const { RefCell::new(None) };
}

/// The file that is open is another article's.
pub fn forget() {
    OPEN.with(|open| open.replace(None));
    WATCH.with(|watch| watch.replace(None));
    along::forget();
}

/// Whether this browser writes files itself.
pub fn can_write() -> bool {
    has("showSaveFilePicker")
}

/// Whether saving the article is to download it: elsewhere it may only be read, or there is nowhere to write it.
pub fn downloads(desk: Desk) -> bool {
    let homeless = desk.home.with(|home| matches!(home, Home::Desk | Home::Link { .. }));
    !desk.may_edit() || (homeless && !can_write() && !served::is_served())
}

/// Whether this browser has a picker of this name.
pub fn has(name: &str) -> bool {
    Reflect::has(&window(), &name.into()).unwrap_or(false)
}

/// Lets the editor choose a file, and opens it.
pub fn pick(desk: Desk) {
    spawn_local(async move {
        let Ok(chosen) = call(&window(), "showOpenFilePicker", &[]).await else { return };
        let file = js_sys::Array::from(&chosen).get(0);
        let name = dom::name_of(&file);
        opened(desk, Handle { file, site: None }, &name).await;
    });
}

/// Opens a file that the browser may write. It is called `name`, see [`Home::Disk`].
pub async fn opened(desk: Desk, handle: Handle, name: &str) {
    let Ok(file) = call(&handle.file, "getFile", &[]).await else {
        return desk.say(format!("{} {name}", desk.words.not_read));
    };
    // The same file is the same article, in another tab too.
    let id = handles::known(&handle.file).await.unwrap_or_else(open::fresh_id);
    if read(desk, &id, file.unchecked_ref(), name).await {
        watch(desk, &handle);
        handles::remember(&id, &handle).await;
    }
}

/// Opens a file as it is now, under the same name.
pub async fn read(desk: Desk, id: &str, file: &File, name: &str) -> bool {
    let Some(text) = dom::text_of(file).await else {
        desk.say(format!("{} {name} (UTF-8)", desk.words.not_read));
        return false;
    };
    open::text(desk, id, Home::Disk { name: name.to_owned() }, &inside(name), &text)
}

/// Goes on with an article that was opened from the disk before: its file is known again, and may have changed since.
pub fn resume(desk: Desk) {
    if !matches!(desk.home.get_untracked(), Home::Disk { .. }) {
        return;
    }
    let id = desk.id.get_untracked();
    spawn_local(async move {
        let Some(handle) = handles::recall(&id).await else { return };
        let awake = handles::may(&handle.file, false).await;
        if !desk.is(&id) {
            return;
        }
        match awake {
            true => watch(desk, &handle),
            false => {
                OPEN.with(|open| open.replace(Some(handle)));
                desk.say(desk.words.file_asleep);
            }
        }
    });
}

/// What is in the file now; none if it can not be read.
async fn present(file: &JsValue) -> Option<String> {
    let file = call(file, "getFile", &[]).await.ok()?;
    dom::text_of(file.unchecked_ref::<File>()).await
}

/// Looks at the open file again and again: what another program saves is shown.
fn watch(desk: Desk, handle: &Handle) {
    OPEN.with(|open| open.replace(Some(handle.clone())));
    let (file, id) = (handle.file.clone(), desk.id.get_untracked());
    let look = Interval::new(LOOK, move || {
        let (file, id) = (file.clone(), id.clone());
        spawn_local(async move {
            let Some(text) = present(&file).await else { return };
            if desk.is(&id) && !dom::is_composing() {
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
    if untrack(|| downloads(desk)) {
        return download(desk);
    }
    let text = match desk.file() {
        Ok(text) => text,
        Err(reason) => return desk.say(format!("{} {reason}", desk.words.not_saved)),
    };
    match desk.home.get_untracked() {
        Home::Served { path, hash } => served::save(desk, path, hash, text),
        Home::Desk | Home::Link { .. } if served::is_served() => served::save_new(desk, text),
        _ if OPEN.with(|open| open.borrow().is_none()) && !can_write() => download(desk),
        _ => spawn_local(async move {
            if let Err(error) = save_here(desk, text).await {
                desk.say(format!("{} {}", desk.words.not_saved, dom::sentence(&error)));
            }
        }),
    }
}

/// Saves it into the file that is open, or into one that the editor chooses.
async fn save_here(desk: Desk, text: String) -> Result<(), JsValue> {
    let id = desk.id.get_untracked();
    let known = OPEN.with(|open| open.borrow().clone());
    let handle = match known {
        Some(known) => {
            if !handles::may(&known.file, true).await {
                return Err(desk.words.not_allowed.into());
            }
            if let Some(present) = present(&known.file).await
                && desk.original.with_untracked(|original| original.as_ref() != Some(&present))
                && present != text
                && desk.is(&id)
            {
                // Another program was quicker than the next look, or wrote while nobody looked.
                watch(desk, &known);
                theirs(desk, present);
                return Ok(());
            }
            known
        }
        None => match choose(desk).await {
            Some(file) => Handle { file, site: None },
            None => return Ok(()),
        },
    };
    let folder = handle.site.as_ref();
    let written = match folder {
        Some(folder) if desk.is(&id) => along::write(desk, folder, &text).await?,
        _ => false,
    };
    // A picture may be called otherwise now.
    let text = if written && desk.is(&id) { desk.file().map_err(JsValue::from)? } else { text };
    handles::write(&handle.file, &text.as_str().into()).await?;
    let apart = folder.is_none() && along::download(&stem(desk), &text).await;
    desk.say(match (written, apart) {
        (true, _) => desk.words.pictures_written,
        (_, true) => desk.words.pictures_apart,
        _ => desk.words.saved_to_file,
    });
    if desk.is(&id) {
        if !matches!(desk.home.get_untracked(), Home::Disk { .. }) {
            desk.home.set(Home::Disk { name: dom::name_of(&handle.file) });
        }
        desk.original.set(Some(text));
        watch(desk, &handle);
        handles::remember(&id, &handle).await;
    }
    Ok(())
}

async fn choose(desk: Desk) -> Option<JsValue> {
    let options = js_sys::Object::new();
    let _ = Reflect::set(&options, &"suggestedName".into(), &file_name(desk).into());
    call(&window(), "showSaveFilePicker", &[options.into()]).await.ok()
}

/// The name of the article's file, or the one that it would get.
fn file_name(desk: Desk) -> String {
    match desk.home.get_untracked() {
        Home::Disk { name } | Home::Served { path: name, .. } | Home::Link { path: name } => {
            name.rsplit('/').next().unwrap_or(&name).to_owned()
        }
        Home::Desk => {
            let path = untrack(|| desk.path());
            path.rsplit('/').next().unwrap_or(&path).to_owned()
        }
    }
}

/// The same without what tells of what sort it is.
fn stem(desk: Desk) -> String {
    let name = file_name(desk);
    name.rsplit_once('.').map_or(name.clone(), |(stem, _)| stem.to_owned())
}

/// Downloads the article as a file; with its pictures, in an archive.
pub fn download(desk: Desk) {
    let (name, path) = (file_name(desk), untrack(|| desk.path()));
    // Whatever is wrong with it, the editor gets the work out.
    let (text, left_out) = desk.file_as_it_is();
    if !pictures::within(&text).is_empty() {
        let stem = stem(desk);
        return spawn_local(async move {
            let done = along::download_with(&stem, path, text).await;
            let said = if done { desk.words.zip_downloaded } else { desk.words.not_saved };
            desk.say(left_out.map_or(said.to_owned(), |reason| format!("{said} {reason}")));
        });
    }
    let kind = if name.ends_with(".json") { "application/json" } else { "text/markdown" };
    if dom::download(&name, kind, text.as_bytes()).is_err() {
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

/// Takes files that were chosen: pictures into the text, articles onto the desk, one after the other.
pub fn take(desk: Desk, files: Vec<File>) {
    spawn_local(async move {
        for file in files {
            take_one(desk, &file).await;
        }
    });
}

/// Takes one file.
pub async fn take_one(desk: Desk, file: &File) {
    match file.type_().starts_with("image/") {
        true => put_picture(desk, file).await,
        false => drop(read(desk, &open::fresh_id(), file, &file.name()).await),
    }
}

/// Puts a picture into the text.
pub async fn put_picture(desk: Desk, file: &File) {
    if !untrack(|| desk.may_edit()) {
        return;
    }
    let Some(path) = keep_picture(desk, file) else { return };
    let at = desk.selected().end;
    let marked = desk.body.with_untracked(|text| insert_block(text, at, &format!("![](/{path})")));
    // The caret stands where the words for who can not see it belong.
    let inside = marked.selected.start + 2;
    desk.change(crate::format::Marked { selected: inside..inside, ..marked });
}

/// Makes a picture the article's own.
pub fn set_cover(desk: Desk, file: &File) {
    if let Some(path) = keep_picture(desk, file) {
        desk.fill(Field::CoverSrc, format!("/{path}"));
    }
}

/// Keeps a picture on this device until it is sent or saved with the article: the path that it gets.
fn keep_picture(desk: Desk, file: &File) -> Option<String> {
    let kind = file.type_();
    let ending = kind.rsplit('/').next().unwrap_or("png").replace("jpeg", "jpg").replace("svg+xml", "svg");
    let stem = slugify(file.name().rsplit_once('.').map_or("", |(stem, _)| stem));
    // What the clipboard calls every picture.
    let path = free(desk, if stem == "image" { "" } else { &stem }, &ending)?;
    remember(desk, &path, file.clone().into());
    Some(path)
}

/// The same of a picture that was pasted within a text.
pub fn keep_bytes(desk: Desk, bytes: &[u8], ending: &str) -> Option<String> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(&format!("image/{}", ending.replace("jpg", "jpeg")));
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes).into());
    let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    let path = free(desk, "", ending)?;
    remember(desk, &path, blob);
    Some(path)
}

fn remember(desk: Desk, path: &str, picture: web_sys::Blob) {
    pictures::take(path, &picture, Kept::Soon);
    let path = path.to_owned();
    spawn_local(async move { pictures::keep(desk, &path, &picture).await });
}

/// A path that no picture has on this desk; without a name of its own it is called as the article is.
fn free(desk: Desk, stem: &str, ending: &str) -> Option<String> {
    let stem = if stem.is_empty() { desk.form.with_untracked(Form::slug) } else { stem.to_owned() };
    let stem = if stem.is_empty() { "anh".to_owned() } else { stem };
    pictures::free_name(&stem, ending)
}
