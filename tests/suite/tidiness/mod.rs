//! The rules of the house that no compiler knows.

mod crates;
mod modules;
mod papers;
mod rust;
mod style;
mod words;

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::root;

/// A file with a text.
struct Paper {
    /// Below the root, with `/`.
    path: String,
    text: String,
}

/// Not ours, or made by machines.
const FOREIGN: [&str; 6] = ["target", "dist", ".git", "public/fallback", "node_modules", "Cargo.lock"];

/// Every file below `folder` whose name ends with one of `ends`, in the order of their paths.
fn papers(folder: &str, ends: &[&str]) -> Vec<Paper> {
    let mut found = Vec::new();
    walk(&root().join(folder), &mut found);
    let mut papers: Vec<_> = found
        .into_iter()
        .filter(|path| ends.iter().any(|end| path.ends_with(end)))
        .filter_map(|path| fs::read_to_string(root().join(&path)).ok().map(|text| Paper { path, text }))
        .collect();
    papers.sort_by(|a, b| a.path.cmp(&b.path));
    papers
}

fn walk(place: &Path, found: &mut Vec<String>) {
    let path = place.strip_prefix(root()).unwrap_or(place).to_string_lossy().replace('\\', "/");
    let name = path.rsplit('/').next().unwrap_or_default();
    if FOREIGN.iter().any(|foreign| *foreign == path || *foreign == name) {
        return;
    }
    match fs::read_dir(place) {
        Ok(inside) => {
            let mut inside: Vec<PathBuf> = inside.flatten().map(|file| file.path()).collect();
            inside.sort();
            inside.iter().for_each(|place| walk(place, found));
        }
        Err(_) => found.push(path),
    }
}

/// One file.
fn paper(path: &str) -> Paper {
    let text = fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    Paper { path: path.into(), text }
}

/// Fails with all that is wrong, if anything is.
#[track_caller]
fn none(complaints: impl IntoIterator<Item = String>) {
    let complaints: Vec<String> = complaints.into_iter().collect();
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}
