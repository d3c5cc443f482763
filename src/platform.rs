//! The only place that asks: browser or native? What pages and parts may ask of their surroundings is here, with
//! the same names in both halves. The browser's half holds all behaviour too: a page is plain HTML, and
//! whoever wrote it, the press or the browser itself, is woken up by `browser::journey`.

#[cfg(target_arch = "wasm32")]
#[path = "platform/browser/mod.rs"]
mod half;
#[cfg(not(target_arch = "wasm32"))]
#[path = "platform/native.rs"]
mod half;

pub use half::*;

/// Whether pages are being written beforehand, for every program that may take them over.
pub const WRITES_BEFOREHAND: bool = cfg!(not(target_arch = "wasm32"));

/// Whether a panic says in the console what is wrong. In the app for readers it only stops the app.
pub const PANICS_ARE_TOLD: bool = cfg!(debug_assertions);
