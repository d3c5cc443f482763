//! The edition as JSON, see [`news::bundle`].

use news::bundle::{self, ArticleFile, VERSION};
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
pub fn write(edition: &Edition, tree: &Tree<'_>) -> Result<(), WriteError> {
    json(tree, bundle::SITE, &edition.site)?;
    edition.languages.iter().try_for_each(|articles| {
        articles.living().into_par_iter().try_for_each(|number| {
            let article = articles.article(number);
            let path = bundle::article_path(articles.lang, &article.teaser.slug);
            json(tree, &path, &ArticleFile { version: VERSION, article })
        })?;
        articles.lists.par_iter().try_for_each(|list| write_list(articles, list, tree))?;
        let archive = articles.archive();
        archive.iter().try_for_each(|(year, days)| json(tree, &bundle::year_path(articles.lang, *year), days))
    })
}

fn json(tree: &Tree<'_>, path: &str, value: &impl Serialize) -> Result<(), WriteError> {
    let bytes = serde_json::to_vec(value).map_err(|error| WriteError::new(path, error.into()))?;
    tree.write(path, &bytes)
}

fn write_list(articles: &InLang, list: &Listing, tree: &Tree<'_>) -> Result<(), WriteError> {
    (1..=articles.full_pages(list)).try_for_each(|number| {
        json(tree, &bundle::page_path(articles.lang, &list.list, number), &articles.page(list, number))
    })?;
    json(tree, &bundle::head_path(articles.lang, &list.list), &articles.head(list))
}
