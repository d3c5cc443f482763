//! What this browser keeps: the outbox and the drafts of comments. Storage may be full, blocked or absent.

use news::{draft::Draft, lang::Lang, outbox::Outbox, source::json};
use web_sys::Storage;

/// Where this browser keeps what was not sent.
const OUTBOX: &str = "bantin:outbox";

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
    format!("bantin:draft:{}/{slug}", lang.code())
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

/// A key that nothing else in this browser has.
pub fn unique() -> String {
    format!("{:x}-{:x}", js_sys::Date::now() as u64, (js_sys::Math::random() * 4_294_967_296.0) as u64)
}
