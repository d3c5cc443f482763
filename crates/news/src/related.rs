//! Related news (Tin tức liên quan): the author's choice first, then articles on the same things.
//!
//! Shared tags, section and words count, rare ones more (TF-IDF over folded syllables and pairs of them, known by 32-bit hashes).
//! Publishing an article never changes the lists of older ones once a language has [`FIRST`] articles: an
//! article looks at older ones only, and weighs words by how common they were until then. The same input
//! gives the same lists on every machine: only exactly rounded arithmetic is used.

mod late;
mod packed;

use std::{
    cell::OnceCell,
    cmp::Ordering,
    collections::{HashMap, HashSet, VecDeque},
    hash::{BuildHasherDefault, Hasher},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

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
    /// What [`words`] gives of it.
    pub words: &'f [u8],
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
    pub important: Arc<[u8]>,
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
/// `last` is what was found before, as many as were `wanted` now: what was chosen from the same is taken from there.
pub fn related(items: &[Features<'_>], wanted: usize, last: &[Found]) -> Vec<Found> {
    let titles = vec![OnceCell::new(); items.len()];
    let mut found = vec![Found::default(); items.len()];
    let mut sums = vec![None; items.len()];
    for lang in Lang::ALL {
        let group: Vec<usize> = (0..items.len()).filter(|&at| items[at].lang == lang).collect();
        let mut lasting = (0..group.len()).filter(|&place| !items[group[place]].passing);
        let (first, later) = group.split_at(lasting.nth(FIRST - 1).map_or(group.len(), |last| last + 1));
        let mut from = first.iter().fold(0, |from, &at| follow(items, from, at));
        first.iter().for_each(|&at| found[at].from = from);
        for &at in later {
            from = follow(items, from, at);
            found[at].from = from;
        }
        let known = |at: usize| last.get(at).filter(|last| last.from == found[at].from);
        // What follows something new is new.
        let Some(&new) = group.iter().find(|&&at| known(at).is_none()) else {
            group.iter().for_each(|&at| found[at] = last[at].clone());
            continue;
        };
        let place = group.iter().position(|&at| at == new).unwrap_or_default();
        let (known, late) = group.split_at(place);
        if place >= first.len() && late.len() <= late::MOST {
            let mut archive = late::archive(items, known, late, last);
            known.iter().for_each(|&at| found[at].clone_from(&last[at]));
            for &at in late {
                let words = archive.next(&items[at]);
                found[at].places = choose(items, &titles, &archive, at, &words, wanted, &mut sums);
                found[at].important = archive.add(at, &items[at], words);
            }
            continue;
        }
        let mut archive = Archive::default();
        let lasting = || first.iter().filter(|&&at| !items[at].passing);
        lasting().for_each(|&at| drop(archive.count(items[at].words)));
        let weighed: Vec<Vec<Weighed>> = first.iter().map(|&at| archive.weigh(&items[at])).collect();
        for (&at, words) in first.iter().zip(&weighed) {
            found[at].important = archive.add(at, &items[at], words.clone());
        }
        let mut choose = |archive: &Archive, at: usize, words: &[Weighed], found: &mut Found| match at < new {
            true => found.places.clone_from(&last[at].places),
            false => found.places = choose(items, &titles, archive, at, words, wanted, &mut sums),
        };
        for (&at, words) in first.iter().zip(&weighed) {
            choose(&archive, at, words, &mut found[at]);
        }
        for &at in later {
            let words = archive.next(&items[at]);
            choose(&archive, at, &words, &mut found[at]);
            found[at].important = archive.add(at, &items[at], words);
        }
    }
    found
}

/// A hash of the article at `at` and of `before`, those that came before it: of all that its list and later ones depend on.
fn follow(items: &[Features<'_>], before: u64, at: usize) -> u64 {
    let Features { title, section, words, passing, explicit, .. } = &items[at];
    let own = [number(title.as_bytes()), number(section.as_bytes()), u64::from(*passing)];
    let lengths = [at, words.len(), explicit.len()].map(|length| length as u64);
    // They may be later ones: two with the same headline are not both shown.
    let title = |other: usize| items.get(other).map_or(0, |other| number(other.title.as_bytes()));
    let explicit = explicit.iter().flat_map(|&other| [other as u64, title(other)]);
    own.into_iter().chain(lengths).chain(explicit).chain([packed::hash(words)]).fold(before, pair)
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
    let words: Vec<(u32, u8)> =
        words.into_iter().map(|(word, worth)| (word, worth.try_into().unwrap_or(u8::MAX))).collect();
    let hash =
        words.iter().fold(0, |hash, &(word, worth)| pair(hash, u64::from(word) << 32 | u64::from(worth)));
    packed::words(hash, &words)
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

/// Words are hashes already; a table wants its bits in both halves.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = number(bytes);
    }

    fn write_u32(&mut self, word: u32) {
        self.0 = u64::from(word) << 32 | u64::from(word);
    }
}

type ByWord<T> = HashMap<u32, T, BuildHasherDefault<AsItIs>>;

/// A word of an article.
#[derive(Clone, Copy)]
struct Weighed {
    word: u32,
    /// How many other articles have it.
    others: u32,
    /// How much it says: the more, the more it counts in the article, and the fewer others have it.
    weight: f64,
}

impl Weighed {
    /// `size` is the number of other articles.
    fn of((word, worth): (u32, u8), others: u32, size: u32) -> Self {
        let rarity = log2(f64::from(size + 1) / f64::from(others + 1));
        Self { word, others, weight: log2(1.0 + f64::from(worth)) * rarity }
    }
}

/// The articles that have been published so far.
#[derive(Default)]
struct Archive {
    /// How many articles each word is important in.
    common: ByWord<u32>,
    /// For each word, the newest articles that it leads to, and how much it counts in them.
    postings: ByWord<VecDeque<(u32, f32)>>,
    sections: HashMap<String, VecDeque<usize>>,
    newest: VecDeque<usize>,
    size: u32,
}

impl Archive {
    /// Counts an article, and weighs its words by what was there before. One look at the table for each word: in a large
    /// archive each is a wait for memory.
    fn count(&mut self, words: &[u8]) -> Vec<Weighed> {
        let size = self.size;
        self.size += 1;
        let weigh = |word: (u32, u8)| {
            let with = self.common.entry(word.0).or_default();
            *with += 1;
            Weighed::of(word, *with - 1, size)
        };
        packed::unpacked(words).map(weigh).collect()
    }

    /// The words of the article that comes next, weighed by what was there before; counted, unless it is passing.
    fn next(&mut self, own: &Features<'_>) -> Vec<Weighed> {
        if own.passing { self.weigh(own) } else { self.count(own.words) }
    }

    /// Weighs the words of an article that was counted, unless it is passing.
    fn weigh(&self, own: &Features<'_>) -> Vec<Weighed> {
        let itself = u32::from(!own.passing);
        let with = |word: &u32| self.common.get(word).copied().unwrap_or_default();
        let weigh =
            |word: (u32, u8)| Weighed::of(word, with(&word.0).saturating_sub(itself), self.size - itself);
        packed::unpacked(own.words).map(weigh).collect()
    }

    /// Adds an article, unless it is passing; gives the words that lead to it from now on.
    fn add(&mut self, at: usize, own: &Features<'_>, words: Vec<Weighed>) -> Arc<[u8]> {
        if own.passing {
            return Arc::default();
        }
        let (heavy, length) = heaviest(words, INDEXED);
        let mut important = Vec::new();
        for Weighed { word, weight, .. } in heavy {
            // In as few bytes as will do: there are millions of them, and they are waited for.
            let weight = (weight / length) as f32;
            if let Ok(short) = u32::try_from(at) {
                push(self.postings.entry(word).or_default(), (short, weight));
            }
            packed::push(&mut important, word, weight);
        }
        push(self.sections.entry(own.section.to_owned()).or_default(), at);
        push(&mut self.newest, at);
        important.into()
    }

    /// Every candidate that shares a word or the section, with its score. `sums` has room for every article.
    fn scores(&self, section: &str, words: &[Weighed], sums: &mut [Option<f64>]) -> Vec<(usize, f64)> {
        let shared = words.iter().filter(|word| word.others > 0).copied().collect();
        let (heavy, length) = heaviest(shared, ASKED);
        let mut found: Vec<usize> = Vec::new();
        // What is added up for one is always added in the same order.
        let mut add = |other: usize, score: f64| {
            if let Some(sum) = sums.get_mut(other) {
                if sum.is_none() {
                    found.push(other);
                }
                *sum = Some(sum.unwrap_or_default() + score);
            }
        };
        for Weighed { word, weight, .. } in heavy {
            let postings = self.postings.get(&word).into_iter().flatten();
            postings.for_each(|(other, other_weight)| {
                add(*other as usize, weight / length * f64::from(*other_weight));
            });
        }
        let neighbours = self.sections.get(section).filter(|_| !section.is_empty()).into_iter().flatten();
        neighbours.for_each(|other| add(*other, SECTION));
        let score = |other: usize| Some((other, sums.get_mut(other)?.take()?));
        found.into_iter().filter_map(score).collect()
    }
}

/// The `most` heaviest words, heaviest first, and the length of the vector that they are.
fn heaviest(mut words: Vec<Weighed>, most: usize) -> (Vec<Weighed>, f64) {
    best(&mut words, most, |a, b| b.weight.total_cmp(&a.weight).then(a.word.cmp(&b.word)));
    let length = words.iter().map(|word| word.weight * word.weight).sum::<f64>().sqrt().max(1.0);
    (words, length)
}

fn push<T>(list: &mut VecDeque<T>, value: T) {
    if list.len() == POSTINGS {
        list.pop_front();
    }
    list.push_back(value);
}

/// Leaves the `most` that come first, in order. No two may be equal.
fn best<T>(all: &mut Vec<T>, most: usize, order: impl Fn(&T, &T) -> Ordering) {
    if all.len() > most {
        all.select_nth_unstable_by(most, &order);
        all.truncate(most);
    }
    all.sort_unstable_by(order);
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

/// About the logarithm to base 2, the same on every machine: exact at powers of two, straight between them.
fn log2(number: f64) -> f64 {
    let bits = number.to_bits();
    let exponent = (bits >> 52 & 0x7ff) as f64 - 1023.0;
    exponent + (bits & ((1 << 52) - 1)) as f64 / (1_u64 << 52) as f64
}

#[cfg(test)]
#[path = "related_tests.rs"]
mod tests;
