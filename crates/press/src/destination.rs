//! Where a build may write: not into the folders that it reads, nor over what is not its own.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    output::{MARK, OutputError},
    tree::WriteError,
};

/// The absolute path, links followed; its folder is made if need be.
///
/// # Errors
/// If it can not be the name of a folder, and what the system says.
pub fn resolve(out: &Path) -> Result<PathBuf, OutputError> {
    let refused = |reason: &str| OutputError::Refused { path: out.into(), reason: reason.into() };
    if fs::symlink_metadata(out).is_ok() {
        return out.canonicalize().map_err(|_| refused("is a link that leads nowhere."));
    }
    let Some(name) = out.file_name() else {
        return Err(refused("is no name of a folder."));
    };
    let parent = match out.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(parent).map_err(|reason| WriteError::new(parent, reason))?;
    let parent = parent.canonicalize().map_err(|reason| WriteError::new(parent, reason))?;
    Ok(parent.join(name))
}

/// Folders of a site that are read: a build must not write into them.
const SOURCES: [&str; 4] = ["content", "media", "static", "assets"];

/// Refuses what a build may not write to: `path`, which the user called `out`. `sources` are the folders that it is made from,
/// the site's the last.
///
/// # Errors
/// Why, and what to do; and what the system says.
pub fn refuse(path: &Path, out: &Path, sources: &[&Path]) -> Result<(), OutputError> {
    let refused = |reason: &str| Err(OutputError::Refused { path: out.into(), reason: reason.into() });
    if path.parent().is_none() {
        return refused("is the root of the disk.");
    }
    for source in sources {
        let source = source.canonicalize().map_err(|reason| WriteError::new(*source, reason))?;
        if source.starts_with(path) {
            return refused("is a folder that the site is made from, or one around it. Choose another.");
        }
        // Only a folder such as `dist` may lie in the site's folder.
        if SOURCES.iter().any(|read| path.starts_with(source.join(read))) {
            return refused("lies in a folder that the site is made from. Choose another.");
        }
        if path.starts_with(&source) && source.join("index.html").is_file() {
            return refused("lies in the app's folder. Choose another.");
        }
    }
    let Ok(found) = fs::metadata(path) else { return Ok(()) };
    if !found.is_dir() {
        return refused("is a file. Choose another name, or move it away.");
    }
    if is_mounted(path) {
        return refused(
            "is where a disk is mounted: it can not be exchanged for a new one. Choose a folder in it.",
        );
    }
    let mut entries = fs::read_dir(path).map_err(|reason| WriteError::new(path, reason))?;
    let ours = path.join(MARK).is_file() || path.join(news::bundle::SITE).is_file();
    if entries.next().is_some() && !ours {
        return refused(
            "has files that bantin did not write, and a build would replace them all. \
             Choose an empty folder or a new name.",
        );
    }
    Ok(())
}

/// Whether the folder is on another file system than the one that it lies in. Not all that is mounted is.
#[cfg(unix)]
fn is_mounted(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| fs::metadata(path).map(|found| found.dev()).ok();
    path.parent().is_some_and(|parent| device(parent) != device(path))
}

#[cfg(not(unix))]
fn is_mounted(_: &Path) -> bool {
    false
}
