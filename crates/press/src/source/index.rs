//! What was fetched, kept from build to build: by it one sees what has changed since.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::Path,
};

use news::{problem::Problem, source::wordpress::request::Kind};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

const FILE: &str = "index.json";

/// Everything that was fetched.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Index {
    /// Where the WordPress is.
    pub home: String,
    /// Articles by their numbers.
    pub articles: BTreeMap<u64, Kept>,
    /// Addresses of articles that need a password.
    pub locked: Vec<String>,
    /// Addresses of pictures, and what they are called here; none for one that can not be had, with the reason.
    pub pictures: BTreeMap<String, Result<String, String>>,
    /// When what the library says of a picture was changed last, UTC.
    #[serde(default)]
    pub filed: String,
}

/// An article that was fetched.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kept {
    /// A hash of all that it was made from but its text; none if it may have changed without another date.
    pub key: Option<u64>,
    /// What it is there.
    pub kind: Kind,
    /// Its address there.
    pub link: String,
    /// The addresses of its pictures.
    pub pictures: BTreeSet<String>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// The last index in `folder`, of whichever kind of site; none if there is none that can be read.
pub fn load<T: DeserializeOwned>(folder: &Path) -> Option<T> {
    serde_json::from_slice(&fs::read(folder.join(FILE)).ok()?).ok()
}

/// Keeps an index, whole or not at all.
///
/// # Errors
/// What the system says.
pub fn save<T: Serialize>(index: &T, folder: &Path) -> io::Result<()> {
    write(&folder.join(FILE), &serde_json::to_vec(index)?)
}

/// Writes a file, whole or not at all.
///
/// # Errors
/// What the system says.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = path.with_extension("new");
    fs::write(&new, bytes)?;
    fs::rename(new, path)
}
