//! The Vietnamese text rules, Markdown, and the one sanitising door.
//!
//! The reader's app calls [`vietnamese::fold`], [`allowed`], [`html`], [`percent`] and [`tags`] only; the rest serves the press
//! and the editors' desk.
pub mod allowed;
pub mod change;
mod depth;
mod frames;
pub mod html;
pub mod markdown;
pub mod markup;
pub mod percent;
pub mod plain;
pub mod sanitise;
pub mod slug;
pub mod tags;
pub mod vietnamese;
