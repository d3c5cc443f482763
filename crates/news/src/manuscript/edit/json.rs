//! Where the fields of a JSON object stand. What it goes through was read as JSON before.

use std::ops::Range;

use super::tree::{Form, Kind, Member, Node, Quotes};

/// The fields of the file's bytes `at`; none if they are no object.
pub(super) fn tree(file: &str, at: Range<usize>) -> Option<Node> {
    let mut reader = Reader { bytes: file.as_bytes().get(..at.end)?, at: at.start };
    let node = reader.node()?;
    matches!(node.kind, Kind::Table(..)).then_some(node)
}

struct Reader<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl Reader<'_> {
    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        while self.bytes.get(self.at)?.is_ascii_whitespace() {
            self.at += 1;
        }
        self.bytes.get(self.at).copied()
    }

    /// Goes on by one if the next byte is `byte`.
    fn eat(&mut self, byte: u8) -> bool {
        let eaten = self.peek() == Some(byte);
        self.at += usize::from(eaten);
        eaten
    }

    fn text(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        self.at += 1;
        loop {
            match self.bytes.get(self.at)? {
                b'\\' => self.at += 2,
                b'"' => break,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        Some(start..self.at)
    }

    fn node(&mut self) -> Option<Node> {
        let first = self.peek()?;
        let start = self.at;
        let kind = match first {
            b'"' => {
                self.text()?;
                Kind::Text(Quotes::Double)
            }
            b'[' => {
                self.at += 1;
                let mut parts = Vec::new();
                while !self.eat(b']') {
                    parts.push(self.node()?);
                    self.eat(b',');
                }
                Kind::List(parts)
            }
            b'{' => {
                self.at += 1;
                let mut members = Vec::new();
                while !self.eat(b'}') {
                    self.peek()?;
                    let key = self.text()?;
                    let name = serde_json::from_slice(self.bytes.get(key.clone())?).ok()?;
                    self.eat(b':').then_some(())?;
                    members.push(Member { name, key, value: self.node()?, header: false });
                    self.eat(b',');
                }
                Kind::Table(Form::Flow, members)
            }
            _ => {
                let ends = |byte: &u8| byte.is_ascii_whitespace() || b",]}".contains(byte);
                let length = self.bytes.get(start..)?.iter().position(ends);
                self.at = length.map_or(self.bytes.len(), |length| start + length);
                Kind::Text(Quotes::Plain)
            }
        };
        Some(Node { range: start..self.at, kind, firm: false, flow: true })
    }
}
