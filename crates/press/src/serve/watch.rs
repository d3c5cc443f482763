//! Notices what changes on the disk, and tells what kind of change it is.

use std::{
    collections::BTreeMap,
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    time::{Duration, Instant},
};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher, event::AccessKind};

use super::{News, Shared};
use crate::folder::is_part;

/// A change is over when nothing happened for so long.
const QUIET: Duration = Duration::from_millis(50);
/// And when so much time has passed, whatever happens.
const LONGEST: Duration = Duration::from_secs(1);

/// A watch over a site and an app.
#[derive(Debug)]
pub struct Watch {
    app: PathBuf,
    site: PathBuf,
    changes: Receiver<PathBuf>,
    // Stops when dropped.
    watcher: RecommendedWatcher,
    seen: AppState,
}

impl Watch {
    /// Starts it; changes wait until [`Watch::run`].
    ///
    /// # Errors
    /// What the system says, for example that there are too many folders to watch.
    pub fn start(site: &Path, app: &Path) -> notify::Result<Self> {
        let site = site.canonicalize().map_err(notify::Error::io)?;
        let (sender, changes) = channel();
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            let Ok(event) = event else { return };
            // Being read is no change, and the build reads.
            let read = matches!(event.kind, EventKind::Access(kind) if !matches!(kind, AccessKind::Close(_)));
            if !read {
                for path in event.paths {
                    let _ = sender.send(path);
                }
            }
        })?;
        // Its folders one by one: there may be others than the site's, with more files than can be watched.
        watcher.watch(&site, RecursiveMode::NonRecursive)?;
        for entry in fs::read_dir(&site).map_err(notify::Error::io)?.flatten() {
            watch_folder(&mut watcher, &site, &entry.path())?;
        }
        watcher.watch(app, RecursiveMode::Recursive)?;
        Ok(Self { seen: AppState::of(app), app: app.into(), site, changes, watcher })
    }

    /// Builds again after every change of the site, and tells open pages. Never returns while the watch works.
    pub fn run(mut self, site: &Path, shared: &Shared) {
        while let Some(paths) = self.next() {
            // Folders that came. If one can not be watched, what is in it now is read all the same.
            for path in paths.iter().filter(|path| path.parent() == Some(&self.site)) {
                if let Err(error) = watch_folder(&mut self.watcher, &self.site, path) {
                    eprintln!("{}: can not be watched: {error}", path.display());
                }
            }
            let changed = |path: &PathBuf| is_change(&self.site, path) && !path.starts_with(&self.app);
            if paths.iter().any(changed)
                && let Err(error) = shared.build(site)
            {
                eprintln!("{error}");
            }
            if paths.iter().any(|path| path.starts_with(&self.app)) {
                let now = AppState::of(&self.app);
                if let Some(news) = self.seen.change_to(&now) {
                    eprintln!("The app changed.");
                    let _ = shared.news.send(news);
                    self.seen = now;
                }
            }
        }
    }

    /// Waits for changes, and then until they are over.
    fn next(&self) -> Option<Vec<PathBuf>> {
        let mut paths = vec![self.changes.recv().ok()?];
        let start = Instant::now();
        while start.elapsed() < LONGEST {
            match self.changes.recv_timeout(QUIET) {
                Ok(path) => paths.push(path),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        Some(paths)
    }
}

/// Whether a change at `path` can change the site.
fn is_change(site: &Path, path: &Path) -> bool {
    let Ok(below) = path.strip_prefix(site) else { return false };
    let hidden = below.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
    // A folder's own name counts, a file's does not: `_index.md` is read.
    let folder = if path.is_dir() { Some(below) } else { below.parent() };
    !hidden && folder.is_none_or(|folder| is_part(site, folder))
}

/// Watches `path`, which lies in the site's folder, if it is a folder that is part of the site.
fn watch_folder(watcher: &mut RecommendedWatcher, site: &Path, path: &Path) -> notify::Result<()> {
    let ours = path.strip_prefix(site).is_ok_and(|below| is_part(site, below));
    if ours && path.is_dir() { watcher.watch(path, RecursiveMode::Recursive) } else { Ok(()) }
}

/// Hashes of the files of an app.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct AppState {
    styles: BTreeMap<PathBuf, u64>,
    others: BTreeMap<PathBuf, u64>,
}

impl AppState {
    fn of(app: &Path) -> Self {
        let mut state = Self::default();
        state.add(app, app);
        state
    }

    fn add(&mut self, app: &Path, folder: &Path) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let (path, name) = (entry.path(), entry.file_name());
            let name = name.to_string_lossy();
            if name.starts_with('.') || (folder == app && (name == "data" || name == "media")) {
                continue;
            }
            if path.is_dir() {
                self.add(app, &path);
            } else if let Ok(bytes) = fs::read(&path) {
                if name.ends_with(".css") {
                    self.styles.insert(path, hash(&bytes));
                } else if name.ends_with(".html") {
                    self.others
                        .insert(path, hash(without_styles(&String::from_utf8_lossy(&bytes)).as_bytes()));
                } else {
                    self.others.insert(path, hash(&bytes));
                }
            }
        }
    }

    /// What to tell; nothing while the app is being written (it has no page) and if nothing changed.
    fn change_to(&self, now: &Self) -> Option<News> {
        let whole = now.others.keys().any(|path| path.ends_with("index.html"));
        match () {
            () if !whole => None,
            () if self.others != now.others => Some(News::App),
            () if self.styles != now.styles => Some(News::Style),
            () => None,
        }
    }
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

/// A page without its links to styles: their names may carry a hash of what is in them.
fn without_styles(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<link") {
        text.push_str(before);
        let (link, after) = after.split_once('>').unwrap_or((after, ""));
        if !link.contains(".css") {
            text.push_str(link);
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
    fn what_is_read_is_told_from_the_rest() {
        let site = Path::new("/nowhere");
        for path in ["a.md", "site.toml", "tin/_index.md", "content/target/a.md", "media/a.png", "bai-1"] {
            assert!(is_change(site, &site.join(path)), "{path}");
        }
        for path in ["target/debug/a.md", "tin/node_modules/x.js", ".a.md.swp", "tin/.git/x", "../a.md"] {
            assert!(!is_change(site, &site.join(path)), "{path}");
        }
    }

    #[test]
    fn a_style_is_told_from_the_rest() {
        let app = std::env::temp_dir().join(format!("bantin-app-{}", std::process::id()));
        fs::create_dir_all(app.join("data")).unwrap();
        let write = |name: &str, text: &str| fs::write(app.join(name), text).unwrap();
        write("index.html", "<link rel=stylesheet href=/style-1.css><p>");
        write("style-1.css", "p {}");
        let first = AppState::of(&app);
        write("data/site.json", "{}");
        assert_eq!(first.change_to(&AppState::of(&app)), None);
        fs::remove_file(app.join("style-1.css")).unwrap();
        write("style-2.css", "p { color: red }");
        write("index.html", "<link rel=stylesheet href=/style-2.css><p>");
        let second = AppState::of(&app);
        assert_eq!(first.change_to(&second), Some(News::Style));
        write("app.wasm", "x");
        assert_eq!(second.change_to(&AppState::of(&app)), Some(News::App));
        fs::remove_file(app.join("index.html")).unwrap();
        assert_eq!(second.change_to(&AppState::of(&app)), None);
        fs::remove_dir_all(app).unwrap();
    }
}
