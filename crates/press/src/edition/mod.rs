//! An edition: all articles of a site at one moment, in order, with all that connects them.

mod connect;
mod names;
mod sections;
mod slugs;
mod translations;

use std::{
    collections::{BTreeMap, HashMap},
    path::PathBuf,
};

use news::{
    article::{Article, Label, Teaser},
    date::Day,
    lang::Lang,
    problem::Problem,
    route::{List, Route},
    settings::Settings,
    site::{CommentKind, Site},
};

pub use sections::Placed;
pub use slugs::{Addresses, give_slugs};

use crate::{body::Text, read::Piece};
use names::Names;
use sections::Sections;

/// All articles of a site at one moment.
#[derive(Debug)]
pub struct Edition {
    /// The site's folder, absolute.
    pub root: PathBuf,
    /// What readers' browsers get of the settings.
    pub site: Site,
    /// A language each, the main one first.
    pub languages: Vec<InLang>,
    /// Where each file of `media/` comes from: path in the built site to path below `root`.
    pub media: BTreeMap<String, String>,
}

/// The articles of one language.
#[derive(Debug)]
pub struct InLang {
    /// The language.
    pub lang: Lang,
    /// In order of time, the oldest first.
    pub entries: Vec<Entry>,
    /// Every list: the front page's, those of sections in the order of the menu, those of tags.
    pub lists: Vec<Listing>,
}

/// An article and, as numbers of [`InLang::entries`], what its page shows of others.
#[derive(Debug)]
pub struct Entry {
    /// The article, without the others.
    pub article: Article,
    /// The day that it stands under in the archive.
    pub day: Day,
    /// Whether it comes out later than the build.
    pub scheduled: bool,
    /// Related news, the most related first.
    pub related: Vec<usize>,
    /// The one before it in its section.
    pub previous: Option<usize>,
    /// The one after it in its section.
    pub next: Option<usize>,
}

/// A list and, as numbers of [`InLang::entries`], its articles in order of time.
#[derive(Debug)]
pub struct Listing {
    /// Which list.
    pub list: List,
    /// Of a section or a tag.
    pub label: Option<Label>,
    /// The same list in other languages: its slug there, empty for the front page.
    pub translations: Vec<(Lang, String)>,
    /// The articles.
    pub articles: Vec<usize>,
}

/// A site's articles, before they are an edition. Texts and pieces are in the same order.
#[derive(Debug)]
pub struct Content {
    /// The articles to publish.
    pub pieces: Vec<Piece>,
    /// Their rendered texts.
    pub texts: Vec<Text>,
}

/// Puts `content` in order and connects it. `now` is the moment of the build.
pub fn arrange(
    root: PathBuf,
    settings: &Settings,
    mut content: Content,
    now: i64,
    problems: &mut Vec<Problem>,
) -> Edition {
    let mut site = settings.public();
    let mut together: Vec<(Piece, Text)> = content.pieces.drain(..).zip(content.texts.drain(..)).collect();
    together.sort_by(|(a, _), (b, _)| a.order().cmp(&b.order()));
    let (pieces, texts): (Vec<Piece>, Vec<Text>) = together.into_iter().unzip();
    let mut sections = Sections::new(settings);
    let section_of: Vec<Option<usize>> =
        pieces.iter().map(|piece| piece.section().map(|name| sections.see(&name))).collect();
    let translations = translations::find(&pieces, problems);
    let chosen = connect::chosen(&pieces, problems);
    let mut texts: Vec<Option<Text>> = texts.into_iter().map(Some).collect();
    let mut languages = Vec::new();
    for lang in settings.languages.iter().copied() {
        let labels = sections.labels(settings, lang);
        let numbers: Vec<usize> = (0..pieces.len()).filter(|at| pieces.get(*at).is_some_and(|piece| piece.lang == lang)).collect();
        let own: HashMap<usize, usize> = numbers.iter().enumerate().map(|(new, old)| (*old, new)).collect();
        let mut tags = Names::default();
        let tags_of: Vec<Vec<usize>> = numbers
            .iter()
            .filter_map(|at| pieces.get(*at))
            .map(|piece| {
                let mut numbers: Vec<usize> = Vec::new();
                for tag in piece.manuscript.tags.iter().map(|tag| tags.see(tag)) {
                    if !numbers.contains(&tag) {
                        numbers.push(tag);
                    }
                }
                numbers
            })
            .collect();
        let tag_labels = tags.labels();
        let mut entries = Vec::with_capacity(numbers.len());
        let mut plain = Vec::with_capacity(numbers.len());
        let mut by_section: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut by_tag: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for ((at, tags), new) in numbers.iter().copied().zip(tags_of).zip(0..) {
            let (Some(piece), Some(text)) = (pieces.get(at), texts.get_mut(at).and_then(Option::take)) else {
                continue;
            };
            let section = section_of.get(at).copied().flatten();
            section.map(|section| by_section.entry(section).or_default().push(new));
            tags.iter().for_each(|tag| by_tag.entry(*tag).or_default().push(new));
            let label = |number: &usize| tag_labels.get(*number).cloned();
            let section = section.and_then(|section| labels.get(section).cloned());
            let mut article = piece.article(section, tags.iter().filter_map(label).collect(), &text);
            article.comments_open &= settings.comments.kind != CommentKind::Off;
            article.translations = translations.get(at).cloned().unwrap_or_default();
            entries.push(Entry {
                day: piece.moment().day(),
                scheduled: piece.moment().unix() > now,
                article,
                related: Vec::new(),
                previous: None,
                next: None,
            });
            plain.push(text.plain);
        }
        for numbers in by_section.values() {
            connect::neighbours(&mut entries, numbers);
        }
        let chosen: Vec<Vec<usize>> = numbers
            .iter()
            .map(|at| chosen.get(*at).into_iter().flatten().filter_map(|other| own.get(other).copied()).collect())
            .collect();
        connect::related(&mut entries, &plain, &chosen);
        let mut lists = vec![Listing {
            list: List::Front,
            label: None,
            translations: Vec::new(),
            articles: (0..entries.len()).collect(),
        }];
        let listing = |list: fn(String) -> List, label: &Label, articles: Vec<usize>| Listing {
            list: list(label.slug.clone()),
            label: Some(label.clone()),
            translations: Vec::new(),
            articles,
        };
        let mut menu = Vec::new();
        for (section, articles) in &by_section {
            if let Some(label) = labels.get(*section) {
                menu.push((*section, label.clone()));
                lists.push(listing(List::Section, label, articles.clone()));
            }
        }
        for (tag, articles) in by_tag {
            lists.extend(tag_labels.get(tag).map(|label| listing(List::Tag, label, articles)));
        }
        languages.push((InLang { lang, entries, lists }, menu));
    }
    let menus: Vec<_> = languages.iter().map(|(articles, menu)| (articles.lang, menu.clone())).collect();
    let mut languages: Vec<InLang> = languages.into_iter().map(|(articles, _)| articles).collect();
    for articles in &mut languages {
        let menu = menus.iter().find(|(lang, _)| *lang == articles.lang).map(|(_, menu)| menu.as_slice());
        translate_lists(articles, menu.unwrap_or_default(), &menus);
    }
    for face in &mut site.editions {
        let menu = menus.iter().find(|(lang, _)| *lang == face.lang).map(|(_, menu)| menu.as_slice());
        face.sections = menu.unwrap_or_default().iter().map(|(_, label)| label.clone()).collect();
    }
    Edition { root, site, languages, media: BTreeMap::new() }
}

impl Edition {
    /// Whether the page of a list is there. Articles are not looked for.
    pub fn has(&self, route: &Route) -> bool {
        let Route::List { lang, list, .. } = route else { return true };
        let own = self.languages.iter().find(|articles| articles.lang == *lang);
        own.is_some_and(|articles| articles.lists.iter().any(|known| known.list == *list))
    }
}

impl InLang {
    /// What lists show of an article: not the line under its picture.
    pub fn teaser(&self, number: usize) -> Option<Teaser> {
        let mut teaser = self.entries.get(number)?.article.teaser.clone();
        if let Some(cover) = &mut teaser.cover {
            (cover.caption, cover.credit) = (None, None);
        }
        Some(teaser)
    }
}

/// Tells lists where they are in other languages. A menu is numbers and labels of the sections that have
/// articles in a language.
fn translate_lists(articles: &mut InLang, menu: &[(usize, Label)], menus: &[(Lang, Vec<(usize, Label)>)]) {
    let own = articles.lang;
    let others = || menus.iter().filter(move |(lang, _)| *lang != own);
    for list in &mut articles.lists {
        list.translations = match &list.list {
            List::Front => others().map(|(lang, _)| (*lang, String::new())).collect(),
            List::Section(slug) => {
                let number = menu.iter().find(|(_, label)| label.slug == *slug).map(|(number, _)| *number);
                let there = |menu: &[(usize, Label)]| {
                    let found = menu.iter().find(|(other, _)| Some(*other) == number);
                    found.map(|(_, label)| label.slug.clone())
                };
                others().filter_map(|(lang, menu)| Some((*lang, there(menu)?))).collect()
            }
            List::Tag(_) => Vec::new(),
        };
    }
}
