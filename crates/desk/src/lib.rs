//! The editors' desk: an article is written beside the very page that it will be.
//!
//! What an editor's work is made of is pure, tested natively, and stands in modules of its own here; what needs a
//! browser is in `browser`. A WebAssembly of its own: readers never load it.

pub mod file;
pub mod form;
pub mod format;
pub mod history;
pub mod known;
pub mod paste;
pub mod pieces;
pub mod platform;
pub mod remarks;
pub mod send;
pub mod share;
pub mod zip;
