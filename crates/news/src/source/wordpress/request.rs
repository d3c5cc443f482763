//! What to ask a WordPress for: addresses, and nothing else.
//!
//! Where permalinks are on, the API is at `/wp-json/`; where they are off, behind `?rest_route=`
//! (<https://developer.wordpress.org/rest-api/key-concepts/>).

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use crate::text::percent;

/// Articles of one answer, with their texts. WordPress gives 100 at most; the texts are what is slow to make.
pub const TEXTS: usize = 20;
/// Lines of one answer in lists without texts: the most that WordPress gives.
pub const MOST: usize = 100;

/// How addresses of the API are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Style {
    /// `/wp-json/wp/v2/posts?page=2`
    Pretty,
    /// `/?rest_route=/wp/v2/posts&page=2`: permalinks are off, or the host hides `/wp-json/`.
    Plain,
}

/// The API of one WordPress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Api {
    /// The address of its front page, without a slash at the end.
    home: String,
    style: Style,
}

/// What can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// Articles with a date.
    Posts,
    /// Pages such as “About us”, which have no section.
    Pages,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Posts => "posts",
            Kind::Pages => "pages",
        }
    }
}

/// What articles are found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter<'f> {
    /// All of them.
    All,
    /// The end of the address.
    Slug(&'f str),
    /// The number of a category.
    Category(u64),
    /// The number of a tag.
    Tag(u64),
    /// Words in headline, excerpt or text.
    Search(&'f str),
    /// Changed after this, as the site's own clock told it (`modified`, not `modified_gmt`); WordPress 5.7.
    ModifiedAfter(&'f str),
}

/// What [`super::answer::Listed`] reads.
const LISTED: &str = "id,modified_gmt,slug,link,author,featured_media,categories,tags,content.protected";
/// What [`super::answer::Written`] reads. Without `_links` nothing is embedded.
const WRITTEN: &str = "id,date,date_gmt,modified,modified_gmt,slug,link,title,content,excerpt,author,featured_media,\
                       comment_status,categories,tags,_links,_embedded";
/// What a list shows of an article: of its text, only whether a password protects it.
const LINE: &str = "id,date,date_gmt,modified,modified_gmt,slug,link,title,content.protected,excerpt,author,\
                    featured_media,comment_status,categories,tags,_links,_embedded";
/// What is embedded where names are not asked for apart.
const WITH_NAMES: &str = "author,wp:featuredmedia,wp:term";

impl Api {
    /// Of the WordPress whose front page is at `home`.
    pub fn new(home: &str, style: Style) -> Self {
        Self { home: home.trim_end_matches('/').to_owned(), style }
    }

    /// Where the front page is, without a slash at the end.
    pub fn home(&self) -> &str {
        &self.home
    }

    /// What the API can do: by its answer one knows that it is there.
    pub fn index(&self) -> String {
        self.address("", &[("_fields", "namespaces,home")])
    }

    /// What all articles are known by, page `page` (from 1) of [`MOST`], in an order that does not change.
    pub fn list(&self, kind: Kind, page: usize) -> String {
        let paging = Paging::new(page, MOST);
        let mut query = vec![("_fields", LISTED), ("orderby", "id"), ("order", "asc")];
        query.extend(paging.query());
        self.address(&format!("wp/v2/{}", kind.name()), &query)
    }

    /// These articles with their texts, authors and pictures, [`TEXTS`] at most.
    pub fn articles(&self, kind: Kind, numbers: &[u64]) -> String {
        let numbers: Vec<String> = numbers.iter().take(TEXTS).map(u64::to_string).collect();
        let (numbers, paging) = (numbers.join(","), Paging::new(1, TEXTS));
        let mut query = vec![("include", numbers.as_str())];
        query.extend(WITH_TEXT);
        query.extend(paging.query());
        self.address(&format!("wp/v2/{}", kind.name()), &query)
    }

    /// The articles that `filter` finds, the newest first, with their texts: page `page` (from 1) of [`TEXTS`].
    pub fn find(&self, filter: Filter<'_>, page: usize) -> String {
        let paging = Paging::new(page, TEXTS);
        let number;
        let (name, value) = match filter {
            Filter::All => ("order", "desc"),
            Filter::Slug(slug) => ("slug", slug),
            Filter::Category(id) => {
                number = id.to_string();
                ("categories", number.as_str())
            }
            Filter::Tag(id) => {
                number = id.to_string();
                ("tags", number.as_str())
            }
            Filter::Search(words) => ("search", words),
            Filter::ModifiedAfter(moment) => ("modified_after", moment),
        };
        let mut query = vec![(name, value)];
        query.extend(WITH_TEXT);
        query.extend(paging.query());
        self.address("wp/v2/posts", &query)
    }

    /// The article whose address ends with `slug`, or that has this number, with its text and all names.
    pub fn article(&self, kind: Kind, slug: &str, number: Option<u64>) -> String {
        let number = number.map(|number| number.to_string());
        let by = number.as_deref().map_or(("slug", slug), |number| ("include", number));
        self.address(&format!("wp/v2/{}", kind.name()), &[by, ("_embed", WITH_NAMES), ("_fields", WRITTEN)])
    }

    /// Lines of a list without texts, with all names: those that `filter` finds, `size` to page `page` (from 1), the
    /// newest first or the `oldest`.
    pub fn lines(&self, filter: Filter<'_>, oldest: bool, size: u32, page: u32) -> String {
        let (size, page) = (size.to_string(), page.to_string());
        let order = if oldest { "asc" } else { "desc" };
        let mut query = vec![("order", order), ("_embed", WITH_NAMES), ("_fields", LINE)];
        query.extend([("per_page", size.as_str()), ("page", page.as_str())]);
        let number;
        match filter {
            Filter::Category(id) => {
                number = id.to_string();
                query.push(("categories", &number));
            }
            Filter::Tag(id) => {
                number = id.to_string();
                query.push(("tags", &number));
            }
            Filter::Slug(slug) => query.push(("slug", slug)),
            Filter::Search(words) => query.push(("search", words)),
            Filter::ModifiedAfter(moment) => query.push(("modified_after", moment)),
            Filter::All => {}
        }
        self.address("wp/v2/posts", &query)
    }

    /// Tags whose name or address has these words in it.
    pub fn tags_like(&self, words: &str) -> String {
        self.address("wp/v2/tags", &[("search", words), ("_fields", "id,name,slug"), ("per_page", "100")])
    }

    /// Sections to be.
    pub fn categories(&self, page: usize) -> String {
        self.names("categories", page)
    }

    /// Tags.
    pub fn tags(&self, page: usize) -> String {
        self.names("tags", page)
    }

    /// Authors who have published. Many sites hide them.
    pub fn users(&self, page: usize) -> String {
        self.names("users", page)
    }

    /// Pictures and other files, those that were changed last first.
    pub fn media(&self, page: usize) -> String {
        let paging = Paging::new(page, MOST);
        let mut query =
            vec![("_fields", "source_url,modified_gmt"), ("orderby", "modified"), ("order", "desc")];
        query.extend(paging.query());
        self.address("wp/v2/media", &query)
    }

    /// What readers wrote and the newsroom approved, the oldest first.
    pub fn comments(&self, page: usize) -> String {
        let paging = Paging::new(page, MOST);
        let mut query = vec![
            ("_fields", "id,post,parent,author_name,date,date_gmt,content"),
            // As it is by default: what other sites say of an article (pingbacks) is not among them.
            ("type", "comment"),
            ("orderby", "id"),
            ("order", "asc"),
        ];
        query.extend(paging.query());
        self.address("wp/v2/comments", &query)
    }

    fn names(&self, what: &str, page: usize) -> String {
        let paging = Paging::new(page, MOST);
        let mut query = vec![("_fields", "id,name,slug"), ("orderby", "id"), ("order", "asc")];
        query.extend(paging.query());
        self.address(&format!("wp/v2/{what}"), &query)
    }

    fn address(&self, path: &str, query: &[(&str, &str)]) -> String {
        let (mut address, mut mark) = match self.style {
            Style::Pretty => (format!("{}/wp-json/{path}", self.home), '?'),
            Style::Plain => (format!("{}/?rest_route=/{path}", self.home), '&'),
        };
        for (name, value) in query {
            let _ = write!(address, "{mark}{name}={}", encoded(value));
            mark = '&';
        }
        address
    }
}

const WITH_TEXT: [(&str, &str); 2] = [("_embed", "author,wp:featuredmedia"), ("_fields", WRITTEN)];

/// Which page of a list, as text.
struct Paging {
    page: String,
    size: String,
}

impl Paging {
    fn new(page: usize, size: usize) -> Self {
        Self { page: page.to_string(), size: size.to_string() }
    }

    fn query(&self) -> [(&str, &str); 2] {
        [("per_page", &self.size), ("page", &self.page)]
    }
}

/// A value as it stands in a query (RFC 3986, section 3.4); commas and colons, which lists need, stay.
fn encoded(value: &str) -> String {
    percent::encode(value, ",:")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_both_styles() {
        let pretty = Api::new("https://a.example/blog/", Style::Pretty);
        let plain = Api::new("https://a.example/blog", Style::Plain);
        assert_eq!(pretty.index(), "https://a.example/blog/wp-json/?_fields=namespaces,home");
        assert_eq!(plain.index(), "https://a.example/blog/?rest_route=/&_fields=namespaces,home");
        let names = "_fields=id,name,slug&orderby=id&order=asc&per_page=100&page=2";
        assert_eq!(pretty.tags(2), format!("https://a.example/blog/wp-json/wp/v2/tags?{names}"));
        assert_eq!(plain.tags(2), format!("https://a.example/blog/?rest_route=/wp/v2/tags&{names}"));
    }

    #[test]
    fn articles_are_found_by_what_the_filter_says() {
        let api = Api::new("https://a.example", Style::Pretty);
        for (filter, query) in [
            (Filter::All, "?order=desc&"),
            (Filter::Slug("mua-lon"), "?slug=mua-lon&"),
            (Filter::Category(4), "?categories=4&"),
            (Filter::Tag(7), "?tags=7&"),
            (Filter::Search("lũ & mưa"), "?search=l%C5%A9%20%26%20m%C6%B0a&"),
            (Filter::ModifiedAfter("2023-12-09T10:00:00"), "?modified_after=2023-12-09T10:00:00&"),
        ] {
            let address = api.find(filter, 3);
            assert!(
                address.starts_with(&format!("https://a.example/wp-json/wp/v2/posts{query}")),
                "{address}"
            );
            assert!(address.contains("&_embed=author,wp:featuredmedia&_fields=id,date,"), "{address}");
            assert!(address.ends_with("&per_page=20&page=3"), "{address}");
        }
        let many: Vec<u64> = (1..50).collect();
        let address = api.articles(Kind::Pages, &many);
        assert!(address.starts_with("https://a.example/wp-json/wp/v2/pages?include=1,2,3,"), "{address}");
        assert!(address.contains(",19,20&"), "{address}");
    }
}
