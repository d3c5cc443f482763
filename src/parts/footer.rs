//! The foot of every page.

use leptos::prelude::*;
use news::route::{Route, Span};

use crate::reader::Reader;

/// The foot of every page: the sections once more, the archive, the newspaper's own line.
#[component]
pub fn Footer() -> impl IntoView {
    let reader = Reader::expect();
    let words = reader.words();
    let face = reader.face();
    let sections = face.sections.into_iter().map(|section| {
        let href = reader.href(&Route::section(reader.lang, &section.slug));
        view! { <li><a href=href>{section.name}</a></li> }
    });
    let sections = sections.collect_view();
    let archive = reader.href(&Route::archive(reader.lang, Span::All));
    view! {
        <footer class="footer">
            <div class="footer-inner">
                <p class="footer-title">{reader.site.title.clone()}</p>
                <ul>
                    {sections}
                    <li><a href=archive>{words.archive}</a></li>
                </ul>
                <p class="footer-line">{face.footer}</p>
                <p><a href="#app">{words.to_top}</a></p>
            </div>
        </footer>
    }
}
