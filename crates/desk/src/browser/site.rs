//! What the desk knows of the site: its settings, its articles, and the pictures that are not there yet.

use std::sync::Arc;

use bantin_app::load;
use leptos::{prelude::*, task::spawn_local};
use news::{
    article::Teaser,
    desk::DeskFile,
    lang::Lang,
    route::{List, Route},
    site::Site,
    source::SourceError,
    text::{
        markdown::{Kind, Target},
        vietnamese::fold,
    },
};

use super::{dom, pictures, room::Desk};
use crate::{
    form::{Field, lang_of},
    known::article_of,
    pieces::{joined, pieces},
};

/// Reads what the newsroom wants of its desk.
pub async fn read_rules(desk: Desk) {
    // Where there is none, nothing is asked for but what every site has.
    let told = bantin_app::platform::fetch("", news::desk::FILE).await;
    let rules: Result<DeskFile, SourceError> = news::source::bundle::decode(told);
    desk.links.set(match &rules {
        Ok(newsroom) => Some(newsroom.rules.links),
        // A host without the file forbids nothing.
        Err(SourceError::NotFound) => Some(true),
        Err(_) => None,
    });
    if let Ok(newsroom) = rules {
        desk.newsroom.set(newsroom);
    }
}

/// Reads the site's settings, and the pictures on the desk.
pub fn read(desk: Desk) {
    spawn_local(async move {
        match load::site().await {
            Ok(site) => desk.site.set(Arc::new(site)),
            Err(_) => {
                desk.site_known.set(false);
                desk.say(desk.words.offline_site);
            }
        }
    });
    spawn_local(async move {
        pictures::read().await;
        // The page may stand there already, with places where they belong.
        super::page::show_own_pictures();
    });
}

/// Where an address in a text leads on the page.
pub fn resolve(site: &Site, kind: Kind, url: &str) -> Option<Target> {
    let base = dom::base();
    match kind {
        Kind::Picture => {
            let path = url.trim_start_matches("./").trim_start_matches("../").trim_start_matches('/');
            let there = !url.contains("://") && !path.is_empty();
            there.then(|| Target { url: format!("{base}{path}"), ..Target::default() })
        }
        Kind::Link => {
            let (lang, slug) = article_of(site, url)?;
            let path = Route::article(lang, &slug).path(site.language);
            Some(Target { url: format!("{}{path}", base.trim_end_matches('/')), ..Target::default() })
        }
        Kind::Frame => None,
    }
}

/// Tags of the site that begin as the last one of the field does.
pub fn tags(desk: Desk) -> impl IntoView {
    let typed = move || desk.form.with(|form| form.get(Field::Tags).to_owned());
    let found = move || {
        let typed = typed();
        let (before, last) = typed.rsplit_once(',').unwrap_or(("", &typed));
        let (wanted, there) = (fold(last.trim()), fold(before));
        let fits = |tag: &&String| {
            !wanted.is_empty()
                && fold(tag).starts_with(&wanted)
                && fold(tag) != wanted
                && !there.contains(&fold(tag))
        };
        desk.newsroom.with(|newsroom| newsroom.tags.iter().filter(fits).take(6).cloned().collect::<Vec<_>>())
    };
    let add = move |tag: &str| {
        let typed = desk.form.with_untracked(|form| form.get(Field::Tags).to_owned());
        let before = typed.rsplit_once(',').map_or("", |(before, _)| before);
        let mut all = pieces(before);
        all.push(tag.to_owned());
        desk.fill(Field::Tags, joined(&all));
    };
    view! {
        <ul class="found">{move || found().into_iter().map(|tag| {
            let name = tag.clone();
            view! { <li><button class="link" type="button" on:click=move |_| add(&name)>{tag}</button></li> }
        }).collect_view()}</ul>
    }
}

/// Finds articles of the site by words of their headlines, for `related`.
pub fn finder(desk: Desk) -> impl IntoView {
    let what = RwSignal::new(String::new());
    let all = RwSignal::new(None::<Vec<Teaser>>);
    let load = move || {
        if all.get_untracked().is_some() {
            return;
        }
        all.set(Some(Vec::new()));
        spawn_local(async move {
            let site = desk.site.get_untracked();
            let lang = desk.form.with_untracked(|form| lang_of(form, &site));
            all.set(Some(newest(lang).await));
        });
    };
    let found = move || {
        let wanted = fold(&what.get());
        let words: Vec<&str> = wanted.split_whitespace().collect();
        let fits = |teaser: &&Teaser| {
            let title = fold(&teaser.title);
            !words.is_empty() && words.iter().all(|word| title.contains(word))
        };
        all.with(|all| all.iter().flatten().filter(fits).take(8).cloned().collect::<Vec<_>>())
    };
    let add = move |slug: String| {
        let related = desk.form.with_untracked(|form| form.get(Field::Related).to_owned());
        let mut slugs = pieces(&related);
        if !slugs.contains(&slug) {
            slugs.push(slug);
        }
        desk.fill(Field::Related, joined(&slugs));
        what.set(String::new());
    };
    view! {
        <label class="unseen" for="find-related">{desk.words.find_article}</label>
        <input id="find-related" type="search" autocomplete="off" placeholder=desk.words.find_article
            prop:value=move || what.get() on:focus=move |_| load()
            on:input=move |event| what.set(event_target_value(&event))/>
        <ul class="found">{move || found().into_iter().map(|teaser| {
            let slug = teaser.slug.clone();
            view! { <li><button class="link" type="button" on:click=move |_| add(slug.clone())>{teaser.title}</button></li> }
        }).collect_view()}</ul>
    }
}

/// The newest articles of a language, up to some hundreds.
async fn newest(lang: Lang) -> Vec<Teaser> {
    let front = Route::front(lang);
    let mut all = Vec::new();
    let Ok(load::Content::Newest(head)) = load::page(&front, 0).await else { return all };
    let pages = head.pages;
    all.extend(head.newest);
    for number in (1..pages).rev().take(15) {
        let page = Route::List { lang, list: List::Front, page: Some(number) };
        if let Ok(load::Content::Numbered(_, page)) = load::page(&page, 0).await {
            all.extend(page.teasers);
        }
    }
    all.sort_by(|a, b| a.slug.cmp(&b.slug));
    all.dedup_by(|a, b| a.slug == b.slug);
    all.sort_by_key(|teaser| std::cmp::Reverse(teaser.published.unix()));
    all
}
