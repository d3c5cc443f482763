//! A line, put in order: blanks as an editor types them, pieces of one style in one piece.

use super::blocks::{Atom, Line, Piece, Style};

/// Text as it is typed: every kind of blank is one, and what can not be seen goes.
pub(super) fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            // Zero-width spaces, byte order marks, soft hyphens; the joiner of emoji stays.
            '\u{200b}' | '\u{feff}' | '\u{2060}' | '\u{ad}' => {}
            _ if letter.is_whitespace() => {
                if !tidy.ends_with(' ') {
                    tidy.push(' ');
                }
            }
            _ if letter.is_control() => {}
            _ => tidy.push(letter),
        }
    }
    tidy
}

/// Joins pieces of one style, takes doubled blanks and those at the ends, and makes blanks plain.
pub(super) fn ordered(line: Line) -> Line {
    let mut ordered: Line = Vec::with_capacity(line.len());
    let mut blank_before = true;
    for mut piece in line {
        match &mut piece.atom {
            Atom::Text(text) => {
                if blank_before && text.starts_with(' ') {
                    text.remove(0);
                }
                if text.is_empty() {
                    continue;
                }
                blank_before = text.ends_with(' ');
                if text == " " {
                    piece.styles.retain(|style| !matches!(style, Style::Bold | Style::Italic));
                }
                if let Some(Piece { atom: Atom::Text(before), styles }) = ordered.last_mut()
                    && *styles == piece.styles
                {
                    before.push_str(text);
                    continue;
                }
            }
            Atom::Break => {
                trim_end(&mut ordered);
                blank_before = true;
            }
            Atom::Code(_) | Atom::Picture(_) | Atom::Note(_) => blank_before = false,
        }
        ordered.push(piece);
    }
    loop {
        trim_end(&mut ordered);
        if ordered.pop_if(|piece| piece.atom == Atom::Break).is_none() {
            break;
        }
    }
    let start = ordered.iter().take_while(|piece| piece.atom == Atom::Break).count();
    ordered.drain(..start);
    ordered
}

fn trim_end(line: &mut Line) {
    while let Some(Piece { atom: Atom::Text(text), .. }) = line.last_mut() {
        text.truncate(text.trim_end().len());
        match text.is_empty() {
            true => line.pop(),
            false => break,
        };
    }
}

/// Cuts a line where two breaks are together: there a new paragraph was meant.
pub(super) fn paragraphs(line: Line) -> Vec<Line> {
    let mut paragraphs = vec![Line::new()];
    let mut pieces = line.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        let twice = piece.atom == Atom::Break && pieces.peek().is_some_and(|next| next.atom == Atom::Break);
        match twice {
            true => {
                while pieces.next_if(|next| next.atom == Atom::Break).is_some() {}
                paragraphs.push(Line::new());
            }
            false => {
                if let Some(last) = paragraphs.last_mut() {
                    last.push(piece);
                }
            }
        }
    }
    paragraphs.into_iter().map(ordered).filter(|line| !line.is_empty()).collect()
}

/// The words of a line.
pub(super) fn words(line: &Line) -> String {
    let of = |piece: &Piece| match &piece.atom {
        Atom::Text(text) | Atom::Code(text) => text.clone(),
        Atom::Break => " ".into(),
        Atom::Picture(_) | Atom::Note(_) => String::new(),
    };
    line.iter().map(of).collect()
}

/// Whether there is nothing in it but pictures, and what stands between them.
pub(super) fn only_pictures(line: &Line) -> bool {
    line.iter().any(|piece| matches!(piece.atom, Atom::Picture(_)))
        && line.iter().all(|piece| match &piece.atom {
            Atom::Picture(_) | Atom::Break => true,
            Atom::Text(text) => text.trim().is_empty(),
            Atom::Code(_) | Atom::Note(_) => false,
        })
}
