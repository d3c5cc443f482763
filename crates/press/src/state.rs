//! What a build leaves for the next one: `state-BUILD` in the cache folder, for the build that is served.
//!
//! It may be missing, damaged, or another version's: then everything is made anew, and comes out the same.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, BufWriter, Seek, SeekFrom, Write},
    path::Path,
};

use news::{lang::Lang, related::Found};
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use crate::{
    known::Record,
    tree::{Files, WriteError},
};

/// What the file starts with. Another number for another form of it.
const START: &[u8] = b"bantin-state-3\n";

/// What the file's name starts with.
const NAME: &str = "state-";

/// What a build leaves for the next one.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct State {
    /// Every file that is served.
    pub files: Files,
    /// The app's files that are named after what is in them.
    pub assets: Vec<String>,
    /// Those of the release before, which are kept for pages that are still open.
    pub former: Vec<String>,
    /// A hash of what `articles` depend on, all of them.
    pub key: u64,
    /// What is kept of each article, by its file.
    pub articles: BTreeMap<String, Record>,
    /// Related news, by language.
    pub related: Vec<(Lang, Vec<Found>)>,
}

impl State {
    /// Of the build that is served; empty if it can not be read.
    pub fn load(cache: &Path, build: u64) -> Self {
        Self::read(cache, build).unwrap_or_default()
    }

    fn read(cache: &Path, build: u64) -> Option<Self> {
        let bytes = fs::read(cache.join(name(build))).ok()?;
        let (hash, rest) = bytes.strip_prefix(START)?.split_first_chunk::<8>()?;
        if xxh3_64(rest) != u64::from_le_bytes(*hash) {
            return None;
        }
        postcard::from_bytes(rest).ok()
    }

    /// Saves it for a build that will be served next.
    ///
    /// # Errors
    /// What the system says.
    pub fn save(&self, cache: &Path, build: u64) -> Result<(), WriteError> {
        let at = cache.join(name(build));
        let put = || {
            fs::create_dir_all(cache)?;
            let new = cache.join(format!("{}.new", name(build)));
            // Not in memory first: it is as long as a third of all articles.
            let mut file = BufWriter::new(File::create(&new)?);
            file.write_all(START)?;
            file.write_all(&[0; 8])?;
            let hash = postcard::to_io(self, Hashed { file, hash: Xxh3::new() }).map_err(io::Error::other)?;
            let Hashed { mut file, hash } = hash;
            file.seek(SeekFrom::Start(START.len() as u64))?;
            file.write_all(&hash.digest().to_le_bytes())?;
            file.into_inner().map_err(io::IntoInnerError::into_error)?;
            fs::rename(new, &at)
        };
        put().map_err(|reason| WriteError::new(&at, reason))
    }
}

/// A file, and a hash of what is written to it.
struct Hashed<W> {
    file: W,
    hash: Xxh3,
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn name(build: u64) -> String {
    format!("{NAME}{build:016x}")
}

/// Removes what was saved for other builds than these, and by builds that died.
pub fn sweep(cache: &Path, builds: &[u64]) {
    let kept: Vec<String> = builds.iter().map(|build| name(*build)).collect();
    for file in fs::read_dir(cache).into_iter().flatten().flatten() {
        let found = file.file_name();
        if found
            .to_str()
            .is_some_and(|found| found.starts_with(NAME) && !kept.iter().any(|name| name == found))
        {
            let _ = fs::remove_file(file.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::Printed;

    #[test]
    fn what_is_damaged_is_not_read() {
        let cache = std::env::temp_dir().join(format!("bantin-state-{}", std::process::id()));
        let file = ("a".to_owned(), Printed { input: Some(1), bytes: 2 });
        let state = State { files: Files::from([file]), ..State::default() };
        state.save(&cache, 7).unwrap();
        assert_eq!(State::load(&cache, 7).files, state.files);
        assert!(State::load(&cache, 8).files.is_empty());
        let whole = fs::read(cache.join(name(7))).unwrap();
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            fs::write(cache.join(name(7)), damaged).unwrap();
            assert!(State::load(&cache, 7).files.is_empty(), "byte {at}");
            fs::write(cache.join(name(7)), &whole[..at]).unwrap();
            assert!(State::load(&cache, 7).files.is_empty(), "{at} bytes");
        }
        sweep(&cache, &[8]);
        assert_eq!(fs::read_dir(&cache).unwrap().count(), 0);
        fs::remove_dir_all(cache).unwrap();
    }
}
