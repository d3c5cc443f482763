//! What is to be looked at again in an article.

use std::collections::BTreeMap;

use news::{lang::Lang, problem::Severity, site::Site};

use crate::form::{Field, Form};

/// Where a remark leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// To a field of the form.
    Field(Field),
    /// To a place in the text, in bytes.
    Text(usize),
}

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// How much it matters.
    pub severity: Level,
    /// What `bantin check` calls it.
    pub code: &'static str,
    /// What it is.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Where.
    pub place: Place,
}

/// How much a remark matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Worth knowing.
    Note,
    /// Readers would notice.
    Warning,
    /// It can not be published.
    Error,
}

impl Level {
    /// As `bantin check` says it.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Note => "note",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

impl From<Severity> for Level {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Note => Level::Note,
            Severity::Warning => Level::Warning,
            Severity::Error => Level::Error,
        }
    }
}

/// What is known of addresses of articles: whether there is one.
pub type Known = BTreeMap<(Lang, String), bool>;

/// What there is to say of an article.
#[allow(clippy::too_many_arguments)]
pub fn remarks(
    path: &str,
    form: &Form,
    _body: &str,
    _site: &Site,
    _known: &Known,
    _lang: Lang,
    _now: i64,
) -> Vec<Remark> {
    let (_, problems) = form.read(path, "", &news::manuscript::dates::Zone::utc());
    problems
        .into_iter()
        .map(|problem| Remark {
            severity: problem.severity.into(),
            code: "field",
            message: problem.message.to_string(),
            help: problem.help.to_string(),
            place: Place::Field(Field::Title),
        })
        .collect()
}
