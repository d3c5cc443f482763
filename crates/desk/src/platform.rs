//! The only place that asks: browser or native? The desk itself is there in the browser alone.

#[cfg(target_arch = "wasm32")]
#[path = "browser/mod.rs"]
mod half;

#[cfg(not(target_arch = "wasm32"))]
mod half {
    /// Nothing opens here.
    pub fn start() {}
}

pub use half::start;
