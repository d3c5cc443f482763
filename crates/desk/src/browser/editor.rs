//! Where the text is written. The browser keeps the caret and the input method; the desk only reads what stands there.

use std::collections::BTreeMap;

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use news::words::desk::length;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, KeyboardEvent};

use super::{checks, disk, dom, find, page, room::Desk};
use crate::{
    form::{Field, lang_of},
    format::{Mark, press},
    paste::{self, Embedded},
};

/// The toolbar, the text, and how long it is.
pub fn editor(desk: Desk) -> impl IntoView {
    let words = desk.words;
    let button = move |mark: Mark, label: &'static str, icon: &'static str| {
        view! {
            <button class="mark" type="button" title=label aria-label=label disabled=move || !desk.may_edit()
                tabindex=if mark == Mark::Bold { "0" } else { "-1" } on:click=move |_| apply(desk, mark)>{drawn(icon)}</button>
        }
    };
    let back = move |again: bool, label: &'static str, icon: &'static str| {
        view! {
            <button class="mark" type="button" tabindex="-1" title=label aria-label=label disabled=move || !desk.may_edit()
                on:click=move |_| desk.go_back(again)>{drawn(icon)}</button>
        }
    };
    let counted = move || {
        let (count, minutes) = checks::length(desk);
        length(count, minutes, desk.lang)
    };
    view! {
        <div class="editor">
            <div class="marks" role="toolbar" aria-label=words.toolbar on:keydown=|event| walk(&event)>
                {button(Mark::Bold, words.bold, "M7 5h6a3.5 3.5 0 0 1 0 7H7zm0 7h7a3.5 3.5 0 0 1 0 7H7z")}
                {button(Mark::Italic, words.italic, "M10 5h8M6 19h8M14 5l-4 14")}
                {button(Mark::Heading, words.heading, "M6 5v14M18 5v14M6 12h12")}
                {button(Mark::Link, words.link, "M10 14a4.5 4.5 0 0 0 6.4 0l3-3A4.5 4.5 0 0 0 13 4.6l-1 1M14 10a4.5 4.5 0 0 0-6.4 0l-3 3A4.5 4.5 0 0 0 11 19.4l1-1")}
                {button(Mark::List, words.list, "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01")}
                {button(Mark::Numbers, words.numbers, "M10 6h10M10 12h10M10 18h10M4 4.5L5.5 4v5M4 15.5c.5-1.5 2.5-1 2 .5L4 19.5h2.5")}
                {button(Mark::Quote, words.quote, "M5 7h4v5H5zm4 5c0 3-1 4.5-3.5 5.5M15 7h4v5h-4zm4 5c0 3-1 4.5-3.5 5.5")}
                {button(Mark::Table, words.table, "M4 5h16v14H4zm0 5h16M4 14.5h16M10 10v9")}
                <span class="marks-gap"></span>
                {back(false, words.undo, "M9 14L4 9l5-5M4 9h10a5.5 5.5 0 0 1 0 11h-3")}
                {back(true, words.redo, "M15 14l5-5-5-5M20 9H10a5.5 5.5 0 0 0 0 11h3")}
                <button class="mark" type="button" tabindex="-1" id="find" title=words.find aria-label=words.find
                    on:click=move |_| desk.finding.update(|there| *there = !*there)>
                    {drawn("M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zm5-2l5 5")}
                </button>
            </div>
            {find::bar(desk)}
            <label class="unseen" for="text">{words.text}</label>
            <div class="text-room">
                <textarea id="text" class="text" spellcheck="true"
                    lang=move || desk.form.with(|form| desk.site.with(|site| lang_of(form, site).code()))
                    readonly=move || !desk.may_edit()
                    on:input=move |_| read(desk)
                    on:keydown=move |event| key(desk, &event)
                    on:keyup=move |_| caret(desk)
                    on:click=move |_| caret(desk)
                    on:scroll=move |_| scrolled(desk)
                    on:paste=move |event| pasted(desk, &event)></textarea>
            </div>
            <p class="length">{counted}</p>
        </div>
    }
}

/// The sign on a button: one line drawn with a pen, in a square of 24.
fn drawn(line: &'static str) -> impl IntoView {
    view! { <svg class="sign" viewBox="0 0 24 24" aria-hidden="true"><path d=line></path></svg> }
}

fn read(desk: Desk) {
    let Some(place) = dom::text() else { return };
    desk.typed(place.value());
    caret(desk);
}

/// Notes where the caret is; the preview follows it.
fn caret(desk: Desk) {
    let at = desk.selected().start;
    if desk.caret.get_untracked() != at {
        desk.caret.set(at);
    }
}

/// The preview follows the text. Where the text is long, its lines are about evenly long.
fn scrolled(desk: Desk) {
    let Some(place) = dom::text() else { return };
    if page::moves_text() {
        return;
    }
    let share = f64::from(place.scroll_top()) / f64::from(place.scroll_height()).max(1.0);
    desk.body.with_untracked(|text| page::follow((share * text.len() as f64) as usize));
}

fn apply(desk: Desk, mark: Mark) {
    let marked = desk.body.with_untracked(|text| press(mark, text, desk.selected()));
    desk.change(marked);
}

fn key(desk: Desk, event: &KeyboardEvent) {
    if key_back(desk, event) || !is_shortcut(event) {
        return;
    }
    let act = match event.key().to_lowercase().as_str() {
        "b" => Mark::Bold,
        "i" => Mark::Italic,
        "k" => Mark::Link,
        _ => return,
    };
    taken(event, || apply(desk, act));
}

fn is_shortcut(event: &KeyboardEvent) -> bool {
    (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.is_composing()
}

/// The keys that take back and make again. The browser has its own way, which knows nothing of what buttons change, and
/// forgets with the page.
pub fn key_back(desk: Desk, event: &KeyboardEvent) -> bool {
    let again = match event.key().to_lowercase().as_str() {
        "z" => event.shift_key(),
        "y" => true,
        _ => return false,
    };
    let is = is_shortcut(event);
    if is {
        taken(event, || desk.go_back(again));
    }
    is
}

fn taken(event: &KeyboardEvent, act: impl FnOnce()) {
    event.prevent_default();
    act();
}

/// Arrow keys walk along the toolbar, as in every toolbar (ARIA Authoring Practices, "Toolbar").
fn walk(event: &KeyboardEvent) {
    let step = match event.key().as_str() {
        "ArrowRight" => 1,
        "ArrowLeft" => -1,
        _ => return,
    };
    let Some(bar) = event.current_target().and_then(|bar| bar.dyn_into::<web_sys::Element>().ok()) else {
        return;
    };
    let Ok(buttons) = bar.query_selector_all("button:not(:disabled)") else { return };
    let all: Vec<web_sys::HtmlElement> =
        (0..buttons.length()).filter_map(|at| buttons.item(at)?.dyn_into().ok()).collect();
    let active = document().active_element();
    let here = all.iter().position(|button| active.as_ref() == Some(button.as_ref())).unwrap_or_default();
    let next = (here as isize + step).rem_euclid(all.len().max(1) as isize) as usize;
    if let Some(button) = all.get(next) {
        event.prevent_default();
        // One of them alone stands in the order of the tab key.
        if let Some(here) = all.get(here) {
            here.set_tab_index(-1);
        }
        button.set_tab_index(0);
        let _ = button.focus();
    }
}

/// Bytes of HTML from which on the editor is told that it takes its time: a whole book may take seconds.
const LARGE: usize = 400_000;

/// What comes from Word, Google Docs or a page comes as Markdown; a picture comes as a file.
fn pasted(desk: Desk, event: &ClipboardEvent) {
    let Some(data) = event.clipboard_data() else { return };
    let html = data.get_data("text/html").unwrap_or_default();
    let files = disk::files_of(&data);
    if html.is_empty() && !files.is_empty() {
        event.prevent_default();
        return disk::take(desk, files);
    }
    if html.is_empty() || !desk.may_edit() {
        return;
    }
    event.prevent_default();
    if html.len() < LARGE {
        return insert(desk, &html);
    }
    desk.say(desk.words.pasting);
    let id = desk.id.get_untracked();
    // Once that stands on the screen.
    let then = move || {
        desk.said.set(String::new());
        if desk.id.get_untracked() == id {
            insert(desk, &html);
        }
    };
    Timeout::new(60, then).forget();
}

/// Puts pasted HTML, as Markdown, in the place of what is selected; its pictures are kept.
fn insert(desk: Desk, html: &str) {
    // The same picture may stand in several places.
    let mut kept = BTreeMap::new();
    let mut keep = |picture: Embedded| {
        let path = kept
            .entry(picture.bytes)
            .or_insert_with_key(|bytes| disk::keep_bytes(desk, bytes, picture.ending));
        path.as_ref().map(|path| format!("/{path}"))
    };
    let text = desk.body.get_untracked();
    let pasted = paste::pasted(html, &text, &mut keep);
    desk.change(pasted.put_into(&text, desk.selected()));
}

/// Puts the caret into the headline of a new article.
pub fn begin() {
    if let Some(title) = dom::by_id(&super::fields::id(Field::Title)) {
        let _ = title.focus();
    }
}
