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
    platform::show_checked,
    reader::Reader,
};
use leptos::{
    prelude::*,
    tachys::view::{Mountable, Render},
};
use news::{
    article::Article,
    route::Route,
    text::markdown::{Block, Reread, blocks, reread},
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlIFrameElement};

use super::{dom, redraw::redraw, room::Desk, site::resolve};

/// What of the article is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Page,
    Teaser,
    Card,
}

/// A block that is shown.
struct Shown {
    block: Block,
    nodes: Vec<web_sys::Node>,
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
    shown: Vec<Shown>,
    /// The text that is shown, from the byte `under` of all of it on, where the headline's line is over.
    text: Option<String>,
    under: usize,
}

thread_local! {
    static PAGE: Rc<RefCell<Page>> = Rc::default();
    /// Until then the page scrolls because of the text, or of what is drawn in it; and the text because of the page.
    static PAGE_MOVED: Cell<f64> = const { Cell::new(0.0) };
    static TEXT_MOVED: Cell<f64> = const { Cell::new(0.0) };
    /// Whether the text nests too deep to be shown: what is seen is older.
    static STALE: ArcRwSignal<bool> = ArcRwSignal::new(false);
}

fn page() -> Rc<RefCell<Page>> {
    PAGE.with(Rc::clone)
}

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
        for node in page.shown.iter().flat_map(|shown| &shown.nodes) {
            let _ = prose.as_ref().map(|prose| prose.append_child(node));
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
    put(&mut page, &prose, change);
    tell(began, parsed);
}

/// Puts what has changed into the page.
fn put(page: &mut Page, prose: &Element, Reread { replaced, mut fresh, moved }: Reread) {
    let Some(old) = page.shown.get_mut(replaced.clone()) else { return };
    let same = |(old, new): &(&mut Shown, &mut Block)| old.block.mark() == new.mark();
    let most = old.len().min(fresh.len());
    let before = old.iter_mut().zip(&mut fresh).take_while(same).count();
    let after = old.iter_mut().rev().zip(fresh.iter_mut().rev()).take(most - before).take_while(same).count();
    // What stays may stand elsewhere in the text.
    let tail = fresh.split_off(fresh.len() - after);
    let head: Vec<Block> = fresh.drain(..before).collect();
    let stays = old.len() - after;
    for (shown, block) in old.iter_mut().zip(head) {
        shown.block = block;
    }
    for (shown, block) in old.iter_mut().skip(stays).zip(tail) {
        shown.block = block;
    }
    for shown in page.shown.iter_mut().skip(replaced.end) {
        let place = |at: usize| at.saturating_add_signed(moved);
        shown.block.source = place(shown.block.source.start)..place(shown.block.source.end);
    }
    let (first, end) = (replaced.start + before, replaced.start + stays);
    let next = page.shown.get(end).and_then(|shown| shown.nodes.first()).cloned();
    let mut gone: Vec<_> = page.shown.drain(first..end).flat_map(|shown| shown.nodes).collect();
    let alone = fresh.len() == 1;
    let fresh: Vec<Shown> = fresh
        .into_iter()
        .map(|block| {
            let nodes = show(prose, &block);
            if alone && refill(&gone, &nodes) {
                return Shown { block, nodes: std::mem::take(&mut gone) };
            }
            for node in &nodes {
                let _ = prose.insert_before(node, next.as_ref());
            }
            Shown { block, nodes }
        })
        .collect();
    for node in gone {
        if let Some(parent) = node.parent_node() {
            let _ = parent.remove_child(&node);
        }
    }
    page.shown.splice(first..first, fresh);
}

/// Puts what stands in the one element of a new block into that of an old one, if they are alike: whatever stands around
/// them keeps its style then, and nothing but this is laid out anew.
fn refill(old: &[web_sys::Node], new: &[web_sys::Node]) -> bool {
    let ([old], [new]) = (old, new) else { return false };
    let is_element = |node: &web_sys::Node| node.node_type() == web_sys::Node::ELEMENT_NODE;
    let bare = |node: &web_sys::Node| is_element(node) && !node.unchecked_ref::<Element>().has_attributes();
    if old.node_name() != new.node_name() || !bare(old) || !bare(new) {
        return false;
    }
    old.set_text_content(None);
    while let Some(child) = new.first_child() {
        let _ = old.append_child(&child);
    }
    true
}

/// The nodes of a block, through both sanitising doors: the press's, and the browser's own.
fn show(prose: &Element, block: &Block) -> Vec<web_sys::Node> {
    let Some(inside) = prose.owner_document() else { return Vec::new() };
    let (Ok(place), Ok(safe)) = (inside.create_element("div"), block.safe()) else { return Vec::new() };
    show_checked(&place, &safe);
    super::pictures::show(&place);
    let nodes = place.child_nodes();
    let nodes: Vec<_> = (0..nodes.length()).filter_map(|at| nodes.item(at)).collect();
    nodes.into_iter().filter(|node| !is_blank(node)).collect()
}

fn is_blank(node: &web_sys::Node) -> bool {
    node.node_type() == web_sys::Node::TEXT_NODE && node.text_content().unwrap_or_default().trim().is_empty()
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

/// The first element of a block.
fn element_of(shown: &Shown) -> Option<&Element> {
    let is_element = |node: &&web_sys::Node| node.node_type() == web_sys::Node::ELEMENT_NODE;
    shown.nodes.iter().find(is_element).map(|node| node.unchecked_ref())
}

/// The place of the text, in bytes, that stands in the upper third of the page in view.
fn in_view() -> Option<usize> {
    let page = page();
    let page = page.borrow();
    let height = page.frame.as_ref()?.content_window()?.inner_height().ok()?.as_f64()?;
    let mut at = 0;
    for shown in &page.shown {
        let Some(place) = element_of(shown).map(Element::get_bounding_client_rect) else { continue };
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
        let holds = |shown: &&Shown| shown.nodes.iter().any(|node| node.contains(Some(target)));
        page.shown.iter().find(holds).map(|shown| page.under + shown.block.source.start)
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
    let element = found.and_then(element_of);
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
