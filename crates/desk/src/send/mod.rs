//! Sending an article on: to a Git forge or a WordPress. Requests and answers only; the browser carries them.
//!
//! An errand takes several requests. [`forge::Errand`] and [`wordpress::Errand`] give the first, and with each answer the
//! next [`Step`], until it is done or failed. Nothing is overwritten that the editor has not seen: what is on the server is
//! read first, and is another than the one that was opened, that is a [`Failure::Conflict`]. What is there can be opened, too:
//! [`forge::Place::list`] and [`wordpress::Place::list`].

pub mod forge;
pub mod wordpress;

#[cfg(test)]
mod cover_tests;
#[cfg(test)]
mod list_tests;
#[cfg(test)]
mod tests;

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};
use news::source::NoResponse;
use serde_json::Value;

/// The methods that these servers know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Adds.
    Post,
    /// Changes.
    Put,
}

impl Method {
    /// As HTTP writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
        }
    }
}

/// What to ask of a server. `news::source::Request`, which readers' app carries, has neither headers nor bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// How.
    pub method: Method,
    /// The whole address.
    pub url: String,
    /// Headers, with what proves who the editor is among them: not for logs.
    pub headers: Vec<(&'static str, String)>,
    /// The body; empty for none.
    pub body: Vec<u8>,
}

/// Without headers and body.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method.as_str(), self.url)
    }
}

impl Request {
    fn json(method: Method, url: String, mut headers: Vec<(&'static str, String)>, body: &Value) -> Self {
        headers.push(("Content-Type", "application/json".into()));
        Self { method, url, headers, body: body.to_string().into_bytes() }
    }
}

/// What came back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Headers as far as the browser shows them.
    pub headers: Vec<(String, String)>,
    /// The body, as text.
    pub body: String,
}

impl Response {
    fn header(&self, name: &str) -> Option<&str> {
        let (_, value) = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        Some(value.trim())
    }

    /// The body as JSON; `null` if it is none.
    fn value(&self) -> Value {
        serde_json::from_str(self.body.trim_start_matches('\u{feff}')).unwrap_or(Value::Null)
    }
}

/// What came back, or that nothing did.
pub type Answer = Result<Response, NoResponse>;

/// What to do now, on the way to a `T`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step<T = Sent> {
    /// Ask this, and bring the answer.
    Ask(Request),
    /// It is there.
    Done(T),
    /// It is not there; for [`Failure::Uncertain`] nobody knows.
    Failed(Failure),
}

/// What is known of what was sent: by this it can be changed later.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// Which state of it this is: a blob's or commit's name, or when it was saved.
    pub version: String,
    /// WordPress's number.
    pub number: Option<u64>,
    /// Where it can be read, if the server says so.
    pub link: Option<String>,
    /// In a WordPress, whether readers may see it, now or at its hour.
    pub published: bool,
}

/// What is there in place of what the editor opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Theirs {
    /// Which state this is: who has seen it may replace it, and nothing newer.
    pub sent: Sent,
    /// What stands in it, where that is text.
    pub text: Option<String>,
}

/// When a server takes requests again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// After so many seconds.
    Seconds(u64),
    /// At this time, in seconds since 1970.
    Until(u64),
}

/// Why it was not sent, named for what an editor can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The token or password is wrong or too old, or may not write there: get another.
    Refused,
    /// No such repository, branch or site, or it may not be seen with this token: look at the settings.
    NoSuchPlace,
    /// On the server is another than the one that the editor opened: compare. None if it was removed.
    Conflict(Option<Theirs>),
    /// Another picture has the name of this one, which is a path: give it another.
    PictureTaken(String),
    /// Larger than the server takes: make pictures smaller.
    TooLarge,
    /// Asked too often.
    Limited(Option<Wait>),
    /// No network.
    Offline,
    /// The server has trouble, or can not be reached; nothing was written by this request. Try again later.
    Unavailable,
    /// It was sent, and no answer came back: sending again finds out, and makes no double.
    Uncertain,
    /// The answer can not be read, as where a page stands in place of the interface.
    Malformed,
    /// The server does not take it, and says so in these words, which are its own.
    Rejected(String),
}

fn encoded(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// What every server means by an answer that is no success. `wrote` tells whether the request would change something.
fn failure(answer: &Answer, wrote: bool) -> Failure {
    let response = match answer {
        Err(NoResponse::Offline) => return Failure::Offline,
        Err(NoResponse::Unreachable) if wrote => return Failure::Uncertain,
        Err(NoResponse::Unreachable) => return Failure::Unavailable,
        Ok(response) => response,
    };
    let number = |name: &str| response.header(name).and_then(|value| value.parse::<u64>().ok());
    let seconds = number("retry-after").map(Wait::Seconds);
    // GitHub: "Rate limits for the REST API", section "Exceeding the rate limit". GitLab: "Rate limits", "Headers".
    let until = number("x-ratelimit-reset").or_else(|| number("ratelimit-reset")).map(Wait::Until);
    let spent = response.header("x-ratelimit-remaining") == Some("0") || seconds.is_some();
    match response.status {
        429 => Failure::Limited(seconds.or(until)),
        403 if spent => Failure::Limited(seconds.or(until)),
        401 | 403 => Failure::Refused,
        404 | 410 => Failure::NoSuchPlace,
        413 => Failure::TooLarge,
        200..=299 => Failure::Malformed,
        400..=499 => match said(&response.value()) {
            Some(words) => Failure::Rejected(words),
            None => Failure::Malformed,
        },
        500 | 502..=504 if wrote => Failure::Uncertain,
        _ => Failure::Unavailable,
    }
}

/// An address that a link may have.
fn web(value: &Value) -> Option<String> {
    let is_web = |url: &&str| url.starts_with("https://") || url.starts_with("http://");
    value.as_str().filter(is_web).map(str::to_owned)
}

/// A server's own words.
fn said(value: &Value) -> Option<String> {
    let words = value.get("message").or_else(|| value.get("error"))?;
    Some(words.as_str().map_or_else(|| words.to_string(), str::to_owned))
}
