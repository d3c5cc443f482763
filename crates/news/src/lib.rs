//! What a news site is: articles, lists, routes, words and the Vietnamese text rules.
//!
//! Knows no browser, disk, clock or Leptos.

pub mod article;
pub mod bundle;
pub mod check;
pub mod comment;
pub mod date;
pub mod desk;
pub mod discussion;
pub mod draft;
pub mod lang;
pub mod manuscript;
pub mod outbox;
pub mod problem;
pub mod related;
pub mod route;
pub mod settings;
pub mod site;
pub mod source;
pub mod text;
pub mod views;
pub mod words;
