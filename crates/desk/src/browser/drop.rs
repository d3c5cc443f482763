//! What is dropped onto the desk: anywhere, since a browser leaves the page for a file that nobody takes.

use js_sys::{Function, Promise, Reflect};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, DragEvent, Event, EventTarget, File};

use super::{
    disk, dom, folder,
    handles::Handle,
    room::{Desk, Dialog},
};

/// Takes what is dropped in this document from now on.
pub fn listen(document: &EventTarget, desk: Desk) {
    dom::on(document, "dragover", |event| {
        if files_of(&event).is_some() {
            event.prevent_default();
        }
    });
    dom::on(document, "drop", move |event| {
        if let Some(data) = files_of(&event) {
            event.prevent_default();
            dropped(desk, &data);
        }
    });
}

/// What is dragged, if it is files.
fn files_of(event: &Event) -> Option<DataTransfer> {
    // An event of the preview's document is none of this one's `DragEvent`s.
    let data = event.unchecked_ref::<DragEvent>().data_transfer()?;
    data.types().includes(&"Files".into(), 0).then_some(data)
}

/// Takes files one after the other: pictures into the text, articles onto the desk, a folder as a list.
fn dropped(desk: Desk, data: &DataTransfer) {
    // They can be asked for now, and no later.
    let (files, handles) = (disk::files_of(data), handles(data).unwrap_or_default());
    spawn_local(async move {
        for (at, file) in files.into_iter().enumerate() {
            let handle = match handles.get(at) {
                Some(asked) => JsFuture::from(asked.clone()).await.ok().filter(JsValue::is_object),
                None => None,
            };
            take(desk, file, handle).await;
        }
    });
}

async fn take(desk: Desk, file: File, handle: Option<JsValue>) {
    match handle {
        Some(handle) if dom::is_folder(&handle) => {
            if folder::read(desk, handle).await {
                desk.dialog.set(Some(Dialog::Drafts));
            }
        }
        Some(handle) if !file.type_().starts_with("image/") => {
            disk::opened(desk, Handle { file: handle, site: None }, &file.name()).await;
        }
        _ => disk::take_one(desk, &file).await,
    }
}

/// Promises of the files' handles, where the browser gives them (File System Access API); web-sys knows none of it.
fn handles(data: &DataTransfer) -> Result<Vec<Promise>, JsValue> {
    let items = js_sys::Array::from(&Reflect::get(data, &"items".into())?);
    let mut all = Vec::new();
    for item in items.iter() {
        if Reflect::get(&item, &"kind".into())? == "file" {
            let ask: Function = Reflect::get(&item, &"getAsFileSystemHandle".into())?.dyn_into()?;
            all.push(ask.call0(&item)?.dyn_into()?);
        }
    }
    Ok(all)
}
