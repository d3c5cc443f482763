//! What is in a folder before it is written anew, and what of it stays.

use std::{
    borrow::Cow,
    sync::atomic::{AtomicBool, Ordering},
};

use rustc_hash::FxHashMap;

use crate::files::{Files, Printed};

/// What is in a folder already.
pub struct Before<'t> {
    /// The files.
    pub files: &'t Files,
    /// Whether each stays.
    pub stays: Vec<AtomicBool>,
    /// Their places in `files`.
    places: FxHashMap<&'t str, u32>,
    /// The same by paths in lower case, where they are not.
    lower: FxHashMap<String, u32>,
}

impl<'t> Before<'t> {
    /// Of these, none of which stays yet.
    pub fn new(files: &'t Files) -> Self {
        let numbered = || files.iter().zip(0..).map(|((path, _), at)| (path, at));
        let lower = numbered().filter_map(|(path, at)| match lower(path) {
            Cow::Owned(lower) => Some((lower, at)),
            Cow::Borrowed(_) => None,
        });
        Self {
            files,
            stays: files.iter().map(|_| AtomicBool::new(false)).collect(),
            lower: lower.collect(),
            places: numbered().collect(),
        }
    }

    /// The file of this path, whether it stays or not, and its place.
    pub fn find(&self, path: &str) -> Option<(usize, Printed)> {
        let at = *self.places.get(path)? as usize;
        self.files.nth(at).map(|(_, printed)| (at, printed))
    }

    /// The file of this path, whether it stays or not.
    pub fn get(&self, path: &str) -> Option<Printed> {
        self.find(path).map(|(_, printed)| printed)
    }

    /// The path of a file of this folder in lower case.
    pub fn lower_of<'p>(&self, path: &'p str) -> Cow<'p, str> {
        // In most folders all are.
        if self.lower.is_empty() { path.into() } else { lower(path) }
    }

    /// Lets the file at this place stay, whose path is `path`; whether one does already that has the same path in lower
    /// case. One at a time.
    pub fn stay(&self, at: usize, path: &str) -> bool {
        let other = match self.lower_of(path) {
            Cow::Owned(lower) => self.has(&lower),
            // Itself apart.
            Cow::Borrowed(lower) => self.lower.get(lower).is_some_and(|at| self.stays(*at as usize)),
        };
        other || self.stays.get(at).is_some_and(|stays| stays.swap(true, Ordering::Relaxed))
    }

    /// Whether a file stays that has this path in lower case. One at a time.
    pub fn has(&self, lower: &str) -> bool {
        let places = [self.places.get(lower), self.lower.get(lower)];
        places.into_iter().flatten().any(|at| self.stays(*at as usize))
    }

    fn stays(&self, at: usize) -> bool {
        self.stays.get(at).is_some_and(|stays| stays.load(Ordering::Relaxed))
    }
}

/// A path in lower case: some file systems do not tell `A` from `a`.
pub fn lower(path: &str) -> Cow<'_, str> {
    match path.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
        true => path.to_lowercase().into(),
        false => path.into(),
    }
}
