//! HTML by how far it can be trusted.
//!
//! What arrives from outside is [`Html`] that nobody checked; a page may show [`SafeHtml`] only.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// HTML that has passed the sanitising door.
///
/// Only [`sanitise`](super::sanitise::sanitise) makes one. It does not derive `Deserialize`: what comes out
/// of a file or a network has to pass the door again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SafeHtml(String);

impl SafeHtml {
    /// For the door itself.
    pub(super) fn passed(mut html: String) -> Self {
        // It is kept, with those of a whole archive.
        html.shrink_to_fit();
        Self(html)
    }

    /// The HTML, fit to stand in a page.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// HTML as an article carries it: checked where it was written, unchecked wherever it was read.
#[derive(Clone, Debug)]
pub struct Html(State);

#[derive(Clone, Debug)]
enum State {
    Checked(SafeHtml),
    Unchecked(String),
}

impl Html {
    /// HTML from elsewhere.
    pub fn unchecked(html: impl Into<String>) -> Self {
        Self(State::Unchecked(html.into()))
    }

    /// The text, to be given to a sanitising door and to nothing else.
    pub fn as_unchecked_str(&self) -> &str {
        match &self.0 {
            State::Checked(html) => html.as_str(),
            State::Unchecked(html) => html,
        }
    }

    /// The HTML if it has passed the door in this program.
    pub fn checked(&self) -> Option<&SafeHtml> {
        match &self.0 {
            State::Checked(html) => Some(html),
            State::Unchecked(_) => None,
        }
    }
}

impl Default for Html {
    fn default() -> Self {
        Self(State::Checked(SafeHtml::default()))
    }
}

impl From<SafeHtml> for Html {
    fn from(html: SafeHtml) -> Self {
        Self(State::Checked(html))
    }
}

/// By text: an article equals its copy that went through JSON.
impl PartialEq for Html {
    fn eq(&self, other: &Self) -> bool {
        self.as_unchecked_str() == other.as_unchecked_str()
    }
}

impl Eq for Html {}

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_unchecked_str())
    }
}

impl<'de> Deserialize<'de> for Html {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::unchecked)
    }
}

impl JsonSchema for Html {
    fn schema_name() -> Cow<'static, str> {
        "Html".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "contentMediaType": "text/html",
            "description": "HTML. It passes the reader's sanitising door before it is shown.",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_is_unchecked() {
        let safe: Html = SafeHtml::passed("<p>Mưa</p>".into()).into();
        assert!(safe.checked().is_some());
        let json = serde_json::to_string(&safe).unwrap();
        assert_eq!(json, r#""<p>Mưa</p>""#);
        let read: Html = serde_json::from_str(&json).unwrap();
        assert!(read.checked().is_none());
        assert_eq!(read, safe);
    }
}
