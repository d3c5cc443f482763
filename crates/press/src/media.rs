//! Pictures and other files that articles use: where they lie in the site's folder, and what the built site
//! calls them.

use std::{collections::BTreeMap, fs, path::Path};

use news::{
    problem::Problem,
    text::{percent, vietnamese::nfc},
};

use crate::folder::Folder;

/// Where the static files of Hugo, Zola, Jekyll and Decap CMS lie.
const STATIC: [&str; 4] = ["static", "assets", "public", "content"];

/// A file of the site's folder that the built site has, too.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Found {
    /// Below the site's folder, with `/`.
    pub path: String,
}

/// Why there is no such file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotFound {
    /// The address leads out of the site's folder.
    Outside,
    /// Nothing is there; if a file differs in letter case only, its path.
    Missing(Option<String>),
}

impl Found {
    /// What the built site calls it: below `media/`, and no two files the same.
    pub fn output(&self) -> String {
        match self.path.starts_with("media/") {
            true => self.path.clone(),
            false => format!("media/_/{}", self.path),
        }
    }

    /// The same as an address below the site's base.
    pub fn url(&self) -> String {
        encode(&self.output())
    }

    /// Width and height, if it is a picture that says so.
    pub fn size(&self, folder: &Folder) -> Option<(u32, u32)> {
        crate::pictures::size(&folder.root.join(&self.path))
    }
}

/// Finds the file that the address `src` means in the file `from`.
///
/// # Errors
/// If there is none in the site's folder.
pub fn find(folder: &Folder, from: &str, src: &str) -> Result<Found, NotFound> {
    let src = src.split(['?', '#']).next().unwrap_or_default();
    let src = decode(src);
    let parent = from.rsplit_once('/').map_or("", |(parent, _)| parent);
    let mut places = Vec::new();
    match src.strip_prefix('/') {
        Some(_) => places.push(""),
        None => places.extend([parent, ""]),
    }
    places.extend(STATIC);
    let mut near = None;
    let mut inside = false;
    for place in places {
        let Some(path) = join(place, &src) else { continue };
        inside = true;
        match look(folder, &path) {
            Ok(path) => {
                return match folder.real(&path) {
                    Ok(_) => Ok(Found { path }),
                    Err(_) => Err(NotFound::Outside),
                };
            }
            Err(similar) => near = near.or(similar),
        }
    }
    Err(if inside { NotFound::Missing(near) } else { NotFound::Outside })
}

/// The path of the file, in the spelling of the disk: an author may write `ả` in another Unicode form than
/// the disk does. Or else a file that differs in case.
fn look(folder: &Folder, path: &str) -> Result<String, Option<String>> {
    if folder.root.join(path).is_file() {
        return Ok(path.to_owned());
    }
    let (mut exact, mut near) = (String::new(), String::new());
    let mut is_exact = true;
    for part in path.split('/') {
        let entries = fs::read_dir(folder.root.join(&near)).map_err(|_| None)?;
        let mut names: Vec<String> =
            entries.flatten().filter_map(|e| e.file_name().into_string().ok()).collect();
        names.sort();
        let same = names.iter().find(|name| nfc(name) == nfc(part));
        is_exact &= same.is_some();
        let alike = || names.iter().find(|name| nfc(name).to_lowercase() == nfc(part).to_lowercase());
        let Some(name) = same.or_else(alike) else { return Err(None) };
        for path in [&mut exact, &mut near] {
            if !path.is_empty() {
                path.push('/');
            }
            path.push_str(name);
        }
    }
    match folder.root.join(&near).is_file() {
        true if is_exact => Ok(exact),
        true => Err(Some(near)),
        false => Err(None),
    }
}

/// `src` below `place`, without `.` and `..`; none if it leaves the root or has a hidden part.
pub fn join(place: &str, src: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in place.split('/').chain(src.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part if part.starts_with('.') || part.contains(['\\', '\0']) => return None,
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// Every file that the built site has in `media/`, and where it comes from: what lies there, and what was
/// found elsewhere.
pub fn collect(
    folder: &Folder,
    used: impl IntoIterator<Item = Found>,
    problems: &mut Vec<Problem>,
) -> BTreeMap<String, String> {
    let lying = folder.list("media/", problems).into_iter().map(|path| Found { path });
    let all: BTreeMap<String, String> = lying.chain(used).map(|found| (found.output(), found.path)).collect();
    let mut names: BTreeMap<String, &str> = BTreeMap::new();
    for (output, path) in &all {
        if let Some(other) = names.insert(output.to_lowercase(), path) {
            let message = format!("its name differs from `{other}` in letter case only");
            let help = "Rename one: many computers can not keep both.";
            problems.push(Problem::error(path, "file-name", message, help));
        }
    }
    all
}

/// Whether a file of this name may be shown as a picture, a film or a sound.
pub fn is_media(path: &str) -> bool {
    let kind = crate::serve::content_type(Path::new(path));
    ["image/", "video/", "audio/", "text/vtt"].iter().any(|start| kind.starts_with(start))
}

/// Whether a file of this name is a picture.
pub fn is_picture(path: &str) -> bool {
    crate::serve::content_type(Path::new(path)).starts_with("image/")
}

/// Percent-encodes a path for an address.
pub fn encode(path: &str) -> String {
    percent::encode(path, "/!$*+,=@")
}

/// Undoes percent-encoding, where there is any.
pub fn decode(url: &str) -> String {
    percent::decode(url).unwrap_or_else(|| url.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside() {
        assert_eq!(join("a/b", "../x.jpg").as_deref(), Some("a/x.jpg"));
        assert_eq!(join("", "/media/./x.jpg").as_deref(), Some("media/x.jpg"));
        for bad in ["../../x", ".env", "a/../../../x", "..\\x", ""] {
            assert_eq!(join("a", bad).filter(|_| !bad.is_empty()), None, "{bad}");
        }
    }

    #[test]
    fn names_are_encoded() {
        let found = Found { path: "content/a/ảnh 1.jpg".into() };
        assert_eq!(found.url(), "media/_/content/a/%E1%BA%A3nh%201.jpg");
        assert_eq!(decode("%E1%BA%A3nh%201.jpg"), "ảnh 1.jpg");
    }
}
