//! What is put on the desk: at first, and when the editor opens another article.

use leptos::{prelude::*, task::spawn_local};
use news::text::percent;

use super::{
    dom, editor,
    keep::{self, Draft},
    room::{Desk, Home, Kept, Mode},
    served, site, store,
};
use crate::{file, history::History, share};

/// What an address says after `#` of an article on this device.
const KEY: &str = "nhap=";

/// What the address says after `#`.
fn fragment() -> String {
    window().location().hash().unwrap_or_default().trim_start_matches('#').to_owned()
}

/// The article that a fragment names. A path that is no plain Latin stands there in code.
fn named(fragment: &str) -> Option<String> {
    let id = fragment.strip_prefix(KEY)?;
    Some(percent::decode(id).unwrap_or_else(|| id.to_owned()))
}

/// Puts the article on the desk that the address names, or the last one, or a new one.
pub fn begin(desk: Desk) {
    keep::watch(desk);
    keep::guard(desk);
    dom::note_composing();
    super::drop::listen(&document(), desk);
    site::read(desk);
    dom::on(&window(), "hashchange", move |_| {
        let fragment = fragment();
        match named(&fragment) {
            Some(id) if id != desk.id.get_untracked() => draft(desk, id),
            None if is_draft(&fragment) => spawn_local(shared(desk, fragment)),
            _ => {}
        }
    });
    let fragment = fragment();
    if is_draft(&fragment) {
        return spawn_local(shared(desk, fragment));
    }
    spawn_local(site::read_rules(desk));
    spawn_local(async move {
        let found = match named(&fragment) {
            Some(id) => {
                let kept = store::get(store::DRAFTS, &id).await;
                kept.map(|kept| Draft::parse(&kept).map(|draft| (id, draft)))
            }
            None => keep::read().await.map(|all| all.into_iter().next()),
        };
        match found {
            Ok(Some((id, draft))) => resume(desk, &id, draft),
            Ok(None) => new(desk),
            Err(_) => {
                new(desk);
                desk.kept.set(Kept::No);
            }
        }
    });
}

/// Whether the fragment of an address carries a draft.
fn is_draft(fragment: &str) -> bool {
    !matches!(share::decode(fragment), Err(share::Wrong::NoDraft))
}

/// A name for an article on this desk that no other has.
pub fn fresh_id() -> String {
    format!("{:x}{:04x}", dom::now(), (js_sys::Math::random() * 65_536.0) as u32)
}

/// A new article.
pub fn new(desk: Desk) {
    put(desk, &fresh_id(), Draft::default());
    keep::lock(desk);
    editor::begin();
}

/// Goes on with a draft that is kept here.
fn resume(desk: Desk, id: &str, draft: Draft) {
    put(desk, id, draft);
    served::resume(desk);
    super::disk::resume(desk);
    keep::lock(desk);
}

/// Puts a draft on the desk.
pub fn put(desk: Desk, id: &str, draft: Draft) {
    keep::leave(desk);
    super::disk::forget();
    keep::quietly();
    let Draft { home, original, sent, form, body, history, .. } = draft;
    desk.sent.set(sent);
    desk.id.set(id.to_owned());
    desk.mode.set(Mode::Edit);
    desk.kept.set(Kept::Yes);
    desk.history.set_value(history);
    batch(desk, home, original, form, body);
    address(id);
}

/// Has the address name the article.
fn address(id: &str) {
    let address = format!("#{KEY}{}", percent::encode(id, "/:"));
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&address));
    }
}

fn batch(desk: Desk, home: Home, original: Option<String>, form: crate::form::Form, body: String) {
    desk.home.set(home);
    desk.original.set(original);
    desk.form.set(form);
    desk.caret.set(0);
    desk.show_text(&body, None);
    desk.body.set(body);
}

/// Opens a draft that is kept here.
pub fn draft(desk: Desk, id: String) {
    spawn_local(async move {
        if let Some(draft) = store::get(store::DRAFTS, &id).await.ok().as_ref().and_then(Draft::parse) {
            resume(desk, &id, draft);
            desk.dialog.set(None);
        }
    });
}

/// Opens an article's file: as a draft of its own, kept under `id`, which goes back to that file when it is saved.
/// Whether it could be read.
pub fn text(desk: Desk, id: &str, home: Home, path: &str, text: &str) -> bool {
    match file::open(path, text, &desk.zone()) {
        Ok(opened) => {
            let draft = Draft {
                home,
                original: Some(text.to_owned()),
                form: opened.form,
                body: opened.body,
                ..Draft::default()
            };
            afresh(desk, id, draft);
            true
        }
        Err(reason) => {
            desk.say(format!("{} {}", desk.words.not_read, reason.words(desk.lang)));
            false
        }
    }
}

/// Puts on the desk what was just read where it lies; what was kept here of the same is an earlier version now.
pub fn afresh(desk: Desk, id: &str, draft: Draft) {
    keep::set_aside(id.to_owned());
    put(desk, id, Draft { changed: dom::now(), history: History::default(), ..draft });
    keep::lock(desk);
    keep::fresh(desk);
    desk.dialog.set(None);
}

/// Shows what came with a link, if the newsroom lets links carry drafts. It passes the same doors as every article, and
/// nothing of it is kept. The article that was there before is left whole: what is shown has neither its name nor its
/// place.
async fn shared(desk: Desk, fragment: String) {
    if desk.links.get_untracked().is_none() {
        site::read_rules(desk).await;
    }
    let read = || {
        let (path, text) = share::decode(&fragment).map_err(|_| desk.words.shared_wrong.to_owned())?;
        let opened = file::open(&path, &text, &desk.zone()).map_err(|why| why.words(desk.lang))?;
        Ok((path, text, opened))
    };
    let read = match desk.links.get_untracked() {
        Some(true) => read(),
        Some(false) => Err(desk.words.links_off.to_owned()),
        None => Err(desk.words.links_unknown.to_owned()),
    };
    match read {
        Ok((path, text, opened)) => {
            keep::leave(desk);
            keep::let_go();
            super::disk::forget();
            keep::quietly();
            desk.dialog.set(None);
            desk.mode.set(Mode::Shared);
            desk.kept.set(Kept::Yes);
            desk.id.set(String::new());
            desk.sent.set(None);
            desk.history.set_value(History::default());
            batch(desk, Home::Link { path }, Some(text), opened.form, opened.body);
            desk.side.set(super::room::Side::Look);
        }
        Err(reason) => {
            // One can go on with what was there, or with an article of one's own.
            match desk.id.get_untracked() {
                id if id.is_empty() => new(desk),
                id => address(&id),
            }
            desk.say(reason);
        }
    }
}

/// Makes a draft of one's own of what came with a link.
pub fn copy_of_shared(desk: Desk) {
    let (home, original) = (desk.home.get_untracked(), desk.original.get_untracked());
    let (form, body) = (desk.form.get_untracked(), desk.body.get_untracked());
    new(desk);
    batch(desk, home, original, form, body);
    keep::fresh(desk);
}
