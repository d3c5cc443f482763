//! What a page is, for search engines: schema.org, as JSON-LD.
//!
//! The properties are those that Google documents for articles, breadcrumbs and site names
//! (developers.google.com/search/docs/appearance/structured-data). The fields of each type stand in the order in
//! which they are written, so that the bytes are always the same. What the page's head says of it already (its address),
//! and what holds where nothing is said (that it costs nothing), is not among them.

use news::{
    article::{Article, Label, Teaser},
    date::Moment,
    lang::Lang,
    route::Route,
    site::{CommentKind, Site},
    text::vietnamese::same_key,
};
use serde::Serialize;

use super::{address::Address, escape::json_in_html};

/// Beginnings of bylines that name no person but a desk or a house.
const HOUSES: [&str; 11] = [
    "ban biên tập",
    "tòa soạn",
    "tạp chí",
    "báo",
    "phòng",
    "trung tâm",
    "thông tấn xã",
    "editorial",
    "the editors",
    "newsroom",
    "staff",
];

#[derive(Serialize)]
struct Graph<'p> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    things: Vec<Thing<'p>>,
}

// There are two of them on a page: how large they are does not matter.
#[allow(clippy::large_enum_variant)]
#[derive(Serialize)]
#[serde(tag = "@type")]
enum Thing<'p> {
    #[serde(rename_all = "camelCase")]
    NewsArticle {
        headline: &'p str,
        #[serde(skip_serializing_if = "Option::is_none")]
        description: Option<&'p str>,
        date_published: Moment,
        date_modified: Moment,
        author: Vec<Name<'p>>,
        publisher: Name<'p>,
        #[serde(skip_serializing_if = "Option::is_none")]
        image: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        article_section: Option<&'p str>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        keywords: Vec<&'p str>,
        in_language: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        comment_count: Option<u32>,
    },
    #[serde(rename_all = "camelCase")]
    BreadcrumbList { item_list_element: Vec<Crumb<'p>> },
    #[serde(rename_all = "camelCase")]
    WebSite { name: &'p str, url: String, in_language: &'static str },
}

#[derive(Serialize)]
#[serde(tag = "@type")]
enum Name<'p> {
    Person {
        name: &'p str,
    },
    Organization {
        name: &'p str,
        #[serde(skip_serializing_if = "Option::is_none")]
        url: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        logo: Option<String>,
    },
}

#[derive(Serialize)]
#[serde(tag = "@type", rename = "ListItem")]
struct Crumb<'p> {
    position: usize,
    name: &'p str,
    item: String,
}

/// Of an article, as a `<script>`.
pub fn article(site: &Site, article: &Article) -> String {
    let address = Address::of(site);
    let teaser = &article.teaser;
    let house = || Name::Organization {
        name: &site.title,
        url: address.map(|address| address.page(&Route::front(teaser.lang))),
        logo: address.map(|address| address.icon()),
    };
    let author = match article.authors.as_slice() {
        [] => vec![house()],
        names => names.iter().map(|name| by(site, name)).collect(),
    };
    let shown = site.comments.kind != CommentKind::Off;
    let news = Thing::NewsArticle {
        headline: &teaser.title,
        description: teaser.standfirst.as_deref(),
        date_published: teaser.published,
        date_modified: article.changed(),
        author,
        publisher: house(),
        image: picture(address, teaser),
        article_section: teaser.section.as_ref().map(|section| section.name.as_str()),
        keywords: article.tags.iter().map(|tag| tag.name.as_str()).collect(),
        in_language: teaser.lang.code(),
        comment_count: Some(teaser.comment_count).filter(|count| *count > 0 && shown),
    };
    let trail = teaser.section.as_ref().and_then(|section| trail(site, teaser.lang, section));
    script([Some(news), trail].into_iter().flatten().collect())
}

/// Of a section's page; empty where the site's address is not known.
pub fn section(site: &Site, lang: Lang, section: &Label) -> String {
    trail(site, lang, section).map(|trail| script(vec![trail])).unwrap_or_default()
}

/// Of a front page; empty where the site's address is not known.
pub fn front(site: &Site, lang: Lang) -> String {
    let Some(address) = Address::of(site) else { return String::new() };
    let url = address.page(&Route::front(lang));
    script(vec![Thing::WebSite { name: &site.title, url, in_language: lang.code() }])
}

fn picture(address: Option<Address<'_>>, teaser: &Teaser) -> Option<String> {
    Some(address?.picture(teaser.cover.as_ref()?))
}

fn by<'p>(site: &Site, name: &'p str) -> Name<'p> {
    let key = same_key(name);
    let starts = |house: &&str| {
        key.strip_prefix(house).is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric()))
    };
    match HOUSES.iter().any(starts) || key == same_key(&site.title) {
        true => Name::Organization { name, url: None, logo: None },
        false => Name::Person { name },
    }
}

/// The way from the front page to a section. The page itself is left out: it is where the reader is.
fn trail<'p>(site: &'p Site, lang: Lang, section: &'p Label) -> Option<Thing<'p>> {
    let address = Address::of(site)?;
    let steps = [(&site.title, Route::front(lang)), (&section.name, Route::section(lang, &section.slug))];
    let crumb = |(position, (name, route)): (usize, (&'p String, Route))| Crumb {
        position,
        name,
        item: address.page(&route),
    };
    Some(Thing::BreadcrumbList { item_list_element: (1..).zip(steps).map(crumb).collect() })
}

fn script(things: Vec<Thing<'_>>) -> String {
    let graph = Graph { context: "https://schema.org", things };
    // Strings and numbers alone: it can not fail.
    let json = serde_json::to_string(&graph).unwrap_or_default();
    format!("<script type=\"application/ld+json\">{}</script>", json_in_html(&json))
}
