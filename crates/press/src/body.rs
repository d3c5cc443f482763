//! The text of an article, rendered, with its links and pictures put right.

use std::{
    hash::{Hash, Hasher},
    sync::Arc,
};

use news::{
    article::{Figure, Variants},
    check::{self, ids, is_remote},
    problem::Problem,
    related::{self, Mark},
    route::Route,
    text::{
        html::Html,
        markdown::{self, Kind, Target},
        sanitise::sanitise,
    },
};
use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use crate::{
    hash::hash,
    known::{KnownText, Made},
    links::{Destination, Linker},
    media::{self, Found},
    piece::Piece,
};

/// What an article's text became.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// What every build needs of it.
    pub made: Arc<Made>,
    /// By what its words are known.
    pub mark: Mark,
    /// What rendering it gave; none if it is the one of the last build, see [`again`].
    pub new: Option<Box<Rendered>>,
}

/// A text that was rendered in this build.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// The text.
    pub html: Html,
    /// What is known of it, until its piece takes it up.
    pub known: KnownText,
    /// By what related news are found.
    pub words: Arc<[u8]>,
}

/// What a text told while it was looked through.
#[derive(Debug, Default)]
pub struct Told {
    /// What is wrong with it.
    pub problems: Vec<Problem>,
    /// Files that it uses.
    pub files: Vec<Found>,
    /// Lists that it links to, with the line: whether they are there is known later.
    pub lists: Vec<(Route, Option<usize>)>,
}

impl Told {
    /// Whether it is nothing.
    pub fn is_empty(&self) -> bool {
        self.problems.is_empty() && self.files.is_empty() && self.lists.is_empty()
    }
}

/// What a text asks the site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Whether it is a picture; a link else.
    picture: bool,
    url: String,
    line: Option<usize>,
    /// The answer, as a hash.
    answer: u64,
}

/// The answer of the site, where it has one.
enum Answer {
    Link(Destination),
    Picture(Result<Option<Found>, Problem>, Option<(u32, u32)>, Option<Variants>),
}

impl Answer {
    fn to(linker: &Linker, piece: &Piece, picture: bool, url: &str) -> Self {
        if !picture {
            return Answer::Link(linker.link(piece, url));
        }
        let found = linker.picture(piece, url);
        let there = found.as_ref().ok().and_then(Option::as_ref);
        let size = there.and_then(|found| linker.pictures.size(&linker.folder, found));
        let variants = there.and_then(|found| linker.pictures.variants(found)).cloned();
        Answer::Picture(found, size, variants)
    }

    /// None if it is always the same.
    fn hash(&self) -> Option<u64> {
        match self {
            Answer::Link(Destination::Outside | Destination::Anchor(_)) => None,
            Answer::Link(to) => {
                let mut hash = FxHasher::default();
                to.hash(&mut hash);
                Some(hash.finish())
            }
            Answer::Picture(found, size, variants) => {
                Some(xxh3_64(format!("{found:?}{size:?}{variants:?}").as_bytes()))
            }
        }
    }
}

/// The text that is known from the last build, if the site still answers the same, with what it told.
pub fn again(linker: &Linker, piece: &Piece) -> Option<(Text, Told)> {
    let last = piece.last.as_ref()?;
    let made = last.made.as_ref()?;
    let mut told = Told::default();
    for asked in &made.asked {
        let answer = Answer::to(linker, piece, asked.picture, &asked.url);
        if answer.hash() != Some(asked.answer) {
            return None;
        }
        match answer {
            Answer::Link(Destination::Page(route @ Route::List { .. }, _)) => {
                told.lists.push((route, asked.line))
            }
            Answer::Link(Destination::File(found)) | Answer::Picture(Ok(Some(found)), ..) => {
                told.files.push(found)
            }
            Answer::Link(_) | Answer::Picture(..) => {}
        }
    }
    told.problems.extend_from_slice(&made.problems);
    Some((Text { made: Arc::clone(made), mark: last.rest.mark(), new: None }, told))
}

/// Paths of the pictures that a text asked for in the last build, as they are found now.
pub fn pictures_again(linker: &Linker, piece: &Piece, made: &Made) -> Vec<String> {
    let asked = made.asked.iter().filter(|asked| asked.picture);
    let found = asked.filter_map(|asked| linker.picture(piece, &asked.url).ok().flatten());
    found.filter(|found| media::is_picture(&found.path)).map(|found| found.path).collect()
}

/// Renders `markdown`, the text of a piece, which it was taken from.
pub fn render(linker: &Linker, piece: &Piece, markdown: &str) -> (Text, Told) {
    let from = &piece.known().manuscript;
    let mut told = Told::default();
    let Told { problems, files, lists } = &mut told;
    let mut asked = Vec::new();
    let cover = cover(linker, piece, (&mut asked, files), problems);
    let line = |offset: usize| Some(from.body_line + markdown::line_at(markdown, offset) - 1);
    let mut anchors = Vec::new();
    let mut remote = false;
    let mut links = |kind: Kind, url: &str, offset: usize| {
        let picture = matches!(kind, Kind::Picture);
        let answer = Answer::to(linker, piece, picture, url);
        asked.extend(answer.hash().map(|answer| Asked {
            picture,
            url: url.into(),
            line: line(offset),
            answer,
        }));
        match answer {
            Answer::Link(Destination::Outside) => {
                if kind == Kind::Frame && is_remote(url) {
                    problems.push(check::Kind::Frame(url.to_owned()).problem(&piece.file).at(line(offset)));
                }
                None
            }
            Answer::Link(Destination::Anchor(id)) => {
                let target = Target { url: format!("#{id}"), size: None, srcset: None };
                anchors.push((id, url.to_owned(), offset));
                Some(target)
            }
            Answer::Link(Destination::Page(route, rest)) => {
                let url = format!("{}{}{rest}", linker.base, route.path(linker.main()));
                if matches!(route, Route::List { .. }) {
                    lists.push((route, line(offset)));
                }
                Some(Target { url, size: None, srcset: None })
            }
            Answer::Link(Destination::File(found)) => {
                let url = format!("{}/{}", linker.base, found.url());
                files.push(found);
                Some(Target { url, size: None, srcset: None })
            }
            Answer::Link(Destination::Dead) => {
                problems.push(dead(&piece.file, url).at(line(offset)));
                None
            }
            Answer::Picture(Ok(Some(found)), size, variants) => {
                let url = format!("{}/{}", linker.base, found.url());
                let width = size.map(|(width, _)| width);
                let figure = Figure { src: found.url(), width, variants, ..Figure::default() };
                files.push(found);
                Some(Target { url, size, srcset: figure.srcset(&format!("{}/", linker.base)) })
            }
            Answer::Picture(Ok(None), ..) => {
                remote = true;
                problems
                    .push(check::Kind::RemotePicture(url.to_owned()).problem(&piece.file).at(line(offset)));
                None
            }
            Answer::Picture(Err(problem), ..) => {
                problems.push(problem.at(line(offset)));
                None
            }
        }
    };
    let rendered = match markdown::render(markdown, &mut links) {
        Ok(rendered) => rendered,
        Err(too_deep) => {
            let at = from.body_line + too_deep.line - 1;
            problems.push(check::Kind::TooDeep.problem(&piece.file).at(at));
            return (Text::default(), told);
        }
    };
    if !anchors.is_empty() {
        let ids = ids(rendered.html.as_str());
        let missing = anchors.iter().filter(|(id, ..)| !ids.contains(id.as_str()));
        problems.extend(missing.map(|(_, url, offset)| dead(&piece.file, url).at(line(*offset))));
    }
    problems.extend(
        check::marks(markdown)
            .into_iter()
            .map(|remark| remark.kind.problem(&piece.file).at(remark.line(from, markdown))),
    );
    let html = match remote {
        true => sanitise(&without_remote(rendered.html.as_str())),
        false => rendered.html,
    };
    let words = related::words(&from.title, &rendered.plain, from.tags.iter().map(String::as_str));
    let problems = problems.clone();
    let known = KnownText { words: rendered.words, cover };
    let teaser = piece.teaser(None, known.cover.clone());
    let made = Made { hash: hash(&(&known, &asked)), teaser: hash(&teaser), problems, asked };
    let (mark, new) = (Mark::of(&words), Rendered { html: html.into(), known, words: words.into() });
    (Text { made: made.into(), mark, new: Some(new.into()) }, told)
}

/// Paths of the pictures that a piece shows, below the site's folder. What is wrong with them, [`render`] tells.
pub fn pictures(linker: &Linker, piece: &Piece, body: &str) -> Vec<String> {
    let mut all = markdown::pictures(body).unwrap_or_default();
    all.extend(piece.known().manuscript.cover.as_ref().map(|cover| cover.src.clone()));
    let found = all.iter().filter_map(|src| linker.picture(piece, src).ok().flatten());
    found.filter(|found| media::is_picture(&found.path)).map(|found| found.path).collect()
}

/// A link that leads nowhere.
pub fn dead(file: &str, url: &str) -> Problem {
    check::Kind::DeadLink(url.to_owned()).problem(file)
}

/// The article's own picture. It is asked for as those in the text are.
fn cover(
    linker: &Linker,
    piece: &Piece,
    (asked, files): (&mut Vec<Asked>, &mut Vec<Found>),
    problems: &mut Vec<Problem>,
) -> Option<Figure> {
    let from = &piece.known().manuscript;
    let (cover, line) = (from.cover.as_ref()?, from.line_of("cover"));
    let answer = Answer::to(linker, piece, true, &cover.src);
    asked.extend(answer.hash().map(|answer| Asked { picture: true, url: cover.src.clone(), line, answer }));
    let Answer::Picture(found, size, variants) = answer else { return None };
    match found {
        Ok(Some(found)) => {
            let (width, height) = size.unzip();
            let src = found.url();
            files.push(found);
            Some(Figure { src, width, height, variants, ..cover.clone() })
        }
        Ok(None) => {
            problems.push(check::Kind::RemotePicture(cover.src.clone()).problem(&piece.file).at(line));
            None
        }
        Err(problem) => {
            problems.push(problem.at(line));
            None
        }
    }
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
