//! The reader beside serde_json's.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::*;
use crate::article::Figure;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
enum Kind {
    Here,
    There,
}

/// One of each kind that a bundle has.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct All {
    text: String,
    #[serde(default)]
    maybe: Option<i64>,
    small: u8,
    yes: bool,
    kind: Kind,
    pairs: Vec<(Kind, String)>,
    days: BTreeMap<u8, BTreeMap<u8, u32>>,
}

fn all() -> impl Strategy<Value = All> {
    let kind = || any::<bool>().prop_map(|here| if here { Kind::Here } else { Kind::There });
    let days = prop::collection::btree_map(any::<u8>(), any::<u32>(), 0..3);
    let days = prop::collection::btree_map(any::<u8>(), days, 0..3);
    let pairs = prop::collection::vec((kind(), any::<String>()), 0..3);
    let fields = (any::<String>(), any::<Option<i64>>(), any::<u8>(), any::<bool>(), kind(), pairs, days);
    // The smallest has no positive counterpart, by which numbers are read.
    let fields = fields.prop_filter("too small", |fields| fields.1 != Some(i64::MIN));
    fields.prop_map(|(text, maybe, small, yes, kind, pairs, days)| All {
        text,
        maybe,
        small,
        yes,
        kind,
        pairs,
        days,
    })
}

proptest! {
    #[test]
    fn what_serde_json_writes_is_read(all in all()) {
        let read_back = read::<All>(&serde_json::to_string(&all).unwrap());
        prop_assert_eq!(read_back.as_ref(), Ok(&all));
        prop_assert_eq!(read::<All>(&serde_json::to_string_pretty(&all).unwrap()), Ok(all));
    }

    #[test]
    fn what_is_torn_is_malformed(all in all(), share in 0.0..1.0) {
        let text = serde_json::to_string(&all).unwrap();
        let mut end = (text.len() as f64 * share) as usize;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        prop_assert_eq!(read::<All>(&text[..end]), Err(Malformed));
    }

    /// But for fractions and the zero with a sign, which serde_json takes for no whole numbers.
    #[test]
    fn texts_and_numbers_are_read_as_serde_json_reads_them(text in r#"["0-9a-fnu\\{}:,\[\] -]{0,9}"#) {
        prop_assume!(!text.contains("-0"));
        let quoted = format!("\"{text}\"");
        prop_assert_eq!(read::<String>(&quoted).ok(), serde_json::from_str(&quoted).ok());
        prop_assert_eq!(read::<i32>(&text).ok(), serde_json::from_str(&text).ok());
        prop_assert_eq!(read::<Vec<u8>>(&text).ok(), serde_json::from_str(&text).ok());
    }

    #[test]
    fn of_a_fraction_the_whole_part_is_read(whole in any::<i32>(), fraction in "[0-9]{1,20}") {
        prop_assert_eq!(read::<i32>(&format!("{whole}.{fraction}")), Ok(whole));
    }
}

#[test]
fn what_nobody_asked_for_is_passed_over() {
    let more = r#"{"a":[1.5,-2e9,{"b":null}],"src":"x","c":"\"]","d":{},"e":[],"f":true}"#;
    assert_eq!(read::<Figure>(more).map(|figure| figure.src), Ok("x".to_owned()));
    assert!(serde_json::from_str::<Value>(more).is_ok());
}

#[test]
fn escapes_are_undone() {
    let text = r#""\"\\\/\b\f\n\r\t\u1ED9\ud83d\udcf0""#;
    assert_eq!(read::<String>(text), Ok("\"\\/\u{8}\u{c}\n\r\tộ📰".to_owned()));
    for bad in [r#""\ud83d""#, r#""\udcf0""#, r#""\ud83d\u0041""#, r#""\x""#, "\"\n\"", r#""\"#, "\""] {
        assert_eq!(read::<String>(bad), Err(Malformed), "{bad}");
    }
}

#[test]
fn what_is_not_of_the_kind_is_malformed() {
    for bad in [
        "[1,2]",
        "[1]",
        r#"["a",1,2]"#,
        r#"["a",1] 2"#,
        r#"["a",256]"#,
        r#"["a",1.]"#,
        r#"["a",.5]"#,
        r#"["a",1e0]"#,
        r#"["a",1.5e0]"#,
        "null",
        r#"["a" 1]"#,
    ] {
        assert_eq!(read::<(String, u8)>(bad), Err(Malformed), "{bad}");
    }
    assert_eq!(read::<(String, u8)>(r#" [ "a" , 1 ] "#), Ok(("a".to_owned(), 1)));
    assert_eq!(read::<(String, u8)>(r#"["a",1.75]"#), Ok(("a".to_owned(), 1)), "the fraction is cut off");
    for zero in ["0", "-0", "0.9", "-0.9"] {
        assert_eq!(read::<i32>(zero), Ok(0), "{zero}");
    }
    let deep = "[".repeat(100_000);
    assert_eq!(read::<Figure>(&format!("{{\"a\":{deep}")).map(drop), Err(Malformed));
}
