//! The articles of one language: tags, lists, the way back.

use std::{collections::BTreeMap, sync::Arc};

use news::{article::Label, date::Moment, lang::Lang, related::Found, route::List};

use rustc_hash::FxHashMap;

use super::{
    Entry, InLang, Listing, SEGMENT, Whole, connect,
    names::Names,
    paging::{Lists, Paging},
};
use crate::hash::{hash, numbers};

/// Numbers and labels of the sections that have articles in a language, in order.
pub(super) type Menu = Vec<(usize, Label)>;

/// Arranges the articles of a language, which are in order of time. `labels` are those of all sections; `last` is what
/// the last build found related.
pub(super) fn arrange(
    mut whole: Vec<Whole>,
    labels: &[Label],
    (lang, key, now): (Lang, u64, i64),
    last: &[Arc<Found>],
) -> (InLang, Menu) {
    if whole.iter().all(|whole| whole.number.is_none()) {
        whole.clear();
    }
    let (tag_labels, tags, ends) = tags(&whole);
    let mut start = 0;
    let labels: Vec<Hashed> = labels.iter().cloned().map(hashed).collect();
    let numbered = whole.iter().enumerate();
    let places: FxHashMap<usize, usize> =
        numbered.filter_map(|(place, whole)| Some((whole.number?, place))).collect();
    let mut by_section: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut by_tag: Vec<Vec<usize>> = vec![Vec::new(); tag_labels.len()];
    let mut coming = whole.len();
    let mut paging = Lists::new(labels.len(), tag_labels.len());
    let mut entries: Vec<Entry> = Vec::with_capacity(whole.len());
    let (mut shown, mut seen) = (Vec::with_capacity(whole.len()), Vec::with_capacity(whole.len()));
    let mut words = Vec::with_capacity(whole.len());
    let mut chosen = Vec::with_capacity(whole.len());
    for (place, (whole, end)) in whole.into_iter().zip(ends).enumerate() {
        let own = tags.get(start..end).unwrap_or_default();
        start = end;
        if let Some(section) = whole.section {
            by_section.entry(section).or_default().push(place);
        }
        for tag in own {
            if let Some(articles) = by_tag.get_mut(*tag) {
                articles.push(place);
            }
        }
        let others = whole.chosen.iter().filter_map(|number| places.get(number).copied());
        chosen.push(others.collect::<Vec<usize>>());
        words.push((whole.text.mark, whole.text.new.as_ref().map(|new| Arc::clone(&new.words))));
        let tags = own.iter().filter_map(|tag| tag_labels.get(*tag));
        let section = whole.section;
        let (entry, known) = entry(whole, &labels, tags, (key, now));
        if entry.scheduled {
            coming = coming.min(place);
        } else if place < coming {
            paging.publish(section, own, opens(place, entries.last(), &entry));
        }
        let later = |moment: Option<Moment>| moment.is_some_and(|moment| moment.unix() > now);
        let (comes, goes) = (later(entry.facts().publish_at), later(entry.facts().expires_at));
        shown.push(known);
        seen.push(numbers([known, comes.into(), goes.into()]));
        entries.push(entry);
    }
    // A list is there for the sake of what is published in it.
    let lives =
        |numbers: &[usize]| numbers.iter().any(|place| entries.get(*place).is_some_and(|entry| !entry.gone));
    by_section.retain(|_, numbers| lives(numbers));
    by_tag.iter_mut().filter(|numbers| !lives(numbers)).for_each(Vec::clear);
    by_section.values().for_each(|numbers| connect::previous(&mut entries, numbers));
    connect::related(&mut entries, &words, &chosen, last);
    let label = |section: &usize| Some((*section, Label::clone(&labels.get(*section)?.0)));
    let menu: Menu = by_section.keys().filter_map(label).collect();
    let mut lists = vec![listing(List::Front, None, (0..entries.len()).collect(), paging.at(Lists::ALL))];
    for ((section, label), articles) in menu.iter().zip(by_section.into_values()) {
        let paging = paging.at(Lists::of_section(*section));
        lists.push(listing(List::Section(label.slug.clone()), Some(label), articles, paging));
    }
    for (tag, ((label, _), articles)) in tag_labels.iter().zip(by_tag).enumerate() {
        if !articles.is_empty() {
            let paging = paging.at(paging.of_tag(tag));
            lists.push(listing(List::Tag(label.slug.clone()), Some(label), articles, paging));
        }
    }
    (InLang { lang, entries, shown, seen, coming, lists }, menu)
}

/// The labels of all tags; and the numbers of the tags of each article, in the author's order, one article's behind the
/// other's, with where each article's end.
fn tags(whole: &[Whole]) -> (Vec<Hashed>, Vec<usize>, Vec<usize>) {
    let mut names = Names::default();
    let (mut numbers, mut ends) = (Vec::with_capacity(2 * whole.len()), Vec::with_capacity(whole.len()));
    for whole in whole {
        let start = numbers.len();
        for tag in whole.piece.facts.tags.iter().filter(|tag| !tag.trim().is_empty()) {
            let tag = names.see(tag);
            if !numbers.get(start..).is_some_and(|own| own.contains(&tag)) {
                numbers.push(tag);
            }
        }
        ends.push(numbers.len());
    }
    (names.labels().into_iter().map(hashed).collect(), numbers, ends)
}

/// A label, and a hash of it: thousands of articles have the same.
type Hashed = (Arc<Label>, u64);

fn hashed(label: Label) -> Hashed {
    let hash = hash(&label);
    (Arc::new(label), hash)
}

/// An article, and a hash of what lists know of it.
fn entry<'l>(
    whole: Whole,
    labels: &[Hashed],
    tags: impl Iterator<Item = &'l Hashed>,
    (key, now): (u64, i64),
) -> (Entry, u64) {
    let Whole { number, piece, text, section, translations, .. } = whole;
    let (moment, gone) = (piece.moment(), number.is_none());
    let (section, in_section) = section.and_then(|section| labels.get(section).cloned()).unzip();
    let (tags, tagged): (Vec<Arc<Label>>, Vec<u64>) = tags.cloned().unzip();
    let made = [key, piece.source.hash(), piece.facts.date.unix() as u64, text.made.hash];
    let in_section = [u64::from(section.is_some()), in_section.unwrap_or_default()];
    let others = if translations.is_empty() { 0 } else { hash(&translations) };
    let mut shown = numbers([text.made.teaser].into_iter().chain(in_section));
    let mut entry = Entry {
        made: numbers(made.into_iter().chain(in_section).chain([others]).chain(tagged)),
        html: text.new.map(|new| new.html),
        section,
        tags,
        translations,
        views: None,
        gone,
        day: moment.day(),
        scheduled: moment.unix() > now,
        piece,
        related: Arc::default(),
        previous: None,
    };
    if gone {
        (entry.section, entry.tags) = (None, Vec::new());
        shown = hash(&entry.teaser());
    }
    (entry, shown)
}

fn listing(list: List, label: Option<&Label>, articles: Vec<usize>, paging: Paging) -> Listing {
    Listing { list, label: label.cloned(), translations: Vec::new(), articles, paging }
}

/// Files in which an article opens something, see [`Lists::publish`]; `last` is the one before it.
fn opens(place: usize, last: Option<&Entry>, entry: &Entry) -> u32 {
    let (day, last) = (entry.day, last.map(|last| last.day));
    let year = last.is_none_or(|last| last.year != day.year);
    let month = year || last.is_none_or(|last| last.month != day.month);
    u32::from(year) + u32::from(month) + u32::from(place.is_multiple_of(SEGMENT))
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
