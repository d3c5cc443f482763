//! What the browser tests share: a reader in a real browser, and a host that breaks on purpose.

// Everything here is a test: what goes wrong must stop it, with a sentence.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

pub mod axe;
pub mod desk;
pub mod devtools;
pub mod driver;
pub mod fault;
pub mod forge;
pub mod host;
pub mod newspaper;
pub mod programs;
pub mod proxy;
pub mod reader;
pub mod server;
pub mod serving;
pub mod target;
mod visit;
pub mod windows;

pub use fantoccini::key;

pub use visit::{visit, visit_at, visit_with};
