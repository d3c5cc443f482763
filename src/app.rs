//! A page with all that stands around it. What is drawn here is plain HTML without behaviour, the same from the
//! press and in the browser; `platform` wakes it up there.

use news::{route::Route, source::SourceError};

use crate::{
    element::{Node, element},
    load::Content,
    pages,
    parts::{
        footer::footer,
        masthead::{Here, masthead},
    },
    reader::Reader,
};

/// What the screen shows.
// There is one screen: how large it is does not matter.
#[allow(clippy::large_enum_variant)]
#[derive(Clone, Debug, PartialEq)]
pub enum Screen {
    /// A placeholder: loading takes its time.
    Slow,
    /// A page.
    Page(Route, Content),
    /// No page, and why.
    Failed(SourceError),
}

/// A page whose content is known, as this reader sees it.
pub fn known(reader: &Reader, screen: &Screen) -> Node {
    let skip = element("a").class("skip").attr("href", "#main").child(reader.words().skip);
    let main = element("main").attr("id", "main").attr("tabindex", "-1");
    Node::from([
        skip,
        masthead(reader, &Here::of(screen, reader.lang)),
        main.child(pages::page(reader, screen)),
        footer(reader),
    ])
}
