//! An edition as JSON files: which there are, and what each holds.
//!
//! Paths are below the site's base. Lists are cut into pages numbered from the oldest, so a full page never
//! changes again; a small head has the newest. Publishing one more article writes the article and the heads that it
//! stands in. A list's full page is there before the head leads to it.
//!
//! One that has expired keeps its place as [`Teaser::gone`]: pages stay full, and counts are of places.

mod year;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    article::{Article, Label, Teaser},
    lang::Lang,
    route::List,
    site::Site,
};

pub use year::Year;

/// The version of the format. It changes when an older app could not read the files.
pub const VERSION: u32 = 1;

/// Articles on a full page.
pub const PAGE_SIZE: u32 = 20;

/// Articles that a head has at least, if there are so many: a screenful. With fewer it keeps the newest full page.
pub const SCREENFUL: u32 = 10;

/// [`Head::pages`] of a list of so many published articles.
pub fn pages_of(articles: u32) -> u32 {
    articles / PAGE_SIZE + u32::from(articles % PAGE_SIZE >= SCREENFUL)
}

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
    /// Places in the whole list, those of articles that have expired too.
    pub total: u32,
    /// The number of the page that would begin where this head does: those before it exist, numbered from 1, the oldest. 0
    /// if there is not a screenful.
    pub pages: u32,
    /// Newest first: what stands on none of those pages, scheduled ones included; at least a screenful. In the list of a
    /// section they do not name it.
    pub newest: Vec<Teaser>,
    /// The same list in other languages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translations: Vec<(Lang, String)>,
    /// On the front page alone: the newest of each section.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<Block>,
    /// On the front page alone: the years that the archive has, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub years: Vec<i32>,
}

/// A section on the front page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Block {
    /// The section.
    pub section: Label,
    /// Its newest, newest first: [`BLOCK_SIZE`], [`BLOCK_SPARE`], and as many more as are scheduled. What the lead showed
    /// when they were written is not among them. They do not name the section.
    pub teasers: Vec<Teaser>,
}

/// Articles of a section on the front page.
pub const BLOCK_SIZE: usize = 4;

/// More articles of a section that the front page gets, for one that expires or comes into the lead.
pub const BLOCK_SPARE: usize = 1;

/// Articles in the lead of the front page, the first one largest.
pub const LEAD_SIZE: usize = 5;

/// A full page of a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Page {
    /// [`VERSION`].
    pub version: u32,
    /// Newest first, [`PAGE_SIZE`] of them. In the list of a section they do not name it.
    pub teasers: Vec<Teaser>,
}

/// Every kind of file that a bundle has, for its JSON Schema.
#[derive(JsonSchema)]
#[schemars(title = "Bantin bundle, version 1")]
// Made for its schema alone, never as a value.
#[allow(dead_code, clippy::large_enum_variant)]
pub enum File {
    /// `data/site.json`
    Site(Site),
    /// `data/LANG/article/SLUG.json`
    Article(ArticleFile),
    /// `data/LANG/{all,section/SLUG,tag/SLUG}/head.json`
    Head(Head),
    /// `data/LANG/{all,section/SLUG,tag/SLUG}/NUMBER.json`
    Page(Page),
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

impl Head {
    /// The page to link to from the newest, for what is older.
    pub fn older(&self) -> Option<u32> {
        self.pages.checked_sub(1).filter(|page| *page > 0)
    }

    /// The page after this one; none where the newest comes next.
    pub fn newer_than(&self, page: u32) -> Option<u32> {
        (page + 1 < self.pages).then_some(page + 1)
    }

    /// The place in time, from 0, of the oldest article in [`Head::newest`].
    fn first(&self) -> usize {
        self.pages.saturating_sub(1) as usize * PAGE_SIZE as usize
    }

    /// Whether all articles of a year stand here, if it has any: it needs no file then, and may have none.
    pub fn goes_back_to(&self, year: i32) -> bool {
        let oldest = self.newest.last().map(|oldest| oldest.appeared().day().year);
        self.first() == 0 || oldest.is_some_and(|oldest| oldest < year)
    }

    /// The days of a year with all articles: those that its file counts, and those that stand here. None if there are none,
    /// and if the file is older than this and does not count up to here.
    pub fn year(&self, number: i32, file: Option<Year>) -> Option<Year> {
        let counted = file.as_ref().map_or(0, Year::end);
        let mut year = file;
        for (place, teaser) in (self.first()..).zip(self.newest.iter().rev()) {
            let day = teaser.appeared().day();
            if day.year == number && place >= counted {
                if year.as_ref().is_some_and(|year| year.end() != place) {
                    return None;
                }
                year.get_or_insert_with(|| Year::after(place as u32)).add(day, 1);
            }
        }
        year
    }

    /// The full pages that a slice of the list needs beside the head. Places count from 0, the oldest.
    pub fn pages_for(&self, from: usize, to: usize) -> impl Iterator<Item = u32> + use<> {
        let size = PAGE_SIZE as usize;
        let to = to.min(self.first());
        let pages = if from < to { from / size..to.div_ceil(size) } else { 0..0 };
        pages.map(|page| page as u32 + 1)
    }

    /// A slice of the list, newest first. `pages` are those that [`Head::pages_for`] named.
    pub fn between(&self, pages: &[(u32, Page)], from: usize, to: usize) -> Vec<Teaser> {
        let first = self.first();
        let mut slice = Vec::new();
        for place in (from..to).rev() {
            let teaser = if place >= first {
                self.newest.iter().rev().nth(place - first)
            } else {
                let number = place as u32 / PAGE_SIZE + 1;
                let page = pages.iter().find(|(other, _)| *other == number);
                page.and_then(|(_, page)| page.teasers.iter().rev().nth(place % PAGE_SIZE as usize))
            };
            slice.extend(teaser.cloned());
        }
        slice
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::date::{Day, Moment};

    /// A list of `total` articles whose slugs are their places in time.
    fn list(total: usize) -> (Head, Vec<(u32, Page)>) {
        let teaser = |place: usize| Teaser { slug: place.to_string(), ..Teaser::default() };
        let pages = pages_of(total as u32);
        let page = |number: usize| {
            let places = (number - 1) * PAGE_SIZE as usize..number * PAGE_SIZE as usize;
            (number as u32, Page { version: VERSION, teasers: places.rev().map(teaser).collect() })
        };
        let full = (1..pages as usize).map(page).collect();
        let mut head = Head { total: total as u32, pages, ..Head::default() };
        head.newest = (head.first()..total).rev().map(teaser).collect();
        (head, full)
    }

    #[test]
    fn any_slice_comes_from_the_head_and_the_pages_that_it_needs() {
        for total in [0, 1, 10, 19, 20, 21, 29, 30, 39, 40, 41, 100] {
            let (head, pages) = list(total);
            for from in (0..=total).step_by(7) {
                for to in (from..=total).step_by(3) {
                    let needed: Vec<_> = head.pages_for(from, to).collect();
                    let loaded: Vec<_> =
                        pages.iter().filter(|(number, _)| needed.contains(number)).cloned().collect();
                    assert_eq!(loaded.len(), needed.len());
                    let slugs: Vec<_> =
                        head.between(&loaded, from, to).into_iter().map(|teaser| teaser.slug).collect();
                    let expected: Vec<_> = (from..to).rev().map(|place| place.to_string()).collect();
                    assert_eq!(slugs, expected, "{from}..{to} of {total}");
                }
            }
        }
    }

    /// A day of January or, from the twentieth article on, of the next.
    fn dated(place: usize) -> Moment {
        let day = Day { year: if place < 20 { 2023 } else { 2024 }, month: 1, day: place as u8 / 5 + 1 };
        Moment::new(day.number() * 86_400, 0)
    }

    #[test]
    fn a_year_is_what_its_file_counts_and_what_the_head_has() {
        for total in 0..60 {
            let (mut head, _) = list(total);
            for teaser in &mut head.newest {
                teaser.published = dated(teaser.slug.parse().unwrap());
            }
            let years = |counted: usize| {
                let mut years = BTreeMap::<i32, Year>::new();
                for (place, day) in (0..counted).map(|place| (place, dated(place).day())) {
                    years.entry(day.year).or_insert(Year::after(place as u32)).add(day, 1);
                }
                years
            };
            let all = years(total);
            // Files may count articles that stand in the head, too, but none that stand nowhere else.
            for counted in head.first()..=total {
                let files = years(counted);
                for number in 2022..=2025 {
                    let file = files.get(&number).cloned();
                    assert!(
                        !head.goes_back_to(number) || head.year(number, None) == all.get(&number).cloned()
                    );
                    assert_eq!(
                        head.year(number, file),
                        all.get(&number).cloned(),
                        "{number}, {counted} of {total}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_file_that_ends_before_the_head_begins_is_no_year() {
        let (mut head, _) = list(50);
        head.newest.iter_mut().for_each(|teaser| teaser.published = dated(20));
        let mut file = Year::after(0);
        file.add(dated(20).day(), head.first() as u32);
        assert_eq!(head.year(2024, Some(file.clone())).unwrap().end(), 50);
        file = Year::after(0);
        file.add(dated(20).day(), head.first() as u32 - 1);
        assert_eq!(head.year(2024, Some(file)), None);
    }

    #[test]
    fn a_head_has_a_screenful_and_not_much_more() {
        for total in 0..=100 {
            let (head, _) = list(total);
            let shown = head.newest.len();
            assert!((10.min(total)..10 + PAGE_SIZE as usize).contains(&shown), "{shown} of {total}");
        }
    }
}
