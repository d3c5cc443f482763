//! Where the page stands.

use news::route::Route;

use crate::{
    element::{Element, element},
    reader::Reader,
};

/// The way from the front page to here. The last one, without an address, is the page itself.
pub fn breadcrumb(reader: &Reader, trail: Vec<(String, Option<Route>)>) -> Element {
    let words = reader.words();
    let front = reader.link(&Route::front(reader.lang), words.front);
    let rest = trail.into_iter().map(|(name, route)| {
        element("li").child(match route {
            Some(route) => reader.link(&route, name),
            None => element("span").attr("aria-current", "page").child(name),
        })
    });
    let list = element("ol").child(element("li").child(front)).children(rest);
    element("nav").class("breadcrumb").attr("aria-label", words.breadcrumb).child(list)
}
