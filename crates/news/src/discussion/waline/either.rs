//! What Waline gives as one of two kinds of JSON.

use std::fmt;

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{MapAccess, Visitor, value::MapAccessDeserializer},
};

/// A number where comments are kept by SQL, a text elsewhere.
#[derive(PartialEq, Serialize)]
#[serde(untagged)]
pub enum Id {
    /// As `17`.
    Number(i64),
    /// As `"65a1c0ffee"`.
    Text(String),
}

/// A sentence, or those of each field, a line each.
#[derive(Default)]
pub struct Sentences(pub String);

/// An object, or `""` where there is none.
pub struct Found<T>(pub Option<T>);

impl fmt::Display for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(formatter, "{number}"),
            Self::Text(text) => formatter.write_str(text),
        }
    }
}

impl From<&str> for Id {
    fn from(text: &str) -> Self {
        text.parse().map_or_else(|_| Self::Text(text.to_owned()), Self::Number)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl Visitor<'_> for Either {
            type Value = Id;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a number or a text")
            }

            fn visit_i64<E>(self, number: i64) -> Result<Id, E> {
                Ok(Id::Number(number))
            }

            fn visit_str<E>(self, text: &str) -> Result<Id, E> {
                Ok(Id::Text(text.to_owned()))
            }
        }

        deserializer.deserialize_any(Either)
    }
}

impl<'de> Deserialize<'de> for Sentences {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = Sentences;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a text or an object of texts")
            }

            fn visit_str<E>(self, text: &str) -> Result<Sentences, E> {
                Ok(Sentences(text.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Sentences, A::Error> {
                let mut lines = String::new();
                while let Some((_, sentence)) = map.next_entry::<String, String>()? {
                    lines.extend([sentence.as_str(), "\n"]);
                }
                Ok(Sentences(lines))
            }
        }

        deserializer.deserialize_any(Either)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Found<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either<T>(Found<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Either<T> {
            type Value = Found<T>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object or an empty text")
            }

            fn visit_str<E>(self, _: &str) -> Result<Found<T>, E> {
                Ok(self.0)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Found<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(|value| Found(Some(value)))
            }
        }

        deserializer.deserialize_any(Either(Found(None)))
    }
}
