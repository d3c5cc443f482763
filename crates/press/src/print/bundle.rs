//! The edition as JSON, see [`news::bundle`].

use std::collections::BTreeMap;

use news::{
    article::Article,
    bundle::{
        self, ArticleFile, BLOCK_SIZE, BLOCK_SPARE, Block, Head, PAGE_SIZE, Page, VERSION, Year, Years,
    },
    date::Day,
    route::List,
};
use rayon::prelude::*;
use serde::Serialize;

use crate::{
    edition::{Edition, InLang, Listing},
    tree::{Tree, WriteError},
};

/// Writes `data/`.
///
/// # Errors
/// The first file that can not be written.
pub fn write(edition: &Edition, tree: &Tree) -> Result<(), WriteError> {
    json(tree, bundle::SITE, &edition.site)?;
    edition.languages.iter().try_for_each(|articles| {
        (0..articles.entries.len()).into_par_iter().filter(|number| articles.lives(number)).try_for_each(
            |number| {
                let article = articles.article(number);
                let path = bundle::article_path(articles.lang, &article.teaser.slug);
                json(tree, &path, &ArticleFile { version: VERSION, article })
            },
        )?;
        articles.lists.par_iter().try_for_each(|list| write_list(articles, list, tree))?;
        write_archive(articles, tree)
    })
}

fn json(tree: &Tree, path: &str, value: &impl Serialize) -> Result<(), WriteError> {
    let bytes = serde_json::to_vec(value).map_err(|error| WriteError::new(path, error.into()))?;
    tree.write(path, &bytes)
}

impl InLang {
    /// An article with all that its page shows of others.
    pub fn article(&self, number: usize) -> Article {
        let Some(entry) = self.entries.get(number) else { return Article::default() };
        let teaser = |number: &usize| self.teaser(*number);
        Article {
            related: entry.related.iter().filter_map(teaser).collect(),
            previous: entry.previous.as_ref().and_then(teaser),
            next: entry.next.as_ref().and_then(teaser),
            ..entry.article.clone()
        }
    }

    /// Teasers of these articles, which are in order of time, the newest first.
    fn teasers(&self, numbers: &[usize]) -> Vec<news::article::Teaser> {
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
}

fn write_list(articles: &InLang, list: &Listing, tree: &Tree) -> Result<(), WriteError> {
    let size = PAGE_SIZE as usize;
    let pages = articles.out(&list.articles) / size;
    for (number, page) in (1..).zip(list.articles.chunks_exact(size).take(pages)) {
        let page = Page { version: VERSION, teasers: articles.teasers(page) };
        json(tree, &bundle::page_path(articles.lang, &list.list, number), &page)?;
    }
    let newest = list.articles.get(pages.saturating_sub(1) * size..).unwrap_or_default();
    let head = Head {
        version: VERSION,
        label: list.label.clone(),
        total: list.articles.len() as u32,
        pages: pages as u32,
        newest: articles.teasers(newest),
        translations: list.translations.clone(),
        blocks: if list.list == List::Front { blocks(articles) } else { Vec::new() },
    };
    json(tree, &bundle::head_path(articles.lang, &list.list), &head)
}

fn blocks(articles: &InLang) -> Vec<Block> {
    let block = |list: &Listing| {
        let section = list.label.clone().filter(|_| matches!(list.list, List::Section(_)))?;
        let there: Vec<usize> =
            list.articles.iter().copied().filter(|number| articles.lives(number)).collect();
        let from = articles.out(&there).saturating_sub(BLOCK_SIZE + BLOCK_SPARE);
        let teasers = articles.teasers(there.get(from..).unwrap_or_default());
        Some(Block { section, teasers })
    };
    articles.lists.iter().filter_map(block).collect()
}

fn write_archive(articles: &InLang, tree: &Tree) -> Result<(), WriteError> {
    let mut years: BTreeMap<i32, (Year, bool)> = BTreeMap::new();
    for entry in &articles.entries {
        let Day { year, month, day } = entry.day;
        let (year, lives) = years.entry(year).or_default();
        *lives |= !entry.gone;
        *year.months.entry(month).or_default().entry(day).or_default() += 1;
    }
    let mut before = 0;
    let mut counts = Years { version: VERSION, years: BTreeMap::new() };
    for (number, (mut year, lives)) in years {
        let count: u32 = year.months.values().flat_map(BTreeMap::values).sum();
        (year.version, year.before) = (VERSION, before);
        before += count;
        // A year is there for the sake of what is published in it.
        if lives {
            json(tree, &bundle::year_path(articles.lang, number), &year)?;
            counts.years.insert(number, count);
        }
    }
    json(tree, &bundle::archive_path(articles.lang), &counts)
}
