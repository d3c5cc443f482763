//! Where readers' comments are kept, if not in the bundle. Each adapter is a pair of pure functions for each errand,
//! request and decode: it names what to ask of the server and reads what came back; somebody else asks.
//!
//! What a server is like is told in docs/BACKENDS.md, and by its recorded answers in `fixtures/`.

mod html;
pub mod isso;
mod own;
mod same;
mod service;
pub mod waline;
pub mod wordpress;

use serde::{Deserialize, Serialize};

pub use html::fits;
pub use own::{Change, Own, Owned, Wish};
pub use same::has;
pub use service::Service;

use crate::{
    comment::Comment,
    draft::Field,
    lang::Lang,
    source::{Answer, Method, NoResponse, Request, SourceError, json::Value},
};

/// The article that a thread stands under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    /// Its address below the site, as `/bai-viet/lu-quet/`: by that a server knows the thread.
    pub path: String,
    /// The headline, for the server's own lists.
    pub title: String,
    /// The language that a server should answer in.
    pub lang: Lang,
    /// The number that WordPress knows the article by, where it is known; see [`Service::find`].
    pub number: Option<u64>,
}

/// A part of a thread.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// The comments, answers among them, in any order.
    pub comments: Vec<Comment>,
    /// How many there are, here and after: at least so many where the server does not say.
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

/// Minutes east of UTC that dates are shown with where the server does not say in which zone a comment was written.
pub const OFFSET: i16 = 7 * 60;

/// The most bytes of an answer that are read: a thread of a thousand long comments has fewer.
pub const LARGEST: usize = 4 * 1024 * 1024;

/// Reads JSON of an answer. A server of comments that is not where it was is no answer, whatever was asked for.
fn read(answer: Answer) -> Result<Value, SourceError> {
    let body = crate::source::body(answer).map_err(|error| match error {
        SourceError::NotFound => SourceError::Unavailable,
        other => other,
    })?;
    match body.len() <= LARGEST {
        true => Value::parse(&body).map_err(|_| SourceError::Malformed),
        false => Err(SourceError::Malformed),
    }
}

/// Reads JSON of an answer, whatever its status; `null` if it is none.
fn said(answer: &Answer) -> Value {
    let response = answer.as_ref().ok().filter(|response| response.body.len() <= LARGEST);
    response.and_then(|response| Value::parse(&response.body).ok()).unwrap_or(Value::Null)
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
            // Nobody is there who takes comments, but perhaps the page of a host that is just being changed.
            404 | 405 | 410 => Fate::Later(response.retry_after),
            // Given up while it was read; or so it says.
            408 => Fate::Uncertain,
            429 | 503 => Fate::Later(response.retry_after),
            400..=499 => Fate::Refused(Refusal::Unsaid),
            // Among these are servers that stored the comment and then fell over, and pages of whoever stands between.
            _ => Fate::Uncertain,
        },
    }
}

#[cfg(test)]
mod tests;
