//! What tests are told of in their environment, and what becomes of it where it can not be had.

use std::env;
use std::path::{Path, PathBuf};

use crate::lock::Lock;
use crate::places;
use crate::problem::Outcome;

/// Variables of the tests, each with the folder or program that it names.
pub type Found = Vec<(&'static str, PathBuf)>;

/// A way to get something, or to know why not, with the folder of the tools.
pub type Way = fn(&Path) -> Outcome<Found>;

/// Goes each way, which has a name for messages. What can not be had here is left out with a sentence; in CI, where nothing
/// may be left out, that is the problem.
pub fn all(ways: &[(&str, Way)]) -> Outcome<Found> {
    let cache = places::cache()?;
    let _lock = Lock::take(&cache)?;
    let mut found = Found::new();
    for (name, way) in ways {
        match way(&cache) {
            Ok(more) => found.extend(more),
            Err(problem) if env::var_os("CI").is_some() => return Err(problem),
            Err(problem) => eprintln!("left out: {name}: {problem}"),
        }
    }
    Ok(found)
}
