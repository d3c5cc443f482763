//! What a news site is: articles, lists, routes, words and the Vietnamese text rules.
//!
//! Knows no browser, disk, clock or Leptos.
pub mod text;
