//! Rust source, taken apart as far as the other checks need it.

/// The code without comments and without what texts say (`"…"` stays as `""`), and the texts apart.
pub struct Source {
    /// Code; a line stays a line.
    pub code: String,
    /// Each text, and where it stands in `code`.
    pub texts: Vec<(usize, String)>,
}

impl Source {
    /// Takes a file apart.
    pub fn of(rust: &str) -> Self {
        let mut source = Source { code: String::new(), texts: Vec::new() };
        let mut rest = rust;
        while let Some(first) = rest.chars().next() {
            let taken = source.take(rest).unwrap_or_else(|| {
                source.code.push(first);
                first.len_utf8()
            });
            rest = rest.get(taken..).unwrap_or_default();
        }
        source
    }

    /// What ships: without the module of tests that ends a file.
    pub fn shipped(rust: &str) -> Self {
        let ends = rust.match_indices("#[cfg(test)]\nmod ").map(|(at, _)| at);
        let inline = |at: &usize| rust[*at..].lines().nth(1).is_some_and(|line| line.ends_with('{'));
        Self::of(&rust[..ends.into_iter().find(inline).unwrap_or(rust.len())])
    }

    /// Takes a comment, a text or a character; gives back how long it is.
    fn take(&mut self, rest: &str) -> Option<usize> {
        let line = || rest.find('\n').unwrap_or(rest.len());
        if rest.starts_with("//") {
            return Some(line());
        }
        if rest.starts_with("/*") {
            return Some(rest.find("*/").map_or(rest.len(), |at| at + 2));
        }
        if let Some(raw) = rest.strip_prefix('r').filter(|_| !self.in_a_name()) {
            let marks = raw.len() - raw.trim_start_matches('#').len();
            if let Some(inside) = raw.get(marks..).and_then(|text| text.strip_prefix('"')) {
                let end = format!("\"{}", "#".repeat(marks));
                let length = inside.find(&end).unwrap_or(inside.len());
                self.keep(inside.get(..length).unwrap_or_default());
                return Some(1 + marks + 1 + length + end.len());
            }
        }
        if let Some(inside) = rest.strip_prefix('"') {
            let length = unescaped(inside, '"');
            self.keep(inside.get(..length).unwrap_or_default());
            return Some(length + 2);
        }
        // A character; otherwise a lifetime.
        let inside = rest.strip_prefix('\'')?;
        let length = unescaped(inside, '\'');
        let one = inside.starts_with('\\') || inside.get(..length).is_some_and(|it| it.chars().count() == 1);
        one.then(|| {
            self.code.push_str("' '");
            length + 2
        })
    }

    fn keep(&mut self, text: &str) {
        self.texts.push((self.code.len(), text.to_owned()));
        self.code.push_str("\"\"");
    }

    fn in_a_name(&self) -> bool {
        self.code.ends_with(|last: char| last.is_alphanumeric() || last == '_')
    }

    /// The code before a text: `.class(` before `.class("a")`.
    pub fn before(&self, at: usize) -> &str {
        self.code.get(..at).unwrap_or_default().trim_end()
    }
}

/// Where `end` stands without a backslash.
fn unescaped(text: &str, end: char) -> usize {
    let mut escaped = false;
    for (at, one) in text.char_indices() {
        match one {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if one == end => return at,
            _ => {}
        }
    }
    text.len()
}

#[test]
fn source_is_taken_apart() {
    let rust = r##"let a = "x \" // y"; // "no"
let b = r#"raw "z""#; let c: &'static str = f('"'); /* "no" */ let d = "e";
#[cfg(test)]
mod tests {
    let no = "no";
}"##;
    let source = Source::shipped(rust);
    let texts: Vec<_> = source.texts.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(texts, [r#"x \" // y"#, r#"raw "z""#, "e"]);
    assert!(source.code.contains("&'static str = f(' ')") && !source.code.contains("no"));
    assert!(source.before(source.texts[2].0).ends_with("let d ="));
}
