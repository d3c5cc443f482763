//! Character references in HTML (HTML standard, section 13.5): numbers, and the names that WordPress, word processors
//! and their editors write. The 2,000 others would weigh more than all else here; they stay as they are.

/// Punctuation and signs by their names.
const SIGNS: [(&str, &str); 33] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("hellip", "…"),
    ("mdash", "—"),
    ("ndash", "–"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("sbquo", "‚"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("bdquo", "„"),
    ("lsaquo", "‹"),
    ("rsaquo", "›"),
    ("bull", "•"),
    ("dagger", "†"),
    ("euro", "€"),
    ("trade", "™"),
    ("prime", "′"),
    ("Prime", "″"),
    ("minus", "−"),
    ("larr", "←"),
    ("rarr", "→"),
    ("oelig", "œ"),
    ("OElig", "Œ"),
    ("ensp", "\u{2002}"),
    ("emsp", "\u{2003}"),
    ("thinsp", "\u{2009}"),
    ("zwnj", "\u{200c}"),
    ("zwj", "\u{200d}"),
    ("infin", "∞"),
];

/// U+00A0 to U+00FF, in their order.
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 \
    sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring \
    AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times \
    Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute \
    ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml \
    yacute thorn yuml";

/// What numbers from 128 to 159 mean: Windows' signs (HTML standard, section 13.2.5.80).
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text that HTML without tags stands for.
pub fn decoded(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        // The longest name that is known has eight letters.
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        match end.and_then(|end| Some((end, named(&rest[1..end])?))) {
            Some((end, sign)) => {
                text.push_str(&sign);
                rest = &rest[end + 1..];
            }
            None => {
                text.push('&');
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
    text
}

fn named(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let number = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        let windows = number.checked_sub(128).and_then(|at| WINDOWS.get(usize::try_from(at).ok()?));
        return windows.copied().or_else(|| char::from_u32(number).filter(|c| *c != '\0')).map(String::from);
    }
    let sign = SIGNS.iter().find(|(known, _)| *known == name).map(|(_, sign)| (*sign).to_owned());
    let latin = || {
        let at = LATIN.split(' ').filter(|known| !known.is_empty()).position(|known| known == name)?;
        char::from_u32(0xa0 + u32::try_from(at).ok()?).map(String::from)
    };
    sign.or_else(latin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names() {
        for (html, text) in [
            ("M&#432;a &amp; l&#x169;", "Mưa & lũ"),
            ("&#8220;B&atilde;o&#8221; &ndash; c&ocirc;n &hellip;", "“Bão” – côn …"),
            ("&#038; &#39; &#151; &yuml;&nbsp;&szlig;", "& ' — ÿ\u{a0}ß"),
            (
                "&amp;amp; A&B; & &; &#; &#xd800; &#0; &unknown;",
                "&amp; A&B; & &; &#; &#xd800; &#0; &unknown;",
            ),
            ("ế&", "ế&"),
        ] {
            assert_eq!(decoded(html), text);
        }
        assert_eq!(LATIN.split_whitespace().count(), 96);
    }
}
