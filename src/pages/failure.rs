//! Why there is nothing to show, and the ways on.

use news::{
    route::{Route, Span},
    source::SourceError,
    words,
};

use crate::{
    element::{Element, element},
    pages::heading,
    reader::Reader,
};

/// A failure, named for what a reader can do.
pub fn failure(reader: &Reader, error: SourceError) -> Element {
    let lang = reader.lang;
    let words = reader.words();
    let (title, sentence) = words::failure(error, lang);
    let again = (error != SourceError::NotFound).then(|| {
        let button = element("button").class("button").attr("type", "button");
        button.attr("data-act", "retry").child(words.try_again)
    });
    let quiet = |route: &Route, name| reader.link(route, name).class("button button-quiet");
    let ways = element("p").class("failure-ways").child(again);
    let ways = ways.child(quiet(&Route::front(lang), words.to_front));
    let ways = ways.child(quiet(&Route::archive(lang, Span::All), words.archive));
    let section = element("section").class("failure").attr("data-failure", name(error));
    section.child(heading().child(title)).child(element("p").child(sentence)).child(ways)
}

fn name(error: SourceError) -> &'static str {
    match error {
        SourceError::Offline => "offline",
        SourceError::NotFound => "not-found",
        SourceError::Unavailable => "unavailable",
        SourceError::Malformed => "malformed",
    }
}
