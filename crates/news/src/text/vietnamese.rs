//! When two spellings are the same word: Unicode form, letter case and where the tone mark stands.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Gives `text` in Unicode's form NFC, the one that keyboards and search engines expect.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_composed) {
        return Cow::Borrowed(text);
    }
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        _ => Cow::Owned(text.nfc().collect()),
    }
}

/// Whether it is of the blocks that composed Vietnamese is written with, where NFC changes no letter and joins none
/// with the one before: without a look into Unicode's tables for each letter of an archive.
fn is_composed(letter: char) -> bool {
    matches!(letter, '\0'..='\u{2ff}' | '\u{1e00}'..='\u{1eff}' | '\u{2010}'..='\u{2027}')
}

/// The key that is equal for two spellings of one section, tag or title.
///
/// NFC, lower case, white space collapsed and trimmed, the tone mark of a Vietnamese syllable where the
/// older school writes it: `khoẻ` is `khỏe`, `thuỷ` is `thủy`, a mistyped `hòan` is `hoàn`. The choice
/// between i and y is spelling, not placement, and stays (`lí` is not `lý`).
pub fn same_key(text: &str) -> String {
    let lower = text.to_lowercase();
    let lower = nfc(&lower);
    let mut key = String::with_capacity(lower.len());
    for part in lower.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        for piece in part.split_inclusive(|c: char| !in_word(c)) {
            let last = piece.char_indices().last();
            let end = last.filter(|(_, c)| !in_word(*c)).map_or(piece.len(), |(at, _)| at);
            push_syllable(&mut key, &piece[..end]);
            key.push_str(&piece[end..]);
        }
    }
    key
}

/// Whether a letter, or a mark that belongs to the letter before: a tone that moved away from it would meet that mark.
fn in_word(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}')
}

/// The vowels, each with its six tones: level, grave, hook, tilde, acute, dot below.
const VOWELS: [&str; 12] = [
    "aàảãáạ",
    "ăằẳẵắặ",
    "âầẩẫấậ",
    "eèẻẽéẹ",
    "êềểễếệ",
    "iìỉĩíị",
    "oòỏõóọ",
    "ôồổỗốộ",
    "ơờởỡớợ",
    "uùủũúụ",
    "ưừửữứự",
    "yỳỷỹýỵ",
];

/// A vowel as its row in [`VOWELS`] and its tone.
fn vowel(letter: char) -> Option<(usize, usize)> {
    // Most letters; for them the rows need not be searched.
    if letter.is_ascii() && !matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y') {
        return None;
    }
    VOWELS.iter().enumerate().find_map(|(row, tones)| Some((row, tones.chars().position(|c| c == letter)?)))
}

/// Writes one run of lower-case letters, with its tone where it belongs if it is a Vietnamese syllable.
fn push_syllable(key: &mut String, letters: &str) {
    match placed(letters) {
        Some(syllable) => key.extend(syllable),
        None => key.push_str(letters),
    }
}

fn placed(letters: &str) -> Option<Vec<char>> {
    if letters.len() > 16 {
        return None;
    }
    let mut bare: Vec<char> = letters.chars().collect();
    let mut tone = None;
    for letter in &mut bare {
        if let Some((row, mark @ 1..)) = vowel(*letter) {
            if tone.replace(mark).is_some() {
                return None;
            }
            *letter = VOWELS[row].chars().next()?;
        }
    }
    let tone = tone?;
    let at = seat(&bare)?;
    let (row, _) = vowel(bare[at])?;
    bare[at] = VOWELS[row].chars().nth(tone)?;
    Some(bare)
}

/// Where the tone of this syllable (written without it) is put; none if Vietnamese has no such syllable.
fn seat(letters: &[char]) -> Option<usize> {
    const ONSETS: &str = " b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x  ";
    const CODAS: &str = " c ch m n ng nh p t  ";
    let known = |list: &str, part: &[char]| list.contains(&format!(" {} ", part.iter().collect::<String>()));
    let is_vowel = |c: &char| vowel(*c).is_some();

    let mut start = letters.iter().position(is_vowel)?;
    // The u of `qu` and the i of `gi` belong to the onset where another vowel follows.
    let glides = matches!((&letters[..start], letters[start]), (['q'], 'u') | (['g'], 'i'));
    if glides && letters.get(start + 1).is_some_and(is_vowel) {
        start += 1;
    }
    let end = letters[start..].iter().position(|c| !is_vowel(c)).map_or(letters.len(), |at| start + at);
    let (onset, nucleus, coda) = (&letters[..start], &letters[start..end], &letters[end..]);
    if !known(ONSETS, onset) || !known(CODAS, coda) || nucleus.len() > 3 {
        return None;
    }
    let marked = nucleus.iter().rposition(|c| "ăâêôơư".contains(*c));
    let seat = match (marked, nucleus.len(), coda.is_empty()) {
        (Some(at), _, _) => at,
        (None, 2, true) | (None, 1, _) => 0,
        (None, _, _) => 1,
    };
    Some(start + seat)
}

/// Strips tone and vowel marks and the bar of đ, and lowers the case: `Tập huấn` is `tap huan`.
///
/// The same for NFC and NFD. Other Latin letters lose their marks too; what is not Latin is kept, in lower
/// case where Greek and Cyrillic need no table for it. Meant for search in the reader's app: no Unicode
/// tables, one pass.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    folded.extend(text.chars().filter_map(fold_letter));
    folded
}

/// One letter of [`fold`]; none for a combining mark.
fn fold_letter(letter: char) -> Option<char> {
    Some(match letter {
        '\0'..='\x7f' => letter.to_ascii_lowercase(),
        '\u{300}'..='\u{36f}' => return None,
        'à'..='å' | 'À'..='Å' | 'Ā'..='ą' | 'ạ'..='ặ' | 'Ạ'..='Ặ' => 'a',
        'è'..='ë' | 'È'..='Ë' | 'Ē'..='ě' | 'Ẹ'..='ệ' => 'e',
        'ì'..='ï' | 'Ì'..='Ï' | 'Ĩ'..='ı' | 'Ỉ'..='ị' => 'i',
        'ò'..='ö' | 'ø' | 'Ò'..='Ö' | 'Ø' | 'Ō'..='ő' | 'Ơ' | 'ơ' | 'Ọ'..='ợ' => 'o',
        'ù'..='ü' | 'Ù'..='Ü' | 'Ũ'..='ų' | 'Ư' | 'ư' | 'Ụ'..='ự' => 'u',
        'ý' | 'ÿ' | 'Ý' | 'Ÿ' | 'Ŷ' | 'ŷ' | 'Ỳ'..='ỹ' => 'y',
        'đ' | 'Đ' | 'ð' | 'Ð' | 'Ď' | 'ď' => 'd',
        'ç' | 'Ç' | 'Ć'..='č' => 'c',
        'ñ' | 'Ñ' | 'Ń'..='ň' => 'n',
        'Ĝ'..='ģ' => 'g',
        'Ĥ'..='ħ' => 'h',
        'Ĵ' | 'ĵ' => 'j',
        'Ķ' | 'ķ' => 'k',
        'Ĺ'..='ł' => 'l',
        'Ŕ'..='ř' => 'r',
        'Ś'..='š' => 's',
        'Ţ'..='ŧ' => 't',
        'Ŵ' | 'ŵ' => 'w',
        'Ź'..='ž' => 'z',
        'Æ' => 'æ',
        'Þ' => 'þ',
        'Œ' => 'œ',
        'Ĳ' => 'ĳ',
        'Ŋ' => 'ŋ',
        'Й' | 'й' => 'и',
        'Ё' | 'ё' => 'е',
        'Α'..='Ω' | 'А'..='Я' => char::from_u32(u32::from(letter) + 0x20).unwrap_or(letter),
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LETTERS: &str = "[aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ\
        AĂÂĐÊÔƠƯÀẢÃÁẠẰẲẴẮẶẦẨẪẤẬÈẺẼÉẸỀỂỄẾỆÌỈĨÍỊÒỎÕÓỌỒỔỖỐỘỜỞỠỚỢÙỦŨÚỤỪỬỮỨỰỲỶỸÝỴ ,-]{0,24}";

    #[test]
    fn one_word_has_one_key() {
        for (a, b) in [
            ("khoẻ", "khỏe"),
            ("thuỷ", "thủy"),
            ("hoà", "hòa"),
            ("uý", "úy"),
            ("Uỷ ban", "ủy  ban "),
            ("qúy", "quý"),
            ("qủa", "quả"),
            ("hòan", "hoàn"),
            ("toán", "tóan"),
            ("gìa", "già"),
            ("gíêng", "giếng"),
            ("cuả", "của"),
            ("ngươì", "người"),
            ("khúyu", "khuýu"),
            ("SỨC KHOẺ", "sức khỏe"),
            ("hoà-bình", "hòa-bình"),
        ] {
            assert_eq!(same_key(a), same_key(b), "{a} = {b}");
        }
        assert_eq!(same_key("  Sức\u{a0}\n khoẻ "), "sức khỏe");
        assert_eq!(same_key("gì"), "gì");
        assert_eq!(same_key("giặt quần áo, loài"), "giặt quần áo, loài");
    }

    #[test]
    fn what_counts_as_composed_is_never_changed() {
        let composed: Vec<char> = ('\0'..='\u{ffff}').filter(|letter| is_composed(*letter)).collect();
        assert!("Ớặỹ “đ” – ş".chars().all(is_composed) && !is_composed('\u{301}'));
        for letter in composed {
            assert_eq!(is_nfc_quick(['o', letter].into_iter()), IsNormalized::Yes, "{letter:?}");
        }
    }

    #[test]
    fn other_words_stay_apart() {
        for (a, b) in [
            ("lí", "lý"),
            ("café", "cáfe"),
            ("hoa", "hoà"),
            ("mưa", "mứa"),
            ("résumé", "resumé"),
            ("mi", "my"),
        ] {
            assert_ne!(same_key(a), same_key(b), "{a} ≠ {b}");
        }
        assert_eq!(same_key("Résumé café"), "résumé café");
    }

    #[test]
    fn folded() {
        for (text, expected) in [
            ("Tập huấn", "tap huan"),
            ("ĐƯỜNG Đời", "duong doi"),
            ("Ngân hàng Đầu tư & Phát triển", "ngan hang dau tu & phat trien"),
            ("São Łódź Ærø ПРИВЕТ 1.203", "sao lodz æro привет 1.203"),
        ] {
            assert_eq!(fold(text), expected);
            assert_eq!(fold(&text.nfd().collect::<String>()), expected);
        }
    }

    #[test]
    fn every_latin_letter_folds_as_its_decomposition_does() {
        for letter in ('\u{c0}'..='\u{17e}').chain('\u{1ea0}'..='\u{1ef9}').chain(['Ơ', 'ơ', 'Ư', 'ư']) {
            let (nfc, nfd) = (letter.to_string(), letter.nfd().collect::<String>());
            assert_eq!(fold(&nfc), fold(&nfd), "{letter}");
            assert_eq!(fold(&letter.to_lowercase().collect::<String>()), fold(&nfc), "{letter}");
        }
    }

    #[test]
    fn a_tone_does_not_go_where_another_mark_is() {
        let odd = "eè\u{300}";
        assert_eq!(same_key(odd), odd);
    }

    proptest! {
        #[test]
        fn keys_and_folds_know_no_unicode_form(text in LETTERS) {
            let nfd: String = text.nfd().collect();
            prop_assert_eq!(nfc(&nfd), nfc(&text));
            prop_assert_eq!(same_key(&nfd), same_key(&text));
            prop_assert_eq!(fold(&nfd), fold(&text));
        }

        #[test]
        fn a_key_is_its_own_key(text in "\\PC{0,40}|[a-zà-ỹ ]{0,12}") {
            let key = same_key(&text);
            prop_assert_eq!(same_key(&key), key);
        }

        #[test]
        fn a_folded_vietnamese_text_is_ascii(text in LETTERS) {
            prop_assert!(fold(&text).is_ascii());
            prop_assert_eq!(fold(&same_key(&text)), fold(text.trim()).split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
}
