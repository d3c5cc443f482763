//! What every page and part may ask: the site, its words, its addresses, and the reader's clock.

use std::sync::Arc;

use leptos::prelude::*;
use news::{
    article::{Figure, Teaser},
    lang::Lang,
    route::Route,
    site::{Face, Site},
    words::{Words, words},
};

use crate::platform;

/// The site and the reader while one page is drawn, as a Leptos context. A page is drawn anew rather than changed.
#[derive(Clone)]
pub struct Reader {
    /// The settings.
    pub site: Arc<Site>,
    /// The language of the page.
    pub lang: Lang,
    /// Unix seconds.
    pub now: i64,
}

impl Reader {
    /// The context that [`crate::app::Known`] provides.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The words of the page's language.
    pub fn words(&self) -> &'static Words {
        words(self.lang)
    }

    /// The address of a page.
    pub fn href(&self, route: &Route) -> String {
        below_base(&route.path(self.site.language))
    }

    /// The absolute address of a page; none if the site's own is not known.
    pub fn absolute(&self, route: &Route) -> Option<String> {
        let url = &self.site.url;
        (!url.is_empty()).then(|| format!("{url}{}", route.path(self.site.language)))
    }

    /// What the site looks like in the page's language.
    pub fn face(&self) -> Face {
        self.site.face(self.lang).cloned().unwrap_or_default()
    }

    /// Those of `teasers` that a reader may see now, in their order.
    pub fn seen<'t>(&self, teasers: &'t [Teaser]) -> impl Iterator<Item = Teaser> + use<'t> {
        let now = self.now;
        teasers.iter().filter(move |teaser| teaser.visible_at(now)).cloned()
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
