//! An edition as JSON files: which there are, and what each holds.
//!
//! Paths are below the site's base. Lists are cut into pages numbered from the oldest, so a full page never
//! changes again; a small head has the newest. Publishing one more article writes the article, its
//! predecessor in the section, the heads that it stands in, and two files of the archive.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    article::{Article, Label, Teaser},
    lang::Lang,
    route::List,
    site::Site,
};

/// The version of the format. It changes when an older app could not read the files.
pub const VERSION: u32 = 1;

/// Articles on a full page.
pub const PAGE_SIZE: u32 = 20;

/// Path of the settings.
pub const SITE: &str = "data/site.json";

/// Path of an article.
pub fn article_path(lang: Lang, slug: &str) -> String {
    format!("data/{}/article/{slug}.json", lang.code())
}

/// Path of a list's head.
pub fn head_path(lang: Lang, list: &List) -> String {
    format!("{}head.json", list_folder(lang, list))
}

/// Path of a list's page, counted from 1, the oldest.
pub fn page_path(lang: Lang, list: &List, number: u32) -> String {
    format!("{}{number}.json", list_folder(lang, list))
}

/// Path of the archive's years.
pub fn archive_path(lang: Lang) -> String {
    format!("data/{}/archive/years.json", lang.code())
}

/// Path of the archive's days of one year.
pub fn year_path(lang: Lang, year: i32) -> String {
    format!("data/{}/archive/{year:04}.json", lang.code())
}

fn list_folder(lang: Lang, list: &List) -> String {
    let lang = lang.code();
    match list {
        List::Front => format!("data/{lang}/all/"),
        List::Section(slug) => format!("data/{lang}/section/{slug}/"),
        List::Tag(slug) => format!("data/{lang}/tag/{slug}/"),
    }
}

/// The newest of a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Head {
    /// [`VERSION`].
    pub version: u32,
    /// The section or tag; none for the list of all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Label>,
    /// Articles in the whole list.
    pub total: u32,
    /// Full pages that exist, numbered from 1, the oldest.
    pub pages: u32,
    /// Newest first: what stands on no full page yet, scheduled ones included, and the newest full page, so
    /// that there is always a screenful.
    pub newest: Vec<Teaser>,
    /// The same list in other languages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translations: Vec<(Lang, String)>,
    /// On the front page alone: the newest of each section.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<Block>,
}

/// A section on the front page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Block {
    /// The section.
    pub section: Label,
    /// Its newest, newest first: [`BLOCK_SIZE`] and as many more as are scheduled.
    pub teasers: Vec<Teaser>,
}

/// Articles of a section on the front page.
pub const BLOCK_SIZE: usize = 4;

/// A full page of a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Page {
    /// [`VERSION`].
    pub version: u32,
    /// Newest first, [`PAGE_SIZE`] of them.
    pub teasers: Vec<Teaser>,
}

/// How many articles each year has.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Years {
    /// [`VERSION`].
    pub version: u32,
    /// Year and number of articles, oldest first.
    pub years: BTreeMap<i32, u32>,
}

/// How many articles each day of a year has.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Year {
    /// [`VERSION`].
    pub version: u32,
    /// Articles of earlier years. The list of all is in order of dates: with this and the counts below, a
    /// day is a slice of its pages.
    pub before: u32,
    /// Month, then day, then number of articles.
    pub months: BTreeMap<u8, BTreeMap<u8, u32>>,
}

/// Every kind of file that a bundle has, for its JSON Schema.
#[derive(JsonSchema)]
#[schemars(title = "Bantin bundle, version 1")]
#[allow(dead_code)]
pub enum File {
    /// `data/site.json`
    Site(Site),
    /// `data/LANG/article/SLUG.json`
    Article(ArticleFile),
    /// `data/LANG/{all,section/SLUG,tag/SLUG}/head.json`
    Head(Head),
    /// `data/LANG/{all,section/SLUG,tag/SLUG}/NUMBER.json`
    Page(Page),
    /// `data/LANG/archive/years.json`
    Years(Years),
    /// `data/LANG/archive/YEAR.json`
    Year(Year),
}

/// An article with the version of its format.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ArticleFile {
    /// [`VERSION`].
    pub version: u32,
    /// The article.
    pub article: Article,
}

/// Which articles of a list a numbered page shows, and where its neighbours are.
///
/// The head has everything after the last full page but one; page numbers beyond the full ones are none.
impl Head {
    /// The next older page to link to from the newest.
    pub fn older(&self) -> Option<u32> {
        self.pages.checked_sub(1).filter(|page| *page > 0)
    }
}
