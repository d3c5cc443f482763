//! The newest of a large archive: what they are chosen from, without weighing anew all that came before.
//!
//! New articles ask for few words. How many have these is counted, and where they lead to is known from when those before
//! were chosen for. What is found is the same, see [`super::related`], in a fraction of the time.

use std::{
    borrow::Cow,
    collections::{HashSet, VecDeque},
    sync::Arc,
};

use super::{
    ASKED, Features, Found, POSTINGS, Words,
    archive::{Archive, heaviest, push},
    count::{Count, WordSet},
    packed::numbers,
};

/// So many new articles are looked at in this way.
pub(super) const MOST: usize = 64;

/// What `late` are chosen from, as if all of `before` had been added, of which `last` tells what was found for them. Both
/// are places in `items`, in order, and all of a language.
pub(super) fn archive(
    items: &[Features<'_>],
    texts: &impl Words,
    (before, late): (&[usize], &[usize]),
    last: &[Arc<Found>],
) -> Archive {
    let lasting = || before.iter().copied().filter(|&at| !items[at].passing);
    let mut archive = Archive::default();
    let own: Vec<_> = late.iter().map(|&at| texts.of(at)).collect();
    let mut counts = vec![false; items.len()];
    lasting().for_each(|at| counts[at] = true);
    let mut count = Count::new(own.iter().flat_map(|words| numbers(words)));
    texts.count(&|at| counts.get(at).is_some_and(|counts| *counts), &mut count);
    archive.common.extend(count.found());
    let sections: HashSet<&str> = late.iter().map(|&at| items[at].section).collect();
    for at in lasting() {
        if sections.contains(items[at].section) {
            push(archive.sections.entry(items[at].section.to_owned()).or_default(), at);
        }
        archive.size += 1;
        push(&mut archive.newest, at);
    }
    let asked = asked(&archive, items, late.iter().copied().zip(&own));
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
fn asked<'w>(
    archive: &Archive,
    items: &[Features<'_>],
    late: impl Iterator<Item = (usize, &'w Cow<'w, [u8]>)>,
) -> WordSet {
    let mut then = Archive { common: archive.common.clone(), size: archive.size, ..Archive::default() };
    let ask = |(at, words): (usize, &Cow<'_, [u8]>)| {
        let shared = then.next(&items[at], words).into_iter().filter(|word| word.others > 0).collect();
        heaviest(shared, ASKED).0
    };
    late.flat_map(ask).map(|word| word.word).collect()
}
