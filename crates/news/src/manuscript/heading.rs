//! A title that stands in the body as its first heading.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{Fault, Manuscript};
use crate::{
    check::Kind,
    text::{markdown::check_depth, vietnamese::same_key},
};

/// Takes the title out of the body: where no field gives one, and where the body repeats it at its start.
pub(super) fn take_heading(manuscript: &mut Manuscript) -> Option<Fault> {
    let missing = || Fault::new(Kind::NoTitle, 1);
    if check_depth(&manuscript.body).is_err() {
        return manuscript.title.is_empty().then(missing);
    }
    let mut events = Parser::new(&manuscript.body).into_offset_iter();
    let found = match manuscript.title.is_empty() {
        true => events.find(|(event, _)| matches!(event, Event::Start(Tag::Heading { .. }))),
        false => events.next().filter(|(event, _)| matches!(event, Event::Start(Tag::Heading { .. }))),
    };
    let Some((_, range)) = found else { return manuscript.title.is_empty().then(missing) };
    let mut text = String::new();
    for (event, _) in events.take_while(|(event, _)| !matches!(event, Event::End(TagEnd::Heading(_)))) {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    let text = text.trim();
    if manuscript.title.is_empty() && text.is_empty() {
        return Some(missing());
    }
    let at_start = manuscript.body[..range.start].trim().is_empty();
    if at_start && (manuscript.title.is_empty() || same_key(text) == same_key(&manuscript.title)) {
        let lines = manuscript.body[..range.end].matches('\n').count();
        let body = manuscript.body[range.end..].to_owned();
        if manuscript.title.is_empty() {
            manuscript.title = text.to_owned();
        }
        manuscript.body = body;
        manuscript.body_line += lines;
    } else if manuscript.title.is_empty() {
        manuscript.title = text.to_owned();
    }
    None
}
