//! Keeps the article on this device while it is written, with its earlier versions, and sees to it that one tab alone
//! changes it.

use std::cell::{Cell, RefCell};

use gloo_timers::callback::Timeout;
use js_sys::{Function, Promise, Reflect};
use leptos::{prelude::*, task::spawn_local};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

use super::{
    channel, dom, pictures,
    room::{Desk, Home, Kept, Mode, Sent},
    store,
};
use crate::{
    form::{Field, Form},
    history::History,
};

/// Milliseconds after a change until it is stored: every keystroke is safe within a second.
const SOON: u32 = 250;
/// Milliseconds between versions that are kept.
const VERSION: u64 = 120_000;
/// Versions of an article that are kept.
const VERSIONS: usize = 40;

/// An article as it is kept.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// When it was changed last, in milliseconds.
    pub changed: u64,
    pub home: Home,
    pub original: Option<String>,
    pub sent: Option<Sent>,
    pub form: Form,
    pub body: String,
    pub history: History,
}

impl Draft {
    fn of(desk: Desk) -> Self {
        Self {
            changed: dom::now(),
            home: desk.home.get_untracked(),
            original: desk.original.get_untracked(),
            sent: desk.sent.get_untracked(),
            form: desk.form.get_untracked(),
            body: desk.body.get_untracked(),
            history: desk.history.get_value(),
        }
    }

    /// The headline, if it has one.
    pub fn title(&self) -> &str {
        self.form.get(Field::Title)
    }

    fn is_blank(&self) -> bool {
        self.form == Form::default() && self.body.trim().is_empty() && self.home == Home::Desk
    }

    pub fn parse(value: &JsValue) -> Option<Self> {
        serde_json::from_str(&value.as_string()?).ok()
    }
}

thread_local! {
    static LATER: RefCell<Option<Timeout>> = const { RefCell::new(None) };
    /// Whether something is being stored, and whether something has changed since.
    static BUSY: Cell<bool> = const { Cell::new(false) };
    static AGAIN: Cell<bool> = const { Cell::new(false) };
    static VERSION_AT: Cell<u64> = const { Cell::new(0) };
    /// The article whose lock this tab holds, and what lets go of it.
    static RELEASE: RefCell<Option<(String, Function)>> = const { RefCell::new(None) };
    /// What was last put on the desk, which need not be stored.
    static QUIET: Cell<bool> = const { Cell::new(true) };
}

/// Stores every change from now on.
pub fn watch(desk: Desk) {
    Effect::new(move |_| {
        desk.form.track();
        desk.body.track();
        desk.home.track();
        desk.sent.track();
        if QUIET.replace(false) || desk.mode.get_untracked() != Mode::Edit {
            return;
        }
        changed(desk);
    });
}

/// Sees to it that nobody leaves before all is stored: what is hidden is stored at once, and who goes while it is not is
/// asked by the browser whether to.
pub fn guard(desk: Desk) {
    dom::on(&document(), "visibilitychange", move |_| {
        if is_waiting() && !BUSY.get() {
            LATER.with(|later| later.replace(None));
            spawn_local(save(desk));
        }
    });
    dom::on(&window(), "beforeunload", move |event| {
        if desk.mode.get_untracked() == Mode::Edit && desk.kept.get_untracked() != Kept::Yes {
            event.prevent_default();
        }
    });
}

/// What is put on the desk next is stored already.
pub fn quietly() {
    QUIET.set(true);
}

/// What was just put on the desk is not stored yet.
pub fn fresh(desk: Desk) {
    changed(desk);
}

fn changed(desk: Desk) {
    if desk.kept.get_untracked() == Kept::Yes {
        desk.kept.set(Kept::Soon);
    }
    if BUSY.get() {
        AGAIN.set(true);
        return;
    }
    begin(desk);
}

/// Stores what is on the desk, soon.
fn begin(desk: Desk) {
    let waiting = LATER.with(|later| later.borrow().is_some());
    if !waiting {
        let later = Timeout::new(SOON, move || {
            LATER.with(|later| later.replace(None));
            spawn_local(save(desk));
        });
        LATER.with(|timer| timer.replace(Some(later)));
    }
}

/// Whether something on the desk has changed that is not stored yet.
fn is_waiting() -> bool {
    AGAIN.get() || LATER.with(|later| later.borrow().is_some())
}

/// Another article is about to be put on the desk: the last letters of this one are stored under its own name.
pub fn leave(desk: Desk) {
    if is_waiting() && desk.mode.get_untracked() == Mode::Edit {
        let (id, draft) = (desk.id.get_untracked(), Draft::of(desk));
        spawn_local(async move {
            if write(&id, &draft).await.is_err() {
                desk.kept.set(Kept::No);
            }
        });
    }
    LATER.with(|later| later.replace(None));
    AGAIN.set(false);
    VERSION_AT.set(0);
}

async fn save(desk: Desk) {
    if desk.mode.get_untracked() != Mode::Edit {
        return;
    }
    BUSY.set(true);
    AGAIN.set(false);
    let (id, draft) = (desk.id.get_untracked(), Draft::of(desk));
    let stored = write(&id, &draft).await;
    BUSY.set(false);
    if desk.id.get_untracked() == id {
        let shown = [draft.form.get(Field::CoverSrc), "\n", &draft.body].concat();
        desk.kept.set(match (stored, pictures::kept(&shown)) {
            (Err(_), _) => Kept::No,
            (_, Kept::No | Kept::NotPictures) => Kept::NotPictures,
            (_, Kept::Yes) if !is_waiting() => Kept::Yes,
            _ => Kept::Soon,
        });
    }
    if AGAIN.get() {
        begin(desk);
    }
}

/// Another tab has taken the article over: what this one had not stored yet goes where that tab finds it, and, should it
/// be late, among the earlier versions.
pub async fn give_up(desk: Desk) {
    let waiting = BUSY.get() || is_waiting();
    LATER.with(|later| later.replace(None));
    AGAIN.set(false);
    desk.mode.set(Mode::Elsewhere);
    if waiting {
        let (id, draft) = (desk.id.get_untracked(), Draft::of(desk));
        VERSION_AT.set(0);
        let _ = write(&id, &draft).await;
    }
}

/// Puts what is kept under this key among its earlier versions: the file is opened anew.
pub fn set_aside(id: String) {
    spawn_local(async move {
        let Ok(kept) = store::get(store::DRAFTS, &id).await else { return };
        if let Some(draft) = Draft::parse(&kept) {
            let _ = store::put(store::VERSIONS, &format!("{id} {:014}", draft.changed), &kept).await;
        }
    });
}

/// Notes where an article is now, and perhaps its file there; it may be on the desk no more.
pub async fn note(desk: Desk, id: &str, sent: Sent, file: Option<String>) {
    if desk.is(id) {
        desk.sent.set(Some(sent));
        if file.is_some() {
            desk.original.set(file);
        }
    } else if let Ok(kept) = store::get(store::DRAFTS, id).await
        && let Some(draft) = Draft::parse(&kept)
    {
        let original = file.or(draft.original.clone());
        let draft = Draft { sent: Some(sent), original, ..draft };
        let _ = write(id, &draft).await;
    }
}

/// Puts what is on the desk now among the earlier versions.
pub async fn shelve(desk: Desk) {
    VERSION_AT.set(0);
    let _ = write(&desk.id.get_untracked(), &Draft::of(desk)).await;
}

async fn write(id: &str, draft: &Draft) -> Result<(), JsValue> {
    // A new article in which nothing stands need not be kept.
    if draft.is_blank() && store::get(store::DRAFTS, id).await?.is_undefined() {
        return Ok(());
    }
    let text = serde_json::to_string(draft).map_err(|error| JsValue::from_str(&error.to_string()))?;
    let text = JsValue::from_str(&text);
    store::put(store::DRAFTS, id, &text).await?;
    if draft.changed.saturating_sub(VERSION_AT.get()) > VERSION {
        VERSION_AT.set(draft.changed);
        store::put(store::VERSIONS, &format!("{id} {:014}", draft.changed), &text).await?;
        let mut all = versions(id).await;
        while all.len() > VERSIONS {
            let (key, _) = all.remove(0);
            store::remove(store::VERSIONS, &key).await?;
        }
    }
    Ok(())
}

/// Earlier versions of an article, the oldest first, by their keys.
pub async fn versions(id: &str) -> Vec<(String, Draft)> {
    let all = store::all(store::VERSIONS).await.unwrap_or_default();
    let own = all.into_iter().filter(|(key, _)| key.rsplit_once(' ').is_some_and(|(own, _)| own == id));
    own.filter_map(|(key, value)| Some((key, Draft::parse(&value)?))).collect()
}

/// Every draft, the one changed last first, by its id; none where the browser keeps none.
pub async fn drafts() -> Vec<(String, Draft)> {
    read().await.unwrap_or_default()
}

/// The same.
///
/// # Errors
/// If the browser can not say.
pub async fn read() -> Result<Vec<(String, Draft)>, JsValue> {
    let all = store::all(store::DRAFTS).await?;
    let mut all: Vec<(String, Draft)> =
        all.into_iter().filter_map(|(key, value)| Some((key, Draft::parse(&value)?))).collect();
    all.sort_by_key(|(_, draft)| std::cmp::Reverse(draft.changed));
    Ok(all)
}

/// Makes this tab the one that changes the article, if no other is.
pub fn lock(desk: Desk) {
    hold(desk, false);
}

/// Makes this tab the one that changes the article, whoever did before.
pub fn take_over(desk: Desk) {
    spawn_local(async move {
        hold(desk, true);
        // The other tab has stored what it had.
        gloo_timers::future::TimeoutFuture::new(400).await;
        let id = desk.id.get_untracked();
        let kept = store::get(store::DRAFTS, &id).await.ok();
        if let Some(draft) = kept.as_ref().and_then(Draft::parse) {
            super::open::put(desk, &id, draft);
        }
        desk.mode.set(Mode::Edit);
    });
}

/// Lets another tab change the article that this one held.
pub fn let_go() {
    channel::let_go();
    if let Some((_, release)) = RELEASE.with(|release| release.take()) {
        let _ = release.call0(&JsValue::NULL);
    }
}

/// Takes the lock on the article (Web Locks API) and holds it until another article is on the desk.
fn hold(desk: Desk, steal: bool) {
    let id = desk.id.get_untracked();
    // Opened once more: to let go of the lock and ask for it again would be to find it taken.
    let held = RELEASE.with(|release| release.borrow().as_ref().is_some_and(|(held, _)| *held == id));
    if held && !steal {
        return;
    }
    let_go();
    // web-sys knows no locks.
    let locks = Reflect::get(&window().navigator(), &"locks".into()).unwrap_or_default();
    if locks.is_undefined() {
        return channel::hold(desk, &id, steal);
    }
    let options = js_sys::Object::new();
    let _ = Reflect::set(&options, &if steal { "steal" } else { "ifAvailable" }.into(), &true.into());
    let holder = id.clone();
    let granted = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        if lock.is_null() {
            desk.mode.set(Mode::Elsewhere);
            return JsValue::UNDEFINED;
        }
        let held = Promise::new(&mut |resolve: Function, _| {
            RELEASE.with(|release| release.replace(Some((holder.clone(), resolve))));
        });
        held.into()
    });
    let request =
        Reflect::get(&locks, &"request".into()).ok().and_then(|request| request.dyn_into::<Function>().ok());
    let Some(request) = request else { return };
    let name = JsValue::from_str(&format!("bantin:desk:{id}"));
    let Ok(asked) = request.call3(&locks, &name, &options, &granted) else { return };
    spawn_local(async move {
        // Another tab has taken it over.
        if JsFuture::from(asked.unchecked_into::<Promise>()).await.is_err() && desk.id.get_untracked() == id {
            RELEASE.with(|release| release.take());
            give_up(desk).await;
        }
    });
}
