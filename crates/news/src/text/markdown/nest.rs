//! How deep quotes and lists nest, measured before the Markdown parser sees them.
//!
//! The parser walks through every open quote and item at each line, so the work is lines times depth. This
//! looks at the start of each line only. It may count some that are not open any more, never fewer than a
//! few dozen of those that are.

use super::{DEEPEST, TooDeep};

/// Checks that no more than [`DEEPEST`] quotes, items and footnotes are open at once.
pub(super) fn check(markdown: &str) -> Result<(), TooDeep> {
    // The columns at which the contents of the open items start.
    let mut items: Vec<usize> = Vec::new();
    for (number, line) in markdown.split(['\n', '\r']).enumerate() {
        let (mut column, mut quotes, mut rest) = (0, 0, line.as_bytes());
        loop {
            (column, rest) = skip_space(column, rest);
            match rest {
                [b'>', after @ ..] => {
                    quotes += 1;
                    column += 1;
                    rest = after;
                }
                _ => match marker(rest) {
                    Some(length) => {
                        while items.last().is_some_and(|content| *content > column) {
                            items.pop();
                        }
                        column += length;
                        rest = &rest[length..];
                        items.push(column + 1);
                    }
                    None => break,
                },
            }
            if quotes + items.len() > DEEPEST {
                // A lone carriage return ends a line too; only a line feed counts for an editor.
                let start = markdown.split(['\n', '\r']).take(number).map(|line| line.len() + 1).sum();
                return Err(TooDeep { line: super::line_at(markdown, start) });
            }
        }
    }
    Ok(())
}

fn skip_space(mut column: usize, mut rest: &[u8]) -> (usize, &[u8]) {
    while let [space @ (b' ' | b'\t'), after @ ..] = rest {
        column = if *space == b' ' { column + 1 } else { (column / 4 + 1) * 4 };
        rest = after;
    }
    (column, rest)
}

/// The length of the list marker or footnote label that `line` starts with.
fn marker(line: &[u8]) -> Option<usize> {
    let length = match line {
        [b'-' | b'+' | b'*', ..] => 1,
        [b'0'..=b'9', ..] => {
            let digits = line.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
            line.get(digits).filter(|mark| matches!(mark, b'.' | b')')).map(|_| digits + 1)?
        }
        [b'[', b'^', label @ ..] => {
            let end = label.iter().take(1_000).position(|byte| *byte == b']')?;
            return (label.get(end + 1) == Some(&b':')).then_some(end + 4);
        }
        _ => return None,
    };
    matches!(line.get(length), None | Some(b' ' | b'\t')).then_some(length)
}
