//! A changed style goes straight into the built app: no cargo, no Trunk, at once in the open page.

use std::fs;
use std::path::{Path, PathBuf};

use crate::places;

/// Copies style files over their copies in the built app. `false` if any of them is not there
/// under a name that is sure to be its own; then Trunk must do it.
pub fn replace(styles: &[PathBuf], app: &Path) -> bool {
    let root = places::root();
    let copies: Option<Vec<_>> =
        styles.iter().map(|style| Some((root.join(style), copy_of(style, app)?))).collect();
    let Some(copies) = copies else { return false };
    copies.iter().all(|(style, copy)| fs::copy(style, copy).is_ok())
}

/// Where Trunk put a style: `style/page.css` as it is, or `page-<hash>.css` at the top.
fn copy_of(style: &Path, app: &Path) -> Option<PathBuf> {
    let same = app.join(style);
    if same.is_file() {
        return Some(same);
    }
    let stem = format!("{}-", style.file_stem()?.to_str()?);
    let mut found = fs::read_dir(app).ok()?.flatten().map(|entry| entry.path()).filter(|path| {
        let name = path.file_name().and_then(|name| name.to_str());
        let hash = name.and_then(|name| name.strip_prefix(&stem)?.strip_suffix(".css"));
        hash.is_some_and(|hash| !hash.is_empty() && hash.bytes().all(|b| b.is_ascii_hexdigit()))
    });
    let copy = found.next()?;
    found.next().is_none().then_some(copy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_styles_copy_or_none() {
        let app = std::env::temp_dir().join(format!("bantin-styles-{}", std::process::id()));
        fs::create_dir_all(app.join("style")).unwrap();
        for name in ["page-12ab.css", "page-note-12ab.css", "style/print.css", "two-1.css", "two-2.css"] {
            fs::write(app.join(name), "").unwrap();
        }
        let found = |style: &str| copy_of(Path::new(style), &app);
        assert_eq!(found("style/page.css"), Some(app.join("page-12ab.css")));
        assert_eq!(found("style/page-note.css"), Some(app.join("page-note-12ab.css")));
        assert_eq!(found("style/print.css"), Some(app.join("style/print.css")));
        assert_eq!(found("style/two.css"), None);
        assert_eq!(found("style/new.css"), None);
        fs::remove_dir_all(app).unwrap();
    }
}
