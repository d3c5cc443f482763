//! Every page as HTML, written with the app's own components.

use std::sync::Arc;

use bantin_app::{
    app::Screen,
    load::{Content, archive_limit},
    platform,
};
use news::{
    bundle::Year,
    date::Day,
    route::{Route, Span},
    site::Site,
    source::SourceError,
};
use rayon::prelude::*;

use super::{document::Shell, head};
use crate::{
    edition::{Edition, InLang, Listing},
    tree::{Tree, WriteError},
};

/// Writes a page for every route that a reader may see at the moment of the build, and the one for all others.
///
/// # Errors
/// The first file that can not be written.
pub fn write(edition: &Edition, shell: &Shell, tree: &Tree<'_>) -> Result<(), WriteError> {
    let pages = Pages { edition, shell, tree, site: Arc::new(edition.site.clone()) };
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
}

impl Pages<'_, '_> {
    fn article(&self, articles: &InLang, number: usize) -> Result<(), WriteError> {
        let article = articles.article(number);
        // What is scheduled has no page yet: the app shows it from its moment on.
        match article.teaser.visible_at(self.edition.now) {
            false => Ok(()),
            true => self.page(
                Route::article(articles.lang, &article.teaser.slug),
                Content::Article(Box::new(article)),
            ),
        }
    }

    fn list(&self, articles: &InLang, list: &Listing) -> Result<(), WriteError> {
        let head = articles.head(list);
        let route = |page| Route::List { lang: articles.lang, list: list.list.clone(), page };
        (1..=head.pages).try_for_each(|number| {
            let content = Content::Numbered(head.clone(), articles.page(list, number));
            self.page(route(Some(number)), content)
        })?;
        self.page(route(None), Content::Newest(head))
    }

    fn archive(&self, articles: &InLang) -> Result<(), WriteError> {
        let archive = articles.archive();
        archive.par_iter().try_for_each(|(year, days)| {
            let months = days.months.keys().map(|month| Span::Month(*year, *month));
            let single = days.months.iter().flat_map(|(month, all)| {
                all.keys().map(|day| Span::Day(Day { year: *year, month: *month, day: *day }))
            });
            [Span::Year(*year)].into_iter().chain(months).chain(single).try_for_each(|span| {
                self.page(Route::archive(articles.lang, span), days_of(articles, days, span))
            })
        })?;
        self.page(Route::archive(articles.lang, Span::All), Content::Years(articles.years()))
    }

    fn page(&self, route: Route, content: Content) -> Result<(), WriteError> {
        let (edition, lang) = (self.edition, route.lang());
        let path = format!("{}index.html", route.path(edition.site.language).trim_start_matches('/'));
        let until = content.until(edition.now);
        let head = head::head(&edition.site, &edition.base, &route, &content);
        let screen = Screen::Page(route, content);
        let base = format!("{}/", edition.base);
        let body = platform::html(self.site.clone(), &base, screen, lang, edition.now);
        self.tree.write(&path, self.shell.page(lang, &head, &body, until).as_bytes())
    }

    /// What hosts answer where there is no file: the app finds out what is meant, a page that is newer than the
    /// build perhaps.
    fn elsewhere(&self) -> Result<(), WriteError> {
        let (site, lang) = (&self.edition.site, self.edition.site.language);
        let screen = Screen::Failed(SourceError::NotFound);
        let (title, _) = bantin_app::pages::title(site, &screen, lang);
        let base = format!("{}/", self.edition.base);
        let body = platform::html(self.site.clone(), &base, screen, lang, self.edition.now);
        self.tree.write("404.html", self.shell.elsewhere(lang, &title, &body).as_bytes())
    }
}

/// A part of the archive: its newest articles, newest first.
fn days_of(articles: &InLang, days: &Year, span: Span) -> Content {
    let (from, to) = days.slice(span);
    let numbers: Vec<usize> = (from.max(to.saturating_sub(archive_limit(span)))..to).collect();
    Content::Days(days.clone(), articles.teasers(&numbers))
}
