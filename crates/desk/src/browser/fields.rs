//! The form: the fields of the article.

use leptos::prelude::*;
use news::{text::slug::address, words};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent};

use super::{dom, room::Desk};
use crate::form::{Field, NO, YES, key, lang_of};
pub use crate::remarks::id;

/// The form.
pub fn fields(desk: Desk) -> impl IntoView {
    let words = desk.words;
    view! {
        <form class="fields" on:submit=|event| event.prevent_default() on:keydown=move |event| key_back(desk, &event)
            aria-label=words.facts>
            <div class="field field-title">
                <label for=id(Field::Title)>{words.headline}</label>
                {area(desk, Field::Title, 1)}
            </div>
            <div class="field">
                <label for=id(Field::Standfirst)>{words.standfirst}</label>
                {area(desk, Field::Standfirst, 2)}
                <p class="hint" id="hint-standfirst">{words.standfirst_hint}</p>
            </div>
            <details class="more-fields">
                <summary>{words.facts}</summary>
                <div class="field-grid">
                    {section(desk)}
                    <div>{line(desk, Field::Tags, words.tags, words.commas_hint)} {super::site::tags(desk)}</div>
                    {line(desk, Field::Authors, words.authors, words.commas_hint)}
                    {line(desk, Field::Credit, words.credit, "")}
                    {slug(desk)}
                    {line(desk, Field::Date, words.date, words.date_hint)}
                    {line(desk, Field::PublishAt, words.publish_at, "")}
                    {line(desk, Field::ExpiresAt, words.expires_at, "")}
                    {line(desk, Field::Updated, words.updated, "")}
                    {language(desk)}
                    <div class="field field-wide">
                        {line(desk, Field::Related, words.related, words.related_hint)}
                        {super::site::finder(desk)}
                    </div>
                </div>
                <fieldset class="field-cover">
                    <legend>{words.cover}</legend>
                    <label class="tool" for="pick-cover">{words.choose_picture}</label>
                    <input class="unseen" id="pick-cover" type="file" accept="image/*" disabled=move || !desk.may_edit()
                        on:change=move |event| {
                            let input = event.target().and_then(|input| input.dyn_into::<web_sys::HtmlInputElement>().ok());
                            if let Some(file) = input.and_then(|input| input.files()?.get(0)) {
                                super::disk::set_cover(desk, &file);
                            }
                        }/>
                    <div class="field-grid">
                        {line(desk, Field::CoverSrc, words.cover_src, "")}
                        {line(desk, Field::CoverAlt, words.cover_alt, words.cover_alt_hint)}
                        {line(desk, Field::CoverCaption, words.cover_caption, "")}
                        {line(desk, Field::CoverCredit, words.cover_credit, "")}
                    </div>
                </fieldset>
                {switch(desk, Field::Draft, words.draft, YES, "")}
                {switch(desk, Field::Comments, words.comments, "", NO)}
            </details>
        </form>
    }
}

/// Shows what the form says in a field, unless that stands there already: what is being written is the browser's.
fn show(desk: Desk, field: Field) {
    Effect::new(move |_| {
        let value = desk.form.with(|form| form.get(field).to_owned());
        let Some(place) = dom::by_id(&id(field)) else { return };
        if let Some(area) = place.dyn_ref::<HtmlTextAreaElement>().filter(|area| area.value() != value) {
            area.set_value(&value);
        } else if let Some(line) = place.dyn_ref::<HtmlInputElement>().filter(|line| line.value() != value) {
            line.set_value(&value);
        }
    });
}

/// In the fields of the article, not in what looks for others.
fn key_back(desk: Desk, event: &KeyboardEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    if target.is_some_and(|target| Field::ALL.into_iter().any(|field| id(field) == target.id())) {
        super::editor::key_back(desk, event);
    }
}

/// Puts a text into a field, with the caret in it, in bytes.
pub fn put(field: Field, text: &str, caret: usize) {
    let Some(place) = dom::by_id(&id(field)) else { return };
    let at = dom::units_at(text, caret);
    if let Some(area) = place.dyn_ref::<HtmlTextAreaElement>() {
        area.set_value(text);
        let _ = area.set_selection_range(at, at);
    } else if let Some(line) = place.dyn_ref::<HtmlInputElement>().filter(|line| line.type_() == "text") {
        line.set_value(text);
        let _ = line.set_selection_range(at, at);
    }
}

/// A field of several lines, which grows with what is in it.
fn area(desk: Desk, field: Field, rows: u32) -> impl IntoView {
    show(desk, field);
    view! {
        <textarea id=id(field) rows=rows.to_string() autocomplete="off" lang=move || code(desk)
            readonly=move || !desk.may_edit()
            on:input=move |event| desk.fill(field, event_target_value(&event).replace('\n', " "))></textarea>
    }
}

fn code(desk: Desk) -> &'static str {
    desk.form.with(|form| desk.site.with(|site| lang_of(form, site).code()))
}

/// A field of one line.
fn line(desk: Desk, field: Field, label: &'static str, hint: &'static str) -> impl IntoView {
    show(desk, field);
    let hint_id = format!("hint-{}", key(field));
    let described = (!hint.is_empty()).then(|| hint_id.clone());
    let hint = (!hint.is_empty()).then(|| view! { <p class="hint" id=hint_id>{hint}</p> });
    view! {
        <div class="field">
            <label for=id(field)>{label}</label>
            <input id=id(field) type="text" autocomplete="off" aria-describedby=described
                readonly=move || !desk.may_edit()
                on:input=move |event| desk.fill(field, event_target_value(&event))/>
            {hint}
        </div>
    }
}

/// The end of the address; what the headline makes of it shows where nothing is given.
fn slug(desk: Desk) -> impl IntoView {
    show(desk, Field::Slug);
    // Of the form with nothing given.
    let suggested = move || match desk.form.with(|form| form.get(Field::Slug).is_empty()) {
        true => desk.slug(),
        false => String::new(),
    };
    view! {
        <div class="field">
            <label for=id(Field::Slug)>{desk.words.slug}</label>
            <input id=id(Field::Slug) type="text" autocomplete="off" spellcheck="false" placeholder=suggested
                aria-describedby="hint-slug"
                readonly=move || !desk.may_edit()
                on:input=move |event| desk.fill(Field::Slug, event_target_value(&event))
                on:change=move |event| desk.fill(Field::Slug, address(event_target_value(&event).trim()))/>
            <p class="hint" id="hint-slug">{desk.words.slug_hint}</p>
        </div>
    }
}

/// The sections that the site has, and any other by its name.
fn section(desk: Desk) -> impl IntoView {
    show(desk, Field::Section);
    let known = move || {
        let lang = desk.form.with(|form| desk.site.with(|site| lang_of(form, site)));
        desk.site.with(|site| site.face(lang).map(|face| face.sections.clone()).unwrap_or_default())
    };
    view! {
        <div class="field">
            <label for=id(Field::Section)>{desk.words.section}</label>
            <input id=id(Field::Section) type="text" autocomplete="off" list="sections"
                readonly=move || !desk.may_edit()
                on:input=move |event| desk.fill(Field::Section, event_target_value(&event))/>
            <datalist id="sections">
                {move || known().into_iter().map(|section| view! { <option value=section.name></option> }).collect_view()}
            </datalist>
        </div>
    }
}

fn language(desk: Desk) -> impl IntoView {
    let name = |code: &str| news::lang::Lang::parse(code).map(|lang| words::words(lang).language_name);
    view! {
        <div class="field">
            <label for=id(Field::Lang)>{desk.words.language}</label>
            <select id=id(Field::Lang) prop:value=move || desk.form.with(|form| form.get(Field::Lang).to_owned())
                disabled=move || !desk.may_edit()
                on:change=move |event| desk.fill(Field::Lang, event_target_value(&event))>
                <option value="">{move || desk.site.with(|site| words::words(site.language).language_name)}</option>
                <option value="vi">{name("vi")}</option>
                <option value="en">{name("en")}</option>
            </select>
        </div>
    }
}

fn switch(
    desk: Desk,
    field: Field,
    label: &'static str,
    on: &'static str,
    off: &'static str,
) -> impl IntoView {
    let checked = move || desk.form.with(|form| form.get(field) == on);
    let change = move |event: web_sys::Event| {
        let input = event.target().and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
        let checked = input.is_some_and(|input| input.checked());
        desk.fill(field, if checked { on } else { off }.to_owned());
    };
    view! {
        <label class="switch" for=id(field)>
            <input id=id(field) type="checkbox" prop:checked=checked disabled=move || !desk.may_edit() on:change=change/>
            {label}
        </label>
    }
}
