//! The editors' desk.

mod again;
mod along;
mod fields;
mod files;
mod firefox;
mod forges;
mod handles;
mod hostile;
mod kept;
mod killed;
mod links;
mod looks;
mod pasting;
mod plain;
mod preview;
mod reading;
mod remarks;
mod same;
mod scrolling;
mod served;
mod share;
mod tabs;
mod typing;
mod writing;

use std::path::{Path, PathBuf};

use browser_tests::desk::{NO_PICKERS, body, fill, inside, kept, open, press, ready, see_inside, value};
use browser_tests::key::Key;
use browser_tests::{host::Host, programs::Browser, reader::Reader, visit_with};

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

/// Puts the caret into the text, this far from its beginning.
async fn caret(reader: &Reader, at: usize) {
    let place = "const place = document.getElementById('text');
        place.focus(); place.setSelectionRange(arguments[0], arguments[0]);";
    reader.js(place, vec![at.into()]).await;
}

async fn headline(reader: &Reader) -> String {
    value(reader, "field-title").await
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
