//! Absolute addresses of a site's pages and files.

use news::{
    article::Figure,
    lang::Lang,
    route::{Feed, Route},
    site::Site,
};

/// How many pixels the picture that stands for the site is wide and high.
pub const ICON_SIDE: &str = "512";

/// A site whose address is known.
#[derive(Clone, Copy, Debug)]
pub struct Address<'s> {
    url: &'s str,
    main: Lang,
}

impl<'s> Address<'s> {
    /// None if the settings do not say where the site is.
    pub fn of(site: &'s Site) -> Option<Self> {
        (!site.url.is_empty()).then_some(Self { url: &site.url, main: site.language })
    }

    /// Of a page.
    pub fn page(self, route: &Route) -> String {
        self.below(&route.path(self.main))
    }

    /// Of the feed of a page that has one.
    pub fn feed(self, route: &Route, feed: Feed) -> Option<String> {
        Some(self.below(&route.feed(feed, self.main)?))
    }

    /// Of the picture that stands for the site: [`ICON_SIDE`] pixels wide and high.
    pub fn icon(self) -> String {
        self.below("/icon-512.png")
    }

    /// Of a path below the site's base, which starts with `/`.
    pub fn below(self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// Of a picture.
    pub fn picture(self, figure: &Figure) -> String {
        match news::check::is_remote(&figure.src) {
            true => figure.src.clone(),
            false => format!("{}/{}", self.url, figure.src),
        }
    }
}
