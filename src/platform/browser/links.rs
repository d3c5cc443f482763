//! Links, history and scroll positions, on leptos_router's `location`: it takes the clicks and tells of
//! back and forward. Which page an address means is not its business.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use leptos::prelude::*;
use leptos_router::location::{BrowserUrl, LocationProvider};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlAnchorElement, MouseEvent, PerformanceNavigation, ScrollRestoration};

use super::document::on_window;

/// Where the reader is, and where the reader was on each page.
#[derive(Clone)]
pub struct Navigation {
    url: BrowserUrl,
    /// Set while back or forward is under way.
    travelling: Rc<Cell<bool>>,
    /// The address whose page stands on the screen.
    here: Rc<RefCell<String>>,
    /// Whole pixels from the top, by address. There are as many as a reader visits.
    scrolled: Rc<RefCell<Vec<(String, i32)>>>,
}

/// Takes over links and history. To be called once.
pub fn navigation() -> Option<Navigation> {
    let url = BrowserUrl::new().ok()?;
    let travelling = Rc::new(Cell::new(comes_back()));
    let here = Rc::new(RefCell::new(full_address()));
    // Both are registered before leptos_router's own listeners, so that they come first: a link within the
    // page is the browser's business (focus and `:target` follow), and the flag is up when the address changes.
    let clicks = window_event_listener(leptos::ev::click, |event| {
        if leads_within_the_page(&event).unwrap_or(false) {
            event.stop_immediate_propagation();
        }
    });
    let (flag, shown) = (travelling.clone(), here.clone());
    let pops = window_event_listener(leptos::ev::popstate, move |_| {
        flag.set(*shown.borrow() != full_address());
    });
    on_cleanup(move || {
        clicks.remove();
        pops.remove();
    });
    let base = super::base();
    url.init((base != "/").then(|| base.into()));
    restore_scrolling_by(ScrollRestoration::Manual);
    let scrolled = Rc::new(RefCell::new(remembered()));
    let navigation = Navigation { url, travelling, here, scrolled };
    let leaving = navigation.clone();
    on_window("pagehide", move |_| leaving.remember());
    // A page that the browser had kept as it was goes on.
    on_window("pageshow", |_| restore_scrolling_by(ScrollRestoration::Manual));
    Some(navigation)
}

impl Navigation {
    /// The path below the base, with a slash in front; changes when the reader goes elsewhere.
    pub fn path(&self) -> String {
        let path = self.url.as_url().with(|url| url.path().to_owned());
        let base = super::base();
        match path.strip_prefix(&base) {
            Some(below) => format!("/{below}"),
            None => path,
        }
    }

    /// The page on the screen is about to go.
    pub fn depart(&self) {
        let here = self.here.borrow();
        let y = window().scroll_y().unwrap_or_default() as i32;
        let mut all = self.scrolled.borrow_mut();
        all.retain(|(address, _)| *address != *here);
        all.push((here.clone(), y));
    }

    /// Where the reader was on the page of this address.
    fn scrolled(&self, address: &str) -> Option<i32> {
        self.scrolled.borrow().iter().find(|(known, _)| known == address).map(|(_, y)| *y)
    }

    /// The new page is drawn: its address is shown, and the reader put where a reader expects to be.
    pub fn arrive(&self) {
        let back = self.travelling.replace(false);
        self.url.ready_to_complete();
        let this = self.clone();
        request_animation_frame(move || {
            let address = full_address();
            if let Some(y) = this.scrolled(&address).filter(|_| back) {
                window().scroll_to_with_x_and_y(0.0, y.into());
            } else if let Some(place) = place_in_page() {
                place.scroll_into_view();
            }
            this.here.replace(address);
        });
    }

    /// The page was there before the app, and the browser has put the reader where a reader expects to be.
    pub fn settle(&self) {
        self.travelling.set(false);
    }

    /// Keeps the position over a reload. A page that the press wrote is put back by the browser itself, long before
    /// the app wakes up.
    fn remember(&self) {
        self.depart();
        restore_scrolling_by(ScrollRestoration::Auto);
        let here = self.here.borrow();
        let y = self.scrolled(&here).unwrap_or_default();
        if let Ok(Some(storage)) = window().session_storage() {
            let _ = storage.set_item(KEY, &format!("{y} {here}"));
        }
    }
}

fn restore_scrolling_by(whom: ScrollRestoration) {
    if let Ok(history) = window().history() {
        let _ = history.set_scroll_restoration(whom);
    }
}

const KEY: &str = "bantin:scroll";

fn remembered() -> Vec<(String, i32)> {
    let read = || {
        let text = window().session_storage().ok()??.get_item(KEY).ok()??;
        let (y, here) = text.split_once(' ')?;
        Some((here.to_owned(), y.parse().ok()?))
    };
    read().into_iter().collect()
}

fn full_address() -> String {
    let location = window().location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}

/// Whether the page was opened by a reload, or by back or forward from elsewhere.
fn comes_back() -> bool {
    let kind = window().performance().map(|performance| performance.navigation().type_());
    matches!(kind, Some(PerformanceNavigation::TYPE_RELOAD | PerformanceNavigation::TYPE_BACK_FORWARD))
}

/// The place that the address names behind its `#`.
fn place_in_page() -> Option<Element> {
    let hash = window().location().hash().ok()?;
    document().get_element_by_id(hash.strip_prefix('#')?)
}

/// Whether the click is on a link to a place of this very page.
fn leads_within_the_page(event: &MouseEvent) -> Option<bool> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let link: HtmlAnchorElement = target.closest("a[href]").ok()??.dyn_into().ok()?;
    let location = window().location();
    let same = link.origin() == location.origin().ok()? && link.pathname() + &link.search() == full_address();
    Some(same && !link.hash().is_empty())
}

/// Leaves the app for a file of the site, such as a PDF.
pub fn leave(path: &str) {
    let _ = window().location().set_href(&format!("{}{}", super::base(), path.trim_start_matches('/')));
}
