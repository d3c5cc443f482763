//! Every file of a folder, by its path.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A file as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printed {
    /// Of what it was made, as a hash; none where that is not known.
    pub input: Option<u64>,
    /// What is in it, as a hash.
    pub bytes: u64,
}

/// Every file of a folder in the order of their paths, which have `/`. There are hundreds of thousands: a list is read
/// and gone through many times as fast as a tree, and copies share their paths.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Files(Vec<(Arc<str>, Printed)>);

impl Files {
    /// None.
    pub const NONE: Self = Self(Vec::new());

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &(Arc<str>, Printed)> {
        self.0.iter()
    }

    /// All paths, in order.
    pub fn paths(&self) -> Vec<&str> {
        self.iter().map(|(path, _)| &**path).collect()
    }

    /// The file of this path.
    pub fn get(&self, path: &str) -> Option<Printed> {
        let at = self.0.binary_search_by(|(known, _)| (**known).cmp(path)).ok()?;
        self.0.get(at).map(|(_, printed)| *printed)
    }

    /// The file at this place in the order.
    pub fn nth(&self, at: usize) -> Option<&(Arc<str>, Printed)> {
        self.0.get(at)
    }

    /// Whether there is any whose path starts so.
    pub fn any_below(&self, folder: &str) -> bool {
        let at = self.0.partition_point(|(path, _)| **path < *folder);
        self.0.get(at).is_some_and(|(path, _)| path.starts_with(folder))
    }
}

impl FromIterator<(Arc<str>, Printed)> for Files {
    /// Each path once, in any order.
    fn from_iter<I: IntoIterator<Item = (Arc<str>, Printed)>>(files: I) -> Self {
        let mut files: Vec<_> = files.into_iter().collect();
        // Two orders, one after the other, are merged.
        files.sort_by(|one, other| one.0.cmp(&other.0));
        Self(files)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_by_their_paths() {
        let printed = |bytes| Printed { input: None, bytes };
        let paths = ["b/c/d", "a", "b.x", "b/c"];
        let files: Files =
            paths.iter().zip(1..).map(|(path, bytes)| ((*path).into(), printed(bytes))).collect();
        assert_eq!(files.paths(), ["a", "b.x", "b/c", "b/c/d"]);
        assert_eq!(files.get("b/c"), Some(printed(4)));
        assert_eq!(files.get("b"), None);
        for (folder, there) in [("b/", true), ("b/c/", true), ("a/", false), ("b/c/d/", false), ("", true)] {
            assert_eq!(files.any_below(folder), there, "{folder}");
        }
        assert!(!Files::default().any_below(""));
    }
}
