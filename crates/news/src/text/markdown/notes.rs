//! Footnotes, numbered in the order in which a reader meets them, with ways there and back.
//!
//! Roles are those of WAI-ARIA for digital publishing (DPUB-ARIA 1.1).

use std::collections::HashMap;

/// The footnotes of one text.
#[derive(Default)]
pub(super) struct Notes {
    /// For each number, from 1: how often it is referred to.
    references: Vec<usize>,
    numbers: HashMap<String, usize>,
    /// For each label: where its definition stands in the Markdown, and its HTML.
    definitions: HashMap<String, (usize, String)>,
}

impl Notes {
    /// Writes a reference to the footnote `label`.
    pub(super) fn refer(&mut self, out: &mut String, label: &str) {
        let next = self.references.len() + 1;
        let number = *self.numbers.entry(label.to_owned()).or_insert(next);
        if number == next {
            self.references.push(0);
        }
        self.references[number - 1] += 1;
        let back = back(number, self.references[number - 1]);
        out.push_str(&format!(
            "<sup class=\"footnote-ref\"><a id=\"{back}\" href=\"#fn-{number}\" role=\"doc-noteref\">{number}</a></sup>"
        ));
    }

    /// Keeps the text of the footnote `label`; the first one counts.
    pub(super) fn define(&mut self, label: &str, offset: usize, html: String) {
        self.definitions.entry(label.to_owned()).or_insert((offset, html));
    }

    /// Writes all footnotes that are referred to; `mark` is told where each stands in the Markdown.
    pub(super) fn write(mut self, out: &mut String, mut mark: impl FnMut(usize, usize)) {
        if self.references.is_empty() {
            return;
        }
        let mut labels: Vec<(String, usize)> = self.numbers.into_iter().collect();
        labels.sort_by_key(|(_, number)| *number);
        out.push_str("<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n");
        for (label, number) in labels {
            let (offset, html) = self.definitions.remove(&label).unwrap_or_default();
            mark(out.len(), offset);
            out.push_str(&format!("<li id=\"fn-{number}\">"));
            let html = html.trim_end();
            let last = html.strip_suffix("</p>");
            out.push_str(last.unwrap_or(html));
            for reference in 1..=self.references[number - 1] {
                let back = back(number, reference);
                let again = if reference > 1 { reference.to_string() } else { String::new() };
                out.push_str(&format!(
                    " <a href=\"#{back}\" class=\"footnote-back\" role=\"doc-backlink\">↩{again}</a>"
                ));
            }
            out.push_str(if last.is_some() { "</p></li>\n" } else { "</li>\n" });
        }
        out.push_str("</ol>\n</section>\n");
    }
}

/// The id of a reference: `fnref-2`, and `fnref-2-3` for the third to the same footnote.
fn back(number: usize, reference: usize) -> String {
    match reference {
        1 => format!("fnref-{number}"),
        _ => format!("fnref-{number}-{reference}"),
    }
}
