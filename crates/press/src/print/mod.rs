//! Writes an edition: one module a kind of file.

mod address;
mod bundle;
mod escape;
mod feeds;
// For the pages.
#[allow(dead_code)]
pub mod head;
#[allow(dead_code)]
mod json_ld;
mod redirects;
mod root;
mod sitemap;

use std::path::Path;

use rayon::prelude::*;

use crate::{
    carried::REPLACEABLE,
    edition::Edition,
    tree::{Tree, WriteError},
};

pub use sitemap::is_site_map;

/// Writes the data and the media.
///
/// # Errors
/// The first file that can not be written.
pub fn bundle(edition: &Edition, tree: &Tree) -> Result<(), WriteError> {
    bundle::write(edition, tree)?;
    edition.media.par_iter().try_for_each(|(path, from)| tree.copy(path, &edition.root.join(from)))
}

/// Writes what machines read, the site's own files at its root, and its former addresses.
///
/// # Errors
/// The first file that can not be written.
pub fn discovery(edition: &Edition, tree: &Tree) -> Result<(), WriteError> {
    root::write(edition, tree)?;
    redirects::write(edition, tree)?;
    feeds::write(edition, tree)?;
    sitemap::write(edition, tree)
}

/// Copies the app: all of its folder but its own data and media, and what its tools left; and the page for
/// addresses that are not there.
///
/// # Errors
/// The first file that can not be read or written.
pub fn app(app: &Path, tree: &Tree) -> Result<(), WriteError> {
    let not_found = app.join("404.html").is_file();
    copy(app, "", tree)?;
    match not_found {
        true => Ok(()),
        false => tree.copy("404.html", &app.join("index.html")),
    }
}

fn copy(from: &Path, at: &str, tree: &Tree) -> Result<(), WriteError> {
    let failed = |reason| WriteError::new(from, reason);
    for entry in std::fs::read_dir(from).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        // `.stage` is Trunk's; `.well-known` is the one hidden folder that the web knows.
        let skipped = at.is_empty() && ["data", "media"].contains(&name.as_str());
        if skipped || (name.starts_with('.') && name != ".well-known") {
            continue;
        }
        let path = format!("{at}{name}");
        if REPLACEABLE.contains(&path.as_str()) && tree.has(&path) {
            continue;
        }
        match entry.path().is_dir() {
            true => copy(&entry.path(), &format!("{path}/"), tree)?,
            false => tree.copy(&path, &entry.path())?,
        }
    }
    Ok(())
}
