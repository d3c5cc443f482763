//! Finding articles by slug and by file; a slug is one article's in its language.

use std::{
    borrow::Borrow,
    collections::{BTreeMap, hash_map::Entry},
    hash::{Hash, Hasher},
    sync::{Arc, OnceLock},
};

use news::{lang::Lang, problem::Problem, route::Route, text::slug::address};

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use crate::{known::Facts, media, piece::Piece};

/// Finds articles of one language that have the same slug; `addresses` are those of all.
pub fn same_slugs(pieces: &[Box<Piece>], addresses: &Addresses, problems: &mut Vec<Problem>) {
    if addresses.by_slug.values().map(FxHashMap::len).sum::<usize>() == pieces.len() {
        return;
    }
    let mut first: FxHashMap<(Lang, &str), &Piece> = FxHashMap::default();
    let mut by_slug: FxHashMap<(Lang, &str), Vec<&Piece>> = FxHashMap::default();
    for piece in pieces {
        let slug = (piece.facts.lang, piece.facts.slug.as_str());
        match first.entry(slug) {
            Entry::Vacant(free) => drop(free.insert(piece)),
            Entry::Occupied(first) => by_slug.entry(slug).or_insert_with(|| vec![first.get()]).push(piece),
        }
    }
    for ((_, slug), same) in by_slug {
        for piece in &same {
            let others =
                same.iter().filter(|other| other.file != piece.file).map(|other| format!("`{}`", other.file));
            problems.push(
                Problem::error(
                    &piece.file,
                    "duplicate-slug",
                    format!("has the same slug `{slug}` as {}", others.collect::<Vec<_>>().join(", ")),
                    "Give one of them another `slug`; letter case and marks make no difference.",
                )
                .at(piece.known().manuscript.line_of("slug")),
            );
        }
    }
}

/// The slug of an article.
#[derive(Debug)]
struct Slug(Arc<Facts>);

impl Borrow<str> for Slug {
    fn borrow(&self) -> &str {
        &self.0.slug
    }
}

impl PartialEq for Slug {
    fn eq(&self, other: &Self) -> bool {
        self.0.slug == other.0.slug
    }
}

impl Eq for Slug {}

impl Hash for Slug {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.slug.hash(state);
    }
}

/// Finds articles by slug and by file.
#[derive(Debug)]
pub struct Addresses {
    facts: Vec<Arc<Facts>>,
    by_slug: BTreeMap<Lang, FxHashMap<Slug, usize>>,
    files: Vec<Arc<str>>,
    /// Where each of these is; made when somebody asks, which in most sites nobody does.
    by_file: OnceLock<FxHashMap<Arc<str>, usize>>,
    /// Where these files are: few, so that most names that are no file's are soon known for such; and what these folders
    /// are called.
    folders: FxHashSet<String>,
    folder_names: FxHashSet<String>,
    /// By folder and name without language and extension: `x.en.md` beside `x.md`. Empty where all are in one language.
    by_stem: FxHashMap<(String, Lang), usize>,
}

impl Addresses {
    /// Of these pieces, which keep their numbers.
    pub fn of(pieces: &[Box<Piece>]) -> Self {
        let numbered = || pieces.iter().enumerate();
        let mut folders: Vec<&str> = pieces.iter().map(|piece| folder(&piece.file)).collect();
        folders.dedup();
        let folders: FxHashSet<&str> = folders.into_iter().collect();
        let mut by_slug: BTreeMap<Lang, FxHashMap<Slug, usize>> = BTreeMap::new();
        for (at, piece) in numbered() {
            let room = || FxHashMap::with_capacity_and_hasher(pieces.len(), FxBuildHasher);
            by_slug.entry(piece.facts.lang).or_insert_with(room).insert(Slug(Arc::clone(&piece.facts)), at);
        }
        let mut by_stem = FxHashMap::default();
        if by_slug.len() > 1 {
            by_stem.extend(
                numbered().filter_map(|(at, piece)| Some(((stem(&piece.file)?, piece.facts.lang), at))),
            );
        }
        Self {
            facts: pieces.iter().map(|piece| Arc::clone(&piece.facts)).collect(),
            by_slug,
            files: pieces.iter().map(|piece| Arc::clone(&piece.file)).collect(),
            by_file: OnceLock::new(),
            folder_names: folders.iter().map(|folder| last(folder).to_owned()).collect(),
            folders: folders.into_iter().map(str::to_owned).collect(),
            by_stem,
        }
    }

    /// The article that `name`, in the piece `from`, means: a slug, a file beside it or below the folder of
    /// articles, or an address. In `lang`; if none, in any language, another than the piece's first.
    pub fn named(&self, from: &Piece, name: &str, lang: Option<Lang>) -> Option<usize> {
        let slug = address(name.trim_matches('/').rsplit('/').next().unwrap_or(name));
        let others = Lang::ALL.into_iter().filter(|other| *other != from.facts.lang).chain([from.facts.lang]);
        let langs: Vec<Lang> = lang.map_or_else(|| others.collect(), |lang| vec![lang]);
        self.file(&from.file, name).or_else(|| langs.iter().find_map(|lang| self.slug(*lang, &slug)))
    }

    /// The article in the file that `name` means in the file `from`: beside it, below the folder of articles
    /// or below the site's; the extension may lack.
    pub fn file(&self, from: &str, name: &str) -> Option<usize> {
        if self.is_elsewhere(name) {
            return None;
        }
        [folder(from), "", "content"].into_iter().find_map(|place| {
            let mut path = media::join(place, name)?;
            let length = path.len();
            let (beside, within) =
                (self.folders.contains(folder(&path)), self.folders.contains(path.as_str()));
            let ends = [
                ("", beside),
                (".md", beside),
                ("/index.md", within),
                (".markdown", beside),
                (".json", beside),
            ];
            ends.into_iter().filter(|(_, there)| *there).find_map(|(end, _)| {
                path.truncate(length);
                path.push_str(end);
                self.by_file().get(path.as_str()).copied()
            })
        })
    }

    fn by_file(&self) -> &FxHashMap<Arc<str>, usize> {
        let numbered = || self.files.iter().cloned().zip(0..);
        self.by_file.get_or_init(|| numbered().collect())
    }

    /// Whether a name such as `/bai-viet/mua-lon/` is of no folder that has articles: neither is what it lies in, wherever
    /// that is looked for, nor it itself.
    fn is_elsewhere(&self, name: &str) -> bool {
        let name = name.trim_matches('/');
        let plain = || name.split('/').all(|part| !matches!(part, "" | "." | ".."));
        let has = |folder: &str| self.folder_names.contains(last(folder));
        name.rsplit_once('/').is_some_and(|(above, _)| !has(above) && !has(name) && plain())
    }

    /// The page of an article.
    pub fn route(&self, number: usize) -> Option<Route> {
        self.facts.get(number).map(|facts| Route::article(facts.lang, &facts.slug))
    }

    /// The article with this slug.
    pub fn slug(&self, lang: Lang, slug: &str) -> Option<usize> {
        self.by_slug.get(&lang)?.get(slug).copied()
    }

    /// Whether the route is an article's, and there is none such.
    pub fn lacks(&self, route: &Route) -> bool {
        matches!(route, Route::Article { lang, slug } if self.slug(*lang, slug).is_none())
    }

    /// The same file in other languages, by its name.
    pub fn siblings(&self, piece: &Piece) -> impl Iterator<Item = usize> {
        let stem = if self.by_stem.is_empty() { None } else { stem(&piece.file) };
        let others = Lang::ALL.into_iter().filter(|lang| *lang != piece.facts.lang);
        others.filter_map(move |lang| self.by_stem.get(&(stem.clone()?, lang)).copied())
    }
}

/// The last part of a path.
fn last(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, last)| last)
}

/// Where a file is.
fn folder(file: &str) -> &str {
    file.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// `a/x` of `a/x.en.md` and `a/x.md`; `a/x/index` of a bundle.
fn stem(file: &str) -> Option<String> {
    let (stem, _) = file.rsplit_once('.')?;
    let code = Lang::ALL.into_iter().find_map(|lang| stem.strip_suffix(lang.code())?.strip_suffix('.'));
    Some(code.unwrap_or(stem).to_owned())
}
