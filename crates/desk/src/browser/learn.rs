//! What the desk learns of the addresses of its site: where there are articles, and which pictures are not there.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeSet,
};

use bantin_app::{load, platform};
use leptos::{prelude::*, task::spawn_local};
use news::{
    lang::Lang,
    route::Route,
    site::Site,
    source::SourceError,
    text::markdown::{Kind, blocks},
};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::{
    checks, dom, related,
    room::{Desk, Mode},
    served,
};
use crate::{
    form::{Field, Form},
    known::{Address, Known, article_of, chosen, listed, media},
    pieces::pieces,
};

/// The most files of a site map that are read: those of some 4,700 articles.
const MOST: usize = 40;

thread_local! {
    static KNOWN: RefCell<Known> = RefCell::default();
    static ASKING: Cell<bool> = const { Cell::new(false) };
}

/// Looks at what is known.
pub fn known<T>(look: impl FnOnce(&Known) -> T) -> T {
    KNOWN.with(|known| look(&known.borrow()))
}

/// Forgets where there are articles: there is another one now.
pub fn forget() {
    KNOWN.with(|known| {
        let mut known = known.borrow_mut();
        (known.all, known.asked) = Default::default();
    });
}

/// Asks the site whether there are articles at the addresses that matter: the article's own, and those it links to.
pub fn ask_about(desk: Desk, form: &Form) {
    let site = desk.site.get_untracked();
    let lang = untrack(|| desk.manuscript()).lang.unwrap_or(site.language);
    let mut wanted = vec![(lang, untrack(|| desk.slug()))];
    wanted.extend(pieces(form.get(Field::Related)).iter().map(|name| chosen(name, lang)));
    desk.body.with_untracked(|text| {
        let _ = blocks(text, &mut |kind, url, _| {
            if kind == Kind::Link {
                wanted.extend(article_of(&site, url));
            }
            None
        });
    });
    wanted.retain(|address| !address.1.is_empty() && known(|known| known.article(address).is_none()));
    if wanted.is_empty() || ASKING.replace(true) {
        return;
    }
    spawn_local(async move {
        let learnt = match all(&site).await {
            Some(all) => {
                KNOWN.with(|known| known.borrow_mut().all = Some(all));
                true
            }
            // What came with a link is nobody else's business, not even the host's.
            None if desk.mode.get_untracked() == Mode::Shared => false,
            None => one_by_one(wanted).await,
        };
        ASKING.set(false);
        if learnt {
            related::again();
            checks::again(desk);
        }
    });
}

/// Every address that has an article: by the list of the folder that is served, or by the site map of a site that is
/// not too large. None where neither is to be had.
async fn all(site: &Site) -> Option<BTreeSet<Address>> {
    if let Some(listed) = served::list().await {
        let published = listed.into_iter().filter(|article| !article.draft);
        return Some(published.map(|article| (article.lang, article.slug)).collect());
    }
    if site.url.is_empty() {
        return None;
    }
    let index = text("sitemap.xml").await?;
    let names: Vec<&str> = listed(&index).filter_map(|url| url.rsplit('/').next()).collect();
    if names.len() > MOST {
        return None;
    }
    let mut all = BTreeSet::new();
    for name in names {
        all.extend(listed(&text(name).await?).filter_map(|url| article_of(site, url)));
    }
    // What is scheduled is in no site map, and among the newest.
    for lang in Lang::ALL.into_iter().filter(|lang| site.face(*lang).is_some()) {
        if let load::Content::Newest(head) = load::page(&Route::front(lang), i64::MAX / 4).await.ok()? {
            all.extend(head.newest.into_iter().map(|teaser| (lang, teaser.slug)));
        }
    }
    Some(all)
}

async fn text(path: &str) -> Option<String> {
    platform::fetch("", path).await.ok().filter(|answer| answer.status == 200).map(|answer| answer.body)
}

/// Asks for the articles themselves. Browsers note each answer "not found" in their console, whatever the page makes of
/// it; but a list that names every address would be one more file to upload with each article that is published, and
/// on a site of this size too large to be read at every desk. Whether anything was learnt.
async fn one_by_one(wanted: Vec<Address>) -> bool {
    let mut learnt = false;
    for (lang, slug) in wanted {
        let there = match load::page(&Route::article(lang, &slug), i64::MAX / 4).await {
            Ok(_) => true,
            Err(SourceError::NotFound) => false,
            // Nobody knows.
            Err(_) => continue,
        };
        learnt = true;
        KNOWN.with(|known| known.borrow_mut().asked.insert((lang, slug), there));
    }
    learnt
}

/// Notes which pictures of the preview come and which do not.
pub fn watch_pictures(desk: Desk, preview: &web_sys::Document) {
    for event in ["load", "error"] {
        dom::on_its_way(preview, event, move |event| {
            let picture = event.target().map(|picture| picture.unchecked_into::<Element>());
            let src = picture.and_then(|picture| picture.get_attribute("src")).unwrap_or_default();
            let Some(path) = src.strip_prefix(&dom::base()).and_then(media) else { return };
            let came = event.type_() == "load";
            let changed = KNOWN.with(|known| {
                let missing = &mut known.borrow_mut().missing;
                if came { missing.remove(path) } else { on_line() && missing.insert(path.to_owned()) }
            });
            if changed {
                checks::again(desk);
            }
        });
    }
}

/// Whether there is a network at all: without one, a picture that does not come may well be there.
fn on_line() -> bool {
    window().navigator().on_line()
}
