//! Where articles come from. An adapter is a pair of pure functions, request and decode: it names what to
//! fetch and reads what came back; somebody else fetches.

pub mod bundle;
#[cfg(test)]
pub mod faults;
pub mod json;
pub mod wordpress;

use std::fmt;

/// What came back over the network.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The body, as text.
    pub body: String,
    /// Seconds after which to ask again, where the server said so (`Retry-After`, RFC 9110, section 10.2.3).
    pub retry_after: Option<u32>,
    /// How much there is of what the answer has a part of, where WordPress said so (`X-WP-Total`).
    pub total: Option<u32>,
    /// The cookie that a server of comments set, where it tells of it (Isso's `X-Set-Cookie`).
    pub cookie: Option<String>,
}

/// Nothing came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoResponse {
    /// The device says that it has no network.
    Offline,
    /// The network is there, the server is not: refused, reset, too slow, blocked.
    Unreachable,
}

/// What to ask of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// How.
    pub method: Method,
    /// The whole address.
    pub url: String,
    /// JSON; none for a request without a body.
    pub body: Option<String>,
    /// Whether the server's cookies go along, and are kept when they come, if it is another site than this.
    pub cookies: bool,
}

/// The methods that these servers know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Adds.
    Post,
    /// Changes.
    Put,
    /// Takes away.
    Delete,
}

impl Request {
    /// Reads what is at `url`.
    pub fn get(url: String) -> Self {
        Self { method: Method::Get, url, body: None, cookies: false }
    }

    /// Sends JSON to `url`.
    pub fn post(url: String, body: String) -> Self {
        Self { method: Method::Post, url, body: Some(body), cookies: false }
    }
}

/// What came back, or that nothing did.
pub type Answer = Result<Response, NoResponse>;

/// Why there is nothing to show, named for what a reader can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceError {
    /// No network: try again when it is back.
    Offline,
    /// There is no such page: go elsewhere.
    NotFound,
    /// The server has trouble: try again later.
    Unavailable,
    /// The answer can not be read: tell the newsroom.
    Malformed,
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SourceError::Offline => "no network",
            SourceError::NotFound => "not found",
            SourceError::Unavailable => "the server does not answer as it should",
            SourceError::Malformed => "the answer can not be read",
        })
    }
}

impl std::error::Error for SourceError {}

/// What an answer that carries no content means. Only 404 and 410 are "not found": every other failure may
/// be over in a minute.
///
/// # Errors
/// For every status but 200–299.
pub fn body(answer: Answer) -> Result<String, SourceError> {
    match answer {
        Ok(Response { status: 200..=299, body, .. }) => Ok(body),
        Ok(Response { status: 404 | 410, .. }) => Err(SourceError::NotFound),
        Ok(_) | Err(NoResponse::Unreachable) => Err(SourceError::Unavailable),
        Err(NoResponse::Offline) => Err(SourceError::Offline),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outage_is_never_not_found() {
        let answer = |status| body(Ok(Response { status, ..Response::default() }));
        for status in [301, 304, 400, 401, 403, 408, 429, 500, 502, 503, 504] {
            assert_eq!(answer(status), Err(SourceError::Unavailable), "{status}");
        }
        for status in [404, 410] {
            assert_eq!(answer(status), Err(SourceError::NotFound));
        }
        assert_eq!(body(Err(NoResponse::Offline)), Err(SourceError::Offline));
        assert_eq!(body(Err(NoResponse::Unreachable)), Err(SourceError::Unavailable));
    }
}
