//! The edition as JSON, see [`news::bundle`].

use news::bundle::{self, ArticleFile, VERSION};
use rayon::prelude::*;
use serde::Serialize;

use super::content::Of;
use crate::{
    edition::{Edition, InLang, Listing},
    hash::{hash, numbers},
    tree::{Tree, WriteError},
};

/// Writes `data/`.
///
/// # Errors
/// The first file that can not be written.
pub fn write(edition: &Edition, tree: &Tree<'_>) -> Result<(), WriteError> {
    json((edition, tree), bundle::SITE, hash(&edition.site), || Ok(&edition.site))?;
    edition.languages.iter().try_for_each(|articles| {
        articles.living().into_par_iter().try_for_each(|number| {
            let slug = articles.entries.get(number).map_or("", |entry| &entry.facts().slug);
            let path = bundle::article_path(articles.lang, slug);
            json((edition, tree), &path, articles.article_made(number, KNOWN), || {
                Ok(ArticleFile { version: VERSION, article: edition.article(articles, number)? })
            })
        })?;
        articles.lists.par_iter().try_for_each(|list| write_list(edition, articles, list, tree))?;
        articles.counted().iter().try_for_each(|(year, days)| {
            let path = bundle::year_path(articles.lang, *year);
            json((edition, tree), &path, hash(days), || Ok(days))
        })
    })
}

/// In data, what an article is at any moment.
const KNOWN: Of = |own| &own.shown;

/// Writes a file, unless it is there already and made of the same by the same program: another may write it in another
/// form.
fn json<T: Serialize>(
    (edition, tree): (&Edition, &Tree<'_>),
    path: &str,
    made: u64,
    value: impl FnOnce() -> Result<T, WriteError>,
) -> Result<(), WriteError> {
    let made = numbers([edition.key, made]);
    if tree.keep(path, made)? {
        return Ok(());
    }
    let bytes = serde_json::to_vec(&value()?).map_err(|error| WriteError::new(path, error.into()))?;
    tree.write_made(path, Some(made), &bytes)
}

fn write_list(
    edition: &Edition,
    articles: &InLang,
    list: &Listing,
    tree: &Tree<'_>,
) -> Result<(), WriteError> {
    (1..=list.paging.data()).try_for_each(|number| {
        let path = bundle::page_path(articles.lang, &list.list, number);
        let made = articles.page_made(list, number, KNOWN);
        json((edition, tree), &path, made, || Ok(articles.page(list, number)))
    })?;
    let path = bundle::head_path(articles.lang, &list.list);
    json((edition, tree), &path, articles.head_made(list, KNOWN), || Ok(articles.head(list)))
}
