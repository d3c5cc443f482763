//! Notices what changes on the disk, and tells what kind of change it is.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    time::{Duration, Instant},
};

use notify::{
    EventKind, RecommendedWatcher, RecursiveMode, Watcher,
    event::{AccessKind, AccessMode, ModifyKind},
};

use super::{News, Shared, app::AppState, desk};
use crate::folder::{is_article, is_part};

/// A change is over when nothing happened for so long, if a file may still be open to its writer.
const QUIET: Duration = Duration::from_millis(50);
/// The same when every file that changed was closed, moved or removed: this is for the next of several.
const SETTLED: Duration = Duration::from_millis(8);
/// And when so much time has passed, whatever happens.
const LONGEST: Duration = Duration::from_secs(1);

/// What happened to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Happened {
    /// It may be written on.
    Written,
    /// Its writer has done with it; not every system tells.
    Done,
    /// Something that its bytes have no part in.
    Aside,
}

impl Happened {
    /// None where it is no change: being read, and the build reads.
    fn of(kind: EventKind) -> Option<Self> {
        match kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write))
            | EventKind::Modify(ModifyKind::Name(_))
            | EventKind::Remove(_) => Some(Self::Done),
            EventKind::Access(_) => None,
            EventKind::Modify(ModifyKind::Metadata(_)) => Some(Self::Aside),
            _ => Some(Self::Written),
        }
    }
}

/// A watch over a site and an app.
#[derive(Debug)]
pub struct Watch {
    app: PathBuf,
    site: PathBuf,
    changes: Receiver<(PathBuf, Happened)>,
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
            let Some(happened) = Happened::of(event.kind) else { return };
            for path in event.paths {
                let _ = sender.send((path, happened));
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
    pub fn run(mut self, shared: &Shared) {
        while let Some(paths) = self.next() {
            // Folders that came. If one can not be watched, what is in it now is read all the same.
            for path in paths.iter().filter(|path| path.parent() == Some(&self.site)) {
                if let Err(error) = watch_folder(&mut self.watcher, &self.site, path) {
                    eprintln!("{}: can not be watched: {error}", path.display());
                }
            }
            let changed = |path: &&PathBuf| is_change(&self.site, path) && !path.starts_with(&self.app);
            let changed: Vec<&PathBuf> = paths.iter().filter(changed).collect();
            // A desk that has a text open need not wait for the edition.
            for news in told(&self.site, &changed) {
                let _ = shared.news.send(news);
            }
            if !changed.is_empty()
                && let Err(error) = shared.build()
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
        let mut paths = BTreeMap::new();
        let mut note = |(path, happened)| {
            let before = paths.entry(path).or_insert(happened);
            if happened != Happened::Aside {
                *before = happened;
            }
            match paths.values().any(|happened| *happened == Happened::Written) {
                true => QUIET,
                false => SETTLED,
            }
        };
        let mut wait = note(self.changes.recv().ok()?);
        let start = Instant::now();
        while start.elapsed() < LONGEST {
            match self.changes.recv_timeout(wait) {
                Ok(change) => wait = note(change),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        Some(paths.into_keys().collect())
    }
}

/// What a desk is told of the files that changed.
fn told(site: &Path, changed: &[&PathBuf]) -> Vec<News> {
    let mut news = Vec::new();
    let mut others = false;
    for path in changed {
        let below = path.strip_prefix(site).ok().and_then(Path::to_str);
        let below = below.map(|below| below.replace(std::path::MAIN_SEPARATOR, "/"));
        match below.filter(|below| is_article(site, below)) {
            Some(below) => {
                let hash = fs::read(path).ok().map(|bytes| desk::tag(&bytes));
                news.push(News::File(below, hash));
            }
            None => others = true,
        }
    }
    news.extend(others.then_some(News::Files));
    news
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
}
