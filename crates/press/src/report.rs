//! What is wrong with a site, told to people and to machines.

use std::fmt::Write;

use news::problem::{Problem, Severity};
use serde::Serialize;

/// Every problem of a run.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// In order of file and line.
    problems: Vec<Problem>,
    errors: usize,
    warnings: usize,
    notes: usize,
    articles: usize,
}

impl Report {
    /// Of the problems of a run over so many articles.
    pub fn new(mut problems: Vec<Problem>, articles: usize) -> Self {
        problems.sort();
        problems.dedup();
        let count = |severity| problems.iter().filter(|problem| problem.severity == severity).count();
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
            articles,
            problems,
        }
    }

    /// The same with more problems. What `link` has another name for is told by that, without a line: the file is nobody's
    /// who could look into it.
    pub fn joined(self, more: Vec<Problem>, link: impl Fn(&str) -> Option<String>) -> Self {
        let told = self.problems.into_iter().map(|mut problem| {
            if let Some(link) = link(&problem.file) {
                (problem.file, problem.line) = (link, None);
            }
            problem
        });
        Self::new(told.chain(more).collect(), self.articles)
    }

    /// Whether nothing can be published.
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// Whether readers would notice something.
    pub fn needs_work(&self) -> bool {
        self.errors + self.warnings > 0
    }

    /// A line a problem with what to do under it, and a line that sums up.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for problem in &self.problems {
            let _ = writeln!(text, "{problem}");
        }
        text + &self.summary() + "\n"
    }

    /// `36 articles: 1 error, 2 warnings`.
    pub fn summary(&self) -> String {
        let counts = [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")];
        let found: Vec<String> =
            counts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| counted(*n, word)).collect();
        let found = if found.is_empty() { "no problem".into() } else { found.join(", ") };
        format!("{}: {found}", counted(self.articles, "article"))
    }

    /// One JSON object.
    pub fn json(&self) -> String {
        // Strings and numbers alone: it can not fail.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

fn counted(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_order_and_summed_up() {
        let report = Report::new(
            vec![
                Problem::note("b.md", "unknown-field", "`x`", ""),
                Problem::error("a.md", "title", "no title", "Add one.").at(9),
                Problem::warning("a.md", "dead-link", "`/x`", "").at(10),
            ],
            2,
        );
        assert_eq!(
            report.text(),
            "a.md:9: error[title]: no title\n    Add one.\na.md:10: warning[dead-link]: `/x`\n\
             b.md: note[unknown-field]: `x`\n2 articles: 1 error, 1 warning, 1 note\n"
        );
        let json: serde_json::Value = serde_json::from_str(&report.json()).unwrap();
        assert_eq!((&json["errors"], &json["problems"][1]["line"]), (&1.into(), &10.into()));
        assert_eq!(json["problems"][0]["severity"], "error");
        assert_eq!(Report::new(vec![], 1).summary(), "1 article: no problem");
    }
}
