//! The articles that both programs build: the same number and seed give the same bytes everywhere.
//!
//! An article depends on its own number alone, so that the first 2,000 of 20,000 are the 2,000.

use std::fs;
use std::path::{Path, PathBuf};

use super::letters::{decomposed, other_placement, slug};
use super::prose::{Prose, first_upper};
use super::random::Random;
use super::vocabulary::Vocabulary;
use crate::problem::{Outcome, at};

/// Articles in a folder.
const SHARD: usize = 500;
/// Dates are spread over the ten years from 2015 on.
const FIRST_YEAR: u64 = 2015;
const YEARS: u64 = 10;
/// Of a month.
const LAST_DAY: u64 = 28;
/// Sections of whose names all spellings are in use: NFC and NFD, and where the tone mark can stand on either vowel
/// (Thủy lợi, Sức khỏe, Văn hóa) both placements.
const DECOMPOSED_SECTIONS: usize = 7;

/// Writes articles.
pub struct Corpus {
    vocabulary: Vocabulary,
    seed: u64,
}

/// What is known of an article before its text is written.
struct Head {
    section: usize,
    thing: &'static str,
    title: String,
    slug: String,
    /// Year, month, day, hour, minute.
    date: [u64; 5],
    random: Random,
}

impl Corpus {
    /// All articles of `seed`.
    pub fn new(seed: u64) -> Self {
        Self { vocabulary: Vocabulary::new(), seed }
    }

    /// The names of the sections, in one spelling each.
    pub fn sections(&self) -> impl Iterator<Item = &'static str> {
        self.vocabulary.sections().iter().map(|section| section.name)
    }

    /// Writes the first `count` articles below `folder`, which is replaced.
    pub fn write(&self, folder: &Path, count: usize) -> Outcome {
        if folder.exists() {
            fs::remove_dir_all(folder).map_err(at(folder))?;
        }
        for number in 0..count {
            self.write_one(folder, number, &self.article(number, None))?;
        }
        Ok(())
    }

    /// Adds an article after the first `count` and `later` more, newer than all of them: from the last evening that they
    /// have an article an hour, which is the pace of 100,000. Days begin with them, but no year.
    pub fn write_newest(&self, folder: &Path, count: usize, later: usize) -> Outcome {
        let hour = 22 + later as u64;
        let newest = [FIRST_YEAR + YEARS - 1, 12, LAST_DAY + hour / 24, hour % 24, 0];
        self.write_one(folder, count + later, &self.article(count + later, Some(newest)))
    }

    /// Takes an article away; it is no error if it is not there.
    pub fn remove(&self, folder: &Path, number: usize) -> Outcome {
        let file = self.file(folder, number);
        if file.exists() { fs::remove_file(&file).map_err(at(&file)) } else { Ok(()) }
    }

    /// The address of an article: the last part of it.
    pub fn slug(&self, number: usize) -> String {
        self.head(number).slug
    }

    fn write_one(&self, folder: &Path, number: usize, text: &str) -> Outcome {
        let file = self.file(folder, number);
        let shard = file.parent().unwrap_or(folder);
        fs::create_dir_all(shard).map_err(at(shard))?;
        fs::write(&file, text).map_err(at(&file))
    }

    fn file(&self, folder: &Path, number: usize) -> PathBuf {
        folder.join(format!("{:04}", number / SHARD + 1)).join(format!("{}.md", self.slug(number)))
    }

    fn head(&self, number: usize) -> Head {
        let mut random = Random::new(self.seed, number as u64);
        let sections = self.vocabulary.sections();
        let section = random.below(sections.len() as u64) as usize;
        let words = &sections[section];
        let thing = random.pick(words.of("what"));
        let place = random.pick(self.vocabulary.shared("where"));
        let (who, act, turn) =
            (random.pick(words.of("who")), random.pick(words.of("do")), random.pick(words.of("be")));
        let title = match random.below(4) {
            0 => format!("{} ở {place}: {turn}", first_upper(thing)),
            1 => format!("{place}: {who} {act} {thing}"),
            2 => format!("{} {act} {thing}", first_upper(who)),
            _ => format!("{} tại {place} {turn}", first_upper(thing)),
        };
        let date = [
            FIRST_YEAR + random.below(YEARS),
            1 + random.below(12),
            1 + random.below(LAST_DAY),
            5 + random.below(17),
            random.below(60),
        ];
        let slug = format!("{}-{number}", slug(&title));
        Head { section, thing, title, slug, date, random }
    }

    /// The whole file.
    fn article(&self, number: usize, date: Option<[u64; 5]>) -> String {
        let Head { section: index, thing, title, slug, date: own, mut random } = self.head(number);
        let earlier = self.earlier(&mut random, number, own);
        let section = &self.vocabulary.sections()[index];
        let prose = Prose { vocabulary: &self.vocabulary, section, thing };
        let mut tag = random.pick(section.of("what"));
        while tag == thing {
            tag = random.pick(section.of("what"));
        }
        let authors = random.pick(self.vocabulary.shared("desk"));
        let credit = random.pick(self.vocabulary.shared("source"));
        let standfirst = prose.sentence(&mut random);
        let link = earlier.as_ref().map(|head| (head.title.as_str(), format!("/bai-viet/{}/", head.slug)));
        let body = prose.text(&mut random, link.as_ref().map(|(title, to)| (*title, to.as_str())));
        let (other, apart) = (random.per_cent(40), random.per_cent(6));
        let [year, month, day, hour, minute] = date.unwrap_or(own);
        let name = self.spelling(&mut random, index);
        let text = format!(
            "---\ntitle: \"{title}\"\ndate: {year}-{month:02}-{day:02}T{hour:02}:{minute:02}:00+07:00\n\
             slug: {slug}\nstandfirst: \"{standfirst}\"\ncategories: [\"\u{1}\"]\n\
             tags: [\"{thing}\", \"{tag}\"]\nauthors: [\"{authors}\"]\ncredit: \"{credit}\"\n---\n\n{body}"
        );
        let text = if other { other_placement(&text) } else { text };
        let text = if apart { decomposed(&text) } else { text };
        text.replace('\u{1}', &name)
    }

    /// An article with a lower number and an earlier date.
    fn earlier(&self, random: &mut Random, number: usize, date: [u64; 5]) -> Option<Head> {
        let mut tries = (0..8).map(|_| self.head(random.below(number as u64) as usize));
        if number == 0 { None } else { tries.find(|head| head.date < date) }
    }

    /// A section's name as one of its authors writes it.
    fn spelling(&self, random: &mut Random, section: usize) -> String {
        let mut name = self.vocabulary.sections()[section].name.to_owned();
        let apart = section < DECOMPOSED_SECTIONS || other_placement(&name) != name;
        if random.per_cent(30) {
            name = other_placement(&name);
        }
        if random.per_cent(10) {
            name = name.to_lowercase();
        }
        if apart && random.per_cent(10) { decomposed(&name) } else { name }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn an_article_is_the_same_whatever_comes_after_it() {
        let folder = std::env::temp_dir().join(format!("bantin-corpus-{}", std::process::id()));
        let (few, many) = (folder.join("few"), folder.join("many"));
        Corpus::new(1).write(&few, 3).unwrap();
        Corpus::new(1).write(&many, SHARD + 1).unwrap();
        for file in fs::read_dir(few.join("0001")).unwrap() {
            let name = file.as_ref().unwrap().file_name();
            let same = fs::read(many.join("0001").join(name)).unwrap();
            assert_eq!(fs::read(file.unwrap().path()).unwrap(), same);
        }
        assert_eq!(fs::read_dir(many.join("0001")).unwrap().count(), SHARD);
        assert_eq!(fs::read_dir(many.join("0002")).unwrap().count(), 1);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn sections_are_spelt_in_24_ways() {
        let corpus = Corpus::new(1);
        let names = |number| {
            let text = corpus.article(number, None);
            let (_, after) = text.split_once("categories: [\"").unwrap();
            after.split('"').next().unwrap().to_lowercase()
        };
        // Letter case, of which there is more, tells no sections apart in either program.
        assert_eq!((0..2_000).map(names).collect::<BTreeSet<_>>().len(), 24);
    }

    #[test]
    fn articles_are_of_the_length_of_news_and_all_different() {
        let corpus = Corpus::new(1);
        let all: Vec<String> = (0..200).map(|number| corpus.article(number, None)).collect();
        let mean = all.iter().map(String::len).sum::<usize>() / all.len();
        assert!((3_600..4_600).contains(&mean), "{mean}");
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
        assert!(all.iter().any(|text| text.contains("](/bai-viet/")));
        assert!(all.iter().any(|text| text.contains("khoẻ") || text.contains("thuỷ")));
        assert!(all.iter().any(|text| text.contains("\u{323}\u{302}")));
        let newest = corpus.article(7, Some([2025, 1, 1, 6, 0]));
        assert!(newest.contains("date: 2025-01-01T06:00:00+07:00\n"), "{newest}");
    }
}
