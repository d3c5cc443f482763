//! Where the fields of TOML stand.

use std::ops::Range;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::tree::{Form, Kind, Member, Node, Quotes, line_start};

/// The fields of the file's bytes `at`; none if they are not TOML.
pub(super) fn tree(file: &str, at: Range<usize>) -> Option<Node> {
    let table = DeTable::parse(file.get(at.clone())?).ok()?;
    let reader = Reader { file, base: at.start };
    let members = reader.members(table.get_ref(), false);
    let kind = Kind::Table(Form::Lines(String::new()), members);
    Some(Node { range: at.start..at.start, kind, firm: false, flow: false })
}

struct Reader<'t> {
    file: &'t str,
    base: usize,
}

impl Reader<'_> {
    fn range(&self, span: Range<usize>) -> Range<usize> {
        span.start + self.base..span.end + self.base
    }

    fn starts(&self, range: &Range<usize>, with: &str) -> bool {
        self.file.get(range.start..).is_some_and(|text| text.starts_with(with))
    }

    fn members(&self, table: &DeTable<'_>, flow: bool) -> Vec<Member> {
        let mut members: Vec<Member> = table
            .iter()
            .map(|(key, value)| {
                let key_at = self.range(key.span());
                let value = self.node(value, &key_at, flow);
                let header = self.starts(&value.range, "[")
                    && matches!(value.kind, Kind::Table(..)) | (value.firm && !flow)
                    || self.in_header(&key_at);
                Member { name: key.get_ref().to_string(), key: key_at, value, header }
            })
            .collect();
        members.sort_by_key(|member| member.key.start);
        members
    }

    /// Whether the line is `[…]`.
    fn in_header(&self, key: &Range<usize>) -> bool {
        let start = line_start(self.file, key.start);
        self.file.get(start..key.start).is_some_and(|before| before.trim_start().starts_with('['))
    }

    fn node(&self, value: &Spanned<DeValue<'_>>, key: &Range<usize>, flow: bool) -> Node {
        let range = self.range(value.span());
        let text = |quotes| Kind::Text(quotes);
        let (mut firm, mut brackets) = (false, flow);
        let kind = match value.get_ref() {
            DeValue::String(_) if self.starts(&range, "'''") || self.starts(&range, "\"\"\"") => {
                text(Quotes::Block)
            }
            DeValue::String(_) if self.starts(&range, "'") => text(Quotes::Single),
            DeValue::String(_) => text(Quotes::Double),
            DeValue::Array(parts) => {
                brackets = true;
                // `[[name]]`: each part is a table of its own.
                firm = self.starts(&range, "[[") && self.in_header(key);
                Kind::List(parts.iter().map(|part| self.node(part, key, true)).collect())
            }
            DeValue::Table(table) if self.starts(&range, "{") => {
                brackets = true;
                Kind::Table(Form::Flow, self.members(table, true))
            }
            DeValue::Table(table) => {
                let header = self.starts(&range, "[");
                firm = !header && self.in_header(key);
                let prefix = match header || flow {
                    true => String::new(),
                    false => {
                        let line = self.file.get(line_start(self.file, key.start)..key.end);
                        format!("{}.", line.unwrap_or_default().trim_start())
                    }
                };
                firm |= flow;
                Kind::Table(Form::Lines(prefix), self.members(table, flow))
            }
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {
                text(Quotes::Plain)
            }
        };
        Node { range, kind, firm, flow: brackets }
    }
}
