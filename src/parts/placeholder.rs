//! What stands where a slow page will be.

use crate::{
    element::{Element, element},
    reader::Reader,
};

/// Grey lines in the shape of a page; for screen readers, one word.
pub fn placeholder(reader: &Reader) -> Element {
    let lines = [
        "placeholder-title",
        "placeholder-line",
        "placeholder-picture",
        "placeholder-line",
        "placeholder-line",
        "placeholder-line",
    ];
    let place = element("div").class("placeholder").attr("role", "status");
    let place = place.child(element("span").class("unseen").child(reader.words().loading));
    place.children(lines.map(|line| element("div").class(line)))
}
