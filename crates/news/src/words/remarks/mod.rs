//! What is remarked on an article, and what its author can do. Not among [`super::Words`]: readers never need it.

mod en;
mod vi;

use crate::{check::Kind, lang::Lang};

/// What is wrong, then what to do.
pub fn of(kind: &Kind, lang: Lang) -> (String, String) {
    match lang {
        Lang::Vi => vi::of(kind),
        Lang::En => en::of(kind),
    }
}
