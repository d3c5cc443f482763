//! Drafts in the browser's own database, so that a crash loses nothing: what is stored is on the disk before the desk
//! says so (`durability: "strict"`, Indexed Database API 3.0, section 4.9).

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction};

const NAME: &str = "bantin-desk";
/// Drafts as they are now.
pub const DRAFTS: &str = "drafts";
/// What they were before; keys are `ID TIME`.
pub const VERSIONS: &str = "versions";
/// Pictures that were pasted, by the path that the text calls them.
pub const PICTURES: &str = "pictures";
/// Files of the editor's disk, by the ids of their drafts.
pub const HANDLES: &str = "handles";

/// Milliseconds after which a browser that has said neither yes nor no has not done it.
const PATIENCE: i32 = 4_000;

/// What a promise gives, if it gives anything in time.
async fn in_time(promise: Promise) -> Result<JsValue, JsValue> {
    let late = Promise::new(&mut |_, reject: Function| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&reject, PATIENCE);
    });
    JsFuture::from(Promise::race(&Array::of2(&promise, &late))).await
}

/// What a request gives, once it is there.
async fn done(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |resolve: Function, reject: Function| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    in_time(promise).await.map_err(|_| failure(request))?;
    request.result()
}

fn failure(request: &IdbRequest) -> JsValue {
    // One that has not come to its end has no error to tell of.
    request.error().ok().flatten().map_or(JsValue::NULL, JsValue::from)
}

async fn open() -> Result<IdbDatabase, JsValue> {
    let factory = window().indexed_db()?.ok_or(JsValue::NULL)?;
    let request: IdbOpenDbRequest = factory.open_with_u32(NAME, 2)?;
    let asked = request.clone();
    let upgrade = Closure::once_into_js(move || {
        if let Ok(database) = asked.result().map(|result| result.unchecked_into::<IdbDatabase>()) {
            // Those that are there already stay as they are.
            for store in [DRAFTS, VERSIONS, PICTURES, HANDLES] {
                let _ = database.create_object_store(store);
            }
        }
    });
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    Ok(done(&request).await?.unchecked_into())
}

/// Changes a store, and comes back when that is on the disk.
async fn change(
    store: &str,
    act: impl FnOnce(&IdbObjectStore) -> Result<(), JsValue>,
) -> Result<(), JsValue> {
    let database = open().await?;
    // web-sys knows no options of transactions.
    let options = Object::new();
    Reflect::set(&options, &"durability".into(), &"strict".into())?;
    let begin: Function = Reflect::get(&database, &"transaction".into())?.dyn_into()?;
    let transaction: IdbTransaction =
        begin.call3(&database, &store.into(), &"readwrite".into(), &options)?.unchecked_into();
    let promise = Promise::new(&mut |resolve: Function, reject: Function| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
        transaction.set_onerror(Some(&reject));
    });
    act(&transaction.object_store(store)?)?;
    let result = in_time(promise).await.map(|_| ());
    if result.is_err() {
        // What is not known to be on the disk is not to come there later; most often there is nothing to undo any more.
        let _ = transaction.abort();
    }
    database.close();
    result
}

/// Stores a value under a key.
///
/// # Errors
/// If the browser will not: storage is full, blocked or absent.
pub async fn put(store: &str, key: &str, value: &JsValue) -> Result<(), JsValue> {
    change(store, |store| store.put_with_key(value, &key.into()).map(|_| ())).await
}

/// Forgets a key.
///
/// # Errors
/// If the browser will not.
pub async fn remove(store: &str, key: &str) -> Result<(), JsValue> {
    change(store, |store| store.delete(&key.into()).map(|_| ())).await
}

/// The value of a key; undefined if there is none.
///
/// # Errors
/// If the browser will not.
pub async fn get(store: &str, key: &str) -> Result<JsValue, JsValue> {
    let database = open().await?;
    let request = database.transaction_with_str(store)?.object_store(store)?.get(&key.into())?;
    let value = done(&request).await;
    database.close();
    value
}

/// Every key and its value, in the order of the keys.
///
/// # Errors
/// If the browser will not.
pub async fn all(store: &str) -> Result<Vec<(String, JsValue)>, JsValue> {
    let database = open().await?;
    let place = database.transaction_with_str(store)?.object_store(store)?;
    let (keys, values) = (place.get_all_keys()?, place.get_all()?);
    let keys: Array = done(&keys).await?.unchecked_into();
    let values: Array = done(&values).await?.unchecked_into();
    database.close();
    Ok(keys.iter().filter_map(|key| key.as_string()).zip(values.iter()).collect())
}
