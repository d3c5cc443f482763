//! The head of every page: the newspaper's name, its sections, its languages.

use leptos::prelude::*;
use news::{lang::Lang, route::Route, words::words};

use super::appearance::Appearance;
use crate::{app::Screen, reader::Reader};

/// Where the page stands among the others.
#[derive(Clone, Debug, Default)]
pub struct Here {
    /// The slug of its section.
    section: Option<String>,
    /// Whether it is the front page.
    front: bool,
    /// The same page in other languages.
    translations: Vec<Route>,
}

impl Here {
    /// Of a screen in this language.
    pub fn of(screen: &Screen, lang: Lang) -> Self {
        match screen {
            Screen::Page(route, content) => Self {
                section: content.section(route).map(|section| section.slug),
                front: *route == Route::front(lang),
                translations: content.translations(route),
            },
            Screen::Slow | Screen::Failed(_) => Self::default(),
        }
    }
}

/// The head of every page.
#[component]
pub fn Masthead(here: Here) -> impl IntoView {
    let reader = Reader::expect();
    let front = reader.href(&Route::front(reader.lang));
    let tagline = Some(reader.face().tagline).filter(|line| !line.is_empty());
    view! {
        <header class="masthead">
            <div class="masthead-top">
                <p class="masthead-title"><a href=front>{reader.site.title.clone()}</a></p>
                {tagline.map(|line| view! { <p class="masthead-tagline">{line}</p> })}
                <div class="masthead-tools">
                    {languages(&reader, &here)}
                    <Appearance/>
                </div>
            </div>
            <nav class="sections" aria-label=reader.words().menu>{sections(&reader, &here)}</nav>
        </header>
    }
}

fn sections(reader: &Reader, here: &Here) -> impl IntoView + use<> {
    let links = reader.face().sections.into_iter().map(|section| {
        let current = (here.section.as_deref() == Some(section.slug.as_str())).then_some("true");
        let href = reader.href(&Route::section(reader.lang, &section.slug));
        view! { <li><a href=href aria-current=current>{section.name}</a></li> }
    });
    let links = links.collect_view();
    view! {
        <ul>
            <li>
                <a href=reader.href(&Route::front(reader.lang)) aria-current=here.front.then_some("page")>
                    {reader.words().front}
                </a>
            </li>
            {links}
        </ul>
    }
}

/// The same page in the site's other languages; their front pages where it has no translation.
fn languages(reader: &Reader, here: &Here) -> impl IntoView + use<> {
    let others = reader.site.editions.iter().map(|face| face.lang).filter(|lang| *lang != reader.lang);
    let links = others.map(|lang| {
        let same = here.translations.iter().find(|route| route.lang() == lang).cloned();
        let rel = same.as_ref().map(|_| "alternate");
        let href = reader.href(&same.unwrap_or(Route::front(lang)));
        let words = words(lang);
        view! {
            <a class="tool" href=href rel=rel lang=lang.code() hreflang=lang.code() title=words.read_in>
                {words.language_name}
            </a>
        }
    });
    links.collect_view()
}
