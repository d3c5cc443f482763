//! What every page and part may ask: the site, its words, its addresses, and the reader's clock.

use std::sync::Arc;

use news::{
    article::{Figure, Teaser},
    lang::Lang,
    route::Route,
    site::{Face, Site},
    words::{Words, words},
};

use crate::element::{Element, Node, element};

/// The site and the reader while one page is drawn. A page is drawn anew rather than changed.
#[derive(Clone)]
pub struct Reader {
    /// The settings.
    pub site: Arc<Site>,
    /// The language of the page.
    pub lang: Lang,
    /// Unix seconds: what is not to be seen then is left out.
    pub now: i64,
    /// The path below which the site lives, with a slash at both ends.
    pub base: String,
}

impl Reader {
    /// The words of the page's language.
    pub fn words(&self) -> &'static Words {
        words(self.lang)
    }

    /// The address of a page.
    pub fn href(&self, route: &Route) -> String {
        self.below_base(&route.path(self.site.language))
    }

    /// A link to a page, which is called `name`.
    pub fn link(&self, route: &Route, name: impl Into<Node>) -> Element {
        element("a").attr("href", self.href(route)).child(name)
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

    /// The address of a picture: its own if it is absolute, else below the base.
    pub fn picture_address(&self, figure: &Figure) -> String {
        match figure.src.contains("://") {
            true => figure.src.clone(),
            false => self.below_base(&figure.src),
        }
    }

    /// The address of a path below the site's base.
    fn below_base(&self, path: &str) -> String {
        [&self.base, path.trim_start_matches('/')].concat()
    }
}
