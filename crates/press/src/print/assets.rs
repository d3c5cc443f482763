//! The files of the app, named after what is in them: a browser may keep them for ever, and a page that is open
//! while a new release comes finds those that it was made for.

use std::{fs, io, path::Path};

use xxhash_rust::xxh3::xxh3_64;

use super::programs::is_program;
use crate::{
    carried::REPLACEABLE,
    state::State,
    tree::{Tree, WriteError},
};

/// The folder of the site that they are in.
pub const FOLDER: &str = "app";

/// The files of a built app.
#[derive(Debug, Default)]
pub struct Assets {
    /// Those that index.html asks for: what it calls them, and what the site does.
    named: Vec<(String, String)>,
    /// All others, which keep their paths.
    others: Vec<String>,
}

impl Assets {
    /// Finds the files of the folder `app` that `html`, its shell, needs, and what the site calls them.
    ///
    /// # Errors
    /// What can not be read.
    pub fn find(app: &Path, html: &str) -> io::Result<Self> {
        let mut assets = Self::default();
        let mut files = Vec::new();
        list(app, "", &mut files)?;
        files.sort();
        for file in files {
            let named = file.ends_with(".js") || file.ends_with(".wasm") || file.ends_with(".css");
            if named && html.contains(&format!("/{file}")) {
                let hash = xxh3_64(&fs::read(app.join(&file))?);
                assets.named.push((file.clone(), name(&file, hash)));
            } else if !is_program(&file) {
                assets.others.push(file);
            }
        }
        Ok(assets)
    }

    /// index.html with the files as the site calls them, below `base` (empty or `/tin`).
    pub fn rename(&self, html: &str, base: &str) -> String {
        let mut html = html.to_owned();
        for start in ["=", "=\""] {
            let base_now = format!("data-base{start}/");
            html = html.replace(&base_now, &format!("data-base{start}{base}/"));
            for (from, to) in &self.named {
                html = html.replace(&format!("{start}/{from}"), &format!("{start}{base}/{to}"));
            }
            for file in &self.others {
                html = html.replace(&format!("{start}/{file}"), &format!("{start}{base}/{file}"));
            }
        }
        html
    }

    /// What the site calls those that are named after what is in them.
    pub fn names(&self) -> Vec<String> {
        self.named.iter().map(|(_, to)| to.clone()).collect()
    }

    /// Leaves those of the release before where they are, and names them: a page that was opened before this build
    /// asks for them later. The release before is that of the last build with other files.
    ///
    /// # Errors
    /// The first that can not stay.
    pub fn keep_former(&self, last: &State, tree: &Tree<'_>) -> Result<Vec<String>, WriteError> {
        let former = if last.assets == self.names() { &last.former } else { &last.assets };
        let former: Vec<String> = former.iter().filter(|file| !tree.has(file)).cloned().collect();
        former.iter().try_for_each(|file| tree.keep_any(file))?;
        Ok(former)
    }

    /// Writes all of them.
    ///
    /// # Errors
    /// The first that can not be written.
    pub fn write(&self, app: &Path, tree: &Tree<'_>) -> Result<(), WriteError> {
        self.named.iter().try_for_each(|(from, to)| tree.copy(to, &app.join(from)))?;
        let own = |file: &&String| REPLACEABLE.contains(&file.as_str()) && tree.has(file);
        self.others.iter().filter(|file| !own(file)).try_for_each(|file| tree.copy(file, &app.join(file)))
    }
}

/// `app/bantin-app-0123456789abcdef.js` of `bantin-app-…​.js`: Trunk's own hash is of what was there before
/// wasm-opt.
fn name(file: &str, hash: u64) -> String {
    let (stem, extension) = file.rsplit_once('.').unwrap_or((file, ""));
    let stem = stem.rsplit('/').next().unwrap_or(stem);
    let (stem, rest) = match stem.strip_suffix("_bg") {
        Some(stem) => (stem, "_bg"),
        None => (stem, ""),
    };
    let is_hash = |end: &str| end.len() == 16 && end.bytes().all(|byte| byte.is_ascii_hexdigit());
    let stem = stem.rsplit_once('-').filter(|(_, end)| is_hash(end)).map_or(stem, |(stem, _)| stem);
    format!("{FOLDER}/{stem}{rest}-{hash:016x}.{extension}")
}

/// The files below a folder, but for the shell, the app's own data and media, the desk, and what its tools left.
pub(super) fn list(folder: &Path, at: &str, files: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        // `.stage` is Trunk's; `.well-known` is the one hidden folder that the web knows.
        let skipped =
            at.is_empty() && ["data", "media", super::desk::FOLDER, "index.html"].contains(&name.as_str());
        if skipped || (name.starts_with('.') && name != ".well-known") {
            continue;
        }
        let path = format!("{at}{name}");
        match entry.path().is_dir() {
            true => list(&entry.path(), &format!("{path}/"), files)?,
            false => files.push(path),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_is_in_a_file() {
        assert_eq!(name("bantin-app-e5c1dae9db9cce0a.js", 1), "app/bantin-app-0000000000000001.js");
        assert_eq!(name("bantin-app-e5c1dae9db9cce0a_bg.wasm", 2), "app/bantin-app_bg-0000000000000002.wasm");
        assert_eq!(name("boot.js", 3), "app/boot-0000000000000003.js");
    }

    #[test]
    fn files_are_renamed_in_the_shell() {
        let assets = Assets {
            named: vec![("boot.js".into(), "app/boot-1.js".into())],
            others: vec!["favicon.svg".into()],
        };
        let html = r#"<script data-base=/ src=/boot.js></script><link href="/favicon.svg">"#;
        let below = assets.rename(html, "/tin");
        assert_eq!(
            below,
            r#"<script data-base=/tin/ src=/tin/app/boot-1.js></script><link href="/tin/favicon.svg">"#
        );
    }
}
