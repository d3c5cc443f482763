//! Files and folders of the editor's disk that the browser lets be written (File System Access API), known again after a
//! reload: a handle can be kept in the browser's own database.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::store;

/// A file, and the site's folder that it was opened from.
#[derive(Clone, Debug)]
pub struct Handle {
    pub file: JsValue,
    pub site: Option<JsValue>,
}

/// Calls a method that gives a promise.
pub async fn call(of: &JsValue, name: &str, with: &[JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(of, &name.into())?.dyn_into()?;
    let with: Array = with.iter().collect();
    JsFuture::from(method.apply(of, &with)?.dyn_into::<Promise>()?).await
}

/// Keeps the handle of the file of this article.
pub async fn remember(id: &str, handle: &Handle) {
    let both = Array::of2(&handle.file, handle.site.as_ref().unwrap_or(&JsValue::NULL));
    // Without it the file is asked for once more after a reload.
    let _ = store::put(store::HANDLES, id, &both).await;
}

fn read(value: JsValue) -> Option<Handle> {
    let both: Array = value.dyn_into().ok()?;
    Some(Handle { file: both.get(0), site: Some(both.get(1)).filter(|site| !site.is_null()) })
}

/// The handle of the file of this article.
pub async fn recall(id: &str) -> Option<Handle> {
    read(store::get(store::HANDLES, id).await.ok()?)
}

/// The article that was opened from this very file before.
pub async fn known(file: &JsValue) -> Option<String> {
    for (id, value) in store::all(store::HANDLES).await.unwrap_or_default() {
        let Some(handle) = read(value) else { continue };
        if call(file, "isSameEntry", &[handle.file]).await.is_ok_and(|same| same == JsValue::TRUE) {
            return Some(id);
        }
    }
    None
}

/// Whether the browser lets it be written; `ask` has the browser ask the editor, who must just have pressed something.
pub async fn may(handle: &JsValue, ask: bool) -> bool {
    let wanted = Object::new();
    let _ = Reflect::set(&wanted, &"mode".into(), &"readwrite".into());
    let name = if ask { "requestPermission" } else { "queryPermission" };
    // Where browsers have no such question, there is nothing to be allowed.
    if !Reflect::has(handle, &name.into()).unwrap_or(false) {
        return true;
    }
    call(handle, name, &[wanted.into()]).await.is_ok_and(|said| said == "granted")
}

/// Writes a file.
///
/// # Errors
/// What the browser says.
pub async fn write(file: &JsValue, what: &JsValue) -> Result<(), JsValue> {
    let stream = call(file, "createWritable", &[]).await?;
    call(&stream, "write", std::slice::from_ref(what)).await?;
    call(&stream, "close", &[]).await.map(|_| ())
}

/// A file of a folder, or a folder, that is made if it is not there and `make` says so.
///
/// # Errors
/// If it is not there, or the browser will not.
pub async fn within(folder: &JsValue, kind: &str, name: &str, make: bool) -> Result<JsValue, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"create".into(), &make.into())?;
    let method = if kind == "file" { "getFileHandle" } else { "getDirectoryHandle" };
    call(folder, method, &[name.into(), options.into()]).await
}
