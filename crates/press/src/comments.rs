//! The comments that ship with an article: `x.comments.json` beside `x.md`.

use std::collections::HashSet;

use news::{comment::Comment, problem::Problem, text::vietnamese::nfc};

const HELP: &str = "A list of {id, parent, name, date, text, likes}; docs/WRITING.md shows one.";

/// Reads the comments of an article; `file` names it in problems.
pub fn read(file: &str, bytes: &[u8]) -> (Vec<Comment>, Vec<Problem>) {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut comments: Vec<Comment> = match serde_json::from_slice(bytes) {
        Ok(comments) => comments,
        Err(error) => {
            let line = Some(error.line()).filter(|line| *line > 0);
            let text = error.to_string();
            let message = text.split(" at line ").next().unwrap_or(&text);
            return (Vec::new(), vec![Problem::error(file, "comments", message, HELP).at(line)]);
        }
    };
    for comment in &mut comments {
        for text in [&mut comment.name, &mut comment.text] {
            *text = nfc(text.trim()).into_owned();
        }
    }
    let problems = check(file, &String::from_utf8_lossy(bytes), &comments);
    (comments, problems)
}

fn check(file: &str, json: &str, comments: &[Comment]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let known: HashSet<&str> = comments.iter().map(|comment| comment.id.as_str()).collect();
    let mut seen = HashSet::new();
    let mut lines = Lines { json, at: 0, line: 1 };
    for comment in comments {
        let line = lines.of(&comment.id);
        if !seen.insert(comment.id.as_str()) {
            let message = format!("two comments have the id `{}`", comment.id);
            problems.push(Problem::error(file, "comments", message, "Give each one its own.").at(line));
        }
        if comment.name.is_empty() || comment.text.is_empty() {
            let message = format!("the comment `{}` has no name or no text", comment.id);
            problems.push(Problem::error(file, "comments", message, HELP).at(line));
        }
        if let Some(parent) = comment.parent.as_deref().filter(|parent| !known.contains(parent)) {
            let message = format!("`{}` answers `{parent}`, which is not here", comment.id);
            let help = "It is shown as if it answered nobody.";
            problems.push(Problem::warning(file, "comments", message, help).at(line));
        }
    }
    problems
}

/// Finds the lines of ids, in one pass.
struct Lines<'a> {
    json: &'a str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    fn of(&mut self, id: &str) -> Option<usize> {
        let quoted = serde_json::to_string(id).ok()?;
        let rest = self.json.get(self.at..)?;
        let found = rest.match_indices(&quoted).map(|(at, _)| at).find(|at| {
            let before = rest.get(..*at).unwrap_or_default().trim_end();
            before.strip_suffix(':').is_some_and(|before| before.trim_end().ends_with("\"id\""))
        })?;
        self.line += rest.get(..found)?.matches('\n').count();
        self.at += found;
        let line = self.line;
        self.at += quoted.len();
        Some(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_have_their_lines() {
        let json = r#"[
  {"id": "a", "name": "An", "date": "2023-12-09T19:42:00+07:00", "text": "Hay."},
  {"id": "a", "parent": "z", "name": "An", "date": "2023-12-09T19:42:00+07:00", "text": "a"},
  {"id": "b", "parent": "a", "name": "", "date": "2023-12-09T19:42:00+07:00", "text": "a"}
]"#;
        let (comments, problems) = read("x.comments.json", json.as_bytes());
        assert_eq!(comments.len(), 3);
        let lines: Vec<_> = problems.iter().map(|problem| problem.line).collect();
        assert_eq!(lines, [Some(3), Some(3), Some(4)]);
        let (_, problems) = read("x.comments.json", b"[\n{\"id\": 3}]");
        assert_eq!(problems[0].line, Some(2), "{}", problems[0]);
        let (_, problems) = read("x.comments.json", b"");
        assert_eq!(problems.len(), 1);
    }
}
