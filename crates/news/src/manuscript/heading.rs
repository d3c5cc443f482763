//! A title that stands in the body as its first heading.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{Fault, Manuscript};
use crate::{
    check::Kind,
    text::{markdown::check_depth, vietnamese::same_key},
};

/// A heading of the body that is its title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its words.
    pub words: String,
    /// Where the text begins that is shown under the title, in bytes: after the heading, where that stands at the start.
    pub end: usize,
}

/// The heading that gives the title, where no field does (`title` is empty), or that repeats it at the start of the body.
pub fn heading(body: &str, title: &str) -> Option<Heading> {
    let given = !title.is_empty();
    if given && !may_begin_with_heading(body) || check_depth(body).is_err() {
        return None;
    }
    let mut events = Parser::new(body).into_offset_iter();
    let is_heading = |(event, _): &(Event<'_>, _)| matches!(event, Event::Start(Tag::Heading { .. }));
    let (_, range) = if given { events.next().filter(is_heading) } else { events.find(is_heading) }?;
    let mut text = String::new();
    for (event, _) in events.take_while(|(event, _)| !matches!(event, Event::End(TagEnd::Heading(_)))) {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    let words = text.trim();
    let at_start = body.get(..range.start)?.trim().is_empty();
    let is_title = match given {
        true => at_start && same_key(words) == same_key(title),
        false => !words.is_empty(),
    };
    is_title.then(|| Heading { words: words.to_owned(), end: if at_start { range.end } else { 0 } })
}

/// Whether the first lines have the form of a heading (CommonMark, sections 4.2 and 4.3): so that a text that is being
/// written is not read whole with each key.
fn may_begin_with_heading(body: &str) -> bool {
    let body = body.trim_start();
    let first = body.lines().take_while(|line| !line.trim().is_empty());
    body.starts_with('#') || first.skip(1).any(|line| line.trim_start().starts_with(['=', '-']))
}

/// Takes the title out of the body: where no field gives one, and where the body repeats it at its start.
pub(super) fn take_heading(manuscript: &mut Manuscript) -> Option<Fault> {
    let Some(Heading { words, end }) = heading(&manuscript.body, &manuscript.title) else {
        return manuscript.title.is_empty().then(|| Fault::new(Kind::NoTitle, 1));
    };
    if manuscript.title.is_empty() {
        manuscript.title = words;
    }
    let rest = manuscript.body.split_off(end);
    manuscript.body_line += manuscript.body.matches('\n').count();
    manuscript.body = rest;
    None
}
