//! What an article's page shows of others: related news and its neighbours in the section.

use std::collections::HashMap;

use news::{problem::Problem, related};
use rayon::prelude::*;

use super::{Addresses, Entry};
use crate::read::Piece;

/// Related news under an article.
const RELATED: usize = 5;
/// Articles whose words are weighed at once: what bounds the memory.
const BATCH: usize = 512;

/// The related news that authors chose, as numbers of `pieces`.
pub fn chosen(pieces: &[Piece], problems: &mut Vec<Problem>) -> Vec<Vec<usize>> {
    let addresses = Addresses::of(pieces);
    let mut all = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let mut numbers = Vec::new();
        for name in &piece.manuscript.related {
            match addresses.named(piece, name, Some(piece.lang)) {
                Some(number) => numbers.push(number),
                None => problems.push(Problem::warning(
                    &piece.file,
                    "related",
                    format!("`related` names `{name}`, and there is no such article in this language"),
                    "Write the slug or the file of an article that is published.",
                ).at(piece.manuscript.line_of("related"))),
            }
        }
        all.push(numbers);
    }
    all
}

/// Links the articles of a section, which are in order of time, to the ones before and after.
pub fn neighbours(entries: &mut [Entry], numbers: &[usize]) {
    for pair in numbers.windows(2) {
        let [before, after] = *pair else { continue };
        if let Some(entry) = entries.get_mut(before) {
            entry.next = Some(after);
        }
        if let Some(entry) = entries.get_mut(after) {
            entry.previous = Some(before);
        }
    }
}

/// Finds the related news of all articles of a language, which are in order of time.
pub fn related(entries: &mut [Entry], plain: &[String], chosen: &[Vec<usize>]) {
    let ranked = ranked(entries, plain);
    let titles: Vec<String> = entries.iter().map(|entry| entry.article.teaser.title.clone()).collect();
    let title = |number: u32| titles.get(number as usize).map(String::as_str).unwrap_or_default();
    let chosen: HashMap<u32, Vec<u32>> =
        (0..).zip(chosen).map(|(own, chosen)| (own, chosen.iter().map(|at| *at as u32).collect())).collect();
    for ((own, entry), ranked) in (0..).zip(entries).zip(ranked) {
        let chosen = chosen.get(&own).map(Vec::as_slice).unwrap_or_default();
        let found = related::choose(own, chosen, &ranked, RELATED, title);
        entry.related = found.into_iter().map(|number| number as usize).collect();
    }
}

fn ranked(entries: &[Entry], plain: &[String]) -> Vec<Vec<u32>> {
    let terms = |(entry, text): (&Entry, &String)| {
        let teaser = &entry.article.teaser;
        let tags = entry.article.tags.iter().map(|tag| tag.name.as_str());
        related::terms(&teaser.title, tags, teaser.section.as_ref().map(|section| section.name.as_str()), text)
    };
    let first = entries.len().min(related::FIRST);
    let (early, late) = entries.split_at(first);
    let (early_text, late_text) = plain.split_at(first.min(plain.len()));
    let early: Vec<_> = early.par_iter().zip(early_text).map(terms).collect();
    let (mut finder, mut ranked) = related::Finder::start(&early);
    for (entries, text) in late.chunks(BATCH).zip(late_text.chunks(BATCH)) {
        let weighed: Vec<_> = entries.par_iter().zip(text).map(terms).collect();
        ranked.extend(weighed.iter().map(|terms| finder.next(terms)));
    }
    ranked
}
