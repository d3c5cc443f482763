//! An article's file, read and written for the desk.

use std::{
    fs::{self, File, OpenOptions, Permissions},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{
        PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use axum::http::{HeaderMap, StatusCode, header};
use serde_json::json;

use super::{Done, Refusal, json as as_json, list, tag, tagged, text};
use crate::{
    folder::{Kind, base, is_article},
    serve::Shared,
    tree::WriteError,
};

/// What a text is written over.
#[derive(Debug, PartialEq, Eq)]
pub enum Over {
    /// A file with these bytes in it, by [`tag`].
    Known(String),
    /// Nothing: the file is new.
    Nothing,
}

impl Over {
    /// Reads `If-Match` and `If-None-Match`.
    ///
    /// # Errors
    /// If it is not said.
    pub fn of(headers: &HeaderMap) -> Result<Self, Refusal> {
        let value = |name| headers.get(name).and_then(|value| value.to_str().ok());
        match (value(header::IF_MATCH), value(header::IF_NONE_MATCH)) {
            (Some(tag), None) => {
                let tag = tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"'));
                tag.map(|tag| Self::Known(tag.to_owned()))
            }
            (None, Some("*")) => Some(Self::Nothing),
            _ => None,
        }
        .ok_or_else(|| {
            Refusal::bad("Say what is replaced: If-Match: \"HASH\", or If-None-Match: * for a new file.")
        })
    }
}

/// What is in the file `path`, below the folder `site`.
///
/// # Errors
/// If it is not an article of the site, or is not there.
pub fn read(site: &Path, path: &str) -> Done {
    let at = place(site, path)?;
    match fs::read(&at) {
        Ok(bytes) => Ok(text(StatusCode::OK, bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(gone(StatusCode::NOT_FOUND, path)),
        Err(error) => Err(Refusal::conflict(format!("{path} can not be read: {error}."))),
    }
}

/// Writes `bytes` over what the desk knows to be in the file `path`.
///
/// # Errors
/// If something else is in it, which is shown then; if it is no place for an article; and what the system says.
pub fn write(shared: &Shared, path: &str, over: &Over, bytes: &[u8]) -> Done {
    if std::str::from_utf8(bytes).is_err() {
        return Err(Refusal::bad("This is not UTF-8 text."));
    }
    let at = place(&shared.site, path)?;
    let _one_at_a_time = shared.writing.lock().unwrap_or_else(PoisonError::into_inner);
    let status = match (present(&at, path)?, over) {
        // An answer may have been lost on the way, and the text be sent once more.
        (Some(present), _) if present == bytes => StatusCode::OK,
        (Some(present), Over::Known(known)) if tag(&present) == *known => {
            replace(&at, path, &present, bytes)?;
            StatusCode::OK
        }
        (Some(present), _) => return Err(changed(present)),
        (None, Over::Known(_)) => return Err(gone(StatusCode::PRECONDITION_FAILED, path)),
        (None, Over::Nothing) => {
            let made = at.parent().map_or(Ok(()), fs::create_dir_all);
            match made.and_then(|()| create(&at, bytes)).map_err(|error| unwritten(path, error))? {
                true => StatusCode::CREATED,
                false => return Err(changed(fs::read(&at).unwrap_or_default())),
            }
        }
    };
    let tag = tag(bytes);
    Ok(tagged(as_json(status, &json!({ "path": path, "hash": tag })), &tag))
}

/// Where the file `path` really is, if that is a place for an article of the site.
///
/// # Errors
/// If it is not.
fn place(site: &Path, path: &str) -> Result<PathBuf, Refusal> {
    let strange = |part: &str| {
        part.is_empty()
            || part.starts_with('.')
            || part.contains(['\\', ':'])
            || part.contains(char::is_control)
    };
    let root = list::open(site)?;
    let refused = || {
        let place = base(&root.root);
        Refusal::bad(format!("{path} is no place for an article: that is a file like {place}x.md."))
    };
    if path.split('/').any(strange) || !is_article(&root.root, path) {
        return Err(refused());
    }
    // With such a folder nothing outside of it would be read any more.
    if base(&root.root).is_empty() && path.starts_with("content/") && root.of(Kind::Article).next().is_some()
    {
        return Err(Refusal::conflict(
            "The articles of this site lie in its folder itself, not in content/.",
        ));
    }
    let at = root.root.join(path);
    let there = at.ancestors().find(|place| fs::symlink_metadata(place).is_ok()).unwrap_or(&root.root);
    let rest = at.strip_prefix(there).unwrap_or(Path::new("")).to_owned();
    let real = there.canonicalize().ok().filter(|real| real.starts_with(&root.root));
    let real =
        real.ok_or_else(|| Refusal::conflict(format!("{path} is behind a link out of the site's folder.")))?;
    let real = if rest.as_os_str().is_empty() { real } else { real.join(rest) };
    // A link may lead from an article to what is none.
    let below =
        real.strip_prefix(&root.root).ok().and_then(Path::to_str).map(|below| below.replace('\\', "/"));
    match below.filter(|below| !below.split('/').any(strange) && is_article(&root.root, below)) {
        Some(_) => Ok(real),
        None => Err(refused()),
    }
}

/// What is in the file; none if it is not there.
fn present(at: &Path, path: &str) -> Result<Option<Vec<u8>>, Refusal> {
    match fs::read(at) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Refusal::conflict(format!("{path} can not be read: {error}."))),
    }
}

/// Puts `bytes` in the place of `known`; whoever reads the file meanwhile finds the one or the other.
fn replace(at: &Path, path: &str, known: &[u8], bytes: &[u8]) -> Result<(), Refusal> {
    let failed = |error| unwritten(path, error);
    let permissions = fs::metadata(at).map_err(failed)?.permissions();
    if permissions.readonly() {
        return Err(Refusal::conflict(format!("{path} may not be written to.")));
    }
    let new = beside(at, bytes, Some(permissions)).map_err(failed)?;
    // Writing has taken its time.
    let put = match present(at, path) {
        Ok(Some(present)) if present != known => Err(changed(present)),
        Ok(None) => Err(gone(StatusCode::PRECONDITION_FAILED, path)),
        Ok(Some(_)) => fs::rename(&new, at).map_err(failed),
        Err(error) => Err(error),
    };
    if put.is_err() {
        let _ = fs::remove_file(&new);
    }
    put.inspect(|()| settle(at))
}

/// Writes a file that is new; false if there is one.
///
/// # Errors
/// What the system says.
pub fn create(at: &Path, bytes: &[u8]) -> io::Result<bool> {
    let new = beside(at, bytes, None)?;
    // A second name can not be given to what has it already, so nobody's file is written over.
    let made = match fs::hard_link(&new, at) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        // Some file systems know no second names.
        Err(_) if fs::symlink_metadata(at).is_ok() => Ok(false),
        Err(_) => fs::rename(&new, at).map(|()| true),
    };
    let _ = fs::remove_file(&new);
    made.inspect(|_| settle(at))
}

/// A hidden file in the same folder, with `bytes` on the disk.
fn beside(at: &Path, bytes: &[u8], permissions: Option<Permissions>) -> io::Result<PathBuf> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let path = at.with_file_name(format!(".bantin-desk-{}-{count}", std::process::id()));
    let put = || {
        let mut file = OpenOptions::new().write(true).create_new(true).open(&path)?;
        file.write_all(bytes)?;
        if let Some(permissions) = permissions {
            file.set_permissions(permissions)?;
        }
        file.sync_all()
    };
    match put() {
        Ok(()) => Ok(path),
        Err(error) => {
            let _ = fs::remove_file(&path);
            Err(error)
        }
    }
}

/// Has the disk keep the name of a file, too. Where a folder can not be opened, as on Windows, there is no way to.
fn settle(at: &Path) {
    if let Some(folder) = at.parent().and_then(|folder| File::open(folder).ok()) {
        let _ = folder.sync_all();
    }
}

fn changed(present: Vec<u8>) -> Refusal {
    Refusal { present: Some(present), ..Refusal::new(StatusCode::PRECONDITION_FAILED, "") }
}

fn gone(status: StatusCode, path: &str) -> Refusal {
    Refusal::new(status, format!("There is no file {path}."))
}

/// What the system says of a file that can not be written.
pub fn unwritten(path: &str, error: io::Error) -> Refusal {
    Refusal::conflict(WriteError::new(path, error).to_string())
}
