//! What has changed from one text to the next.

/// How many bytes are the same at the beginning of both, and, of the rest, at the end; whole letters alone.
pub fn same(before: &str, after: &str) -> (usize, usize) {
    let (a, b) = (before.as_bytes(), after.as_bytes());
    let equal = |(a, b): &(&u8, &u8)| a == b;
    // Eight at a time, as long as all are.
    let eights = |(a, b): &(&[u8], &[u8])| a == b;
    let mut prefix = 8 * a.chunks_exact(8).zip(b.chunks_exact(8)).take_while(eights).count();
    prefix += a.iter().zip(b).skip(prefix).take_while(equal).count();
    while !before.is_char_boundary(prefix) {
        prefix -= 1;
    }
    let most = a.len().min(b.len()) - prefix;
    let (a, b) = (a.get(a.len() - most..).unwrap_or(a), b.get(b.len() - most..).unwrap_or(b));
    let mut suffix = 8 * a.rchunks_exact(8).zip(b.rchunks_exact(8)).take_while(eights).count();
    suffix += a.iter().rev().zip(b.iter().rev()).skip(suffix).take_while(equal).count();
    while !before.is_char_boundary(before.len() - suffix) {
        suffix -= 1;
    }
    (prefix, suffix)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn letters_are_not_cut() {
        for (before, after, expected) in [
            ("", "", (0, 0)),
            ("mưa", "mưa", (4, 0)),
            ("mưa lũ", "mưa to lũ", (5, 3)),
            ("ấ", "ầ", (0, 0)),
            ("aấb", "aầb", (1, 1)),
            ("aa", "aaa", (2, 0)),
            ("0123456789", "01234567x9", (8, 1)),
            ("x12345678901234567", "y12345678901234567", (0, 17)),
        ] {
            assert_eq!(same(before, after), expected, "{before} {after}");
        }
    }

    proptest! {
        #[test]
        fn what_is_the_same_is(before in "[aấầ]{0,40}", after in "[aấầ]{0,40}") {
            let (prefix, suffix) = same(&before, &after);
            prop_assert_eq!(&before[..prefix], &after[..prefix]);
            prop_assert_eq!(&before[before.len() - suffix..], &after[after.len() - suffix..]);
            prop_assert!(prefix + suffix <= before.len().min(after.len()));
            let next = (before[prefix..before.len() - suffix].chars().next(), after[prefix..after.len() - suffix].chars().next());
            prop_assert!(next.0.is_none() || next.0 != next.1);
        }
    }
}
