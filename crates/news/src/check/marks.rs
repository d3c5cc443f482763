//! What a text's own marks say: headings in their order, pictures and the words for them.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{About, Kind, Remark};
use crate::text::{
    markdown::{OPTIONS, check_depth},
    tags,
};

/// What can be said of the Markdown `body` by itself, in the order of reading. Nothing of a text that nests too deep.
pub fn marks(body: &str) -> Vec<Remark> {
    if check_depth(body).is_err()
        || !(body.contains(['#', '!', '<']) || body.contains("==") || body.contains("--"))
    {
        return Vec::new();
    }
    let mut remarks = Vec::new();
    let mut headings = Vec::new();
    let mut picture: Option<(String, usize, bool)> = None;
    for (event, range) in Parser::new_ext(body, OPTIONS).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => headings.push((level as u8, range.start)),
            // In the words for a picture there may be another one.
            Event::Start(Tag::Image { dest_url, .. }) if picture.is_none() => {
                picture = Some((dest_url.to_string(), range.start, false));
            }
            Event::End(TagEnd::Image) => {
                if let Some((src, at, false)) = picture.take() {
                    remarks.push(Remark::new(Kind::NoAlt(src), About::Body(at)));
                }
            }
            Event::Text(words) | Event::Code(words) => {
                if let Some((.., told)) = &mut picture {
                    *told |= !words.trim().is_empty();
                }
            }
            // A block whole: a tag may be longer than the line that its event has.
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => {
                html(body.get(range.clone()).unwrap_or_default(), range.start, &mut remarks);
            }
            _ => {}
        }
    }
    let highest = headings.iter().map(|(level, _)| *level).min().unwrap_or(1);
    let mut last = highest.saturating_sub(1);
    for (number, (level, at)) in headings.into_iter().enumerate() {
        if level > last + 1 {
            let from = if number == 0 { 0 } else { last };
            remarks.push(Remark::new(Kind::SkippedHeading(from, level), About::Body(at)));
        }
        last = level;
    }
    remarks.sort_by_key(|remark| remark.about);
    remarks
}

/// The pictures of HTML that starts at byte `start` of the text. An empty `alt` says that a picture only decorates.
fn html(html: &str, start: usize, remarks: &mut Vec<Remark>) {
    if html.starts_with("<!--") {
        return;
    }
    tags::rewrite(html, |tag, _| {
        let value = |name: &str| tag.attributes.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
        if tag.name.eq_ignore_ascii_case("img") && value("alt").is_none() {
            let src = value("src").and_then(|(_, range)| html.get(range.clone())).unwrap_or_default();
            let at = start + tag.name_end - tag.name.len() - 1;
            remarks.push(Remark::new(Kind::NoAlt(src.to_owned()), About::Body(at)));
        }
    });
}
