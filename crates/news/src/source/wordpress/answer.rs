//! Reads what a WordPress answers.
//!
//! Plugins leave fields out and add others, so everything but an article's number has a default. No number that is read
//! has a fraction, which [`super::super::json`] would refuse.

use serde::{Deserialize, de::DeserializeOwned};

use super::super::{Answer, Response, SourceError, body, json::read};

/// HTML as WordPress made it of what was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Rendered {
    /// The HTML.
    pub rendered: String,
    /// Whether a password is needed to read it; the HTML is empty then.
    pub protected: bool,
}

/// What the API can do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Index {
    /// `wp/v2` among others.
    pub namespaces: Vec<String>,
    /// Where its front page is by its own account: links and pictures are told by that, whatever address it is asked at.
    pub home: String,
}

impl Index {
    /// Whether articles can be asked for.
    pub fn has_articles(&self) -> bool {
        self.namespaces.iter().any(|name| name == "wp/v2")
    }
}

/// An article in a list of all: by this one sees whether it has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Listed {
    /// Its number, which no other article, page or picture has.
    pub id: u64,
    /// When it was last saved, UTC, without a zone.
    #[serde(default)]
    pub modified_gmt: String,
    /// The end of its address, percent-encoded where it is not Latin.
    #[serde(default)]
    pub slug: String,
    /// Its address; `/?p=12` where permalinks are off.
    #[serde(default)]
    pub link: String,
    /// Number of the author, 0 for none.
    #[serde(default)]
    pub author: u64,
    /// Number of the picture, 0 for none.
    #[serde(default)]
    pub featured_media: u64,
    /// Numbers of its categories; pages have none.
    #[serde(default)]
    pub categories: Vec<u64>,
    /// Numbers of its tags.
    #[serde(default)]
    pub tags: Vec<u64>,
    /// Of its text, whether a password protects it.
    #[serde(default)]
    pub content: Rendered,
}

/// An article with its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Written {
    /// See [`Listed::id`].
    pub id: u64,
    /// When it was published, as the site's clock told it, without a zone.
    #[serde(default)]
    pub date: String,
    /// The same in UTC. Nothing but the clock's zone makes the difference.
    #[serde(default)]
    pub date_gmt: Option<String>,
    /// When it was last saved, as the site's clock told it.
    #[serde(default)]
    pub modified: String,
    /// The same in UTC.
    #[serde(default)]
    pub modified_gmt: Option<String>,
    /// See [`Listed::slug`].
    #[serde(default)]
    pub slug: String,
    /// See [`Listed::link`].
    #[serde(default)]
    pub link: String,
    /// The headline, with entities and at times tags.
    #[serde(default)]
    pub title: Rendered,
    /// The text.
    #[serde(default)]
    pub content: Rendered,
    /// The excerpt: the author's, or the first words of the text.
    #[serde(default)]
    pub excerpt: Rendered,
    /// Number of the author.
    #[serde(default)]
    pub author: u64,
    /// Number of the picture.
    #[serde(default)]
    pub featured_media: u64,
    /// `open` or `closed`.
    #[serde(default)]
    pub comment_status: String,
    /// Numbers of its categories.
    #[serde(default)]
    pub categories: Vec<u64>,
    /// Numbers of its tags.
    #[serde(default)]
    pub tags: Vec<u64>,
    /// What was sent along.
    #[serde(default, rename = "_embedded")]
    pub embedded: Embedded,
}

/// What is sent along with an article. What may not be seen is an error in its place, without a number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Embedded {
    /// The author.
    pub author: Vec<Named>,
    /// The picture.
    #[serde(rename = "wp:featuredmedia")]
    pub picture: Vec<Media>,
    /// Categories, tags and what plugins add to them, a list each.
    #[serde(rename = "wp:term")]
    pub terms: Vec<Vec<Named>>,
}

/// A category, a tag or an author.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Named {
    /// Its number, 0 if it may not be seen.
    pub id: u64,
    /// Its name, with entities.
    pub name: String,
    /// The end of its address.
    pub slug: String,
    /// `category` or `post_tag`; none where it is told otherwise.
    pub taxonomy: String,
}

/// A picture or another file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Media {
    /// Its number, 0 if it may not be seen.
    pub id: u64,
    /// Where its largest size is.
    pub source_url: String,
    /// What it shows, for who can not see it.
    pub alt_text: String,
    /// The line under it.
    pub caption: Rendered,
}

/// What a reader wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Said {
    /// Its number.
    pub id: u64,
    /// Number of the article.
    #[serde(default)]
    pub post: u64,
    /// Number of what it answers, 0 for none.
    #[serde(default)]
    pub parent: u64,
    /// The name that the reader gave.
    #[serde(default)]
    pub author_name: String,
    /// When it was written, as the site's clock told it.
    #[serde(default)]
    pub date: String,
    /// The same in UTC.
    #[serde(default)]
    pub date_gmt: Option<String>,
    /// The text.
    #[serde(default)]
    pub content: Rendered,
}

/// How much there is of what was asked for: the headers `X-WP-Total` and `X-WP-TotalPages` of an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Of everything.
    pub all: usize,
    /// Pages of it.
    pub pages: usize,
}

impl Totals {
    /// Of the values of the headers; what lacks counts as nothing.
    pub fn of(all: Option<&str>, pages: Option<&str>) -> Self {
        let number =
            |value: Option<&str>| value.and_then(|value| value.trim().parse().ok()).unwrap_or_default();
        Self { all: number(all), pages: number(pages) }
    }
}

/// A picture in the library, and when what is said of it was changed last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Filed {
    /// Where it is.
    pub source_url: String,
    /// UTC, without a zone.
    pub modified_gmt: String,
}

/// What WordPress says where it gives nothing.
#[derive(Deserialize)]
struct Refusal {
    code: String,
}

/// Reads a list. A page past the end, for which WordPress answers 400, is empty.
///
/// # Errors
/// [`SourceError::Malformed`] for what is no such list, as where a host answers every path with a page.
pub fn list<T: DeserializeOwned>(answer: Answer) -> Result<Vec<T>, SourceError> {
    if let Ok(Response { status: 400, body, .. }) = &answer
        && let Ok(Refusal { code }) = read(body)
        && code.ends_with("_invalid_page_number")
    {
        return Ok(Vec::new());
    }
    read(unmarked(&body(answer)?)).map_err(|_| SourceError::Malformed)
}

/// Reads one article by its slug, of a list that has it or is empty: WordPress knows no 404 for slugs.
///
/// # Errors
/// [`SourceError::NotFound`] if there is none; for the rest see [`list`].
pub fn one(answer: Answer) -> Result<Written, SourceError> {
    let all: Vec<Written> = list(answer)?;
    all.into_iter().find(|article| !article.content.protected).ok_or(SourceError::NotFound)
}

/// Reads what the API can do.
///
/// # Errors
/// See [`list`].
pub fn index(answer: Answer) -> Result<Index, SourceError> {
    read(unmarked(&body(answer)?)).map_err(|_| SourceError::Malformed)
}

/// Without the byte order marks that badly saved plugins put before every answer.
fn unmarked(body: &str) -> &str {
    body.trim_start_matches('\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::faults::faults;

    #[test]
    fn no_fault_is_taken_for_an_answer() {
        for (name, answer) in faults(1 << 20) {
            let errors = [
                list::<Written>(answer.clone()).err(),
                one(answer.clone()).err(),
                index(answer).ok().filter(Index::has_articles).map_or(Some(SourceError::Malformed), |_| None),
            ];
            // An empty list is an answer: there is nothing of the kind.
            let empty = name == "a list";
            assert_eq!(errors.map(|error| error.is_none()), [empty, false, false], "{name}: {errors:?}");
            let missing = errors.map(|error| error == Some(SourceError::NotFound));
            assert_eq!(missing, [name == "404", name == "404" || empty, false], "{name}: {errors:?}");
        }
    }

    fn answer(status: u16, body: &str) -> Answer {
        Ok(Response { status, body: body.into(), ..Response::default() })
    }

    #[test]
    fn what_may_not_be_seen_is_nothing() {
        let body = r#"[{"id": 3, "title": {"rendered": "A"}, "meta": [], "score": 1.5, "date_gmt": null,
            "_embedded": {"author": [{"code": "rest_user_invalid_id", "message": "x", "data": {"status": 404}}]}}]"#;
        let all: Vec<Written> = list(answer(200, body)).unwrap();
        assert_eq!((all[0].id, all[0].title.rendered.as_str()), (3, "A"));
        assert_eq!(all[0].embedded.author, [Named::default()]);
        assert!(all[0].embedded.picture.is_empty() && all[0].date_gmt.is_none());
    }

    #[test]
    fn a_page_past_the_end_is_empty_and_nothing_else_is() {
        let past = r#"{"code":"rest_post_invalid_page_number","message":"x","data":{"status":400}}"#;
        assert_eq!(list::<Listed>(answer(400, past)), Ok(vec![]));
        for (status, body, error) in [
            (400, r#"{"code":"rest_invalid_param"}"#, SourceError::Unavailable),
            (401, "{}", SourceError::Unavailable),
            (404, "<!doctype html>", SourceError::NotFound),
            (200, "<!doctype html>", SourceError::Malformed),
            (200, "[{}]", SourceError::Malformed),
            (200, "[{\"id\": 1}", SourceError::Malformed),
        ] {
            assert_eq!(list::<Listed>(answer(status, body)), Err(error), "{status} {body}");
        }
        assert_eq!(list::<Listed>(Err(crate::source::NoResponse::Offline)), Err(SourceError::Offline));
    }

    #[test]
    fn a_slug_finds_one_or_none() {
        assert_eq!(one(answer(200, "[]")), Err(SourceError::NotFound));
        assert_eq!(one(answer(200, "\u{feff}[{\"id\": 7}]")).unwrap().id, 7);
        let locked = r#"[{"id": 7, "content": {"rendered": "", "protected": true}}]"#;
        assert_eq!(one(answer(200, locked)), Err(SourceError::NotFound));
    }

    #[test]
    fn totals_and_namespaces() {
        assert_eq!(Totals::of(Some("101"), Some(" 2")), Totals { all: 101, pages: 2 });
        assert_eq!(Totals::of(None, Some("x")), Totals::default());
        let there = index(answer(200, r#"{"namespaces": ["oembed/1.0", "wp/v2"]}"#)).unwrap();
        assert!(there.has_articles() && !Index::default().has_articles());
    }
}
