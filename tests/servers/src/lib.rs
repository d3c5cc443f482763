//! Real servers for the tests: Isso, Waline and WordPress, each with data of its own that end with it.
//!
//! A server listens on 127.0.0.1 alone, at a port that was free, keeps everything in one folder below the system's
//! temporary one, and is ended when its value is dropped. Nothing here is asynchronous: in a test with a runtime call
//! it from `spawn_blocking`, and mind that Isso may ask the newspaper for a page while it answers.
//!
//! Where the programs are says the environment, set by `cargo xtask test servers`.

// Everything here is for tests: what goes wrong must stop them, with a sentence.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

pub mod http;
mod isso;
mod mariadb;
mod options;
mod process;
mod programs;
mod waline;
mod wordpress;

pub use isso::Isso;
pub use mariadb::MariaDb;
pub use options::Options;
pub use waline::Waline;
pub use wordpress::WordPress;
