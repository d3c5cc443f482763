//! What must hold of the app as a whole: its pages, snapshot by snapshot; their HTML; and the tidiness of the
//! source.
// Clippy takes only the test functions themselves for tests.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod document;
mod hostile;
mod newspaper;
mod promises;
mod render;
mod screens;
mod snapshots;
mod tidiness;
mod validity;

use std::path::Path;

/// The folder of the project.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
