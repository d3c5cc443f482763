//! A file in its parts, as its bytes are: what `front_matter::split` reads, before anything is put right.

use std::ops::Range;

use super::{json, toml, tree::Node, write::Format, yaml};

/// Where the parts of a file are.
#[derive(Debug)]
pub(super) struct Head {
    /// What its fields are written in; none if it has no place for them.
    pub(super) format: Option<Format>,
    /// The fields, without what encloses them.
    pub(super) fields: Range<usize>,
    /// The Markdown; where the text is a field of JSON, the end of the file.
    pub(super) body: Range<usize>,
    /// Whether the text is a field, too.
    pub(super) whole: bool,
    /// What its lines end with.
    pub(super) eol: &'static str,
}

impl Head {
    /// Of the file at `path`; none if its parts are not to be told.
    pub(super) fn of(path: &str, text: &str) -> Option<Self> {
        let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let eol = match text.find('\n') {
            Some(end) if text[..end].ends_with('\r') => "\r\n",
            _ => "\n",
        };
        let own = text.get(start..)?;
        let head = |format, fields, body| Head { format, fields, body, whole: false, eol };
        if path.to_ascii_lowercase().ends_with(".json") {
            let fields = start..start + object(own)?;
            let end = text.len()..text.len();
            return Some(Head { whole: true, ..head(Some(Format::Json), fields, end) });
        }
        let (format, ends): (_, &[&str]) = match own.lines().next().map(str::trim_end) {
            Some("---") => (Format::Yaml, &["---", "..."]),
            Some("+++") => (Format::Toml, &["+++"]),
            Some(line)
                if line.starts_with('{')
                    && matches!(own[1..].trim_start().chars().next(), Some('"' | '}')) =>
            {
                let end = start + object(own)?;
                let rest = &text[end..];
                let line = ["\r\n", "\n"].into_iter().find(|line| rest.starts_with(line));
                let body = end + line.map_or(0, str::len)..text.len();
                return Some(head(Some(Format::Json), start..end, body));
            }
            _ => return Some(head(None, start..start, start..text.len())),
        };
        let mut at = start;
        let mut opened = None;
        for line in own.split_inclusive('\n') {
            match opened {
                None => opened = Some(at + line.len()),
                Some(opened) if ends.contains(&line.trim_end()) => {
                    return Some(head(Some(format), opened..at, at + line.len()..text.len()));
                }
                Some(_) => {}
            }
            at += line.len();
        }
        None
    }

    /// Where each field stands.
    pub(super) fn tree(&self, text: &str) -> Option<Node> {
        let fields = self.fields.clone();
        match self.format? {
            Format::Yaml => yaml::tree(text, fields),
            Format::Toml => toml::tree(text, fields),
            Format::Json => json::tree(text, fields),
        }
    }
}

/// How long the JSON object is that `text` starts with.
fn object(text: &str) -> Option<usize> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde::de::IgnoredAny>();
    values.next()?.ok()?;
    Some(values.byte_offset())
}
