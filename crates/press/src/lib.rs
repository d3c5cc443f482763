//! The press: reads a folder of articles, checks them and writes the site.
//!
//! [`prepare`] reads and checks, and makes an [`Edition`] that [`print`] writes; [`build`], [`bundle`] and
//! [`serve`] say where to and when.

pub mod args;
mod body;
mod carried;
mod changes;
mod clock;
mod comments;
mod edition;
mod folder;
mod hosting;
mod links;
mod media;
mod output;
mod pictures;
mod print;
mod read;
mod redirects;
mod report;
pub mod run;
mod serve;
mod state;
mod tree;

use std::path::Path;

use news::problem::Problem;
use rayon::prelude::*;
use url::Url;

use body::Text;
use edition::{Content, Edition};
use folder::{Folder, NoFolder};
use links::Linker;
use pictures::{Pictures, Workshop};
use read::Pieces;
use report::Report;

/// A site, read and checked.
#[derive(Debug)]
struct Prepared {
    /// What is wrong with it.
    report: Report,
    /// What to write; none if there are errors.
    edition: Option<Edition>,
}

/// Reads and checks the folder `site`. `now` is the moment of the build, in Unix seconds; `base` the path
/// that the site will be served under, if not that of its address. Smaller copies of pictures are made where
/// there is a `workshop` for them.
///
/// # Errors
/// If there is no such folder. All else is in the report.
fn prepare(
    site: &Path,
    now: i64,
    base: Option<&str>,
    workshop: Option<&Workshop<'_>>,
) -> Result<Prepared, NoFolder> {
    let mut folder = Folder::open(site)?;
    let mut problems = std::mem::take(&mut folder.problems);
    problems.extend(address_problem(&folder.settings.url));
    let Pieces { published: mut pieces, gone } = read::all(&mut folder, now, &mut problems);
    edition::same_slugs(&pieces, &mut problems);
    // Each is dropped as soon as it is rendered: the texts are most of what an archive weighs.
    let bodies = pieces.iter_mut().map(|piece| std::mem::take(&mut piece.manuscript.body));
    let bodies: Vec<String> = bodies.collect();
    let base = base.map_or_else(|| base_of(&folder.settings.url), str::to_owned);
    let mut linker = Linker {
        folder: &folder,
        pieces: &pieces,
        addresses: edition::Addresses::of(&pieces),
        pictures: Pictures::default(),
        base: base.clone(),
    };
    if let Some(workshop) = workshop {
        let used = pieces
            .par_iter()
            .zip(&bodies)
            .flat_map_iter(|(piece, body)| body::pictures(&linker, piece, body))
            .collect();
        linker.pictures = Pictures::make(&folder, used, workshop, &mut problems);
    }
    let rendered: Vec<(Text, Vec<_>)> = pieces
        .par_iter()
        .zip(bodies)
        .map(|(piece, body)| {
            let mut problems = Vec::new();
            (body::render(&linker, piece, &body, &mut problems), problems)
        })
        .collect();
    let (mut texts, found): (Vec<Text>, Vec<Vec<_>>) = rendered.into_iter().unzip();
    problems.extend(found.into_iter().flatten());
    let used = texts.iter_mut().flat_map(|text| std::mem::take(&mut text.files));
    let pictures = linker.pictures;
    let media = media::collect(&folder, used, &mut problems);
    let lists = texts.iter_mut().zip(&pieces).flat_map(|(text, piece)| {
        let lists = std::mem::take(&mut text.lists);
        lists.into_iter().map(|(route, line)| (piece.file.clone(), line, route))
    });
    let lists: Vec<_> = lists.collect();
    let carried = carried::collect(&folder, &mut problems);
    let aliases = redirects::aliases(&pieces);
    let articles = pieces.len();
    let content = Content { pieces, texts, gone };
    let mut edition = edition::arrange(folder.root, &folder.settings, content, now, &mut problems);
    (edition.media, edition.carried, edition.base) = (media, carried, base);
    edition.pictures = pictures;
    // They may lead to any of these.
    edition.redirects = redirects::find(&folder.settings, aliases, &edition, &mut problems);
    for (file, line, route) in lists.iter().filter(|(_, _, route)| !edition.has(route)) {
        problems.push(body::dead(file, &route.path(folder.settings.language)).at(*line));
    }
    let report = Report::new(problems, articles);
    Ok(Prepared { edition: Some(edition).filter(|_| !report.has_errors()), report })
}

/// What is wrong with the site's address.
fn address_problem(address: &str) -> Option<Problem> {
    if address.is_empty() {
        let message =
            "there is no `url`: feeds, site maps, canonical addresses and pictures in link previews need it";
        let help = "Write where the site will be, for example url = \"https://connuoc.example\".";
        return Some(Problem::note("site.toml", "no-url", message, help));
    }
    let whole = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    match whole.filter(|url| {
        !address.contains(char::is_whitespace) && url.query().is_none() && url.fragment().is_none()
    }) {
        Some(_) => None,
        None => Some(Problem::error(
            "site.toml",
            "settings",
            format!("`url`: “{address}” is not the address of a site"),
            "Write it in full, for example url = \"https://connuoc.example\".",
        )),
    }
}

/// The path of an absolute address: `/tin` of `https://a.example/tin`.
fn base_of(url: &str) -> String {
    let host = url.split_once("://").map_or(url, |(_, host)| host);
    host.find('/').and_then(|at| host.get(at..)).unwrap_or_default().trim_end_matches('/').to_owned()
}
