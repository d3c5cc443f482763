//! Whether the source has something newer than the page that the press wrote. It is offered: nothing moves while
//! somebody reads.

use leptos::prelude::document;
use news::{
    date::Moment,
    lang::Lang,
    route::Route,
    site::Site,
    words::live::{LiveWords, live_words},
};
use web_sys::Element;

use super::{
    base,
    document::{by_id, find, root},
    now,
};
use crate::load::Content;

/// Offers `content`, which is what the source has of the page at `route`, if that is newer than what stands in `page`.
pub fn offer(page: &Element, site: &Site, route: &Route, content: &Content) {
    let LiveWords { newer_articles, show_articles, newer_version, show_version, .. } =
        live_words(route.lang());
    let words = match content {
        Content::Newest(head) => {
            let newest = head.newest.iter().find(|teaser| teaser.visible_at(now()));
            newest.is_some_and(|teaser| !leads_to(page, site, teaser.lang, &teaser.slug))
        }
        .then_some((newer_articles, show_articles)),
        Content::Article(article) => { written().is_some_and(|written| written < article.changed().unix()) }
            .then_some((newer_version, show_version)),
        Content::Numbered(..) | Content::Years(_) | Content::Days(..) => None,
    };
    if let Some((sentence, act)) = words {
        show(page, sentence, act);
    }
}

fn leads_to(page: &Element, site: &Site, lang: Lang, slug: &str) -> bool {
    let path = Route::article(lang, slug).path(site.language);
    find(page, &format!("a[href=\"{}{path}\"]", base().trim_end_matches('/'))).is_some()
}

/// When the article in the page had changed last, Unix seconds.
fn written() -> Option<i64> {
    let told = |name: &str| {
        let root = root()?;
        let meta = find(&root, &format!("meta[property=\"article:{name}_time\"]"))?;
        meta.get_attribute("content")?.parse().ok().map(Moment::unix)
    };
    told("modified").or_else(|| told("published"))
}

fn show(page: &Element, sentence: &str, act: &str) {
    let (Ok(line), Ok(button)) = (document().create_element("p"), document().create_element("button")) else {
        return;
    };
    line.set_class_name("trouble newer");
    line.set_text_content(Some(sentence));
    button.set_class_name("tool");
    // As after a failure: the page is asked for again.
    for (name, value) in [("type", "button"), ("data-act", "retry")] {
        let _ = button.set_attribute(name, value);
    }
    button.set_text_content(Some(act));
    let _ = line.append_child(&button);
    let _ = page.append_child(&line);
    if let Some(announced) = by_id("announced") {
        announced.set_text_content(Some(sentence));
    }
}
