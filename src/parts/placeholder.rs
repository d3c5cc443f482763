//! What stands where a slow page will be.

use leptos::prelude::*;

use crate::reader::Reader;

/// Grey lines in the shape of a page; for screen readers, one word.
#[component]
pub fn Placeholder() -> impl IntoView {
    let reader = Reader::expect();
    view! {
        <div class="placeholder" role="status">
            <span class="unseen">{reader.words().loading}</span>
            <div class="placeholder-title"></div>
            <div class="placeholder-line"></div>
            <div class="placeholder-picture"></div>
            <div class="placeholder-line"></div>
            <div class="placeholder-line"></div>
            <div class="placeholder-line"></div>
        </div>
    }
}
