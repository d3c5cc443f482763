//! Find and replace.

use leptos::prelude::*;
use news::words::desk::found;

use super::room::Desk;
use crate::format::{Marked, find};

/// The bar between the buttons and the text, where it is wanted.
pub fn bar(desk: Desk) -> impl IntoView {
    let what = RwSignal::new(String::new());
    let with = RwSignal::new(String::new());
    let count = move || {
        let places = desk.body.with(|text| what.with(|what| find(text, what).len()));
        what.with(|what| if what.is_empty() { String::new() } else { found(places, desk.lang) })
    };
    let next = move || {
        let from = desk.selected().end;
        let places = desk.body.with_untracked(|text| find(text, &what.get_untracked()));
        let place = places.iter().find(|place| place.start >= from).or(places.first()).cloned();
        if let Some(place) = place {
            desk.go_to(place.start);
            let text = desk.body.get_untracked();
            desk.show_text(&text, Some(place));
        }
    };
    let replace = move |all: bool| {
        let (text, what, with) = (desk.body.get_untracked(), what.get_untracked(), with.get_untracked());
        let selected = desk.selected();
        let places = find(&text, &what);
        let mut made = String::with_capacity(text.len());
        let (mut done, mut caret) = (0, selected.start);
        for place in places.into_iter().filter(|place| all || *place == selected) {
            made.push_str(text.get(done..place.start).unwrap_or_default());
            made.push_str(&with);
            (done, caret) = (place.end, made.len());
        }
        if done > 0 {
            made.push_str(text.get(done..).unwrap_or_default());
            desk.change(Marked { text: made, selected: caret..caret });
        }
        if !all {
            next();
        }
    };
    let words = desk.words;
    let field = NodeRef::<leptos::html::Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
    let close = move || {
        desk.finding.set(false);
        if let Some(text) = super::dom::text() {
            let _ = text.focus();
        }
    };
    view! {
        <Show when=move || desk.finding.get()>
            <form class="finding" role="search" on:keydown=move |event| if event.key() == "Escape" { close() } on:submit=move |event| { event.prevent_default(); next(); }>
                <label for="find-what">{words.find_what}</label>
                <input id="find-what" type="text" autocomplete="off" node_ref=field
                    prop:value=move || what.get() on:input=move |event| what.set(event_target_value(&event))/>
                <label for="find-with">{words.replace_with}</label>
                <input id="find-with" type="text" autocomplete="off"
                    prop:value=move || with.get() on:input=move |event| with.set(event_target_value(&event))/>
                <span class="finding-count" role="status">{count}</span>
                <button class="tool" type="submit">{words.find_next}</button>
                <button class="tool" type="button" disabled=move || !desk.may_edit() on:click=move |_| replace(false)>{words.replace_one}</button>
                <button class="tool" type="button" disabled=move || !desk.may_edit() on:click=move |_| replace(true)>{words.replace_all}</button>
                <button class="link" type="button" on:click=move |_| close()>{words.close}</button>
            </form>
        </Show>
    }
}
