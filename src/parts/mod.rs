//! Pieces of a screen: plain values in, view out. A part never loads and knows no server.

pub mod appearance;
pub mod breadcrumb;
pub mod comment;
pub mod comment_form;
pub mod discussion;
pub mod footer;
pub mod masthead;
pub mod own;
pub mod pager;
pub mod picture;
pub mod placeholder;
pub mod search;
pub mod share;
pub mod teaser;
