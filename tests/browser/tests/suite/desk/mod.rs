//! The editors' desk.

mod files;
mod firefox;
mod handles;
mod hostile;
mod kept;
mod killed;
mod looks;
mod preview;
mod remarks;
mod same;
mod served;
mod share;
mod tabs;
mod typing;
mod writing;

use std::path::{Path, PathBuf};

use browser_tests::key::Key;
use browser_tests::{host::Host, programs::Browser, reader::Reader, visit_with};
use serde_json::Value;

/// Without the pickers of the File System Access API, which no driver can answer: files go by the field and by download.
const NO_PICKERS: &str = "delete window.showOpenFilePicker; delete window.showSaveFilePicker;
    delete window.showDirectoryPicker;";

/// In front of scripts: the document in the preview.
const INSIDE: &str = "const inside = document.querySelector('.sheet iframe').contentDocument;";

/// A test at the desk of a plain host. Nothing may be noted in the console.
async fn at_desk(test: impl AsyncFnOnce(&Reader, &Host)) {
    at_desk_with(&[], test).await;
}

/// The same; `expected` are parts of errors that the console may tell of.
async fn at_desk_with(expected: &[&str], test: impl AsyncFnOnce(&Reader, &Host)) {
    visit_with(Browser::Chromium, expected, async |reader, host| {
        reader.before_each_page(NO_PICKERS).await;
        open(reader, "/bien-tap/").await;
        test(reader, host).await;
    })
    .await;
}

/// Opens the desk and waits for it.
async fn open(reader: &Reader, path: &str) {
    reader.open(path).await;
    ready(reader).await;
}

async fn ready(reader: &Reader) {
    let ready = "return document.documentElement.dataset.desk === 'open' && location.hash !== ''
        && !!document.querySelector('.sheet iframe')?.contentDocument?.querySelector('#app > *')";
    reader.wait("the desk", ready).await;
}

/// Puts the caret into a field, all of it selected, and writes over it.
async fn fill(reader: &Reader, id: &str, text: &str) {
    let focus = "const field = document.getElementById(arguments[0]);
        field.closest('details')?.setAttribute('open', ''); field.focus(); field.select();";
    reader.js(focus, vec![id.into()]).await;
    reader.insert(text).await;
}

/// Puts the caret into the text, this far from its beginning.
async fn caret(reader: &Reader, at: usize) {
    let place = "const place = document.getElementById('text');
        place.focus(); place.setSelectionRange(arguments[0], arguments[0]);";
    reader.js(place, vec![at.into()]).await;
}

/// The text as it stands where it is written.
async fn body(reader: &Reader) -> String {
    reader.text("return document.getElementById('text').value").await
}

async fn headline(reader: &Reader) -> String {
    reader.text("return document.getElementById('field-title').value").await
}

/// Runs a script that knows the preview's document as `inside`.
async fn inside(reader: &Reader, script: &str) -> Value {
    reader.js(&format!("{INSIDE}{script}"), vec![]).await
}

/// Waits until a script that knows the preview's document answers true.
#[track_caller]
fn see_inside<'a>(reader: &'a Reader, what: &str, script: &str) -> impl Future<Output = ()> + use<'a> {
    let script = format!("{INSIDE}{script}");
    reader.wait_for(what.to_owned(), script)
}

/// Waits until the desk says that the article is kept, for what was just typed too.
async fn kept(reader: &Reader) {
    reader.wait("it to be kept", "return document.querySelector('.bar-kept').dataset.kept === 'yes'").await;
}

/// Clicks the element with this id.
async fn press(reader: &Reader, id: &str) {
    reader.js("document.getElementById(arguments[0]).click()", vec![id.into()]).await;
}

/// A new empty folder for a test.
fn room(name: &str) -> PathBuf {
    let room = Path::new(env!("CARGO_TARGET_TMPDIR")).join("desk").join(name);
    let _ = std::fs::remove_dir_all(&room);
    std::fs::create_dir_all(&room).expect("a folder");
    room
}

/// Control, held.
const CONTROL: Key = Key::Control;
