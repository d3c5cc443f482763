//! The newest of a large archive: what they are chosen from, without weighing all that came before.
//!
//! A new article asks for few words. Of those before it, only the newest that have one of these are weighed, each by what
//! had come until then; the others' words are counted where somebody asks for them. What is found is the same, see
//! [`super::related`], in a fraction of the time.

use std::{
    collections::{HashSet, VecDeque},
    hash::BuildHasherDefault,
};

use super::{
    ASKED, Archive, AsItIs, ByWord, FIRST, Features, INDEXED, POSTINGS, Weighed, heaviest, push, unpacked,
};

/// So many new articles are looked at in this way.
const MOST: usize = 16;

/// Articles that have a word, the newest: it leads to those of them that it is important in, see [`INDEXED`].
const LOOKED_AT: usize = POSTINGS * 3 / 2;

/// What `late` are chosen from, as if all of `before` had been added; none if there are too many to be quicker, or
/// if it takes more to know it. Both are places in `items`, in order; `first` of those before are the first of all.
pub(super) fn archive(
    items: &[Features<'_>],
    before: &[usize],
    first: usize,
    late: &[usize],
) -> Option<Archive> {
    if late.len() > MOST || before.len() < 4 * FIRST {
        return None;
    }
    let lasting = || before.iter().enumerate().filter(|(_, at)| !items[**at].passing);
    let mut archive = Archive::default();
    let own: Words = late.iter().flat_map(|&at| unpacked(items[at].words)).map(|(word, _)| word).collect();
    let mut having: ByWord<VecDeque<usize>> = ByWord::default();
    for (place, &at) in lasting() {
        for (word, _) in unpacked(items[at].words).filter(|(word, _)| own.has(*word)) {
            *archive.common.entry(word).or_default() += 1;
            push(having.entry(word).or_default(), place, LOOKED_AT);
        }
        archive.size += 1;
        push(&mut archive.newest, at, POSTINGS);
    }
    for section in late.iter().map(|&at| items[at].section).collect::<HashSet<_>>() {
        let list = archive.sections.entry(section.to_owned()).or_default();
        let all = lasting().map(|(_, at)| *at).filter(|&at| items[at].section == section);
        all.for_each(|at| push(list, at, POSTINGS));
    }
    let asked = asked(&archive, items, late);
    let weighed: HashSet<usize> =
        asked.iter().filter_map(|word| having.get(word)).flatten().copied().collect();
    let mut indexed = weigh(items, before, first, &weighed, &asked);
    for word in &asked {
        let list = indexed.remove(word).unwrap_or_default();
        // Older ones might be important, too, that were not looked at.
        let all = having.get(word).is_none_or(|having| having.len() < LOOKED_AT);
        if !all && list.len() < POSTINGS {
            return None;
        }
        let older = list.len().saturating_sub(POSTINGS);
        archive.postings.insert(*word, list.into_iter().skip(older).collect());
    }
    Some(archive)
}

/// The words that the late ones ask for, each after those before it.
fn asked(archive: &Archive, items: &[Features<'_>], late: &[usize]) -> HashSet<u32> {
    let mut then = Archive { common: archive.common.clone(), size: archive.size, ..Archive::default() };
    let mut asked = HashSet::new();
    for &at in late {
        let words = then.next(&items[at]);
        let shared = words.into_iter().filter(|word| word.others > 0).collect();
        asked.extend(heaviest(shared, ASKED).0.into_iter().map(|word| word.word));
    }
    asked
}

/// Where, of the articles at the places `weighed` of `before`, each of `asked` is important, and how much it counts.
fn weigh(
    items: &[Features<'_>],
    before: &[usize],
    first: usize,
    weighed: &HashSet<usize>,
    asked: &HashSet<u32>,
) -> ByWord<Vec<(u32, f32)>> {
    let words_of = |place: &usize| before.get(*place).into_iter().flat_map(|&at| unpacked(items[at].words));
    let words: Words = weighed.iter().flat_map(words_of).map(|(word, _)| word).collect();
    let mut then = Archive::default();
    let mut found: ByWord<Vec<(u32, f32)>> = ByWord::default();
    let mut add = |at: usize, words: Vec<Weighed>| {
        let (heavy, length) = heaviest(words, INDEXED);
        let Ok(short) = u32::try_from(at) else { return };
        for Weighed { word, weight, .. } in heavy.into_iter().filter(|word| asked.contains(&word.word)) {
            found.entry(word).or_default().push((short, (weight / length) as f32));
        }
    };
    let lasting = || before.iter().copied().enumerate().filter(|(_, at)| !items[*at].passing);
    let count = |then: &mut Archive, at: usize| {
        let known = unpacked(items[at].words).filter(|(word, _)| words.has(*word));
        known.for_each(|(word, _)| *then.common.entry(word).or_default() += 1);
        then.size += 1;
    };
    // The first are counted, all of them, before any of them is weighed.
    let beginning = || lasting().take_while(|(place, _)| *place < first);
    beginning().for_each(|(_, at)| count(&mut then, at));
    for (_, at) in beginning().filter(|(place, _)| weighed.contains(place)) {
        add(at, then.weigh(&items[at]));
    }
    for (place, at) in lasting().skip_while(|(place, _)| *place < first) {
        if weighed.contains(&place) {
            add(at, unpacked(items[at].words).map(|word| then.weighed(word)).collect());
        }
        count(&mut then, at);
    }
    found
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
        self.bits[at] & bit != 0 && self.all.contains(&word)
    }

    fn place(&self, word: u32) -> (usize, u64) {
        (word as usize / 64 % self.bits.len(), 1 << (word % 64))
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
