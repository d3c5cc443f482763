//! What programs tell of a paragraph that is a heading or an item, where HTML itself does not say so.

use news::text::markup::tree::Element;

use super::css::Css;

/// The level of a heading: of HTML, as Word marks a paragraph of its own, or as Word for the web and others tell screen
/// readers of one (ARIA in HTML; WAI-ARIA 1.2, "heading": the second where none is told).
pub(super) fn level(element: &Element<'_>, css: &Css) -> Option<u8> {
    let named = |name: &str| match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    };
    let classed = element.classes().find_map(|class| match class {
        "MsoTitle" => Some(1),
        _ => class.strip_prefix("MsoHeading")?.parse().ok().filter(|level| (1..=9).contains(level)),
    });
    let told = || {
        let is_heading = element.value("role").is_some_and(|role| role.trim() == "heading");
        let level = element.value("aria-level").and_then(|level| level.trim().parse().ok());
        is_heading.then(|| level.filter(|level| (1..=9).contains(level)).unwrap_or(2))
    };
    named(&element.name)
        .or(classed)
        .or_else(told)
        .or(css.outline.filter(|_| element.name == "p" || element.name == "div"))
}

/// The number that Word wrote before an item: 1 for a letter. None for a bullet.
pub(super) fn number(marker: &str) -> Option<u32> {
    let marker = marker.trim_matches(|letter: char| letter.is_whitespace() || letter == '(');
    let end = marker.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '.');
    let end = end.unwrap_or(marker.len());
    let counted = &marker[..end];
    let ends = counted.ends_with('.') || marker[end..].starts_with(')');
    let last = counted.trim_end_matches('.').rsplit('.').next().unwrap_or_default();
    (ends && !last.is_empty()).then(|| last.parse().unwrap_or(1))
}

/// The depth of an item in Word for the web, which puts each into a list of its own, and its number if it has one.
pub(super) fn item(li: &Element<'_>, is_numbered: bool) -> Option<(usize, Option<u32>)> {
    let of = |name: &str| li.value(name).and_then(|value| value.trim().parse::<u32>().ok());
    let depth = of("data-aria-level").filter(|depth| (1..=9).contains(depth))?;
    let number = is_numbered.then(|| of("data-aria-posinset").unwrap_or(1));
    Some((usize::try_from(depth).ok()?, number))
}
