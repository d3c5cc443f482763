//! The document around a page: index.html of the built app, with the page put in.
//!
//! index.html is the only document shell. Trunk may minify it, so values stand with quotes or without.

use std::{ops::Range, path::Path};

use news::lang::Lang;

use super::{assets::Assets, escape::text};

/// A built app's index.html, cut where pages differ.
#[derive(Debug)]
pub struct Shell {
    /// Up to the language.
    start: String,
    /// From there to the title.
    head: String,
    /// From behind the title and description to the inside of the app's place.
    rest: String,
    /// From behind the app's place.
    end: String,
}

impl Shell {
    /// Cuts `html`, the index.html of the folder `app`; `base` is the path that the site lives under, empty or `/tin`.
    ///
    /// # Errors
    /// A sentence, if it is not that of an app of this version.
    pub fn new(html: &str, app: &Path, base: &str, assets: &Assets) -> Result<Self, String> {
        // What Trunk is told in index.html, and leaves there.
        let html = html.replace(" data-integrity=none", "").replace(" data-integrity=\"none\"", "");
        Self::cut(&assets.rename(&html, base)).ok_or_else(|| {
            format!(
                "{}: is not the app of this version of bantin. Build the app again: `trunk build --release`.",
                app.join("index.html").display()
            )
        })
    }

    /// All that it is made of.
    pub fn parts(&self) -> [&str; 4] {
        [&self.start, &self.head, &self.rest, &self.end]
    }

    fn cut(html: &str) -> Option<Self> {
        let lang = value_in(html, "<html", "lang")?;
        let title = html.find("<title>")?..html.find("</title>")? + "</title>".len();
        let description = tag_with(html, "<meta", "name", "description")?;
        let place = tag_with(html, "<div", "id", "app")?;
        let noscript = html.find("<noscript>")?..html.find("</noscript>")? + "</noscript>".len();
        let part = |range: Range<usize>| html.get(range).map(str::to_owned);
        Some(Self {
            start: part(0..lang.start)?,
            head: part(lang.end..title.start)?,
            rest: part(title.end..description.start)? + &part(description.end..place.end - 1)?,
            end: part(place.end..noscript.start)? + &part(noscript.end..html.len())?,
        })
    }

    /// A page: what `<head>` says of it, and what stands in the app's place. From `until`, in Unix seconds, it would
    /// be another.
    pub fn page(&self, lang: Lang, head: &str, body: &str, until: Option<i64>) -> String {
        let until = until.map(|until| format!(" data-until=\"{until}\"")).unwrap_or_default();
        self.document(lang, head, &format!(" data-written{until}>{body}"))
    }

    /// The document for addresses that have no file. What it says there is for readers without scripts: with them, it
    /// stays out of sight (style/base.css) until the app has found out what is meant.
    pub fn elsewhere(&self, lang: Lang, title: &str, body: &str) -> String {
        let head = format!("<title>{}</title>\n<meta name=\"robots\" content=\"noindex\">", text(title));
        self.document(lang, &head, &format!(" data-elsewhere>{body}"))
    }

    fn document(&self, lang: Lang, head: &str, place: &str) -> String {
        [&self.start, lang.code(), &self.head, head, &self.rest, place, &self.end].concat()
    }
}

/// The first tag that starts like this and has this attribute of this value.
fn tag_with(html: &str, start: &str, name: &str, value: &str) -> Option<Range<usize>> {
    html.match_indices(start).map(|(at, _)| at..at + html[at..].find('>').map_or(0, |end| end + 1)).find(
        |tag| {
            let text = html.get(tag.clone()).unwrap_or_default();
            attribute(text, name).is_some_and(|range| text.get(range) == Some(value))
        },
    )
}

/// Where the value of an attribute stands in the first tag that starts like this.
fn value_in(html: &str, start: &str, name: &str) -> Option<Range<usize>> {
    let at = html.find(start)?;
    let value = attribute(html.get(at..at + html[at..].find('>')? + 1)?, name)?;
    Some(at + value.start..at + value.end)
}

/// Where the value of an attribute stands in a tag.
fn attribute(tag: &str, name: &str) -> Option<Range<usize>> {
    let start = tag.find(&format!(" {name}="))? + name.len() + 2;
    let rest = tag.get(start..)?;
    match rest.strip_prefix('"') {
        Some(quoted) => Some(start + 1..start + 1 + quoted.find('"')?),
        None => Some(start..start + rest.find([' ', '>'])?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: &str = include_str!("../../../../index.html");
    const MINIFIED: &str = "<!doctype html><html lang=vi><meta charset=utf-8><title>Bản tin</title>\
        <meta name=description><meta content=\"\" name=description><link href=/a.css rel=stylesheet></head>\
        <body><div id=app></div><p id=x></p><noscript><p>Không</p></noscript></body></html>";

    #[test]
    fn a_page_stands_where_the_app_would() {
        for shell in [PLAIN, &MINIFIED.replace("<meta name=description>", "")] {
            let shell = Shell::cut(shell).unwrap();
            let page = shell.page(Lang::En, "<title>A</title>", "<p>B</p>", Some(7));
            assert!(page.contains("<html lang="), "{page}");
            assert!(page.contains("en\"") || page.contains("lang=en>"), "{page}");
            assert!(page.contains("data-written data-until=\"7\"><p>B</p></div>"), "{page}");
            assert_eq!((page.matches("<title>").count(), page.matches("noscript").count()), (1, 0));
            assert!(!page.contains("description"), "{page}");
            let elsewhere = shell.elsewhere(Lang::Vi, "A & B", "<p>B</p>");
            assert!(elsewhere.contains("<title>A &amp; B</title>"), "{elsewhere}");
            assert!(elsewhere.contains(" data-elsewhere><p>B</p></div>"), "{elsewhere}");
        }
    }

    #[test]
    fn another_document_is_refused() {
        assert!(Shell::cut("<html><head></head></html>").is_none());
        assert!(Shell::cut(&PLAIN.replace("id=\"app\"", "id=\"x\"")).is_none());
    }
}
