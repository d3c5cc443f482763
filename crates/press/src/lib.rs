//! The press: reads a folder of articles, checks them and writes the site.
//!
//! [`prepare`] reads and checks, and makes an [`Edition`] that [`print`] writes; [`build`], [`bundle`] and
//! [`serve`] say where to and when.

pub mod args;
mod articles;
mod before;
mod body;
mod carried;
mod changes;
mod clock;
mod comments;
mod compress;
mod destination;
mod edition;
mod files;
mod folder;
mod hash;
mod hosting;
mod known;
mod links;
mod media;
mod output;
mod parts;
mod pictures;
mod piece;
mod print;
mod read;
mod redirects;
mod report;
pub mod run;
mod serve;
mod source;
mod state;
mod tree;
mod views;

use std::{
    collections::BTreeMap,
    path::Path,
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use news::{manuscript::dates::Zone, problem::Problem};
use rayon::prelude::*;
use url::Url;

use articles::{Articles, Entry};
use body::{Text, Told};
use edition::{Content, Edition};
use folder::{Folder, NoFolder};
use links::Linker;
use pictures::{Pictures, Workshop};
use piece::Piece;
use read::{Pieces, Reading};
use report::Report;
use state::State;

/// A site, read and checked.
#[derive(Debug)]
struct Prepared {
    /// What is wrong with it.
    report: Report,
    /// What to write; none if there are errors.
    edition: Option<Edition>,
    /// What is kept of each article for the next build, by its file. Empty if nothing was to be kept.
    records: Articles,
}

/// Reads and checks the folder `site`. `now` is the moment of the build, in Unix seconds; `base` the path
/// that the site will be served under, if not that of its address. Smaller copies of pictures are made where
/// there is a `workshop` for them. What is in `last` need not be made again; where there is none, nothing is kept for a
/// next build either. `counts` is a file that tells how often articles were read.
///
/// # Errors
/// If there is no such folder. All else is in the report.
fn prepare(
    site: &Path,
    now: i64,
    base: Option<&str>,
    workshop: Option<&Workshop<'_>>,
    last: Option<&State>,
    counts: Option<&Path>,
) -> Result<Prepared, NoFolder> {
    let start = SystemTime::now();
    let mut folder = Folder::open(site)?;
    let mut problems = std::mem::take(&mut folder.problems);
    problems.extend(address_problem(&folder.settings.url));
    let (comments, views) = (&folder.settings.comments, &folder.settings.views);
    let servers = [
        ("comments", comments.kind.served(), comments.server.as_str()),
        ("views", !views.is_off(), views.server.as_str()),
    ];
    problems.extend(servers.into_iter().filter_map(server_problem));
    let base = base.map_or_else(|| base_of(&folder.settings.url), str::to_owned);
    let (names, zone) = read::names_and_zone(&folder, &mut problems);
    let key = key(&folder, &names, &base);
    let nothing = State::default();
    let State { articles: known, related, .. } = last.filter(|last| last.key == key).unwrap_or(&nothing);
    let reading = Reading { names, zone, last: known, start };
    let Pieces { published: mut pieces, gone, drafts } = reading.all(&mut folder, now, &mut problems);
    let addresses = edition::Addresses::of(&pieces);
    edition::same_slugs(&pieces, &addresses, &mut problems);
    // Each is dropped as soon as it is rendered: the texts are most of what an archive weighs.
    let bodies: Vec<String> = pieces.iter_mut().map(|piece| std::mem::take(&mut piece.body)).collect();
    let mut linker = Linker { folder, addresses, pictures: Pictures::default(), base };
    if let Some(workshop) = workshop {
        let used = pieces.par_iter().zip(&bodies).flat_map_iter(|(piece, body)| match &piece.last {
            Some(last) => match &last.made {
                Some(made) => body::pictures_again(&linker, piece, made),
                None => read::body(&linker.folder, &reading.zone, &piece.file, piece.source.article.hash)
                    .map(|body| body::pictures(&linker, piece, &body))
                    .unwrap_or_default(),
            },
            None => body::pictures(&linker, piece, body),
        });
        let used = used.collect();
        linker.pictures = Pictures::make(&linker.folder, used, workshop, &mut problems);
    }
    let rendered: Vec<(Text, Option<Box<Told>>)> = pieces
        .par_iter()
        .zip(bodies)
        .map(|(piece, body)| {
            let (text, told) = render(&linker, &reading.zone, piece, body);
            // Most tell nothing.
            (text, Some(told).filter(|told| !told.is_empty()).map(Box::new))
        })
        .collect();
    let (mut texts, told): (Vec<Text>, Vec<Option<Box<Told>>>) = rendered.into_iter().unzip();
    let (mut used, mut lists) = (Vec::new(), Vec::new());
    for (piece, told) in pieces.iter().zip(told).filter_map(|(piece, told)| Some((piece, *told?))) {
        problems.extend(told.problems);
        used.extend(told.files);
        lists.extend(told.lists.into_iter().map(|(route, line)| (piece.file.to_string(), line, route)));
    }
    pieces.iter_mut().zip(&mut texts).for_each(|(piece, text)| piece.take(text));
    let records = match last {
        Some(_) => records(&pieces, &texts, gone.iter().chain(&drafts)),
        None => Articles::default(),
    };
    let media = media::collect(&linker.folder, used, &mut problems);
    let carried = carried::collect(&linker.folder, &mut problems);
    let aliases = redirects::aliases(&pieces);
    let articles = pieces.len();
    let content = Content { pieces, texts, gone, related };
    let mut edition = edition::arrange(linker, reading.zone, key, content, now, &mut problems);
    (edition.media, edition.carried) = (media, carried);
    // They may lead to any of these.
    let settings = &edition.linker.folder.settings;
    edition.redirects = redirects::find(settings, aliases, &edition, &mut problems);
    if let Some(counts) = counts {
        views::put(&mut edition, counts, &mut problems);
    }
    for (file, line, route) in lists.iter().filter(|(_, _, route)| !edition.has(route)) {
        problems.push(body::dead(file, &route.path(edition.site.language)).at(*line));
    }
    let report = Report::new(problems, articles);
    Ok(Prepared { edition: Some(edition).filter(|_| !report.has_errors()), records, report })
}

/// The text of a piece, and what it told. `body` is empty if only what is known of the piece was read.
fn render(linker: &Linker, zone: &Zone, piece: &Piece, mut body: String) -> (Text, Told) {
    if let Some(same) = body::again(linker, piece) {
        return same;
    }
    let mut changed = None;
    if piece.last.is_some() {
        match read::body(&linker.folder, zone, &piece.file, piece.source.article.hash) {
            Some(read) => body = read,
            None => {
                let message = "was changed during the build";
                changed = Some(Problem::error(&piece.file, "unreadable", message, "Build again."));
            }
        }
    }
    let (text, mut told) = body::render(linker, piece, &body);
    told.problems.extend(changed);
    (text, told)
}

/// What is kept of each article.
fn records<'p>(
    pieces: &'p [Box<Piece>],
    texts: &'p [Text],
    others: impl Iterator<Item = &'p Box<Piece>>,
) -> Articles {
    let all = pieces.iter().zip(texts.iter().map(Some)).chain(others.map(|piece| (piece, None)));
    let mut in_order: Vec<Option<(&Piece, Option<&Text>)>> = Vec::new();
    for (piece, text) in all {
        if in_order.len() <= piece.at {
            in_order.resize(piece.at + 1, None);
        }
        if let Some(place) = in_order.get_mut(piece.at) {
            *place = Some((piece, text));
        }
    }
    let record = |found: &Option<(&Piece, Option<&Text>)>| {
        let (piece, text) = (*found)?;
        Some((Arc::clone(&piece.file), piece.record(text)?))
    };
    let made: Vec<Option<Entry>> = in_order.par_iter().map(record).collect();
    Articles::in_order(made.into_iter().flatten().collect())
}

/// A hash of what holds for all articles: if it is another, nothing that is known of them counts.
fn key(folder: &Folder, names: &BTreeMap<String, String>, base: &str) -> u64 {
    let program = std::env::current_exe().and_then(std::fs::metadata).ok();
    let program = program.and_then(|program| {
        let changed = program.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some((program.len(), changed.as_nanos()))
    });
    let settings = std::fs::read(folder.root.join("site.toml")).unwrap_or_default();
    hash::hash(&(env!("CARGO_PKG_VERSION"), program, settings, names, base))
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

/// What is wrong with the addresses of servers: in the table `[comments]` or `[views]`, whether one is needed, and which.
fn server_problem((table, needed, server): (&str, bool, &str)) -> Option<Problem> {
    let whole = Url::parse(server).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
    let good = whole || (server.starts_with('/') && !server.starts_with("//"));
    let message = match server.is_empty() {
        _ if !needed || good => return None,
        true => format!("`[{table}]` names a kind of server, and no `server`"),
        false => format!("`[{table}]`: “{server}” is not the address of a server"),
    };
    let help = "Write it in full, for example server = \"https://binh-luan.connuoc.example\", or as a path of this site.";
    Some(Problem::error("site.toml", "settings", message, help))
}

/// The path of an absolute address: `/tin` of `https://a.example/tin`.
fn base_of(url: &str) -> String {
    let host = url.split_once("://").map_or(url, |(_, host)| host);
    host.find('/').and_then(|at| host.get(at..)).unwrap_or_default().trim_end_matches('/').to_owned()
}
