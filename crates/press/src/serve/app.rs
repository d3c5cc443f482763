//! The files of the app, by which a change of it is known.

use std::{
    collections::BTreeMap,
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use super::News;

/// Hashes of the files of an app.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AppState {
    /// Whether it has its page: it has none while it is being written.
    page: bool,
    styles: BTreeMap<PathBuf, u64>,
    others: BTreeMap<PathBuf, u64>,
}

impl AppState {
    /// Of the app in a folder.
    pub fn of(app: &Path) -> Self {
        let mut state = Self { page: app.join("index.html").is_file(), ..Self::default() };
        state.add(app, app);
        state
    }

    fn add(&mut self, app: &Path, folder: &Path) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let (path, name) = (entry.path(), entry.file_name());
            let name = name.to_string_lossy();
            if name.starts_with('.') || (folder == app && (name == "data" || name == "media")) {
                continue;
            }
            if path.is_dir() {
                self.add(app, &path);
            } else if let Ok(bytes) = fs::read(&path) {
                if name.ends_with(".css") {
                    self.styles.insert(path, hash(&bytes));
                } else if name.ends_with(".html") {
                    self.others
                        .insert(path, hash(without_styles(&String::from_utf8_lossy(&bytes)).as_bytes()));
                } else {
                    self.others.insert(path, hash(&bytes));
                }
            }
        }
    }

    /// What to tell; nothing while the app is being written and if nothing changed.
    pub fn change_to(&self, now: &Self) -> Option<News> {
        match () {
            () if !now.page => None,
            () if self.others != now.others => Some(News::App),
            () if self.styles != now.styles => Some(News::Style),
            () => None,
        }
    }
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

/// A page without its links to styles: their names may carry a hash of what is in them.
fn without_styles(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<link") {
        text.push_str(before);
        let (link, after) = after.split_once('>').unwrap_or((after, ""));
        if !link.contains(".css") {
            text.push_str(link);
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_is_told_from_the_rest() {
        let app = std::env::temp_dir().join(format!("bantin-app-{}", std::process::id()));
        fs::create_dir_all(app.join("data")).unwrap();
        let write = |name: &str, text: &str| fs::write(app.join(name), text).unwrap();
        write("index.html", "<link rel=stylesheet href=/style-1.css><p>");
        write("style-1.css", "p {}");
        let first = AppState::of(&app);
        write("data/site.json", "{}");
        assert_eq!(first.change_to(&AppState::of(&app)), None);
        fs::remove_file(app.join("style-1.css")).unwrap();
        write("style-2.css", "p { color: red }");
        write("index.html", "<link rel=stylesheet href=/style-2.css><p>");
        let second = AppState::of(&app);
        assert_eq!(first.change_to(&second), Some(News::Style));
        write("app.wasm", "x");
        assert_eq!(second.change_to(&AppState::of(&app)), Some(News::App));
        fs::remove_file(app.join("index.html")).unwrap();
        assert_eq!(second.change_to(&AppState::of(&app)), None);
        fs::remove_dir_all(app).unwrap();
    }
}
