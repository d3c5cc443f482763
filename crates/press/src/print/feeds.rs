//! Feeds: the newest articles of a site and of each section, whole, as RSS 2.0 and as JSON Feed 1.1.
//!
//! Nothing in them depends on when they were written: they are from the moment of the newest article in them.

mod json;
mod rss;

use news::{
    article::Article,
    date::Moment,
    lang::Lang,
    route::{Feed, List, Route},
    text::{html::Html, tags},
};
use rayon::prelude::*;
use url::Url;

use super::address::Address;
use crate::{
    edition::{Edition, InLang, Listing},
    hash::{hash, numbers},
    tree::{Tree, WriteError},
};

/// Bytes of articles that a feed of a front page has room for. Each article that comes out writes four feeds anew, and a
/// host uploads them: by their bytes, they cost the same where articles are long.
const ROOM: usize = 28_000;

/// Bytes of articles in a feed of a section.
const ROOM_OF_SECTION: usize = 16_000;

/// Articles that a feed has at least, however long they are.
const FEWEST: usize = 3;

/// Articles that a feed has at most, however short they are.
const MOST: usize = 20;

/// About as many bytes as stand around the text of an article: its addresses, title, lead and topics.
const AROUND: usize = 1_000;

/// Writes `feed.xml` and `feed.json` of every front page and section, if the site's address is known.
///
/// # Errors
/// The first file that can not be written.
pub fn write(edition: &Edition, tree: &Tree<'_>) -> Result<(), WriteError> {
    let Some(address) = Address::of(&edition.site) else { return Ok(()) };
    let lists = edition.languages.iter().flat_map(|own| own.lists.iter().map(move |list| (own, list)));
    let lists: Vec<_> = lists.collect();
    lists.par_iter().try_for_each(|(own, list)| {
        let Some((route, room)) = feed_of(own, list) else { return Ok(()) };
        let there =
            |number: &&usize| own.entries.get(**number).is_some_and(|one| !one.gone && !one.scheduled);
        let newest: Vec<usize> = list.articles.iter().rev().filter(there).take(MOST).copied().collect();
        let made =
            numbers(newest.iter().filter_map(|number| own.entries.get(*number)).map(|entry| entry.made));
        let made = hash(&(edition.key, &edition.site, &list.label, made));
        let feeds =
            [Feed::Rss, Feed::Json].map(|feed| Some((feed, route.feed(feed, edition.site.language)?)));
        let mut channel = None;
        for (feed, path) in feeds.into_iter().flatten() {
            let path = path.trim_start_matches('/');
            if tree.keep(path, made)? {
                continue;
            }
            if channel.is_none() {
                channel = Some(Channel::of(edition, address, own, (list, &route), (&newest, room))?);
            }
            let Some(channel) = &channel else { continue };
            let text = match feed {
                Feed::Rss => rss::text_of(channel),
                Feed::Json => json::text_of(channel),
            };
            tree.write_made(path, Some(made), text.as_bytes())?;
        }
        Ok(())
    })
}

/// The page of a list that has a feed, and how many bytes of articles are in it.
fn feed_of(own: &InLang, list: &Listing) -> Option<(Route, usize)> {
    match &list.list {
        List::Front => Some((Route::front(own.lang), ROOM)),
        List::Section(slug) => Some((Route::section(own.lang, slug), ROOM_OF_SECTION)),
        List::Tag(_) => None,
    }
}

/// What a feed says, in whatever format.
struct Channel<'e> {
    title: String,
    description: String,
    lang: Lang,
    /// The page that it is the feed of.
    route: Route,
    address: Address<'e>,
    /// Newest first.
    stories: Vec<Story>,
}

/// An article in a feed.
struct Story {
    article: Article,
    /// The address of its page, and its only name.
    url: String,
    /// Its text, every address in it absolute.
    html: String,
    /// The address of its picture.
    picture: Option<String>,
}

impl<'e> Channel<'e> {
    fn of(
        edition: &'e Edition,
        address: Address<'e>,
        own: &'e InLang,
        (list, route): (&Listing, &Route),
        (newest, room): (&[usize], usize),
    ) -> Result<Self, WriteError> {
        let (lang, site) = (own.lang, &edition.site);
        let name = list.label.as_ref().map(|label| &label.name);
        let title = name.map_or_else(|| site.title.clone(), |name| format!("{name} – {}", site.title));
        let face = site.face(lang);
        let lines = face.into_iter().flat_map(|face| [&face.description, &face.tagline]);
        let description = lines.chain([&title]).find(|line| !line.is_empty()).cloned().unwrap_or_default();
        let (mut stories, mut bytes) = (Vec::new(), 0);
        for entry in newest.iter().filter_map(|number| own.entries.get(*number)) {
            let story = Story::of(address, entry.article(), &edition.text(entry)?);
            bytes += AROUND + story.html.len();
            if bytes > room && stories.len() >= FEWEST {
                break;
            }
            stories.push(story);
        }
        Ok(Self { title, description, lang, route: route.clone(), address, stories })
    }

    /// The moment that it is from.
    fn moment(&self) -> Option<Moment> {
        self.stories.iter().map(|story| story.article.changed()).max()
    }
}

impl Story {
    fn of(address: Address<'_>, article: Article, text: &Html) -> Self {
        let url = address.page(&Route::article(article.teaser.lang, &article.teaser.slug));
        let body = text.checked().map_or("", |body| body.as_str());
        Self {
            html: absolute(body, &url),
            url,
            picture: article.teaser.cover.as_ref().map(|cover| address.picture(cover)),
            article,
        }
    }

    /// Its section and its tags.
    fn topics(&self) -> impl Iterator<Item = &str> {
        self.article.teaser.section.iter().chain(&self.article.tags).map(|label| label.name.as_str())
    }
}

/// `html` of the page at `page`, with every address in it absolute.
fn absolute(html: &str, page: &str) -> String {
    let Ok(page) = Url::parse(page) else { return html.to_owned() };
    let whole = |address: &str| page.join(address).map_or_else(|_| address.to_owned(), String::from);
    tags::rewrite(html, |tag, edits| {
        for (name, place) in &tag.attributes {
            let value = tags::unescape(html.get(place.clone()).unwrap_or_default());
            let new = match *name {
                "href" | "src" | "poster" => whole(&value),
                "srcset" => pictures(&value, whole),
                _ => continue,
            };
            let mut text = String::new();
            tags::escape(&mut text, &new);
            edits.push((place.clone(), text));
        }
    })
}

/// A `srcset` with its addresses replaced. (HTML standard, "parsing a srcset attribute": an address ends at white
/// space, or in a comma; what follows up to the next comma describes it.)
fn pictures(srcset: &str, whole: impl Fn(&str) -> String) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut rest = srcset;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        if rest.is_empty() {
            return out.join(", ");
        }
        let (address, after) =
            rest.split_at(rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len()));
        let alone = address.trim_end_matches(',');
        if alone.len() < address.len() {
            out.push(whole(alone));
            rest = after;
        } else {
            let (described, after) = after.split_once(',').unwrap_or((after, ""));
            out.push(format!("{} {}", whole(address), described.trim()).trim_end().to_owned());
            rest = after;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_becomes_absolute() {
        let html = "<p><a href=\"/tin/bai-viet/b/?a=1&amp;b=2#h-c\">1</a> <a href=\"#fn-1\">2</a> \
            <a href=\"https://b.example/\">3</a> <a href=\"mailto:a@b.example\">4</a></p>\
            <img src=\"/tin/media/x.jpg\" srcset=\"/tin/media/x,1.jpg 1x,/tin/y.jpg 2x\" alt=\"href=&quot;/x&quot;\">\
            <video src=\"/tin/a.mp4\" poster=\"//c.example/p.jpg\"></video>";
        let expected = "<p><a href=\"https://a.example/tin/bai-viet/b/?a=1&amp;b=2#h-c\">1</a> \
            <a href=\"https://a.example/tin/bai-viet/a/#fn-1\">2</a> \
            <a href=\"https://b.example/\">3</a> <a href=\"mailto:a@b.example\">4</a></p>\
            <img src=\"https://a.example/tin/media/x.jpg\" \
            srcset=\"https://a.example/tin/media/x,1.jpg 1x, https://a.example/tin/y.jpg 2x\" \
            alt=\"href=&quot;/x&quot;\">\
            <video src=\"https://a.example/tin/a.mp4\" poster=\"https://c.example/p.jpg\"></video>";
        assert_eq!(absolute(html, "https://a.example/tin/bai-viet/a/"), expected);
        assert_eq!(pictures("a, b 2x,", |address| address.to_uppercase()), "A, B 2x");
    }
}
