//! A picture that an editor puts into a text: it gets a file of its own in the site's `media/`.

use std::{collections::HashSet, fs, io, path::Path, sync::PoisonError};

use axum::http::StatusCode;
use news::text::slug::slugify;
use serde_json::json;

use super::{Done, Refusal, file, json as as_json};
use crate::{folder, media, serve::Shared};

/// The largest that is taken, in bytes.
pub const LARGEST: usize = 20 * 1024 * 1024;

/// The folder.
const FOLDER: &str = "media";

/// Writes a picture, a film or a sound of the name `name`, which is made one that travels: lower case, without marks.
/// Where another file has it, a number is added; where the same file is there already, that is it.
///
/// # Errors
/// If it is no such file, and what the system says.
pub fn add(shared: &Shared, name: &str, bytes: &[u8]) -> Done {
    let (stem, end) =
        folded(name).filter(|(_, end)| media::is_media(&format!("x.{end}"))).ok_or_else(|| {
            Refusal::bad(format!(
                "“{name}” is not the name of a picture, a film or a sound that pages can show."
            ))
        })?;
    if bytes.is_empty() || !holds(&end, bytes) {
        return Err(Refusal::bad(format!("What is in “{name}” is not what its name says, or not whole.")));
    }
    let failed = |error| file::unwritten(FOLDER, error);
    let root = folder::exists(&shared.site).map_err(|error| Refusal::conflict(error.to_string()))?;
    let folder = root.join(FOLDER);
    let _one_at_a_time = shared.writing.lock().unwrap_or_else(PoisonError::into_inner);
    fs::create_dir_all(&folder).map_err(failed)?;
    let folder = folder.canonicalize().ok().filter(|folder| folder.starts_with(&root));
    let folder = folder.ok_or_else(|| Refusal::conflict("media is a link out of the site's folder."))?;
    // Many computers do not tell letter case apart.
    let taken = names(&folder).map_err(failed)?;
    for number in 1_u32.. {
        let name = if number == 1 { format!("{stem}.{end}") } else { format!("{stem}-{number}.{end}") };
        let at = folder.join(&name);
        let told = |status| Ok(as_json(status, &json!({ "path": format!("{FOLDER}/{name}") })));
        if taken.contains(&name) {
            if fs::read(&at).is_ok_and(|there| there == bytes) {
                return told(StatusCode::OK);
            }
        } else if file::create(&at, bytes).map_err(failed)? {
            return told(StatusCode::CREATED);
        }
    }
    Err(Refusal::conflict("There is no name left for this file."))
}

/// A file's name and its end, as they travel.
fn folded(name: &str) -> Option<(String, String)> {
    let name = name.rsplit(['/', '\\']).next()?;
    let (stem, end) = name.rsplit_once('.')?;
    let stem = Some(slugify(stem)).filter(|stem| !stem.is_empty());
    // Letters of other scripts have no place in a slug.
    Some((stem.unwrap_or_else(|| "anh".to_owned()), end.to_ascii_lowercase()))
}

/// Whether the bytes can be what a name of this end says, where that can be told.
fn holds(end: &str, bytes: &[u8]) -> bool {
    match end {
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" => imagesize::blob_size(bytes).is_ok(),
        _ => true,
    }
}

fn names(folder: &Path) -> io::Result<HashSet<String>> {
    fs::read_dir(folder)?.map(|file| Ok(file?.file_name().to_string_lossy().to_lowercase())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_travel() {
        let folded = |name: &str| folded(name).map(|(stem, end)| format!("{stem}.{end}"));
        assert_eq!(folded("Ảnh Lũ quét (1).JPG").as_deref(), Some("anh-lu-quet-1.jpg"));
        assert_eq!(folded("../../.ssh/x.png").as_deref(), Some("x.png"));
        assert_eq!(folded("C:\\ảnh\\...png").as_deref(), Some("anh.png"));
        assert_eq!(folded("media"), None);
        assert_eq!(folded(&format!("{}.png", "a".repeat(500))).map(|name| name.len()), Some(104));
    }
}
