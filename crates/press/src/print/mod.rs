//! Writes an edition: one module a kind of file.

mod address;
mod assets;
mod bundle;
mod content;
pub mod desk;
mod document;
mod escape;
mod feeds;
mod head;
mod json_ld;
mod pages;
mod programs;
mod redirects;
mod root;
mod sitemap;

use std::{fs, path::Path};

use rayon::prelude::*;

use self::{assets::Assets, document::Shell};
use crate::{
    edition::Edition,
    hosting,
    state::State,
    tree::{Tree, WriteError},
};

pub use assets::FOLDER as APP;
pub use programs::whole;
pub use root::ROBOTS;
pub use sitemap::{INDEX, NEWS_FILE, is_site_map};

/// Writes the data and the media.
///
/// # Errors
/// The first file that can not be written.
pub fn bundle(edition: &Edition, tree: &Tree<'_>) -> Result<(), WriteError> {
    bundle::write(edition, tree)?;
    desk::told(edition, tree)?;
    edition.linker.pictures.print(tree)?;
    edition
        .media
        .par_iter()
        .try_for_each(|(path, from)| tree.copy(path, &edition.linker.folder.root.join(from)))
}

/// Writes what machines read, the site's own files at its root, and its former addresses.
///
/// # Errors
/// The first file that can not be written.
pub fn discovery(edition: &Edition, tree: &Tree<'_>) -> Result<(), WriteError> {
    root::write(edition, tree)?;
    redirects::write(edition, tree)?;
    feeds::write(edition, tree)?;
    sitemap::write(edition, tree)
}

/// Writes the headers for hosts that read them from a file, unless the site has such a file of its own. `app` are the app's
/// files that are named after what is in them.
///
/// # Errors
/// If it can not be written.
pub fn headers<'a>(
    edition: &Edition,
    app: impl Iterator<Item = &'a String>,
    tree: &Tree<'_>,
) -> Result<(), WriteError> {
    let app: Vec<&str> = app.map(String::as_str).collect();
    match tree.has(hosting::RULES) {
        true => Ok(()),
        false => tree.write(hosting::RULES, hosting::rules(edition, &app).as_bytes()),
    }
}

/// Writes every page as HTML, and the app that wakes them up. Gives the app's files that are named after what is in
/// them, and those of the release before, which stay.
///
/// # Errors
/// A sentence: what can not be read or written.
pub fn pages(
    edition: &Edition,
    app: &Path,
    last: &State,
    tree: &Tree<'_>,
) -> Result<(Vec<String>, Vec<String>), String> {
    let said = |error| format!("--app {}: {error}", app.display());
    let html = fs::read_to_string(app.join("index.html")).map_err(said)?;
    let html = programs::needed(&html, &edition.site);
    let assets = Assets::find(app, &html).map_err(said)?;
    let shell = Shell::new(&html, app, &edition.linker.base, &assets)?;
    assets.write(app, tree).map_err(|error| error.to_string())?;
    desk::write(app, edition, tree).map_err(|error| error.to_string())?;
    let former = assets.keep_former(last, tree).map_err(|error| error.to_string())?;
    pages::write(edition, &shell, tree).map_err(|error| error.to_string())?;
    Ok((assets.names(), former))
}
