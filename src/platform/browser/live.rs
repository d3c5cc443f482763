//! Pages with articles that are newer than the build: from a WordPress, or from the files of another Bantin site.
//!
//! The site's own files are asked at the same time. They add what only a build knows, and stand in where the source does
//! not answer, or not in time. A page that the press wrote stays, and what is newer is offered.

use std::{cell::RefCell, rc::Rc, sync::Arc};

use leptos::task::spawn_local;
use news::{
    article::{Article, Label, Teaser},
    bundle::{Head, PAGE_SIZE, Page, pages_of},
    route::{List, Route},
    site::{LiveKind, Site},
    source::{
        Request, SourceError,
        bundle::afar::Afar,
        wordpress::{
            answer::{self, Named, Written},
            live::{NEWEST, Place, number},
            request::{Api, Filter, Kind, MOST, Style},
        },
    },
};

use web_sys::{Element, Event};

use super::{
    base,
    discussion::Discussion,
    fetch::ask,
    grace::{both, in_time},
    journey::WRITTEN,
    newer, now,
    search::Search,
    servers::{Connected, Loading, Servers},
};
use crate::load::{self, Content};

/// All servers that the settings name, that of articles among them.
#[derive(Default)]
pub struct Live {
    source: Rc<Source>,
    others: Connected,
    search: Rc<Search>,
}

impl Servers for Live {
    fn page(&self, site: &Arc<Site>, route: &Route) -> Loading {
        let (source, site, route) = (self.source.clone(), site.clone(), route.clone());
        Box::pin(async move { source.page(&site, &route).await })
    }

    fn connect(&self, page: &Element, site: &Arc<Site>, path: &str, discussion: Option<Rc<Discussion>>) {
        self.others.connect(page, site, path, discussion);
        let Some(route) = Route::parse(path, site.language) else { return };
        self.search.begin(page, site, &route, &self.source);
        if !page.has_attribute(WRITTEN) {
            return;
        }
        let (source, page, site) = (self.source.clone(), page.clone(), site.clone());
        spawn_local(async move {
            let newest = source.page(&site, &route).await;
            // The reader may have gone on.
            if let Some(content) = newest.ok().filter(|_| page.has_attribute(WRITTEN)) {
                newer::offer(&page, &site, &route, &content);
            }
        });
    }

    fn takes(&self, event: &Event) -> bool {
        self.others.takes(event)
    }

    fn hurry(&self) {
        self.others.hurry();
    }
}

/// The source of a visit, and what was found out about it.
#[derive(Default)]
pub struct Source {
    /// How the WordPress is asked, and where its front page is by its own account.
    found: RefCell<Option<(Api, String)>>,
    categories: RefCell<Option<Vec<Named>>>,
}

/// What a source says of a page.
enum Said {
    /// This is it: what the site's own files have of it has been added.
    Here(Box<Content>),
    /// It has nothing to say of it: the site's own files have it, or nobody.
    Nothing,
    /// It is not for everybody, whatever was built.
    Withheld,
}

impl Source {
    /// A page as it is now; as it was built, where the source can not be reached.
    ///
    /// # Errors
    /// See [`load::page`]. Never [`SourceError::NotFound`] because the source could not be reached.
    async fn page(&self, site: &Site, route: &Route) -> Result<Content, SourceError> {
        let built = load::page(route, now());
        match site.live.kind {
            LiveKind::Off => built.await,
            LiveKind::Bundle => {
                let afar = Afar::new(&site.live.server, &base());
                let (built, live) = both(built, load::page_from(&afar.files(), route, now())).await;
                told(live.map(|content| Said::Here(Box::new(arrived(&afar, content)))), built)
            }
            LiveKind::WordPress => {
                let (built, ready) = both(built, self.ready(site, route)).await;
                let live = match ready {
                    Ok(Some((api, home))) => {
                        let (base, known) = (base(), built.as_ref().ok().cloned());
                        let place = Place { home: &home, site, base: &base };
                        in_time(self.asked(&api, &place, route, known), built.is_ok()).await
                    }
                    Ok(None) => Ok(Said::Nothing),
                    Err(error) => Err(error),
                };
                told(live, built)
            }
        }
    }

    /// How to ask the WordPress; none where it knows nothing of such pages.
    async fn ready(&self, site: &Site, route: &Route) -> Result<Option<(Api, String)>, SourceError> {
        if route.lang() != site.language || matches!(route, Route::Archive { .. }) {
            return Ok(None);
        }
        let known = self.found.borrow().clone();
        if known.is_some() {
            return Ok(known);
        }
        let mut failure = SourceError::Malformed;
        for style in [Style::Pretty, Style::Plain] {
            let api = Api::new(&site.live.server, style);
            match answer::index(ask(Request::get(api.index())).await) {
                Ok(index) if index.has_articles() => {
                    let home = if index.home.is_empty() { &site.live.server } else { &index.home };
                    let found = (api, home.trim_end_matches('/').to_owned());
                    self.found.replace(Some(found.clone()));
                    return Ok(Some(found));
                }
                Ok(_) => {}
                // What is said where permalinks are off: that it is not there, or something else.
                Err(SourceError::NotFound) => {}
                Err(SourceError::Malformed) => failure = SourceError::Malformed,
                Err(error) => return Err(error),
            }
        }
        Err(failure)
    }

    async fn asked(
        &self,
        api: &Api,
        place: &Place<'_>,
        route: &Route,
        built: Option<Content>,
    ) -> Result<Said, SourceError> {
        match route {
            Route::Article { slug, .. } => whole(api, place, slug, built).await,
            Route::List { list, page, .. } => {
                let Some(filter) = self.filter(api, place, list, built.as_ref()).await? else {
                    return Ok(Said::Nothing);
                };
                listed(api, place, (list, *page), filter, built).await
            }
            Route::Archive { .. } => Ok(Said::Nothing),
        }
    }

    /// What the articles of a list are found by; none if the WordPress has no such section or tag.
    async fn filter(
        &self,
        api: &Api,
        place: &Place<'_>,
        list: &List,
        built: Option<&Content>,
    ) -> Result<Option<Filter<'static>>, SourceError> {
        Ok(match list {
            List::Front => Some(Filter::All),
            List::Section(slug) => {
                let is_this =
                    |named: &&Named| place.section_of(named).is_some_and(|label| label.slug == *slug);
                let all = self.categories(api).await?;
                all.iter().find(is_this).map(|named| Filter::Category(named.id))
            }
            List::Tag(slug) => {
                let known = built.and_then(|content| head_of(content)?.label.as_ref());
                let words = known.map_or_else(|| slug.replace('-', " "), |label| label.name.clone());
                let tags: Vec<Named> = answer::list(ask(Request::get(api.tags_like(&words))).await)?;
                let is_this = |named: &&Named| news::text::slug::slugify(&named.name) == *slug;
                tags.iter().find(is_this).map(|named| Filter::Tag(named.id))
            }
        })
    }

    /// The articles that have these words, the newest first: page `page`, from 1, of [`PAGE_SIZE`], and how many there
    /// are.
    ///
    /// # Errors
    /// As the WordPress' answer is; [`SourceError::Malformed`] if it knows no articles.
    pub async fn search(
        &self,
        site: &Site,
        words: &str,
        page: u32,
    ) -> Result<(Vec<Teaser>, u32), SourceError> {
        let front = Route::front(site.language);
        let (api, home) = self.ready(site, &front).await?.ok_or(SourceError::Malformed)?;
        let place = Place { home: &home, site, base: &base() };
        // WordPress would leave tags out, and find everything where nothing is left.
        let words = &words.replace(['<', '>'], " ");
        let answer = ask(Request::get(api.lines(Filter::Search(words), false, PAGE_SIZE, page))).await;
        let total = answer.as_ref().ok().and_then(|answer| answer.total);
        let written: Vec<Written> = answer::list(answer)?;
        Ok((place.lines(&written, &[]), total.unwrap_or(written.len() as u32)))
    }

    async fn categories(&self, api: &Api) -> Result<Vec<Named>, SourceError> {
        let known = self.categories.borrow().clone();
        if let Some(known) = known {
            return Ok(known);
        }
        let mut all = Vec::new();
        loop {
            let page = all.len() / MOST + 1;
            let more: Vec<Named> = answer::list(ask(Request::get(api.categories(page))).await)?;
            let last = more.len() < MOST;
            all.extend(more);
            if last {
                break;
            }
        }
        self.categories.replace(Some(all.clone()));
        Ok(all)
    }
}

/// An article with its text.
async fn whole(
    api: &Api,
    place: &Place<'_>,
    slug: &str,
    built: Option<Content>,
) -> Result<Said, SourceError> {
    let here = |written: &Written| news::source::wordpress::manuscript::slug(written.id, &written.slug);
    let asked = async |kind, number| -> Result<Vec<Written>, SourceError> {
        answer::list(ask(Request::get(api.article(kind, slug, number))).await)
    };
    let mut found = asked(Kind::Posts, None).await?;
    if found.is_empty()
        && let Some(number) = number(slug)
    {
        found = asked(Kind::Posts, Some(number)).await?;
        // By that number, another article may well be meant.
        found.retain(|written| {
            [here(written), format!("{}-{number}", here(written))].iter().any(|it| it == slug)
        });
    }
    if found.is_empty() && built.is_none() {
        // A link in an article may have meant a page, and addresses of the two look the same.
        found = asked(Kind::Pages, None).await?;
    }
    let Some(written) = found.first() else { return Ok(Said::Nothing) };
    if written.content.protected {
        return Ok(Said::Withheld);
    }
    let built = match built {
        Some(Content::Article(article)) => Some(*article),
        _ => None,
    };
    let mut article: Article = place.whole(written, built).ok_or(SourceError::Malformed)?;
    slug.clone_into(&mut article.teaser.slug);
    Ok(Said::Here(Box::new(Content::Article(Box::new(article)))))
}

/// A list at its newest, or a full page of it.
async fn listed(
    api: &Api,
    place: &Place<'_>,
    (list, number): (&List, Option<u32>),
    filter: Filter<'_>,
    built: Option<Content>,
) -> Result<Said, SourceError> {
    let request = match number {
        None => api.lines(filter, false, NEWEST, 1),
        Some(number) => api.lines(filter, true, PAGE_SIZE, number),
    };
    let answer = ask(Request::get(request)).await;
    let total = answer.as_ref().ok().and_then(|answer| answer.total);
    let written: Vec<Written> = answer::list(answer)?;
    let total = total.unwrap_or(written.len() as u32);
    let (head, page) = match built {
        Some(Content::Newest(head)) => (head, Page::default()),
        Some(Content::Numbered(head, page)) => (head, page),
        _ => (Head::default(), Page::default()),
    };
    let label = head.label.clone().or_else(|| named(place, list, &written));
    if number.is_none() {
        let mut head = place.head(&written, total, Head { label, ..head });
        head.newest.retain(|teaser| of_list(list, teaser.section.as_ref()));
        return Ok(Said::Here(Box::new(Content::Newest(head))));
    }
    // A page that is not full yet has no number.
    if written.len() < PAGE_SIZE as usize {
        return Ok(Said::Nothing);
    }
    let mut teasers = place.lines(&written, &page.teasers);
    teasers.retain(|teaser| of_list(list, teaser.section.as_ref()));
    teasers.reverse();
    let head = Head { label, total, pages: pages_of(total), ..head };
    Ok(Said::Here(Box::new(Content::Numbered(head, Page { teasers, ..page }))))
}

/// Whether an article of this section stands in a list: of several categories, one alone is its section.
fn of_list(list: &List, section: Option<&Label>) -> bool {
    match list {
        List::Section(slug) => section.is_some_and(|section| section.slug == *slug),
        List::Front | List::Tag(_) => true,
    }
}

/// What a list is called that nobody has built.
fn named(place: &Place<'_>, list: &List, written: &[Written]) -> Option<Label> {
    let named = written.iter().flat_map(|written| written.embedded.terms.iter().flatten());
    let mut labels = named.filter_map(|named| place.section_of(named));
    match list {
        List::Front => None,
        List::Section(slug) | List::Tag(slug) => labels.find(|label| label.slug == *slug),
    }
}

fn head_of(content: &Content) -> Option<&Head> {
    match content {
        Content::Newest(head) | Content::Numbered(head, _) => Some(head),
        Content::Years(_) | Content::Days(..) | Content::Article(_) => None,
    }
}

/// A page of another site: its pictures are there, its links lead here.
fn arrived(afar: &Afar, mut content: Content) -> Content {
    match &mut content {
        Content::Newest(head) => afar.head(head),
        Content::Numbered(head, page) => {
            afar.head(head);
            afar.teasers(&mut page.teasers);
        }
        Content::Days(_, teasers) => afar.teasers(teasers),
        Content::Article(article) => afar.article(article),
        Content::Years(_) => {}
    }
    content
}

/// What the reader is told of both.
fn told(
    live: Result<Said, SourceError>,
    built: Result<Content, SourceError>,
) -> Result<Content, SourceError> {
    match (live, built) {
        (Ok(Said::Here(content)), _) => Ok(*content),
        (Ok(Said::Withheld), _) => Err(SourceError::NotFound),
        (Ok(Said::Nothing) | Err(_), Ok(built)) => Ok(built),
        // Not in the site's own files: where the source does not answer, it may be there all the same.
        (Err(error), Err(SourceError::NotFound)) => Err(error),
        (Ok(Said::Nothing) | Err(_), Err(error)) => Err(error),
    }
}
