//! The pictures of an article go along when it is saved: into the folder `media/` of the site that was opened, else as a
//! download.

use std::{cell::RefCell, collections::BTreeSet};

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

use super::{
    dom,
    handles::{self, within},
    pictures,
    room::Desk,
};
use crate::zip::zip;

thread_local! {
    /// Pictures that the editor has got by download since the page was opened.
    static GIVEN: RefCell<BTreeSet<String>> = RefCell::default();
}

/// Whether a folder that was opened is the site's: its articles lie in `content/` below it, or its settings beside them.
pub async fn is_site(folder: &JsValue) -> bool {
    let content = within(folder, "folder", "content", false).await;
    content.is_ok() || within(folder, "file", "site.toml", false).await.is_ok()
}

/// Writes the pictures of the article into `media/`. One whose name is taken there gets another, and the article says so.
/// Whether there were any.
///
/// # Errors
/// What the browser says.
pub async fn write(desk: Desk, folder: &JsValue, text: &str) -> Result<bool, JsValue> {
    let mut left = pictures::within(text);
    if left.is_empty() {
        return Ok(false);
    }
    if !handles::may(folder, true).await {
        return Err(desk.words.not_allowed.into());
    }
    let media = within(folder, "folder", "media", true).await?;
    while let Some(path) = left.pop() {
        let name = path.strip_prefix("media/").unwrap_or(&path);
        let Some(bytes) = bytes(&path).await else { continue };
        match there(&media, name).await {
            Some(there) if there == bytes => {}
            Some(_) => left.extend(pictures::rename(desk, &path).await),
            None => {
                let file = within(&media, "file", name, true).await?;
                handles::write(&file, &Uint8Array::from(bytes.as_slice()).into()).await?;
            }
        }
    }
    Ok(true)
}

async fn bytes(path: &str) -> Option<Vec<u8>> {
    pictures::bytes_of(&pictures::blob(path)?).await
}

/// What is in a file of this name; none if there is none.
async fn there(folder: &JsValue, name: &str) -> Option<Vec<u8>> {
    let file = within(folder, "file", name, false).await.ok()?;
    let file = handles::call(&file, "getFile", &[]).await.ok()?;
    pictures::bytes_of(file.dyn_ref::<Blob>()?).await
}

/// Downloads the pictures of the article that the editor does not have yet, in an archive. Whether there were any.
pub async fn download(stem: &str, text: &str) -> bool {
    let mut new = pictures::of(text).await;
    new.retain(|picture| GIVEN.with(|given| !given.borrow().contains(&picture.path)));
    !new.is_empty() && archive(&format!("{stem}-media.zip"), Vec::new(), new)
}

/// Downloads a file and its pictures, in an archive that is unpacked in the site's folder.
pub async fn download_with(stem: &str, path: String, text: String) -> bool {
    let pictures = pictures::of(&text).await;
    archive(&format!("{stem}.zip"), vec![(path, text.into_bytes())], pictures)
}

fn archive(name: &str, mut files: Vec<(String, Vec<u8>)>, pictures: Vec<pictures::Picture>) -> bool {
    let paths: Vec<String> = pictures.iter().map(|picture| picture.path.clone()).collect();
    files.extend(pictures.into_iter().map(|picture| (picture.path, picture.bytes)));
    let done = dom::download(name, "application/zip", &zip(&files)).is_ok();
    if done {
        GIVEN.with(|given| given.borrow_mut().extend(paths));
    }
    done
}

/// Another article is on the desk: its pictures have not been given yet.
pub fn forget() {
    GIVEN.with(|given| given.take());
}
