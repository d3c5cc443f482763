//! Every page as HTML, written with the app's own components.

use std::sync::Arc;

use bantin_app::{
    app::Screen,
    load::{Content, archive_limit},
    pages::archive,
    platform,
};
use news::{
    bundle::{Head, Year},
    date::Day,
    route::{Route, Span},
    site::Site,
    source::SourceError,
};
use rayon::prelude::*;

use super::{content::Of, document::Shell, head};
use crate::{
    edition::{Edition, InLang, Listing},
    hash::{hash, numbers},
    tree::{Tree, WriteError},
};

/// Writes a page for every route that a reader may see at the moment of the build, and the one for all others.
///
/// # Errors
/// The first file that can not be written.
pub fn write(edition: &Edition, shell: &Shell, tree: &Tree<'_>) -> Result<(), WriteError> {
    let made = hash(&(shell.parts(), &edition.site, edition.key));
    let pages = Pages { edition, shell, tree, site: Arc::new(edition.site.clone()), made };
    edition.languages.iter().try_for_each(|articles| {
        articles.living().into_par_iter().try_for_each(|number| pages.article(articles, number))?;
        articles.lists.par_iter().try_for_each(|list| pages.list(articles, list))?;
        pages.archive(articles)
    })?;
    pages.elsewhere()
}

struct Pages<'e, 't> {
    edition: &'e Edition,
    shell: &'e Shell,
    tree: &'e Tree<'t>,
    site: Arc<Site>,
    /// A hash of what all pages are made of.
    made: u64,
}

/// On a page, what a reader sees at the moment of the build.
const SEEN: Of = |own| &own.seen;

impl Pages<'_, '_> {
    fn article(&self, articles: &InLang, number: usize) -> Result<(), WriteError> {
        let Some(entry) = articles.entries.get(number) else { return Ok(()) };
        // What is scheduled has no page yet: the app shows it from its moment on.
        match entry.is_visible(self.edition.now) {
            false => Ok(()),
            true => self.page(
                Route::article(articles.lang, &entry.facts().slug),
                articles.article_made(number, SEEN),
                || Ok(Content::Article(Box::new(self.edition.article(articles, number)?))),
            ),
        }
    }

    fn list(&self, articles: &InLang, list: &Listing) -> Result<(), WriteError> {
        let route = |page| Route::List { lang: articles.lang, list: list.list.clone(), page };
        let head = || articles.head(list);
        let pages = articles.pages(list);
        (1..=list.paging.html()).try_for_each(|number| {
            // Of the head, a numbered page shows the name, and what comes next.
            let around = Head { pages, label: list.label.clone(), ..Head::default() };
            let newer = around.newer_than(number);
            let made = hash(&(articles.page_made(list, number, SEEN), &list.label, newer));
            self.page(route(Some(number)), made, || {
                Ok(Content::Numbered(around, articles.page(list, number)))
            })
        })?;
        self.page(route(None), articles.head_made(list, SEEN), || Ok(Content::Newest(head())))
    }

    fn archive(&self, articles: &InLang) -> Result<(), WriteError> {
        let (lang, now) = (articles.lang, self.edition.now);
        articles.archive().par_iter().try_for_each(|(year, days)| {
            let months = days.months().map(|month| Span::Month(*year, month));
            let single = days.days().map(|(month, day, _)| Span::Day(Day { year: *year, month, day }));
            [Span::Year(*year)].into_iter().chain(months).chain(single).try_for_each(|span| {
                let (numbers, parts) = (newest_of(days, span), archive::periods(days, span));
                let (shown, next) = shown(&parts, now);
                let made = hash(&(shown, articles.made(&numbers, SEEN)));
                self.page_until(Route::archive(lang, span), made, next, || {
                    Ok(Content::Days(days.clone(), articles.teasers(&numbers)))
                })
            })
        })?;
        let years = articles.years();
        let parts: Vec<_> = years.iter().map(|year| (Span::Year(*year), None)).collect();
        let (shown, next) = shown(&parts, now);
        self.page_until(Route::archive(lang, Span::All), shown, next, || Ok(Content::Years(years)))
    }

    /// Writes a page, unless it is there already; `made` is a hash of its content.
    fn page(
        &self,
        route: Route,
        made: u64,
        content: impl FnOnce() -> Result<Content, WriteError>,
    ) -> Result<(), WriteError> {
        self.page_until(route, made, None, content)
    }

    /// The same for a page that may be another from a moment on that its content does not tell.
    fn page_until(
        &self,
        route: Route,
        made: u64,
        until: Option<i64>,
        content: impl FnOnce() -> Result<Content, WriteError>,
    ) -> Result<(), WriteError> {
        let (edition, lang) = (self.edition, route.lang());
        let path = format!("{}index.html", route.path(edition.site.language).trim_start_matches('/'));
        let made = numbers([self.made, made]);
        if self.tree.keep(&path, made)? {
            return Ok(());
        }
        let content = content()?;
        let until = until.into_iter().chain(content.until(edition.now)).min();
        let head = head::head(&edition.site, &edition.linker.base, &route, &content);
        let screen = Screen::Page(route, content);
        let base = format!("{}/", edition.linker.base);
        let body = platform::html(self.site.clone(), &base, screen, lang, edition.now);
        self.tree.write_made(&path, Some(made), self.shell.page(lang, &head, &body, until).as_bytes())
    }

    /// What hosts answer where there is no file: the app finds out what is meant, a page that is newer than the
    /// build perhaps.
    fn elsewhere(&self) -> Result<(), WriteError> {
        let (site, lang) = (&self.edition.site, self.edition.site.language);
        let screen = Screen::Failed(SourceError::NotFound);
        let (title, _) = bantin_app::pages::title(site, &screen, lang);
        let base = format!("{}/", self.edition.linker.base);
        let body = platform::html(self.site.clone(), &base, screen, lang, self.edition.now);
        self.tree.write("404.html", self.shell.elsewhere(lang, &title, &body).as_bytes())
    }
}

/// The newest articles of a part of the archive.
fn newest_of(days: &Year, span: Span) -> Vec<usize> {
    let (from, to) = days.slice(span);
    (from.max(to.saturating_sub(archive_limit(span)))..to).collect()
}

/// A hash of what a page of the archive shows of these parts at `now`; and when it shows one more.
fn shown(parts: &[(Span, Option<u32>)], now: i64) -> (u64, Option<i64>) {
    let (begun, later): (Vec<_>, Vec<_>) =
        parts.iter().copied().partition(|(part, _)| archive::has_begun(*part, now));
    let begins = |(part, count): (Span, Option<u32>)| (archive::begins(part), count);
    let next = later.into_iter().filter_map(|(part, _)| archive::begins(part)).min();
    let begun: Vec<_> = begun.into_iter().map(begins).collect();
    (hash(&(begun, next)), next)
}
