//! Writes an edition: one module a kind of file.

mod bundle;

use std::path::Path;

use rayon::prelude::*;

use crate::{
    edition::Edition,
    tree::{Tree, WriteError},
};

/// Writes the data and the media.
///
/// # Errors
/// The first file that can not be written.
pub fn bundle(edition: &Edition, tree: &Tree) -> Result<(), WriteError> {
    bundle::write(edition, tree)?;
    edition.pictures.print(tree)?;
    edition.media.par_iter().try_for_each(|(path, from)| tree.copy(path, &edition.root.join(from)))
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
        match entry.path().is_dir() {
            true => copy(&entry.path(), &format!("{path}/"), tree)?,
            false => tree.copy(&path, &entry.path())?,
        }
    }
    Ok(())
}
