//! The reader's app: lists, articles and comments, in the browser and as HTML written beforehand.

// Leptos makes a public struct of every component; its fields say what they are by name and type.
#![allow(missing_docs)]

pub mod app;
pub mod element;
pub mod load;
pub mod pages;
pub mod parts;
pub mod platform;
pub mod reader;
