//! The desk in the editor's browser.

mod afar;
mod along;
mod channel;
mod checks;
mod dialogs;
mod disk;
mod dom;
mod drop;
mod editor;
mod fetching;
mod fields;
mod find;
mod folder;
mod frame;
mod handles;
mod keep;
mod learn;
mod open;
mod page;
mod pictures;
mod preview;
mod redraw;
mod related;
mod room;
mod sending;
mod served;
mod shown;
mod site;
mod store;
mod text;

use leptos::mount::mount_to;
use news::{lang::Lang, words::desk::desk as words};

pub use room::Desk;

/// Opens the desk in the element `#desk`.
pub fn start() {
    std::panic::set_hook(Box::new(|info| web_sys::console::error_1(&info.to_string().into())));
    let Some(place) = dom::by_id("desk") else { return };
    let lang = dom::root().map(|root| Lang::parse(&root.lang()).unwrap_or_default()).unwrap_or_default();
    let desk = Desk::new(words(lang), lang);
    mount_to(place, move || frame::frame(desk)).forget();
    open::begin(desk);
}
