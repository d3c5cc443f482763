//! The articles that the editor chose to stand below this one, as the site has them.

use std::{cell::RefCell, collections::BTreeMap};

use bantin_app::load::{self, Content};
use leptos::{prelude::*, task::spawn_local};
use news::{article::Teaser, manuscript::Manuscript, route::Route, site::Site};

use super::{
    learn,
    room::{Desk, Mode},
};
use crate::known::{self, Address};

thread_local! {
    /// What was asked for, and what the site said: nothing yet, or that there is none.
    static KNOWN: RefCell<BTreeMap<Address, Option<Teaser>>> = RefCell::default();
    static CAME: ArcRwSignal<u32> = ArcRwSignal::new(0);
}

/// Those of the chosen ones that are known; when the others come, whoever has asked here asks again.
pub fn chosen(desk: Desk, manuscript: &Manuscript, site: &Site) -> Vec<Teaser> {
    CAME.with(|came| came.track());
    let lang = manuscript.lang.unwrap_or(site.language);
    let addresses = manuscript.related.iter().map(|name| known::chosen(name, lang));
    let mut all = Vec::new();
    for address in addresses.filter(|(_, slug)| *slug != manuscript.slug) {
        match KNOWN.with(|known| known.borrow().get(&address).cloned()) {
            Some(teaser) => all.extend(teaser),
            // What came with a link is nobody else's business, not even the host's.
            None if desk.mode.get_untracked() == Mode::Shared => {}
            // Names that are still being written are those of no article.
            None if learn::known(|known| known.article(&address)) == Some(true) => ask(address),
            None => {}
        }
    }
    all
}

/// More is known of the site's addresses.
pub fn again() {
    CAME.with(|came| came.update(|count| *count += 1));
}

fn ask(address: Address) {
    KNOWN.with(|known| known.borrow_mut().insert(address.clone(), None));
    spawn_local(async move {
        let (lang, slug) = &address;
        if let Ok(Content::Article(article)) = load::page(&Route::article(*lang, slug), i64::MAX / 4).await {
            KNOWN.with(|known| known.borrow_mut().insert(address, Some(article.teaser)));
            again();
        }
    });
}
