//! The servers that can be asked, and every errand of theirs.

use super::{Answer, Change, Fate, Listed, Request, Thread, Wish, isso, waline, wordpress};
use crate::{
    comment::Order,
    outbox::Waiting,
    site::{CommentKind, CommentRules},
    source::SourceError,
};

/// A discussion server, by the address that its own client would be given, without a slash at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Service {
    /// Isso (isso-comments.de).
    Isso(String),
    /// Waline (waline.js.org).
    Waline(String),
    /// WordPress (wordpress.org), by the address of its front page.
    WordPress(String),
}

impl Service {
    /// The server that the settings name; none where comments come with the bundle, or there are none.
    pub fn of(rules: &CommentRules) -> Option<Self> {
        let server =
            Some(rules.server.trim_end_matches('/').to_owned()).filter(|server| !server.is_empty())?;
        match rules.kind {
            CommentKind::Isso => Some(Self::Isso(server)),
            CommentKind::Waline => Some(Self::Waline(server)),
            CommentKind::WordPress => Some(Self::WordPress(server)),
            CommentKind::Embedded | CommentKind::Off => None,
        }
    }

    /// Asks for the [`Thread::number`], where the server needs it and it is not known: that has to be done before
    /// anything is listed or sent.
    pub fn find(&self, thread: &Thread) -> Option<Request> {
        match self {
            Self::WordPress(server) => wordpress::find(server, thread),
            Self::Isso(_) | Self::Waline(_) => None,
        }
    }

    /// Reads the number.
    ///
    /// # Errors
    /// As every source; [`SourceError::NotFound`] where the server has no such article.
    pub fn found(&self, answer: Answer) -> Result<u64, SourceError> {
        match self {
            Self::WordPress(_) => wordpress::found(answer),
            Self::Isso(_) | Self::Waline(_) => Err(SourceError::NotFound),
        }
    }

    /// Asks for a part of a thread; `page` from 1. With `plain`, texts come as they were typed, where the server can.
    /// None where the thread has to be found first.
    pub fn list(&self, thread: &Thread, order: Order, page: u32, plain: bool) -> Option<Request> {
        match self {
            Self::Isso(server) => Some(isso::list(server, thread, order, page, plain)),
            Self::Waline(server) => Some(waline::list(server, thread, order, page)),
            Self::WordPress(server) => wordpress::list(server, thread, order, page),
        }
    }

    /// Reads a part of a thread.
    ///
    /// # Errors
    /// As every source: a thread that nobody has written in is none.
    pub fn listed(&self, answer: Answer) -> Result<Listed, SourceError> {
        match self {
            Self::Isso(_) => isso::listed(answer),
            Self::Waline(_) => waline::listed(answer),
            Self::WordPress(_) => wordpress::listed(answer),
        }
    }

    /// Sends a comment. None where the thread has to be found first.
    pub fn send(&self, thread: &Thread, comment: &Waiting) -> Option<Request> {
        match self {
            Self::Isso(server) => Some(isso::send(server, thread, comment)),
            Self::Waline(server) => Some(waline::send(server, thread, comment)),
            Self::WordPress(server) => wordpress::send(server, thread, comment),
        }
    }

    /// Reads what became of it. `again` tells whether it had been sent before, so that a server that has it already has
    /// it from then: whether [`Waiting::tries`] was more than 0 before it departed.
    pub fn sent(&self, answer: Answer, again: bool) -> Fate {
        match self {
            Self::Isso(_) => isso::sent(answer),
            Self::Waline(_) => waline::sent(answer, again),
            Self::WordPress(_) => wordpress::sent(answer, again),
        }
    }

    /// The comment that an answer hands over to who wrote it, and for how many seconds: 0 when it is taken back.
    pub fn handed(&self, answer: &Answer) -> Option<(String, u32)> {
        match self {
            Self::Isso(_) => isso::handed(answer),
            Self::Waline(_) | Self::WordPress(_) => None,
        }
    }

    /// Says what a reader wants with a comment of their own. None where the server lets nobody change one without an
    /// account: Waline, and WordPress nobody but the newsroom.
    pub fn wish(&self, id: &str, wish: &Wish) -> Option<Request> {
        match self {
            Self::Isso(server) => isso::wish(server, id, wish),
            Self::Waline(_) | Self::WordPress(_) => None,
        }
    }

    /// Reads what became of that.
    pub fn granted(&self, wish: &Wish, answer: Answer) -> Change {
        match self {
            Self::Isso(_) => isso::granted(wish, answer),
            Self::Waline(_) | Self::WordPress(_) => Change::TooLate,
        }
    }

    /// Says that a reader likes a comment; none where the server has no votes.
    pub fn like(&self, id: &str) -> Option<Request> {
        match self {
            Self::Isso(server) => isso::like(server, id),
            Self::Waline(server) => waline::like(server, id),
            Self::WordPress(_) => None,
        }
    }

    /// Reads how many like it now.
    ///
    /// # Errors
    /// As every source.
    pub fn liked(&self, answer: Answer) -> Result<u32, SourceError> {
        match self {
            Self::Isso(_) => isso::liked(answer),
            Self::Waline(_) => waline::liked(answer),
            Self::WordPress(_) => Err(SourceError::NotFound),
        }
    }

    /// Asks how many comments stand under each of these addresses.
    pub fn count(&self, paths: &[String]) -> Request {
        match self {
            Self::Isso(server) => isso::count(server, paths),
            Self::Waline(server) => waline::count(server, paths),
            Self::WordPress(server) => wordpress::count(server, paths),
        }
    }

    /// Reads how many, in the order of the addresses, which are those that were asked for. 0 where the server does not
    /// say.
    ///
    /// # Errors
    /// As every source.
    pub fn counted(&self, answer: Answer, paths: &[String]) -> Result<Vec<u32>, SourceError> {
        match self {
            Self::Isso(_) => isso::counted(answer),
            Self::Waline(_) => waline::counted(answer),
            Self::WordPress(_) => wordpress::counted(answer, paths),
        }
    }
}
