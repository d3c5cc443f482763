//! Looks for articles on the WordPress that has them. What was asked stands in the address: every search is a page of its
//! own for the browser, and this fills it.

use std::{any::Any, cell::RefCell, rc::Rc, sync::Arc};

use leptos::{
    mount::mount_to,
    prelude::{document, window},
    task::spawn_local,
};
use news::{
    route::{Route, Span},
    site::Site,
    words::live::live_words,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, UrlSearchParams};

use super::{
    base,
    document::{by_id, find},
    live::Source,
    now,
};
use crate::{
    element::Node,
    parts::search::{FOUND, Found, WORDS, can_search, found, how_many, not_searched, search, search_link},
    reader::Reader,
};

/// What the search has drawn into the page that stands there; it goes with the next.
#[derive(Default)]
pub struct Search {
    drawn: RefCell<Vec<Box<dyn Any>>>,
}

impl Search {
    /// Adds the search to `page`, unless the press wrote it there, and looks for what the address asks for.
    pub fn begin(self: &Rc<Self>, page: &Element, site: &Arc<Site>, route: &Route, source: &Rc<Source>) {
        self.drawn.take();
        let reader = Reader { site: site.clone(), lang: route.lang(), now: now(), base: base() };
        if !can_search(&reader) {
            return;
        }
        if find(page, &format!(".footer a[href$=\"#{WORDS}\"]")).is_none()
            && let Some(links) = find(page, ".footer ul")
        {
            self.draw(links, search_link(&reader).into());
        }
        if !matches!(route, Route::Archive { span: Span::All, .. }) {
            return;
        }
        if by_id(FOUND).is_none()
            && let (Some(years), Ok(place)) = (find(page, ".periods"), document().create_element("div"))
            && years.before_with_node_1(&place).is_ok()
        {
            self.draw(place.unchecked_into(), search(&reader).into());
        }
        let Some((asked, number)) = asked() else { return };
        if let Some(field) = by_id(WORDS).and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
            field.set_value(&asked);
        }
        let Some(place) = by_id(FOUND) else { return };
        place.set_text_content(Some(live_words(reader.lang).searching));
        let (this, source) = (self.clone(), source.clone());
        spawn_local(async move {
            let answer = source.search(&reader.site, &asked, number).await;
            // The reader may have gone on.
            if !place.is_connected() {
                return;
            }
            let there = match answer {
                Ok((teasers, total)) => {
                    let there = Found { asked, page: number, total, teasers };
                    announce(&how_many(&there, &reader));
                    found(&reader, &there, |page| address(&there.asked, page))
                }
                Err(error) => not_searched(&reader, error),
            };
            place.set_text_content(None);
            this.draw(place, there);
        });
    }

    fn draw(&self, place: HtmlElement, node: Node) {
        self.drawn.borrow_mut().push(Box::new(mount_to(place, move || node)));
    }
}

/// The words that the address asks for, and the page of what is found.
fn asked() -> Option<(String, u32)> {
    let all = UrlSearchParams::new_with_str(&window().location().search().ok()?).ok()?;
    let words = all.get("q")?.trim().to_owned();
    let page = all.get("page").and_then(|page| page.parse().ok()).filter(|page| *page > 0);
    (!words.is_empty()).then_some((words, page.unwrap_or(1)))
}

/// The address of a page of what is found, from this one.
fn address(words: &str, page: u32) -> String {
    let words: String = js_sys::encode_uri_component(words).into();
    format!("?q={words}&page={page}")
}

fn announce(sentence: &str) {
    document().set_title(&format!("{sentence} – {}", document().title()));
    if let Some(announced) = by_id("announced") {
        announced.set_text_content(Some(sentence));
    }
}
