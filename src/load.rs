//! Loads what a page shows, by the requests that [`news::source`] names.

use futures::future::{join, join_all};
use news::{
    article::{Article, Label, Teaser},
    bundle::{self, ArticleFile, Head, Page, Year},
    date::Moment,
    lang::Lang,
    route::{List, Route, Span},
    site::Site,
    source::{SourceError, bundle::decode},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::platform;

/// What a page shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Content {
    /// A list at its newest.
    Newest(Head),
    /// A numbered page of a list.
    Numbered(Head, Page),
    /// The years of the archive, in order.
    Years(Vec<i32>),
    /// A part of the archive: the days of its year, and its articles, newest first.
    Days(Year, Vec<Teaser>),
    /// An article.
    Article(Box<Article>),
}

/// How many articles the archive's page of a span shows at most. A year leads to its months alone, so that its page
/// stays the same when an article is added; the days of a month lead to those of its articles that it does not show.
pub fn archive_limit(span: Span) -> usize {
    match span {
        Span::All | Span::Year(_) => 0,
        Span::Month(..) => 10,
        Span::Day(_) => 200,
    }
}

impl Content {
    /// The same page in other languages.
    pub fn translations(&self, route: &Route) -> Vec<Route> {
        match (self, route) {
            (Content::Article(article), _) => {
                article.translations.iter().map(|other| Route::article(other.lang, &other.slug)).collect()
            }
            (Content::Newest(head), Route::List { list, .. }) => {
                let same = |(lang, slug): &(Lang, String)| match list {
                    List::Front => Route::front(*lang),
                    List::Section(_) => Route::section(*lang, slug),
                    List::Tag(_) => Route::tag(*lang, slug),
                };
                head.translations.iter().map(same).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The next moment, after `now`, from which the page would be another: an article appears or expires. Unix
    /// seconds. An article's own page goes with the article alone.
    pub fn until(&self, now: i64) -> Option<i64> {
        let changes = |teaser: &Teaser| {
            let moments = [teaser.publish_at, teaser.expires_at].into_iter().flatten();
            moments.map(Moment::unix).filter(|moment| *moment > now).min()
        };
        match self {
            Content::Article(article) => changes(&article.teaser),
            Content::Newest(head) => {
                let blocks = head.blocks.iter().flat_map(|block| &block.teasers);
                head.newest.iter().chain(blocks).filter_map(changes).min()
            }
            Content::Numbered(_, page) => page.teasers.iter().filter_map(changes).min(),
            Content::Days(_, teasers) => teasers.iter().filter_map(changes).min(),
            Content::Years(_) => None,
        }
    }

    /// The section that the page belongs to.
    pub fn section(&self, route: &Route) -> Option<Label> {
        match (self, route) {
            (Content::Article(article), _) => article.teaser.section.clone(),
            (
                Content::Newest(head) | Content::Numbered(head, _),
                Route::List { list: List::Section(_), .. },
            ) => head.label.clone(),
            _ => None,
        }
    }
}

/// Loads the settings. Every site has them: where they are missing, the server has trouble.
///
/// # Errors
/// See [`SourceError`]; never [`SourceError::NotFound`].
pub async fn site() -> Result<Site, SourceError> {
    get("", bundle::SITE).await.map_err(|error| match error {
        SourceError::NotFound => SourceError::Unavailable,
        other => other,
    })
}

/// Loads a page. An article that is not to be seen at `now` is not found.
///
/// # Errors
/// See [`SourceError`].
pub async fn page(route: &Route, now: i64) -> Result<Content, SourceError> {
    page_from("", route, now).await
}

/// Loads a page from the files of the site at `server`, an address with a slash at its end; of this one, if that is empty.
///
/// # Errors
/// See [`SourceError`].
pub async fn page_from(server: &str, route: &Route, now: i64) -> Result<Content, SourceError> {
    let lang = route.lang();
    match route {
        Route::Article { slug, .. } => {
            let file: ArticleFile = get(server, &bundle::article_path(lang, slug)).await?;
            match file.article.teaser.visible_at(now) {
                true => Ok(Content::Article(Box::new(file.article))),
                false => Err(SourceError::NotFound),
            }
        }
        Route::List { list, page: None, .. } => Ok(Content::Newest(head(server, lang, list).await?)),
        Route::List { list, page: Some(number), .. } => {
            let (head, page) = join(head(server, lang, list), numbered(server, lang, list, *number)).await;
            Ok(Content::Numbered(head?, page?))
        }
        Route::Archive { span, .. } => archive(server, lang, *span).await,
    }
}

async fn get<T: DeserializeOwned>(server: &str, path: &str) -> Result<T, SourceError> {
    decode(platform::fetch(server, path).await)
}

async fn head(server: &str, lang: Lang, list: &List) -> Result<Head, SourceError> {
    get(server, &bundle::head_path(lang, list)).await
}

async fn numbered(server: &str, lang: Lang, list: &List, number: u32) -> Result<Page, SourceError> {
    get(server, &bundle::page_path(lang, list, number)).await
}

async fn archive(server: &str, lang: Lang, span: Span) -> Result<Content, SourceError> {
    let Some(year) = span.year() else {
        return Ok(Content::Years(head(server, lang, &List::Front).await?.years));
    };
    let head = head(server, lang, &List::Front).await?;
    if !head.years.contains(&year) {
        return Err(SourceError::NotFound);
    }
    let file = match head.goes_back_to(year) {
        true => None,
        false => Some(get(server, &bundle::year_path(lang, year)).await?),
    };
    // Where host or browser still have the file of an earlier build, places would be wrong.
    let days = head.year(year, file).ok_or(SourceError::Unavailable)?;
    let (from, to) = days.slice(span);
    let from = from.max(to.saturating_sub(archive_limit(span)));
    let pages = join_all(head.pages_for(from, to).map(|number| async move {
        numbered(server, lang, &List::Front, number).await.map(|page| (number, page))
    }));
    let pages = pages.await.into_iter().collect::<Result<Vec<_>, _>>()?;
    Ok(Content::Days(days, head.between(&pages, from, to)))
}
