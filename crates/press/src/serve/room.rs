//! Where the development server keeps what it serves: a folder of its own among the temporary ones.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use news::problem::Problem;

use crate::{
    edition::Edition,
    files::Files,
    output::{Output, OutputError},
    prepare, print,
    report::Report,
    source::{self, Ground, Reach},
    state::State,
};

const NAME: &str = "bantin-serve-";
const LOCK: &str = "lock";

/// A temporary folder with the edition that is served.
#[derive(Debug)]
pub struct Room {
    folder: PathBuf,
    /// What the last build left for the next one; nothing before the first.
    last: RwLock<Arc<State>>,
    /// Held while a build runs.
    building: Mutex<()>,
    // Tells other servers that this one lives.
    _lock: File,
}

impl Room {
    /// Makes one, and removes those of servers that died.
    ///
    /// # Errors
    /// What the system says.
    pub fn open() -> io::Result<Self> {
        let temporary = std::env::temp_dir();
        for entry in fs::read_dir(&temporary)?.flatten() {
            let left = entry.file_name().to_string_lossy().starts_with(NAME);
            let dead = |lock: File| lock.try_lock().is_ok();
            if left && File::open(entry.path().join(LOCK)).is_ok_and(dead) {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
        let folder = temporary.join(format!("{NAME}{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder)?;
        let lock = File::create(folder.join(LOCK))?;
        lock.lock()?;
        Ok(Self { folder, last: RwLock::default(), building: Mutex::default(), _lock: lock })
    }

    /// The folder of the edition that is served. It is not there before the first build.
    pub fn edition(&self) -> PathBuf {
        self.folder.join("edition")
    }

    /// What the last build left.
    pub fn last(&self) -> Arc<State> {
        Arc::clone(&self.last.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Builds the folder `site` and serves that from now on, unless there are errors: then what was served before is
    /// served on. Gives the report, and the errors that were in the way. What an unchanged article became is known from
    /// the build before, and only files that are others now are written; what is served is the same as without.
    ///
    /// # Errors
    /// A sentence, if the site can not be read at all.
    pub fn build(&self, site: &Path, counts: Option<&Path>) -> Result<(Report, Result<(), Report>), String> {
        let _building = self.building.lock().unwrap_or_else(PoisonError::into_inner);
        let cache = || source::kept(site).unwrap_or_else(|| self.folder.join("cache"));
        let ground = Ground::of(site, cache, Reach::Look)?;
        let now = crate::clock::now().unwrap_or_default();
        let last = self.last();
        // Pages are served from the root, whatever address the site will have.
        let prepared = prepare(&ground.site, now, Some(""), None, Some(&last), counts);
        let mut prepared = prepared.map_err(|error| error.to_string())?;
        let report = ground.report(prepared.report);
        let Some(edition) = prepared.edition else { return Ok((report.clone(), Err(report))) };
        let articles = std::mem::take(&mut prepared.records);
        let related = edition.related();
        let made = self.write(site, &edition, &last).map(|files| {
            let state = State { files, key: edition.key, articles, related, ..State::default() };
            *self.last.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(state);
        });
        Ok((report, made.map_err(unwritten)))
    }

    /// Writes what is another now beside the folder that is served; then the two change places.
    fn write(&self, site: &Path, edition: &Edition, last: &State) -> Result<Files, OutputError> {
        let output = Output::open(&self.edition(), &[site], || {})?;
        let tree = output.tree(&last.files);
        print::bundle(edition, &tree)?;
        let change = tree.finish()?;
        output.publish(&last.files, &change, |_| Ok(()))?;
        Ok(change.files)
    }

    /// Removes everything.
    pub fn close(&self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The report of an edition that the disk does not take.
fn unwritten(error: OutputError) -> Report {
    Report::new(vec![Problem::error(".", "write", error.to_string(), "")], 0)
}
