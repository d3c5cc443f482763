//! The foot of every page.

use leptos::prelude::*;
use news::route::{Route, Span};

use crate::reader::Reader;

/// The foot of every page: the sections once more, the archive, the newspaper's own line.
#[component]
pub fn Footer() -> impl IntoView {
    let reader = Reader::expect();
    let title = move || reader.site.with(|site| site.title.clone());
    let links = move || {
        let reader = reader.live();
        let lang = reader.lang.get_untracked();
        let sections = reader.face().sections.into_iter().map(move |section| {
            view! { <li><a href=reader.href(&Route::section(lang, &section.slug))>{section.name}</a></li> }
        });
        let archive = reader.href(&Route::archive(lang, Span::All));
        view! {
            <ul>
                {sections.collect_view()}
                <li><a href=archive>{reader.words().archive}</a></li>
            </ul>
        }
    };
    view! {
        <footer class="footer">
            <div class="footer-inner">
                <p class="footer-title">{title}</p>
                {links}
                <p class="footer-line">{move || reader.live().face().footer}</p>
                <p><a href="#app">{move || reader.live().words().to_top}</a></p>
            </div>
        </footer>
    }
}
