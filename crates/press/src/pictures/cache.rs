//! What was made of pictures, kept for the next build.
//!
//! A folder with a file for each picture, named after what is in the picture and how copies are made, and
//! `index.json`, which tells from a file's size and date what is in it. Any of it may be missing or damaged.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::encode::SETTINGS;
use crate::known::Stamp;

const INDEX: &str = "index.json";
/// Length of a SHA-256 in hexadecimal.
const DIGEST: usize = 64;

/// What is known of a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Width and height as it is shown.
    pub size: Option<(u32, u32)>,
    /// Width and number of bytes of each copy, the smallest first.
    pub copies: Vec<(u32, usize)>,
    /// Why there are none.
    pub trouble: Option<String>,
}

/// The name of what is made of a picture with these bytes: 32 hexadecimal digits.
pub fn key(bytes: &[u8]) -> String {
    let digest = Sha256::new().chain_update(SETTINGS).chain_update([0]).chain_update(bytes).finalize();
    format!("{digest:x}").chars().take(32).collect()
}

/// Path below the site's folder to the file's stamp, if it is settled, and the key of what is in it.
pub type Index = BTreeMap<String, (Option<Stamp>, String)>;

#[derive(Serialize, Deserialize)]
struct IndexFile {
    settings: String,
    pictures: Index,
}

/// The folder.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// The folder at `folder`, which need not exist.
    pub fn at(folder: &Path) -> Self {
        Self { folder: folder.into() }
    }

    /// Makes the folder.
    ///
    /// # Errors
    /// What the system says.
    pub fn create(&self) -> io::Result<()> {
        fs::create_dir_all(&self.folder)
    }

    /// What was saved; empty if it can not be read or copies are made in another way now.
    pub fn index(&self) -> Index {
        let bytes = fs::read(self.folder.join(INDEX)).unwrap_or_default();
        let index: Option<IndexFile> = serde_json::from_slice(&bytes).ok();
        index.filter(|index| index.settings == SETTINGS).map(|index| index.pictures).unwrap_or_default()
    }

    /// Saves the index.
    ///
    /// # Errors
    /// What the system says.
    pub fn save_index(&self, pictures: &Index) -> io::Result<()> {
        let index = IndexFile { settings: SETTINGS.into(), pictures: pictures.clone() };
        self.put(INDEX, &serde_json::to_vec(&index)?)
    }

    /// What was made of a picture: what is known of it, and the bytes of all copies, one after the other. None if
    /// that is not here, or not what was put here.
    pub fn get(&self, key: &str) -> Option<(Facts, Vec<u8>)> {
        let mut file = fs::read(self.folder.join(key)).ok()?;
        let (digest, rest) = file.split_at_checked(DIGEST)?;
        if format!("{:x}", Sha256::digest(rest)).as_bytes() != digest {
            return None;
        }
        let end = rest.iter().position(|byte| *byte == b'\n')?;
        let facts: Facts = serde_json::from_slice(rest.get(..end)?).ok()?;
        Some((facts, file.split_off(DIGEST + end + 1)))
    }

    /// Keeps what was made of a picture.
    ///
    /// # Errors
    /// What the system says.
    pub fn keep(&self, key: &str, facts: &Facts, copies: &[u8]) -> io::Result<()> {
        let mut rest = serde_json::to_vec(facts)?;
        rest.push(b'\n');
        rest.extend_from_slice(copies);
        let mut file = format!("{:x}", Sha256::digest(&rest)).into_bytes();
        file.append(&mut rest);
        self.put(key, &file)
    }

    /// All of it or nothing, even if the program is killed meanwhile.
    fn put(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let new = self.folder.join(format!("{name}.new-{}", std::process::id()));
        fs::write(&new, bytes)?;
        fs::rename(new, self.folder.join(name))
    }

    /// Removes everything but the index and what has one of these keys; the folder, too, if there are none.
    pub fn sweep(&self, used: &BTreeSet<&str>) {
        if used.is_empty() {
            // If it fails, the next build removes it.
            let _ = fs::remove_dir_all(&self.folder);
            return;
        }
        for file in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let name = file.file_name();
            if name != INDEX && !name.to_str().is_some_and(|name| used.contains(name)) {
                let _ = fs::remove_file(file.path());
            }
        }
    }
}
