//! What is said where readers change their own comments. Not among [`Words`](super::Words): only sites whose comments are on
//! a server need it.

mod en;
mod vi;

use crate::lang::Lang;

/// The words of one language.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct OwnWords {
    // At a comment
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
pub fn own_words(lang: Lang) -> &'static OwnWords {
    match lang {
        Lang::Vi => &vi::WORDS,
        Lang::En => &en::WORDS,
    }
}
