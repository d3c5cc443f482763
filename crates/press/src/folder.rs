//! A site's folder: its settings, and which files in it are articles.

use std::{
    borrow::Cow,
    fmt,
    fs::{self, DirEntry},
    io,
    path::{Path, PathBuf},
};

use news::{problem::Problem, settings::Settings};

use crate::{known::Stamp, output::MARK};

/// The site's folder can not be read at all.
#[derive(Debug)]
pub struct NoFolder {
    path: PathBuf,
    reason: io::Error,
}

impl fmt::Display for NoFolder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "--site {}: {}", self.path.display(), self.reason)
    }
}

impl std::error::Error for NoFolder {}

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An article: Markdown or JSON.
    Article,
    /// Hugo's and Zola's `_index.md`: what a section is called.
    Section,
    /// `x.comments.json`: the comments of the article `x` beside it.
    Comments,
}

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Below the site's folder, with `/`.
    pub path: String,
    /// Where in the path the folder of articles ends.
    base: usize,
    /// What it is for.
    pub kind: Kind,
    /// By which it is known, as its folder tells; none for a link.
    pub stamp: Option<Stamp>,
}

impl SourceFile {
    /// Below the folder of articles, with `/`.
    pub fn place(&self) -> &str {
        self.path.get(self.base..).unwrap_or_default()
    }
}

/// A site's folder.
#[derive(Debug)]
pub struct Folder {
    /// Absolute, links followed.
    pub root: PathBuf,
    /// `site.toml`, or what holds without it.
    pub settings: Settings,
    /// In order of path.
    pub files: Vec<SourceFile>,
    /// What is wrong with the settings and the folders.
    pub problems: Vec<Problem>,
}

/// Folders of pictures and other files: never articles, where the site's folder itself is the folder of articles.
const FILES: [&str; 4] = ["media", "static", "public", "assets"];

/// Folders of other programs: nothing of a site, neither articles nor files.
const FOREIGN: [&str; 7] =
    ["node_modules", "target", "themes", "layouts", "archetypes", "resources", "vendor"];

impl Folder {
    /// Reads the settings and finds the files.
    ///
    /// # Errors
    /// If there is no such folder. All else is a problem among others.
    pub fn open(site: &Path) -> Result<Self, NoFolder> {
        let mut folder = Self::with_settings(site)?;
        folder.find_articles();
        Ok(folder)
    }

    /// Reads the settings alone.
    ///
    /// # Errors
    /// If there is no such folder.
    pub fn with_settings(site: &Path) -> Result<Self, NoFolder> {
        let root = exists(site)?;
        let mut folder =
            Self { root, settings: Settings::default(), files: Vec::new(), problems: Vec::new() };
        folder.read_settings();
        Ok(folder)
    }

    /// The files of a kind.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &SourceFile> {
        self.files.iter().filter(move |file| file.kind == kind)
    }

    fn read_settings(&mut self) {
        const FILE: &str = "site.toml";
        let text = match fs::read(self.root.join(FILE)) {
            Ok(bytes) => String::from_utf8(bytes).map_err(|error| {
                let bytes = error.as_bytes();
                let valid = bytes.get(..error.utf8_error().valid_up_to()).unwrap_or_default();
                let line = valid.iter().filter(|byte| **byte == b'\n').count() + 1;
                Problem::error(FILE, "not-utf8", "is not UTF-8 text", "Save it again as UTF-8.").at(line)
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
            Err(error) => Err(unreadable(FILE, &error)),
        };
        match text.and_then(|text| Settings::parse(&text)) {
            Ok((settings, notes)) => {
                self.settings = settings;
                self.problems.extend(notes);
            }
            Err(problem) => self.problems.push(problem),
        }
    }

    fn find_articles(&mut self) {
        let base = base(&self.root);
        let (mut files, mut problems) = (Vec::new(), Vec::new());
        let mut found = |path: String, name: &str, entry: &DirEntry| {
            if let Some(kind) = kind(name, base) {
                // Asked of the folder, the system need not find the way to it again. A link tells of itself alone.
                let found = entry.metadata().ok().filter(fs::Metadata::is_file);
                files.push(SourceFile {
                    path,
                    base: base.len(),
                    kind,
                    stamp: found.and_then(|found| Stamp::at(&found)),
                });
            }
        };
        self.walk(base, &|name, real| skipped(name, real, base), &mut found, &mut problems);
        files.sort_by(|a, b| a.path.cmp(&b.path));
        self.files = files;
        self.problems.append(&mut problems);
    }

    /// The files below a folder (with `/` at its end), hidden ones left out, in no order.
    pub fn list(&self, at: &str, problems: &mut Vec<Problem>) -> Vec<String> {
        let mut files = Vec::new();
        if fs::symlink_metadata(self.root.join(at)).is_ok() {
            self.walk(at, &|_, _| false, &mut |path, _, _| files.push(path), problems);
        }
        files
    }

    /// Calls `found` with the path and name of each file below `at`, and what the folder says of it.
    fn walk(
        &self,
        at: &str,
        skipped: &dyn Fn(&str, &Path) -> bool,
        found: &mut dyn FnMut(String, &str, &DirEntry),
        problems: &mut Vec<Problem>,
    ) {
        match self.real(at.trim_end_matches('/')) {
            Ok(real) => self.walk_in(at, &mut vec![real], skipped, found, problems),
            Err(problem) => problems.push(problem),
        }
    }

    /// `above` are the real folders that `at` lies in, itself the last.
    fn walk_in(
        &self,
        at: &str,
        above: &mut Vec<PathBuf>,
        skipped: &dyn Fn(&str, &Path) -> bool,
        found: &mut dyn FnMut(String, &str, &DirEntry),
        problems: &mut Vec<Problem>,
    ) {
        let entries = fs::read_dir(self.root.join(at)).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let entries = match entries {
            Ok(entries) => entries,
            Err(error) => return problems.push(unreadable(at.trim_end_matches('/'), &error)),
        };
        let mut entries: Vec<_> = entries.into_iter().map(|entry| (entry.file_name(), entry)).collect();
        // Nearly the order of all paths, which takes less time then.
        entries.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        for (name, entry) in entries {
            let Ok(name) = name.into_string() else {
                let path = format!("{at}{}", entry.file_name().to_string_lossy());
                problems.push(Problem::error(
                    &path,
                    "file-name",
                    "the name of this file is not UTF-8",
                    "Rename it; letters, digits and hyphens travel best.",
                ));
                continue;
            };
            if name.starts_with('.') {
                continue;
            }
            let path = format!("{at}{name}");
            // A plain file lies where its folder does, and that was looked at.
            if entry.file_type().is_ok_and(|kind| kind.is_file()) {
                found(path, &name, &entry);
                continue;
            }
            let real = match self.real(&path) {
                Ok(real) => real,
                Err(problem) => {
                    problems.push(problem);
                    continue;
                }
            };
            if real.is_file() {
                found(path, &name, &entry);
            } else if above.iter().any(|folder| folder.starts_with(&real)) {
                problems.push(Problem::error(
                    &path,
                    "link-loop",
                    "this link leads back to a folder that it lies in",
                    "Remove the link.",
                ));
            } else if real.is_dir() && !skipped(&name, &real) {
                above.push(real);
                self.walk_in(&format!("{path}/"), above, skipped, found, problems);
                above.pop();
            }
        }
    }

    /// The file or folder that a path below the root really is.
    ///
    /// # Errors
    /// A problem if that is nowhere or outside the root.
    pub fn real(&self, path: &str) -> Result<PathBuf, Problem> {
        let real = self.root.join(path).canonicalize().map_err(|error| {
            let help = "If it is a link, it leads nowhere or in a circle: remove it.";
            Problem { help: help.into(), ..unreadable(path, &error) }
        })?;
        match real.starts_with(&self.root) {
            true => Ok(real),
            false => Err(Problem::error(
                path,
                "link-outside",
                "this link leads out of the site's folder",
                "Copy the file here instead; nothing outside the folder is read.",
            )),
        }
    }
}

/// The absolute path of a site's folder.
///
/// # Errors
/// If there is none that can be read.
pub fn exists(site: &Path) -> Result<PathBuf, NoFolder> {
    let no_folder = |reason| NoFolder { path: site.into(), reason };
    let root = site.canonicalize().map_err(no_folder)?;
    fs::read_dir(&root).map_err(no_folder)?;
    Ok(root)
}

fn kind(name: &str, base: &str) -> Option<Kind> {
    let (stem, extension) = name.rsplit_once('.')?;
    match extension.to_ascii_lowercase().as_str() {
        "md" | "markdown" if stem == "_index" || stem.starts_with("_index.") => Some(Kind::Section),
        "md" | "markdown" if stem.eq_ignore_ascii_case("readme") => None,
        "md" | "markdown" => Some(Kind::Article),
        "json" if stem.ends_with(".comments") => Some(Kind::Comments),
        // Beside a site's own files stand package.json and the like.
        "json" if !base.is_empty() => Some(Kind::Article),
        _ => None,
    }
}

fn skipped(name: &str, real: &Path, base: &str) -> bool {
    let outside = base.is_empty() && (FILES.contains(&name) || is_foreign(name));
    outside || name == "_drafts" || real.join(MARK).is_file()
}

fn is_foreign(name: &str) -> bool {
    FOREIGN.contains(&name) || (name.starts_with('_') && name != "_posts")
}

/// Whether what lies in the folder `below`, a path below a site's `root`, can be part of the site: it is not
/// hidden, nor another program's, nor what a build wrote.
pub fn is_part(root: &Path, below: &Path) -> bool {
    let names: Vec<Cow<'_, str>> = below.iter().map(|name| name.to_string_lossy()).collect();
    let first = names.first().map_or("", |name| name);
    let ours = first == "content" || FILES.contains(&first);
    let out = |name: &Cow<'_, str>| name.starts_with('.') || (!ours && is_foreign(name));
    !names.iter().any(out)
        && !(1..=names.len())
            .any(|depth| root.join(below.iter().take(depth).collect::<PathBuf>()).join(MARK).is_file())
}

/// Whether a file of the path `path`, below a site's `root` and with `/`, is an article, if it lies there.
pub fn is_article(root: &Path, path: &str) -> bool {
    let base = base(root);
    let Some(place) = path.strip_prefix(base) else { return false };
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let mut folders = place.split('/').rev().skip(1);
    let among_files = base.is_empty() && FILES.iter().any(|files| place.starts_with(&format!("{files}/")));
    kind(name, base) == Some(Kind::Article)
        && !name.starts_with('.')
        && !among_files
        && folders.all(|folder| folder != "_drafts")
        && is_part(root, Path::new(folder))
}

/// The folder of articles, below a site's `root` and with `/`: empty if the site's folder itself is.
pub fn base(root: &Path) -> &'static str {
    if fs::symlink_metadata(root.join("content")).is_ok() { "content/" } else { "" }
}

/// The problem of a file that the system does not give.
pub fn unreadable(path: &str, error: &io::Error) -> Problem {
    let path = if path.is_empty() { "." } else { path };
    Problem::error(path, "unreadable", format!("can not be read: {error}"), "Check that the file is whole.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_other_programs_write_is_no_part_of_a_site() {
        let root = Path::new("/nowhere");
        for part in ["", "tin", "tin/moi", "_posts", "content/target", "media/vendor", "content/_drafts"] {
            assert!(is_part(root, Path::new(part)), "{part}");
        }
        for part in ["target", "target/debug", "tin/node_modules/x", "_site", ".git", "content/.obsidian"] {
            assert!(!is_part(root, Path::new(part)), "{part}");
        }
    }
}
