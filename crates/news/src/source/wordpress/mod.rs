//! Articles from a WordPress, by its REST API (`wp/v2`, WordPress 5.4 and newer; what is told of it here was seen with
//! 6.1).
//!
//! [`request`] says what to ask for, [`answer`] reads what came back, [`manuscript`] makes of an article what an author
//! would have written into a file. Somebody else fetches, and keeps pictures.

pub mod answer;
pub mod body;
pub mod figures;
mod frames;
mod inline;
pub mod live;
pub mod manuscript;
pub mod plain;
pub mod request;
mod shortcodes;
mod tables;

#[cfg(test)]
mod recorded_tests;

use crate::text::markup::{entities, tokens, tree};
