//! The archive of a year: how many articles each day has.

use std::{borrow::Cow, collections::BTreeMap, fmt, marker::PhantomData};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{MapAccess, Visitor},
};

use crate::{date::Day, route::Span};

/// How many articles each day of a year has, of the first so many of the list of all: its head has the rest. There may be
/// none of a year that the head has all of.
// See `Head::year` and `Head::goes_back_to`. The line above stands in the schema.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Year {
    /// [`VERSION`](super::VERSION).
    pub version: u32,
    /// Articles of earlier years. The list of all is in order of dates: with this and the counts below, a
    /// day is a slice of its pages.
    pub before: u32,
    /// Month, then day, then number of articles.
    months: Numbers<Numbers<u32>>,
}

impl Year {
    /// A year without articles, and so many before it.
    pub fn after(before: u32) -> Self {
        Self { version: super::VERSION, before, months: Numbers::default() }
    }

    /// Counts articles of a day that no counted day comes after.
    pub fn add(&mut self, day: Day, articles: u32) {
        match self.months.0.last_mut() {
            Some((month, days)) if *month == day.month => match days.0.last_mut() {
                Some((last, count)) if *last == day.day => *count += articles,
                _ => days.0.push((day.day, articles)),
            },
            _ => self.months.0.push((day.month, Numbers(vec![(day.day, articles)]))),
        }
    }

    /// The months that have articles.
    pub fn months(&self) -> impl Iterator<Item = u8> {
        self.months.0.iter().map(|(month, _)| *month)
    }

    /// Month, day and number of articles of the days that have some.
    pub fn days(&self) -> impl Iterator<Item = (u8, u8, u32)> {
        let months = self.months.0.iter();
        months.flat_map(|(month, days)| days.0.iter().map(move |(day, count)| (*month, *day, *count)))
    }

    /// The place after its last article in the list of all.
    pub(super) fn end(&self) -> usize {
        self.slice(Span::All).1
    }

    /// The places of a span of this year in the list of all: from, and one past the last.
    pub fn slice(&self, span: Span) -> (usize, usize) {
        let (mut from, mut to) = (None, self.before as usize);
        let mut place = self.before as usize;
        for (month, day, count) in self.days() {
            let inside = match span {
                Span::All | Span::Year(_) => true,
                Span::Month(_, m) => m == month,
                Span::Day(d) => d.month == month && d.day == day,
            };
            if inside {
                from.get_or_insert(place);
                to = place + count as usize;
            }
            place += count as usize;
        }
        (from.unwrap_or(to), to)
    }
}

/// Numbers in order and what each has, in JSON an object. A `BTreeMap` does the same, with 2.7 kB more for each reader to
/// download (brotli, with the set that the years were).
#[derive(Clone, Debug, PartialEq)]
struct Numbers<T>(Vec<(u8, T)>);

impl<T> Default for Numbers<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Serialize> Serialize for Numbers<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(number, has)| (number, has)))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Numbers<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Reads(PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for Numbers<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        BTreeMap::<u8, T>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        BTreeMap::<u8, T>::json_schema(generator)
    }
}

struct Reads<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Reads<T> {
    type Value = Numbers<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object with numbers for keys")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Numbers<T>, A::Error> {
        let mut numbers = Vec::new();
        while let Some(pair) = map.next_entry()? {
            numbers.push(pair);
        }
        Ok(Numbers(numbers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year() -> Year {
        let mut year = Year::after(10);
        for (month, day, articles) in [(3, 1, 2), (3, 9, 1), (12, 9, 3), (12, 9, 1)] {
            year.add(Day { year: 2023, month, day }, articles);
        }
        year
    }

    #[test]
    fn a_year_knows_the_places_of_its_days() {
        let (year, day) = (year(), |month, day| Span::Day(Day { year: 2023, month, day }));
        let table = [
            (Span::Year(2023), (10, 17)),
            (Span::Month(2023, 3), (10, 13)),
            (Span::Month(2023, 12), (13, 17)),
            (day(3, 9), (12, 13)),
            (day(12, 9), (13, 17)),
        ];
        for (span, places) in table {
            assert_eq!(year.slice(span), places, "{span:?}");
        }
        let (from, to) = year.slice(Span::Month(2023, 5));
        assert_eq!(from, to);
        assert_eq!(year.end(), 17);
        assert_eq!(year.months().collect::<Vec<_>>(), [3, 12]);
        assert_eq!(year.days().collect::<Vec<_>>(), [(3, 1, 2), (3, 9, 1), (12, 9, 4)]);
    }

    #[test]
    fn a_year_is_an_object_of_objects() {
        let text = r#"{"version":1,"before":10,"months":{"3":{"1":2,"9":1},"12":{"9":4}}}"#;
        assert_eq!(serde_json::to_string(&year()).unwrap(), text);
        assert_eq!(crate::source::json::read::<Year>(text).unwrap(), year());
        assert_eq!(serde_json::from_str::<Year>(text).unwrap(), year());
        for wrong in ["[]", r#"{"version":1,"before":1,"months":{"a":{}}}"#, r#"{"version":1,"before":1}"#] {
            assert!(crate::source::json::read::<Year>(wrong).is_err(), "{wrong}");
        }
    }
}
