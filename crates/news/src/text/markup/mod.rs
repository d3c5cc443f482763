//! Foreign HTML, taken apart: what a WordPress sends, and what is pasted into the desk. One pass, no depth that harms.

pub mod entities;
pub(crate) mod tokens;
pub mod tree;
