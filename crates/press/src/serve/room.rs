//! Where the development server keeps editions: a folder of its own among the temporary ones.

use std::{
    fs::{self, File},
    io,
    path::PathBuf,
    sync::{Mutex, PoisonError, RwLock},
};

use crate::{
    edition::Edition,
    print,
    tree::{Tree, WriteError},
};

const NAME: &str = "bantin-serve-";
const LOCK: &str = "lock";

/// A temporary folder with the edition that is served.
#[derive(Debug)]
pub struct Room {
    folder: PathBuf,
    current: RwLock<Option<PathBuf>>,
    count: Mutex<u64>,
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
        Ok(Self { folder, current: RwLock::default(), count: Mutex::default(), _lock: lock })
    }

    /// The folder of the edition that is served, if there is one yet.
    pub fn current(&self) -> Option<PathBuf> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Where to keep what was fetched, as long as it lasts.
    pub fn cache(&self) -> PathBuf {
        self.folder.join("cache")
    }

    /// Serves `edition` from now on.
    ///
    /// # Errors
    /// If it can not be written; the one before is served on then.
    pub fn publish(&self, edition: &Edition) -> Result<(), WriteError> {
        let mut count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        *count += 1;
        let folder = self.folder.join(count.to_string());
        fs::create_dir_all(&folder).map_err(|reason| WriteError::new(&folder, reason))?;
        print::bundle(edition, &Tree::new(&folder))?;
        let old = self.current.write().unwrap_or_else(PoisonError::into_inner).replace(folder);
        if let Some(old) = old {
            let _ = fs::remove_dir_all(old);
        }
        Ok(())
    }

    /// Removes everything.
    pub fn close(&self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}
