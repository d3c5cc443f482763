//! The preview: the article's own page, in a frame that has its width, its scheme and its style. Only blocks that have
//! changed are shown anew.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
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
    text::markdown::{Block, blocks},
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlIFrameElement};

use super::{dom, room::Desk, site::resolve};
use crate::form::article;

/// What of the article is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
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
    drawn: Option<Box<dyn std::any::Any>>,
    /// The place of the text.
    prose: Option<Element>,
    shown: Vec<Shown>,
}

thread_local! {
    static PAGE: Rc<RefCell<Page>> = Rc::default();
    /// Until then the preview scrolls because of the text, or the text because of the preview.
    static SCROLLING: Cell<f64> = const { Cell::new(0.0) };
}

fn page() -> Rc<RefCell<Page>> {
    PAGE.with(Rc::clone)
}

/// Whether the other side is moving this one just now.
pub fn is_scrolling() -> bool {
    SCROLLING.get() > js_sys::Date::now()
}

/// The preview and its buttons.
pub fn preview(desk: Desk) -> impl IntoView {
    let words = desk.words;
    let shape = RwSignal::new(Shape::Page);
    let width = RwSignal::new("phone");
    let dark = RwSignal::new(None::<bool>);
    let ready = RwSignal::new(false);
    let holder = NodeRef::<leptos::html::Div>::new();

    Effect::new(move |_| {
        if let Some(holder) = holder.get() {
            open(&holder, desk, ready);
        }
    });
    let minutes = Memo::new(move |_| super::checks::length(desk).1);
    // The page around the text.
    Effect::new(move |_| {
        if !ready.get() {
            return;
        }
        let (site, manuscript) = (desk.site.get(), desk.manuscript());
        let related = super::related::chosen(desk, &manuscript, &site);
        let article = article(&manuscript, related, &site, minutes.get(), (dom::now() / 1_000) as i64);
        let reader = Reader { lang: article.teaser.lang, now: i64::MAX / 4, base: dom::base(), site };
        draw(&reader, article, shape.get());
        desk.body.with_untracked(|text| patch(desk, text));
    });
    // The text.
    Effect::new(move |_| {
        desk.body.with(|text| {
            if ready.get_untracked() {
                patch(desk, text);
            }
        })
    });
    Effect::new(move |_| follow(desk.caret.get()));
    Effect::new(move |_| {
        let scheme = dark.get();
        if ready.get()
            && let Some(root) = frame_root()
        {
            let _ = match scheme {
                Some(true) => root.set_attribute("data-scheme", "dark"),
                Some(false) => root.set_attribute("data-scheme", "light"),
                None => root.remove_attribute("data-scheme"),
            };
        }
    });
    let choice = move |value: Shape, label: &'static str| {
        view! {
            <button type="button" aria-pressed=move || (shape.get() == value).to_string()
                on:click=move |_| shape.set(value)>{label}</button>
        }
    };
    let wide = move |value: &'static str, label: &'static str| {
        view! {
            <button type="button" data-width=value aria-pressed=move || (width.get() == value).to_string()
                on:click=move |_| width.set(value)>{label}</button>
        }
    };
    view! {
        <section class="looking" aria-label=words.preview>
            <div class="looks">
                <div class="choices" role="group" aria-label=words.preview>
                    {choice(Shape::Page, words.as_page)} {choice(Shape::Teaser, words.as_teaser)} {choice(Shape::Card, words.as_card)}
                </div>
                <div class="choices" role="group" aria-label=words.width>
                    {wide("phone", words.phone)} {wide("tablet", words.tablet)} {wide("wide", words.wide)}
                </div>
                <button class="tool" type="button" id="dark" aria-pressed=move || (dark.get() == Some(true)).to_string()
                    on:click=move |_| dark.update(|dark| *dark = Some(*dark != Some(true)))>{words.dark}</button>
                <button class="tool" type="button" on:click=|_| print()>{words.print}</button>
            </div>
            <div class="sheet" data-width=move || width.get()>
                <div class="sheet-frame" node_ref=holder></div>
            </div>
        </section>
    }
}

/// Opens the frame. It is a document of its own, so that its width is that of the page; its style is the site's.
fn open(holder: &HtmlElement, desk: Desk, ready: RwSignal<bool>) {
    let Ok(frame) = document().create_element("iframe") else { return };
    let frame: HtmlIFrameElement = frame.unchecked_into();
    let _ = frame.set_attribute("title", desk.words.preview_hint);
    let opened = frame.clone();
    dom::on(&frame, "load", move |_| {
        let Some(inside) = opened.content_document() else { return };
        let style = document().query_selector("link[rel=stylesheet][href*=bantin-]").ok().flatten();
        let (Some(style), Some(head), Some(body)) = (style, inside.head(), inside.body()) else { return };
        if inside.get_element_by_id("app").is_some() {
            return;
        }
        let _ = inside.import_node_with_deep(&style, true).and_then(|link| head.append_child(&link));
        if let Some(root) = inside.document_element() {
            let _ = root.set_attribute("lang", desk.lang.code());
        }
        inside.set_title(desk.words.preview);
        let Ok(place) = inside.create_element("div") else { return };
        place.set_id("app");
        let _ = body.append_child(&place);
        dom::lend_door(&inside);
        listen(&inside, desk);
        super::learn::watch_pictures(desk, &inside);
        {
            let page = page();
            let mut page = page.borrow_mut();
            *page = Page { frame: Some(opened.clone()), place: Some(place), ..Page::default() };
        }
        ready.set(true);
    });
    // A document with a body and nothing in it; `srcdoc` makes it one of today's standards mode.
    let _ = frame.set_attribute("srcdoc", "<!doctype html><body></body>");
    let _ = holder.append_child(&frame);
}

/// In the preview links lead nowhere; a click goes to where the text is written.
fn listen(inside: &web_sys::Document, desk: Desk) {
    dom::on(inside, "click", move |event| {
        event.prevent_default();
        // A node of another document is no `Node` of this one's.
        let target = event.target().map(|target| target.unchecked_into::<web_sys::Node>());
        let at = target.and_then(|target| {
            let page = page();
            let page = page.borrow();
            let at =
                page.shown.iter().find(|shown| shown.nodes.iter().any(|node| node.contains(Some(&target))));
            at.map(|shown| shown.block.source.start)
        });
        if let Some(at) = at {
            SCROLLING.set(js_sys::Date::now() + 300.0);
            desk.go_to(at);
        }
    });
    dom::on(inside, "submit", |event| event.prevent_default());
}

fn frame_root() -> Option<Element> {
    page().borrow().frame.as_ref()?.content_document()?.document_element()
}

fn print() {
    if let Some(window) = page().borrow().frame.as_ref().and_then(HtmlIFrameElement::content_window) {
        let _ = window.focus();
        let _ = window.print();
    }
}

/// Draws all but the text, whose nodes stay.
fn draw(reader: &Reader, article: Article, shape: Shape) {
    let page = page();
    let mut page = page.borrow_mut();
    let Some(place) = page.place.clone() else { return };
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
    let mut drawn = node.build();
    page.drawn = None;
    place.set_text_content(None);
    drawn.mount(&place, None);
    page.drawn = Some(Box::new(drawn));
    page.prose = place.query_selector(".prose").ok().flatten();
    if let Some(prose) = page.prose.clone() {
        for node in page.shown.iter().flat_map(|shown| &shown.nodes) {
            let _ = prose.append_child(node);
        }
    }
    super::site::show_pictures(&place);
    // The page was empty for a moment.
    if let Some(view) = view {
        view.scroll_to_with_x_and_y(0.0, scrolled);
    }
}

/// Shows pictures that are on this desk alone, now that they are known.
pub fn show_own_pictures() {
    if let Some(place) = &page().borrow().place {
        super::site::show_pictures(place);
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

/// Shows `text`: what is the same before and after it stays untouched.
fn patch(desk: Desk, text: &str) {
    let page = page();
    let mut page = page.borrow_mut();
    let Some(prose) = page.prose.clone() else { return };
    let began = performance();
    let site = desk.site.get_untracked();
    let under = desk.under_headline(text);
    let below = text.get(under..).unwrap_or(text);
    let Ok((mut new, _)) = blocks(below, &mut |kind, url, _| resolve(&site, kind, url)) else { return };
    for block in &mut new {
        block.source = block.source.start + under..block.source.end + under;
    }
    let parsed = performance();
    let old = &page.shown;
    let same = |(old, new): &(&Shown, &Block)| old.block.mark() == new.mark();
    let before = old.iter().zip(&new).take_while(same).count();
    let most = old.len().min(new.len()) - before;
    let after = old.iter().rev().zip(new.iter().rev()).take(most).take_while(same).count();
    let end = page.shown.len() - after;
    let next = page.shown.get(end).and_then(|shown| shown.nodes.first()).cloned();
    let gone: Vec<Shown> = page.shown.drain(before..end).collect();
    let count = new.len();
    let mut fresh = Vec::new();
    for (at, block) in new.into_iter().enumerate() {
        if at < before {
            if let Some(shown) = page.shown.get_mut(at) {
                shown.block.source = block.source;
            }
        } else if at >= count - after {
            let place = before + (at - (count - after));
            if let Some(shown) = page.shown.get_mut(place) {
                shown.block.source = block.source;
            }
        } else {
            let nodes = show(&prose, &block);
            for node in &nodes {
                let _ = prose.insert_before(node, next.as_ref());
            }
            fresh.push(Shown { block, nodes });
        }
    }
    for node in gone.into_iter().flat_map(|shown| shown.nodes) {
        if let Some(parent) = node.parent_node() {
            let _ = parent.remove_child(&node);
        }
    }
    page.shown.splice(before..before, fresh);
    tell(began, parsed);
}

/// The nodes of a block, through both sanitising doors: the press's, and the browser's own.
fn show(prose: &Element, block: &Block) -> Vec<web_sys::Node> {
    let Some(inside) = prose.owner_document() else { return Vec::new() };
    let (Ok(place), Ok(safe)) = (inside.create_element("div"), block.safe()) else { return Vec::new() };
    show_checked(&place, &safe);
    super::site::show_pictures(&place);
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

/// Brings the block at this place of the text into view.
pub fn follow(at: usize) {
    let page = page();
    let page = page.borrow();
    let found = page.shown.iter().rev().find(|shown| shown.block.source.start <= at);
    let is_element = |node: &&web_sys::Node| node.node_type() == web_sys::Node::ELEMENT_NODE;
    let element = found.and_then(|shown| shown.nodes.iter().find(is_element));
    let element = element.map(|node| node.unchecked_ref::<Element>());
    let view = page.frame.as_ref().and_then(HtmlIFrameElement::content_window);
    let (Some(element), Some(view)) = (element, view) else { return };
    let place = element.get_bounding_client_rect();
    let height = view.inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    // What is in view stays where it is.
    if place.top() < 40.0 || place.bottom() > height - 40.0 {
        SCROLLING.set(js_sys::Date::now() + 150.0);
        view.scroll_by_with_x_and_y(0.0, place.top() - height / 3.0);
    }
}
