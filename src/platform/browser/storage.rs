//! What this browser keeps: the outbox and the drafts of comments, in its database ([`super::disk`]), and the reader's
//! name, if asked to. Storage may be full, blocked or absent.
//!
//! `localStorage` has what can do with less: it is written at once, but reaches the disk only seconds later.

use news::{draft::Draft, lang::Lang, outbox::Outbox, source::json};
use serde::{Deserialize, Serialize};
use web_sys::Storage;

use super::disk::Transaction;

/// Where this browser keeps what was not sent. Other tabs hear of changes by an event of `localStorage` with this key.
pub const OUTBOX: &str = "bantin:outbox";
/// … and what was not finished, an article each.
const DRAFTS: &str = "bantin:draft:";
/// … and who the reader is, in `localStorage`.
const READER: &str = "bantin:reader";

/// An outbox in which nothing waits, which is not kept.
const EMPTY: &str = "[]";

/// What happens to an outbox.
type Change<'c> = Box<dyn FnOnce(&mut Outbox) + 'c>;

fn parse(text: Option<&str>) -> Outbox {
    text.map(Outbox::parse).unwrap_or_default()
}

fn draft_key(lang: Lang, slug: &str) -> String {
    format!("{DRAFTS}{}/{slug}", lang.code())
}

/// A draft as it is kept, which it is unless it is blank.
fn draft_text(draft: &Draft) -> Option<String> {
    serde_json::to_string(draft).ok().filter(|_| !draft.is_blank())
}

/// The outbox, read afresh: another tab may have changed it. None if the browser does not tell.
pub async fn outbox() -> Option<Outbox> {
    let disk = Transaction::begin(false).await?;
    Some(parse(disk.get(OUTBOX).await.as_deref()))
}

/// The outbox, and what a reader had begun to write under an article.
pub async fn kept(lang: Lang, slug: &str) -> Option<(Outbox, Draft)> {
    let disk = Transaction::begin(false).await?;
    let outbox = disk.get(OUTBOX).await;
    let draft = parse_draft(disk.get(&draft_key(lang, slug)).await);
    Some((parse(outbox.as_deref()), draft))
}

/// Changes the outbox, and gives it as it is on the disk then; none if the browser would not store it.
pub fn change_outbox<'c>(change: impl FnOnce(&mut Outbox) + 'c) -> impl Future<Output = Option<Outbox>> {
    store(Box::new(change), None)
}

/// Changes the outbox and the draft under an article together: what goes from the one into the other is in one of them
/// at any time. Where the outbox stays as it was, no draft goes.
pub fn exchange<'c>(
    lang: Lang,
    slug: &'c str,
    draft: &'c Draft,
    change: impl FnOnce(&mut Outbox) + 'c,
) -> impl Future<Output = Option<Outbox>> {
    store(Box::new(change), Some((draft_key(lang, slug), draft_text(draft))))
}

async fn store(change: Change<'_>, draft: Option<(String, Option<String>)>) -> Option<Outbox> {
    let disk = Transaction::begin(true).await?;
    let before = disk.get(OUTBOX).await;
    let mut outbox = parse(before.as_deref());
    change(&mut outbox);
    let after = Some(outbox.print()).filter(|text| text != EMPTY);
    let changed = before != after;
    if changed {
        disk.put(OUTBOX, after.as_deref());
    }
    let draft = draft.filter(|(_, text)| changed || text.is_some());
    if let Some((key, text)) = &draft {
        disk.put(key, text.as_deref());
    }
    let stored = disk.end().await;
    if stored && changed {
        tell();
    }
    if let Some((key, _)) = draft.filter(|_| stored) {
        write(&key, None);
    }
    stored.then_some(outbox)
}

/// Keeps what a reader writes under an article, nothing if it is blank; false if the browser would not.
pub async fn keep_draft(lang: Lang, slug: &str, draft: &Draft) -> bool {
    let Some(disk) = Transaction::begin(true).await else { return false };
    let key = draft_key(lang, slug);
    disk.put(&key, draft_text(draft).as_deref());
    let stored = disk.end().await;
    if stored {
        write(&key, None);
    }
    stored
}

/// Keeps a draft of a page that goes in this very moment, and can not wait for the disk.
pub fn leave_draft(lang: Lang, slug: &str, draft: &Draft) {
    write(&draft_key(lang, slug), draft_text(draft).as_deref());
}

/// What a page that went had to leave in a hurry.
pub fn left(lang: Lang, slug: &str) -> Draft {
    parse_draft(read(&draft_key(lang, slug)))
}

fn parse_draft(text: Option<String>) -> Draft {
    text.and_then(|text| json::read(&text).ok()).unwrap_or_default()
}

/// Removes all that this site keeps about a reader's comments: the name, the drafts, and what was not sent. False if the
/// browser would not.
pub async fn forget() -> bool {
    if let Some(storage) = storage() {
        let keys = (0..storage.length().unwrap_or_default()).filter_map(|at| storage.key(at).ok().flatten());
        let keys: Vec<String> = keys.filter(|key| key == READER || key.starts_with(DRAFTS)).collect();
        keys.iter().for_each(|key| write(key, None));
    }
    let Some(disk) = Transaction::begin(true).await else { return false };
    disk.clear();
    let gone = disk.end().await;
    tell();
    gone
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

fn read(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

fn write(key: &str, value: Option<&str>) {
    if let Some(storage) = storage() {
        let _ = match value {
            Some(value) => storage.set_item(key, value),
            None => storage.remove_item(key),
        };
    }
}

/// Tells other tabs that the outbox has changed; nothing stays of that.
fn tell() {
    write(OUTBOX, Some(""));
    write(OUTBOX, None);
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

/// A key that nothing else in this browser has.
pub fn unique() -> String {
    format!("{:x}-{:x}", js_sys::Date::now() as u64, (js_sys::Math::random() * 4_294_967_296.0) as u64)
}
