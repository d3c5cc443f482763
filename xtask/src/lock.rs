//! One xtask at a time installs tools; another waits and says so.
//!
//! The lock is a file that holds the process number of its owner, so that whoever waits can be told for whom.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{self, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::problem::{Outcome, Problem, at};
use crate::run;

const LONGEST_WAIT: Duration = Duration::from_secs(90 * 60);

/// Held while tools are being installed; given back when dropped.
pub struct Lock {
    file: PathBuf,
}

impl Lock {
    /// Waits for its turn in this folder.
    pub fn take(folder: &Path) -> Outcome<Self> {
        Self::take_within(folder, LONGEST_WAIT)
    }

    fn take_within(folder: &Path, longest: Duration) -> Outcome<Self> {
        fs::create_dir_all(folder).map_err(at(folder))?;
        let file = folder.join("installing.lock");
        let started = Instant::now();
        let mut said = false;
        loop {
            match OpenOptions::new().write(true).create_new(true).open(&file) {
                Ok(mut open) => {
                    write!(open, "{}", process::id()).map_err(at(&file))?;
                    return Ok(Self { file });
                }
                Err(why) if why.kind() == ErrorKind::AlreadyExists => {}
                Err(why) => return Err(at(&file)(why)),
            }
            let holder = fs::read_to_string(&file).unwrap_or_default().trim().to_owned();
            if !holder.is_empty() && !is_alive(&holder) {
                // Its owner was killed. Only one of several waiting processes can move it away.
                let gone = folder.join(format!("installing.lock.{}", process::id()));
                if fs::rename(&file, &gone).is_ok() {
                    let _ = fs::remove_file(gone);
                }
                continue;
            }
            if started.elapsed() > longest {
                return Err(Problem::Locked { lock: file, holder });
            }
            if !said {
                eprintln!("▸ Waiting for process {holder}, which is installing the same tools");
                said = true;
            }
            sleep(Duration::from_millis(500));
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.file);
    }
}

/// Whether a process of this number runs. Where that can not be told, it is taken to run.
fn is_alive(holder: &str) -> bool {
    if cfg!(target_os = "linux") {
        return Path::new("/proc").join(holder).exists();
    }
    if cfg!(unix) {
        return run::answer(Command::new("kill").args(["-0", holder])).is_some();
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("bantin-{name}-{}", process::id()));
        let _ = fs::remove_dir_all(&folder);
        folder
    }

    #[test]
    fn only_one_holds_it() {
        let folder = folder("lock-one");
        let first = Lock::take(&folder).unwrap();
        let second = Lock::take_within(&folder, Duration::ZERO);
        assert!(matches!(second, Err(Problem::Locked { .. })));
        drop(first);
        assert!(Lock::take_within(&folder, Duration::ZERO).is_ok());
    }

    #[test]
    fn a_dead_owner_is_forgotten() {
        let folder = folder("lock-dead");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("installing.lock"), "999999999").unwrap();
        assert!(Lock::take_within(&folder, Duration::ZERO).is_ok());
    }
}
