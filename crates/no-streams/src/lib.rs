//! Stands in for `wasm-streams`, which Leptos takes for the streams of server functions. Bantin has none, but the crate
//! exports JavaScript classes, and what is exported no linker leaves out. Here is what `server_fn` calls of it; whoever
//! does use it is told so, in the browser's console. See docs/decisions/0017-short-names.md.

use futures_core::Stream;
use futures_util::stream::Empty;
use wasm_bindgen::{JsValue, throw_str};
use web_sys::ReadableStream as Raw;

const LEFT_OUT: &str =
    "streams are left out of Bantin: take `wasm-streams` out of [patch.crates-io] in Cargo.toml";

/// A stream of the browser's.
#[derive(Debug)]
pub struct ReadableStream(Raw);

impl ReadableStream {
    /// The stream of a response.
    pub fn from_raw(raw: Raw) -> Self {
        Self(raw)
    }

    /// A stream for a request. Always throws.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        throw_str(LEFT_OUT)
    }

    /// The browser's own.
    pub fn into_raw(self) -> Raw {
        self.0
    }

    /// What comes of it. Always throws.
    pub fn into_stream(self) -> Empty<Result<JsValue, JsValue>> {
        throw_str(LEFT_OUT)
    }
}
