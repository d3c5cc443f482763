//! Reads the articles of a site's folder.

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::Path,
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use news::{
    check::{self, Remark},
    date::Day,
    manuscript::{self, Manuscript, dates::Zone},
    problem::Problem,
};
use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use crate::{
    articles::{Articles, Entry},
    comments,
    folder::{Folder, Kind, SourceFile, unreadable},
    known::{Known, KnownText, Source, Stamp, Version},
    piece::{Boxes, Piece},
};

/// The articles of a site's folder.
#[derive(Debug)]
pub struct Pieces {
    /// To be published, in order of time.
    pub published: Boxes,
    /// Those that have expired: their places in lists stay.
    pub gone: Boxes,
    /// Those that are not to be published.
    pub drafts: Boxes,
}

/// What is the same for all articles while they are read.
#[derive(Debug)]
pub struct Reading<'r> {
    /// What Hugo's and Zola's `_index.md` call the folders that they are in.
    pub names: BTreeMap<String, String>,
    /// The site's time zone.
    pub zone: Zone,
    /// What is kept of articles from the last build, by their files.
    pub last: &'r Articles,
    /// When this build began.
    pub start: SystemTime,
}

/// What [`Reading`] has for `folder`, but for what is kept.
pub fn names_and_zone(folder: &Folder, problems: &mut Vec<Problem>) -> (BTreeMap<String, String>, Zone) {
    (section_names(folder, folder.of(Kind::Section)), zone(folder, problems))
}

impl Reading<'_> {
    /// Reads every article. `now` tells which have expired.
    pub fn all(&self, folder: &mut Folder, now: i64, problems: &mut Vec<Problem>) -> Pieces {
        let comments = comments_of(folder, problems);
        let articles: Vec<&SourceFile> = folder.of(Kind::Article).collect();
        let kept = self.last.of(articles.iter().map(|file| file.path.as_str()));
        let read: Vec<(Option<Box<Piece>>, Vec<Problem>)> = articles
            .par_iter()
            .zip(kept)
            .map(|(file, kept)| {
                let comments = comments.get(file.path.as_str()).copied();
                self.read(folder, file, comments, kept).unwrap_or_else(|problem| (None, vec![problem]))
            })
            .collect();
        let articles_read = read.len();
        let mut pieces =
            Pieces { published: Vec::with_capacity(articles_read), gone: vec![], drafts: vec![] };
        let mut moments = Vec::with_capacity(articles_read);
        for (at, (piece, found)) in read.into_iter().enumerate() {
            problems.extend(found);
            let Some(mut piece) = piece else { continue };
            piece.at = at;
            let expired = piece.facts.expires_at.is_some_and(|until| until.unix() <= now);
            // What is not published can be as unfinished as it likes.
            match (piece.facts.draft, expired) {
                (true, _) => pieces.drafts.push(piece),
                (false, true) => pieces.gone.push(piece),
                (false, false) => {
                    problems.extend_from_slice(&piece.rare().problems);
                    add_language(folder, &piece, problems);
                    let moment = piece.moment();
                    moments.push((moment.day(), moment.unix(), moments.len()));
                    pieces.published.push(piece);
                }
            }
        }
        pieces.published = in_order(pieces.published, moments);
        if articles_read == 0 {
            let message = "there is no article in this folder";
            let help = "Articles are files such as content/x.md. Is it the right folder?";
            problems.push(Problem::warning(".", "no-articles", message, help));
        }
        pieces
    }

    /// An article, and what is wrong with its file if it can not be read. `kept` is what is kept of it.
    fn read(
        &self,
        folder: &Folder,
        file: &SourceFile,
        comments: Option<&SourceFile>,
        kept: Option<&Entry>,
    ) -> Result<(Option<Box<Piece>>, Vec<Problem>), Problem> {
        let last = kept.map(|(_, last)| last);
        let (article, text) = self.version(folder, file, last.map(|last| last.source.article))?;
        let said = comments
            .map(|comments| self.version(folder, comments, last.and_then(|last| last.source.comments)));
        let said = said.transpose()?;
        let source = Source { article, comments: said.as_ref().map(|(version, _)| *version) };
        if let Some((path, last)) = kept.filter(|(_, last)| last.source.is_like(&source)) {
            let piece = Piece::again(Arc::clone(path), source, Arc::clone(&last.kept));
            return Ok((Some(piece.into()), Vec::new()));
        }
        let text = text.map_or_else(|| bytes(folder, file), Ok)?;
        let (manuscript, faults) = manuscript::read(&file.path, &text, &self.zone);
        let mut problems: Vec<Problem> = faults.iter().map(|fault| fault.problem(&file.path)).collect();
        let Some(mut manuscript) = manuscript else { return Ok((None, problems)) };
        let mut remarks = check::fields(&manuscript);
        remarks.extend(std::str::from_utf8(&text).ok().and_then(check::file));
        let remark = |remark: Remark| remark.kind.problem(&file.path).at(remark.line(&manuscript, ""));
        problems.extend(remarks.into_iter().map(remark));
        let dated = !manuscript.undated();
        if !dated {
            manuscript.date = self.zone.moment(last_changed(&folder.root.join(&file.path)));
        }
        let mut answers = Vec::new();
        if let (Some(comments), Some((_, text))) = (comments, said) {
            let text = text.map_or_else(|| bytes(folder, comments), Ok)?;
            let (read, found) = comments::read(&comments.path, &text);
            answers = read;
            problems.extend(found);
        }
        let lang = manuscript.lang.unwrap_or(folder.settings.language);
        let section = self.section(file, &mut manuscript);
        let known = Known { manuscript, comments: answers, text: KnownText::default() };
        let piece = Piece::new((file.path.as_str().into(), source, dated), (lang, section), known, problems);
        Ok((Some(piece.into()), Vec::new()))
    }

    /// The section's name: its folder's, if that is called something else than it is named.
    fn section(&self, file: &SourceFile, manuscript: &mut Manuscript) -> Option<String> {
        let from_folder = ["section", "categories"].iter().all(|field| manuscript.line_of(field).is_none());
        manuscript.section.take().map(|name| {
            let folder =
                file.place().find(&format!("{name}/")).and_then(|at| file.place().get(..at + name.len()));
            let title = folder.filter(|_| from_folder).and_then(|folder| self.names.get(folder));
            title.cloned().unwrap_or(name)
        })
    }

    /// A file as it is now, with what is in it if it had to be read to know that.
    fn version(
        &self,
        folder: &Folder,
        file: &SourceFile,
        last: Option<Version>,
    ) -> Result<(Version, Option<Vec<u8>>), Problem> {
        let found = || Stamp::at(&fs::metadata(folder.root.join(&file.path)).ok()?);
        let stamp = file.stamp.or_else(found).and_then(|stamp| stamp.settled(self.start));
        let stamp = stamp.map(|stamp| stamp.hash());
        if let Some(last) = last.filter(|last| stamp.is_some() && last.stamp == stamp) {
            return Ok((last, None));
        }
        let bytes = bytes(folder, file)?;
        Ok((Version { stamp, hash: xxh3_64(&bytes) }, Some(bytes)))
    }
}

/// Pieces in the order of time. Most are told apart by their moments, so those are sorted: the day, the moment, and the
/// place in `pieces` of each.
fn in_order(pieces: Boxes, mut order: Vec<(Day, i64, usize)>) -> Boxes {
    order.sort_unstable_by(|one, other| {
        let rest = |at: usize| pieces.get(at).map(|piece| piece.order());
        (one.0, one.1)
            .cmp(&(other.0, other.1))
            .then_with(|| (rest(one.2), one.2).cmp(&(rest(other.2), other.2)))
    });
    let mut pieces: Vec<Option<Box<Piece>>> = pieces.into_iter().map(Some).collect();
    order.into_iter().filter_map(|(.., at)| pieces.get_mut(at)?.take()).collect()
}

/// The Markdown of an article that was read before. None if its file has changed meanwhile.
pub fn body(folder: &Folder, zone: &Zone, file: &str, hash: u64) -> Option<String> {
    let bytes = fs::read(folder.root.join(file)).ok().filter(|bytes| xxh3_64(bytes) == hash)?;
    manuscript::read(file, &bytes, zone).0.map(|manuscript| manuscript.body)
}

fn bytes(folder: &Folder, file: &SourceFile) -> Result<Vec<u8>, Problem> {
    fs::read(folder.root.join(&file.path)).map_err(|error| unreadable(&file.path, &error))
}

/// When the file was last changed, Unix seconds; 0 where the file system does not say.
fn last_changed(path: &Path) -> i64 {
    let changed = fs::metadata(path).and_then(|file| file.modified()).ok();
    let since = changed.and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    since.and_then(|since| i64::try_from(since.as_secs()).ok()).unwrap_or_default()
}

/// The site's time zone.
fn zone(folder: &Folder, problems: &mut Vec<Problem>) -> Zone {
    let name = &folder.settings.time_zone;
    Zone::named(name).unwrap_or_else(|| {
        let message = format!("there is no time zone `{name}`");
        let help = "Write one of https://en.wikipedia.org/wiki/List_of_tz_database_time_zones.";
        problems.push(Problem::error("site.toml", "settings", message, help));
        Zone::utc()
    })
}

/// What Hugo's and Zola's `_index.md` call the folder that they are in.
fn section_names<'f>(
    folder: &Folder,
    files: impl Iterator<Item = &'f SourceFile>,
) -> BTreeMap<String, String> {
    let name = |file: &SourceFile| {
        let (path, _) = file.place().rsplit_once('/')?;
        let title = manuscript::title(&file.path, &bytes(folder, file).ok()?)?;
        Some((path.to_owned(), title))
    };
    files.filter_map(name).collect()
}

/// The files of comments by the path of their article.
fn comments_of<'f>(folder: &'f Folder, problems: &mut Vec<Problem>) -> HashMap<&'f str, &'f SourceFile> {
    let stem = |path: &'f str| path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let mut files = folder.of(Kind::Comments).peekable();
    if files.peek().is_none() {
        return HashMap::new();
    }
    let articles = folder.of(Kind::Article);
    let articles: HashMap<&str, &str> = articles.map(|file| (stem(&file.path), file.path.as_str())).collect();
    let mut all = HashMap::new();
    for file in files {
        let own = file.path.strip_suffix(".comments.json").unwrap_or(&file.path);
        match articles.get(own) {
            Some(article) => drop(all.insert(*article, file)),
            None => {
                let message = "there is no article beside it that these comments could be for";
                let help = "Name it after the article's file: `x.comments.json` beside `x.md`.";
                problems.push(Problem::warning(&file.path, "comments", message, help));
            }
        }
    }
    all
}

/// Adds the language that an article is written in, if `site.toml` does not name it.
fn add_language(folder: &mut Folder, piece: &Piece, problems: &mut Vec<Problem>) {
    let lang = piece.facts.lang;
    if !folder.settings.languages.contains(&lang) {
        folder.settings.languages.push(lang);
        let code = lang.code();
        let message = format!("the site gets pages in `{code}` for this article");
        let help = format!("Add `{code}` to `languages` in site.toml to say that you mean it.");
        problems.push(Problem::note(&piece.file, "language", message, help));
    }
}
