//! Reads the articles of a site's folder.

use std::{collections::HashMap, fs, path::Path, time::UNIX_EPOCH};

use news::{
    article::{Article, Label, Teaser},
    comment::Comment,
    date::Moment,
    lang::Lang,
    manuscript::{self, Manuscript, dates::Zone},
    problem::Problem,
};
use rayon::prelude::*;

use crate::{
    body::Text,
    comments,
    folder::{Folder, Kind, SourceFile, unreadable},
};

/// Words that are read in a minute.
const WORDS_A_MINUTE: usize = 220;

/// An article as it lies in the site's folder.
#[derive(Debug)]
pub struct Piece {
    /// Below the site's folder, with `/`.
    pub file: String,
    /// The language.
    pub lang: Lang,
    /// The name of its section.
    pub section: Option<String>,
    /// What its author wrote.
    pub manuscript: Manuscript,
    /// What its readers wrote.
    comments: Vec<Comment>,
}

impl Piece {
    /// When it comes out, or came.
    pub fn moment(&self) -> Moment {
        self.manuscript.publish_at.unwrap_or(self.manuscript.date)
    }

    /// The order of time: by day as it is told, since the archive counts days; then by moment and slug.
    pub fn order(&self) -> impl Ord + use<'_> {
        (self.moment().day(), self.moment().unix(), &self.manuscript.slug, self.lang)
    }

    /// The article, without what its page shows of others.
    pub fn article(&self, section: Option<Label>, tags: Vec<Label>, text: &Text) -> Article {
        let from = &self.manuscript;
        Article {
            teaser: Teaser {
                slug: from.slug.clone(),
                lang: self.lang,
                title: from.title.clone(),
                standfirst: from.standfirst.clone(),
                section,
                published: from.date,
                cover: text.cover.clone(),
                comment_count: self.comments.len() as u32,
                publish_at: from.publish_at,
                expires_at: from.expires_at,
            },
            body: text.html.clone(),
            updated: from.updated,
            authors: from.authors.clone(),
            credit: from.credit.clone(),
            tags,
            corrections: from.corrections.clone(),
            views: from.views,
            minutes: text.words.div_ceil(WORDS_A_MINUTE).max(1) as u32,
            comments_open: from.comments.unwrap_or(true),
            comments: self.comments.clone(),
            ..Article::default()
        }
    }
}

/// The articles of a site's folder that are no drafts.
#[derive(Debug)]
pub struct Pieces {
    /// To be published.
    pub published: Vec<Piece>,
    /// Those that have expired: their places in lists stay.
    pub gone: Vec<Piece>,
}

/// Reads every article. `now` tells which have expired.
pub fn all(folder: &mut Folder, now: i64, problems: &mut Vec<Problem>) -> Pieces {
    let files = std::mem::take(&mut folder.files);
    let of = |kind: Kind| files.iter().filter(move |file| file.kind == kind);
    let names = section_names(folder, of(Kind::Section));
    let zone = zone(folder, problems);
    let (comments, found) = all_comments(folder, of(Kind::Comments), of(Kind::Article));
    problems.extend(found);
    let articles: Vec<&SourceFile> = of(Kind::Article).collect();
    let read: Vec<(Option<Piece>, Vec<Problem>)> =
        articles.par_iter().map(|file| read(folder, file, &names, &comments, &zone)).collect();
    let articles_read = read.len();
    let (mut pieces, mut gone) = (Vec::with_capacity(articles_read), Vec::new());
    for (piece, found) in read {
        let Some(piece) = piece else {
            problems.extend(found);
            continue;
        };
        let expired = piece.manuscript.expires_at.is_some_and(|until| until.unix() <= now);
        // What is not published can be as unfinished as it likes.
        match (piece.manuscript.draft, expired) {
            (true, _) => {}
            (false, true) => gone.push(piece),
            (false, false) => {
                problems.extend(found);
                pieces.push(piece);
            }
        }
    }
    add_languages(folder, &pieces, problems);
    if articles_read == 0 {
        let message = "there is no article in this folder";
        let help = "Articles are files such as content/x.md. Is it the right folder?";
        problems.push(Problem::warning(".", "no-articles", message, help));
    }
    Pieces { published: pieces, gone }
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

fn read(
    folder: &Folder,
    file: &SourceFile,
    names: &HashMap<String, String>,
    comments: &HashMap<String, Vec<Comment>>,
    zone: &Zone,
) -> (Option<Piece>, Vec<Problem>) {
    let bytes = match bytes(folder, file) {
        Ok(bytes) => bytes,
        Err(problem) => return (None, vec![problem]),
    };
    let (manuscript, problems) = manuscript::read(&file.path, &bytes, zone);
    let Some(mut manuscript) = manuscript else { return (None, problems) };
    if manuscript.undated() {
        manuscript.date = zone.moment(last_changed(&folder.root.join(&file.path)));
    }
    let from_folder = ["section", "categories"].iter().all(|field| manuscript.line_of(field).is_none());
    let section = manuscript.section.take().map(|name| {
        let folder = file.place.find(&format!("{name}/")).and_then(|at| file.place.get(..at + name.len()));
        let title = folder.filter(|_| from_folder).and_then(|folder| names.get(folder));
        title.cloned().unwrap_or(name)
    });
    let piece = Piece {
        lang: manuscript.lang.unwrap_or(folder.settings.language),
        comments: comments.get(&file.path).cloned().unwrap_or_default(),
        file: file.path.clone(),
        section,
        manuscript,
    };
    (Some(piece), problems)
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
) -> HashMap<String, String> {
    let name = |file: &SourceFile| {
        let (path, _) = file.place.rsplit_once('/')?;
        let title = manuscript::title(&file.path, &bytes(folder, file).ok()?)?;
        Some((path.to_owned(), title))
    };
    files.filter_map(name).collect()
}

/// The comments by the path of their article.
fn all_comments<'f>(
    folder: &Folder,
    files: impl Iterator<Item = &'f SourceFile>,
    articles: impl Iterator<Item = &'f SourceFile>,
) -> (HashMap<String, Vec<Comment>>, Vec<Problem>) {
    let stem = |path: &'f str| path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let articles: HashMap<&str, &str> = articles.map(|file| (stem(&file.path), file.path.as_str())).collect();
    let (mut all, mut problems) = (HashMap::new(), Vec::new());
    for file in files {
        let own = file.path.strip_suffix(".comments.json").unwrap_or(&file.path);
        let Some(article) = articles.get(own) else {
            let message = "there is no article beside it that these comments could be for";
            let help = "Name it after the article's file: `x.comments.json` beside `x.md`.";
            problems.push(Problem::warning(&file.path, "comments", message, help));
            continue;
        };
        match bytes(folder, file) {
            Ok(bytes) => {
                let (comments, found) = comments::read(&file.path, &bytes);
                all.insert((*article).to_owned(), comments);
                problems.extend(found);
            }
            Err(problem) => problems.push(problem),
        }
    }
    (all, problems)
}

/// Adds the languages that articles are written in and `site.toml` does not name.
fn add_languages(folder: &mut Folder, pieces: &[Piece], problems: &mut Vec<Problem>) {
    for lang in Lang::ALL {
        let Some(first) = pieces.iter().find(|piece| piece.lang == lang) else { continue };
        if !folder.settings.languages.contains(&lang) {
            folder.settings.languages.push(lang);
            let code = lang.code();
            let message = format!("the site gets pages in `{code}` for this article");
            let help = format!("Add `{code}` to `languages` in site.toml to say that you mean it.");
            problems.push(Problem::note(&first.file, "language", message, help));
        }
    }
}
