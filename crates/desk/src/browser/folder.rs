//! A whole folder of articles that the editor chose, as a list. It is read by names first: titles come as files are read.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
};

use futures::future::join_all;
use js_sys::{AsyncIterator, Function, IteratorNext, Reflect};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FileList};

use super::{
    along, disk, dom,
    handles::{Handle, call},
    open::fresh_id,
    pictures,
    room::Desk,
    served::{self, Listed},
};
use crate::file::{self, is_article};

/// Titles that are read at a time; then the list shows them.
const SHOWN: usize = 200;

/// A file of the folder.
#[derive(Clone)]
enum Place {
    /// As it was when the folder was chosen.
    Read(File),
    /// One that the browser may write (File System Access API).
    Written(Handle),
}

thread_local! {
    /// By their paths, with the titles that are known.
    static FILES: RefCell<BTreeMap<String, (Place, String)>> = RefCell::default();
    /// How many folders were opened.
    static FOLDERS: Cell<usize> = const { Cell::new(0) };
}

/// Lists these files, and reads their titles.
fn list(desk: Desk, all: BTreeMap<String, Place>) {
    let all = all.into_iter().map(|(path, place)| (path, (place, String::new()))).collect();
    FILES.with(|files| files.replace(all));
    FOLDERS.set(FOLDERS.get() + 1);
    desk.listed.update(|times| *times += 1);
    spawn_local(read_titles(desk, FOLDERS.get()));
}

async fn read_titles(desk: Desk, folder: usize) {
    let files: Vec<(String, Place)> = FILES.with(|files| {
        files.borrow().iter().map(|(path, (place, _))| (path.clone(), place.clone())).collect()
    });
    for some in files.chunks(SHOWN) {
        let titles = join_all(some.iter().map(|(path, place)| title(path, place.clone()))).await;
        if FOLDERS.get() != folder {
            return;
        }
        FILES.with(|files| {
            let mut files = files.borrow_mut();
            for ((path, _), title) in some.iter().zip(titles) {
                if let (Some(file), Some(title)) = (files.get_mut(path), title) {
                    file.1 = title;
                }
            }
        });
        desk.listed.update(|times| *times += 1);
    }
}

async fn title(path: &str, place: Place) -> Option<String> {
    let file = match place {
        Place::Read(file) => file,
        Place::Written(handle) => call(&handle.file, "getFile", &[]).await.ok()?.unchecked_into(),
    };
    let beginning = match path.ends_with(".json") {
        true => file.into(),
        false => file.slice_with_i32_and_i32(0, file::BEGINNING as i32).ok()?,
    };
    file::title(path, &pictures::bytes_of(&beginning).await?)
}

/// Whether a folder is none of an editor's.
fn is_hidden(name: &str) -> bool {
    name.starts_with('.') || name == "node_modules"
}

/// Takes the files of a folder that was chosen in a field.
pub fn take(desk: Desk, chosen: &FileList) {
    let all = (0..chosen.length()).filter_map(|at| chosen.get(at)).filter_map(|file| {
        let path = Reflect::get(&file, &"webkitRelativePath".into()).ok()?.as_string()?;
        Some((path, Place::Read(file)))
    });
    list(desk, all.filter(|(path, _)| is_article(path)).collect());
}

/// Lets the editor choose a folder whose files the browser may write, and lists them.
pub fn pick(desk: Desk) {
    spawn_local(async move {
        let options = js_sys::Object::new();
        let _ = Reflect::set(&options, &"mode".into(), &"readwrite".into());
        let Ok(folder) = call(&window(), "showDirectoryPicker", &[options.into()]).await else { return };
        read(desk, folder).await;
    });
}

/// Lists the articles of a folder. Whether it could be read.
pub async fn read(desk: Desk, folder: JsValue) -> bool {
    let all = walk(folder).await;
    let is_read = all.is_ok();
    all.into_iter().for_each(|all| list(desk, all));
    is_read
}

/// The articles in a folder and in those below it.
async fn walk(folder: JsValue) -> Result<BTreeMap<String, Place>, JsValue> {
    let mut all = BTreeMap::new();
    let name = dom::name_of(&folder);
    let site = along::is_site(&folder).await.then(|| folder.clone());
    let mut folders = vec![(name, folder)];
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
            let is_folder = dom::is_folder(&handle);
            let path = format!("{path}/{name}");
            if is_folder && !is_hidden(&name) {
                folders.push((path, handle));
            } else if !is_folder && is_article(&path) {
                all.insert(path, Place::Written(Handle { file: handle, site: site.clone() }));
            }
        }
    }
    Ok(all)
}

/// The articles of the folder that was chosen; none if none was.
pub fn listed() -> Option<Vec<Listed>> {
    FILES.with(|files| {
        let files = files.borrow();
        let listed = |(path, (_, title)): (&String, &(Place, String))| Listed {
            path: path.clone(),
            title: title.clone(),
            ..Listed::default()
        };
        (!files.is_empty()).then(|| files.iter().map(listed).collect())
    })
}

/// Opens an article of the list.
pub fn open(desk: Desk, path: String) {
    let Some(place) = FILES.with(|files| files.borrow().get(&path).map(|(place, _)| place.clone())) else {
        return served::open(desk, path);
    };
    spawn_local(async move {
        match place {
            Place::Read(file) => drop(disk::read(desk, &fresh_id(), &file, &path).await),
            Place::Written(handle) => disk::opened(desk, handle, &path).await,
        }
    });
}
