//! A picture, in the size that its place needs.

use news::article::Figure;

use crate::{
    element::{Element, element},
    reader::Reader,
};

/// Where a picture stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Above the largest teaser of the front page.
    Lead,
    /// Above the headline of a card in the top of the front page or among related news; on phones beside it.
    Card,
    /// At the head of a section's block.
    Block,
    /// Beside a row of a list.
    Row,
    /// Above an article's text.
    Cover,
}

impl Place {
    /// The width there in CSS pixels, for `sizes`; within a few of what style/ makes of it. 92vw is a window without
    /// its gutters (`--gutter`), 736 of 800; from 1216 the page grows no more (`--page`).
    fn sizes(self) -> &'static str {
        match self {
            // Beside the newest, which take 19rem and a gap of 2.
            Place::Lead => "(min-width: 1216px) 816px, (min-width: 992px) calc(100vw - 400px), 92vw",
            // 186 in the top, 211 among related news; two in a row on tablets; 6.5rem on phones.
            Place::Card => "(min-width: 992px) 211px, (min-width: 641px) 46vw, 104px",
            // Three in a row, two on tablets.
            Place::Block => {
                "(min-width: 1216px) 363px, (min-width: 992px) 30vw, (min-width: 641px) 44vw, 92vw"
            }
            Place::Row => "(min-width: 641px) 240px, 112px",
            Place::Cover => "(min-width: 896px) 832px, 92vw",
        }
    }

    /// Whether it is seen first of all; what is not is loaded when it comes near.
    fn is_first(self) -> bool {
        matches!(self, Place::Lead | Place::Cover)
    }
}

/// The picture of a figure.
pub fn picture(reader: &Reader, figure: &Figure, alt: String, place: Place) -> Element {
    let srcset = figure.srcset(&reader.base);
    let sizes = srcset.is_some().then(|| place.sizes());
    let (loading, priority) = if place.is_first() { ("eager", Some("high")) } else { ("lazy", None) };
    let size = |length: Option<u32>| length.map(|length| length.to_string());
    let img = element("img").attr("alt", alt).attr("width", size(figure.width));
    let img = img.attr("height", size(figure.height)).attr("loading", loading).attr("decoding", "async");
    let img = img.attr("fetchpriority", priority).attr("srcset", srcset).attr("sizes", sizes);
    // `src` comes last: a browser may act on it at once.
    img.attr("src", reader.picture_address(figure))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `sizes` says for a window so wide: the first condition that holds, as a browser reads it.
    fn width(place: Place, window: f64) -> f64 {
        let length = |length: &str| match length.strip_prefix("calc(100vw - ") {
            Some(less) => window - less.trim_end_matches("px)").parse::<f64>().unwrap(),
            None => match length.strip_suffix("vw") {
                Some(share) => window * share.parse::<f64>().unwrap() / 100.0,
                None => length.trim_end_matches("px").parse().unwrap(),
            },
        };
        let mut sizes = place.sizes().split(", ");
        sizes
            .find_map(|size| match size.strip_prefix("(min-width: ") {
                Some(condition) => {
                    let (from, then) = condition.split_once("px) ").unwrap();
                    (window >= from.parse().unwrap()).then(|| length(then))
                }
                None => Some(length(size)),
            })
            .unwrap()
    }

    #[test]
    fn a_picture_is_as_wide_as_the_style_makes_it() {
        // What the style makes of it: `--page` 1216, `--gutter` 4vw between 16 and 32, gaps of 32 and 24.
        let content = |window: f64| window.min(1216.0) - 2.0 * (0.04 * window).clamp(16.0, 32.0);
        for window in [360.0, 390.0, 412.0, 600.0, 768.0, 900.0, 1024.0, 1280.0, 1920.0] {
            let (wide, phone) = (window >= 992.0, window <= 640.0);
            let lead = if wide { content(window) - 304.0 - 32.0 } else { content(window) };
            let columns = if wide { 3.0 } else { 2.0 - f64::from(u8::from(phone)) };
            let block = (content(window) - (columns - 1.0) * 32.0) / columns;
            let row = if phone { 112.0 } else { 240.0 };
            for (place, expected) in [
                (Place::Lead, lead),
                (Place::Block, block),
                (Place::Row, row),
                (Place::Cover, content(window).min(832.0)),
            ] {
                let said = width(place, window);
                assert!((said / expected - 1.0).abs() < 0.05, "{place:?} {window}: {said} for {expected}");
            }
        }
    }
}
