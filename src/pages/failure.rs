//! Why there is nothing to show, and the ways on.

use leptos::prelude::*;
use news::{
    route::{Route, Span},
    source::SourceError,
    words,
};

use crate::reader::Reader;

/// A failure, named for what a reader can do.
#[component]
pub fn Failure(error: SourceError) -> impl IntoView {
    let reader = Reader::expect();
    let lang = reader.lang;
    let words = reader.words();
    let (heading, sentence) = words::failure(error, lang);
    let again = (error != SourceError::NotFound).then(|| {
        view! {
            <button class="button" type="button" data-act="retry">{words.try_again}</button>
        }
    });
    view! {
        <section class="failure" data-failure=name(error)>
            <h1 id="heading" tabindex="-1">{heading}</h1>
            <p>{sentence}</p>
            <p class="failure-ways">
                {again}
                <a class="button button-quiet" href=reader.href(&Route::front(lang))>{words.to_front}</a>
                <a class="button button-quiet" href=reader.href(&Route::archive(lang, Span::All))>
                    {words.archive}
                </a>
            </p>
        </section>
    }
}

fn name(error: SourceError) -> &'static str {
    match error {
        SourceError::Offline => "offline",
        SourceError::NotFound => "not-found",
        SourceError::Unavailable => "unavailable",
        SourceError::Malformed => "malformed",
    }
}
