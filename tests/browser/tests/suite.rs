//! Behaviour in real browsers, against a real host. `cargo xtask test browser` builds what it needs.

#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::unwrap_used)]

#[path = "suite/journey.rs"]
mod journey;
