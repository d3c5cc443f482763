//! A folder being written: every path once, none outside of it.

use std::{
    collections::HashSet,
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
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
            _ => Ok(()),
        }
    }
}

impl std::error::Error for WriteError {}

/// A folder being written.
#[derive(Debug)]
pub struct Tree {
    root: PathBuf,
    /// Paths in lower case: some file systems do not tell `A` from `a`.
    written: Mutex<HashSet<String>>,
}

impl Tree {
    /// Writes below `root`, which exists.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), written: Mutex::default() }
    }

    /// Writes a file; `path` is relative, with `/`.
    ///
    /// # Errors
    /// What the system says; or that the path was written before, or leaves the folder.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
        self.put(path, |to| fs::write(to, bytes))
    }

    /// Copies a file.
    ///
    /// # Errors
    /// As [`Tree::write`].
    pub fn copy(&self, path: &str, from: &Path) -> Result<(), WriteError> {
        // Not fs::copy: a read-only original would make a copy that the next build can not replace.
        self.put(path, |to| io::copy(&mut fs::File::open(from)?, &mut fs::File::create(to)?).map(drop))
    }

    /// Whether a file of this path was written.
    pub fn has(&self, path: &str) -> bool {
        self.written.lock().unwrap_or_else(PoisonError::into_inner).contains(&path.to_lowercase())
    }

    fn put(&self, path: &str, write: impl Fn(&Path) -> io::Result<()>) -> Result<(), WriteError> {
        let to = self.root.join(path);
        let stays = path.split('/').all(|part| !matches!(part, "" | "." | "..")) && !path.contains('\\');
        if !stays {
            return Err(WriteError::new(to, io::Error::other("the path leaves the folder")));
        }
        let new = self.written.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_lowercase());
        if !new {
            return Err(WriteError::new(to, io::Error::other("two files of the site have this path")));
        }
        let result = match write(&to) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                to.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| write(&to))
            }
            result => result,
        };
        result.map_err(|reason| WriteError::new(to, reason))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_written_twice_or_outside() {
        let root = std::env::temp_dir().join(format!("bantin-tree-{}", std::process::id()));
        fs::create_dir_all(&root).unwrap();
        let tree = Tree::new(&root);
        tree.write("a/b.json", b"1").unwrap();
        assert!(tree.has("A/b.json") && !tree.has("a"));
        assert_eq!(fs::read(root.join("a/b.json")).unwrap(), b"1");
        for bad in ["a/b.json", "A/b.json", "../x", "/etc/x", "a//c", "a/../../x", "", "a\\..\\x"] {
            assert!(tree.write(bad, b"2").is_err(), "{bad}");
        }
        fs::remove_dir_all(root).unwrap();
    }
}
