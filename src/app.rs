//! A page with all that stands around it. What is drawn here is plain HTML without behaviour, the same from the
//! press and in the browser; `platform` wakes it up there.

use std::sync::Arc;

use leptos::prelude::*;
use news::{lang::Lang, route::Route, site::Site, source::SourceError};

use crate::{
    load::Content,
    pages,
    parts::{
        footer::Footer,
        masthead::{Here, Masthead},
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

/// A page whose content is known.
#[component]
pub fn Known(
    /// The site.
    site: Arc<Site>,
    /// The page.
    screen: Screen,
    /// The language of the page.
    lang: Lang,
    /// Unix seconds: what is not to be seen then is left out.
    now: i64,
) -> impl IntoView {
    let reader = Reader { site, lang, now };
    let skip = reader.words().skip;
    let here = Here::of(&screen, lang);
    provide_context(reader);
    view! {
        <a class="skip" href="#main">{skip}</a>
        <Masthead here/>
        <main id="main" tabindex="-1">{pages::page(screen)}</main>
        <Footer/>
    }
}
