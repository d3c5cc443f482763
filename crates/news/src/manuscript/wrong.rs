//! What keeps an author's file from being read as it was meant. The words for it are in [`crate::words::remarks`].

use super::dates::NotADate;
use crate::{
    check::Kind,
    lang::Lang,
    problem::{Problem, Severity},
    words::remarks,
};

/// What is wrong with a file, or with one of its fields, which goes by the author's name for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// So many bytes, more than [`super::LARGEST`].
    TooLarge(usize),
    /// It is not in UTF-8.
    NotUtf8,
    /// Fields begin with this line, and no such line ends them.
    NoEnd(&'static str),
    /// The parser's own sentence, which is in English.
    Yaml(String),
    /// The same of TOML.
    Toml(String),
    /// The same of JSON.
    Json(String),
    /// YAML, and no fields.
    NoFields,
    /// JSON, and no object.
    NoObject,
    /// Something follows the JSON object.
    AfterObject,
    /// The Markdown in a JSON object is no text.
    Body(&'static str),
    /// Neither the file's name nor the title gives a slug.
    NoSlug,
    /// A field, and what it says: no slug.
    BadSlug(String, String),
    /// A field, what it says, and why that is no date.
    NotADate(String, String, NotADate),
    /// A field, and what it must be.
    Kind(String, Must),
    /// A field, and what it says: no language that Bantin has.
    NoLanguage(String, String),
    /// A correction, in this field, that does not say what was wrong.
    NoCorrection(String),
    /// A field that nothing is made of, and the one whose name is nearly the same.
    Unknown(String, Option<&'static str>),
}

/// What a field must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Must {
    /// A text.
    Text,
    /// A list of words.
    List,
    /// True or false.
    Yes,
    /// A number of readers.
    Count,
    /// A date.
    Date,
    /// A picture's address.
    Picture,
    /// A table with a picture's address in it.
    PictureTable,
}

impl Wrong {
    /// How much it matters.
    pub fn severity(&self) -> Severity {
        match self {
            Wrong::Unknown(..) => Severity::Note,
            _ => Severity::Error,
        }
    }

    /// Its short name, which does not change.
    pub fn code(&self) -> &'static str {
        match self {
            Wrong::TooLarge(_) => "too-large",
            Wrong::NotUtf8 => "not-utf8",
            Wrong::NoEnd(_)
            | Wrong::Yaml(_)
            | Wrong::Toml(_)
            | Wrong::Json(_)
            | Wrong::NoFields
            | Wrong::NoObject
            | Wrong::AfterObject
            | Wrong::Body(_) => "front-matter",
            Wrong::NoSlug | Wrong::BadSlug(..) => "bad-slug",
            Wrong::Kind(name, _) if name == "slug" => "bad-slug",
            Wrong::NotADate(..) | Wrong::Kind(_, Must::Date) => "bad-date",
            Wrong::Kind(..) | Wrong::NoLanguage(..) | Wrong::NoCorrection(_) => "wrong-type",
            Wrong::Unknown(..) => "unknown-field",
        }
    }

    /// The author's name for the field; none if it is the file.
    pub fn name(&self) -> Option<&str> {
        match self {
            Wrong::NoSlug => Some("slug"),
            Wrong::BadSlug(name, _)
            | Wrong::NotADate(name, ..)
            | Wrong::Kind(name, _)
            | Wrong::NoLanguage(name, _)
            | Wrong::NoCorrection(name)
            | Wrong::Unknown(name, _) => Some(name),
            _ => None,
        }
    }
}

/// Something that reading a file told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What it is.
    pub kind: Kind,
    /// The line of the file, from 1; none where the whole file is meant.
    pub line: Option<usize>,
    /// How much it matters: in a draft, less than elsewhere.
    pub severity: Severity,
}

impl Fault {
    pub(super) fn new(kind: impl Into<Kind>, line: impl Into<Option<usize>>) -> Self {
        let kind = kind.into();
        Self { severity: kind.severity(), line: line.into(), kind }
    }

    /// As a problem of `file`, in English.
    pub fn problem(&self, file: &str) -> Problem {
        Problem { severity: self.severity, ..self.kind.problem(file).at(self.line) }
    }

    /// What is wrong, where, and what to do, in a language.
    pub fn sentence(&self, lang: Lang) -> String {
        remarks::sentence(&self.kind, self.line, lang)
    }
}

/// Of a value that stands in no file.
impl From<Wrong> for Fault {
    fn from(wrong: Wrong) -> Self {
        Self::new(wrong, None)
    }
}

impl From<Wrong> for Kind {
    fn from(wrong: Wrong) -> Self {
        Kind::Wrong(wrong)
    }
}
