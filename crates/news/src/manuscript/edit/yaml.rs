//! Where the fields of YAML stand.

use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, Span, StrInput, StructureStyle};

use super::tree::{Form, Kind, Member, Node, Quotes};

struct Reader<'t> {
    events: Parser<'t, StrInput<'t>>,
    text: &'t str,
    /// Where the fields start in the file.
    base: usize,
}

/// The fields of the file's bytes `at`; none if they are not to be followed.
pub(super) fn tree(file: &str, at: Range<usize>) -> Option<Node> {
    let text = file.get(at.clone())?;
    let options = granit_parser::options! { emit_comments: false };
    let mut reader =
        Reader { events: Parser::new_from_str_with_options(text, options), text, base: at.start };
    loop {
        let (event, span) = reader.next()?;
        match event {
            Event::StreamStart | Event::DocumentStart(..) => {}
            Event::StreamEnd | Event::DocumentEnd => break,
            event => {
                let node = reader.node(event, span, false)?;
                // Nothing but comments is read as one empty text.
                return match node.kind {
                    Kind::Text(Quotes::Plain) if node.range.is_empty() => Some(empty(at)),
                    _ => Some(node),
                };
            }
        }
    }
    Some(empty(at))
}

fn empty(at: Range<usize>) -> Node {
    let kind = Kind::Table(Form::Lines(String::new()), Vec::new());
    Node { range: at.start..at.start, kind, firm: false, flow: false }
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Option<(Event<'t>, Span)> {
        self.events.next()?.ok()
    }

    fn range(&self, span: &Span) -> Option<Range<usize>> {
        span.byte_range().map(|range| range.start + self.base..range.end + self.base)
    }

    fn node(&mut self, event: Event<'t>, span: Span, flow: bool) -> Option<Node> {
        let range = self.range(&span)?;
        match event {
            Event::Scalar(_, style, anchor, tag) => {
                let quotes = match style {
                    ScalarStyle::Plain => Quotes::Plain,
                    ScalarStyle::SingleQuoted => Quotes::Single,
                    ScalarStyle::DoubleQuoted => Quotes::Double,
                    ScalarStyle::Literal | ScalarStyle::Folded => Quotes::Block,
                };
                Some(Node { range, kind: Kind::Text(quotes), firm: anchor != 0 || tag.is_some(), flow })
            }
            Event::Alias(_) => Some(Node { range, kind: Kind::Text(Quotes::Plain), firm: true, flow }),
            Event::SequenceStart(style, anchor, tag) => {
                let brackets = style == StructureStyle::Flow;
                let mut parts = Vec::new();
                let mut end = range.end;
                loop {
                    let (event, span) = self.next()?;
                    if matches!(event, Event::SequenceEnd) {
                        end = if brackets { self.range(&span)?.end } else { end };
                        break;
                    }
                    let part = self.node(event, span, flow || brackets)?;
                    end = part.end();
                    parts.push(part);
                }
                let (kind, firm) = (Kind::List(parts), anchor != 0 || tag.is_some());
                Some(Node { range: range.start..end, kind, firm, flow: flow || brackets })
            }
            Event::MappingStart(style, anchor, tag) => {
                let braces = style == StructureStyle::Flow;
                let (members, end) = self.members(range.end, flow || braces)?;
                let form = if braces { Form::Flow } else { Form::Lines(String::new()) };
                let end =
                    if braces { end } else { members.last().map_or(range.end, |last| last.value.end()) };
                let (kind, firm) = (Kind::Table(form, members), anchor != 0 || tag.is_some());
                Some(Node { range: range.start..end, kind, firm, flow: flow || braces })
            }
            _ => None,
        }
    }

    /// The members of a mapping, and where the sign that ends it ends.
    fn members(&mut self, start: usize, flow: bool) -> Option<(Vec<Member>, usize)> {
        let (mut members, mut end) = (Vec::new(), start);
        loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::MappingEnd) {
                end = end.max(self.range(&span)?.end);
                return Some((members, end));
            }
            let name = match &event {
                Event::Scalar(name, ..) => name.to_string(),
                _ => String::new(),
            };
            let key = self.node(event, span, flow)?;
            let (event, span) = self.next()?;
            let mut value = self.node(event, span, flow)?;
            self.begin(&key.range, &mut value)?;
            end = value.end();
            members.push(Member { name, key: key.range, value, header: false });
        }
    }

    /// Puts the start of a text that is empty or a block where it is written: behind the colon.
    fn begin(&self, key: &Range<usize>, value: &mut Node) -> Option<()> {
        let Kind::Text(quotes) = value.kind else { return Some(()) };
        let after = self.text.get(key.end - self.base..)?;
        let colon = after.find(':')? + 1;
        if quotes == Quotes::Plain && value.range.is_empty() {
            value.range = key.end + colon..key.end + colon;
        } else if quotes == Quotes::Block {
            let space = after.get(colon..)?;
            let space = space.len() - space.trim_start_matches(' ').len();
            let start = key.end + colon + space;
            value.firm |= !after.get(colon + space..)?.starts_with(['|', '>']);
            let written = self.text.get(start - self.base..value.range.end - self.base)?;
            value.range = start..start + written.trim_end().len();
        }
        Some(())
    }
}
