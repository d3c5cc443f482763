//! What an article's page shows of others: related news and the one before it in its section.

use std::{borrow::Cow, sync::Arc};

use news::{
    problem::Problem,
    related::{self, Count, Features, Found, Mark, Words},
};

use super::{Addresses, Entry};
use crate::{known::Kept, parts::Reader, piece::Piece};

/// Related news under an article.
const RELATED: usize = 5;

/// The related news that authors chose, as numbers of `pieces`, whose addresses are `addresses`.
pub fn chosen(pieces: &[Box<Piece>], addresses: &Addresses, problems: &mut Vec<Problem>) -> Vec<Vec<usize>> {
    let mut all = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let mut numbers = Vec::new();
        for name in &piece.rare().related {
            match addresses.named(piece, name, Some(piece.facts.lang)) {
                Some(number) => numbers.push(number),
                None => problems.push(
                    Problem::warning(
                        &piece.file,
                        "related",
                        format!("`related` names `{name}`, and there is no such article in this language"),
                        "Write the slug or the file of an article that is published.",
                    )
                    .at(piece.known().manuscript.line_of("related")),
                ),
            }
        }
        all.push(numbers);
    }
    all
}

/// Links the articles of a section, which are in order of time, to the ones before.
pub fn previous(entries: &mut [Entry], numbers: &[usize]) {
    let there = |number: &usize| entries.get(*number).is_some_and(|entry| !entry.gone);
    let numbers: Vec<usize> = numbers.iter().copied().filter(there).collect();
    for pair in numbers.windows(2) {
        let [before, after] = *pair else { continue };
        if let Some(entry) = entries.get_mut(after) {
            entry.previous = Some(before);
        }
    }
}

/// The words of an article by which related news are found: how they are known, and themselves if they are new.
pub type Own = (Mark, Option<Arc<[u8]>>);

/// Finds the related news of all articles of a language, which are in order of time. `last` is what the last build found.
pub fn related(entries: &mut [Entry], words: &[Own], chosen: &[Vec<usize>], last: &[Arc<Found>]) {
    let features = entries.iter().zip(words).zip(chosen).map(|((entry, (mark, _)), explicit)| {
        let facts = entry.facts();
        Features {
            lang: facts.lang,
            title: if entry.gone { "" } else { &facts.title },
            section: entry.section.as_ref().map_or("", |section| &section.slug),
            words: *mark,
            passing: entry.gone || facts.publish_at.or(facts.expires_at).is_some(),
            explicit,
        }
    });
    let features: Vec<Features<'_>> = features.collect();
    let found = related::related(&features, &Texts { entries, words }, RELATED, last);
    for (entry, related) in entries.iter_mut().zip(found) {
        entry.related = related;
    }
}

/// The words of the articles of a language.
struct Texts<'t> {
    entries: &'t [Entry],
    words: &'t [Own],
}

impl Words for Texts<'_> {
    fn of(&self, at: usize) -> Cow<'_, [u8]> {
        match self.words.get(at) {
            Some((_, Some(new))) => (&**new).into(),
            Some((mark, None)) if *mark != Mark::default() => {
                let last = self.entries.get(at).and_then(|entry| entry.piece.last.as_ref());
                last.map(|last| last.rest.words()).unwrap_or_default()
            }
            _ => Cow::default(),
        }
    }

    fn count(&self, counts: &dyn Fn(usize) -> bool, count: &mut Count) {
        // In the order of their files, as what is kept of them lies: file by file.
        let mut in_order: Vec<Option<usize>> = Vec::new();
        for (at, entry) in self.entries.iter().enumerate().filter(|(at, _)| counts(*at)) {
            if in_order.len() <= entry.piece.at {
                in_order.resize(entry.piece.at + 1, None);
            }
            if let Some(place) = in_order.get_mut(entry.piece.at) {
                *place = Some(at);
            }
        }
        let (mut kept, mut new): (Vec<&Arc<Kept>>, Vec<usize>) = (Vec::new(), Vec::new());
        for at in in_order.into_iter().flatten() {
            let last = self.entries.get(at).and_then(|entry| entry.piece.last.as_ref());
            match (self.words.get(at), last) {
                (Some((_, None)), Some(last)) => kept.push(last),
                _ => new.push(at),
            }
        }
        new.into_iter().for_each(|at| count.add(&self.of(at)));
        let part = |kept: &Kept| kept.rest.part().map(Arc::as_ptr);
        let mut reader = Reader::default();
        for same in kept.chunk_by(|one, next| part(one) == part(next)) {
            let together = same.first().and_then(|first| Some((first.facts.lang, first.rest.part()?)));
            if !together.is_some_and(|(lang, part)| part.count(lang, same.len(), count)) {
                same.iter().for_each(|kept| count.add(reader.words(&kept.rest)));
            }
        }
    }
}
