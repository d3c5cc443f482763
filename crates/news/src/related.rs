//! Related news (Tin tức liên quan): which articles are about the same.
//!
//! Articles are compared by TF-IDF (K. Spärck Jones 1972) over their Vietnamese syllables and pairs of
//! syllables, their tags and their section, with both tone-mark placements taken as one. An article is
//! compared with older ones only, so what was found for it stays when more are published; the first
//! [`FIRST`] articles of a site are compared with each other. Work and memory are bounded per article,
//! whatever the archive's size.

use std::collections::{HashMap, HashSet, VecDeque};

use crate::text::vietnamese::same_key;

/// Articles that a site needs before "only older ones" is enough to choose from.
pub const FIRST: usize = 64;
/// Terms of an article that others are looked up by, besides its tags and section.
const ASKED: usize = 16;
/// Terms of an article that it can be found by.
const KEPT: usize = 48;
/// The newest articles that are looked at for a term.
const POSTINGS: usize = 256;

/// What an article is about, as weighed terms.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Terms {
    /// Hash and weight of each term, by hash.
    weights: Vec<(u64, f32)>,
    /// Tags and section, which always count.
    labels: Vec<u64>,
}

/// Weighs the words of an article.
pub fn terms<'t>(
    title: &str,
    tags: impl IntoIterator<Item = &'t str>,
    section: Option<&str>,
    text: &str,
) -> Terms {
    let mut counts: HashMap<u64, f32> = HashMap::new();
    let mut labels = Vec::new();
    count(title, 3.0, &mut counts);
    count(text, 1.0, &mut counts);
    let tags = tags.into_iter().map(|tag| ("tag ", tag, 8.0));
    for (kind, name, weight) in tags.chain(section.map(|name| ("section ", name, 2.0))) {
        let term = hash(&[kind, &same_key(name)]);
        counts.insert(term, weight);
        labels.push(term);
        count(name, 1.0, &mut counts);
    }
    let mut weights: Vec<(u64, f32)> =
        counts.into_iter().map(|(term, count)| (term, 1.0 + count.ln())).collect();
    weights.sort_unstable_by_key(|(term, _)| *term);
    let length = weights.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(1.0);
    weights.iter_mut().for_each(|(_, weight)| *weight /= length);
    Terms { weights, labels }
}

fn count(text: &str, weight: f32, counts: &mut HashMap<u64, f32>) {
    let text = same_key(text);
    for phrase in text.split(|c: char| !c.is_alphanumeric() && c != ' ') {
        let mut before: Option<&str> = None;
        for word in phrase.split(' ').filter(|word| !word.is_empty()) {
            *counts.entry(hash(&[word])).or_default() += weight;
            if let Some(before) = before {
                *counts.entry(hash(&[before, " ", word])).or_default() += weight;
            }
            before = Some(word);
        }
    }
}

/// FNV-1a of 64 bits: the same everywhere.
fn hash(parts: &[&str]) -> u64 {
    let bytes = parts.iter().flat_map(|part| part.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

/// Finds what is related among the articles that it was given, oldest first.
#[derive(Debug, Default)]
pub struct Finder {
    articles: u32,
    /// In how many articles each term is.
    frequencies: HashMap<u64, u32>,
    /// The newest articles of each term, and its weight there.
    postings: HashMap<u64, VecDeque<(u32, f32)>>,
}

impl Finder {
    /// Starts with the oldest articles, at most [`FIRST`] of them, and ranks them for each other.
    pub fn start(first: &[Terms]) -> (Self, Vec<Vec<u32>>) {
        let mut finder = Self::default();
        for terms in first {
            finder.weigh(terms);
        }
        for (number, terms) in (0..).zip(first) {
            finder.keep(number, terms);
        }
        let ranked = (0..).zip(first).map(|(number, terms)| finder.rank(number, terms)).collect();
        (finder, ranked)
    }

    /// Takes the next article and ranks the older ones for it, the most related first.
    pub fn next(&mut self, terms: &Terms) -> Vec<u32> {
        let number = self.articles;
        let ranked = self.rank(number, terms);
        self.weigh(terms);
        self.keep(number, terms);
        ranked
    }

    fn weigh(&mut self, terms: &Terms) {
        self.articles += 1;
        for (term, _) in &terms.weights {
            *self.frequencies.entry(*term).or_default() += 1;
        }
    }

    fn keep(&mut self, number: u32, terms: &Terms) {
        for (term, weight) in self.strongest(terms, KEPT) {
            let postings = self.postings.entry(term).or_default();
            if postings.len() == POSTINGS {
                postings.pop_front();
            }
            postings.push_back((number, weight));
        }
    }

    fn rarity(&self, term: u64) -> f32 {
        let frequency = self.frequencies.get(&term).copied().unwrap_or_default();
        (1.0 + (self.articles as f32 + 1.0) / (frequency as f32 + 1.0)).ln()
    }

    /// The terms that tell most about an article, and its tags and section.
    fn strongest(&self, terms: &Terms, number: usize) -> Vec<(u64, f32)> {
        let mut found: Vec<(u64, f32, f32)> =
            terms.weights.iter().map(|(term, weight)| (*term, *weight, weight * self.rarity(*term))).collect();
        let stronger = |a: &(u64, f32, f32), b: &(u64, f32, f32)| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0));
        if found.len() > number {
            found.select_nth_unstable_by(number, stronger);
            let labels = found.split_off(number).into_iter().filter(|(term, ..)| terms.labels.contains(term));
            found.extend(labels.collect::<Vec<_>>());
        }
        found.sort_unstable_by_key(|(term, ..)| *term);
        found.into_iter().map(|(term, weight, _)| (term, weight)).collect()
    }

    fn rank(&self, number: u32, terms: &Terms) -> Vec<u32> {
        let mut scores: HashMap<u32, f32> = HashMap::new();
        for (term, weight) in self.strongest(terms, ASKED) {
            let rarity = self.rarity(term);
            for (other, their) in self.postings.get(&term).into_iter().flatten() {
                *scores.entry(*other).or_default() += weight * their * rarity * rarity;
            }
        }
        scores.remove(&number);
        let mut ranked: Vec<(u32, f32)> = scores.into_iter().collect();
        ranked.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
        ranked.into_iter().map(|(other, _)| other).take(4 * ASKED).collect()
    }
}

/// The articles to show under article `own`: the author's choice first, then by rank. Never itself, and no
/// story twice: of articles with the same title, the first. `title` gives a number's title.
pub fn choose<'t>(
    own: u32,
    chosen: &[u32],
    ranked: &[u32],
    count: usize,
    title: impl Fn(u32) -> &'t str,
) -> Vec<u32> {
    let mut titles = HashSet::from([same_key(title(own))]);
    let all = chosen.iter().chain(ranked).copied();
    all.filter(|other| *other != own && titles.insert(same_key(title(*other)))).take(count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORIES: [(&str, &str, &str); 5] = [
        ("Bão số 3 vào vịnh Bắc Bộ", "bão", "Bão mạnh dần, sóng biển cao, tàu thuyền vào bờ."),
        ("Hạn mặn ở đồng bằng", "hạn mặn", "Nước mặn vào sâu, lúa thiếu nước ngọt."),
        ("Đọc bản tin bão", "bão", "Bản tin bão cho biết vị trí, sóng biển, gió mạnh."),
        ("Sức khoẻ mùa nóng", "sức khoẻ", "Nắng nóng hại sức khoẻ."),
        ("Uống nước ngày nắng", "sức khỏe", "Uống đủ nước giữ sức khỏe."),
    ];

    fn all() -> Vec<Terms> {
        STORIES.iter().map(|(title, tag, text)| terms(title, [*tag], Some("Thời tiết"), text)).collect()
    }

    #[test]
    fn the_same_matter_is_found_in_both_spellings() {
        let (_, ranked) = Finder::start(&all());
        let first: Vec<u32> = ranked.iter().map(|ranked| ranked[0]).collect();
        assert_eq!((first[0], first[2], first[3], first[4]), (2, 0, 4, 3));
        assert!(ranked.iter().zip(0..).all(|(ranked, own)| !ranked.contains(&own)));
    }

    #[test]
    fn what_was_found_stays_when_more_is_published() {
        let many: Vec<Terms> = (0..150)
            .map(|n| terms(STORIES[n % 5].0, [STORIES[n % 5].1], None, &format!("{} {n}", STORIES[n % 5].2)))
            .collect();
        let run = |number: usize| {
            let (mut finder, mut found) = Finder::start(&many[..FIRST]);
            found.extend(many[FIRST..number].iter().map(|terms| finder.next(terms)));
            found
        };
        assert_eq!(run(100)[..], run(150)[..100]);
        assert!(run(150)[149].iter().all(|other| *other < 149));
    }

    #[test]
    fn no_story_twice() {
        let titles = ["A", "Sức khoẻ", "sức khỏe", "B", "a"];
        let found = choose(0, &[3], &[4, 2, 3, 1, 0], 5, |number| titles[number as usize]);
        assert_eq!(found, [3, 2]);
    }
}
