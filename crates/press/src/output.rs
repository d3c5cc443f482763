//! The folder that a build replaces: it is written beside and put in place at once.
//!
//! Beside `dist` stand, all hidden: `.dist.bantin-lock`, held by a running build; `.dist.bantin-new-…`, being
//! written; `.dist.bantin-old-…`, on the way out; `.dist.bantin-cache`, what the next build need not make again. Whoever holds the lock removes what dead builds left.

use std::{
    ffi::{OsStr, OsString},
    fmt,
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use crate::tree::{Tree, WriteError};

/// The file that tells that a folder was written by bantin and may be replaced.
pub const MARK: &str = ".bantin";
const MARK_TEXT: &[u8] = b"bantin wrote this folder. The next build replaces all of it.\n";

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
    stage: PathBuf,
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
        let stage = beside(&path, &format!("new-{}", std::process::id()));
        fs::create_dir(&stage).map_err(|reason| WriteError::new(&stage, reason))?;
        let output = Self { path, stage, _lock: lock };
        output.tree().write(MARK, MARK_TEXT)?;
        Ok(output)
    }

    /// Where to write meanwhile. [`MARK`] is there already.
    pub fn tree(&self) -> Tree {
        Tree::new(&self.stage)
    }

    /// Where to keep what takes long to make, from build to build.
    pub fn cache(&self) -> PathBuf {
        beside(&self.path, "cache")
    }

    /// Puts what was written in place of what was there.
    ///
    /// # Errors
    /// What the system says. What was there is still there then.
    pub fn publish(self) -> Result<(), WriteError> {
        replace(&self.stage, &self.path).map_err(|reason| WriteError::new(&self.path, reason))
    }
}

impl Drop for Output {
    /// Removes what was not published, or what it replaced.
    fn drop(&mut self) {
        // If it fails, the next build removes it.
        let _ = fs::remove_dir_all(&self.stage);
    }
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
        Ok(()) => {
            let _ = fs::remove_dir_all(&old);
            Ok(())
        }
        Err(error) => {
            fs::rename(&old, at)?;
            Err(error)
        }
    }
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
    let (new, old) = (start("new-"), start("old-"));
    let failed = |reason| WriteError::new(folder, reason);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name();
        let starts = |start: &Option<Vec<u8>>| {
            start.as_ref().is_some_and(|start| name.as_encoded_bytes().starts_with(start))
        };
        if starts(&old) && !path.exists() {
            fs::rename(entry.path(), path).map_err(failed)?;
        } else if starts(&new) || starts(&old) {
            fs::remove_dir_all(entry.path()).map_err(|reason| WriteError::new(entry.path(), reason))?;
        }
    }
    Ok(())
}

/// The absolute path, links followed; its folder is made if need be.
fn resolve(out: &Path) -> Result<PathBuf, OutputError> {
    let refused = |reason: &str| OutputError::Refused { path: out.into(), reason: reason.into() };
    if fs::symlink_metadata(out).is_ok() {
        return out.canonicalize().map_err(|_| refused("is a link that leads nowhere."));
    }
    let Some(name) = out.file_name() else {
        return Err(refused("is no name of a folder."));
    };
    let parent = match out.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(parent).map_err(|reason| WriteError::new(parent, reason))?;
    let parent = parent.canonicalize().map_err(|reason| WriteError::new(parent, reason))?;
    Ok(parent.join(name))
}

/// Folders of a site that are read: a build must not write into them.
const SOURCES: [&str; 4] = ["content", "media", "static", "assets"];

fn refuse(path: &Path, out: &Path, sources: &[&Path]) -> Result<(), OutputError> {
    let refused = |reason: &str| Err(OutputError::Refused { path: out.into(), reason: reason.into() });
    if path.parent().is_none() {
        return refused("is the root of the disk.");
    }
    for source in sources {
        let source = source.canonicalize().map_err(|reason| WriteError::new(*source, reason))?;
        if source.starts_with(path) {
            return refused("is a folder that the site is made from, or one around it. Choose another.");
        }
        // Only a folder such as `dist` may lie in the site's folder.
        if SOURCES.iter().any(|read| path.starts_with(source.join(read))) {
            return refused("lies in a folder that the site is made from. Choose another.");
        }
        if path.starts_with(&source) && source.join("index.html").is_file() {
            return refused("lies in the app's folder. Choose another.");
        }
    }
    let Ok(found) = fs::metadata(path) else { return Ok(()) };
    if !found.is_dir() {
        return refused("is a file. Choose another name, or move it away.");
    }
    let mut entries = fs::read_dir(path).map_err(|reason| WriteError::new(path, reason))?;
    let ours = path.join(MARK).is_file() || path.join(news::bundle::SITE).is_file();
    if entries.next().is_some() && !ours {
        return refused(
            "has files that bantin did not write, and a build would replace them all. \
             Choose an empty folder or a new name.",
        );
    }
    Ok(())
}
