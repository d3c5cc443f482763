//! Text size and colour scheme, as the reader likes them. boot.js takes the choice and puts it in force, so that
//! it works before the app does, and without it.

use leptos::prelude::*;

use crate::reader::Reader;

/// The menu for text size and colour scheme.
#[component]
pub fn Appearance() -> impl IntoView {
    let words = Reader::expect().words();
    let option = |name: &'static str, value: &'static str, label: &'static str| {
        view! { <label><input type="radio" name=name value=value/><span>{label}</span></label> }
    };
    view! {
        <details class="appearance">
            <summary class="tool">
                <span class="appearance-sign" aria-hidden="true">"Aa"</span>
                <span class="unseen">{words.appearance}</span>
            </summary>
            <div class="appearance-menu">
                <fieldset>
                    <legend>{words.text_size}</legend>
                    {option("size", "", words.size_normal)}
                    {option("size", "large", words.size_large)}
                    {option("size", "largest", words.size_largest)}
                </fieldset>
                <fieldset>
                    <legend>{words.scheme}</legend>
                    {option("scheme", "", words.scheme_auto)}
                    {option("scheme", "light", words.scheme_light)}
                    {option("scheme", "dark", words.scheme_dark)}
                </fieldset>
            </div>
        </details>
    }
}
