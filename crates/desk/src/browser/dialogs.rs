//! What stands over the desk: drafts and files, earlier versions, the link for a colleague, sending on.

use leptos::{prelude::*, task::spawn_local};
use news::words::desk::{DeskWords, shown_of};
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlInputElement};

use super::{
    disk, dom,
    keep::{self, Draft},
    open,
    room::{Desk, Dialog},
    served::{self, Listed},
    store,
};
use crate::{file, share};

/// Files of a list that are shown at a time.
const MOST: usize = 200;

/// The dialog that is open.
pub fn dialogs(desk: Desk) -> impl IntoView {
    Effect::new(move |before: Option<Option<Dialog>>| {
        let open = desk.dialog.get();
        match open {
            Some(_) => focus_in(),
            // Back to where it was opened from.
            None => {
                if let Some(button) = before.flatten().and_then(|dialog| dom::by_id(opener(dialog))) {
                    let _ = button.focus();
                }
            }
        }
        open
    });
    move || {
        let dialog = desk.dialog.get()?;
        let inside = match dialog {
            Dialog::Drafts => drafts(desk).into_any(),
            Dialog::Versions => versions(desk).into_any(),
            Dialog::Share => sharing(desk).into_any(),
            Dialog::Send => super::sending::sending(desk).into_any(),
        };
        Some(view! {
            <div class="over" on:click=move |event| {
                // Beside the dialog.
                if event.target() == event.current_target() { desk.dialog.set(None); }
            }>
                <div class="dialog" role="dialog" aria-modal="true" aria-label=name(desk.words, dialog) id="dialog">
                    <header class="dialog-head">
                        <h2>{name(desk.words, dialog)}</h2>
                        <button class="tool" type="button" on:click=move |_| desk.dialog.set(None)>{desk.words.close}</button>
                    </header>
                    {inside}
                </div>
            </div>
        })
    }
}

fn name(words: &'static DeskWords, dialog: Dialog) -> &'static str {
    match dialog {
        Dialog::Drafts => words.drafts,
        Dialog::Versions => words.versions,
        Dialog::Share => words.show_colleague,
        Dialog::Send => words.send_on,
    }
}

fn opener(dialog: Dialog) -> &'static str {
    match dialog {
        Dialog::Drafts => "open",
        Dialog::Versions => "versions",
        Dialog::Share => "share",
        Dialog::Send => "send",
    }
}

fn focus_in() {
    request_animation_frame(|| {
        let first = document().query_selector("#dialog input, #dialog button").ok().flatten();
        if let Some(first) = first.and_then(|first| first.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = first.focus();
        }
    });
}

/// Day and time, as this device writes them.
fn when(time: u64, desk: Desk) -> String {
    let date = js_sys::Date::new(&(time as f64).into());
    String::from(date.to_locale_string(desk.lang.code(), &wasm_bindgen::JsValue::UNDEFINED))
}

/// The drafts on this device, the files of the folder, and what opens others.
fn drafts(desk: Desk) -> impl IntoView {
    let words = desk.words;
    let kept = RwSignal::new(Vec::<(String, Draft)>::new());
    let files = RwSignal::new(None::<Vec<Listed>>);
    let what = RwSignal::new(String::new());
    let read = move || {
        spawn_local(async move {
            kept.set(keep::drafts().await);
            files.set(served::list().await.or_else(super::folder::listed));
        })
    };
    read();
    Effect::new(move |before: Option<()>| {
        desk.listed.track();
        if before.is_some() {
            files.set(super::folder::listed());
        }
    });
    let remove = move |id: String| {
        if window().confirm_with_message(words.remove_sure).unwrap_or(false) {
            spawn_local(async move {
                let _ = store::remove(store::DRAFTS, &id).await;
                kept.set(keep::drafts().await);
                if desk.id.get_untracked() == id {
                    open::new(desk);
                }
            });
        }
    };
    let draft = move |(id, draft): (String, Draft)| {
        let (open_id, remove_id) = (id.clone(), id);
        let title =
            if draft.title().is_empty() { words.untitled.to_owned() } else { draft.title().to_owned() };
        view! {
            <li class="row">
                <button class="row-open" type="button" on:click=move |_| open::draft(desk, open_id.clone())>
                    <strong>{title}</strong> <span class="hint">{when(draft.changed, desk)}</span>
                </button>
                <button class="link" type="button" on:click=move |_| remove(remove_id.clone())>{words.remove}</button>
            </li>
        }
    };
    let pick_file = move |event: web_sys::Event| {
        let input = event.target().and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
        let Some(list) = input.and_then(|input| input.files()) else { return };
        let all: Vec<File> = (0..list.length()).filter_map(|at| list.get(at)).collect();
        disk::take(desk, all);
    };
    let pick_folder = move |event: web_sys::Event| {
        let input = event.target().and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
        let Some(list) = input.and_then(|input| input.files()) else { return };
        super::folder::take(desk, &list);
    };
    let pick_written = move |_: web_sys::MouseEvent| super::folder::pick(desk);
    let writes = disk::has("showOpenFilePicker");
    let writes_folders = disk::has("showDirectoryPicker");
    let picker = writes.then(|| {
        view! {
            <button class="tool" type="button" on:click=move |_| disk::pick(desk)>{words.open}</button>
        }
    });
    let fitting = Memo::new(move |_| {
        let wanted = what.get();
        let fits = |file: &&Listed| file::fits(&wanted, &file.title, &file.path);
        files.with(|files| files.iter().flatten().filter(fits).cloned().collect::<Vec<_>>())
    });
    let cut = move || {
        let all = fitting.with(Vec::len);
        (all > MOST).then(|| shown_of(MOST, all, desk.lang))
    };
    let row = move |file: Listed| {
        let path = file.path.clone();
        view! {
            <li class="row"><button class="row-open" type="button" on:click=move |_| super::folder::open(desk, path.clone())>
                <strong>{if file.title.is_empty() { file.path.clone() } else { file.title }}</strong>
                " " <span class="hint">{file.path}</span>
            </button></li>
        }
    };
    view! {
        <div class="dialog-acts">
            <button class="button" type="button" on:click=move |_| { open::new(desk); desk.dialog.set(None); }>{words.new}</button>
            {picker}
            <label class="tool" for="pick-file" hidden=writes>{words.open}</label>
            <input class="unseen" id="pick-file" type="file" hidden=writes accept=".md,.markdown,.json,text/markdown" on:change=pick_file/>
            {writes_folders.then(|| view! {
                <button class="tool" type="button" on:click=pick_written>{words.open_folder}</button>
            })}
            <label class="tool" for="pick-folder" hidden=writes_folders>{words.open_folder}</label>
            <input class="unseen" id="pick-folder" type="file" hidden=writes_folders prop:webkitdirectory=true multiple on:change=pick_folder/>
        </div>
        <ul class="list" id="drafts">
            {move || kept.get().into_iter().map(draft).collect_view()}
        </ul>
        <Show when=move || kept.with(Vec::is_empty)><p class="empty">{words.no_drafts}</p></Show>
        <Show when=move || files.with(Option::is_some)>
            <h3>{words.files} " (" {move || files.with(|files| files.as_ref().map_or(0, Vec::len))} ")"</h3>
            <input id="find-file" type="search" placeholder=words.search_list aria-label=words.search_list
                prop:value=move || what.get() on:input=move |event| what.set(event_target_value(&event))/>
            <ul class="list" id="files">
                <For each=move || fitting.get().into_iter().take(MOST)
                    key=|file| (file.path.clone(), file.title.clone()) children=row/>
            </ul>
            <p class="hint" id="files-cut">{cut}</p>
        </Show>
        {super::fetching::shelf(desk)}
    }
}

/// Earlier versions of the article.
fn versions(desk: Desk) -> impl IntoView {
    let all = RwSignal::new(Vec::<(String, Draft)>::new());
    spawn_local(async move {
        let mut found = keep::versions(&desk.id.get_untracked()).await;
        found.reverse();
        all.set(found);
    });
    let restore = move |draft: Draft| {
        // What is there now can be taken back: the text as any change of it, all of it as a version of its own.
        spawn_local(async move {
            keep::shelve(desk).await;
            desk.form.set(draft.form);
            desk.typed(draft.body.clone());
            desk.show_text(&draft.body, None);
            desk.dialog.set(None);
        });
    };
    let version = move |(_, draft): (String, Draft)| {
        let words = draft.body.split_whitespace().count();
        let kept = draft.clone();
        view! {
            <li class="row">
                <span><strong>{when(draft.changed, desk)}</strong> " "
                    <span class="hint">{news::words::desk::length(words, news::text::plain::minutes(words), desk.lang)}</span></span>
                <button class="link" type="button" disabled=move || !desk.may_edit() on:click=move |_| restore(kept.clone())>{desk.words.restore}</button>
            </li>
        }
    };
    view! { <ul class="list" id="version-list">{move || all.get().into_iter().map(version).collect_view()}</ul> }
}

/// A link that holds the article.
fn sharing(desk: Desk) -> impl IntoView {
    let words = desk.words;
    let text = match desk.file() {
        Ok(text) => text,
        Err(reason) => return view! { <p class="failed" role="alert">{reason}</p> }.into_any(),
    };
    let made = share::encode(&untrack(|| desk.path()), &text).ok().map(|fragment| {
        let location = window().location();
        let page = location.href().unwrap_or_default();
        let page = page.split('#').next().unwrap_or_default().to_owned();
        format!("{page}#{fragment}")
    });
    match made {
        Some(link) => {
            let copied = link.clone();
            view! {
                <p>{words.share_ready}</p>
                <input id="share-link" type="text" readonly aria-label=words.link prop:value=link/>
                <div class="dialog-acts"><button class="button" type="button" on:click=move |_| {
                    let link = copied.clone();
                    spawn_local(async move { if dom::copy(&link).await { desk.say(words.copied); } });
                }>{words.copy}</button></div>
            }
            .into_any()
        }
        None => view! { <p>{words.share_long}</p> }.into_any(),
    }
}
