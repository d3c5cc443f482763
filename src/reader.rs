//! What every page and part may ask: the site, its words, its addresses, and the reader's clock.

use leptos::prelude::*;
use news::{
    article::Figure,
    lang::Lang,
    route::Route,
    site::{Face, Site},
    words::{Words, words},
};

use crate::platform;

/// The site and the reader, as a Leptos context.
#[derive(Clone, Copy)]
pub struct Reader {
    /// The settings; replaced once they are loaded.
    pub site: RwSignal<Site>,
    /// The language of the page.
    pub lang: RwSignal<Lang>,
    /// Unix seconds, a minute late at most.
    pub now: RwSignal<i64>,
}

impl Reader {
    /// The context that the app provides.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The same, to be asked in a view that outlives a page: the view then follows the site and its language.
    /// A page and its parts need not: they are made anew for each.
    pub fn live(self) -> Self {
        self.site.track();
        self.lang.track();
        self
    }

    /// The words of the page's language.
    pub fn words(&self) -> &'static Words {
        words(self.lang.get_untracked())
    }

    /// The address of a page.
    pub fn href(&self, route: &Route) -> String {
        let main = self.site.with_untracked(|site| site.language);
        below_base(&route.path(main))
    }

    /// What the site looks like in the page's language.
    pub fn face(&self) -> Face {
        let lang = self.lang.get_untracked();
        self.site.with_untracked(|site| site.face(lang).cloned().unwrap_or_default())
    }
}

/// The address of a path below the site's base.
pub fn below_base(path: &str) -> String {
    format!("{}{}", platform::base(), path.trim_start_matches('/'))
}

/// The address of a picture: its own if it is absolute, else below the base.
pub fn picture_address(figure: &Figure) -> String {
    match figure.src.contains("://") {
        true => figure.src.clone(),
        false => below_base(&figure.src),
    }
}
