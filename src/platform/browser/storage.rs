//! What this browser keeps: the outbox and the drafts of comments. Storage may be full, blocked or absent.

use news::{draft::Draft, lang::Lang, outbox::Outbox, source::json};
use serde::{Deserialize, Serialize};
use web_sys::Storage;

/// Where this browser keeps what was not sent.
pub const OUTBOX: &str = "bantin:outbox";
/// … and what was not finished, an article each.
const DRAFTS: &str = "bantin:draft:";
/// … and who the reader is, if asked to.
const READER: &str = "bantin:reader";

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

fn read(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Stores a value, or removes it. False if the browser would not.
fn write(key: &str, value: Option<&str>) -> bool {
    storage().is_some_and(|storage| match value {
        Some(value) => storage.set_item(key, value).is_ok(),
        None => storage.remove_item(key).is_ok(),
    })
}

/// The outbox, read afresh: another tab may have changed it.
pub fn outbox() -> Outbox {
    read(OUTBOX).map(|text| Outbox::parse(&text)).unwrap_or_default()
}

/// Changes the outbox; false if the browser would not store it.
pub fn change_outbox(change: impl FnOnce(&mut Outbox)) -> bool {
    let mut outbox = outbox();
    change(&mut outbox);
    write(OUTBOX, Some(&outbox.print()))
}

fn draft_key(lang: Lang, slug: &str) -> String {
    format!("{DRAFTS}{}/{slug}", lang.code())
}

/// What a reader had begun to write under an article.
pub fn draft(lang: Lang, slug: &str) -> Option<Draft> {
    json::read(&read(&draft_key(lang, slug))?).ok()
}

/// Keeps what a reader writes under an article, nothing if it is blank; false if the browser would not.
pub fn keep_draft(lang: Lang, slug: &str, draft: &Draft) -> bool {
    let text = serde_json::to_string(draft).ok().filter(|_| !draft.is_blank());
    write(&draft_key(lang, slug), text.as_deref())
}

/// What a reader asked this browser to keep.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Known {
    /// The name.
    pub name: String,
    /// The e-mail address, where the site asks for one.
    pub email: String,
}

/// Who wrote here last, if that was to be kept.
pub fn known() -> Option<Known> {
    json::read(&read(READER)?).ok()
}

/// Keeps who the reader is, or no longer.
pub fn keep_known(known: Option<&Known>) {
    write(READER, known.and_then(|known| serde_json::to_string(known).ok()).as_deref());
}

/// Removes all that this site keeps about a reader's comments: the name, the drafts, and what was not sent.
pub fn forget() {
    let Some(storage) = storage() else { return };
    let keys: Vec<String> = (0..storage.length().unwrap_or_default())
        .filter_map(|at| storage.key(at).ok().flatten())
        .filter(|key| key == READER || key == OUTBOX || key.starts_with(DRAFTS))
        .collect();
    for key in keys {
        write(&key, None);
    }
}

/// A key that nothing else in this browser has.
pub fn unique() -> String {
    format!("{:x}-{:x}", js_sys::Date::now() as u64, (js_sys::Math::random() * 4_294_967_296.0) as u64)
}
