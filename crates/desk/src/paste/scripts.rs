//! Raised and lowered signs as text: Markdown has no mark for them, Unicode has the signs.

const PLAIN: &str = "0123456789+-=()";
const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾";
const LOWERED: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎";

/// `m³` of `m<sup>3</sup>`. Text that has letters stays on the line.
pub(super) fn script(text: &str, raised: bool) -> String {
    let signs = if raised { RAISED } else { LOWERED };
    let sign = |letter: char| {
        let letter = if letter == '−' || letter == '–' { '-' } else { letter };
        signs.chars().nth(PLAIN.chars().position(|plain| plain == letter)?)
    };
    text.chars().map(sign).collect::<Option<String>>().unwrap_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_signs_only() {
        assert_eq!(script("3", true), "³");
        assert_eq!(script("−5", true), "⁻⁵");
        assert_eq!(script("2", false), "₂");
        assert_eq!(script("th", true), "th");
    }
}
