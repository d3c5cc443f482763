//! The articles of the site's folder, for the desk to choose from.

use std::{
    collections::HashSet,
    fs,
    path::Path,
    time::{SystemTime, UNIX_EPOCH},
};

use axum::http::StatusCode;
use news::{date::Moment, lang::Lang, manuscript, settings::SourceKind};
use rayon::prelude::*;
use serde::Serialize;

use super::{Done, Refusal, json, tag};
use crate::{
    articles::Articles,
    folder::{Folder, Kind},
    piece::{Boxes, Piece},
    read::{Reading, names_and_zone},
    serve::Shared,
};

/// An article in the list.
#[derive(Debug, Serialize)]
struct Line {
    /// Below the site's folder, with `/`.
    path: String,
    title: String,
    slug: String,
    lang: Lang,
    section: Option<String>,
    date: Moment,
    draft: bool,
    /// Whether its fields can not be read: then `slug` is empty and `date` is that of the file.
    broken: bool,
    /// When the file was last changed, Unix seconds.
    modified: i64,
    /// See [`tag`].
    hash: String,
}

/// All of them, the newest first.
///
/// # Errors
/// If the articles are elsewhere, or the folder is gone.
pub fn all(shared: &Shared) -> Done {
    let mut folder = open(&shared.site)?;
    let mut problems = Vec::new();
    let (names, zone) = names_and_zone(&folder, &mut problems);
    // What the last build read need not be read again.
    let (last, nothing) = (shared.room.last(), Articles::default());
    let same = last.key == crate::key(&folder, &names, "");
    let last = if same { &last.articles } else { &nothing };
    let reading = Reading { names, zone, last, start: SystemTime::now() };
    let main = folder.settings.language;
    let pieces = reading.all(&mut folder, i64::MIN, &mut problems);
    let pieces: Boxes = [pieces.published, pieces.gone, pieces.drafts].into_iter().flatten().collect();
    let read: HashSet<&str> = pieces.iter().map(|piece| &*piece.file).collect();
    let broken: Vec<String> = folder
        .of(Kind::Article)
        .filter(|file| !read.contains(file.path.as_str()))
        .map(|file| file.path.clone())
        .collect();
    let mut lines: Vec<Line> = pieces.into_par_iter().map(|piece| line(&folder.root, *piece)).collect();
    lines.extend(broken.into_iter().filter_map(|path| unread(&folder.root, path, main)));
    lines.sort_by(|a, b| (b.date.unix(), &a.path).cmp(&(a.date.unix(), &b.path)));
    Ok(json(StatusCode::OK, &lines))
}

/// The site's folder, if its articles are there.
///
/// # Errors
/// If there is none, or they are in a WordPress.
pub fn open(site: &Path) -> Result<Folder, Refusal> {
    let folder = Folder::open(site).map_err(|error| Refusal::conflict(error.to_string()))?;
    match folder.settings.source.kind {
        SourceKind::Wordpress => Err(Refusal::conflict(
            "The articles of this site come from the WordPress that site.toml names. Write them there.",
        )),
        _ => Ok(folder),
    }
}

fn line(root: &Path, piece: Piece) -> Line {
    let modified = modified(&root.join(&*piece.file));
    let facts = &piece.facts;
    Line {
        title: facts.title.clone(),
        slug: facts.slug.clone(),
        lang: facts.lang,
        section: facts.section.clone(),
        date: piece.moment(),
        draft: facts.draft,
        broken: false,
        modified,
        hash: format!("{:016x}", piece.source.article.hash),
        path: piece.file.to_string(),
    }
}

/// An article of which no more can be told than that it is there; none if it is not.
fn unread(root: &Path, path: String, lang: Lang) -> Option<Line> {
    let at = root.join(&path);
    let bytes = fs::read(&at).ok()?;
    let modified = modified(&at);
    let name = path.rsplit('/').next().unwrap_or_default();
    Some(Line {
        title: manuscript::title(&path, &bytes).unwrap_or_else(|| name.to_owned()),
        slug: String::new(),
        lang,
        section: None,
        date: Moment::new(modified, 0),
        draft: false,
        broken: true,
        modified,
        hash: tag(&bytes),
        path,
    })
}

fn modified(path: &Path) -> i64 {
    let changed = fs::metadata(path).and_then(|file| file.modified()).ok();
    let since = changed.and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    since.and_then(|since| i64::try_from(since.as_secs()).ok()).unwrap_or_default()
}
