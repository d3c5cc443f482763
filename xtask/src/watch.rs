//! Noticing changed files, by asking for their times again and again.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What is watched, below the workspace's root. The newspaper's folder is `bantin serve`'s affair.
const WATCHED: [&str; 8] =
    ["src", "style", "public", "index.html", "crates", "Cargo.toml", "Cargo.lock", "Trunk.toml"];

/// Every watched file with its time and length at one moment.
#[derive(PartialEq, Eq, Default)]
pub struct Snapshot(BTreeMap<PathBuf, (Option<SystemTime>, u64)>);

/// What must be done about a change.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// The app must be built anew.
    pub app: bool,
    /// So must the native program, and be started again.
    pub press: bool,
    /// The stylesheet must be put together anew, which building the app does too.
    pub style: bool,
    /// The editors' desk must be built anew. A change of the app alone leaves it as it is: to build it takes longer.
    pub desk: bool,
}

impl Snapshot {
    /// The files as they are now.
    pub fn take(root: &Path) -> Self {
        let mut snapshot = Self::default();
        for name in WATCHED {
            snapshot.add(root, &root.join(name));
        }
        snapshot
    }

    /// What changed since `before`, as paths below the root.
    pub fn changed_since(&self, before: &Self) -> Vec<PathBuf> {
        let touched = self.0.iter().filter(|(path, seen)| before.0.get(*path) != Some(seen));
        let gone = before.0.keys().filter(|path| !self.0.contains_key(*path));
        touched.map(|(path, _)| path).chain(gone).cloned().collect()
    }

    fn add(&mut self, root: &Path, path: &Path) {
        // A file may vanish between being listed and being looked at; then it is not there.
        let Ok(meta) = fs::metadata(path) else { return };
        if meta.is_dir() {
            let entries = fs::read_dir(path).into_iter().flatten().flatten();
            for entry in entries.filter(|entry| !is_hidden(&entry.path())) {
                self.add(root, &entry.path());
            }
        } else if let Ok(name) = path.strip_prefix(root) {
            self.0.insert(name.to_path_buf(), (meta.modified().ok(), meta.len()));
        }
    }
}

impl Change {
    /// Does this as well.
    pub fn add(&mut self, other: Self) {
        self.app |= other.app;
        self.press |= other.press;
        self.style |= other.style;
        self.desk |= other.desk;
    }

    /// Sorts changed paths by what they need.
    pub fn of(paths: &[PathBuf]) -> Self {
        let mut change = Self::default();
        for path in paths {
            if path.starts_with("style") {
                change.style = true;
            } else if path.starts_with("crates/press") {
                change.press = true;
            } else if path.starts_with("crates/desk") {
                change.desk = true;
            } else {
                change.app = true;
                // The press renders with the app's own components.
                change.press |= path.extension().is_some_and(|ext| ext == "rs")
                    || path.starts_with("crates")
                    || path.starts_with("Cargo.toml")
                    || path.starts_with("Cargo.lock");
            }
        }
        change
    }
}

/// Editors put their half-written copies into files like `.name.swp` and `name~`.
fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    name.starts_with('.') || name.ends_with('~') || name.starts_with('#')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(paths: &[&str]) -> Change {
        Change::of(&paths.iter().map(PathBuf::from).collect::<Vec<_>>())
    }

    #[test]
    fn each_file_asks_for_what_it_needs() {
        assert_eq!(change(&[]), Change::default());
        let page = change(&["index.html"]);
        assert!(page.app && !page.press);
        let model = change(&["crates/news/src/lib.rs"]);
        assert!(model.app && model.press);
        let press = change(&["crates/press/src/main.rs"]);
        assert!(press.press && !press.app);
        let style = change(&["style/page.css"]);
        assert!(!style.app && !style.press && style.style);
        assert!(change(&["src/parts/header.rs"]).press);
        let desk = change(&["crates/desk/style/desk.css"]);
        assert!(desk.desk && !desk.app && !desk.press);
    }

    #[test]
    fn changes_are_seen() {
        let root = std::env::temp_dir().join(format!("bantin-watch-{}", std::process::id()));
        fs::create_dir_all(root.join("style")).unwrap();
        fs::write(root.join("style/a.css"), "a").unwrap();
        fs::write(root.join("style/gone.css"), "").unwrap();
        let before = Snapshot::take(&root);
        fs::write(root.join("style/a.css"), "longer").unwrap();
        fs::write(root.join("style/.a.css.swp"), "").unwrap();
        fs::write(root.join("style/b.css"), "").unwrap();
        fs::remove_file(root.join("style/gone.css")).unwrap();
        let changed = Snapshot::take(&root).changed_since(&before);
        let names: Vec<_> = changed.iter().map(|path| path.to_string_lossy()).collect();
        assert_eq!(names, ["style/a.css", "style/b.css", "style/gone.css"]);
        fs::remove_dir_all(root).unwrap();
    }
}
