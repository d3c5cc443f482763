//! What a build leaves for the next one, in the cache folder: `state-BUILD` for the build that is served, and what it has
//! of articles and files in `articles-HASH`, `related-HASH` and `files-HASH`, parts that the next build need not write
//! again where nothing in them is another.
//!
//! Any of it may be missing, damaged, or another version's: then everything is made anew, and comes out the same. Of a part
//! that is not read before somebody asks for it, that is found during a build, which begins again.

use std::{collections::BTreeSet, fs, io, path::Path, sync::Arc};

use news::{lang::Lang, related::Found};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    articles::{Articles, Entry},
    files::Files,
    parts::{self, Damage},
    tree::WriteError,
};

/// What the files' names start with.
const NAMES: [&str; 4] = [STATE, PART, RELATED, FILES];
const STATE: &str = "state-";
const PART: &str = "articles-";
const RELATED: &str = "related-";
const FILES: &str = "files-";

/// How many articles' related news are in a part: one of them is written for each new article, and all of them are read.
const IN_PART: usize = 512;

/// What a build leaves for the next one.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct State {
    /// Every file that is served.
    #[serde(skip)]
    pub files: Files,
    /// A hash of each part that they were saved in, in order.
    pub file_parts: Vec<u64>,
    /// The app's files that are named after what is in them.
    pub assets: Vec<String>,
    /// Those of the release before, which are kept for pages that are still open.
    pub former: Vec<String>,
    /// A hash of what `articles` depend on, all of them.
    pub key: u64,
    /// Related news, by language.
    #[serde(skip)]
    pub related: Vec<(Lang, Vec<Arc<Found>>)>,
    /// A hash of each part that they were saved in, in order.
    pub related_parts: Vec<(Lang, Vec<u64>)>,
    /// What is kept of each article, by its file.
    #[serde(skip)]
    pub articles: Articles,
    /// A hash of each part that they were saved in, see [`State::save`].
    pub parts: Vec<u64>,
    /// Whether anything of it turned out to be damaged since.
    #[serde(skip)]
    pub damage: Damage,
}

impl State {
    /// Of the build that is served; empty if it can not be read.
    pub fn load(cache: &Path, build: u64) -> Self {
        Self::read(cache, build).unwrap_or_default()
    }

    fn read(cache: &Path, build: u64) -> Option<Self> {
        let mut state: Self = parts::read_one(&cache.join(name(STATE, build)))?;
        let part = |hash: &u64| {
            let (part, found) = parts::read(cache.join(name(PART, *hash)), &state.damage)?;
            (found == *hash).then_some(part)
        };
        let parts: Option<Vec<Vec<Entry>>> = state.parts.par_iter().map(part).collect();
        state.articles = Articles::in_order(parts?.into_iter().flatten().collect());
        let part = |hash: &u64| parts::read_one::<Files>(&cache.join(name(FILES, *hash)));
        let parts: Option<Vec<Files>> = state.file_parts.par_iter().map(part).collect();
        state.files = parts?.into_iter().collect();
        for (lang, parts) in &state.related_parts {
            let part = |hash: &u64| parts::read_one::<Vec<Arc<Found>>>(&cache.join(name(RELATED, *hash)));
            let parts: Option<Vec<Vec<Arc<Found>>>> = parts.par_iter().map(part).collect();
            state.related.push((*lang, parts?.into_iter().flatten().collect()));
        }
        Some(state)
    }

    /// Saves it for a build that will be served next; `last` is what was loaded for this one. A run of articles is a part.
    ///
    /// # Errors
    /// What the system says.
    pub fn save(&mut self, last: &State, cache: &Path, build: u64) -> Result<(), WriteError> {
        fs::create_dir_all(cache).map_err(|reason| WriteError::new(cache, reason))?;
        self.parts = self.saved_articles(last, cache)?;
        if last.damage.is_found() {
            return Err(WriteError::new(cache, io::Error::other("what the last build kept is damaged")));
        }
        self.related_parts = self.saved_related(last, cache)?;
        self.file_parts = self.saved_files(last, cache)?;
        write(cache, parts::written_one(self), |_| name(STATE, build)).map(drop)
    }

    fn saved_articles(&self, last: &State, cache: &Path) -> Result<Vec<u64>, WriteError> {
        let first = |run: &&[Entry]| run.first().map(|(file, _)| Arc::clone(file));
        let before = last.articles.runs().zip(&last.parts);
        let mut known = unchanged(before, first, |one, other| are_same(one, other));
        let runs: Vec<(&[Entry], Option<u64>)> = self.articles.runs().map(|run| (run, known(&run))).collect();
        let part = |(run, known): (&[Entry], Option<u64>)| match known {
            Some(hash) => Ok(hash),
            None => write(cache, parts::written(run), |hash| name(PART, hash)),
        };
        runs.into_par_iter().map(part).collect()
    }

    fn saved_files(&self, last: &State, cache: &Path) -> Result<Vec<u64>, WriteError> {
        let before = last.files.runs().zip(&last.file_parts);
        let mut known = unchanged(before, |run| run.first().map(str::to_owned), PartialEq::eq);
        let part = |run| match known(&run) {
            Some(hash) => Ok(hash),
            None => write(cache, parts::written_one(&run.files()), |hash| name(FILES, hash)),
        };
        self.files.runs().map(part).collect()
    }

    /// A part that ends as it did is as it was: each depends on all before it.
    fn saved_related(&self, last: &State, cache: &Path) -> Result<Vec<(Lang, Vec<u64>)>, WriteError> {
        let of = |lang: Lang| {
            let found =
                last.related.iter().find(|(other, _)| *other == lang).map(|(_, found)| found.as_slice());
            let parts = last.related_parts.iter().find(|(other, _)| *other == lang);
            let parts = parts.into_iter().flat_map(|(_, parts)| parts);
            // Another program may have chosen others from the same.
            found.filter(|_| last.key == self.key).unwrap_or_default().chunks(IN_PART).zip(parts)
        };
        let end = |part: &[Arc<Found>]| (part.len(), part.last().map(|found| found.from));
        let save = |(lang, found): &(Lang, Vec<Arc<Found>>)| {
            let mut before = of(*lang);
            let part = |part: &[Arc<Found>]| match before.next().filter(|(other, _)| end(other) == end(part))
            {
                Some((_, hash)) => Ok(*hash),
                None => write(cache, parts::written_one(&part), |hash| name(RELATED, hash)),
            };
            Ok((*lang, found.chunks(IN_PART).map(part).collect::<Result<_, WriteError>>()?))
        };
        self.related.iter().map(save).collect()
    }

    /// Removes what was saved for other builds than these two: this one and `last`, which is still served; and by
    /// builds that died.
    pub fn sweep(&self, cache: &Path, build: u64, (last, served): (&State, u64)) {
        let parts = self.parts.iter().chain(&last.parts).map(|hash| name(PART, *hash));
        let related = self.related_parts.iter().chain(&last.related_parts).flat_map(|(_, parts)| parts);
        let related = related.map(|hash| name(RELATED, *hash));
        let files = self.file_parts.iter().chain(&last.file_parts).map(|hash| name(FILES, *hash));
        let states = [build, served].into_iter().map(|build| name(STATE, build));
        let kept: BTreeSet<String> = states.chain(parts).chain(related).chain(files).collect();
        for file in fs::read_dir(cache).into_iter().flatten().flatten() {
            let found = file.file_name();
            let found = found.to_str().unwrap_or_default();
            if NAMES.iter().any(|start| found.starts_with(start)) && !kept.contains(found) {
                let _ = fs::remove_file(file.path());
            }
        }
    }
}

/// Tells of runs, which are asked for in order, by which hash each was saved before, if it is the same now. `before` are
/// those of before; `first` tells where one begins.
fn unchanged<'h, R, F: Ord>(
    before: impl Iterator<Item = (R, &'h u64)>,
    first: impl Fn(&R) -> F,
    are_same: impl Fn(&R, &R) -> bool,
) -> impl FnMut(&R) -> Option<u64> {
    let mut before = before.peekable();
    move |run| {
        let start = first(run);
        while before.next_if(|(other, _)| first(other) < start).is_some() {}
        before.next_if(|(other, _)| are_same(other, run)).map(|(_, hash)| *hash)
    }
}

/// Whether nothing in them was made anew.
fn are_same(one: &[Entry], other: &[Entry]) -> bool {
    one.len() == other.len()
        && one.iter().zip(other).all(|(one, other)| one.0 == other.0 && one.1.is(&other.1))
}

/// Writes a file that is named after the hash of what is in it; gives the hash.
fn write(
    cache: &Path,
    written: Option<(Vec<u8>, u64)>,
    name: impl Fn(u64) -> String,
) -> Result<u64, WriteError> {
    let unwritten =
        || WriteError::new(cache, io::Error::other("what the next build needs can not be written"));
    let (bytes, hash) = written.ok_or_else(unwritten)?;
    let at = cache.join(name(hash));
    let new = at.with_extension("new");
    let put = fs::write(&new, bytes).and_then(|()| fs::rename(&new, &at));
    put.map_err(|reason| WriteError::new(at, reason)).map(|()| hash)
}

fn name(start: &str, hash: u64) -> String {
    format!("{start}{hash:016x}")
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

    use news::related::Count;

    use super::*;
    use crate::{
        files::Printed,
        known::{Kept, Record, Source, Version},
        parts::{Reader, Rest},
    };

    fn cache(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("bantin-{name}-{}", std::process::id()))
    }

    fn record(hash: u64) -> Record {
        let article = Version { stamp: None, hash };
        let words = news::related::words("Mưa lũ", "", ["mưa"]).into();
        let rest = Rest::Made { known: b"{}".to_vec(), words };
        let kept = Kept { facts: Arc::default(), made: Some(Arc::default()), rest };
        Record { source: Source { article, comments: None }, kept: kept.into() }
    }

    fn names(cache: &Path) -> BTreeSet<String> {
        let files = fs::read_dir(cache).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
        files.collect()
    }

    #[test]
    fn what_is_damaged_is_not_read() {
        let cache = cache("state");
        let file = ("a", Printed { input: Some(1), bytes: 2 });
        let articles = Articles::in_order(vec![("a.md".into(), record(3))]);
        let found = Found { from: 4, places: vec![1], important: [5; 8].into() };
        let related = vec![(Lang::Vi, vec![found.into()])];
        let mut state = State { files: Files::from_iter([file]), articles, related, ..State::default() };
        state.save(&State::default(), &cache, 7).unwrap();
        let whole = State::load(&cache, 7);
        assert_eq!((&whole.files, whole.articles.all().len()), (&state.files, 1));
        assert_eq!(whole.related, state.related);
        assert!(State::load(&cache, 8).files.is_empty());
        // What is not read at once is found to be damaged when it is asked for, in either way.
        let is_whole = |read: &dyn Fn(&Rest)| {
            let state = State::load(&cache, 7);
            state.articles.all().iter().for_each(|(_, record)| read(&record.kept.rest));
            !state.files.is_empty() && !state.damage.is_found()
        };
        let asked = |rest: &Rest| drop((rest.known(), rest.words()));
        let shown = |rest: &Rest| drop((rest.known(), Reader::default().words(rest).to_vec()));
        let counted = |rest: &Rest| {
            let mut count = Count::new([]);
            assert!(rest.part().unwrap().count(Lang::Vi, 1, &mut count));
            assert!(!rest.part().unwrap().count(Lang::Vi, 2, &mut count));
            drop(rest.known());
        };
        // Words lie in one place for each, and in another for all together.
        let told = || [is_whole(&asked), is_whole(&shown), is_whole(&counted)];
        assert_eq!(told(), [true; 3]);
        for name in names(&cache) {
            let whole = fs::read(cache.join(&name)).unwrap();
            for at in 0..whole.len() {
                let mut damaged = whole.clone();
                damaged[at] ^= 1;
                fs::write(cache.join(&name), damaged).unwrap();
                let told = told();
                assert!(told[0] == told[1] && told.contains(&false), "{name}, byte {at}");
                fs::write(cache.join(&name), &whole[..at]).unwrap();
                assert!(State::load(&cache, 7).files.is_empty(), "{name}, {at} bytes");
            }
            fs::write(cache.join(&name), whole).unwrap();
            assert_eq!(told(), [true; 3]);
        }
        State::default().sweep(&cache, 8, (&State::default(), 9));
        assert_eq!(names(&cache), BTreeSet::new());
        fs::remove_dir_all(cache).unwrap();
    }

    #[test]
    fn a_part_is_written_where_something_in_it_is_another() {
        let cache = cache("parts");
        let file = |number: u64| format!("content/{number:04}.md");
        let mut articles: BTreeMap<Arc<str>, Record> =
            (0..5_000).map(|number| (file(number).into(), record(number))).collect();
        let in_order = |articles: &BTreeMap<Arc<str>, Record>| {
            let entry = |(file, record): (&Arc<str>, &Record)| (Arc::clone(file), record.clone());
            Articles::in_order(articles.iter().map(entry).collect())
        };
        let mut first = State { articles: in_order(&articles), ..State::default() };
        first.save(&State::default(), &cache, 1).unwrap();
        let before = names(&cache);
        let last = State::load(&cache, 1);
        assert_eq!((last.articles.all().len(), before.len()), (5_000, last.parts.len() + 1));

        articles = last.articles.all().iter().cloned().collect();
        articles.insert("content/new.md".into(), record(7));
        articles.insert("content/0017.md".into(), record(8));
        articles.remove("content/3000.md");
        let mut next = State { articles: in_order(&articles), ..State::default() };
        next.save(&last, &cache, 2).unwrap();
        let after = names(&cache);
        // Two states, and at most three parts that are others.
        assert!((3..=4).contains(&after.difference(&before).count()), "{after:?}");
        next.sweep(&cache, 2, (&last, 1));
        assert_eq!(names(&cache), after, "both can be read");
        for (build, state) in [(1, &last), (2, &next)] {
            let read = State::load(&cache, build).articles;
            let told = |articles: &Articles| -> Vec<_> {
                articles.all().iter().map(|(file, record)| (Arc::clone(file), record.source)).collect()
            };
            assert_eq!(told(&read), told(&state.articles), "{build}");
        }
        next.sweep(&cache, 2, (&next, 2));
        assert_eq!(names(&cache).len(), next.parts.len() + 1);
        assert!(State::load(&cache, 1).articles.all().is_empty());
        assert_eq!(State::load(&cache, 2).articles.all().len(), 5_000);
        fs::remove_dir_all(cache).unwrap();
    }

    #[test]
    fn of_related_news_only_the_last_part_is_another_for_a_new_article() {
        let cache = cache("related");
        let found = |from| Found { from, ..Found::default() };
        let all: Vec<Arc<Found>> = (0..2_000).map(|from| found(from).into()).collect();
        let state = |count: usize, key| State {
            key,
            related: vec![(Lang::Vi, all[..count].to_vec())],
            ..State::default()
        };
        state(1_500, 1).save(&State::default(), &cache, 1).unwrap();
        let (before, last) = (names(&cache), State::load(&cache, 1));
        let mut next = state(1_501, 1);
        next.save(&last, &cache, 2).unwrap();
        assert_eq!(names(&cache).difference(&before).count(), 2, "the state and a part");
        assert_eq!(State::load(&cache, 2).related, next.related);
        // Another program: nothing is taken over, and what comes out the same has the same name.
        let mut other = state(1_501, 2);
        other.related[0].1[0] = Found { places: vec![7], ..Found::default() }.into();
        other.save(&next, &cache, 3).unwrap();
        assert_eq!(State::load(&cache, 3).related, other.related);
        fs::remove_dir_all(cache).unwrap();
    }
}
