//! What each page shows and each file of the bundle holds: taken from an edition, whoever writes it.

use std::collections::BTreeMap;

use news::{
    article::{Article, Label, Teaser},
    bundle::{BLOCK_SIZE, BLOCK_SPARE, Block, Head, LEAD_SIZE, PAGE_SIZE, Page, VERSION, Year},
    route::List,
};

use crate::{
    edition::{Entry, InLang, Listing},
    hash::{hash, numbers},
};

/// What counts of articles where others show them: [`InLang::shown`] in data, [`InLang::seen`] on pages.
pub type Of = fn(&InLang) -> &[u64];

impl InLang {
    /// An article with all that its page shows of others.
    pub fn article(&self, number: usize) -> Article {
        let Some(entry) = self.entries.get(number) else { return Article::default() };
        // Headlines are what leads on from an article; what lists say beneath would weigh on every page.
        let teaser =
            |number: &usize| self.teaser(*number).map(|teaser| Teaser { standfirst: None, ..teaser });
        Article {
            related: entry.related.places.iter().filter_map(teaser).collect(),
            previous: entry.previous.as_ref().and_then(teaser),
            ..entry.article()
        }
    }

    /// A hash of all that [`InLang::article`] gives, the text included. `of` tells what counts of the others.
    pub fn article_made(&self, number: usize, of: Of) -> u64 {
        let Some(entry) = self.entries.get(number) else { return 0 };
        let others = self.made(entry.related.places.iter().chain(&entry.previous), of);
        let own = of(self).get(number).copied().unwrap_or_default();
        numbers([entry.made, own, others, entry.previous.is_some().into()])
    }

    /// A hash of what counts of some articles.
    pub fn made<'n>(&self, articles: impl IntoIterator<Item = &'n usize>, of: Of) -> u64 {
        let of = of(self);
        numbers(articles.into_iter().filter_map(|number| of.get(*number)).copied())
    }

    /// A hash of a full page of a list.
    pub fn page_made(&self, list: &Listing, number: u32, of: Of) -> u64 {
        self.made(self.on_page(list, number), of)
    }

    /// A hash of the newest of a list.
    pub fn head_made(&self, list: &Listing, of: Of) -> u64 {
        let blocks: Vec<_> = match list.list {
            List::Front => {
                self.block_lists().map(|(label, numbers)| (label, self.made(&numbers, of))).collect()
            }
            _ => Vec::new(),
        };
        let years = if list.list == List::Front { self.years() } else { Vec::new() };
        let places = (list.articles.len(), self.pages(list));
        let newest = self.made(self.newest(list), of);
        hash(&(&list.label, places, newest, &list.translations, blocks, years))
    }

    /// What stands on a full page, counted from 1, the oldest.
    fn on_page<'l>(&self, list: &'l Listing, number: u32) -> &'l [usize] {
        list.articles.chunks_exact(PAGE_SIZE as usize).nth(number as usize - 1).unwrap_or_default()
    }

    fn newest<'l>(&self, list: &'l Listing) -> &'l [usize] {
        let from = (self.pages(list).saturating_sub(1) * PAGE_SIZE) as usize;
        list.articles.get(from..).unwrap_or_default()
    }

    /// The articles that have not expired, scheduled ones included.
    pub fn living(&self) -> Vec<usize> {
        (0..self.entries.len()).filter(|number| self.lives(number)).collect()
    }

    /// [`Head::pages`] of a list.
    pub fn pages(&self, list: &Listing) -> u32 {
        list.paging.pages()
    }

    /// A full page of a list, counted from 1, the oldest.
    pub fn page(&self, list: &Listing, number: u32) -> Page {
        Page { version: VERSION, teasers: self.listed(list, self.on_page(list, number)) }
    }

    /// The newest of a list.
    pub fn head(&self, list: &Listing) -> Head {
        let pages = self.pages(list);
        Head {
            version: VERSION,
            label: list.label.clone(),
            total: list.articles.len() as u32,
            pages,
            newest: self.listed(list, self.newest(list)),
            translations: list.translations.clone(),
            blocks: if list.list == List::Front { self.blocks() } else { Vec::new() },
            years: if list.list == List::Front { self.years() } else { Vec::new() },
        }
    }

    /// The years that the archive has, in order.
    pub fn years(&self) -> Vec<i32> {
        let years = self.entries.chunk_by(|one, next| one.day.year == next.day.year);
        let year = |year: &[Entry]| year.iter().find(|entry| !entry.gone).map(|entry| entry.day.year);
        years.filter_map(year).collect()
    }

    fn blocks(&self) -> Vec<Block> {
        let block = |(section, numbers): (&Label, Vec<usize>)| Block {
            section: section.clone(),
            teasers: without_section(self.teasers(&numbers)),
        };
        self.block_lists().map(block).collect()
    }

    /// The sections, and the articles of each that the front page gets.
    fn block_lists(&self) -> impl Iterator<Item = (&Label, Vec<usize>)> {
        let lives = |number: &&usize| self.lives(number);
        let lead: Vec<usize> =
            (0..self.coming).rev().filter(|number| self.lives(number)).take(LEAD_SIZE).collect();
        let block = move |list: &'_ Listing| {
            let (out, coming) = list.articles.split_at(self.out(&list.articles));
            let fresh = out.iter().rev().filter(|number| lives(number) && !lead.contains(number));
            let newest = fresh.take(BLOCK_SIZE + BLOCK_SPARE);
            let mut block: Vec<usize> = coming.iter().rev().filter(lives).chain(newest).copied().collect();
            block.reverse();
            block
        };
        let sections = self.lists.iter().filter(|list| matches!(list.list, List::Section(_)));
        sections.filter_map(move |list| Some((list.label.as_ref()?, block(list))))
    }

    /// Teasers of these articles of a list.
    fn listed(&self, list: &Listing, numbers: &[usize]) -> Vec<Teaser> {
        let teasers = self.teasers(numbers);
        match list.list {
            List::Section(_) => without_section(teasers),
            List::Front | List::Tag(_) => teasers,
        }
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
        numbers.partition_point(|number| *number < self.coming)
    }

    /// The archive: the days of each year.
    pub fn archive(&self) -> Archive {
        self.archive_of(self.entries.len())
    }

    /// The archive as its files have it: what stands in the head is counted where it is shown, or the file of the year
    /// would be another with each article.
    pub fn counted(&self) -> Archive {
        let all = self.lists.iter().find(|list| list.list == List::Front);
        let counted = all.map_or(0, |all| (all.paging.counts() * PAGE_SIZE) as usize);
        self.archive_of(counted)
    }

    /// The archive of the first articles.
    fn archive_of(&self, articles: usize) -> Archive {
        let entries = self.entries.get(..articles).unwrap_or_default();
        let mut archive = Archive::new();
        let mut before = 0;
        for same in entries.chunk_by(|one, next| one.day == next.day) {
            let (Some(day), articles) = (same.first().map(|entry| entry.day), same.len() as u32) else {
                continue;
            };
            archive.entry(day.year).or_insert_with(|| Year::after(before)).add(day, articles);
            before += articles;
        }
        // The head may begin with the first article of a year, and then one cannot tell from it that all are there.
        if let Some(next) = self.entries.get(articles).filter(|_| articles > 0) {
            archive.entry(next.day.year).or_insert_with(|| Year::after(before));
        }
        // A year is there for the sake of what is published in it.
        let living = self.years();
        archive.retain(|year, _| living.contains(year));
        archive
    }
}

/// As teasers stand below the name of their section.
fn without_section(teasers: Vec<Teaser>) -> Vec<Teaser> {
    teasers.into_iter().map(|teaser| Teaser { section: None, ..teaser }).collect()
}

/// The archive of a language by date: the days of each year.
pub type Archive = BTreeMap<i32, Year>;
