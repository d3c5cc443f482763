//! The head of every page: the newspaper's name, its sections, its languages.

use leptos::prelude::*;
use news::{lang::Lang, route::Route, words::words};

use super::appearance::Appearance;
use crate::{app::Screen, platform, reader::Reader};

/// The head of every page.
#[component]
pub fn Masthead(screen: RwSignal<Screen>) -> impl IntoView {
    let reader = Reader::expect();
    let title = move || reader.site.with(|site| site.title.clone());
    let front = move || reader.live().href(&Route::front(reader.lang.get_untracked()));
    let tagline = move || {
        Some(reader.live().face().tagline)
            .filter(|line| !line.is_empty())
            .map(|line| view! { <p class="masthead-tagline">{line}</p> })
    };
    // On a phone the strip is wider than the screen: the section that the page belongs to comes into sight.
    Effect::new(move |_| {
        screen.track();
        platform::centre_in_strip(".sections [aria-current]");
    });
    view! {
        <header class="masthead">
            <div class="masthead-top">
                <p class="masthead-title"><a href=front>{title}</a></p>
                {tagline}
                <div class="masthead-tools">
                    {move || screen.with(|screen| languages(reader.live(), screen))}
                    <Appearance/>
                </div>
            </div>
            <nav class="sections" aria-label=move || reader.live().words().menu>
                {move || screen.with(|screen| sections(reader.live(), screen))}
            </nav>
        </header>
    }
}

fn sections(reader: Reader, screen: &Screen) -> impl IntoView + use<> {
    let lang = reader.lang.get_untracked();
    let here = match screen {
        Screen::Page(route, content) => content.section(route).map(|section| section.slug),
        _ => None,
    };
    let at_front = matches!(screen, Screen::Page(route, _) if *route == Route::front(lang));
    let links = reader.face().sections.into_iter().map(|section| {
        let current = (here.as_deref() == Some(section.slug.as_str())).then_some("true");
        let href = reader.href(&Route::section(lang, &section.slug));
        view! { <li><a href=href aria-current=current>{section.name}</a></li> }
    });
    let links = links.collect_view();
    view! {
        <ul>
            <li>
                <a href=reader.href(&Route::front(lang)) aria-current=at_front.then_some("page")>
                    {reader.words().front}
                </a>
            </li>
            {links}
        </ul>
    }
}

/// The same page in the site's other languages; their front pages where it has no translation.
fn languages(reader: Reader, screen: &Screen) -> Option<impl IntoView + use<>> {
    let here = reader.lang.get_untracked();
    let others: Vec<Lang> = reader
        .site
        .with(|site| site.editions.iter().map(|face| face.lang).filter(|lang| *lang != here).collect());
    let translations = match screen {
        Screen::Page(route, content) => content.translations(route),
        _ => Vec::new(),
    };
    let links = others.iter().map(|&lang| {
        let same = translations.iter().find(|route| route.lang() == lang).cloned();
        let rel = same.as_ref().map(|_| "alternate");
        let href = reader.href(&same.unwrap_or(Route::front(lang)));
        let words = words(lang);
        view! {
            <a class="tool" href=href rel=rel lang=lang.code() hreflang=lang.code() title=words.read_in>
                {words.language_name}
            </a>
        }
    });
    let links = links.collect_view();
    (!others.is_empty()).then_some(links)
}
