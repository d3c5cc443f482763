//! WordPress 5.6 and newer, with an application password (developer.wordpress.org, "REST API Handbook": "Authentication",
//! "Posts", "Categories", "Tags", "Media"; what is told of it here was seen with 6.1).
//!
//! WordPress knows no conditional change: it is asked when the article was last saved right before it is sent, and what
//! somebody saves in that moment is kept among its revisions. The address with `rest_route` is there with pretty permalinks
//! and without. Names come with entities.

mod errand;
mod read;

pub use errand::Errand;
pub use read::{Post, Read, Reading};

use serde_json::Value;

use super::{Answer, Failure, Method, Request, Response, Sent, encoded, failure, web};

/// A WordPress, and who asks.
#[derive(Clone)]
pub struct Place {
    /// The address of its front page, without a slash at the end.
    pub server: String,
    /// The editor's name there.
    pub user: String,
    /// The application password, with its blanks or without.
    pub password: String,
}

/// A picture that the WordPress does not have yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// How the text calls it: the `src` in its HTML.
    pub src: String,
    /// The file's name.
    pub name: String,
    /// As `image/jpeg`.
    pub kind: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// What it shows, for who can not see it.
    pub alt: String,
}

/// An article as WordPress takes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// Whether readers may see it at once; else it is a draft.
    pub publish: bool,
    /// The headline, as text.
    pub title: String,
    /// The text, HTML from our renderer.
    pub html: String,
    /// The standfirst, as text.
    pub excerpt: String,
    /// The end of its address.
    pub slug: String,
    /// When it is from, UTC, as `2023-12-09T03:00:00`; none for now.
    pub date_gmt: Option<String>,
    /// Names of categories.
    pub categories: Vec<String>,
    /// Names of tags.
    pub tags: Vec<String>,
    /// The pictures to be brought along.
    pub pictures: Vec<Picture>,
    /// Which of them stands at the head, by its `src`, or which of those that the WordPress has; none leaves the one that is
    /// there, an empty one takes it away.
    pub cover: Option<String>,
    /// What the one at the head shows, for who can not see it.
    pub cover_alt: String,
}

/// A picture that the WordPress has now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uploaded {
    /// [`Picture::src`].
    pub src: String,
    /// Where it is.
    pub url: String,
}

/// What the editor opened, or has seen: the article's number, and when it was saved (`modified_gmt`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The number.
    pub number: u64,
    /// [`Sent::version`].
    pub version: String,
}

impl Place {
    fn request(&self, method: Method, path: &str, query: &str) -> Request {
        let url = format!("{}/?rest_route=/wp/v2/{path}{query}", self.server);
        let proof = encoded(format!("{}:{}", self.user, self.password).as_bytes());
        Request { method, url, headers: vec![("Authorization", format!("Basic {proof}"))], body: Vec::new() }
    }

    fn post(&self, path: &str, body: &Value) -> Request {
        let Request { method, url, headers, .. } = self.request(Method::Post, path, "");
        Request::json(method, url, headers, body)
    }
}

/// What an answer says of an article.
fn sent(value: &Value) -> Option<Sent> {
    Some(Sent {
        version: value["modified_gmt"].as_str()?.to_owned(),
        number: Some(value["id"].as_u64()?),
        link: web(&value["link"]),
        published: ["publish", "future", "private"].iter().any(|status| value["status"] == *status),
    })
}

/// With a wrong password WordPress 6.1 takes the editor for a stranger, who may not ask for drafts.
fn is_stranger(response: &Response) -> bool {
    let value = response.value();
    let about = &value["data"]["params"]["status"];
    response.status == 400 && value["code"] == "rest_invalid_param" && !about.is_null()
}

fn read(answer: &Answer, wrote: bool) -> Result<Value, Failure> {
    match answer {
        Ok(response) if matches!(response.status, 200 | 201) => match response.value() {
            Value::Null if wrote => Err(Failure::Uncertain),
            Value::Null => Err(Failure::Malformed),
            value => Ok(value),
        },
        Ok(response) if is_stranger(response) => Err(Failure::Refused),
        _ => Err(failure(answer, wrote)),
    }
}
