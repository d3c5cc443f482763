//! Vietnamese letters: taken apart (NFD), without their marks, and with the tone mark on the other vowel.

/// The letters of each vowel: level, then with the grave, acute, hook, tilde and dot below.
const VOWELS: [(char, &str, &str); 12] = [
    ('a', "", "aàáảãạ"),
    ('a', "\u{306}", "ăằắẳẵặ"),
    ('a', "\u{302}", "âầấẩẫậ"),
    ('e', "", "eèéẻẽẹ"),
    ('e', "\u{302}", "êềếểễệ"),
    ('i', "", "iìíỉĩị"),
    ('o', "", "oòóỏõọ"),
    ('o', "\u{302}", "ôồốổỗộ"),
    ('o', "\u{31b}", "ơờớởỡợ"),
    ('u', "", "uùúủũụ"),
    ('u', "\u{31b}", "ưừứửữự"),
    ('y', "", "yỳýỷỹỵ"),
];
const TONES: [&str; 6] = ["", "\u{300}", "\u{301}", "\u{309}", "\u{303}", "\u{323}"];

/// The text in Unicode's normal form D, for the letters of Vietnamese; others stay as they are.
pub fn decomposed(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for letter in text.chars() {
        let Some((base, shape, tone)) = parts(letter) else {
            out.push(letter);
            continue;
        };
        out.push(base);
        // In the order of their combining classes: the dot below (220) before circumflex and breve (230),
        // and after the horn (216).
        match tone == TONES[5] && shape != "\u{31b}" {
            true => out.extend([tone, shape]),
            false => out.extend([shape, tone]),
        }
    }
    out
}

/// The text in `a-z`, digits and hyphens, as an address has it.
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars().flat_map(char::to_lowercase) {
        let letter = match letter {
            'đ' => 'd',
            other => parts(other).map_or(other, |(base, ..)| base),
        };
        if letter.is_ascii_alphanumeric() {
            out.push(letter);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

/// The text with tone marks where the other school puts them: `hoà`, `khoẻ`, `thuỷ` for `hòa`, `khỏe`, `thủy`.
pub fn other_placement(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(&first) = letters.get(at) {
        let ends = |at: usize| !letters.get(at).is_some_and(|next| next.is_alphabetic());
        // The `u` of `quý` belongs to the consonant.
        let after_q = at > 0 && matches!(letters[at - 1], 'q' | 'Q');
        let moved = letters.get(at + 1).and_then(|second| moved(first, *second));
        match moved.filter(|_| ends(at + 2) && !after_q) {
            Some(pair) => {
                out.extend(pair);
                at += 2;
            }
            None => {
                out.push(first);
                at += 1;
            }
        }
    }
    out
}

/// Base letter, mark of the vowel and mark of the tone, where there is any mark.
fn parts(letter: char) -> Option<(char, &'static str, &'static str)> {
    // Most letters; and this runs without optimisation.
    if letter.is_ascii() {
        return None;
    }
    let lower = letter.to_lowercase().next()?;
    VOWELS.iter().find_map(|(base, shape, letters)| {
        let tone = letters.chars().position(|one| one == lower)?;
        let base = if lower == letter { *base } else { base.to_ascii_uppercase() };
        (tone > 0 || !shape.is_empty()).then_some((base, *shape, TONES[tone]))
    })
}

/// `òa` as `oà`, and the same with `oe` and `uy`.
fn moved(first: char, second: char) -> Option<[char; 2]> {
    if !matches!(second, 'a' | 'e' | 'y') {
        return None;
    }
    let row = |base: char| VOWELS.iter().find(|(letter, shape, _)| *letter == base && shape.is_empty());
    let (base, shape, _) = parts(first)?;
    let pair = shape.is_empty() && matches!((base, second), ('o', 'a' | 'e') | ('u', 'y'));
    let tone = row(base)?.2.chars().position(|one| one == first)?;
    let marked = row(second)?.2.chars().nth(tone)?;
    pair.then_some([base, marked])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_taken_apart_as_unicode_says() {
        for (composed, apart) in [
            ("ế", "e\u{302}\u{301}"),
            ("ậ", "a\u{323}\u{302}"),
            ("ặ", "a\u{323}\u{306}"),
            ("ợ", "o\u{31b}\u{323}"),
            ("Ứ", "U\u{31b}\u{301}"),
            ("đ a1", "đ a1"),
        ] {
            assert_eq!(decomposed(composed), apart);
        }
    }

    #[test]
    fn addresses_have_no_marks() {
        assert_eq!(slug("Đợt mưa lớn: “Quảng Trị” 2023?"), "dot-mua-lon-quang-tri-2023");
        assert_eq!(slug("…"), "");
    }

    #[test]
    fn the_mark_moves_at_the_end_of_a_syllable_alone() {
        assert_eq!(other_placement("Hòa, sức khỏe thủy lợi hóa"), "Hoà, sức khoẻ thuỷ lợi hoá");
        for stays in ["quý hoàn toàn", "hòan", "khoẻ", "tua"] {
            assert_eq!(other_placement(stays), stays);
        }
    }
}
