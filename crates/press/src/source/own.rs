//! What a site's own folder has besides articles, where these come from elsewhere: its settings, pictures, and files for
//! the root of the site.

use std::{collections::BTreeSet, fs, io, path::Path};

use news::problem::Problem;

use super::{bundle, index::write, pictures};
use crate::{folder::Folder, tree::make_way};

/// Folders that are not articles', with `/` at their ends; the hidden one is the one that the web knows.
const FOLDERS: [&str; 5] = ["media/", "static/", "static/.well-known/", "assets/", "public/"];

/// Gives `to` what `folder` has, and takes away what that has not any more. A file that is the same stays as it is.
///
/// # Errors
/// What the system says.
pub fn carry(folder: &Folder, to: &Path, problems: &mut Vec<Problem>) -> io::Result<()> {
    let settings = fs::read(folder.root.join("site.toml")).unwrap_or_default();
    if !fs::read(to.join("site.toml")).is_ok_and(|known| known == settings) {
        write(&to.join("site.toml"), &settings)?;
    }
    let fetched = |path: &str| [pictures::FOLDER, bundle::FOLDER].iter().any(|place| is_below(path, place));
    let own: BTreeSet<String> =
        FOLDERS.iter().flat_map(|place| folder.list(place, problems)).filter(|path| !fetched(path)).collect();
    for path in &own {
        let (from, to_file) = (folder.root.join(path).canonicalize()?, to.join(path));
        if is_same(&from, &to_file) {
            continue;
        }
        make_way(to, path)?;
        if let Some(above) = to_file.parent() {
            fs::create_dir_all(above)?;
        }
        // A second name costs nothing; where the file system has none, a copy.
        if fs::hard_link(&from, &to_file).is_err() {
            fs::copy(&from, &to_file)?;
        }
    }
    let mut unread = Vec::new();
    let mirror = Folder::open(to).map_err(io::Error::other)?;
    let there = FOLDERS.iter().flat_map(|place| mirror.list(place, &mut unread)).collect::<Vec<_>>();
    for path in there.iter().filter(|path| !own.contains(*path) && !fetched(path)) {
        fs::remove_file(to.join(path))?;
    }
    Ok(())
}

fn is_below(path: &str, place: &str) -> bool {
    path.strip_prefix(place).is_some_and(|rest| rest.starts_with('/'))
}

/// Whether one file has two names; of a copy, whether it has the same bytes.
fn is_same(one: &Path, other: &Path) -> bool {
    let (Ok(one_is), Ok(other_is)) = (fs::metadata(one), fs::metadata(other)) else { return false };
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        if (one_is.dev(), one_is.ino()) == (other_is.dev(), other_is.ino()) {
            return true;
        }
    }
    one_is.len() == other_is.len() && fs::read(one).ok() == fs::read(other).ok()
}
