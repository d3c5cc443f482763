//! What the `<head>` of a page says of it: to search engines, to link previews, to feed readers.
//!
//! Every reader gets this with every page, so it says nothing twice: a link preview takes the title and the picture
//! of Open Graph (ogp.me) where Twitter's own tags lack.

use bantin_app::{load::Content, pages::title_of};
use news::{
    article::{Article, Figure},
    lang::Lang,
    route::{Feed, List, Route, Span},
    site::Site,
};

use super::{address::Address, escape::text, json_ld};

/// The part of a page's `<head>` that is its own: all but what `index.html` says for every page.
///
/// `base` is the path that the site lies under: empty, or as `/tin`. Where the site's address is not known, what needs
/// one lacks: canonical address, languages, feeds and pictures.
pub fn head(site: &Site, base: &str, route: &Route, content: &Content) -> String {
    let (title, description) = title_of(site, route, content);
    let mut head = Head { site, out: String::with_capacity(4_096), description };
    head.put(&format!("<title>{}</title>", text(&title)));
    head.named("description", &head.description.clone());
    if matches!(route, Route::Archive { span: Span::Year(_) | Span::Month(..) | Span::Day(_), .. }) {
        head.named("robots", "noindex,follow");
    }
    let base = base.trim_end_matches('/');
    head.put(&format!("<link rel=\"manifest\" href=\"{}/manifest.webmanifest\">", text(base)));
    if let Some(address) = Address::of(site) {
        head.addresses(address, route, content);
        head.feeds(base, route, content);
    }
    head.preview(route, content);
    head.out + &things(site, route, content)
}

/// What the page is, as JSON-LD.
fn things(site: &Site, route: &Route, content: &Content) -> String {
    match (content, route) {
        (Content::Article(article), _) => json_ld::article(site, article),
        (Content::Newest(_), Route::List { list: List::Front, lang, .. }) => json_ld::front(site, *lang),
        _ => match content.section(route) {
            Some(section) => json_ld::section(site, route.lang(), &section),
            None => String::new(),
        },
    }
}

/// What stands for the site where a page has no picture of its own, and how many pixels it is wide and high.
const ICON: &str = "/icon-512.png";
const ICON_SIDE: &str = "512";

struct Head<'s> {
    site: &'s Site,
    out: String,
    description: String,
}

impl Head<'_> {
    fn put(&mut self, html: &str) {
        self.out.push_str(html);
    }

    /// `<meta name>`, unless there is nothing to say.
    fn named(&mut self, name: &str, content: &str) {
        if !content.is_empty() {
            self.put(&format!("<meta name=\"{name}\" content=\"{}\">", text(content)));
        }
    }

    /// `<meta property>`, unless there is nothing to say.
    fn property(&mut self, name: &str, content: &str) {
        if !content.is_empty() {
            self.put(&format!("<meta property=\"{name}\" content=\"{}\">", text(content)));
        }
    }

    /// Where the page is, and the same page in other languages.
    fn addresses(&mut self, address: Address<'_>, route: &Route, content: &Content) {
        self.put(&format!("<link rel=\"canonical\" href=\"{}\">", text(&address.page(route))));
        for (lang, url) in in_languages(self.site, address, route, &content.translations(route)) {
            self.put(&format!("<link rel=\"alternate\" hreflang=\"{lang}\" href=\"{}\">", text(&url)));
        }
    }

    /// The feeds of the site in the page's language, and of the page's section.
    fn feeds(&mut self, base: &str, route: &Route, content: &Content) {
        let lang = route.lang();
        let title = &self.site.title;
        let mut lists = vec![(Route::front(lang), title.clone())];
        if let Some(section) = content.section(route) {
            lists.push((Route::section(lang, &section.slug), format!("{} – {title}", section.name)));
        }
        for (list, title) in lists {
            for (feed, kind) in [(Feed::Rss, "rss+xml"), (Feed::Json, "feed+json")] {
                let Some(path) = list.feed(feed, self.site.language) else { continue };
                let (title, url) = (text(&title), text(&format!("{base}{path}")));
                self.put(&format!(
                    "<link rel=\"alternate\" type=\"application/{kind}\" href=\"{url}\" title=\"{title}\">"
                ));
            }
        }
    }

    /// Open Graph, and what Twitter wants besides.
    fn preview(&mut self, route: &Route, content: &Content) {
        let address = Address::of(self.site);
        let article = match content {
            Content::Article(article) => Some(article.as_ref()),
            _ => None,
        };
        let title = match article {
            Some(article) => article.teaser.title.clone(),
            None => title_of(self.site, route, content).0,
        };
        self.property("og:type", if article.is_some() { "article" } else { "website" });
        self.property("og:title", &title);
        self.property("og:description", &self.description.clone());
        self.property("og:url", &address.map(|address| address.page(route)).unwrap_or_default());
        self.property("og:site_name", &self.site.title.clone());
        self.property("og:locale", locale(route.lang()));
        let cover = article.and_then(|article| article.teaser.cover.as_ref());
        let picture = cover.zip(address).filter(|(cover, _)| can_be_previewed(cover));
        if let Some((cover, address)) = picture {
            self.property("og:image", &address.picture(cover));
            let pixels = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
            self.property("og:image:width", &pixels(cover.width));
            self.property("og:image:height", &pixels(cover.height));
            self.property("og:image:alt", &cover.alt);
        } else if let Some(address) = address {
            // Without one, a link to the page is a bare line in most messengers.
            self.property("og:image", &address.below(ICON));
            self.property("og:image:width", ICON_SIDE);
            self.property("og:image:height", ICON_SIDE);
        }
        if let Some(article) = article {
            self.article(article);
        }
        self.named("twitter:card", if picture.is_some() { "summary_large_image" } else { "summary" });
    }

    fn article(&mut self, article: &Article) {
        let modified = article.changed();
        self.property("article:published_time", &article.teaser.published.to_string());
        if modified != article.teaser.published {
            self.property("article:modified_time", &modified.to_string());
        }
        for author in &article.authors {
            self.property("article:author", author);
        }
        if let Some(section) = &article.teaser.section {
            self.property("article:section", &section.name);
        }
        for tag in &article.tags {
            self.property("article:tag", &tag.name);
        }
    }
}

/// The page in all of its languages, itself too, and what holds for all other languages; nothing if it has but one.
pub fn in_languages(
    site: &Site,
    address: Address<'_>,
    route: &Route,
    translations: &[Route],
) -> Vec<(&'static str, String)> {
    if translations.is_empty() {
        return Vec::new();
    }
    let mut all: Vec<&Route> = translations.iter().chain([route]).collect();
    all.sort_by_key(|route| (route.lang() != site.language, route.lang()));
    let main = all.iter().find(|route| route.lang() == site.language);
    let default = main.map(|route| ("x-default", address.page(route)));
    all.iter().map(|route| (route.lang().code(), address.page(route))).chain(default).collect()
}

/// Language and country, as Open Graph has them.
fn locale(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "vi_VN",
        Lang::En => "en_US",
    }
}

/// Whether link previews can show the picture: none of them reads SVG.
fn can_be_previewed(figure: &Figure) -> bool {
    !figure.src.to_ascii_lowercase().ends_with(".svg")
}

#[cfg(test)]
#[path = "head_tests.rs"]
mod tests;
