//! What a build changed, for whoever uploads it or empties a cache: `changes.json`.

use serde::{Deserialize, Serialize};

use crate::tree::Change;

/// The file. Paths are those of files: `bai-viet/mua-lon/index.html`. Itself and the mark are not named.
#[derive(Debug, Serialize)]
pub struct Told<'c> {
    version: u32,
    /// The build: a number made of all that is in the site.
    build: String,
    /// The build that is compared with; none where that is not known, and everything is in `added`.
    since: Option<String>,
    added: &'c [String],
    changed: &'c [String],
    removed: &'c [String],
}

/// The build that wrote the file; none if it is damaged.
pub fn build(json: &[u8]) -> Option<u64> {
    #[derive(Deserialize)]
    struct Build {
        build: String,
    }
    let told: Build = serde_json::from_slice(json).ok()?;
    u64::from_str_radix(&told.build, 16).ok()
}

impl<'c> Told<'c> {
    /// Of a build and the one before.
    pub fn new(build: u64, since: Option<u64>, change: &'c Change) -> Self {
        let named = |build: u64| format!("{build:016x}");
        Self {
            version: 1,
            build: named(build),
            since: since.map(named),
            added: &change.added,
            changed: &change.changed,
            removed: &change.removed,
        }
    }

    /// As JSON.
    pub fn json(&self) -> Vec<u8> {
        // Strings and numbers alone: it can not fail.
        serde_json::to_vec(self).unwrap_or_default()
    }
}
