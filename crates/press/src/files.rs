//! Every file of a folder, by its path.

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use crate::hash::numbers;

/// About how many files a run has: one of them is written for each that changes, and all of them are read.
const IN_RUN: u64 = 1_024;

/// A file as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printed {
    /// Of what it was made, as a hash; none where that is not known.
    pub input: Option<u64>,
    /// What is in it, as a hash.
    pub bytes: u64,
}

/// Every file of a folder in the order of their paths, which have `/`. There are hundreds of thousands: they lie one behind
/// the other, and are read and gone through many times as fast as each by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Files {
    /// All paths.
    paths: String,
    /// Where each of them ends.
    ends: Vec<usize>,
    printed: Vec<Printed>,
}

impl Files {
    /// None.
    pub const NONE: Self = Self { paths: String::new(), ends: Vec::new(), printed: Vec::new() };

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.printed.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.printed.len()
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Printed)> {
        let starts = [0].iter().chain(&self.ends);
        let paths =
            starts.zip(&self.ends).map(|(start, end)| self.paths.get(*start..*end).unwrap_or_default());
        paths.zip(self.printed.iter().copied())
    }

    /// All paths, in order.
    pub fn paths(&self) -> Vec<&str> {
        self.iter().map(|(path, _)| path).collect()
    }

    /// The file of this path.
    pub fn get(&self, path: &str) -> Option<Printed> {
        let at = self.before(path);
        self.nth(at).filter(|(known, _)| *known == path).map(|(_, printed)| printed)
    }

    /// The file at this place in the order.
    pub fn nth(&self, at: usize) -> Option<(&str, Printed)> {
        let start = at.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        let path = self.paths.get(start..*self.ends.get(at)?)?;
        Some((path, *self.printed.get(at)?))
    }

    /// Whether there is any whose path starts so.
    pub fn any_below(&self, folder: &str) -> bool {
        self.nth(self.before(folder)).is_some_and(|(path, _)| path.starts_with(folder))
    }

    /// How many come before this path.
    fn before(&self, path: &str) -> usize {
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = from.midpoint(to);
            match self.nth(middle).is_some_and(|(known, _)| known < path) {
                true => from = middle + 1,
                false => to = middle,
            }
        }
        from
    }

    /// All of them in runs. Where one ends, a hash of the path says, whichever others there are: a file that comes or goes
    /// changes its own run alone.
    pub fn runs(&self) -> impl Iterator<Item = Run<'_>> {
        let last = |(at, (path, _)): &(usize, (&str, Printed))| {
            at + 1 == self.len() || xxh3_64(path.as_bytes()).is_multiple_of(IN_RUN)
        };
        let mut start = 0_usize;
        self.iter().enumerate().filter(last).filter_map(move |(at, _)| {
            let from = start.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
            let ends = self.ends.get(start..=at)?;
            let run = Run {
                paths: self.paths.get(from..*ends.last()?)?,
                from,
                ends,
                printed: self.printed.get(start..=at)?,
            };
            start = at + 1;
            Some(run)
        })
    }

    /// A hash of all paths, and of what is in the files.
    pub fn hash(&self) -> u64 {
        let of = |numbers: &mut dyn Iterator<Item = u64>| {
            xxh3_64(&numbers.flat_map(u64::to_le_bytes).collect::<Vec<u8>>())
        };
        let ends = of(&mut self.ends.iter().map(|end| *end as u64));
        let bytes = of(&mut self.printed.iter().map(|printed| printed.bytes));
        numbers([xxh3_64(self.paths.as_bytes()), ends, bytes])
    }
}

/// Some files that follow each other in the order of all.
pub struct Run<'f> {
    paths: &'f str,
    /// Where the paths begin among all.
    from: usize,
    ends: &'f [usize],
    printed: &'f [Printed],
}

impl Run<'_> {
    fn ends(&self) -> impl Iterator<Item = usize> {
        self.ends.iter().map(|end| end - self.from)
    }

    /// The path of the first.
    pub fn first(&self) -> Option<&str> {
        self.paths.get(..self.ends().next()?)
    }

    /// These files by themselves.
    pub fn files(&self) -> Files {
        Files { paths: self.paths.into(), ends: self.ends().collect(), printed: self.printed.into() }
    }
}

impl PartialEq for Run<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.paths == other.paths && self.printed == other.printed && self.ends().eq(other.ends())
    }
}

impl FromIterator<Files> for Files {
    /// Runs, in order.
    fn from_iter<I: IntoIterator<Item = Self>>(runs: I) -> Self {
        let runs: Vec<Self> = runs.into_iter().collect();
        let mut all = Self::default();
        all.paths.reserve_exact(runs.iter().map(|run| run.paths.len()).sum());
        all.ends.reserve_exact(runs.iter().map(Self::len).sum());
        all.printed.reserve_exact(all.ends.capacity());
        for run in runs {
            let from = all.paths.len();
            all.paths.push_str(&run.paths);
            all.ends.extend(run.ends.into_iter().map(|end| from + end));
            all.printed.extend(run.printed);
        }
        all
    }
}

impl<P: AsRef<str>> FromIterator<(P, Printed)> for Files {
    /// Each path once, in any order.
    fn from_iter<I: IntoIterator<Item = (P, Printed)>>(files: I) -> Self {
        let mut files: Vec<_> = files.into_iter().collect();
        // Two orders, one after the other, are merged.
        files.sort_by(|(one, _), (other, _)| one.as_ref().cmp(other.as_ref()));
        let (mut all, bytes) = (Self::default(), files.iter().map(|(path, _)| path.as_ref().len()).sum());
        all.paths.reserve_exact(bytes);
        for (path, printed) in files {
            all.paths.push_str(path.as_ref());
            all.ends.push(all.paths.len());
            all.printed.push(printed);
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_by_their_paths() {
        let printed = |bytes| Printed { input: None, bytes };
        let paths = ["b/c/d", "a", "b.x", "b/c"];
        let files: Files = paths.iter().zip(1..).map(|(path, bytes)| (path, printed(bytes))).collect();
        assert_eq!(files.paths(), ["a", "b.x", "b/c", "b/c/d"]);
        assert_eq!(files.get("b/c"), Some(printed(4)));
        assert_eq!(files.get("b"), None);
        for (folder, there) in [("b/", true), ("b/c/", true), ("a/", false), ("b/c/d/", false), ("", true)] {
            assert_eq!(files.any_below(folder), there, "{folder}");
        }
        assert!(!Files::default().any_below(""));
        let numbered: Vec<_> = (0..5).map(|at| files.nth(at)).collect();
        let all: Vec<_> = files.iter().map(Some).chain([None]).collect();
        assert_eq!((numbered, files.len()), (all, 4));
        let other = |from: &str, to: &str| -> Files {
            files.iter().map(|(path, printed)| (path.replace(from, to), printed)).collect()
        };
        assert_eq!(other("", "").hash(), files.hash());
        assert_ne!(other("c/d", "cd").hash(), files.hash());
        assert_ne!(files.iter().map(|(path, _)| (path, printed(1))).collect::<Files>().hash(), files.hash());
    }

    #[test]
    fn a_run_is_another_only_where_a_file_came_went_or_changed() {
        let printed = |bytes| Printed { input: None, bytes };
        let files: Files =
            (0..9_000).map(|number| (format!("bai-viet/{number:04}/index.html"), printed(number))).collect();
        let runs: Vec<Run<'_>> = files.runs().collect();
        assert!((4..20).contains(&runs.len()), "{}", runs.len());
        assert!(runs.iter().all(|run| run.first() == run.files().paths().first().copied()));
        assert!(runs.iter().map(Run::files).collect::<Files>() == files);
        let gone = |number: &u64| *number != 4_321;
        let others: [Files; 3] = [
            files.iter().filter(|(_, printed)| gone(&printed.bytes)).collect(),
            files.iter().chain([("bai-viet/4321/x.html", printed(0))]).collect(),
            files
                .iter()
                .map(|(path, file)| (path, printed(if gone(&file.bytes) { file.bytes } else { 0 })))
                .collect(),
        ];
        for other in &others {
            let news = other.runs().filter(|run| !runs.contains(run)).count();
            assert!((1..=2).contains(&news), "{news}");
        }
        assert_eq!(Files::default().runs().count(), 0);
    }
}
