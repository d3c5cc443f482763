//! What each page shows and each file of the bundle holds: taken from an edition, whoever writes it.

use std::collections::{BTreeMap, BTreeSet};

use news::{
    article::{Article, Teaser},
    bundle::{BLOCK_SIZE, BLOCK_SPARE, Block, Head, PAGE_SIZE, Page, VERSION, Year},
    date::Day,
    route::List,
};

use crate::edition::{InLang, Listing};

impl InLang {
    /// An article with all that its page shows of others.
    pub fn article(&self, number: usize) -> Article {
        let Some(entry) = self.entries.get(number) else { return Article::default() };
        let teaser = |number: &usize| self.teaser(*number);
        Article {
            related: entry.related.iter().filter_map(teaser).collect(),
            previous: entry.previous.as_ref().and_then(teaser),
            ..entry.article.clone()
        }
    }

    /// The articles that have not expired, scheduled ones included.
    pub fn living(&self) -> Vec<usize> {
        (0..self.entries.len()).filter(|number| self.lives(number)).collect()
    }

    /// How many full pages a list has.
    pub fn full_pages(&self, list: &Listing) -> u32 {
        self.out(&list.articles) as u32 / PAGE_SIZE
    }

    /// A full page of a list, counted from 1, the oldest.
    pub fn page(&self, list: &Listing, number: u32) -> Page {
        let size = PAGE_SIZE as usize;
        let page = list.articles.chunks_exact(size).nth(number as usize - 1).unwrap_or_default();
        Page { version: VERSION, teasers: self.teasers(page) }
    }

    /// The newest of a list.
    pub fn head(&self, list: &Listing) -> Head {
        let pages = self.full_pages(list);
        let from = (pages.saturating_sub(1) * PAGE_SIZE) as usize;
        Head {
            version: VERSION,
            label: list.label.clone(),
            total: list.articles.len() as u32,
            pages,
            newest: self.teasers(list.articles.get(from..).unwrap_or_default()),
            translations: list.translations.clone(),
            blocks: if list.list == List::Front { self.blocks() } else { Vec::new() },
            years: if list.list == List::Front { self.years() } else { BTreeSet::new() },
        }
    }

    /// The years that the archive has.
    pub fn years(&self) -> BTreeSet<i32> {
        self.entries.iter().filter(|entry| !entry.gone).map(|entry| entry.day.year).collect()
    }

    fn blocks(&self) -> Vec<Block> {
        let block = |list: &Listing| {
            let section = list.label.clone().filter(|_| matches!(list.list, List::Section(_)))?;
            let there: Vec<usize> =
                list.articles.iter().copied().filter(|number| self.lives(number)).collect();
            let from = self.out(&there).saturating_sub(BLOCK_SIZE + BLOCK_SPARE);
            let teasers = self.teasers(there.get(from..).unwrap_or_default());
            Some(Block { section, teasers })
        };
        self.lists.iter().filter_map(block).collect()
    }

    /// Teasers of these articles, which are in order of time, the newest first.
    pub fn teasers(&self, numbers: &[usize]) -> Vec<Teaser> {
        numbers.iter().rev().filter_map(|number| self.teaser(*number)).collect()
    }

    /// Whether the article has not expired.
    fn lives(&self, number: &usize) -> bool {
        self.entries.get(*number).is_some_and(|entry| !entry.gone)
    }

    /// How many of these articles, which are in order of time, are out.
    fn out(&self, numbers: &[usize]) -> usize {
        let out = |number: &&usize| self.entries.get(**number).is_some_and(|entry| !entry.scheduled);
        numbers.iter().take_while(out).count()
    }

    /// The archive: the days of each year.
    pub fn archive(&self) -> Archive {
        let mut years: BTreeMap<i32, (Year, bool)> = BTreeMap::new();
        for entry in &self.entries {
            let Day { year, month, day } = entry.day;
            let (year, lives) = years.entry(year).or_default();
            *lives |= !entry.gone;
            *year.months.entry(month).or_default().entry(day).or_default() += 1;
        }
        let mut before = 0;
        let mut archive = Archive::new();
        for (number, (mut year, lives)) in years {
            let count: u32 = year.months.values().flat_map(BTreeMap::values).sum();
            (year.version, year.before) = (VERSION, before);
            before += count;
            // A year is there for the sake of what is published in it.
            if lives {
                archive.insert(number, year);
            }
        }
        archive
    }
}

/// The archive of a language by date: the days of each year.
pub type Archive = BTreeMap<i32, Year>;
