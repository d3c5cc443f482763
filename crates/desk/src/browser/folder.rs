//! A whole folder of articles that the editor chose, as a list. It is read by names first: titles come as files are read.

use std::{cell::RefCell, collections::BTreeMap};

use leptos::task::spawn_local;
use web_sys::{File, FileList};

use super::{
    dom, open,
    room::{Desk, Home},
    served::{self, Listed},
};
use crate::file::is_article;

thread_local! {
    static FILES: RefCell<BTreeMap<String, File>> = RefCell::default();
}

/// Takes the files of a folder that was chosen.
pub fn take(list: &FileList) {
    let all = (0..list.length()).filter_map(|at| list.get(at)).filter_map(|file| {
        let path = js_sys::Reflect::get(&file, &"webkitRelativePath".into()).ok()?.as_string()?;
        Some((path, file))
    });
    let all = all.filter(|(path, _)| is_article(path)).collect();
    FILES.with(|files| files.replace(all));
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
    match FILES.with(|files| files.borrow().get(&path).cloned()) {
        Some(file) => spawn_local(async move {
            let Some(text) = dom::text_of(&file).await else {
                return desk.say(format!("{} {path} (UTF-8)", desk.words.not_read));
            };
            let inside = path.split_once('/').map_or(path.as_str(), |(_, rest)| rest).to_owned();
            open::text(desk, Home::Disk { name: path }, &inside, &text);
        }),
        None => served::open(desk, path),
    }
}
