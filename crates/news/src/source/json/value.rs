//! JSON of any kind, for answers of servers of which few fields are read: a type each with a reader made by serde
//! would be several times what readers download for this.

use super::{Malformed, reader::Reader};

/// Anything that JSON can say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `null`; a number that is no whole one and has an exponent, too.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, without its fraction.
    Number(i64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// An object, in the order of its fields.
    Object(Vec<(String, Value)>),
}

impl Value {
    /// Reads one value, which is all that the text holds.
    ///
    /// # Errors
    /// [`Malformed`] for anything else than JSON.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let mut reader = Reader::new(text);
        let value = Self::read(&mut reader)?;
        match reader.peek() {
            None => Ok(value),
            Some(_) => Err(Malformed),
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let mut first = true;
        Ok(match reader.peek().ok_or(Malformed)? {
            b'"' => Self::Text(reader.string()?.into_owned()),
            b'[' => {
                reader.open(b'[')?;
                let mut items = Vec::new();
                while reader.more(b']', &mut first)? {
                    items.push(Self::read(reader)?);
                }
                Self::List(items)
            }
            b'{' => {
                reader.open(b'{')?;
                let mut fields = Vec::new();
                while reader.more(b'}', &mut first)? {
                    let name = reader.string()?.into_owned();
                    reader.needs(b':')?;
                    fields.push((name, Self::read(reader)?));
                }
                Self::Object(fields)
            }
            b'-' | b'0'..=b'9' => reader.number_or_skip()?.map_or(Self::Null, Self::Number),
            _ if reader.takes_word("true") => Self::Bool(true),
            _ if reader.takes_word("false") => Self::Bool(false),
            _ if reader.takes_word("null") => Self::Null,
            _ => return Err(Malformed),
        })
    }

    /// The value of a field; `null` where there is none.
    #[inline(never)]
    pub fn get(&self, name: &str) -> &Self {
        let fields = if let Self::Object(fields) = self { fields.as_slice() } else { &[] };
        fields.iter().find(|(field, _)| field == name).map_or(&Self::Null, |(_, value)| value)
    }

    /// As a text, if it is one.
    pub fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// As a number, if it is one.
    pub fn number(&self) -> Option<i64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// As a count: 0 for anything else, and below 0.
    #[inline(never)]
    pub fn count(&self) -> u32 {
        self.number().and_then(|number| u32::try_from(number).ok()).unwrap_or_default()
    }

    /// Its items, if it is a list.
    pub fn list(&self) -> Option<&[Self]> {
        if let Self::List(items) = self { Some(items) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn fields_are_found() {
        let value =
            Value::parse(r#" {"a": [1.9, -2, 1e3], "b": {"c": "ộ"}, "d": null, "e": true} "#).unwrap();
        assert_eq!(value.get("a").list().unwrap()[0].number(), Some(1));
        assert_eq!(value.get("a").list().unwrap()[1].count(), 0);
        assert_eq!(value.get("a").list().unwrap()[2], Value::Null);
        assert_eq!(value.get("b").get("c").text(), Some("ộ"));
        assert_eq!((value.get("d"), value.get("x").get("y")), (&Value::Null, &Value::Null));
        assert_eq!(value.get("e"), &Value::Bool(true));
    }

    #[test]
    fn what_is_no_json_is_malformed() {
        for bad in ["", "{", "[1,]", r#"{"a" 1}"#, "nul", "1 2", r#"{"a":1}x"#, &"[".repeat(100_000)] {
            assert_eq!(Value::parse(bad), Err(Malformed), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn whatever_serde_json_takes_is_taken(text in r#"[\[\]{}:,"\\a-c0-9.eE+\- tn]{0,24}"#) {
            if serde_json::from_str::<serde_json::Value>(&text).is_ok() {
                prop_assert!(Value::parse(&text).is_ok(), "{}", text);
            }
        }
    }
}
