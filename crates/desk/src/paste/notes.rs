//! Footnotes, as Word, LibreOffice, Google Docs and this newspaper's own pages write them.

use std::collections::{BTreeMap, BTreeSet};

use news::text::markup::tree::{Element, Node};

/// What an address within a document points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Aim {
    /// A footnote.
    Note(String),
    /// The place in the text that a footnote belongs to.
    Back,
}

/// How the four name a footnote and the place that it belongs to.
const WAYS: [(&str, &str, &str, &str); 6] = [
    // LibreOffice.
    ("sdfootnote", "sym", "sdfootnote", "anc"),
    ("sdendnote", "sym", "sdendnote", "anc"),
    // Word.
    ("_ftn", "", "_ftnref", ""),
    ("_edn", "", "_ednref", ""),
    // Google Docs.
    ("ftnt", "", "ftnt_ref", ""),
    // This newspaper.
    ("fn-", "", "fnref-", ""),
];

/// What the address of a link points at; none if that is no footnote.
pub(super) fn aim(href: &str) -> Option<Aim> {
    // Word puts the path of the document before it.
    let (_, name) = href.split_once('#')?;
    let number = |start: &str, end: &str| {
        let number = name.strip_prefix(start)?.strip_suffix(end)?;
        let plain = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        plain.then_some(number)
    };
    WAYS.iter().find_map(|(start, end, back, back_end)| {
        let note = || number(start, end).map(|number| Aim::Note(format!("{start}{number}")));
        number(back, back_end).map(|_| Aim::Back).or_else(note)
    })
}

/// Ids of elements that hold a footnote, and what they are to [`aim`].
fn holds(id: &str) -> Option<String> {
    let named = match id {
        _ if id.starts_with("sdfootnote") || id.starts_with("sdendnote") => format!("#{id}sym"),
        _ if id.starts_with("ftn") && !id.starts_with("ftnt") || id.starts_with("edn") => format!("#_{id}"),
        _ if id.starts_with("fn-") => format!("#{id}"),
        _ => return None,
    };
    match aim(&named) {
        Some(Aim::Note(label)) => Some(label),
        _ => None,
    }
}

/// The footnote that an element holds.
pub(super) fn held(element: &Element<'_>) -> Option<String> {
    if let Some(label) = element.value("id").and_then(|id| holds(&id)) {
        return Some(label);
    }
    // Google Docs: a paragraph that starts with the way back. Elsewhere its footnote is around it.
    if element.name != "p" {
        return None;
    }
    let first = element.named("a").into_iter().next()?;
    let is_back = first.value("href").and_then(|href| aim(&href)) == Some(Aim::Back);
    let name = first.value("id").or_else(|| first.value("name")).filter(|_| is_back)?;
    match aim(&format!("#{name}")) {
        Some(Aim::Note(label)) => Some(label),
        _ => None,
    }
}

/// The highest number of a footnote in a text that is there already, in Markdown.
pub(super) fn highest(text: &str) -> usize {
    let number = |rest: &str| rest.split_once(']')?.0.parse::<usize>().ok();
    // With numbers beyond these nobody counts.
    text.split("[^").skip(1).filter_map(number).filter(|number| *number < 1_000_000).max().unwrap_or_default()
}

/// The footnotes that are there and referred to, with their numbers in the order of reading.
#[derive(Default)]
pub(super) struct Notes(BTreeMap<String, usize>);

impl Notes {
    /// Looks through a whole text; numbers begin after `taken`.
    pub(super) fn find(nodes: &[Node<'_>], taken: usize) -> Self {
        let (mut referred, mut there) = (Vec::new(), BTreeSet::new());
        look(nodes, &mut referred, &mut there);
        let mut notes = BTreeMap::new();
        for label in referred {
            let next = taken + notes.len() + 1;
            if there.contains(&label) {
                notes.entry(label).or_insert(next);
            }
        }
        Self(notes)
    }

    /// The number of a footnote.
    pub(super) fn number(&self, label: &str) -> Option<usize> {
        self.0.get(label).copied()
    }
}

fn look(nodes: &[Node<'_>], referred: &mut Vec<String>, there: &mut BTreeSet<String>) {
    for element in nodes.iter().filter_map(Node::element) {
        if element.name == "a"
            && let Some(Aim::Note(label)) = element.value("href").and_then(|href| aim(&href))
        {
            referred.push(label);
        }
        there.extend(held(element));
        look(&element.children, referred, there);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_programs_ways() {
        let note = |label: &str| Some(Aim::Note(label.into()));
        for (href, expected) in [
            ("#sdfootnote1sym", note("sdfootnote1")),
            ("#sdfootnote1anc", Some(Aim::Back)),
            ("#_ftn12", note("_ftn12")),
            ("file:///C:/a.htm#_ftnref12", Some(Aim::Back)),
            ("#ftnt3", note("ftnt3")),
            ("#ftnt_ref3", Some(Aim::Back)),
            ("#fn-2", note("fn-2")),
            ("#fnref-2-3", Some(Aim::Back)),
            ("#fn-", None),
            ("#_Toc1", None),
            ("https://a.vn", None),
        ] {
            assert_eq!(aim(href), expected, "{href}");
        }
        assert_eq!(holds("ftn1").as_deref(), Some("_ftn1"));
        assert_eq!(holds("sdendnote4").as_deref(), Some("sdendnote4"));
        assert_eq!(holds("ftnt1"), None);
    }
}
