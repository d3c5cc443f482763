//! The files of `style/`, put into the one stylesheet that index.html links.
//!
//! Order: first the files that declare an order of layers (`@layer reset, base, parts;`), then by
//! path. Everything else belongs into a layer, so that its place does not matter.

use std::fs;
use std::path::{Path, PathBuf};

use crate::places;
use crate::problem::{Outcome, at};

/// Writes `target/style/bantin.css` and returns its path; and `desk.css` beside it, which the editors' desk adds.
pub fn bundle() -> Outcome<PathBuf> {
    write("crates/desk/style", "desk.css")?;
    write("style", "bantin.css")
}

fn write(from: &str, name: &str) -> Outcome<PathBuf> {
    let root = places::root();
    let text = joined(&root.join(from))?;
    // Not cargo's build folder, which may be elsewhere: index.html names this very path.
    let folder = root.join("target/style");
    let file = folder.join(name);
    if fs::read_to_string(&file).is_ok_and(|old| old == text) {
        return Ok(file);
    }
    fs::create_dir_all(&folder).map_err(at(&folder))?;
    fs::write(&file, text).map_err(at(&file))?;
    Ok(file)
}

/// Puts a changed style straight into the built app: no cargo, no Trunk, at once in the open page.
/// `false` if the app holds no stylesheet yet; then Trunk must build it.
pub fn replace_in(app: &Path) -> Outcome<bool> {
    let style = bundle()?;
    let Some(copy) = copy_in(app) else { return Ok(false) };
    fs::copy(style, &copy).map_err(at(&copy))?;
    Ok(true)
}

fn joined(folder: &Path) -> Outcome<String> {
    let mut styles = Vec::new();
    for path in css_files(folder)? {
        let text = fs::read_to_string(&path).map_err(at(&path))?;
        styles.push((!declares_layers(&text), path, text));
    }
    styles.sort();
    let mut all = String::new();
    for (_, path, text) in styles {
        let name = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
        all += &format!("/* {name} */\n{}\n", text.trim_end());
    }
    Ok(all)
}

fn css_files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(at(folder))?.flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(css_files(&path)?);
        } else if path.extension().is_some_and(|ext| ext == "css") {
            files.push(path);
        }
    }
    Ok(files)
}

fn declares_layers(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("@layer ") && line.trim_end().ends_with(';'))
}

/// Trunk's copy, `bantin-<hash>.css`.
fn copy_in(app: &Path) -> Option<PathBuf> {
    fs::read_dir(app).ok()?.flatten().map(|entry| entry.path()).find(|path| {
        let name = path.file_name().and_then(|name| name.to_str());
        let hash = name.and_then(|name| name.strip_prefix("bantin-")?.strip_suffix(".css"));
        hash.is_some_and(|hash| !hash.is_empty() && hash.bytes().all(|b| b.is_ascii_hexdigit()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("bantin-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("parts")).unwrap();
        for (file, text) in files {
            fs::write(folder.join(file), text).unwrap();
        }
        folder
    }

    #[test]
    fn the_order_of_layers_comes_first() {
        let folder = folder(
            "joined",
            &[
                ("base.css", "@layer base { p { margin: 0; } }\n"),
                ("order.css", "@layer base, parts;\n"),
                ("parts/card.css", "@layer parts { .card { margin: 0; } }\n"),
                ("note.txt", "not a style"),
            ],
        );
        let text = joined(&folder).unwrap();
        let names: Vec<_> = text.lines().filter(|line| line.starts_with("/*")).collect();
        assert_eq!(names, ["/* order.css */", "/* base.css */", "/* parts/card.css */"]);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn finds_trunks_copy_and_no_other_file() {
        let folder = folder("copy", &[("bantin-app-12ab.css", ""), ("bantin-12ab.js", "")]);
        assert_eq!(copy_in(&folder), None);
        fs::write(folder.join("bantin-12ab.css"), "").unwrap();
        assert_eq!(copy_in(&folder), Some(folder.join("bantin-12ab.css")));
        fs::remove_dir_all(folder).unwrap();
    }
}
