//! Related news (Tin tức liên quan): the author's choice first, then articles on the same things.
//!
//! Shared tags, section and words count, rare ones more (TF-IDF over folded syllables and pairs of them, known by 32-bit hashes).
//! Publishing an article never changes the lists of older ones once a language has [`FIRST`] articles: an
//! article looks at older ones only, and weighs words by how common they were until then. The same input
//! gives the same lists on every machine: only exactly rounded arithmetic is used.

mod archive;
mod count;
mod late;
mod packed;

use std::{cell::OnceCell, collections::HashSet, sync::Arc};

use serde::{Deserialize, Serialize};

pub use count::{Count, tally};
pub use packed::{Mark, Words};

use archive::{Archive, Weighed, best};

use crate::{
    lang::Lang,
    text::vietnamese::{fold, same_key},
};

/// The first articles of a language are all candidates for each other, or the oldest would have no list.
pub const FIRST: usize = 64;
/// Words by which an article looks for others.
const ASKED: usize = 16;
/// Words by which an article can be found.
const INDEXED: usize = 48;
/// Articles that a word leads to, the newest.
const POSTINGS: usize = 128;
/// Syllables of a text that are looked at.
const READ: usize = 2_000;
/// Candidates that are put in order; few of them have the same headline.
const RANKED: usize = 64;
/// What a word counts in the title and as a tag; in the text it counts 1.
const TITLE: u32 = 3;
const TAG: u32 = 6;
/// What being in the same section counts, where 1 is to share every word with the same weight.
const SECTION: f64 = 0.0625;

/// What related news are chosen by.
#[derive(Clone, Copy, Debug, Default)]
pub struct Features<'f> {
    /// Only articles in the same language are related, unless the author says so.
    pub lang: Lang,
    /// The headline.
    pub title: &'f str,
    /// The section's slug, or nothing.
    pub section: &'f str,
    /// Of its words, which [`Words`] has.
    pub words: Mark,
    /// Appears or vanishes by the clock: only an author may choose it, or the list would have a gap. Nor does it
    /// count in any way for the lists of others, which stay the same when it is gone.
    pub passing: bool,
    /// The author's choice: places in the list of articles.
    pub explicit: &'f [usize],
}

/// The related news of an article.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// A hash of all that they were chosen from, and by.
    pub from: u64,
    /// Their places in the list of articles, best first.
    pub places: Vec<usize>,
    /// The words that lead to the article itself, and how much each counts in it; none if it is passing. Packed, since most
    /// builds look at few of them: four bytes each.
    #[serde(with = "packed")]
    pub important: Box<[u8]>,
}

impl Found {
    fn important(&self) -> impl Iterator<Item = (u32, f32)> {
        packed::weighed(&self.important)
    }
}

/// Gives for each of `items` (oldest first) the places of at most `wanted` others, best first.
///
/// Never itself, never two with the same headline or with its own headline (by
/// [`same_key`]). There are fewer than `wanted` only where there are no more to choose from.
///
/// `texts` has the words of the items. `last` is what was found before, as many as were `wanted` now: what was chosen from
/// the same is taken from there.
pub fn related(
    items: &[Features<'_>],
    texts: &impl Words,
    wanted: usize,
    last: &[Arc<Found>],
) -> Vec<Arc<Found>> {
    let titles = vec![OnceCell::new(); items.len()];
    let mut froms = vec![0; items.len()];
    let nothing = Arc::new(Found::default());
    let mut found = vec![nothing; items.len()];
    let mut sums = vec![None; items.len()];
    for lang in Lang::ALL {
        let group: Vec<usize> = (0..items.len()).filter(|&at| items[at].lang == lang).collect();
        let mut lasting = (0..group.len()).filter(|&place| !items[group[place]].passing);
        let (first, later) = group.split_at(lasting.nth(FIRST - 1).map_or(group.len(), |last| last + 1));
        let mut from = first.iter().fold(0, |from, &at| follow(items, from, at));
        first.iter().for_each(|&at| froms[at] = from);
        for &at in later {
            from = follow(items, from, at);
            froms[at] = from;
        }
        let known = |at: usize| last.get(at).filter(|last| last.from == froms[at]);
        // What follows something new is new.
        let new = group.iter().position(|&at| known(at).is_none()).unwrap_or(group.len());
        let (known, late) = group.split_at(new);
        known.iter().for_each(|&at| found[at] = Arc::clone(&last[at]));
        if late.is_empty() {
            continue;
        }
        if new >= first.len() && late.len() <= late::MOST {
            let mut archive = late::archive(items, texts, (known, late), last);
            for &at in late {
                let words = archive.next(&items[at], &texts.of(at));
                let places = choose(items, &titles, &archive, at, &words, wanted, &mut sums);
                let important = archive.add(at, &items[at], words);
                found[at] = Found { from: froms[at], places, important }.into();
            }
            continue;
        }
        let mut archive = Archive::default();
        let lasting = || first.iter().filter(|&&at| !items[at].passing);
        lasting().for_each(|&at| drop(archive.count(&texts.of(at))));
        let weigh = |&at: &usize| archive.weigh(&items[at], &texts.of(at));
        let weighed: Vec<Vec<Weighed>> = first.iter().map(weigh).collect();
        let mut add = |(&at, words): (&usize, &Vec<Weighed>)| archive.add(at, &items[at], words.clone());
        let important: Vec<Box<[u8]>> = first.iter().zip(&weighed).map(&mut add).collect();
        let is_new = |at: usize| late.first().is_some_and(|&first| at >= first);
        for ((&at, words), important) in
            first.iter().zip(&weighed).zip(important).filter(|((at, _), _)| is_new(**at))
        {
            let places = choose(items, &titles, &archive, at, words, wanted, &mut sums);
            found[at] = Found { from: froms[at], places, important }.into();
        }
        for &at in later {
            let words = archive.next(&items[at], &texts.of(at));
            let places = is_new(at).then(|| choose(items, &titles, &archive, at, &words, wanted, &mut sums));
            let important = archive.add(at, &items[at], words);
            if let Some(places) = places {
                found[at] = Found { from: froms[at], places, important }.into();
            }
        }
    }
    found
}

/// A hash of the article at `at` and of `before`, those that came before it: of all that its list and later ones depend on.
fn follow(items: &[Features<'_>], before: u64, at: usize) -> u64 {
    let Features { title, section, words, passing, explicit, .. } = &items[at];
    let own = [number(title.as_bytes()), number(section.as_bytes()), u64::from(*passing)];
    let lengths = [at, words.bytes as usize, explicit.len()].map(|length| length as u64);
    // They may be later ones: two with the same headline are not both shown.
    let title = |other: usize| items.get(other).map_or(0, |other| number(other.title.as_bytes()));
    let explicit = explicit.iter().flat_map(|&other| [other as u64, title(other)]);
    own.into_iter().chain(lengths).chain(explicit).chain([words.hash]).fold(before, pair)
}

/// The words of an article that are more than mentioned in passing: what related news are chosen by. Of a headline, a
/// text without markup, and tags.
///
/// In the form in which they are kept, and never looked at but here: a hash of what follows; then, in order, the number of
/// each word in four bytes; then what each counts in the article, 255 at most, in one. Nothing if there are none.
pub fn words<'t>(title: &str, plain: &str, tags: impl IntoIterator<Item = &'t str>) -> Vec<u8> {
    let mut counted = Vec::new();
    let mut read = |text: &str, worth: u32| {
        let mut before = None;
        let folded = fold(text);
        for syllable in folded.split(|c: char| !c.is_alphanumeric()).filter(|s| !s.is_empty()).take(READ) {
            let number = number(syllable.as_bytes());
            counted.push((short(number), worth));
            counted.extend(before.map(|before| (short(pair(before, number)), worth)));
            before = Some(number);
        }
    };
    read(title, TITLE);
    read(plain, 1);
    tags.into_iter().for_each(|tag| read(tag, TAG));
    counted.sort_unstable();
    let mut words: Vec<(u32, u32)> = Vec::new();
    for (word, worth) in counted {
        match words.last_mut() {
            Some((last, sum)) if *last == word => *sum += worth,
            _ => words.push((word, worth)),
        }
    }
    words.retain(|(_, worth)| *worth > 1);
    if words.is_empty() {
        return Vec::new();
    }
    let worth = |(word, worth): (u32, u32)| (word, worth.try_into().unwrap_or(u8::MAX));
    packed::words(&words.into_iter().map(worth).collect::<Vec<_>>())
}

/// FNV-1a of a syllable, its bits mixed: the same on every machine and in every version.
fn number(syllable: &[u8]) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325;
    mix(syllable.iter().fold(start, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)))
}

/// Two syllables, one after the other.
fn pair(before: u64, after: u64) -> u64 {
    mix(before.rotate_left(23) ^ after)
}

/// The end of MurmurHash3 (public domain), by which every bit counts for every other.
fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ hash >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ hash >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ hash >> 33
}

/// The half of a hash that is kept of a word: an archive has millions of them, and a wrong one does little harm.
fn short(hash: u64) -> u32 {
    (hash >> 32) as u32
}

fn choose(
    items: &[Features<'_>],
    titles: &[OnceCell<String>],
    archive: &Archive,
    at: usize,
    words: &[Weighed],
    wanted: usize,
    sums: &mut [Option<f64>],
) -> Vec<usize> {
    let mut scored = archive.scores(items[at].section, words, sums);
    // The newer one of two that are as near.
    best(&mut scored, RANKED, |a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
    let explicit = items[at].explicit.iter().copied().filter(|&other| other < items.len());
    let rest = archive.newest.iter().rev().copied();
    let title = |at: usize| titles[at].get_or_init(|| same_key(items[at].title)).as_str();
    let mut seen: HashSet<&str> = HashSet::from([title(at)]);
    explicit
        .chain(scored.into_iter().map(|(other, _)| other))
        .chain(rest)
        .filter(|&other| other != at && seen.insert(title(other)))
        .take(wanted)
        .collect()
}

#[cfg(test)]
#[path = "related_tests.rs"]
mod tests;
