//! Where readers' comments are kept, if not in the bundle. Each adapter is a pair of pure functions for each errand,
//! request and decode: it names what to ask of the server and reads what came back; somebody else asks.
//!
//! What a server is like is told in docs/BACKENDS.md, and by its recorded answers in `fixtures/`.

mod html;
pub mod isso;

use serde::{Deserialize, Serialize};

pub use html::fits;

use crate::{
    comment::{Comment, Order},
    draft::Field,
    lang::Lang,
    outbox::Waiting,
    site::{CommentKind, CommentRules},
    source::{NoResponse, Response, SourceError, json::Value},
};

/// What to ask of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// How.
    pub method: Method,
    /// The whole address.
    pub url: String,
    /// JSON; none for a request without a body.
    pub body: Option<String>,
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
    /// Removes.
    Delete,
}

impl Request {
    /// Reads what is at `url`.
    pub fn get(url: String) -> Self {
        Self { method: Method::Get, url, body: None }
    }

    /// Sends JSON to `url`.
    pub fn post(url: String, body: String) -> Self {
        Self { method: Method::Post, url, body: Some(body) }
    }
}

/// What came back, or that nothing did.
pub type Answer = Result<Response, NoResponse>;

/// The article that a thread stands under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    /// Its address below the site, as `/bai-viet/lu-quet/`: by that a server knows the thread.
    pub path: String,
    /// The headline, for the server's own lists.
    pub title: String,
    /// The language that a server should answer in.
    pub lang: Lang,
}

/// A part of a thread.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// The comments, answers among them, in any order.
    pub comments: Vec<Comment>,
    /// How many there are in all.
    pub total: u32,
    /// Whether there are more to ask for.
    pub more: bool,
}

/// What became of a comment that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Everyone can read it.
    Published(Comment),
    /// The newsroom looks at it first.
    Moderated,
    /// The server has it already: it was sent before, and only the answer was lost.
    Known,
    /// The server does not take it. It may be mended and sent again.
    Refused(Refusal),
    /// It did not arrive; it may be sent again, after so many seconds if the server says so.
    Later(Option<u32>),
    /// Nobody knows whether it arrived: it must be looked for before it is sent again.
    Uncertain,
}

/// Why a server does not take a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// Something is wrong with the name.
    Name,
    /// Something is wrong with the e-mail address, or it needs one.
    Email,
    /// Something is wrong with the text.
    Text,
    /// The text is too short for this server.
    TooShort,
    /// The text is too long for this server.
    TooLong,
    /// The server takes comments only of those who have logged in there.
    LoginNeeded,
    /// Discussions are closed.
    Closed,
    /// It takes no more of this reader for now.
    TooMany,
    /// It does not say why, or says it in words that are not for readers.
    Unsaid,
}

impl Refusal {
    /// The field that it is about.
    pub fn field(self) -> Option<Field> {
        match self {
            Self::Name => Some(Field::Name),
            Self::Email => Some(Field::Email),
            Self::Text | Self::TooShort | Self::TooLong => Some(Field::Text),
            Self::LoginNeeded | Self::Closed | Self::TooMany | Self::Unsaid => None,
        }
    }
}

/// A discussion server, by the address that its own client would be given, without a slash at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Service {
    /// Isso (isso-comments.de).
    Isso(String),
}

impl Service {
    /// The server that the settings name; none where comments come with the bundle, or there are none.
    pub fn of(rules: &CommentRules) -> Option<Self> {
        let server = rules.server.trim_end_matches('/').to_owned();
        match rules.kind {
            CommentKind::Isso if !server.is_empty() => Some(Self::Isso(server)),
            CommentKind::Isso | CommentKind::Embedded | CommentKind::Off => None,
        }
    }

    /// Asks for a part of a thread; `page` from 1. With `plain`, texts come as they were typed, where the server can.
    pub fn list(&self, thread: &Thread, order: Order, page: u32, plain: bool) -> Request {
        match self {
            Self::Isso(server) => isso::list(server, thread, order, page, plain),
        }
    }

    /// Reads a part of a thread.
    ///
    /// # Errors
    /// As every source: a thread that nobody has written in is none.
    pub fn listed(&self, answer: Answer) -> Result<Listed, SourceError> {
        match self {
            Self::Isso(_) => isso::listed(answer),
        }
    }

    /// Sends a comment.
    pub fn send(&self, thread: &Thread, comment: &Waiting) -> Request {
        match self {
            Self::Isso(server) => isso::send(server, thread, comment),
        }
    }

    /// Reads what became of it.
    pub fn sent(&self, answer: Answer) -> Fate {
        match self {
            Self::Isso(_) => isso::sent(answer),
        }
    }

    /// Says that a reader likes a comment; none where the server has no votes.
    pub fn like(&self, id: &str) -> Option<Request> {
        match self {
            Self::Isso(server) => isso::like(server, id),
        }
    }

    /// Reads how many like it now.
    ///
    /// # Errors
    /// As every source.
    pub fn liked(&self, answer: Answer) -> Result<u32, SourceError> {
        match self {
            Self::Isso(_) => isso::liked(answer),
        }
    }

    /// Asks how many comments stand under each of these addresses.
    pub fn count(&self, paths: &[String]) -> Request {
        match self {
            Self::Isso(server) => isso::count(server, paths),
        }
    }

    /// Reads how many, in the order of the addresses.
    ///
    /// # Errors
    /// As every source.
    pub fn counted(&self, answer: Answer) -> Result<Vec<u32>, SourceError> {
        match self {
            Self::Isso(_) => isso::counted(answer),
        }
    }
}

/// The most bytes of an answer that are read: a thread of a thousand long comments has fewer.
pub const LARGEST: usize = 4 * 1024 * 1024;

/// Reads JSON of an answer.
fn read(answer: Answer) -> Result<Value, SourceError> {
    let body = crate::source::body(answer)?;
    match body.len() <= LARGEST {
        true => Value::parse(&body).map_err(|_| SourceError::Malformed),
        false => Err(SourceError::Malformed),
    }
}

/// What every server means by an answer that is no success. Those that say more are asked first.
fn failure(answer: &Answer) -> Fate {
    match answer {
        // It did not leave this device.
        Err(NoResponse::Offline) => Fate::Later(None),
        Err(NoResponse::Unreachable) => Fate::Uncertain,
        Ok(response) => match response.status {
            401 => Fate::Refused(Refusal::LoginNeeded),
            // Turned away at the door: 413 is the door of a proxy.
            413 => Fate::Refused(Refusal::TooLong),
            429 | 503 => Fate::Later(response.retry_after),
            400..=499 => Fate::Refused(Refusal::Unsaid),
            // Among these are servers that stored the comment and then fell over, and pages of whoever stands between.
            _ => Fate::Uncertain,
        },
    }
}

/// Whether a comment of the outbox is among those of a thread: the same name and text, whatever the spaces.
pub fn has(listed: &[Comment], own: &Waiting) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let text = words(&own.text);
    listed.iter().any(|one| one.name.trim() == own.name.trim() && words(&one.text) == text)
}

/// Text made fit for a part of an address (RFC 3986, section 2.3: what may stand unescaped).
pub fn percent_encode(text: &str) -> String {
    const HEX: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.extend(['%', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
        }
    }
    encoded
}

#[cfg(test)]
mod tests;
