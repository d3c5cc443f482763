//! Site maps (www.sitemaps.org/protocol.html), with Google's for pictures, languages and news.
//!
//! Articles are numbered from the oldest, so a segment that is full never changes because an article is added; the
//! index says of none when it changed, so it stays the same until a new one is begun.

use news::{
    article::{Article, Teaser, Translation},
    lang::Lang,
    route::{List, Route},
};

use rustc_hash::FxHashSet;

use super::{address::Address, escape::text, head::in_languages};
use crate::{
    edition::{Edition, Entry, InLang, Listing, SEGMENT},
    hash::{hash, numbers},
    tree::{Tree, WriteError},
};

/// How far back the news go, in seconds: Google takes articles of the last two days.
const NEWS: i64 = 2 * 86_400;

/// Articles in the news site map. Google takes 1,000; each publication uploads all of them, and a search engine that looks
/// at the map has looked many times before so many have come.
const MOST_NEWS: usize = 30;

/// Lists in a site map of lists, of the 50,000 addresses that the standard allows: a new tag is in the last one.
const LISTS: usize = 1_000;

/// The index.
pub const INDEX: &str = "sitemap.xml";

/// The news.
pub const NEWS_FILE: &str = "sitemap-news.xml";

/// Front pages, sections and tags.
const LISTS_FILE: &str = "sitemap-pages.xml";

/// Whether the path is one of a site map.
pub fn is_site_map(path: &str) -> bool {
    let kinds = || Lang::ALL.iter().map(|lang| lang.code()).chain(["pages"]);
    let numbered = |name: &str| {
        let number = kinds().find_map(|kind| name.strip_prefix(kind)?.strip_prefix('-')).unwrap_or(name);
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    let segment = path.strip_prefix("sitemap-").and_then(|name| name.strip_suffix(".xml"));
    [INDEX, NEWS_FILE, LISTS_FILE].contains(&path) || segment.is_some_and(numbered)
}

/// Writes all of them, if the site's address is known.
///
/// # Errors
/// The first file that can not be written.
pub fn write(edition: &Edition, tree: &Tree<'_>) -> Result<(), WriteError> {
    let Some(address) = Address::of(&edition.site) else { return Ok(()) };
    let map = Map::of(edition, address);
    let mut names = Vec::new();
    for (number, lists) in (1..).zip(map.lists().chunks(LISTS)) {
        let name = if number == 1 { LISTS_FILE.to_owned() } else { format!("sitemap-pages-{number}.xml") };
        tree.write(&name, urls(&lists.concat(), "").as_bytes())?;
        names.push(name);
    }
    let site = hash(&edition.site);
    for own in &edition.languages {
        for (number, segment) in (1..).zip(own.entries.chunks(SEGMENT)) {
            // A segment is there for the sake of what is published in it.
            if !segment.iter().any(|entry| is_out(&entry)) {
                continue;
            }
            let name = map.segment(own.lang, number);
            let parts: Vec<u64> = segment.iter().map(|entry| map.made(entry)).collect();
            let made = numbers([edition.key, site].into_iter().chain(parts));
            if !tree.keep(&name, made)? {
                tree.write_made(&name, Some(made), urls(&map.articles(segment), IMAGES).as_bytes())?;
            }
            names.push(name);
        }
    }
    if has_news(edition) {
        tree.write(NEWS_FILE, urls(&map.news(), NEWS_SPACE).as_bytes())?;
    }
    tree.write(INDEX, map.index(&names).as_bytes())
}

/// Whether there is a site map of news: an empty one is none.
pub fn has_news(edition: &Edition) -> bool {
    edition.languages.iter().flat_map(|own| &own.entries).any(|entry| is_out(&entry))
}

const IMAGES: &str = " xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\"";
const NEWS_SPACE: &str = " xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\"";
const START: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const SPACE: &str = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";

fn urls(urls: &str, spaces: &str) -> String {
    let links = if urls.contains("<xhtml:") { " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\"" } else { "" };
    format!("{START}<urlset {SPACE}{links}{spaces}>\n{urls}</urlset>\n")
}

struct Map<'e> {
    edition: &'e Edition,
    address: Address<'e>,
    /// The articles that are out; none where nothing is translated.
    out: FxHashSet<(Lang, &'e str)>,
}

fn is_out(entry: &&Entry) -> bool {
    !entry.gone && !entry.scheduled
}

fn route_of(article: &Article) -> Route {
    Route::article(article.teaser.lang, &article.teaser.slug)
}

impl<'e> Map<'e> {
    fn of(edition: &'e Edition, address: Address<'e>) -> Self {
        let all = || edition.languages.iter().flat_map(|own| &own.entries);
        // Only translations are asked for.
        let any = all().any(|entry| !entry.translations.is_empty());
        let out = all().filter(|entry| any && is_out(entry));
        let out = out.map(|entry| (entry.facts().lang, entry.facts().slug.as_str())).collect();
        Self { edition, address, out }
    }

    /// The name of a segment: the main language's have none of a language.
    fn segment(&self, lang: Lang, number: usize) -> String {
        match lang == self.edition.site.language {
            true => format!("sitemap-{number}.xml"),
            false => format!("sitemap-{}-{number}.xml", lang.code()),
        }
    }

    fn index(&self, names: &[String]) -> String {
        let line = |name: &String| {
            format!("<sitemap><loc>{}</loc></sitemap>\n", text(&self.address.below(&format!("/{name}"))))
        };
        let lines: String = names.iter().map(line).collect();
        format!("{START}<sitemapindex {SPACE}>\n{lines}</sitemapindex>\n")
    }

    /// A page and the same in other languages.
    fn url(&self, route: &Route, translations: &[Route], more: &str) -> String {
        let links = in_languages(&self.edition.site, self.address, route, translations);
        let link = |(lang, url): &(&str, String)| {
            format!("<xhtml:link rel=\"alternate\" hreflang=\"{lang}\" href=\"{}\"/>", text(url))
        };
        let links: String = links.iter().map(link).collect();
        format!("<url><loc>{}</loc>{more}{links}</url>\n", text(&self.address.page(route)))
    }

    fn lists(&self) -> Vec<String> {
        let lists = |own: &'e InLang| own.lists.iter().map(|list| self.list(own.lang, list));
        self.edition.languages.iter().flat_map(lists).collect()
    }

    fn list(&self, lang: Lang, list: &Listing) -> String {
        let route = |lang: Lang, slug: &str| match list.list {
            List::Front => Route::front(lang),
            List::Section(_) => Route::section(lang, slug),
            List::Tag(_) => Route::tag(lang, slug),
        };
        let slug = list.label.as_ref().map_or("", |label| &label.slug);
        let others: Vec<Route> = list.translations.iter().map(|(lang, slug)| route(*lang, slug)).collect();
        self.url(&route(lang, slug), &others, "")
    }

    /// A hash of what the map says of an article: whether its translations are out may change by itself.
    fn made(&self, entry: &Entry) -> u64 {
        let others = entry.translations.iter();
        let out = others.map(|other| self.out.contains(&(other.lang, other.slug.as_str())));
        numbers([entry.made, is_out(&entry).into()].into_iter().chain(out.map(u64::from)))
    }

    fn articles(&self, segment: &[Entry]) -> String {
        segment.iter().filter(is_out).map(|entry| self.article(&entry.article())).collect()
    }

    fn article(&self, article: &Article) -> String {
        let there = |other: &&Translation| self.out.contains(&(other.lang, other.slug.as_str()));
        let others = article.translations.iter().filter(there);
        let others: Vec<Route> = others.map(|other| Route::article(other.lang, &other.slug)).collect();
        let picture = article.teaser.cover.as_ref().map(|cover| {
            let url = text(&self.address.picture(cover));
            format!("<image:image><image:loc>{url}</image:loc></image:image>")
        });
        let changed = format!("<lastmod>{}</lastmod>{}", article.changed(), picture.unwrap_or_default());
        self.url(&route_of(article), &others, &changed)
    }

    /// The articles of the two days before the newest, of all languages, newest first.
    fn news(&self) -> String {
        // Each language's are in order of time already.
        let newest = |own: &'e InLang| own.entries.iter().rev().filter(is_out).take(MOST_NEWS);
        let all = self.edition.languages.iter().flat_map(newest);
        let mut all: Vec<Article> = all.map(Entry::article).collect();
        all.sort_by(|one, other| {
            let order = |teaser: &Teaser| (std::cmp::Reverse(teaser.appeared()), teaser.lang);
            let (one, other) = (&one.teaser, &other.teaser);
            order(one).cmp(&order(other)).then_with(|| one.slug.cmp(&other.slug))
        });
        let newest = all.first().map_or(0, |article| article.teaser.appeared().unix());
        let recent = all.iter().take_while(|article| article.teaser.appeared().unix() > newest - NEWS);
        let name = text(&self.edition.site.title);
        let one = |article: &Article| {
            let teaser = &article.teaser;
            let news = format!(
                "<news:news><news:publication><news:name>{name}</news:name><news:language>{}</news:language>\
                 </news:publication><news:publication_date>{}</news:publication_date>\
                 <news:title>{}</news:title></news:news>",
                teaser.lang.code(),
                teaser.appeared(),
                text(&teaser.title)
            );
            self.url(&route_of(article), &[], &news)
        };
        recent.take(MOST_NEWS).map(one).collect()
    }
}
