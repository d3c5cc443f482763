//! The folder that a build replaces: what changes is written beside it, and put in its place at once.
//!
//! Beside `dist` stand, all hidden: `.dist.bantin-lock`, held by a running build; `.dist.bantin-spare`, a twin of `dist`
//! whose files are the same ones by a second name (hard links); `.dist.bantin-cache`, what the next build need not
//! make again; `.dist.bantin-old-…`, on the way out, where a file system can not exchange two folders. A build
//! changes the twin, never a file that `dist` has, too; then the two change places, and the new twin is made like its
//! brother. Whoever holds the lock removes what dead builds left.

use std::{
    ffi::{OsStr, OsString},
    fmt,
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use crate::{
    changes::{self, Told},
    destination::{refuse, resolve},
    files::Files,
    tree::{Change, Tree, WriteError, make_way, remove},
};

/// The file that tells that a folder was written by bantin and may be replaced. It is always the same, and the last
/// that a build writes.
pub const MARK: &str = ".bantin";
const MARK_TEXT: &str = "bantin wrote this folder. The next build replaces all of it.\n";

/// The file that tells which build wrote the folder, and what it changed.
pub const CHANGES: &str = "changes.json";

/// Why a folder will not be written.
#[derive(Debug)]
pub enum OutputError {
    /// It is not one that bantin may replace.
    Refused {
        /// The folder.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The system said no.
    Write(WriteError),
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OutputError::Refused { path, reason } => {
                write!(f, "--out {}: {reason}", path.display())
            }
            OutputError::Write(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for OutputError {}

impl From<WriteError> for OutputError {
    fn from(error: WriteError) -> Self {
        OutputError::Write(error)
    }
}

/// A folder to replace, locked against other builds.
#[derive(Debug)]
pub struct Output {
    path: PathBuf,
    spare: PathBuf,
    /// What to do with the spare if the build fails: it is not like its brother any more.
    touched: AtomicBool,
    // Closing it releases the lock.
    _lock: File,
}

impl Output {
    /// Checks and locks `out`; `sources` are the folders that it is made from, the site's the last. `waiting` is
    /// called if another build has to finish first.
    ///
    /// # Errors
    /// For a folder that is not bantin's, or that the site's own files are in, and what the system says.
    pub fn open(out: &Path, sources: &[&Path], waiting: impl FnOnce()) -> Result<Self, OutputError> {
        let path = resolve(out)?;
        refuse(&path, out, sources)?;
        let lock_path = beside(&path, "lock");
        let lock = File::create(&lock_path).map_err(|reason| WriteError::new(&lock_path, reason))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                waiting();
                lock.lock().map_err(|reason| WriteError::new(&lock_path, reason))?;
            }
            Err(TryLockError::Error(reason)) => return Err(WriteError::new(&lock_path, reason).into()),
        }
        clean(&path)?;
        refuse(&path, out, sources)?;
        let spare = beside(&path, "spare");
        Ok(Self { path, spare, touched: AtomicBool::new(false), _lock: lock })
    }

    /// The build that wrote what is served, if that is known.
    pub fn build(&self) -> Option<u64> {
        build_of(&self.path)
    }

    /// The hash of a file that is served; none if it is not there.
    pub fn hash(&self, path: &str) -> Option<u64> {
        fs::read(self.path.join(path)).ok().map(|bytes| xxh3_64(&bytes))
    }

    /// Where to write meanwhile. `served` are the files that are served now; none where that is not known, and all is
    /// written anew.
    pub fn tree<'t>(&'t self, served: &'t Files) -> Tree<'t> {
        Tree::over(&self.spare, served, Some(Box::new(|| self.prepare(served))))
    }

    /// Where to keep what takes long to make, from build to build.
    pub fn cache(&self) -> PathBuf {
        beside(&self.path, "cache")
    }

    /// Makes the spare like what is served, and takes the mark off it.
    fn prepare(&self, served: &Files) -> Result<(), WriteError> {
        self.touched.store(true, Ordering::Relaxed);
        let twin = build_of(&self.spare).is_some_and(|build| self.build() == Some(build));
        if !twin || served.is_empty() {
            empty(&self.spare)?;
            served.paths().par_iter().try_for_each(|path| link(&self.path, &self.spare, path))?;
        }
        remove(&self.spare, MARK)
    }

    /// Puts what was written in place of what was there. `ready` is called with the number of the build just before.
    ///
    /// # Errors
    /// What the system says. What was there is still there then.
    pub fn publish(
        self,
        served: &Files,
        change: &Change,
        ready: impl FnOnce(u64) -> Result<(), WriteError>,
    ) -> Result<(), WriteError> {
        let build = change.files.hash();
        let since = if served.is_empty() { None } else { self.build() };
        let told = Told::new(build, since, change);
        if self.build() == Some(build) && change.is_none() {
            ready(build)?;
            return self.tell_nothing(&told);
        }
        self.prepare_once(served)?;
        fresh(&self.spare, CHANGES, &told.json())?;
        fresh(&self.spare, MARK, MARK_TEXT.as_bytes())?;
        ready(build)?;
        replace(&self.spare, &self.path).map_err(|reason| WriteError::new(&self.path, reason))?;
        // From here on the new site is there. If what follows fails, the next build mends it.
        let same = if served.is_empty() { self.make_twin(change) } else { self.follow(change) };
        self.touched.store(same.is_err(), Ordering::Relaxed);
        Ok(())
    }

    fn prepare_once(&self, served: &Files) -> Result<(), WriteError> {
        match self.touched.load(Ordering::Relaxed) {
            true => Ok(()),
            false => self.prepare(served),
        }
    }

    /// Tells that nothing changed, without an exchange.
    fn tell_nothing(&self, told: &Told<'_>) -> Result<(), WriteError> {
        let (json, at) = (told.json(), self.path.join(CHANGES));
        if fs::read(&at).is_ok_and(|known| known == json) {
            return Ok(());
        }
        let new = beside(&self.path, "changes");
        fs::write(&new, &json).map_err(|reason| WriteError::new(&new, reason))?;
        fs::rename(&new, &at).map_err(|reason| WriteError::new(at, reason))
    }

    /// Makes a new spare, all of it.
    fn make_twin(&self, change: &Change) -> Result<(), WriteError> {
        empty(&self.spare)?;
        change.files.paths().par_iter().try_for_each(|path| link(&self.path, &self.spare, path))?;
        self.mark_twin()
    }

    /// Tells that the spare is like what is served: by the number of the build, and then by the mark.
    fn mark_twin(&self) -> Result<(), WriteError> {
        let failed = |reason| WriteError::new(self.spare.join(CHANGES), reason);
        make_way(&self.spare, CHANGES).map_err(failed)?;
        link(&self.path, &self.spare, CHANGES)?;
        link(&self.path, &self.spare, MARK)
    }

    /// Makes the spare, which is what was served, like what is served.
    fn follow(&self, change: &Change) -> Result<(), WriteError> {
        remove(&self.spare, MARK)?;
        for path in &change.removed {
            remove(&self.spare, path)?;
        }
        let paths: Vec<&String> = change.added.iter().chain(&change.changed).collect();
        paths.par_iter().try_for_each(|path| {
            make_way(&self.spare, path).map_err(|reason| WriteError::new(self.spare.join(path), reason))?;
            link(&self.path, &self.spare, path)
        })?;
        self.mark_twin()
    }
}

impl Drop for Output {
    /// Removes a spare that is not like its brother.
    fn drop(&mut self) {
        if self.touched.load(Ordering::Relaxed) {
            // If it fails, the next build removes it.
            let _ = fs::remove_dir_all(&self.spare);
        }
    }
}

/// The build that wrote a folder.
fn build_of(folder: &Path) -> Option<u64> {
    let whole = folder.join(MARK).is_file();
    fs::read(folder.join(CHANGES)).ok().filter(|_| whole).and_then(|json| changes::build(&json))
}

fn empty(folder: &Path) -> Result<(), WriteError> {
    let failed = |reason| WriteError::new(folder, reason);
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
        _ => {}
    }
    fs::create_dir(folder).map_err(failed)
}

/// Gives a file a second name in another folder; where the file system can not, a copy.
fn link(from: &Path, to: &Path, path: &str) -> Result<(), WriteError> {
    let (from, to) = (from.join(path), to.join(path));
    let one = || match fs::hard_link(&from, &to) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(error),
        Err(_) => io::copy(&mut File::open(&from)?, &mut File::create(&to)?).map(drop),
        linked => linked,
    };
    let result = match one() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            to.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| one())
        }
        result => result,
    };
    result.map_err(|reason| WriteError::new(to, reason))
}

/// Writes a new file, and never into one that is there: it may be served by another name.
fn fresh(folder: &Path, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
    let at = folder.join(path);
    let written = make_way(folder, path).and_then(|()| fs::write(&at, bytes));
    written.map_err(|reason| WriteError::new(at, reason))
}

/// Puts the folder `new` in the place of `at`, which may not exist; `new` is then what was there, or gone.
///
/// # Errors
/// What the system says; nothing has changed then.
pub fn replace(new: &Path, at: &Path) -> io::Result<()> {
    if !at.exists() {
        return fs::rename(new, at);
    }
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    {
        use rustix::{
            fs::{CWD, RenameFlags, renameat_with},
            io::Errno,
        };
        match renameat_with(CWD, new, CWD, at, RenameFlags::EXCHANGE) {
            Ok(()) => return Ok(()),
            // The file system can not: some network and overlay ones.
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {}
            Err(error) => return Err(error.into()),
        }
    }
    // For an instant nothing is there; a build killed in it is mended by the next, see `clean`.
    let old = beside(at, &format!("old-{}", std::process::id()));
    fs::rename(at, &old)?;
    match fs::rename(new, at) {
        // If it fails, the next build removes it.
        Ok(()) => fs::rename(&old, new).or(Ok(())),
        Err(error) => {
            fs::rename(&old, at)?;
            Err(error)
        }
    }
}

/// Where to keep what takes long to make for the folder `out`, which is there.
pub fn cache(out: &Path) -> PathBuf {
    beside(&out.canonicalize().unwrap_or_else(|_| out.into()), "cache")
}

/// `.NAME.bantin-WHAT` beside `path`.
fn beside(path: &Path, what: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or(OsStr::new("out")));
    name.push(format!(".bantin-{what}"));
    path.with_file_name(name)
}

/// Removes what dead builds left. Only who holds the lock may.
fn clean(path: &Path) -> Result<(), WriteError> {
    let folder = path.parent().unwrap_or(path);
    let start = |what| beside(path, what).file_name().map(|name| name.as_encoded_bytes().to_vec());
    let (changes, old) = (start("changes"), start("old-"));
    let failed = |reason| WriteError::new(folder, reason);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name();
        let starts = |start: &Option<Vec<u8>>| {
            start.as_ref().is_some_and(|start| name.as_encoded_bytes().starts_with(start))
        };
        if starts(&old) && !path.exists() {
            fs::rename(entry.path(), path).map_err(failed)?;
        } else if starts(&old) {
            fs::remove_dir_all(entry.path()).map_err(|reason| WriteError::new(entry.path(), reason))?;
        } else if starts(&changes) {
            fs::remove_file(entry.path()).map_err(|reason| WriteError::new(entry.path(), reason))?;
        }
    }
    Ok(())
}
