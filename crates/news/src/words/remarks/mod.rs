//! What is remarked on an article, and what its author can do. Not among [`super::Words`]: readers never need it.

mod en;
mod file;
mod vi;

#[cfg(test)]
mod tests;

use crate::{check::Kind, lang::Lang};

pub use file::unchanged;

/// What is wrong, then what to do.
pub fn of(kind: &Kind, lang: Lang) -> (String, String) {
    match lang {
        Lang::Vi => vi::of(kind),
        Lang::En => en::of(kind),
    }
}

/// The same in a row, with the line of the file that it is in.
pub fn sentence(kind: &Kind, line: Option<usize>, lang: Lang) -> String {
    let (message, help) = of(kind, lang);
    let line = line.map(|line| file::line(line, lang)).unwrap_or_default();
    format!("{line}{message}. {help}")
}
