//! A folder of files as checksums, to tell what a build changed.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

use crate::problem::{Outcome, at};

/// Every file of a folder: checksum and bytes.
#[derive(Debug, Default)]
pub struct Files(BTreeMap<PathBuf, (u64, u64)>);

/// What a host has to upload or to take away.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Files that are new, changed or gone.
    pub files: u64,
    /// Bytes of those that are new or changed.
    pub bytes: u64,
}

impl Files {
    /// Reads all of a folder.
    pub fn of(folder: &Path) -> Outcome<Self> {
        let mut files = Self::default();
        let mut folders = vec![folder.to_path_buf()];
        while let Some(at_folder) = folders.pop() {
            for found in fs::read_dir(&at_folder).map_err(at(&at_folder))?.flatten() {
                let path = found.path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let bytes = fs::read(&path).map_err(at(&path))?;
                let mut hasher = DefaultHasher::new();
                hasher.write(&bytes);
                let name = path.strip_prefix(folder).unwrap_or(&path).to_path_buf();
                files.0.insert(name, (hasher.finish(), bytes.len() as u64));
            }
        }
        Ok(files)
    }

    /// What is different in `after`.
    pub fn changed(&self, after: &Self) -> Change {
        let written = after.0.iter().filter(|(name, file)| self.0.get(*name) != Some(file));
        let written: Vec<u64> = written.map(|(_, (_, bytes))| *bytes).collect();
        let gone = self.0.keys().filter(|name| !after.0.contains_key(*name)).count();
        Change { files: (written.len() + gone) as u64, bytes: written.iter().sum() }
    }

    /// How many files there are, and their bytes.
    pub fn total(&self) -> Change {
        Change { files: self.0.len() as u64, bytes: self.0.values().map(|(_, bytes)| bytes).sum() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_changed_and_missing_files_count() {
        let folder = std::env::temp_dir().join(format!("bantin-trees-{}", std::process::id()));
        fs::create_dir_all(folder.join("a")).unwrap();
        for (name, text) in [("same", "1"), ("a/changed", "12"), ("gone", "123")] {
            fs::write(folder.join(name), text).unwrap();
        }
        let before = Files::of(&folder).unwrap();
        assert_eq!(before.total(), Change { files: 3, bytes: 6 });
        assert_eq!(before.changed(&before), Change::default());
        fs::write(folder.join("a/changed"), "1234").unwrap();
        fs::write(folder.join("a/new"), "12345").unwrap();
        fs::remove_file(folder.join("gone")).unwrap();
        let change = before.changed(&Files::of(&folder).unwrap());
        assert_eq!(change, Change { files: 3, bytes: 9 });
        fs::remove_dir_all(folder).unwrap();
    }
}
