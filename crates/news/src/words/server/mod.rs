//! What is said of comments on a server, and where readers change their own. Not among [`Words`](super::Words): only sites whose comments are on
//! a server need it.

mod en;
mod vi;

use crate::lang::Lang;

/// The words of one language.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct ServerWords {
    // The list
    pub comments_failed: &'static str,
    pub more_comments: &'static str,
    // What became of a new one
    pub sent: &'static str,
    pub sent_moderated: &'static str,
    pub kept_for_later: &'static str,
    // At one's own
    pub change: &'static str,
    pub delete: &'static str,
    pub of_mine: &'static str,
    pub sure: &'static str,
    pub delete_now: &'static str,
    pub keep: &'static str,
    pub was_deleted: &'static str,
    // In the form
    pub change_comment: &'static str,
    pub changing: &'static str,
    pub save: &'static str,
    // What became of it
    pub saving: &'static str,
    pub deleting: &'static str,
    pub changed: &'static str,
    pub deleted: &'static str,
    pub too_late: &'static str,
    pub is_gone: &'static str,
    pub no_answer: &'static str,
    pub not_changed: &'static str,
}

/// The words of a language.
pub fn server_words(lang: Lang) -> &'static ServerWords {
    match lang {
        Lang::Vi => &vi::WORDS,
        Lang::En => &en::WORDS,
    }
}
