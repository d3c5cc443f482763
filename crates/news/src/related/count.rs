//! In how many articles of an archive some words are: of most articles the count is kept, many together.

use std::{collections::HashSet, hash::BuildHasherDefault};

use super::{
    archive::AsItIs,
    packed::{self, numbers},
};

/// Some words, and in how many articles each is.
pub struct Count {
    /// In order.
    words: Vec<u32>,
    set: WordSet,
    found: Vec<u32>,
}

impl Count {
    /// Of these words, none of which was found yet.
    pub fn new(words: impl IntoIterator<Item = u32>) -> Self {
        let mut words: Vec<u32> = words.into_iter().collect();
        words.sort_unstable();
        words.dedup();
        Self { set: words.iter().copied().collect(), found: vec![0; words.len()], words }
    }

    /// Counts an article, of which [`super::words`] gave `words`.
    pub fn add(&mut self, words: &[u8]) {
        for word in numbers(words).filter(|word| self.set.has(*word)) {
            if let Ok(at) = self.words.binary_search(&word) {
                self.found[at] += 1;
            }
        }
    }

    /// Counts the articles that [`tally`] counted.
    pub fn add_all(&mut self, tally: &[u8]) {
        let mut rest = packed::tallied(tally);
        for (word, found) in self.words.iter().zip(&mut self.found) {
            rest.skip_to(*word);
            *found += rest.of(*word);
        }
    }

    /// Each word that was found, and in how many articles.
    pub(super) fn found(self) -> impl Iterator<Item = (u32, u32)> {
        self.words.into_iter().zip(self.found).filter(|(_, found)| *found > 0)
    }
}

/// Counts in how many of some articles each word is, for [`Count::add_all`]; of each article, `articles` has what
/// [`super::words`] gave. 65,535 articles at most, or nothing is given.
pub fn tally<'w>(articles: impl IntoIterator<Item = &'w [u8]>) -> Option<Vec<u8>> {
    let mut count = 0;
    let mut all: Vec<u32> = articles.into_iter().inspect(|_| count += 1).flat_map(numbers).collect();
    u16::try_from(count).ok()?;
    all.sort_unstable();
    let same = all.chunk_by(|one, next| one == next);
    Some(packed::tally(same.filter_map(|same| Some((*same.first()?, same.len() as u16)))))
}

/// Some words, among millions that are not of them.
pub(super) struct WordSet {
    all: HashSet<u32, BuildHasherDefault<AsItIs>>,
    /// Bits, of which those of the words are set: most others are known by theirs.
    bits: Vec<u64>,
}

impl WordSet {
    pub(super) fn has(&self, word: u32) -> bool {
        let (at, bit) = self.place(word);
        self.bits.get(at).is_some_and(|bits| bits & bit != 0) && self.all.contains(&word)
    }

    fn place(&self, word: u32) -> (usize, u64) {
        // There are a power of two of them: no division, which would be most of the work.
        ((word as usize / 64) & (self.bits.len() - 1), 1 << (word % 64))
    }
}

impl FromIterator<u32> for WordSet {
    fn from_iter<I: IntoIterator<Item = u32>>(words: I) -> Self {
        let all: HashSet<u32, _> = words.into_iter().collect();
        let mut words = Self { bits: vec![0; all.len().next_power_of_two()], all };
        let places: Vec<_> = words.all.iter().map(|word| words.place(*word)).collect();
        places.into_iter().for_each(|(at, bit)| words.bits[at] |= bit);
        words
    }
}
