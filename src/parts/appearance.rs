//! Text size and colour scheme, as the reader likes them. boot.js puts them in force on the next visit.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{platform, reader::Reader};

/// What boot.js reads as well.
const KEY: &str = "bantin:appearance";

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Choice {
    size: String,
    scheme: String,
}

/// The menu for text size and colour scheme.
#[component]
pub fn Appearance() -> impl IntoView {
    let reader = Reader::expect();
    let stored = platform::stored(KEY).and_then(|text| serde_json::from_str(&text).ok());
    let choice = RwSignal::<Choice>::new(stored.unwrap_or_default());
    let choose = move |change: fn(&mut Choice, &str), value: &str| {
        choice.update(|choice| change(choice, value));
        let now = choice.get_untracked();
        platform::set_root("size", &now.size);
        platform::set_root("scheme", &now.scheme);
        // Where the browser stores nothing, the choice holds until the page is left.
        platform::store(KEY, serde_json::to_string(&now).ok().as_deref());
    };
    let option = move |name: &'static str, value: &'static str, label: fn(&Reader) -> &'static str| {
        let size = name == "size";
        let checked = move || choice.with(|now| if size { now.size == value } else { now.scheme == value });
        let change: fn(&mut Choice, &str) = match size {
            true => |choice, value| choice.size = value.to_owned(),
            false => |choice, value| choice.scheme = value.to_owned(),
        };
        view! {
            <label>
                <input type="radio" name=name value=value prop:checked=checked
                    on:change=move |_| choose(change, value)/>
                <span>{move || label(&reader.live())}</span>
            </label>
        }
    };
    view! {
        <details class="appearance">
            <summary class="tool">
                <span class="appearance-sign" aria-hidden="true">"Aa"</span>
                <span class="unseen">{move || reader.live().words().appearance}</span>
            </summary>
            <div class="appearance-menu">
                <fieldset>
                    <legend>{move || reader.live().words().text_size}</legend>
                    {option("size", "", |reader| reader.words().size_normal)}
                    {option("size", "large", |reader| reader.words().size_large)}
                    {option("size", "largest", |reader| reader.words().size_largest)}
                </fieldset>
                <fieldset>
                    <legend>{move || reader.live().words().scheme}</legend>
                    {option("scheme", "", |reader| reader.words().scheme_auto)}
                    {option("scheme", "light", |reader| reader.words().scheme_light)}
                    {option("scheme", "dark", |reader| reader.words().scheme_dark)}
                </fieldset>
            </div>
        </details>
    }
}
