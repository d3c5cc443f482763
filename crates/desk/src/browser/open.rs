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

/// Puts the article on the desk that the address names, or the last one, or a new one.
pub fn begin(desk: Desk) {
    keep::watch(desk);
    keep::guard(desk);
    site::read(desk);
    let hash = window().location().hash().unwrap_or_default();
    let hash = hash.trim_start_matches('#').to_owned();
    dom::on(&window(), "hashchange", move |_| {
        let hash = window().location().hash().unwrap_or_default();
        if is_draft(&hash) {
            shared(desk, hash.trim_start_matches('#'));
        }
    });
    if is_draft(&hash) {
        return shared(desk, &hash);
    }
    spawn_local(async move {
        // A path that is no plain Latin stands there in code.
        let wanted = hash.strip_prefix(KEY).map(|id| percent::decode(id).unwrap_or_else(|| id.to_owned()));
        let found = match &wanted {
            Some(id) => store::get(store::DRAFTS, id)
                .await
                .ok()
                .as_ref()
                .and_then(Draft::parse)
                .map(|draft| (id.clone(), draft)),
            None => keep::drafts().await.into_iter().next(),
        };
        match found {
            Some((id, draft)) => {
                put(desk, &id, draft);
                served::resume(desk);
            }
            None => new(desk),
        }
        keep::lock(desk);
    });
}

/// Whether the fragment of an address carries a draft.
fn is_draft(fragment: &str) -> bool {
    !matches!(share::decode(fragment), Err(share::Wrong::NoDraft))
}

/// A new article.
pub fn new(desk: Desk) {
    let id = format!("{:x}{:04x}", dom::now(), (js_sys::Math::random() * 65_536.0) as u32);
    put(desk, &id, Draft::default());
    editor::begin();
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
            put(desk, &id, draft);
            served::resume(desk);
            keep::lock(desk);
            desk.dialog.set(None);
        }
    });
}

/// Opens an article's file: as a draft of its own, which goes back to that file when it is saved.
/// Whether it could be read.
pub fn text(desk: Desk, home: Home, path: &str, text: &str) -> bool {
    match file::open(path, text, &desk.zone()) {
        Ok(opened) => {
            let id = match &home {
                Home::Served { path, .. } => format!("file:{path}"),
                _ => format!("{:x}", dom::now()),
            };
            let draft = Draft {
                home,
                original: Some(text.to_owned()),
                form: opened.form,
                body: opened.body,
                ..Draft::default()
            };
            afresh(desk, &id, draft);
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

/// Shows what came with a link. It passes the same doors as every article, and nothing of it is kept.
fn shared(desk: Desk, hash: &str) {
    keep::leave(desk);
    super::disk::forget();
    desk.mode.set(Mode::Shared);
    keep::quietly();
    let opened = share::decode(hash).map_err(|_| desk.words.shared_wrong.to_owned());
    let read = |text: String| file::open("content/ban-nhap.md", &text, &desk.zone());
    match opened.and_then(|text| read(text).map_err(|why| why.words(desk.lang))) {
        Ok(opened) => {
            batch(desk, Home::Desk, None, opened.form, opened.body);
            desk.side.set(super::room::Side::Look);
        }
        Err(reason) => {
            // Nothing of it is on the desk; one can go on with an article of one's own.
            new(desk);
            keep::lock(desk);
            desk.say(reason);
        }
    }
}

/// Makes a draft of one's own of what came with a link.
pub fn copy_of_shared(desk: Desk) {
    let (form, body) = (desk.form.get_untracked(), desk.body.get_untracked());
    new(desk);
    batch(desk, Home::Desk, None, form, body);
    keep::lock(desk);
    keep::fresh(desk);
}
