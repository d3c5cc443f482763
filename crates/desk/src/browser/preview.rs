//! The preview: the article's own page, in a frame that has its width, its scheme and its style. Only blocks that have
//! changed are shown anew.

use bantin_app::reader::Reader;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlIFrameElement};

use super::{
    dom,
    page::{self, Shape},
    room::Desk,
};
use crate::form::article;

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
        page::draw(&reader, article, shape.get());
        desk.body.with_untracked(|text| page::patch(desk, text, true));
    });
    // The text.
    Effect::new(move |_| {
        desk.body.with(|text| {
            if ready.get_untracked() {
                page::patch(desk, text, false);
            }
        })
    });
    Effect::new(move |_| page::follow(desk.caret.get()));
    Effect::new(move |_| {
        let scheme = dark.get();
        if ready.get()
            && let Some(root) = page::view().and_then(|view| view.document()?.document_element())
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
            <p class="stale" role="alert" hidden=move || !page::is_stale()>{words.too_deep}</p>
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
            // As boot.js tells it: without, the page takes itself for one that no script serves.
            let _ = root.set_attribute("data-base", &dom::base());
        }
        inside.set_title(desk.words.preview);
        let Ok(place) = inside.create_element("div") else { return };
        place.set_id("app");
        let _ = body.append_child(&place);
        dom::lend_door(&inside);
        listen(&inside, desk);
        super::drop::listen(&inside, desk);
        super::learn::watch_pictures(desk, &inside);
        page::begin(&opened, place);
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
        if let Some(target) = target {
            page::go_to(desk, &target);
        }
    });
    dom::on(inside, "submit", |event| event.prevent_default());
    dom::on(inside, "scroll", move |_| page::looked_at(desk));
}

fn print() {
    page::fill_all();
    if let Some(window) = page::view() {
        let _ = window.focus();
        let _ = window.print();
    }
}
