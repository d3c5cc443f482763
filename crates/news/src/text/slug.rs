//! Names in addresses: `Tập huấn` is `tap-huan`.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::route::is_address;

/// The longest slug, in bytes.
pub const LONGEST: usize = 100;

/// Makes a slug of `[a-z0-9-]`, without a hyphen at either end or two in a row.
///
/// Latin letters lose their marks; everything else separates. Longer than [`LONGEST`], it is cut after a
/// word. Empty if the text has no Latin letter or digit: the caller decides what then.
pub fn slugify(text: &str) -> String {
    let mut slug = String::with_capacity(text.len().min(2 * LONGEST));
    for letter in text.nfd().filter(|c| !is_combining_mark(*c)) {
        match letter {
            'a'..='z' | '0'..='9' => slug.push(letter),
            'A'..='Z' => slug.push(letter.to_ascii_lowercase()),
            'đ' | 'Đ' | 'ð' | 'Ð' => slug.push('d'),
            'ß' | 'ẞ' => slug.push_str("ss"),
            'æ' | 'Æ' => slug.push_str("ae"),
            'œ' | 'Œ' => slug.push_str("oe"),
            'ø' | 'Ø' => slug.push('o'),
            'ł' | 'Ł' => slug.push('l'),
            'ı' => slug.push('i'),
            'ħ' | 'Ħ' => slug.push('h'),
            'ŧ' | 'Ŧ' => slug.push('t'),
            'þ' | 'Þ' => slug.push_str("th"),
            // Apostrophes stand inside a word, and a soft hyphen is no letter at all.
            '\'' | '’' | '\u{ad}' | '\u{200b}'..='\u{200d}' => {}
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
        if slug.len() > 2 * LONGEST {
            break;
        }
    }
    if slug.len() > LONGEST {
        let end = slug[..=LONGEST].rfind('-').unwrap_or(LONGEST);
        slug.truncate(end);
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// The longest slug that is kept as another system made it, in bytes: WordPress makes no longer ones.
const LONGEST_KEPT: usize = 200;

/// A slug as its author, or another system, wrote it, if it can stand in an address; else what [`slugify`] makes of it.
pub fn address(text: &str) -> String {
    match is_address(text) && text.len() <= LONGEST_KEPT {
        true => text.to_owned(),
        false => slugify(text),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn slugs() {
        for (text, slug) in [
            ("Tập huấn", "tap-huan"),
            ("Tập huấn công tác bình đẳng giới năm 2023", "tap-huan-cong-tac-binh-dang-gioi-nam-2023"),
            ("  -- Bão số 3 (Yagi): 12/9 --", "bao-so-3-yagi-12-9"),
            ("Straße, cœur, Ærø, Łódź", "strasse-coeur-aero-lodz"),
            ("Don’t stop", "dont-stop"),
            ("../../etc/passwd", "etc-passwd"),
            ("台风", ""),
            ("", ""),
        ] {
            assert_eq!(slugify(text), slug);
        }
    }

    #[test]
    fn what_can_stand_in_an_address_is_kept() {
        let long = format!("tit-{}", "dai-".repeat(48)).trim_end_matches('-').to_owned();
        for kept in ["mua-lon", "hello_world", "2023", &long] {
            assert_eq!(address(kept), kept);
        }
        for (text, slug) in [("_nhap", "nhap"), ("Mưa_lớn", "mua-lon"), ("", ""), ("a.html", "a-html")] {
            assert_eq!(address(text), slug);
        }
        assert_eq!(address(&"a".repeat(201)).len(), LONGEST);
    }

    #[test]
    fn a_long_slug_is_cut_after_a_word() {
        let slug = slugify(&"nghiêng ".repeat(40));
        assert_eq!(slug.len(), 95);
        assert!(slug.ends_with("-nghieng"));
        assert_eq!(slugify(&"a".repeat(300)).len(), LONGEST);
        assert_eq!(slugify(&format!("{} b", "a".repeat(100))).len(), LONGEST);
    }

    proptest! {
        #[test]
        fn a_slug_is_plain_and_its_own_slug(text in "\\PC{0,150}|[a-zà-ỹ -]{0,150}") {
            let slug = slugify(&text);
            prop_assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
            prop_assert!(slug.len() <= LONGEST && !slug.contains("--"));
            prop_assert!(!slug.starts_with('-') && !slug.ends_with('-'));
            prop_assert_eq!(slugify(&slug), slug.clone());
            prop_assert_eq!(slugify(&text.nfd().collect::<String>()), slugify(&text.nfc().collect::<String>()));
        }
    }
}
