//! How many comments stand under the articles of a list, where comments are on a server: one question for all.

use leptos::{prelude::document, task::spawn_local};
use news::{discussion::Service, lang::Lang, words};
use web_sys::Element;

use super::{
    base,
    document::{find, find_all},
    fetch::ask,
};

/// Asks for the teasers in `page`, and adds the numbers to what they say. Without an answer nothing is said.
pub fn show(page: &Element, service: Service, lang: Lang) {
    let base = base();
    let (places, paths): (Vec<Element>, Vec<String>) = find_all(page, ".teaser")
        .into_iter()
        .filter_map(|teaser| {
            let address = find(&teaser, "a")?.get_attribute("href")?;
            let path = format!("/{}", address.strip_prefix(&base)?);
            Some((find(&teaser, ".teaser-facts")?.into(), path))
        })
        .unzip();
    if paths.is_empty() {
        return;
    }
    spawn_local(async move {
        let answer = ask(service.count(&paths)).await;
        let counts = service.counted(answer, &paths).unwrap_or_default();
        for (place, count) in places.iter().zip(counts).filter(|(_, count)| *count > 0) {
            let Ok(number) = document().create_element("span") else { return };
            number.set_class_name("teaser-comments");
            number.set_text_content(Some(&words::comments(count, lang)));
            let _ = place.append_child(&number);
        }
    });
}
