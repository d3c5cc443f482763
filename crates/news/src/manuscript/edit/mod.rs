//! An author's file, changed field by field: what is not changed stays as it is, byte for byte.
//!
//! [`File`] holds the text of a file. A field that is there under another system's name (`description`,
//! `params.author`) is changed there, a date is written like the one before, and quotes stay what they were. Every
//! change is read again before it counts: if anything but the one field would be read otherwise, it is an error and
//! the text stays as it was.

mod change;
mod dates;
mod field;
mod head;
mod json;
mod list;
mod put;
mod read;
mod steps;
mod toml;
mod tree;
mod write;
mod yaml;

#[cfg(test)]
mod tests;

use super::{Fault, Manuscript, dates::Zone};
use crate::{lang::Lang, words::remarks};

pub use field::{Field, Value};

/// Why a file could not be read, or a field not be changed. The text is then what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unchanged {
    /// The file can not be read at all.
    Unreadable(Fault),
    /// The field, by the author's name for it, stands in a form that is not safely changed: an anchor or alias of YAML,
    /// a list of tables, the same name twice.
    Fixed(String),
    /// A value of another kind than the field's.
    Kind(Field),
    /// A description, caption or credit, and no picture.
    NoCover,
    /// Reading would refuse the value.
    Refused(Fault),
    /// Something else would have changed, too.
    Unsafe(Field),
    /// The text would not be read as it is given.
    Body,
}

impl Unchanged {
    /// Why, in a language.
    pub fn words(&self, lang: Lang) -> String {
        remarks::unchanged(self, lang)
    }
}

/// An author's file.
#[derive(Clone, Debug)]
pub struct File {
    path: String,
    zone: Zone,
    text: String,
}

impl File {
    /// The file at `path` (below the site's folder, with `/`) with this text; dates without a zone are in `zone`.
    pub fn new(path: impl Into<String>, text: impl Into<String>, zone: Zone) -> Self {
        Self { path: path.into(), zone, text: text.into() }
    }

    /// A file for a new article: its fields in YAML, in the order given, and its text.
    ///
    /// # Errors
    /// As [`File::set`].
    pub fn fresh(
        path: impl Into<String>,
        fields: impl IntoIterator<Item = (Field, Value)>,
        body: &str,
        zone: Zone,
    ) -> Result<Self, Unchanged> {
        let path = path.into();
        let start = if path.to_ascii_lowercase().ends_with(".json") { "{}\n" } else { "---\n---\n\n" };
        let mut file = Self::new(path, start, zone);
        for (field, value) in fields {
            file.set(field, value)?;
        }
        let space = if start.starts_with('-') { "\n" } else { "" };
        file.set_body(&format!("{space}{body}"))?;
        Ok(file)
    }

    /// The whole text, byte for byte.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where it lies below the site's folder.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What it is read as, a draft too, with defaults in the place of what is wrong, and what that is. [`super::read`]
    /// is stricter: it tells what can be published.
    ///
    /// # Errors
    /// [`Unchanged::Unreadable`], if its fields can not be read at all.
    pub fn read(&self) -> Result<(Manuscript, Vec<Fault>), Unchanged> {
        let parts = super::front_matter::split(&self.path, self.text.as_bytes());
        Ok(super::fields::read(&self.path, parts.map_err(Unchanged::Unreadable)?, &self.zone))
    }
}
