//! Smaller copies of pictures, so that a phone need not load what a large screen shows.
//!
//! All pictures that articles use are looked at before the texts are rendered, since the texts name the copies. What
//! was made is kept in a [`cache`] beside the built site.

mod cache;
mod encode;
mod header;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    time::SystemTime,
};

use news::{article::Variants, problem::Problem, text::slug::slugify};
use rayon::prelude::*;

pub use header::size;

use crate::{
    folder::Folder,
    hash::hash,
    known::Stamp,
    media::Found,
    tree::{Tree, WriteError},
};
use cache::{Cache, Facts, Index, key};

/// The folder of the built site that they are in.
pub const COPIES: &str = "media/_v";

/// Where smaller copies are kept from build to build, and who is told.
pub struct Workshop<'w> {
    /// The folder; it need not exist.
    pub cache: &'w Path,
    /// Called before copies are made, with the number of pictures. Not if there is nothing to do.
    pub starts: &'w dyn Fn(usize),
}

/// The pictures that articles use, and their smaller copies.
#[derive(Debug, Default)]
pub struct Pictures {
    cache: Option<Cache>,
    /// By path below the site's folder.
    known: BTreeMap<String, Picture>,
}

#[derive(Debug)]
struct Picture {
    key: String,
    facts: Facts,
    variants: Option<Variants>,
}

impl Pictures {
    /// Makes the copies of these pictures that are not there yet. Where that fails, the picture stays as it is and a
    /// warning says so.
    pub fn make(
        folder: &Folder,
        used: BTreeSet<String>,
        workshop: &Workshop<'_>,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let cache = Cache::at(workshop.cache);
        if used.is_empty() {
            return Self { cache: Some(cache), known: BTreeMap::new() };
        }
        if let Err(error) = cache.create() {
            problems.push(not_kept(&error));
            return Self::default();
        }
        let index = cache.index();
        let start = SystemTime::now();
        let keyed: Index =
            used.into_par_iter().filter_map(|path| with_key(folder, &index, path, start)).collect();
        // The same picture may lie in two places.
        let mut places: BTreeMap<&str, &str> = BTreeMap::new();
        for (path, (_, key)) in &keyed {
            places.entry(key).or_insert(path);
        }
        let mut facts: BTreeMap<&str, Facts> =
            places.par_iter().filter_map(|(key, _)| Some((*key, cache.get(key)?.0))).collect();
        places.retain(|key, _| !facts.contains_key(key));
        let new =
            places.values().filter(|path| encode::applies(&header::head(&folder.root.join(path)))).count();
        if new > 0 {
            (workshop.starts)(new);
        }
        let made: Vec<_> =
            places.par_iter().map(|(key, path)| (*key, make(folder, &cache, path, key))).collect();
        for (key, made) in made {
            match made {
                Ok(made) => drop(facts.insert(key, made)),
                Err(problem) => problems.push(problem),
            }
        }
        let known = keyed.iter().filter_map(|(path, (_, key))| {
            Some((path.clone(), Picture::new(path, key, facts.get(key.as_str())?.clone())))
        });
        let pictures = Self { known: known.collect(), cache: None };
        problems.extend(pictures.troubles());
        if let Err(error) = cache.save_index(&keyed) {
            problems.push(not_kept(&error));
        }
        Self { cache: Some(cache), ..pictures }
    }

    /// Width and height of a picture, if it says so.
    pub fn size(&self, folder: &Folder, found: &Found) -> Option<(u32, u32)> {
        match self.known.get(&found.path) {
            Some(picture) => picture.facts.size,
            None => found.size(folder),
        }
    }

    /// Its smaller copies, if it has any.
    pub fn variants(&self, found: &Found) -> Option<&Variants> {
        self.known.get(&found.path)?.variants.as_ref()
    }

    /// Writes all copies.
    ///
    /// # Errors
    /// The first file that can not be written.
    pub fn print(&self, tree: &Tree) -> Result<(), WriteError> {
        let Some(cache) = &self.cache else { return Ok(()) };
        let with_copies =
            self.known.values().filter_map(|picture| Some((picture.variants.as_ref()?, picture)));
        // Two of one name and key are one.
        let unique: BTreeMap<&str, &Picture> =
            with_copies.map(|(variants, picture)| (variants.stem.as_str(), picture)).collect();
        unique.par_iter().try_for_each(|(stem, picture)| {
            let path = |width: u32| format!("{stem}-{width}.webp");
            let widths = picture.facts.copies.iter().map(|(width, _)| *width);
            let made = |width: u32| hash(&(&picture.key, width));
            let kept = widths.map(|width| Ok((width, tree.keep(&path(width), made(width))?)));
            let kept: BTreeMap<u32, bool> = kept.collect::<Result<_, WriteError>>()?;
            if kept.values().all(|kept| *kept) {
                return Ok(());
            }
            let gone = || WriteError::new(*stem, std::io::Error::other("the cache was changed meanwhile"));
            let (facts, bytes) = cache.get(&picture.key).ok_or_else(gone)?;
            let mut rest = bytes.as_slice();
            for (width, length) in facts.copies {
                let (copy, after) = rest.split_at_checked(length).ok_or_else(gone)?;
                if kept.get(&width) != Some(&true) {
                    tree.write_made(&path(width), Some(made(width)), copy)?;
                }
                rest = after;
            }
            Ok(())
        })
    }

    /// Removes from the cache what this edition does not use.
    pub fn sweep(&self) {
        if let Some(cache) = &self.cache {
            cache.sweep(&self.known.values().map(|picture| picture.key.as_str()).collect());
        }
    }

    fn troubles(&self) -> impl Iterator<Item = Problem> {
        self.known.iter().filter_map(|(path, picture)| {
            let help = "It is shown as it is, to phones too. Save it again with a program for pictures.";
            Some(Problem::warning(path, "picture", picture.facts.trouble.as_deref()?, help))
        })
    }
}

impl Picture {
    fn new(path: &str, key: &str, facts: Facts) -> Self {
        let name = path.rsplit('/').next().unwrap_or(path);
        let name = slugify(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
        let dash = if name.is_empty() { "" } else { "-" };
        let stem = format!("{COPIES}/{name}{dash}{}", key.get(..12).unwrap_or(key));
        let widths: Vec<u32> = facts.copies.iter().map(|(width, _)| *width).collect();
        let variants = (!widths.is_empty()).then_some(Variants { stem, widths });
        Self { key: key.into(), facts, variants }
    }
}

/// A picture with its stamp and key; it is read only if the index does not know the stamp.
fn with_key(
    folder: &Folder,
    index: &Index,
    path: String,
    start: SystemTime,
) -> Option<(String, (Option<Stamp>, String))> {
    let file = folder.root.join(&path);
    let stamp = Stamp::of(&fs::metadata(&file).ok()?, start);
    let key = match index.get(&path).filter(|(known, _)| stamp.is_some() && *known == stamp) {
        Some((_, key)) => key.clone(),
        None => key(&fs::read(file).ok()?),
    };
    Some((path, (stamp, key)))
}

fn make(folder: &Folder, cache: &Cache, path: &str, key: &str) -> Result<Facts, Problem> {
    let file = folder.root.join(path);
    let bytes = fs::read(&file).map_err(|error| crate::folder::unreadable(path, &error))?;
    let (mut facts, mut copies) = (Facts { size: header::size(&file), ..Facts::default() }, Vec::new());
    match encode::encode(&bytes) {
        Ok(None) => {}
        Ok(Some(made)) => {
            facts.size = Some(made.size);
            for (width, mut copy) in made.copies {
                facts.copies.push((width, copy.len()));
                copies.append(&mut copy);
            }
        }
        Err(trouble) => facts.trouble = Some(trouble.to_string()),
    }
    cache.keep(key, &facts, &copies).map_err(|error| not_kept(&error))?;
    Ok(facts)
}

fn not_kept(error: &std::io::Error) -> Problem {
    let message = format!("smaller copies of pictures can not be kept: {error}");
    let help =
        "They are shown as they are, to phones too. Make room, or build into a folder that you may write to.";
    Problem::warning(".", "picture-cache", message, help)
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
