//! The text of an article, rendered, with its links and pictures put right.

use std::collections::BTreeSet;

use news::{
    article::Figure,
    problem::Problem,
    route::Route,
    text::{
        html::Html,
        markdown::{self, Kind, Target},
        sanitise::sanitise,
    },
};

use crate::{
    links::{Destination, Linker, is_remote},
    media::{self, Found},
    read::Piece,
};

/// What an article's text became.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// The text.
    pub html: Html,
    /// Its words.
    pub plain: String,
    /// How many.
    pub words: usize,
    /// The article's own picture.
    pub cover: Option<Figure>,
    /// Files that it uses.
    pub files: Vec<Found>,
    /// Lists that it links to, with the line: whether they are there is known later.
    pub lists: Vec<(Route, Option<usize>)>,
}

/// Renders `markdown`, the text of a piece, which it was taken from.
pub fn render(linker: &Linker<'_>, piece: &Piece, markdown: &str, problems: &mut Vec<Problem>) -> Text {
    let mut text = Text { cover: cover(linker, piece, problems), ..Text::default() };
    text.files.extend(text.cover.as_ref().and_then(|cover| linker.picture(piece, &cover.src).ok().flatten()));
    let line = |offset: usize| Some(piece.manuscript.body_line + markdown::line_at(markdown, offset) - 1);
    let mut anchors = Vec::new();
    let mut remote = false;
    let mut links = |kind: Kind, url: &str, offset: usize| match kind {
        Kind::Link | Kind::Frame => match linker.link(piece, url) {
            Destination::Outside => {
                if kind == Kind::Frame && is_remote(url) {
                    problems.push(frame(&piece.file, url).at(line(offset)));
                }
                None
            }
            Destination::Anchor(id) => {
                let target = Target { url: format!("#{id}"), size: None, srcset: None };
                anchors.push((id, url.to_owned(), offset));
                Some(target)
            }
            Destination::Page(route, rest) => {
                let url = format!("{}{}{rest}", linker.base, route.path(linker.main()));
                if matches!(route, Route::List { .. }) {
                    text.lists.push((route, line(offset)));
                }
                Some(Target { url, size: None, srcset: None })
            }
            Destination::File(found) => {
                let url = format!("{}/{}", linker.base, found.url());
                text.files.push(found);
                Some(Target { url, size: None, srcset: None })
            }
            Destination::Dead => {
                problems.push(dead(&piece.file, url).at(line(offset)));
                None
            }
        },
        Kind::Picture => match linker.picture(piece, url) {
            Ok(Some(found)) => {
                let url = format!("{}/{}", linker.base, found.url());
                let size = linker.pictures.size(linker.folder, &found);
                let figure = Figure {
                    src: found.url(),
                    width: size.map(|(width, _)| width),
                    variants: linker.pictures.variants(&found).cloned(),
                    ..Figure::default()
                };
                text.files.push(found);
                Some(Target { url, size, srcset: figure.srcset(&format!("{}/", linker.base)) })
            }
            Ok(None) => {
                remote = true;
                problems.push(remote_picture(&piece.file, url).at(line(offset)));
                None
            }
            Err(problem) => {
                problems.push(problem.at(line(offset)));
                None
            }
        },
    };
    let rendered = match markdown::render(markdown, &mut links) {
        Ok(rendered) => rendered,
        Err(too_deep) => {
            let message = "quotes, lists or HTML nest too deep here, or an HTML tag is too long";
            let help = "Write this part more simply.";
            let at = piece.manuscript.body_line + too_deep.line - 1;
            problems.push(Problem::error(&piece.file, "too-deep", message, help).at(at));
            return text;
        }
    };
    if !anchors.is_empty() {
        let ids = ids(rendered.html.as_str());
        let missing = anchors.iter().filter(|(id, ..)| !ids.contains(id.as_str()));
        problems.extend(missing.map(|(_, url, offset)| dead(&piece.file, url).at(line(*offset))));
    }
    let html = match remote {
        true => sanitise(&without_remote(rendered.html.as_str())),
        false => rendered.html,
    };
    Text { html: html.into(), plain: rendered.plain, words: rendered.words, ..text }
}

/// Paths of the pictures that a piece shows, below the site's folder. What is wrong with them, [`render`] tells.
pub fn pictures(linker: &Linker<'_>, piece: &Piece, body: &str) -> Vec<String> {
    let mut all = markdown::pictures(body).unwrap_or_default();
    all.extend(piece.manuscript.cover.as_ref().map(|cover| cover.src.clone()));
    let found = all.iter().filter_map(|src| linker.picture(piece, src).ok().flatten());
    found.filter(|found| media::is_picture(&found.path)).map(|found| found.path).collect()
}

/// A link that leads nowhere.
pub fn dead(file: &str, url: &str) -> Problem {
    Problem::warning(
        file,
        "dead-link",
        format!("the link to `{url}` leads nowhere"),
        "Write the address, the slug or the file of an article that is published.",
    )
}

fn remote_picture(file: &str, url: &str) -> Problem {
    Problem::warning(
        file,
        "remote-picture",
        format!("`{url}` is on another site, which would learn who reads this article"),
        "It is shown as a link. Save the file in `media/` to show it.",
    )
}

fn frame(file: &str, url: &str) -> Problem {
    Problem::warning(
        file,
        "frame",
        format!("`{url}` would be shown in a frame, and another site would learn who reads this article"),
        "It is shown as a link, with the frame's `title` for words.",
    )
}

fn cover(linker: &Linker<'_>, piece: &Piece, problems: &mut Vec<Problem>) -> Option<Figure> {
    let cover = piece.manuscript.cover.as_ref()?;
    let line = piece.manuscript.line_of("cover");
    match linker.picture(piece, &cover.src) {
        Ok(Some(found)) => {
            let (width, height) = linker.pictures.size(linker.folder, &found).unzip();
            let variants = linker.pictures.variants(&found).cloned();
            Some(Figure { src: found.url(), width, height, variants, ..cover.clone() })
        }
        Ok(None) => {
            problems.push(remote_picture(&piece.file, &cover.src).at(line));
            None
        }
        Err(problem) => {
            problems.push(problem.at(line));
            None
        }
    }
}

/// The values of `id` in sanitised HTML.
fn ids(html: &str) -> BTreeSet<&str> {
    html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// Sanitised HTML with a link in the place of each picture, sound or film of another site.
fn without_remote(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        let (tag, after) = tag.split_at(tag.find('>').map_or(tag.len(), |end| end + 1));
        text.push_str(before);
        let value = |name: &str| tag.split_once(&format!(" {name}=\""))?.1.split('"').next();
        let named = |name: &&str| {
            tag.strip_prefix('<')
                .and_then(|tag| tag.strip_prefix(*name))
                .is_some_and(|tag| tag.starts_with([' ', '>']))
        };
        let embeds = ["img", "video", "audio", "source", "track"].iter().find(|name| named(name));
        match (embeds, value("src").or(value("srcset"))) {
            (Some(name), Some(src)) if is_remote(src) => {
                if matches!(*name, "img" | "video" | "audio") {
                    let words = value("alt").filter(|alt| !alt.is_empty()).unwrap_or(src);
                    text.push_str(&format!("<a href=\"{src}\">{words}</a>"));
                }
            }
            _ => text.push_str(tag),
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_loaded_from_elsewhere() {
        let html =
            "<p><img src=\"https://a.example/x.jpg\" alt=\"Mưa\"> <img src=\"/media/x.jpg\" alt=\"\"></p>";
        let expected =
            "<p><a href=\"https://a.example/x.jpg\">Mưa</a> <img src=\"/media/x.jpg\" alt=\"\"></p>";
        assert_eq!(without_remote(html), expected);
    }
}
