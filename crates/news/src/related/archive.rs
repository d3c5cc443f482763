//! The articles that have been published so far, by what leads to them.

use std::{
    cmp::Ordering,
    collections::{HashMap, VecDeque},
    hash::{BuildHasherDefault, Hasher},
};

use super::{ASKED, Features, INDEXED, POSTINGS, SECTION, number, packed};

/// Words are hashes already; a table wants its bits in both halves.
#[derive(Default)]
pub(super) struct AsItIs(u64);

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

pub(super) type ByWord<T> = HashMap<u32, T, BuildHasherDefault<AsItIs>>;

/// A word of an article.
#[derive(Clone, Copy)]
pub(super) struct Weighed {
    pub(super) word: u32,
    /// How many other articles have it.
    pub(super) others: u32,
    /// How much it says: the more, the more it counts in the article, and the fewer others have it.
    pub(super) weight: f64,
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
pub(super) struct Archive {
    /// How many articles each word is important in.
    pub(super) common: ByWord<u32>,
    /// For each word, the newest articles that it leads to, and how much it counts in them.
    pub(super) postings: ByWord<VecDeque<(u32, f32)>>,
    pub(super) sections: HashMap<String, VecDeque<usize>>,
    pub(super) newest: VecDeque<usize>,
    pub(super) size: u32,
}

impl Archive {
    /// Counts an article, and weighs its words by what was there before. One look at the table for each word: in a large
    /// archive each is a wait for memory.
    pub(super) fn count(&mut self, words: &[u8]) -> Vec<Weighed> {
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
    pub(super) fn next(&mut self, own: &Features<'_>, words: &[u8]) -> Vec<Weighed> {
        if own.passing { self.weigh(own, words) } else { self.count(words) }
    }

    /// Weighs the words of an article that was counted, unless it is passing.
    pub(super) fn weigh(&self, own: &Features<'_>, words: &[u8]) -> Vec<Weighed> {
        let itself = u32::from(!own.passing);
        let with = |word: &u32| self.common.get(word).copied().unwrap_or_default();
        let weigh =
            |word: (u32, u8)| Weighed::of(word, with(&word.0).saturating_sub(itself), self.size - itself);
        packed::unpacked(words).map(weigh).collect()
    }

    /// Adds an article, unless it is passing; gives the words that lead to it from now on.
    pub(super) fn add(&mut self, at: usize, own: &Features<'_>, words: Vec<Weighed>) -> Box<[u8]> {
        if own.passing {
            return Box::default();
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
    pub(super) fn scores(
        &self,
        section: &str,
        words: &[Weighed],
        sums: &mut [Option<f64>],
    ) -> Vec<(usize, f64)> {
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
pub(super) fn heaviest(mut words: Vec<Weighed>, most: usize) -> (Vec<Weighed>, f64) {
    best(&mut words, most, |a, b| b.weight.total_cmp(&a.weight).then(a.word.cmp(&b.word)));
    let length = words.iter().map(|word| word.weight * word.weight).sum::<f64>().sqrt().max(1.0);
    (words, length)
}

pub(super) fn push<T>(list: &mut VecDeque<T>, value: T) {
    if list.len() == POSTINGS {
        list.pop_front();
    }
    list.push_back(value);
}

/// Leaves the `most` that come first, in order. No two may be equal.
pub(super) fn best<T>(all: &mut Vec<T>, most: usize, order: impl Fn(&T, &T) -> Ordering) {
    if all.len() > most {
        all.select_nth_unstable_by(most, &order);
        all.truncate(most);
    }
    all.sort_unstable_by(order);
}

/// About the logarithm to base 2, the same on every machine: exact at powers of two, straight between them.
pub(super) fn log2(number: f64) -> f64 {
    let bits = number.to_bits();
    let exponent = (bits >> 52 & 0x7ff) as f64 - 1023.0;
    exponent + (bits & ((1 << 52) - 1)) as f64 / (1_u64 << 52) as f64
}
