//! A whole folder of articles that the editor chose, as a list. It is read by names first: titles come as files are read.

use std::{cell::RefCell, collections::BTreeMap};

use js_sys::{AsyncIterator, Function, IteratorNext, Reflect};
use leptos::{prelude::window, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FileList};

use super::{
    disk, dom,
    room::Desk,
    served::{self, Listed},
};
use crate::file::is_article;

/// A file of the folder.
#[derive(Clone)]
enum Place {
    /// As it was when the folder was chosen.
    Read(File),
    /// One that the browser may write (File System Access API).
    Written(JsValue),
}

thread_local! {
    static FILES: RefCell<BTreeMap<String, Place>> = RefCell::default();
}

/// Whether a folder is none of an editor's.
fn is_hidden(name: &str) -> bool {
    name.starts_with('.') || name == "node_modules"
}

/// Takes the files of a folder that was chosen in a field.
pub fn take(list: &FileList) {
    let all = (0..list.length()).filter_map(|at| list.get(at)).filter_map(|file| {
        let path = Reflect::get(&file, &"webkitRelativePath".into()).ok()?.as_string()?;
        Some((path, Place::Read(file)))
    });
    let all = all.filter(|(path, _)| is_article(path)).collect();
    FILES.with(|files| files.replace(all));
}

/// Lets the editor choose a folder whose files the browser may write, and calls `then` when they are listed.
pub fn pick(then: impl FnOnce() + 'static) {
    spawn_local(async move {
        let options = js_sys::Object::new();
        let _ = Reflect::set(&options, &"mode".into(), &"readwrite".into());
        let Ok(folder) = disk::call(&window(), "showDirectoryPicker", &options).await else { return };
        if let Ok(all) = walk(folder).await {
            FILES.with(|files| files.replace(all));
            then();
        }
    });
}

/// The articles in a folder and in those below it.
async fn walk(folder: JsValue) -> Result<BTreeMap<String, Place>, JsValue> {
    let mut all = BTreeMap::new();
    let mut folders = vec![(dom::name_of(&folder), folder)];
    while let Some((path, folder)) = folders.pop() {
        let values: Function = Reflect::get(&folder, &"values".into())?.dyn_into()?;
        let values: AsyncIterator = values.call0(&folder)?.unchecked_into();
        loop {
            let next: IteratorNext = JsFuture::from(values.next()?).await?.unchecked_into();
            if next.done() {
                break;
            }
            let handle = next.value();
            let name = dom::name_of(&handle);
            let is_folder =
                Reflect::get(&handle, &"kind".into())?.as_string().as_deref() == Some("directory");
            let path = format!("{path}/{name}");
            if is_folder && !is_hidden(&name) {
                folders.push((path, handle));
            } else if !is_folder && is_article(&path) {
                all.insert(path, Place::Written(handle));
            }
        }
    }
    Ok(all)
}

/// The articles of the folder that was chosen; none if none was.
pub fn listed() -> Option<Vec<Listed>> {
    FILES.with(|files| {
        let files = files.borrow();
        let listed = |path: &String| Listed { path: path.clone(), ..Listed::default() };
        (!files.is_empty()).then(|| files.keys().map(listed).collect())
    })
}

/// Opens an article of the list.
pub fn open(desk: Desk, path: String) {
    let Some(place) = FILES.with(|files| files.borrow().get(&path).cloned()) else {
        return served::open(desk, path);
    };
    spawn_local(async move {
        let inside = path.split_once('/').map_or(path.as_str(), |(_, rest)| rest);
        match place {
            Place::Read(file) => drop(disk::read(desk, &file, &path, inside).await),
            Place::Written(handle) => disk::opened(desk, handle, &path, inside).await,
        }
    });
}
