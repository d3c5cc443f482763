//! Manuscripts: an author's file, read into fields and Markdown.
//!
//! Files written for Hugo, Zola, Jekyll and Decap CMS are read as they are. Pure: the press and the
//! editors' desk both use it.

pub mod dates;
pub mod edit;
mod fields;
mod front_matter;
mod heading;
mod names;
mod place;
mod values;
mod wrong;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    article::{Correction, Figure},
    date::Moment,
    lang::Lang,
    problem::Severity,
};

pub use heading::{Heading, heading};
pub use wrong::{Fault, Must, Wrong};

/// The largest file that is read, in bytes.
pub const LARGEST: usize = 2 * 1024 * 1024;

/// An author's file, read. Names and addresses are as the author wrote them, in NFC.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Manuscript {
    /// Path below the site's folder, with `/`.
    pub file: String,
    /// The headline; the first heading of the body where no field gives one.
    pub title: String,
    /// The date it carries.
    pub date: Moment,
    /// From the field, else the address field, the file's name, the title; never empty.
    pub slug: String,
    /// The lead (sapo).
    pub standfirst: Option<String>,
    /// The section's name, or the folder's.
    pub section: Option<String>,
    /// Tags, in the author's order.
    pub tags: Vec<String>,
    /// The byline, in order.
    pub authors: Vec<String>,
    /// The credit line.
    pub credit: Option<String>,
    /// The picture; its address is not resolved.
    pub cover: Option<Figure>,
    /// When it last changed.
    pub updated: Option<Moment>,
    /// Corrections, as listed.
    pub corrections: Vec<Correction>,
    /// Slugs of related articles, the author's choice.
    pub related: Vec<String>,
    /// How often it was read.
    pub views: Option<u64>,
    /// The number that a WordPress knows it by.
    pub wordpress: Option<u64>,
    /// The language, where a field, the folder (`en/`) or the file's name (`a.en.md`) says so.
    pub lang: Option<Lang>,
    /// Slug of the article that this one translates.
    pub translation_of: Option<String>,
    /// Not to be published.
    pub draft: bool,
    /// Not shown before.
    pub publish_at: Option<Moment>,
    /// Not shown from here on.
    pub expires_at: Option<Moment>,
    /// Whether readers may comment, where the author says so.
    pub comments: Option<bool>,
    /// Former addresses.
    pub aliases: Vec<String>,
    /// Fields that Bantin does not use.
    #[serde(skip)]
    pub extra: BTreeMap<String, Value>,
    /// The Markdown.
    #[serde(skip)]
    pub body: String,
    /// The line of the file, from 1, that the body starts in.
    pub body_line: usize,
    /// The lines, from 1, that the fields stand in.
    pub lines: BTreeMap<String, usize>,
}

impl Manuscript {
    /// The line, from 1, of the field that gave `name`, if the file has it.
    pub fn line_of(&self, name: &str) -> Option<usize> {
        self.lines.get(name).copied()
    }

    /// Whether nothing says when it is from; its [`Manuscript::date`] is then to be set by whoever knows the file.
    pub fn undated(&self) -> bool {
        self.date == Moment::default()
    }
}

/// Reads the file at `path` (below the site's folder, with `/`); dates without a zone are in `zone`.
///
/// Gives the manuscript if its fields can be read at all, with defaults in the place of what is wrong: so the rest of
/// it can be checked in the same run. With an error among the faults it can not be published. Of a draft, which
/// may be unfinished, errors are told as notes, and then there is none. Never panics, whatever the bytes.
pub fn read(path: &str, bytes: &[u8], zone: &dates::Zone) -> (Option<Manuscript>, Vec<Fault>) {
    let (manuscript, mut faults) = match front_matter::split(path, bytes) {
        Ok(parts) => {
            let (manuscript, faults) = fields::read(path, parts, zone);
            (Some(manuscript), faults)
        }
        Err(fault) => (None, vec![fault]),
    };
    faults.sort_by_key(|fault| fault.line);
    let failed = faults.iter().any(|fault| fault.severity == Severity::Error);
    if failed && manuscript.as_ref().is_some_and(|manuscript| manuscript.draft) {
        faults.iter_mut().for_each(|fault| fault.severity = Severity::Note);
        return (None, faults);
    }
    (manuscript, faults)
}

/// The title alone: of a file that is no article, such as the `_index.md` of Hugo and Zola.
pub fn title(path: &str, bytes: &[u8]) -> Option<String> {
    let parts = front_matter::split(path, bytes).ok()?;
    values::text("title", parts.fields.get("title")?).ok()?
}
