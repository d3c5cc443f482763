//! One tab alone changes an article also where browsers know no locks: where the desk comes by plain http, as in a newsroom's
//! own network. Tabs ask one another.

use std::cell::RefCell;

use leptos::{prelude::Set, task::spawn_local};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

use super::{
    dom, keep,
    room::{Desk, Mode},
};

/// What tabs say to one another of an article, by its id.
#[derive(Serialize, Deserialize)]
enum Word {
    /// Who changes it? The number tells whose claim is the older.
    Ask(String, f64),
    /// I do.
    Mine(String),
    /// From now on I do, whoever did before.
    Taken(String),
}

thread_local! {
    static CHANNEL: RefCell<Option<BroadcastChannel>> = const { RefCell::new(None) };
    /// The article that this tab changes, and since when.
    static HELD: RefCell<Option<(String, f64)>> = const { RefCell::new(None) };
}

/// Makes this tab the one that changes the article; if another does, that one says so, unless it is taken from it.
pub fn hold(desk: Desk, id: &str, steal: bool) {
    let claim = js_sys::Date::now() + js_sys::Math::random();
    HELD.with(|held| held.replace(Some((id.to_owned(), claim))));
    if CHANNEL.with(|channel| channel.borrow().is_none()) {
        let Ok(channel) = BroadcastChannel::new("bantin:desk") else { return };
        dom::on(&channel, "message", move |event| {
            let said = event.dyn_into::<MessageEvent>().ok().and_then(|event| event.data().as_string());
            if let Some(word) = said.and_then(|said| serde_json::from_str(&said).ok()) {
                heard(desk, word);
            }
        });
        CHANNEL.with(|place| place.replace(Some(channel)));
    }
    say(&if steal { Word::Taken(id.to_owned()) } else { Word::Ask(id.to_owned(), claim) });
}

/// Lets another tab change what this one did.
pub fn let_go() {
    HELD.with(|held| held.replace(None));
}

fn say(word: &Word) {
    let Ok(word) = serde_json::to_string(word) else { return };
    CHANNEL.with(|channel| {
        channel.borrow().as_ref().map(|channel| channel.post_message(&JsValue::from_str(&word)))
    });
}

/// Since when this tab changes the article, if it does.
fn since(id: &str) -> Option<f64> {
    HELD.with(|held| held.borrow().as_ref().filter(|(held, _)| held == id).map(|(_, since)| *since))
}

fn heard(desk: Desk, word: Word) {
    match word {
        Word::Ask(id, claim) if since(&id).is_some_and(|since| since < claim) => say(&Word::Mine(id)),
        Word::Mine(id) if since(&id).is_some() => {
            let_go();
            if desk.is(&id) {
                desk.mode.set(Mode::Elsewhere);
            }
        }
        Word::Taken(id) if since(&id).is_some() => {
            let_go();
            if desk.is(&id) {
                spawn_local(keep::give_up(desk));
            }
        }
        _ => {}
    }
}
