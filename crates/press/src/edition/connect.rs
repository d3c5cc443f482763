//! What an article's page shows of others: related news and the one before it in its section.

use news::{
    problem::Problem,
    related::{self, Features, Found},
};

use super::{Addresses, Entry};
use crate::{parts::Bytes, piece::Piece};

/// Related news under an article.
const RELATED: usize = 5;

/// The related news that authors chose, as numbers of `pieces`, whose addresses are `addresses`.
pub fn chosen(pieces: &[Box<Piece>], addresses: &Addresses, problems: &mut Vec<Problem>) -> Vec<Vec<usize>> {
    let mut all = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let mut numbers = Vec::new();
        for name in &piece.facts.related {
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

/// Finds the related news of all articles of a language, which are in order of time. `last` is what the last build found.
pub fn related(entries: &mut [Entry], words: &[Bytes], chosen: &[Vec<usize>], last: &[Found]) {
    let features = entries.iter().zip(words).zip(chosen).map(|((entry, words), explicit)| {
        let facts = entry.facts();
        Features {
            lang: facts.lang,
            title: if entry.gone { "" } else { &facts.title },
            section: entry.section.as_ref().map_or("", |section| &section.slug),
            words: words.get(),
            passing: entry.gone || facts.publish_at.or(facts.expires_at).is_some(),
            explicit,
        }
    });
    let found = related::related(&features.collect::<Vec<_>>(), RELATED, last);
    for (entry, related) in entries.iter_mut().zip(found) {
        entry.related = related;
    }
}
