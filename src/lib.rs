//! The reader's app: lists, articles and comments, in the browser and as HTML written beforehand.

pub mod app;
pub mod element;
pub mod load;
pub mod pages;
pub mod parts;
pub mod platform;
pub mod reader;
