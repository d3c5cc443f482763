//! The Vietnamese text rules, Markdown, and the one sanitising door.
pub mod html;
