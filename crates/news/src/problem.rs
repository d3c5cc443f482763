//! What is wrong with a site's folder: where, what, and what to do.

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Serialize};

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; neither `build` nor `check` fails for it.
    Note,
    /// Readers would notice: `check` fails, `build` goes on.
    Warning,
    /// Can not be published: nothing is built.
    Error,
}

/// One problem of a run.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    /// Path below the site's folder, with `/`.
    pub file: String,
    /// From 1; none where the whole file is meant.
    pub line: Option<usize>,
    /// How much it matters.
    pub severity: Severity,
    /// A short name that does not change: `duplicate-slug`.
    pub code: Cow<'static, str>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Problem {
    /// An error in `file`; add a line with [`Problem::at`].
    pub fn error(
        file: &str,
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            file: file.into(),
            line: None,
            severity: Severity::Error,
            code: code.into(),
            message: message.into(),
            help: help.into(),
        }
    }

    /// A warning in `file`.
    pub fn warning(
        file: &str,
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self { severity: Severity::Warning, ..Self::error(file, code, message, help) }
    }

    /// A note on `file`.
    pub fn note(file: &str, code: &'static str, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { severity: Severity::Note, ..Self::error(file, code, message, help) }
    }

    /// The same problem, at a line counted from 1.
    pub fn at(mut self, line: impl Into<Option<usize>>) -> Self {
        self.line = line.into();
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(f, "{}", self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {severity}[{}]: {}", self.code, self.message)?;
        match self.help.is_empty() {
            true => Ok(()),
            false => write!(f, "\n    {}", self.help),
        }
    }
}
