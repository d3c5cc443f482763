//! The newest of a large archive: what they are chosen from, without weighing anew all that came before.
//!
//! New articles ask for few words. How many have these is counted, and where they lead to is known from when those before
//! were chosen for. What is found is the same, see [`super::related`], in a fraction of the time.

use std::{
    collections::{HashSet, VecDeque},
    hash::BuildHasherDefault,
};

use super::{ASKED, Archive, AsItIs, Features, Found, POSTINGS, heaviest, packed::numbers, push};

/// So many new articles are looked at in this way.
pub(super) const MOST: usize = 64;

/// What `late` are chosen from, as if all of `before` had been added, of which `last` tells what was found for them. Both
/// are places in `items`, in order.
pub(super) fn archive(items: &[Features<'_>], before: &[usize], late: &[usize], last: &[Found]) -> Archive {
    let lasting = || before.iter().copied().filter(|&at| !items[at].passing);
    let mut archive = Archive::default();
    let own: Words = late.iter().flat_map(|&at| numbers(items[at].words)).collect();
    let sections: HashSet<&str> = late.iter().map(|&at| items[at].section).collect();
    for at in lasting() {
        for word in numbers(items[at].words).filter(|word| own.has(*word)) {
            *archive.common.entry(word).or_default() += 1;
        }
        if sections.contains(items[at].section) {
            push(archive.sections.entry(items[at].section.to_owned()).or_default(), at);
        }
        archive.size += 1;
        push(&mut archive.newest, at);
    }
    let asked = asked(&archive, items, late);
    for at in lasting().rev() {
        for (word, weight) in last[at].important().filter(|(word, _)| asked.has(*word)) {
            let list: &mut VecDeque<_> = archive.postings.entry(word).or_default();
            if let Ok(short) = u32::try_from(at)
                && list.len() < POSTINGS
            {
                list.push_front((short, weight));
            }
        }
    }
    archive
}

/// The words that the late ones ask for, each after those before it.
fn asked(archive: &Archive, items: &[Features<'_>], late: &[usize]) -> Words {
    let mut then = Archive { common: archive.common.clone(), size: archive.size, ..Archive::default() };
    let mut ask = |&at: &usize| {
        let shared = then.next(&items[at]).into_iter().filter(|word| word.others > 0).collect();
        heaviest(shared, ASKED).0
    };
    late.iter().flat_map(&mut ask).map(|word| word.word).collect()
}

/// Some words, among millions that are not of them.
struct Words {
    all: HashSet<u32, BuildHasherDefault<AsItIs>>,
    /// Bits, of which those of the words are set: most others are known by theirs.
    bits: Vec<u64>,
}

impl Words {
    fn has(&self, word: u32) -> bool {
        let (at, bit) = self.place(word);
        self.bits.get(at).is_some_and(|bits| bits & bit != 0) && self.all.contains(&word)
    }

    fn place(&self, word: u32) -> (usize, u64) {
        // There are a power of two of them: no division, which would be most of the work.
        ((word as usize / 64) & (self.bits.len() - 1), 1 << (word % 64))
    }
}

impl FromIterator<u32> for Words {
    fn from_iter<I: IntoIterator<Item = u32>>(words: I) -> Self {
        let all: HashSet<u32, _> = words.into_iter().collect();
        let mut words = Self { bits: vec![0; (all.len() / 4).next_power_of_two()], all };
        let places: Vec<_> = words.all.iter().map(|word| words.place(*word)).collect();
        places.into_iter().for_each(|(at, bit)| words.bits[at] |= bit);
        words
    }
}
