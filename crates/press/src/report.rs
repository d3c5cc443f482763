//! What is wrong with a site, told to people and to machines.

use std::{collections::BTreeMap, fmt::Write};

use news::problem::{Problem, Severity};
use serde::Serialize;

/// Notes of one kind that [`Report::brief`] tells of.
const NOTES: usize = 5;

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

    /// The same for somebody who is about something else: of notes of one kind the first [`NOTES`], and how many more there
    /// are. A large archive has thousands, from before it came here.
    pub fn brief(&self) -> String {
        let mut text = String::new();
        let mut notes: BTreeMap<&str, usize> = BTreeMap::new();
        for problem in &self.problems {
            if problem.severity == Severity::Note {
                let count = notes.entry(&problem.code).or_default();
                *count += 1;
                if *count > NOTES {
                    continue;
                }
            }
            let _ = writeln!(text, "{problem}");
        }
        for (code, count) in notes.into_iter().filter(|(_, count)| *count > NOTES) {
            let more = counted(count - NOTES, "more note");
            let _ = writeln!(text, "… {more}[{code}]: `bantin check` lists all.");
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

    #[test]
    fn of_many_notes_of_a_kind_the_first_are_told() {
        let note = |number: usize| Problem::note(&format!("{number}.md"), "decomposed", "NFD", "");
        let mut all: Vec<Problem> = (1..=7).map(note).collect();
        all.push(Problem::warning("9.md", "dead-link", "`/x`", ""));
        all.push(Problem::note("9.md", "no-alt", "a picture", ""));
        let brief = Report::new(all.clone(), 9).brief();
        let rest = "9.md: note[no-alt]: a picture\n9.md: warning[dead-link]: `/x`\n\
                    … 2 more notes[decomposed]: `bantin check` lists all.\n9 articles: 1 warning, 8 notes\n";
        assert!(brief.starts_with("1.md") && brief.ends_with(rest) && !brief.contains("6.md"), "{brief}");
        all.drain(5..7);
        let few = Report::new(all, 9);
        assert_eq!(few.brief(), few.text());
    }
}
