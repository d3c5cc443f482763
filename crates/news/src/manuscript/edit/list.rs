//! Lists, changed word by word: the words that stay are not written again.

use super::{
    put::Now,
    tree::{Cut, Kind, Node, Quotes, between, line_end, line_start},
    write::Format,
};

/// Words as the one text that a file has for them; none if they need a list.
pub(super) fn joined(own: &str, old: &str, words: &[String], jekyll: bool) -> Option<String> {
    let splits = own != "authors";
    let comma = splits && words.iter().any(|word| word.contains(','));
    let space = splits && jekyll && words.iter().any(|word| word.contains(char::is_whitespace));
    match words {
        _ if old.trim().is_empty() || comma => None,
        [_] if !space => words.first().cloned(),
        _ if !splits => None,
        _ if old.contains(',') => Some(words.join(", ")),
        _ if jekyll && !space => Some(words.join(" ")),
        _ => None,
    }
}

/// What makes a list of `old` words, whose `parts` stand in `node`, one of `new` words. None if it is written in a way
/// that is not safely changed.
pub(super) fn cuts(
    now: &Now,
    text: &str,
    node: &Node,
    parts: &[Node],
    old: &[String],
    new: &[String],
) -> Option<Vec<Cut>> {
    if parts.is_empty() {
        return Some(vec![Cut::new(node.range.clone(), now.format.list(new))]);
    }
    let simple =
        |part: &Node| !part.firm && matches!(part.kind, Kind::Text(quotes) if quotes != Quotes::Block);
    if parts.len() != old.len() || !parts.iter().all(simple) {
        return None;
    }
    let most = old.len().min(new.len());
    let first = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let last = old.iter().rev().zip(new.iter().rev()).take(most - first).take_while(|(a, b)| a == b).count();
    let (parts_left, words) = (parts.get(first..parts.len() - last)?, new.get(first..new.len() - last)?);
    let mut cuts: Vec<Cut> = Vec::new();
    for (part, word) in parts_left.iter().zip(words) {
        let Kind::Text(quotes) = part.kind else { return None };
        cuts.push(Cut::new(part.range.clone(), now.format.text(word, quotes, part.flow)));
    }
    let shared = parts_left.len().min(words.len());
    let place = Place { now, text, node, parts };
    if parts_left.len() > shared {
        cuts.extend(place.removed(first + shared, first + parts_left.len())?);
    }
    if words.len() > shared {
        cuts.push(place.added(first + shared, words.get(shared..)?)?);
    }
    Some(cuts)
}

struct Place<'p> {
    now: &'p Now,
    text: &'p str,
    node: &'p Node,
    parts: &'p [Node],
}

impl Place<'_> {
    /// Without the parts from the one number to the other.
    fn removed(&self, from: usize, to: usize) -> Option<Vec<Cut>> {
        let gone = self.parts.get(from..to)?;
        if !self.node.flow {
            let line =
                |part: &Node| line_start(self.text, part.range.start)..line_end(self.text, part.range.end);
            return Some(gone.iter().map(|part| Cut::new(line(part), "")).collect());
        }
        let before = from.checked_sub(1).and_then(|before| self.parts.get(before));
        let range = match (before, self.parts.get(to)) {
            (Some(before), _) => before.range.end..gone.last()?.range.end,
            (None, Some(next)) => gone.first()?.range.start..next.range.start,
            (None, None) => gone.first()?.range.start..gone.last()?.range.end,
        };
        Some(vec![Cut::new(range, "")])
    }

    /// With words before the part of this number, in the quotes of its neighbour.
    fn added(&self, number: usize, words: &[String]) -> Option<Cut> {
        let before = number.checked_sub(1).and_then(|before| self.parts.get(before));
        let beside = before.or(self.parts.first())?;
        let Kind::Text(quotes) = beside.kind else { return None };
        let plain = self.now.format != Format::Yaml && quotes == Quotes::Plain;
        let quotes = if plain { Quotes::Double } else { quotes };
        let words = words.iter().map(|word| self.now.format.text(word, quotes, beside.flow));
        if !self.node.flow {
            let dash = self.text.get(line_start(self.text, beside.range.start)..beside.range.start)?;
            let at = match before {
                Some(before) => line_end(self.text, before.range.end),
                None => line_start(self.text, beside.range.start),
            };
            let eol = self.now.head.eol;
            let lines: String = words.map(|word| format!("{dash}{word}{eol}")).collect();
            return (dash.trim() == "-").then(|| Cut::new(at..at, lines));
        }
        let ranges: Vec<_> = self.parts.iter().map(|part| part.range.clone()).collect();
        let comma = between(self.text, self.node.range.start, &ranges, ", ");
        Some(match before {
            Some(before) => {
                let all: String = words.map(|word| format!("{comma}{word}")).collect();
                Cut::new(before.range.end..before.range.end, all)
            }
            None => {
                let all: String = words.map(|word| format!("{word}{comma}")).collect();
                Cut::new(beside.range.start..beside.range.start, all)
            }
        })
    }
}
