//! Which comments this browser's reader may still change, see [`news::discussion::Owned`]. Storage may be full, blocked or
//! absent: then none can be changed.

use leptos::prelude::window;
use news::{
    discussion::{Owned, Service},
    source::Answer,
};
use web_sys::Storage;

use super::now;

/// Where this browser notes them down.
const OWNED: &str = "bantin:own";

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// All of them, read afresh.
pub fn owned() -> Owned {
    let text = storage().and_then(|storage| storage.get_item(OWNED).ok().flatten());
    text.map(|text| Owned::parse(&text, now())).unwrap_or_default()
}

/// Changes what is noted down; false if the browser would not store it.
pub fn change(change: impl FnOnce(&mut Owned)) -> bool {
    let mut owned = owned();
    change(&mut owned);
    storage().is_some_and(|storage| match owned.print() {
        Some(text) => storage.set_item(OWNED, &text).is_ok(),
        None => storage.remove_item(OWNED).is_ok(),
    })
}

/// Notes down what an answer hands over to its reader, or takes back.
pub fn hand(service: &Service, answer: &Answer) {
    if let Some((id, seconds)) = service.handed(answer) {
        change(|owned| owned.hold(&id, seconds, now()));
    }
}
