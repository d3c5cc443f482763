//! An edition: all articles of a site at one moment, in order, with all that connects them.

mod connect;
mod language;
mod names;
mod paging;
mod sections;
mod slugs;
mod translations;

use std::{collections::BTreeMap, io, sync::Arc};

use news::{
    article::{Article, Label, Teaser, Translation},
    date::{Day, Moment},
    lang::Lang,
    manuscript::dates::Zone,
    problem::Problem,
    related::Found,
    route::{List, Route},
    site::Site,
    text::html::Html,
};

pub use paging::Paging;
pub use slugs::{Addresses, same_slugs};

use crate::{
    body::{self, Text},
    known::Facts,
    links::Linker,
    piece::{Boxes, Piece},
    read,
    redirects::Redirect,
    tree::WriteError,
};
use sections::Sections;

/// Places of articles in a segment of the site map, of which the first opens one. The standard allows 50,000 addresses;
/// so few, that one more article makes a host upload little.
pub const SEGMENT: usize = 120;

/// All articles of a site at one moment.
#[derive(Debug)]
pub struct Edition {
    /// The site's folder and what links in it lead to, and the path that the site is served under.
    pub linker: Linker,
    /// The site's time zone.
    pub zone: Zone,
    /// A hash of the program and of the settings.
    pub key: u64,
    /// What readers' browsers get of the settings.
    pub site: Site,
    /// A language each, the main one first.
    pub languages: Vec<InLang>,
    /// The moment of the build, Unix seconds.
    pub now: i64,
    /// Where each file of `media/` comes from: path in the built site to path below `root`.
    pub media: BTreeMap<String, String>,
    /// Files of the site's own at its root, as [`Edition::media`].
    pub carried: BTreeMap<String, String>,
    /// Former addresses, in order.
    pub redirects: Vec<Redirect>,
}

/// The articles of one language.
#[derive(Debug)]
pub struct InLang {
    /// The language.
    pub lang: Lang,
    /// In order of time, the oldest first.
    pub entries: Vec<Entry>,
    /// A hash of what lists know of each.
    pub shown: Vec<u64>,
    /// A hash of what lists show of each at the moment of the build.
    pub seen: Vec<u64>,
    /// The first that comes out later than the build; how many there are if none does.
    pub coming: usize,
    /// Every list: the front page's, those of sections in the order of the menu, those of tags.
    pub lists: Vec<Listing>,
}

/// An article and, as numbers of [`InLang::entries`], what its page shows of others.
#[derive(Debug)]
pub struct Entry {
    /// What its author wrote.
    pub piece: Box<Piece>,
    /// Its text, if it was rendered in this build.
    pub html: Option<Html>,
    /// Its section.
    pub section: Option<Arc<Label>>,
    /// Its tags.
    pub tags: Vec<Arc<Label>>,
    /// The same in other languages.
    pub translations: Vec<Translation>,
    /// How often it was read, and up to when that was counted, where a table of the host says so.
    pub views: Option<(u64, Moment)>,
    /// A hash of all that the article was made of, the others apart.
    pub made: u64,
    /// The day that it stands under in the archive.
    pub day: Day,
    /// Whether it comes out later than the build.
    pub scheduled: bool,
    /// Whether it has expired: it keeps its place in lists, as [`Teaser::gone`], and nothing of it is published.
    pub gone: bool,
    /// Related news, the most related first.
    pub related: Arc<Found>,
    /// The one before it in its section.
    pub previous: Option<usize>,
}

impl Entry {
    /// What every build needs of it.
    pub fn facts(&self) -> &Facts {
        &self.piece.facts
    }

    /// Whether a reader may see it at `now`, in Unix seconds.
    pub fn is_visible(&self, now: i64) -> bool {
        let Facts { publish_at, expires_at, .. } = *self.facts();
        !self.gone && Teaser { publish_at, expires_at, ..Teaser::default() }.visible_at(now)
    }

    /// What lists show of it, with all that is known of its picture.
    pub fn teaser(&self) -> Teaser {
        match self.gone {
            true => Teaser::gone(self.facts().lang, self.piece.moment()),
            false => {
                let cover = self.piece.known().text.cover.clone();
                self.piece.teaser(self.section.as_deref().cloned(), cover)
            }
        }
    }

    /// The article, without its text and what its page shows of others.
    pub fn article(&self) -> Article {
        if self.gone {
            return Article { teaser: self.teaser(), ..Article::default() };
        }
        let tags = self.tags.iter().map(|tag| Label::clone(tag)).collect();
        let mut article = self.piece.article(self.section.as_deref().cloned(), tags);
        article.translations.clone_from(&self.translations);
        if let Some((views, until)) = self.views {
            (article.views, article.views_at) = (Some(views), Some(until));
        }
        article
    }
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
    /// How far its full pages are written.
    pub paging: Paging,
}

/// An article with all that is known of it before its language is arranged.
#[derive(Debug)]
struct Whole {
    /// Its place in time among the articles of all languages that are published; none if it has expired.
    number: Option<usize>,
    piece: Box<Piece>,
    text: Text,
    section: Option<usize>,
    translations: Vec<Translation>,
    /// Related news that the author chose, by `number`.
    chosen: Vec<usize>,
}

impl Whole {
    /// Of an article that has expired.
    fn gone(piece: Box<Piece>) -> Self {
        Self {
            number: None,
            piece,
            text: Text::default(),
            section: None,
            translations: Vec::new(),
            chosen: Vec::new(),
        }
    }
}

/// A site's articles, before they are an edition. Texts and pieces are in the same order, that of time.
#[derive(Debug)]
pub struct Content<'c> {
    /// The articles to publish.
    pub pieces: Boxes,
    /// Their rendered texts.
    pub texts: Vec<Text>,
    /// Those that have expired.
    pub gone: Boxes,
    /// Related news of the last build, by language.
    pub related: &'c [(Lang, Vec<Arc<Found>>)],
}

/// Puts `content` in order and connects it. `now` is the moment of the build.
pub fn arrange(
    linker: Linker,
    zone: Zone,
    key: u64,
    content: Content<'_>,
    now: i64,
    problems: &mut Vec<Problem>,
) -> Edition {
    let settings = &linker.folder.settings;
    let Content { pieces, texts, gone, related } = content;
    let translations = translations::find(&pieces, &linker.addresses, now, problems);
    let chosen = connect::chosen(&pieces, &linker.addresses, problems);
    let mut whole: Vec<Whole> = Vec::with_capacity(pieces.len());
    let rest = texts.into_iter().zip(translations.into_iter().zip(chosen));
    for ((number, piece), (text, (translations, chosen))) in pieces.into_iter().enumerate().zip(rest) {
        whole.push(Whole { number: Some(number), piece, text, section: None, translations, chosen });
    }
    if !gone.is_empty() {
        whole.extend(gone.into_iter().map(Whole::gone));
        whole.sort_by(|a, b| a.piece.order().cmp(&b.piece.order()));
    }
    let mut sections = Sections::new(settings);
    let facts = whole.iter().map(|whole| &whole.piece.facts);
    let (names, langs): (Vec<Option<&str>>, Vec<Lang>) =
        facts.map(|facts| (facts.section.as_deref(), facts.lang)).unzip();
    let section_of = sections.numbers(&names);
    whole.iter_mut().zip(section_of).for_each(|(whole, section)| whole.section = section);
    let mut languages = Vec::new();
    let mut menus = Vec::new();
    for lang in settings.languages.iter().copied() {
        let own;
        // Most papers have one language.
        (own, whole) = match langs.iter().all(|of| *of == lang) {
            true => (whole, Vec::new()),
            false => whole.into_iter().partition(|whole| whole.piece.facts.lang == lang),
        };
        let labels = sections.labels(settings, lang);
        let related = related.iter().find(|(of, _)| *of == lang).map(|(_, found)| found.as_slice());
        let (articles, menu) = language::arrange(own, &labels, (lang, key, now), related.unwrap_or_default());
        languages.push(articles);
        menus.push((lang, menu));
    }
    let mut site = settings.public();
    for (articles, (_, menu)) in languages.iter_mut().zip(&menus) {
        language::translate_lists(articles, menu, &menus);
        let labels = || menu.iter().map(|(_, label)| label.clone()).collect();
        let faces = site.editions.iter_mut().filter(|face| face.lang == articles.lang);
        faces.for_each(|face| face.sections = labels());
    }
    Edition {
        linker,
        zone,
        key,
        site,
        languages,
        now,
        media: BTreeMap::new(),
        carried: BTreeMap::new(),
        redirects: Vec::new(),
    }
}

impl Edition {
    /// An article with its text and all that its page shows of others.
    ///
    /// # Errors
    /// If its text was not rendered in this build, and its file has changed since it was read.
    pub fn article(&self, own: &InLang, number: usize) -> Result<Article, WriteError> {
        let mut article = own.article(number);
        if let Some(entry) = own.entries.get(number).filter(|entry| !entry.gone) {
            article.body = self.text(entry)?;
        }
        Ok(article)
    }

    /// Related news of all articles, by language: kept for the next build.
    pub fn related(&self) -> Vec<(Lang, Vec<Arc<Found>>)> {
        let of = |own: &InLang| own.entries.iter().map(|entry| Arc::clone(&entry.related)).collect();
        self.languages.iter().map(|own| (own.lang, of(own))).collect()
    }

    /// The text of an article, rendered again if it was not in this build.
    ///
    /// # Errors
    /// As [`Edition::article`].
    pub fn text(&self, entry: &Entry) -> Result<Html, WriteError> {
        if let Some(html) = &entry.html {
            return Ok(html.clone());
        }
        let Piece { file, source, .. } = &*entry.piece;
        let changed = || {
            let reason = io::Error::other("this file was changed during the build; build again");
            WriteError::new(self.linker.folder.root.join(&**file), reason)
        };
        let body =
            read::body(&self.linker.folder, &self.zone, file, source.article.hash).ok_or_else(changed)?;
        body::render(&self.linker, &entry.piece, &body).0.new.map(|new| new.html).ok_or_else(changed)
    }

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
        let mut teaser = self.entries.get(number)?.teaser();
        if let Some(cover) = &mut teaser.cover {
            (cover.caption, cover.credit) = (None, None);
        }
        Some(teaser)
    }
}
