//! From page to page of a list.

use news::{
    bundle::Head,
    route::{List, Route},
};

use crate::{
    element::{Element, element},
    reader::Reader,
};

/// Newer and older, on both sides of where the reader is: on the page of this `number`, or at the newest.
pub fn pager(reader: &Reader, list: &List, head: &Head, number: Option<u32>) -> Option<Element> {
    let words = reader.words();
    let newer = number.map(|number| {
        let page = head.newer_than(number);
        let name = if page.is_some() { words.newer } else { words.newest };
        to(reader, list, page, name).class("pager-newer").attr("rel", "prev")
    });
    let older = match number {
        Some(number) => number.checked_sub(1).filter(|page| *page > 0),
        None => head.older(),
    };
    let older =
        older.map(|page| to(reader, list, Some(page), words.older).class("pager-older").attr("rel", "next"));
    (newer.is_some() || older.is_some())
        .then(|| element("nav").class("pager").attr("aria-label", words.pages).child(newer).child(older))
}

/// The way from the newest to what is older.
pub fn older(reader: &Reader, list: &List, older: Option<u32>) -> Option<Element> {
    let link = to(reader, list, Some(older?), reader.words().older);
    Some(element("p").class("older").child(link))
}

fn to(reader: &Reader, list: &List, page: Option<u32>, name: &'static str) -> Element {
    reader.link(&Route::List { lang: reader.lang, list: list.clone(), page }, name)
}
