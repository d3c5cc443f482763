//! The browser's own database, so that a crash loses nothing: what is stored is on the disk before anybody is told
//! (`durability: "strict"`, Indexed Database API 3.0, section 4.9), and changes for all tabs at once.
//!
//! Where the browser refuses, or does not answer in time, there is an absence.

use std::cell::RefCell;

use gloo_timers::callback::Timeout;
use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{EventTarget, IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbTransaction};

const NAME: &str = "bantin";
/// All that is kept: texts, by their keys.
const STORE: &str = "kept";

/// What requests end with.
const ANSWERED: [&str; 2] = ["success", "error"];

/// Milliseconds that the browser may take to open it, and for a transaction.
const PATIENCE: i32 = 4_000;

/// The database, asked for once.
#[derive(Clone)]
struct Opening {
    request: IdbOpenDbRequest,
    /// Kept when the browser has answered, or has taken too long.
    answered: Promise,
}

thread_local! {
    static OPENING: RefCell<Option<Opening>> = const { RefCell::new(None) };
}

/// Kept with the first of these events, or when so many milliseconds have passed.
fn first(place: &EventTarget, events: [&str; 2], limit: Option<i32>) -> Promise {
    Promise::new(&mut |keep: Function, _| {
        for event in events {
            let _ = place.add_event_listener_with_callback(event, &keep);
        }
        if let Some(limit) = limit {
            let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&keep, limit);
        }
    })
}

impl Opening {
    fn begin() -> Result<Self, JsValue> {
        let request = window().indexed_db()?.ok_or(JsValue::NULL)?.open_with_u32(NAME, 1)?;
        let asked = request.clone();
        let upgrade = Closure::once_into_js(move || {
            if let Ok(database) = asked.result() {
                let _ = database.unchecked_into::<IdbDatabase>().create_object_store(STORE);
            }
        });
        request.add_event_listener_with_callback("upgradeneeded", upgrade.unchecked_ref())?;
        let answered = first(&request, ANSWERED, Some(PATIENCE));
        Ok(Self { request, answered })
    }

    async fn database(self) -> Option<IdbDatabase> {
        let _ = JsFuture::from(self.answered).await;
        // An exception, if it is still on its way.
        let database = self.request.result().ok().filter(|result| !result.is_undefined());
        if database.is_none() {
            OPENING.take();
        }
        database.map(JsCast::unchecked_into)
    }
}

/// Something that happens as a whole or not at all. It is to be gone through at once: the browser ends it when nothing
/// more is asked of it.
pub struct Transaction {
    transaction: IdbTransaction,
    store: IdbObjectStore,
    ended: Promise,
    limit: Timeout,
}

impl Transaction {
    /// Begins one, for reading alone or also for writing. What begins later waits for those that write.
    pub async fn begin(writes: bool) -> Option<Self> {
        // A browser may have closed the database meanwhile: then once more.
        for _ in 0..2 {
            let opening = OPENING.with_borrow(Clone::clone).or_else(|| Opening::begin().ok())?;
            OPENING.set(Some(opening.clone()));
            let database = opening.database().await?;
            if let Ok(this) = Self::in_database(&database, writes) {
                return Some(this);
            }
            OPENING.take();
        }
        None
    }

    fn in_database(database: &IdbDatabase, writes: bool) -> Result<Self, JsValue> {
        // web-sys knows no options of transactions.
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into())?;
        let begin: Function = Reflect::get(database, &"transaction".into())?.unchecked_into();
        let mode = if writes { "readwrite" } else { "readonly" };
        let transaction: IdbTransaction =
            begin.call3(database, &STORE.into(), &mode.into(), &options)?.unchecked_into();
        let store = transaction.object_store(STORE)?;
        let ended = first(&transaction, ["complete", "abort"], None);
        // Undone, unless it is being written already: whoever hears that it was not stored may rely on that.
        let stuck = transaction.clone();
        let limit = Timeout::new(PATIENCE.unsigned_abs(), move || drop(stuck.abort()));
        Ok(Self { transaction, store, ended, limit })
    }

    /// What is kept under a key.
    pub async fn get(&self, key: &str) -> Option<String> {
        let request = self.store.get(&key.into()).ok()?;
        let _ = JsFuture::from(first(&request, ANSWERED, None)).await;
        request.result().ok()?.as_string()
    }

    /// Keeps a text under a key, or nothing any more.
    pub fn put(&self, key: &str, text: Option<&str>) {
        let asked = match text {
            Some(text) => self.store.put_with_key(&text.into(), &key.into()),
            None => self.store.delete(&key.into()),
        };
        self.or_undo(asked.map(drop));
    }

    /// Keeps nothing any more.
    pub fn clear(&self) {
        self.or_undo(self.store.clear().map(drop));
    }

    fn or_undo(&self, asked: Result<(), JsValue>) {
        if asked.is_err() {
            let _ = self.transaction.abort();
        }
    }

    /// Waits for its end. True if all of it is on the disk; false if nothing of it happened.
    pub async fn end(self) -> bool {
        let Self { ended, limit: _limit, .. } = self;
        let end = JsFuture::from(ended).await;
        end.and_then(|event| Reflect::get(&event, &"type".into())).is_ok_and(|kind| kind == "complete")
    }
}
