//! The articles of one language: tags, lists, the way back.

use std::{collections::BTreeMap, sync::Arc};

use news::{article::Label, date::Moment, lang::Lang, related::Found, route::List};

use rustc_hash::FxHashMap;

use super::{Entry, InLang, Listing, Whole, connect, names::Names};
use crate::hash::{hash, numbers};

/// Numbers and labels of the sections that have articles in a language, in order.
pub(super) type Menu = Vec<(usize, Label)>;

/// Arranges the articles of a language, which are in order of time. `labels` are those of all sections; `last` is what
/// the last build found related.
pub(super) fn arrange(
    mut whole: Vec<Whole>,
    labels: &[Label],
    (lang, key, now): (Lang, u64, i64),
    last: &[Found],
) -> (InLang, Menu) {
    if whole.iter().all(|whole| whole.number.is_none()) {
        whole.clear();
    }
    let (tag_labels, tags_of) = tags(&whole);
    let labels: Vec<Hashed> = labels.iter().cloned().map(hashed).collect();
    let numbered = whole.iter().enumerate();
    let places: FxHashMap<usize, usize> =
        numbered.filter_map(|(place, whole)| Some((whole.number?, place))).collect();
    let mut by_section: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut by_tag: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut entries = Vec::with_capacity(whole.len());
    let mut words = Vec::with_capacity(whole.len());
    let mut chosen = Vec::with_capacity(whole.len());
    for (place, (mut whole, tags)) in whole.into_iter().zip(tags_of).enumerate() {
        if let Some(section) = whole.section {
            by_section.entry(section).or_default().push(place);
        }
        tags.iter().for_each(|tag| by_tag.entry(*tag).or_default().push(place));
        let numbers = whole.chosen.iter().filter_map(|number| places.get(number).copied());
        chosen.push(numbers.collect::<Vec<usize>>());
        words.push(std::mem::take(&mut whole.text.words));
        entries.push(entry(whole, &labels, tags.iter().filter_map(|tag| tag_labels.get(*tag)), (key, now)));
    }
    // A list is there for the sake of what is published in it.
    let lives = |_: &usize, numbers: &mut Vec<usize>| {
        numbers.iter().any(|place| entries.get(*place).is_some_and(|entry| !entry.gone))
    };
    by_section.retain(lives);
    by_tag.retain(lives);
    by_section.values().for_each(|numbers| connect::previous(&mut entries, numbers));
    connect::related(&mut entries, &words, &chosen, last);
    let label = |section: &usize| Some((*section, Label::clone(&labels.get(*section)?.0)));
    let menu: Menu = by_section.keys().filter_map(label).collect();
    let mut lists = vec![listing(List::Front, None, (0..entries.len()).collect())];
    for ((_, label), articles) in menu.iter().zip(by_section.into_values()) {
        lists.push(listing(List::Section(label.slug.clone()), Some(label), articles));
    }
    for (tag, articles) in by_tag {
        let Some((label, _)) = tag_labels.get(tag) else { continue };
        lists.push(listing(List::Tag(label.slug.clone()), Some(label), articles));
    }
    (InLang { lang, entries, lists }, menu)
}

/// The labels of all tags, and the numbers of the tags of each article, in the author's order.
fn tags(whole: &[Whole]) -> (Vec<Hashed>, Vec<Vec<usize>>) {
    let mut names = Names::default();
    let mut of = |whole: &Whole| {
        let mut tags: Vec<usize> = Vec::new();
        for tag in whole.piece.facts.tags.iter().filter(|tag| !tag.trim().is_empty()) {
            let tag = names.see(tag);
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        tags
    };
    let tags_of = whole.iter().map(&mut of).collect();
    (names.labels().into_iter().map(hashed).collect(), tags_of)
}

/// A label, and a hash of it: thousands of articles have the same.
type Hashed = (Arc<Label>, u64);

fn hashed(label: Label) -> Hashed {
    let hash = hash(&label);
    (Arc::new(label), hash)
}

fn entry<'l>(
    whole: Whole,
    labels: &[Hashed],
    tags: impl Iterator<Item = &'l Hashed>,
    (key, now): (u64, i64),
) -> Entry {
    let Whole { number, piece, text, section, translations, .. } = whole;
    let (moment, gone) = (piece.moment(), number.is_none());
    let (section, in_section) = section.and_then(|section| labels.get(section).cloned()).unzip();
    let (tags, tagged): (Vec<Arc<Label>>, Vec<u64>) = tags.cloned().unzip();
    let made = [key, piece.source.hash(), piece.facts.date.unix() as u64, text.made.hash];
    let in_section = [u64::from(section.is_some()), in_section.unwrap_or_default()];
    let others = if translations.is_empty() { 0 } else { hash(&translations) };
    let mut entry = Entry {
        made: numbers(made.into_iter().chain(in_section).chain([others]).chain(tagged)),
        shown: numbers([text.made.teaser].into_iter().chain(in_section)),
        seen: 0,
        html: text.html,
        section,
        tags,
        translations,
        views: None,
        gone,
        day: moment.day(),
        scheduled: moment.unix() > now,
        piece,
        related: Found::default(),
        previous: None,
    };
    if gone {
        (entry.section, entry.tags) = (None, Vec::new());
        entry.shown = hash(&entry.teaser());
    }
    let later = |moment: Option<Moment>| moment.is_some_and(|moment| moment.unix() > now);
    let (comes, goes) = (later(entry.facts().publish_at), later(entry.facts().expires_at));
    entry.seen = numbers([entry.shown, comes.into(), goes.into()]);
    entry
}

fn listing(list: List, label: Option<&Label>, articles: Vec<usize>) -> Listing {
    Listing { list, label: label.cloned(), translations: Vec::new(), articles }
}

/// Tells lists where they are in other languages. A menu is numbers and labels of the sections that have
/// articles in a language.
pub(super) fn translate_lists(articles: &mut InLang, menu: &Menu, menus: &[(Lang, Menu)]) {
    let own = articles.lang;
    let others = || menus.iter().filter(move |(lang, _)| *lang != own);
    for list in &mut articles.lists {
        list.translations = match &list.list {
            List::Front => others().map(|(lang, _)| (*lang, String::new())).collect(),
            List::Section(slug) => {
                let number = menu.iter().find(|(_, label)| label.slug == *slug).map(|(number, _)| *number);
                let there = |menu: &Menu| {
                    let found = menu.iter().find(|(other, _)| Some(*other) == number);
                    found.map(|(_, label)| label.slug.clone())
                };
                others().filter_map(|(lang, menu)| Some((*lang, there(menu)?))).collect()
            }
            List::Tag(_) => Vec::new(),
        };
    }
}
