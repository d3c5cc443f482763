//! Splits a file into its fields and its body: YAML, TOML, JSON, or no fields at all.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::{Fault, LARGEST, Wrong};
use crate::text::vietnamese::nfc;

/// A file in its two parts.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) fields: Map<String, Value>,
    pub(super) body: String,
    /// The line of the file, from 1, that the body starts in.
    pub(super) body_line: usize,
    /// The fields as they stand in the file, for finding lines.
    head: String,
}

impl Parts {
    /// The line of the file, from 1, that the field starts in.
    pub(super) fn line_of(&self, field: &str) -> Option<usize> {
        let stands_in = |line: &str| {
            let line = line.trim_start_matches(|c: char| c.is_whitespace() || "{[\"'".contains(c));
            line.strip_prefix(field).is_some_and(|after| {
                after.trim_start_matches(['"', '\'']).trim_start().starts_with([':', '=', ']'])
            })
        };
        // A field of the same name inside of another one is indented.
        let outer = |line: &str| !line.starts_with([' ', '\t']) && stands_in(line);
        let found = self.head.lines().position(outer).or_else(|| self.head.lines().position(stands_in));
        found.map(|line| line + 1)
    }
}

/// Splits the file at `path`.
///
/// A byte order mark and Windows line ends are taken off, and the text is brought to NFC.
pub(super) fn split(path: &str, bytes: &[u8]) -> Result<Parts, Fault> {
    if bytes.len() > LARGEST {
        return Err(Fault::new(Wrong::TooLarge(bytes.len()), None));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count() + 1;
        Fault::new(Wrong::NotUtf8, line)
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = match text.contains('\r') {
        true => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")),
        false => Cow::Borrowed(text),
    };
    let text = nfc(&text);
    if path.to_ascii_lowercase().ends_with(".json") {
        return json(&text, true);
    }
    match text.lines().next().map(str::trim_end) {
        Some("---") => fenced(&text, &["---", "..."], yaml),
        Some("+++") => fenced(&text, &["+++"], toml),
        Some(line)
            if line.starts_with('{') && matches!(text[1..].trim_start().chars().next(), Some('"' | '}')) =>
        {
            json(&text, false)
        }
        _ => Ok(Parts { body: text.into_owned(), body_line: 1, ..Parts::default() }),
    }
}

/// What a format's parser gives: the fields, or what is wrong and the line of the fields where it is.
type Parsed = Result<Map<String, Value>, (Wrong, Option<usize>)>;

fn fenced(text: &str, ends: &[&'static str], parse: fn(&str) -> Parsed) -> Result<Parts, Fault> {
    let mut start = None;
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let Some(start) = start else {
            at += line.len();
            start = Some(at);
            continue;
        };
        if ends.contains(&line.trim_end()) {
            let fields = parse(&text[start..at])
                .map_err(|(wrong, line)| Fault::new(wrong, line.map(|line| line + 1)))?;
            let (head, body) = (text[..at].to_owned(), text[at + line.len()..].to_owned());
            return Ok(Parts { fields, body, body_line: number + 2, head });
        }
        at += line.len();
    }
    Err(Fault::new(Wrong::NoEnd(ends.first().copied().unwrap_or_default()), 1))
}

fn yaml(text: &str) -> Parsed {
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_depth: 32,
            max_events: 50_000,
            max_nodes: 50_000,
            max_aliases: 200,
            max_anchors: 200,
        },
        with_snippet: false,
    };
    match serde_saphyr::from_str_with_options::<Value>(text, options) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(Value::Null) => Ok(Map::new()),
        Ok(_) => Err((Wrong::NoFields, Some(1))),
        Err(error) => {
            let line = error.location().map(|place| usize::try_from(place.line()).unwrap_or(usize::MAX));
            Err((Wrong::Yaml(error.to_string()), line))
        }
    }
}

fn toml(text: &str) -> Parsed {
    // The parser of `toml` refuses deep nesting by itself.
    match text.parse::<toml::Table>() {
        Ok(table) => Ok(table.into_iter().map(|(key, value)| (key, from_toml(value))).collect()),
        Err(error) => {
            let line = error
                .span()
                .and_then(|span| text.get(..span.start))
                .map(|before| before.matches('\n').count() + 1);
            Err((Wrong::Toml(error.message().to_owned()), line))
        }
    }
}

fn from_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(yes) => yes.into(),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(values) => values.into_iter().map(from_toml).collect(),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(key, value)| (key, from_toml(value))).collect())
        }
    }
}

/// A file that is one JSON object with `body`, or Hugo's: an object and the Markdown after it.
fn json(text: &str, whole: bool) -> Result<Parts, Fault> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let mut fields = match values.next() {
        Some(Ok(Value::Object(fields))) => fields,
        Some(Err(error)) => return Err(Fault::new(Wrong::Json(error.to_string()), error.line())),
        _ => return Err(Fault::new(Wrong::NoObject, 1)),
    };
    let (head, body) = text.split_at(values.byte_offset());
    let head_lines = head.matches('\n').count();
    if !whole {
        let body = body.strip_prefix('\n').map_or((body, 1), |body| (body, 2));
        return Ok(Parts {
            fields,
            body: body.0.to_owned(),
            body_line: head_lines + body.1,
            head: head.to_owned(),
        });
    }
    if !body.trim().is_empty() {
        return Err(Fault::new(Wrong::AfterObject, head_lines + 1));
    }
    let mut parts = Parts { head: head.to_owned(), ..Parts::default() };
    for name in ["body", "content"] {
        let Some(value) = fields.get(name) else { continue };
        let line = parts.line_of(name).unwrap_or(1);
        match value {
            Value::String(text) => {
                parts.body.clone_from(text);
                parts.body_line = line;
                fields.remove(name);
                break;
            }
            _ => return Err(Fault::new(Wrong::Body(name), line)),
        }
    }
    parts.fields = fields;
    parts.body_line = parts.body_line.max(1);
    Ok(parts)
}
