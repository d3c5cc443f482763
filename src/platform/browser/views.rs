//! How often the article in the page was read, from the server that counts. Nobody waits for it.

use leptos::{
    prelude::{document, window},
    task::spawn_local,
};
use news::{lang::Lang, views::Counter, words};
use web_sys::Element;

use super::{document::find, fetch::ask};

/// Where this visit keeps which articles it has been counted for.
const SEEN: &str = "bantin:seen:";

/// Counts the article at `path` once a visit, and tells its number below the headline. Where there is none, nothing is
/// told.
pub fn show(page: &Element, counter: Counter, path: String, lang: Lang) {
    let (Some(facts), Some(title)) = (find(page, ".article-head .facts"), find(page, "h1")) else { return };
    let title = title.text_content().unwrap_or_default();
    spawn_local(async move {
        let visit = window().session_storage().ok().flatten();
        let key = format!("{SEEN}{path}");
        if let Some(visit) = visit.filter(|visit| visit.get_item(&key).is_ok_and(|seen| seen.is_none())) {
            let luck = (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
            // Whatever comes back: once is enough.
            let _ = visit.set_item(&key, "");
            let _ = ask(counter.count(&path, &title, luck)).await;
        }
        let Some(views) = counter.read(ask(counter.ask(&path)).await) else { return };
        for (class, text) in [
            ("bar", " | ".to_owned()),
            ("views", format!("{} {}", words::words(lang).views, words::number(views, lang))),
        ] {
            let Ok(part) = document().create_element("span") else { return };
            part.set_class_name(class);
            part.set_text_content(Some(&text));
            let _ = facts.append_child(&part);
        }
    });
}
