//! A WordPress or another Bantin site as the place of a site's articles: what it has is fetched into a folder that is a
//! site's folder like any other, and everything after that is the same.
//!
//! In the cache folder stand, below `wordpress` or `bundle`: `index.json`, what was fetched; `site`, the site's folder that is
//! built from: `content/` with an article a file, pictures in `media/wordpress/` or `media/bundle/`, and what the site's own
//! folder has besides; and `incoming`, what waits until everything is there. So a failure leaves the last good state as it was.

mod addresses;
mod bundle;
mod client;
mod index;
mod listing;
mod own;
mod pictures;
mod sync;
mod told;

use std::{
    collections::BTreeMap,
    env,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use news::{
    problem::Problem,
    settings::{Settings, SourceKind},
};

use crate::{
    folder::{Folder, Kind},
    hash::hash,
    report::Report,
};
use index::{Index, load};
use sync::{Done, SyncError, sync};

/// How far to go for articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Fetch what is new or has changed.
    Changed,
    /// The same, for who writes no site, and so can not do without an answer.
    Look,
    /// Fetch everything, whatever is there.
    Everything,
    /// Ask nobody: what was fetched last will do.
    Nothing,
}

/// A site's folder, wherever its articles come from.
#[derive(Debug)]
pub struct Ground {
    /// The folder to build from.
    pub site: PathBuf,
    problems: Vec<Problem>,
    /// Addresses of articles there, by their files here.
    links: BTreeMap<String, String>,
    /// Held against others who would fetch into the same folder, as long as somebody reads from it.
    _lock: Option<File>,
}

impl Ground {
    /// The folder `site` itself, or what is made of it and the site that its settings name. `cache` tells
    /// where to keep what was fetched, and is asked only if anything is.
    ///
    /// # Errors
    /// A sentence that says why the articles can not be had.
    pub fn of(site: &Path, cache: impl FnOnce() -> PathBuf, reach: Reach) -> Result<Self, String> {
        let plain = || Self { site: site.into(), problems: Vec::new(), links: BTreeMap::new(), _lock: None };
        let settings = Folder::with_settings(site).map_err(|error| error.to_string())?.settings;
        let name = match settings.source.kind {
            SourceKind::Wordpress => "wordpress",
            SourceKind::Bundle if !settings.source.live => "bundle",
            SourceKind::Bundle | SourceKind::Folder => return Ok(plain()),
        };
        let mut folder = Folder::open(site).map_err(|error| error.to_string())?;
        // What is wrong with the settings is told by who reads them for good.
        folder.problems.clear();
        let cache = cache();
        let lock = lock(&cache, name).map_err(|error| format!("{}: {error}", cache.display()))?;
        let kept = cache.join(name);
        let (mut problems, links) = match settings.source.kind {
            SourceKind::Bundle => of_bundle(&kept, &folder.settings, reach)?,
            _ => of_wordpress(&kept, &folder.settings, reach)?,
        };
        let site = kept.join("site");
        problems.extend(folder.of(Kind::Article).find(|file| file.path.starts_with("content/")).map(
            |file| {
                let message = "is not read: the articles come from the site that site.toml names";
                Problem::note(&file.path, "unread", message, "Move it away, or remove [source].")
            },
        ));
        own::carry(&folder, &site, &mut problems).map_err(|error| format!("{}: {error}", site.display()))?;
        Ok(Self { site, problems, links, _lock: Some(lock) })
    }

    /// A report that tells of articles by the addresses that their editors know, and of what was fetched.
    pub fn report(&self, report: Report) -> Report {
        report.joined(self.problems.clone(), |file| {
            let stem = file.strip_suffix(".json")?;
            self.links.get(stem.strip_suffix(".comments").unwrap_or(stem)).cloned()
        })
    }
}

/// What is to be told, and the addresses of articles there by their files here.
type Fetched = (Vec<Problem>, BTreeMap<String, String>);

fn of_wordpress(kept: &Path, settings: &Settings, reach: Reach) -> Result<Fetched, String> {
    let home = settings.source.url.as_str();
    let last = load::<Index>(kept).filter(|last| last.home == home);
    let mut index =
        brought((home, kept), reach, last, |last| sync(kept, settings, last, reach == Reach::Everything))?;
    if reach == Reach::Nothing {
        // A build that failed may have left some that no article shows yet.
        pictures::sweep(&kept.join("site"), &mut index);
    }
    let links = index.articles.iter().map(|(id, kept)| (format!("content/{id}"), kept.link.clone()));
    Ok((told::problems(&index), links.collect()))
}

fn of_bundle(kept: &Path, settings: &Settings, reach: Reach) -> Result<Fetched, String> {
    let home = settings.source.url.as_str();
    let last = load::<bundle::Index>(kept).filter(|last| last.home.trim_end_matches('/') == home);
    let index = brought((home, kept), reach, last, |last| bundle::sync(kept, settings, last))?;
    Ok((index.problems(), index.links()))
}

/// What was fetched from `home` into `kept`, brought up to date as far as is asked for. `last` is what is there.
fn brought<I: Default>(
    (home, kept): (&str, &Path),
    reach: Reach,
    last: Option<I>,
    sync: impl FnOnce(I) -> Result<(I, Done), SyncError>,
) -> Result<I, String> {
    if reach == Reach::Nothing {
        let never = || format!("--offline: nothing was fetched from {home} yet. Build once without it.");
        return last.ok_or_else(never);
    }
    let there = last.is_some() && reach != Reach::Look;
    let last = last.filter(|_| reach != Reach::Everything).unwrap_or_default();
    let (index, done) = sync(last).map_err(|error| told(home, kept, there, error))?;
    say(home, done);
    Ok(index)
}

/// Waits until nobody else fetches into `cache` or reads from it.
fn lock(cache: &Path, name: &str) -> io::Result<File> {
    fs::create_dir_all(cache)?;
    let lock = File::create(cache.join(format!("{name}.lock")))?;
    lock.lock().map(|()| lock)
}

/// Where commands that write no site keep what they fetched for one: in the user's folder for such things
/// (<https://specifications.freedesktop.org/basedir-spec/>), under a number of the site's folder. None where there is none.
pub fn kept(site: &Path) -> Option<PathBuf> {
    let var = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = || Some(var("HOME")?.join(".cache"));
    let folder = var("XDG_CACHE_HOME").or_else(|| var("LOCALAPPDATA")).or_else(home)?;
    let site = site.canonicalize().ok()?;
    let cache = folder.join("bantin").join(format!("{:016x}", hash(&site.to_string_lossy())));
    fs::create_dir_all(&cache).ok().map(|()| cache)
}

fn say(home: &str, done: Done) {
    let Done { all, fetched, gone } = done;
    eprintln!("{home}: {all} articles; {fetched} fetched, {gone} gone.");
}

fn told(home: &str, kept: &Path, there: bool, error: SyncError) -> String {
    let reason = match error {
        SyncError::Disk(error) => return format!("{}: {error}", kept.display()),
        SyncError::Fetch(failure) => format!("{home} {failure}."),
    };
    match there {
        true => format!(
            "{reason} Nothing was written. What was fetched last is still there: --offline builds from it."
        ),
        false => format!("{reason} Nothing was written."),
    }
}
