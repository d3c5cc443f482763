//! Several in one field of the form, with commas between. One that has a comma itself stands between quotation marks, as in
//! a table of commas (RFC 4180, section 2).

/// The pieces of a field.
pub fn pieces(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, after) = quoted(rest.trim_start()).unwrap_or_else(|| {
            let (piece, after) = rest.split_once(',').unwrap_or((rest, ""));
            (piece.to_owned(), after)
        });
        all.push(piece.trim().to_owned());
        rest = after;
    }
    all.retain(|piece| !piece.is_empty());
    all
}

/// The field of these pieces.
pub fn joined(all: &[String]) -> String {
    let written = |piece: &String| match piece.contains(',') || piece.starts_with('"') {
        false => piece.clone(),
        true => format!("\"{}\"", piece.replace('"', "\"\"")),
    };
    all.iter().map(written).collect::<Vec<_>>().join(", ")
}

/// What stands between quotation marks up to the next comma, and what follows that.
fn quoted(text: &str) -> Option<(String, &str)> {
    let inside = text.strip_prefix('"')?;
    let mut marks = inside.match_indices('"').map(|(at, _)| at).peekable();
    let end = loop {
        let at = marks.next()?;
        // Twice stands for one.
        if marks.next_if_eq(&(at + 1)).is_none() {
            break at;
        }
    };
    let (piece, after) = inside.split_at(end);
    let after = after.strip_prefix('"')?.trim_start();
    let after = if after.is_empty() { after } else { after.strip_prefix(',')? };
    Some((piece.replace("\"\"", "\""), after))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn pieces_stand_between_commas_or_quotation_marks() {
        for (text, expected) in [
            ("mưa lớn, lũ,, ", vec!["mưa lớn", "lũ"]),
            ("\"Hà Nội, Việt Nam\" , lũ", vec!["Hà Nội, Việt Nam", "lũ"]),
            ("lũ,\"a \"\"b\"\", c\"", vec!["lũ", "a \"b\", c"]),
            ("\"Bão\" số 3, lũ", vec!["\"Bão\" số 3", "lũ"]),
            ("\"Hà Nội, Vi", vec!["\"Hà Nội", "Vi"]),
            ("\"\", lũ", vec!["lũ"]),
        ] {
            assert_eq!(pieces(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_joined_comes_apart_again(all in prop::collection::vec("[a, \"]{0,6}", 0..4)) {
            let all: Vec<String> = all.iter().map(|piece| piece.trim().to_owned()).filter(|piece| !piece.is_empty()).collect();
            prop_assert_eq!(pieces(&joined(&all)), all);
        }
    }
}
