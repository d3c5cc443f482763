//! The head of every page: the newspaper's name, its sections, its languages.

use news::{lang::Lang, route::Route, words::words};

use super::appearance::appearance;
use crate::{
    app::Screen,
    element::{Element, Node, element, many},
    reader::Reader,
};

/// Where the page stands among the others.
#[derive(Clone, Debug, Default)]
pub struct Here {
    /// The slug of its section.
    section: Option<String>,
    /// Whether it is the front page.
    front: bool,
    /// The same page in other languages.
    translations: Vec<Route>,
}

impl Here {
    /// Of a screen in this language.
    pub fn of(screen: &Screen, lang: Lang) -> Self {
        match screen {
            Screen::Page(route, content) => Self {
                section: content.section(route).map(|section| section.slug),
                front: *route == Route::front(lang),
                translations: content.translations(route),
            },
            Screen::Slow | Screen::Failed(_) => Self::default(),
        }
    }
}

/// The head of every page.
pub fn masthead(reader: &Reader, here: &Here) -> Element {
    let front = reader.link(&Route::front(reader.lang), reader.site.title.clone());
    let tagline = Some(reader.face().tagline).filter(|line| !line.is_empty());
    let tagline = tagline.map(|line| element("p").class("masthead-tagline").child(line));
    let tools = element("div").class("masthead-tools").child(languages(reader, here));
    let tools = tools.child(appearance(reader.words()));
    let top = element("div").class("masthead-top");
    let top = top.child(element("p").class("masthead-title").child(front)).child(tagline).child(tools);
    let menu = element("nav").class("sections").attr("aria-label", reader.words().menu);
    element("header").class("masthead").child(top).child(menu.child(sections(reader, here)))
}

fn sections(reader: &Reader, here: &Here) -> Element {
    let links = reader.face().sections.into_iter().map(|section| {
        let current = (here.section.as_deref() == Some(section.slug.as_str())).then_some("true");
        let link = reader.link(&Route::section(reader.lang, &section.slug), section.name);
        element("li").child(link.attr("aria-current", current))
    });
    let front = reader.link(&Route::front(reader.lang), reader.words().front);
    let front = front.attr("aria-current", here.front.then_some("page"));
    element("ul").child(element("li").child(front)).children(links)
}

/// The same page in the site's other languages; their front pages where it has no translation.
fn languages(reader: &Reader, here: &Here) -> Node {
    let others = reader.site.editions.iter().map(|face| face.lang).filter(|lang| *lang != reader.lang);
    many(others.map(|lang| {
        let same = here.translations.iter().find(|route| route.lang() == lang).cloned();
        let rel = same.as_ref().map(|_| "alternate");
        let words = words(lang);
        let link = reader.link(&same.unwrap_or(Route::front(lang)), words.language_name);
        let link = link.class("tool").attr("rel", rel).attr("lang", lang.code());
        link.attr("hreflang", lang.code()).attr("title", words.read_in)
    }))
}
