//! The page in the preview: what of it is drawn, and where in the text that stands.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    thread::LocalKey,
};

use bantin_app::{
    app::{Screen, known},
    element::{Node, element, many},
    load::Content,
    parts::teaser::{Look, teaser_view},
    reader::Reader,
};
use gloo_timers::callback::Timeout;
use leptos::{
    prelude::*,
    tachys::view::{Mountable, Render},
};
use news::{
    article::Article,
    route::Route,
    text::markdown::{Block, Reread, blocks, reread},
};
use web_sys::{Element, HtmlIFrameElement};

use super::{
    dom,
    redraw::redraw,
    room::Desk,
    shown::{Drawn, Shown},
    site::resolve,
};

/// What of the article is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Page,
    Teaser,
    Card,
}

/// The page in the frame.
#[derive(Default)]
struct Page {
    frame: Option<HtmlIFrameElement>,
    /// The element that the page is drawn in.
    place: Option<Element>,
    /// What is drawn in it, but for the text.
    drawn: Option<(Shape, Node)>,
    /// The place of the text.
    prose: Option<Element>,
    shown: Shown,
    /// The text that is shown, from the byte `under` of all of it on, where the headline's line is over.
    text: Option<String>,
    under: usize,
}

thread_local! {
    static PAGE: Rc<RefCell<Page>> = Rc::default();
    /// Until then the page scrolls because of the text, or of what is drawn in it; and the text because of the page.
    static PAGE_MOVED: Cell<f64> = const { Cell::new(0.0) };
    static TEXT_MOVED: Cell<f64> = const { Cell::new(0.0) };
    /// Whether it is known that something of the text is to be shown later.
    static FILLING: Cell<bool> = const { Cell::new(false) };
    /// Whether the text nests too deep to be shown: what is seen is older.
    static STALE: ArcRwSignal<bool> = ArcRwSignal::new(false);
}

fn page() -> Rc<RefCell<Page>> {
    PAGE.with(Rc::clone)
}

/// Milliseconds for which blocks of a long text are shown without a pause.
const PIECE: f64 = 30.0;

/// Milliseconds in which a side that was moved tells of it, once that is drawn.
const ECHO: f64 = 200.0;

/// A side is moved now, and tells of it with the next frame, however long that takes to be drawn.
fn moved(side: &'static LocalKey<Cell<f64>>) {
    if side.get() == f64::INFINITY {
        return;
    }
    side.set(f64::INFINITY);
    request_animation_frame(move || request_animation_frame(move || side.set(js_sys::Date::now() + ECHO)));
}

/// Whether the page has just moved the text.
pub fn moves_text() -> bool {
    TEXT_MOVED.get() > js_sys::Date::now()
}

/// Draws all but the text, whose nodes stay: what has changed of it.
pub fn draw(reader: &Reader, article: Article, shape: Shape) {
    let page = page();
    let mut page = page.borrow_mut();
    let Some(place) = page.place.clone() else { return };
    moved(&PAGE_MOVED);
    let view = page.frame.as_ref().and_then(HtmlIFrameElement::content_window);
    let scrolled = view.as_ref().and_then(|view| view.scroll_y().ok()).unwrap_or_default();
    let node = match shape {
        Shape::Page => {
            let route = Route::article(reader.lang, &article.teaser.slug);
            known(reader, &Screen::Page(route, Content::Article(Box::new(article))))
        }
        Shape::Teaser => teasers(reader, &article),
        Shape::Card => card(reader, &article),
    };
    match &page.drawn {
        Some((before, old)) if *before == shape => redraw(&place, old, &node),
        _ => {
            place.set_text_content(None);
            node.clone().build().mount(&place, None);
        }
    }
    page.drawn = Some((shape, node));
    let prose = place.query_selector(".prose").ok().flatten();
    if prose != page.prose {
        if let Some(prose) = &prose {
            page.shown.move_into(prose);
        }
        page.prose = prose;
    }
    super::pictures::show(&place);
    // The page may have been empty for a moment.
    if let Some(view) = view {
        view.scroll_to_with_x_and_y(0.0, scrolled);
    }
}

/// Shows pictures that are on this desk alone, now that they are known.
pub fn show_own_pictures() {
    if let Some(place) = &page().borrow().place {
        super::pictures::show(place);
    }
}

/// The article as lists show it: as the lead, as a card, in a row, as a line.
fn teasers(reader: &Reader, article: &Article) -> Node {
    let looks = [Look::Lead, Look::Row, Look::Card, Look::Line];
    let views = looks.map(|look| teaser_view(reader, article.teaser.clone(), look, 2));
    element("main").child(element("div").class("rows").children(views)).into()
}

/// The article as others show a link to it.
fn card(reader: &Reader, article: &Article) -> Node {
    let teaser = &article.teaser;
    let picture = teaser.cover.as_ref().map(|cover| {
        element("img").attr("alt", cover.alt.clone()).attr("src", reader.picture_address(cover))
    });
    let address = reader.site.url.split_once("://").map_or("", |(_, host)| host).to_owned();
    let text = element("div")
        .class("teaser-text")
        .child(element("p").class("teaser-facts").child(address))
        .child(element("h2").child(teaser.title.clone()))
        .child(teaser.standfirst.clone().map(|lead| element("p").class("teaser-standfirst").child(lead)));
    let picture = element("div").class("teaser-picture").child(picture);
    let card = element("article").class("teaser teaser-card link-card").child(picture).child(text);
    many([element("main").child(card)])
}

/// Shows `text`: what is the same before and after it stays untouched. `whole` where addresses in it may lead elsewhere
/// now, though the text is the same.
pub fn patch(desk: Desk, text: &str, whole: bool) {
    let page = page();
    let mut page = page.borrow_mut();
    let Some(prose) = page.prose.clone() else { return };
    moved(&PAGE_MOVED);
    let began = performance();
    let site = desk.site.get_untracked();
    let mut links = |kind, url: &str, _| resolve(&site, kind, url);
    let under = desk.under_headline();
    let below = text.get(under..).unwrap_or(text);
    let known = page.text.take().filter(|_| !whole);
    let old: Vec<&Block> = page.shown.iter().map(|shown| &shown.block).collect();
    let change = known.and_then(|known| reread(&known, &old, below, &mut links)).map_or_else(
        || blocks(below, &mut links).map(|(fresh, _)| Reread { replaced: 0..old.len(), fresh, moved: 0 }),
        Ok,
    );
    let stale = STALE.with(Clone::clone);
    if stale.get_untracked() != change.is_err() {
        stale.set(change.is_err());
    }
    let Ok(change) = change else { return };
    let parsed = performance();
    page.text = Some(below.to_owned());
    page.under = under;
    page.shown.put(&prose, change);
    tell(began, parsed);
    if page.shown.lacks() {
        fill_later(desk);
    }
}

/// Shows what of a long text was left for later, a piece at a time: between them the desk is there for its editor.
fn fill_later(desk: Desk) {
    if FILLING.replace(true) {
        return;
    }
    Timeout::new(0, move || {
        FILLING.set(false);
        match fill(PIECE) {
            true => follow(desk.caret.get_untracked()),
            false => fill_later(desk),
        }
    })
    .forget();
}

/// Shows what was left for later, for so many milliseconds; whether nothing is left.
fn fill(most: f64) -> bool {
    let page = page();
    let mut page = page.borrow_mut();
    let Some(prose) = page.prose.clone() else { return true };
    moved(&PAGE_MOVED);
    let began = performance();
    page.shown.fill(&prose, || performance() - began > most)
}

/// Shows all that was left for later.
pub fn fill_all() {
    fill(f64::INFINITY);
}

fn performance() -> f64 {
    window().performance().map(|clock| clock.now()).unwrap_or_default()
}

/// How long it took, in milliseconds, for whoever measures: reading the text, and all of it.
fn tell(began: f64, parsed: f64) {
    if let Some(root) = dom::root() {
        let now = performance();
        let _ = root.dataset().set("patched", &format!("{:.3} {:.3}", parsed - began, now - began));
    }
}

/// The place of the text, in bytes, that stands in the upper third of the page in view.
fn in_view() -> Option<usize> {
    let page = page();
    let page = page.borrow();
    let height = page.frame.as_ref()?.content_window()?.inner_height().ok()?.as_f64()?;
    let mut at = 0;
    for shown in page.shown.iter() {
        let Some(place) = shown.element().map(Element::get_bounding_client_rect) else { continue };
        let past = (height / 3.0 - place.top()) / place.height().max(1.0);
        if past < 0.0 {
            break;
        }
        let source = &shown.block.source;
        at = page.under + source.start + (source.len() as f64 * past.min(1.0)) as usize;
    }
    Some(at)
}

/// The page was scrolled: the text goes along, unless the page was moved by it.
pub fn looked_at(desk: Desk) {
    if PAGE_MOVED.get() < js_sys::Date::now()
        && let Some(at) = in_view()
    {
        moved(&TEXT_MOVED);
        desk.bring(at);
    }
}

/// Goes to where a node of the page is written.
pub fn go_to(desk: Desk, target: &web_sys::Node) {
    let at = {
        let page = page();
        let page = page.borrow();
        page.shown.iter().find(|shown| shown.holds(target)).map(|shown| page.under + shown.block.source.start)
    };
    if let Some(at) = at {
        moved(&TEXT_MOVED);
        desk.go_to(at);
    }
}

/// Whether the text nests too deep to be shown.
pub fn is_stale() -> bool {
    STALE.with(ArcRwSignal::get)
}

/// Opens the page in this element of this frame.
pub fn begin(frame: &HtmlIFrameElement, place: Element) {
    let page = page();
    let mut page = page.borrow_mut();
    *page = Page { frame: Some(frame.clone()), place: Some(place), ..Page::default() };
}

/// The window of the frame.
pub fn view() -> Option<web_sys::Window> {
    page().borrow().frame.as_ref()?.content_window()
}

/// Brings the block at this place of the text into view.
pub fn follow(at: usize) {
    let page = page();
    let page = page.borrow();
    let found = page.shown.iter().rev().find(|shown| page.under + shown.block.source.start <= at);
    let element = found.and_then(Drawn::element);
    let view = page.frame.as_ref().and_then(HtmlIFrameElement::content_window);
    let (Some(element), Some(view)) = (element, view) else { return };
    let place = element.get_bounding_client_rect();
    let height = view.inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    // What is in view stays where it is.
    if place.top() < 40.0 || place.bottom() > height - 40.0 {
        moved(&PAGE_MOVED);
        view.scroll_by_with_x_and_y(0.0, place.top() - height / 3.0);
    }
}
