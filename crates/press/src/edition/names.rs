//! Spellings of one name, brought together: `sức khoẻ`, `sức khỏe` and its other Unicode form are one tag.

use std::collections::HashSet;

use news::{
    article::Label,
    text::{
        slug::slugify,
        vietnamese::{nfc, same_key},
    },
};
use rustc_hash::FxHashMap;

/// Names by number, in order of first appearance.
#[derive(Debug, Default)]
pub struct Names {
    by_key: FxHashMap<String, usize>,
    /// As they are written, so that most need not be brought into one form.
    by_spelling: FxHashMap<String, (usize, usize)>,
    names: Vec<Name>,
}

#[derive(Debug)]
struct Name {
    key: String,
    /// How often each spelling was seen, in order of first appearance.
    spellings: Vec<(String, usize)>,
}

impl Names {
    /// The number of a name, which has now been seen once more.
    pub fn see(&mut self, name: &str) -> usize {
        if let Some((number, spelling)) = self.by_spelling.get(name) {
            let spellings = self.names.get_mut(*number).map(|name| &mut name.spellings);
            if let Some((_, count)) = spellings.and_then(|spellings| spellings.get_mut(*spelling)) {
                *count += 1;
            }
            return *number;
        }
        let key = same_key(name);
        let number = *self.by_key.entry(key.clone()).or_insert_with(|| {
            self.names.push(Name { key, spellings: Vec::new() });
            self.names.len() - 1
        });
        let spelling = nfc(name.trim());
        if let Some(known) = self.names.get_mut(number) {
            let place = known.spellings.iter().position(|(known, _)| *known == spelling);
            let place = place.unwrap_or_else(|| {
                known.spellings.push((spelling.into_owned(), 0));
                known.spellings.len() - 1
            });
            if let Some((_, count)) = known.spellings.get_mut(place) {
                *count += 1;
            }
            self.by_spelling.insert(name.to_owned(), (number, place));
        }
        number
    }

    /// A name and its slug for each number: the most common spelling, the first of equally common ones.
    /// Names that differ in marks only (`ma`, `má`) get different slugs; the one seen first has the plain one.
    pub fn labels(&self) -> Vec<Label> {
        let mut slugs = Slugs::default();
        let spelling = |name: &Name| {
            let first_of_most = name.spellings.iter().rev().max_by_key(|(_, count)| *count);
            first_of_most.map(|(spelling, _)| spelling.clone()).unwrap_or_default()
        };
        self.names
            .iter()
            .map(|name| Label { slug: slugs.give(&slugify(&name.key), &name.key), name: spelling(name) })
            .collect()
    }
}

/// Slugs that were given, each once.
#[derive(Debug, Default)]
pub struct Slugs(HashSet<String>);

impl Slugs {
    /// `slug`, or if it is taken the first free of `slug-2`, `slug-3` …; for a name without Latin letters a
    /// number made of it.
    pub fn give(&mut self, slug: &str, name: &str) -> String {
        let slug = if slug.is_empty() { format!("n-{:08x}", fnv(name)) } else { slug.to_owned() };
        let numbered = |number: usize| if number == 1 { slug.clone() } else { format!("{slug}-{number}") };
        let free = (1..).map(numbered).find(|slug| !self.0.contains(slug)).unwrap_or_default();
        self.0.insert(free.clone());
        free
    }
}

/// FNV-1a, the same on every computer and in every version.
fn fnv(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_in_many_spellings() {
        let mut names = Names::default();
        let numbers = ["Sức khỏe", "sức khoẻ", "sức khoẻ", "Sư\u{301}c kho\u{309}e", "ma", "má", "日本"]
            .map(|name| names.see(name));
        assert_eq!(numbers, [0, 0, 0, 0, 1, 2, 3]);
        let labels = names.labels();
        assert_eq!((labels[0].name.as_str(), labels[0].slug.as_str()), ("Sức khỏe", "suc-khoe"));
        assert_eq!((labels[1].slug.as_str(), labels[2].slug.as_str()), ("ma", "ma-2"));
        assert!(news::route::is_slug(&labels[3].slug), "{}", labels[3].slug);
    }
}
