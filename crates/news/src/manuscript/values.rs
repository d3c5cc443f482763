//! Values of fields, taken by type; what has the wrong one is a fault.

use serde_json::{Map, Value};

use super::{Must, Wrong, dates, dates::Zone};
use crate::{article::Figure, date::Moment};

fn wrong<T>(name: &str, must: Must) -> Result<T, Wrong> {
    Err(Wrong::Kind(name.to_owned(), must))
}

/// Text; numbers are taken as they are written.
pub(super) fn text(name: &str, value: &Value) -> Result<Option<String>, Wrong> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
        Value::Number(number) => Ok(Some(number.to_string())),
        _ => wrong(name, Must::Text),
    }
}

/// A list of words; a single text is a list of what `split` makes of it.
pub(super) fn list(
    name: &str,
    value: &Value,
    split: impl Fn(&str) -> Vec<String>,
) -> Result<Vec<String>, Wrong> {
    let refuse = || wrong(name, Must::List);
    match value {
        Value::Null => Ok(Vec::new()),
        Value::String(text) => Ok(split(text)),
        Value::Array(values) => {
            let words = values.iter().map(|value| match value {
                Value::Object(object) => text(name, object.get("name").unwrap_or(value)),
                _ => text(name, value),
            });
            match words.collect::<Result<Vec<_>, _>>() {
                Ok(words) => Ok(words.into_iter().flatten().collect()),
                Err(_) => refuse(),
            }
        }
        Value::Object(object) => match object.get("name") {
            Some(name_of) => Ok(text(name, name_of)?.into_iter().collect()),
            None => refuse(),
        },
        _ => refuse(),
    }
}

/// True or false.
pub(super) fn yes(name: &str, value: &Value) -> Result<Option<bool>, Wrong> {
    match value {
        Value::Null => Ok(None),
        Value::Bool(yes) => Ok(Some(*yes)),
        Value::String(text) if text == "true" || text == "yes" => Ok(Some(true)),
        Value::String(text) if text == "false" || text == "no" => Ok(Some(false)),
        _ => wrong(name, Must::Yes),
    }
}

/// A number of readers, also written `1.203` in quotes.
pub(super) fn count(name: &str, value: &Value) -> Result<Option<u64>, Wrong> {
    let number = match value {
        Value::Null => return Ok(None),
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.trim().replace(['.', ',', ' '], "").parse().ok(),
        _ => None,
    };
    match number {
        Some(number) => Ok(Some(number)),
        None => wrong(name, Must::Count),
    }
}

/// A date and time.
pub(super) fn moment(name: &str, value: &Value, zone: &Zone) -> Result<Option<Moment>, Wrong> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) if text.trim().is_empty() => Ok(None),
        Value::String(text) => match dates::parse(text, zone) {
            Ok(moment) => Ok(Some(moment)),
            Err(why) => Err(Wrong::NotADate(name.to_owned(), text.clone(), why)),
        },
        _ => wrong(name, Must::Date),
    }
}

/// The names of a picture's parts, Bantin's own first.
pub(super) const SRC: &[&str] = &["src", "image", "url", "path", "file"];
pub(super) const ALT: &[&str] = &["alt", "description"];
pub(super) const CAPTION: &[&str] = &["caption", "title"];
pub(super) const CREDIT: &[&str] = &["credit", "source"];

/// A picture: its address, or an object with it.
pub(super) fn figure(name: &str, value: &Value) -> Result<Option<Figure>, Wrong> {
    match value {
        Value::Array(values) => values.first().map_or(Ok(None), |first| figure(name, first)),
        Value::Null | Value::String(_) => {
            Ok(text(name, value)?.map(|src| Figure { src, ..Figure::default() }))
        }
        Value::Object(object) => {
            let part = |names: &[&'static str]| {
                first(object, names).map_or(Ok(None), |(name, value)| text(name, value))
            };
            let Some(src) = part(SRC)? else {
                return wrong(name, Must::PictureTable);
            };
            let alt = part(ALT)?.unwrap_or_default();
            let (caption, credit) = (part(CAPTION)?, part(CREDIT)?);
            Ok(Some(Figure { src, alt, caption, credit, ..Figure::default() }))
        }
        _ => wrong(name, Must::Picture),
    }
}

/// The first of these fields that there is.
pub(super) fn first<'v>(
    fields: &'v Map<String, Value>,
    names: &[&'static str],
) -> Option<(&'static str, &'v Value)> {
    names
        .iter()
        .find_map(|name| fields.get(*name).filter(|value| !value.is_null()).map(|value| (*name, value)))
}
