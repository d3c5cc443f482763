//! The foot of every page.

use news::route::{Route, Span};

use crate::{
    element::{Element, element},
    parts::search::{can_search, search_link},
    platform::WRITES_BEFOREHAND,
    reader::Reader,
};

/// The foot of every page: the sections once more, the archive, the newspaper's own line.
pub fn footer(reader: &Reader) -> Element {
    let words = reader.words();
    let face = reader.face();
    let sections = face.sections.into_iter().map(|section| {
        element("li").child(reader.link(&Route::section(reader.lang, &section.slug), section.name))
    });
    let archive = reader.link(&Route::archive(reader.lang, Span::All), words.archive);
    // In the browser, the program that can search adds it.
    let mut links = element("ul").children(sections).child(element("li").child(archive));
    if WRITES_BEFOREHAND && can_search(reader) {
        links = links.child(search_link(reader));
    }
    let to_top = element("a").attr("href", "#app").child(words.to_top);
    let line = Some(face.footer).filter(|line| !line.is_empty());
    let inner = element("div")
        .class("footer-inner")
        .child(element("p").class("footer-title").child(reader.site.title.clone()))
        .child(links)
        .child(line.map(|line| element("p").class("footer-line").child(line)))
        .child(element("p").child(to_top));
    element("footer").class("footer").child(inner)
}
