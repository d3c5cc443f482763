//! Sending the article on.

use leptos::prelude::*;

use super::{disk, room::Desk};

/// Where the article can go.
pub fn sending(desk: Desk) -> impl IntoView {
    view! {
        <div class="dialog-acts">
            <button class="button" type="button" on:click=move |_| disk::download(desk)>{desk.words.download}</button>
        </div>
    }
}
