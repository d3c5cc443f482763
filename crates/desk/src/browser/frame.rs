//! The desk as a whole: the bar above, the two sides, and what stands over them.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::{
    checks::checks,
    dialogs::dialogs,
    disk, editor,
    fields::fields,
    keep,
    preview::preview,
    room::{Desk, Dialog, Home, Kept, Mode, Side},
};
use crate::form::Field;

/// Everything.
pub fn frame(desk: Desk) -> impl IntoView {
    // What stands under a dialog is out of reach until it is closed.
    let under = move || desk.dialog.get().is_some();
    let side = move |side| move || (desk.side.get() == side).to_string();
    view! {
        <div class="desk" data-side=move || side_name(desk.side.get()) on:keydown=move |event| shortcut(desk, &event)>
            {bar(desk)}
            {notices(desk)}
            <nav class="sides" inert=under aria-label=desk.words.desk>
                <button type="button" aria-pressed=side(Side::Write) on:click=move |_| desk.side.set(Side::Write)>
                    {desk.words.write}
                </button>
                <button type="button" aria-pressed=side(Side::Look) on:click=move |_| desk.side.set(Side::Look)>
                    {desk.words.look}
                </button>
                <button type="button" aria-pressed=side(Side::Review) on:click=move |_| desk.side.set(Side::Review)>
                    {desk.words.review}
                </button>
            </nav>
            <main class="table-top" id="main" inert=under>
                <section class="writing" aria-label=desk.words.write>
                    {fields(desk)}
                    {editor::editor(desk)}
                    {checks(desk)}
                </section>
                {preview(desk)}
            </main>
            {dialogs(desk)}
            <p class="said" role="status">{move || desk.said.get()}</p>
        </div>
    }
}

fn side_name(side: Side) -> &'static str {
    match side {
        Side::Write => "write",
        Side::Look => "look",
        Side::Review => "review",
    }
}

fn bar(desk: Desk) -> impl IntoView {
    let title = move || {
        desk.form.with(|form| match form.get(Field::Title) {
            "" => desk.words.untitled.to_owned(),
            title => title.to_owned(),
        })
    };
    let place = move || match desk.home.get() {
        Home::Desk | Home::Link { .. } => String::new(),
        Home::Disk { name } | Home::Served { path: name, .. } => name,
    };
    let open = move |dialog| move |_| desk.dialog.set(Some(dialog));
    view! {
        <header class="bar" inert=move || desk.dialog.get().is_some()>
            <a class="bar-home" href=super::dom::base()>{desk.words.desk}</a>
            <h1 class="bar-title">{title} <span class="bar-file">{place}</span></h1>
            <p class="bar-kept" data-kept=move || kept_name(desk.kept.get())>{move || match desk.kept.get() {
                Kept::Yes => desk.words.kept,
                Kept::Soon => desk.words.keeping,
                Kept::No | Kept::NotPictures => "",
            }}</p>
            <div class="bar-acts">
                <button class="tool" type="button" id="open" on:click=open(Dialog::Drafts)>{desk.words.drafts}</button>
                <button class="tool" type="button" id="versions" on:click=open(Dialog::Versions)>{desk.words.versions}</button>
                <button class="tool" type="button" id="share" hidden=move || desk.links.get() != Some(true) on:click=open(Dialog::Share)>{desk.words.show_colleague}</button>
                <button class="tool" type="button" id="send" hidden=move || !desk.may_edit() on:click=open(Dialog::Send)>{desk.words.send_on}</button>
                <button class="button" type="button" id="save" on:click=move |_| disk::save(desk)>
                    {move || if disk::downloads(desk) { desk.words.download } else { desk.words.save_file }}
                </button>
            </div>
        </header>
    }
}

fn kept_name(kept: Kept) -> &'static str {
    match kept {
        Kept::Yes => "yes",
        Kept::Soon => "soon",
        Kept::No | Kept::NotPictures => "no",
    }
}

/// What must not be missed.
fn notices(desk: Desk) -> impl IntoView {
    let notice = move || {
        match desk.mode.get() {
        Mode::Edit | Mode::Opening => None,
        Mode::Elsewhere => Some(view! {
            <div class="banner" role="alert">
                <p>{desk.words.elsewhere}</p>
                <button class="tool" type="button" on:click=move |_| keep::take_over(desk)>{desk.words.take_over}</button>
            </div>
        }.into_any()),
        Mode::Shared => Some(view! {
            <div class="banner banner-draft" role="alert">
                <p><strong>{desk.words.shared_draft}</strong> " " {desk.words.shared_draft_hint}</p>
                <button class="tool" type="button" on:click=move |_| super::open::copy_of_shared(desk)>{desk.words.edit_copy}</button>
            </div>
        }.into_any()),
    }
    };
    let lost = move || {
        let what = match desk.kept.get() {
            Kept::No => desk.words.not_kept,
            Kept::NotPictures => desk.words.picture_not_kept,
            Kept::Yes | Kept::Soon => return None,
        };
        Some(view! {
            <div class="banner banner-bad" role="alert" id="not-kept">
                <p>{what}</p>
                <button class="tool" type="button" on:click=move |_| disk::download(desk)>{desk.words.download}</button>
            </div>
        })
    };
    view! { {notice} {lost} }
}

/// Keys that work everywhere on the desk.
fn shortcut(desk: Desk, event: &KeyboardEvent) {
    if event.key() == "Escape" && desk.dialog.get_untracked().is_some() {
        desk.dialog.set(None);
        return;
    }
    if !(event.ctrl_key() || event.meta_key()) || event.alt_key() || event.is_composing() {
        return;
    }
    match event.key().to_lowercase().as_str() {
        "s" => {
            event.prevent_default();
            disk::save(desk);
        }
        "f" if desk.dialog.get_untracked().is_none() => {
            event.prevent_default();
            desk.finding.set(true);
        }
        _ => {}
    }
}
