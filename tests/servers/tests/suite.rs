//! Each server starts, takes a comment, lets an editor decide, and lets nobody else's page read.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

#[path = "suite/desk.rs"]
mod desk;
#[path = "suite/doubt.rs"]
mod doubt;
#[path = "suite/hands.rs"]
mod hands;
#[path = "suite/isso.rs"]
mod isso;
#[path = "suite/killed.rs"]
mod killed;
#[path = "suite/live.rs"]
mod live;
#[path = "suite/own.rs"]
mod own;
#[path = "suite/pages.rs"]
mod pages;
#[path = "suite/pair.rs"]
mod pair;
#[path = "suite/patience.rs"]
mod patience;
#[path = "suite/recorded.rs"]
mod recorded;
#[path = "suite/sending.rs"]
mod sending;
#[path = "suite/served.rs"]
mod served;
#[path = "suite/source.rs"]
mod source;
#[path = "suite/story.rs"]
mod story;
#[path = "suite/waline.rs"]
mod waline;
#[path = "suite/wordpress.rs"]
mod wordpress;

/// The newspaper's site; nothing answers there.
const SITE: &str = "http://127.0.0.1:9";

/// Somebody else's.
const STRANGER: &str = "https://example.net";

/// The article that is talked about.
const ARTICLE: &str = "/bai-viet/doc-ban-tin-bao/";
