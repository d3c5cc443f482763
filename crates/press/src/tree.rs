//! A folder being written: every path once, none outside of it, and nothing that is in it already.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError, atomic::Ordering},
    time::SystemTime,
};

use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use crate::{
    before::{Before, lower},
    files::{Files, Printed},
    known::Stamp,
};

/// Something could not be written.
#[derive(Debug)]
pub struct WriteError {
    /// What.
    pub path: PathBuf,
    /// Why.
    pub reason: io::Error,
}

impl WriteError {
    /// Of a path and what the system said.
    pub fn new(path: impl Into<PathBuf>, reason: io::Error) -> Self {
        Self { path: path.into(), reason }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "can not write {}: {}", self.path.display(), self.reason)?;
        match self.reason.kind() {
            io::ErrorKind::StorageFull => f.write_str("\n    Make room on the disk and build again."),
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                f.write_str("\n    Choose a folder that you may write to.")
            }
            io::ErrorKind::ResourceBusy => f.write_str(
                "\n    A disk or a folder of another computer is mounted there, and can not be exchanged for a new one. \
                 Build into a folder in it.",
            ),
            _ => Ok(()),
        }
    }
}

impl std::error::Error for WriteError {}

/// Gets a folder ready, before the first change to it.
pub type Prepare<'t> = Box<dyn Fn() -> Result<(), WriteError> + Send + Sync + 't>;

/// A folder being written.
pub struct Tree<'t> {
    root: PathBuf,
    /// What is in it already.
    before: Before<'t>,
    /// Taken before the first change.
    prepare: Mutex<Option<Prepare<'t>>>,
    so_far: Mutex<SoFar>,
}

/// What was written.
#[derive(Default)]
struct SoFar {
    /// Paths in lower case.
    lower: FxHashSet<String>,
    files: FxHashMap<String, Printed>,
}

/// What the files of a folder were compared with those of before.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Every file now.
    pub files: Files,
    /// New paths, in order.
    pub added: Vec<String>,
    /// Paths whose files are others now, in order.
    pub changed: Vec<String>,
    /// Paths that are no more, in order.
    pub removed: Vec<String>,
}

impl Change {
    /// Whether there is none.
    pub fn is_none(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

impl<'t> Tree<'t> {
    /// Writes below `root`, which is empty.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        static NONE: Files = Files::NONE;
        Self::over(root, &NONE, None)
    }

    /// Writes below `root`, which has the files `before` once `prepare` was called. That is done before the first
    /// change, and not at all if there is none.
    pub fn over(root: impl Into<PathBuf>, before: &'t Files, prepare: Option<Prepare<'t>>) -> Self {
        Self {
            root: root.into(),
            before: Before::new(before),
            prepare: Mutex::new(prepare),
            so_far: Mutex::default(),
        }
    }

    /// Writes a file; `path` is relative, with `/`.
    ///
    /// # Errors
    /// What the system says; or that the path was written before, or leaves the folder.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
        self.write_made(path, None, bytes)
    }

    /// Writes a file that was made of what `input` is the hash of.
    ///
    /// # Errors
    /// As [`Tree::write`].
    pub fn write_made(&self, path: &str, input: Option<u64>, bytes: &[u8]) -> Result<(), WriteError> {
        let printed = Printed { input, bytes: xxh3_64(bytes) };
        self.put(path, printed, |to| fs::write(to, bytes))
    }

    /// Whether the file is there already and was made of the same: it stays then, and need not be made.
    ///
    /// # Errors
    /// As [`Tree::write`], if it stays.
    pub fn keep(&self, path: &str, input: u64) -> Result<bool, WriteError> {
        match self.before.find(path) {
            Some((at, before)) if before.input == Some(input) => self.stay(at, path).map(|()| true),
            _ => Ok(false),
        }
    }

    /// Leaves a file as it is, if it is there.
    ///
    /// # Errors
    /// As [`Tree::write`].
    pub fn keep_any(&self, path: &str) -> Result<(), WriteError> {
        self.before.find(path).map_or(Ok(()), |(at, _)| self.stay(at, path))
    }

    /// Copies a file.
    ///
    /// # Errors
    /// As [`Tree::write`].
    pub fn copy(&self, path: &str, from: &Path) -> Result<(), WriteError> {
        let found = fs::metadata(from).ok();
        let input = found.and_then(|found| Stamp::of(&found, SystemTime::now())).map(|stamp| stamp.hash());
        if let Some(input) = input
            && self.keep(path, input)?
        {
            return Ok(());
        }
        let failed = |reason| WriteError::new(from, reason);
        let mut hash = Xxh3::new();
        io::copy(&mut fs::File::open(from).map_err(failed)?, &mut hash).map_err(failed)?;
        let printed = Printed { input, bytes: hash.digest() };
        // Not fs::copy: a read-only original would make a copy that the next build can not replace.
        self.put(path, printed, |to| {
            io::copy(&mut fs::File::open(from)?, &mut fs::File::create(to)?).map(drop)
        })
    }

    /// Whether a file of this path was written, or stays.
    pub fn has(&self, path: &str) -> bool {
        let (lower, so_far) = (lower(path), self.so_far());
        so_far.lower.contains(&*lower) || self.before.has(&lower)
    }

    /// Every file that was written so far or stays, with the hash of what is in it.
    pub fn written(&self) -> Files {
        self.files(&self.so_far())
    }

    fn files(&self, so_far: &SoFar) -> Files {
        let stays = self.before.files.iter().zip(&self.before.stays);
        let stay = stays.filter(|(_, stays)| stays.load(Ordering::Relaxed)).map(|(file, _)| file);
        stay.chain(so_far.files.iter().map(|(path, printed)| (&**path, *printed))).collect()
    }

    /// A file that was written.
    ///
    /// # Errors
    /// What the system says.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, WriteError> {
        self.prepare()?;
        let at = self.root.join(path);
        fs::read(&at).map_err(|reason| WriteError::new(at, reason))
    }

    /// Removes what was there before and was not written again, and tells what is another now.
    ///
    /// # Errors
    /// What the system says.
    pub fn finish(self) -> Result<Change, WriteError> {
        let so_far = std::mem::take(&mut *self.so_far());
        let mut change = Change { files: self.files(&so_far), ..Change::default() };
        for ((path, _), stays) in self.before.files.iter().zip(&self.before.stays) {
            if !stays.load(Ordering::Relaxed) && !so_far.files.contains_key(path) {
                change.removed.push(path.to_string());
            }
        }
        for (path, printed) in &so_far.files {
            match self.before.get(path) {
                None => change.added.push(path.to_string()),
                Some(before) if before.bytes != printed.bytes => change.changed.push(path.to_string()),
                Some(_) => {}
            }
        }
        change.added.sort_unstable();
        change.changed.sort_unstable();
        for path in &change.added {
            self.stands_alone(path, &change.files)?;
        }
        for path in &change.removed {
            self.prepare()?;
            remove(&self.root, path)?;
        }
        Ok(change)
    }

    /// A file can not be a folder, too.
    fn stands_alone(&self, path: &str, files: &Files) -> Result<(), WriteError> {
        let below = files.any_below(&format!("{path}/"));
        let above =
            path.match_indices('/').any(|(at, _)| path.get(..at).is_some_and(|it| files.get(it).is_some()));
        match below || above {
            true => Err(WriteError::new(
                self.root.join(path),
                io::Error::other("a file and a folder have this path"),
            )),
            false => Ok(()),
        }
    }

    fn so_far(&self) -> MutexGuard<'_, SoFar> {
        self.so_far.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn prepare(&self) -> Result<(), WriteError> {
        let mut prepare = self.prepare.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(prepared) = prepare.as_ref() {
            prepared()?;
            *prepare = None;
        }
        Ok(())
    }

    /// Takes a path, which nobody else may have.
    fn enter(&self, path: &str, printed: Printed) -> Result<(), WriteError> {
        let stays = path.split('/').all(|part| !matches!(part, "" | "." | "..")) && !path.contains('\\');
        if !stays {
            let reason = io::Error::other("the path leaves the folder");
            return Err(WriteError::new(self.root.join(path), reason));
        }
        let lower = lower(path);
        let mut so_far = self.so_far();
        if so_far.lower.contains(&*lower) || self.before.has(&lower) {
            return Err(self.twice(path));
        }
        so_far.lower.insert(lower.into_owned());
        so_far.files.insert(path.into(), printed);
        Ok(())
    }

    /// Lets a file stay that is there, at this place.
    fn stay(&self, at: usize, path: &str) -> Result<(), WriteError> {
        let lower = self.before.lower_of(path);
        let so_far = self.so_far();
        // One that is written in other letters stays, too, or this very one.
        let twice = so_far.lower.contains(&*lower) || self.before.stay(at, path);
        if twice { Err(self.twice(path)) } else { Ok(()) }
    }

    fn twice(&self, path: &str) -> WriteError {
        WriteError::new(self.root.join(path), io::Error::other("two files of the site have this path"))
    }

    fn put(
        &self,
        path: &str,
        printed: Printed,
        write: impl Fn(&Path) -> io::Result<()>,
    ) -> Result<(), WriteError> {
        self.enter(path, printed)?;
        if self.before.get(path).is_some_and(|before| before.bytes == printed.bytes) {
            return Ok(());
        }
        self.prepare()?;
        let to = self.root.join(path);
        let failed = |reason| WriteError::new(&to, reason);
        if !self.before.files.is_empty() {
            // What is there may be the file that is served, by another name: never write into it.
            make_way(&self.root, path).map_err(failed)?;
        }
        let result = match write(&to) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                to.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| write(&to))
            }
            result => result,
        };
        result.map_err(failed)
    }
}

/// Removes a file, and the folders that are empty then.
///
/// # Errors
/// What the system says, but not that there is no such file.
pub fn remove(root: &Path, path: &str) -> Result<(), WriteError> {
    let at = root.join(path);
    match fs::remove_file(&at) {
        // What has become a folder, or lies in what has become a file, made way already.
        Err(error) if !is_absent(&error) && !at.is_dir() => return Err(WriteError::new(at, error)),
        _ => {}
    }
    for (end, _) in path.rmatch_indices('/') {
        if path.get(..end).is_none_or(|folder| fs::remove_dir(root.join(folder)).is_err()) {
            break;
        }
    }
    Ok(())
}

/// Removes whatever stands where a file is to be written: one of this path, one that has become a folder, or a folder
/// that has become a file.
pub fn make_way(root: &Path, path: &str) -> io::Result<()> {
    let to = root.join(path);
    match fs::remove_file(&to) {
        Ok(()) => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {}
        Err(_) if to.is_dir() => return fs::remove_dir_all(&to),
        Err(error) => return Err(error),
    }
    for (end, _) in path.match_indices('/') {
        let above = root.join(path.get(..end).unwrap_or_default());
        if fs::symlink_metadata(&above).is_ok_and(|found| !found.is_dir()) {
            return fs::remove_file(above);
        }
    }
    Ok(())
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

#[cfg(test)]
#[path = "tree_tests.rs"]
mod tests;
