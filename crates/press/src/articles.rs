//! What is kept of each article, in the order of their files' paths: as a folder's files are found, so that to bring the
//! two together is to go through both once.

use std::{cmp::Ordering, sync::Arc};

use xxhash_rust::xxh3::xxh3_64;

use crate::known::Record;

/// About how many articles a run has: one of them is written for each that changes, and all of them are read.
const IN_RUN: u64 = 512;

/// An article's file and what is kept of it.
pub type Entry = (Arc<str>, Record);

/// What is kept of each article, by its file.
#[derive(Clone, Debug, Default)]
pub struct Articles(Vec<Entry>);

impl Articles {
    /// Of these, which are in the order of their paths.
    pub fn in_order(all: Vec<Entry>) -> Self {
        Self(all)
    }

    /// All of them, in order.
    #[cfg(test)]
    pub fn all(&self) -> &[Entry] {
        &self.0
    }

    /// What is kept of each of `files`, which are in order, too.
    pub fn of<'f>(&self, files: impl Iterator<Item = &'f str>) -> Vec<Option<&Entry>> {
        let mut rest = self.0.iter().peekable();
        let mut of = |file: &str| {
            loop {
                match (**rest.peek().map(|(kept, _)| kept)?).cmp(file) {
                    Ordering::Less => drop(rest.next()),
                    Ordering::Equal => return rest.next(),
                    Ordering::Greater => return None,
                }
            }
        };
        files.map(&mut of).collect()
    }

    /// All of them in runs. Where one ends, a hash of the path says, whichever others there are: an article that comes or
    /// goes changes its own run alone.
    pub fn runs(&self) -> impl Iterator<Item = &[Entry]> {
        self.0.split_inclusive(|(file, _)| xxh3_64(file.as_bytes()).is_multiple_of(IN_RUN))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        known::{Kept, Source, Version},
        parts::Rest,
    };

    fn articles(files: &[&str]) -> Articles {
        let entry = |(file, hash): (&&str, u64)| {
            let source = Source { article: Version { stamp: None, hash }, comments: None };
            let rest = Rest::Made { known: Vec::new(), words: Arc::default() };
            let kept = Kept { facts: Arc::default(), made: None, rest };
            ((*file).into(), Record { source, kept: kept.into() })
        };
        Articles::in_order(files.iter().zip(0..).map(entry).collect())
    }

    #[test]
    fn each_file_finds_what_is_kept_of_it() {
        let kept = articles(&["a.md", "b.md", "d.md", "e.md"]);
        let found = |files: &[&str]| -> Vec<Option<u64>> {
            let of = kept.of(files.iter().copied());
            of.into_iter().map(|entry| entry.map(|(_, record)| record.source.article.hash)).collect()
        };
        assert_eq!(found(&["a.md", "b.md", "c.md", "e.md", "f.md"]), [Some(0), Some(1), None, Some(3), None]);
        assert_eq!(found(&["0.md", "d.md"]), [None, Some(2)]);
        assert_eq!(found(&[]), []);
        assert_eq!(Articles::default().of(["a.md"].into_iter()).len(), 1);
    }

    #[test]
    fn a_run_is_another_only_where_an_article_came_or_went() {
        let names: Vec<String> = (0..9_000).map(|number| format!("content/{number:04}.md")).collect();
        let all: Vec<&str> = names.iter().map(String::as_str).collect();
        let less: Vec<&str> = all.iter().copied().filter(|name| *name != "content/4321.md").collect();
        let runs = |files: &[&str]| -> Vec<Vec<Arc<str>>> {
            let articles = articles(files);
            articles.runs().map(|run| run.iter().map(|(file, _)| Arc::clone(file)).collect()).collect()
        };
        let (all, less) = (runs(&all), runs(&less));
        assert!((8..40).contains(&all.len()), "{}", all.len());
        assert_eq!(all.iter().filter(|run| !less.contains(run)).count(), 1);
        assert_eq!(all.iter().map(Vec::len).sum::<usize>(), 9_000);
    }
}
