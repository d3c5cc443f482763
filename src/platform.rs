//! The only place that asks: browser or native? Everything an app can ask of its surroundings is here, with
//! the same names in both halves. What has no meaning natively answers as a browser without it would.

#[cfg(target_arch = "wasm32")]
#[path = "platform/door.rs"]
mod door;
#[cfg(target_arch = "wasm32")]
#[path = "platform/browser.rs"]
mod half;
#[cfg(not(target_arch = "wasm32"))]
#[path = "platform/native.rs"]
mod half;
#[cfg(target_arch = "wasm32")]
#[path = "platform/links.rs"]
mod links;

pub use half::*;
