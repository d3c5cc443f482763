//! A line as Markdown.

use pulldown_cmark::{Event, Options, Parser};

use super::{
    blocks::{Atom, Line, Picture, Piece, Style},
    escape::{Letter, Place, Role, escaped},
    line,
};

/// Writes a line. Emphasis that Markdown can not say at that place (as within a word, beside a sign) is left out: the
/// words count.
pub(super) fn written(pieces: &Line, place: Place) -> String {
    let pieces = settled(pieces);
    let markdown = write(&pieces, place);
    let has = |style: &Style| !matches!(style, Style::Link(_));
    if !pieces.iter().any(|piece| piece.styles.iter().any(has)) || says(&pieces) {
        return markdown;
    }
    let plain = pieces.into_iter().map(|mut piece| {
        piece.styles.retain(|style| !has(style));
        piece
    });
    write(&line::ordered(plain.collect()), place)
}

/// Whether the renderer's parser finds the same words in it.
fn says(pieces: &Line) -> bool {
    let of_words = |piece: &&Piece| !matches!(piece.atom, Atom::Note(_) | Atom::Picture(_));
    let pieces: Line = pieces.iter().filter(of_words).cloned().collect();
    let mut found = String::new();
    for event in Parser::new_ext(&write(&pieces, Place::Paragraph), Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(text) | Event::Code(text) => found.push_str(&text),
            Event::SoftBreak | Event::HardBreak => found.push(' '),
            _ => {}
        }
    }
    found.split_whitespace().eq(line::words(&pieces).split_whitespace())
}

fn write(pieces: &[Piece], place: Place) -> String {
    let mut writer = Writer { letters: Vec::new(), place, lines: line::only_pictures(&pieces.to_vec()) };
    writer.pieces(pieces, &[], Role::Text);
    escaped(&writer.letters, place)
}

/// Takes blanks, and signs beside letters, out of the ends of emphasis: there its marks would mean nothing.
fn settled(pieces: &Line) -> Line {
    let mut pieces = pieces.clone();
    for style in [Style::Strike, Style::Bold, Style::Italic] {
        let mut settled = Line::with_capacity(pieces.len());
        let mut rest = pieces.as_slice();
        while let Some(piece) = rest.first() {
            if !piece.styles.contains(&style) {
                settled.push(piece.clone());
                rest = &rest[1..];
                continue;
            }
            let length = rest.iter().take_while(|piece| piece.styles.contains(&style)).count();
            let (span, after) = rest.split_at(length);
            let outside = (settled.last().and_then(last_letter), after.first().and_then(first_letter));
            settle(&mut settled, span, &style, outside);
            rest = after;
        }
        pieces = settled;
    }
    line::ordered(pieces)
}

fn settle(out: &mut Line, span: &[Piece], style: &Style, (before, after): (Option<char>, Option<char>)) {
    let mut span = span.to_vec();
    let goes = |letter: char, beside: Option<char>| {
        letter.is_whitespace() || !letter.is_alphanumeric() && beside.is_some_and(char::is_alphanumeric)
    };
    let without = |piece: &Piece, text: &str| {
        let styles = piece.styles.iter().filter(|own| *own != style).cloned().collect();
        Piece { atom: Atom::Text(text.to_owned()), styles }
    };
    if let Some(first) = span.first_mut()
        && let Atom::Text(text) = &first.atom
    {
        let end = text.find(|letter| !goes(letter, before));
        let (taken, kept) = text.split_at(end.unwrap_or(text.len()));
        let kept = kept.to_owned();
        if !taken.is_empty() {
            out.push(without(first, taken));
        }
        first.atom = Atom::Text(kept);
    }
    let mut tail = None;
    if let Some(last) = span.last_mut()
        && let Atom::Text(text) = &last.atom
    {
        let end = text.trim_end_matches(|letter| goes(letter, after)).len();
        let (kept, taken) = text.split_at(end);
        let kept = kept.to_owned();
        tail = Some(without(last, taken));
        last.atom = Atom::Text(kept);
    }
    out.extend(span.into_iter().chain(tail).filter(|piece| piece.atom != Atom::Text(String::new())));
}

fn first_letter(piece: &Piece) -> Option<char> {
    if let Atom::Text(text) = &piece.atom { text.chars().next() } else { Some('*') }
}

fn last_letter(piece: &Piece) -> Option<char> {
    if let Atom::Text(text) = &piece.atom { text.chars().next_back() } else { Some('*') }
}

struct Writer {
    letters: Vec<Letter>,
    place: Place,
    /// Whether each picture stands in a line of its own.
    lines: bool,
}

impl Writer {
    fn push(&mut self, text: &str, role: Role) {
        self.letters.extend(text.chars().map(|letter| (letter, role)));
    }

    fn markup(&mut self, text: &str) {
        self.push(text, Role::Markup);
    }

    /// Writes pieces whose styles in `open` are written already.
    fn pieces(&mut self, pieces: &[Piece], open: &[Style], role: Role) {
        let mut rest = pieces;
        while let Some(piece) = rest.first() {
            let Some((style, length)) = widest(rest, open) else {
                self.atom(&piece.atom, role);
                rest = &rest[1..];
                continue;
            };
            let (span, after) = rest.split_at(length);
            let inside: Vec<Style> = open.iter().chain([&style]).cloned().collect();
            match &style {
                Style::Bold => self.around("**", span, &inside, role),
                Style::Strike => self.around("~~", span, &inside, role),
                Style::Italic => self.italic(span, &inside, role, after.first()),
                Style::Link(address) => self.link(address, span, &inside),
            }
            rest = after;
        }
    }

    fn around(&mut self, mark: &str, span: &[Piece], open: &[Style], role: Role) {
        self.markup(mark);
        self.pieces(span, open, role);
        // Where a link cut the span, a blank may stand at its end.
        let blank = self.letters.pop_if(|(letter, role)| *letter == ' ' && *role != Role::Raw);
        self.markup(mark);
        self.letters.extend(blank);
    }

    /// A star beside other stars would be counted with them: there it is a low line, if no letter is beside it.
    fn italic(&mut self, span: &[Piece], open: &[Style], role: Role, after: Option<&Piece>) {
        let start = self.letters.len();
        self.around("*", span, open, role);
        let end = self.letters.iter().rposition(|(letter, _)| *letter != ' ').unwrap_or(start);
        let at = |at: Option<usize>| at.and_then(|at| self.letters.get(at)).map(|(letter, _)| *letter);
        let before = at(start.checked_sub(1));
        let styled = after.is_some_and(|piece| {
            piece.styles.iter().any(|style| *style == Style::Bold && !open.contains(style))
        });
        let stars = [before, at(Some(start + 1)), at(end.checked_sub(1))].contains(&Some('*')) || styled;
        let letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        if stars && !letter(before) && (styled || !letter(after.and_then(first_letter))) {
            self.letters[start].0 = '_';
            self.letters[end].0 = '_';
        }
    }

    fn link(&mut self, address: &str, span: &[Piece], open: &[Style]) {
        let words = line::words(&span.to_vec());
        let bare = address.strip_prefix("mailto:").unwrap_or(address);
        let fits = !address.contains(|c: char| c.is_whitespace() || "<>|\\".contains(c));
        let kind = address.starts_with("http") || address.starts_with("mailto:") && bare.contains('@');
        let one =
            span.len() == 1 && matches!(span[0].atom, Atom::Text(_)) && span[0].styles.len() == open.len();
        if one && fits && kind && words == bare {
            self.markup("<");
            self.push(bare, Role::Raw);
            return self.markup(">");
        }
        // `]` before `:` or `(` is escaped by itself, and then the brackets are no pair.
        let paired = is_balanced(&words) && !["](", "]:"].iter().any(|end| words.contains(end));
        let role = if paired { Role::Text } else { Role::Bracketed };
        self.markup("[");
        self.pieces(span, open, role);
        self.markup("](");
        self.destination(address);
        self.markup(")");
    }

    fn destination(&mut self, address: &str) {
        let pointed = address.contains(char::is_whitespace) || !is_even(address, '(', ')');
        let mut plain = String::with_capacity(address.len());
        for letter in address.chars() {
            match letter {
                '\\' | '&' => plain.extend(['\\', letter]),
                '<' => plain.push_str("%3C"),
                '>' => plain.push_str("%3E"),
                _ => plain.push(letter),
            }
        }
        // An escaped `&` is one only before what would be a character.
        let plain = unneeded(&plain);
        match pointed {
            true => self.push(&format!("<{plain}>"), Role::Raw),
            false => self.push(&plain, Role::Raw),
        }
    }

    fn atom(&mut self, atom: &Atom, role: Role) {
        match atom {
            Atom::Text(text) => self.push(text, role),
            Atom::Code(text) => self.code(text),
            Atom::Picture(picture) => self.picture(picture),
            Atom::Note(number) => self.markup(&format!("[^{number}]")),
            Atom::Break if self.lines => {}
            Atom::Break if self.place == Place::Paragraph => self.markup("\\\n"),
            Atom::Break => self.push(" ", Role::Text),
        }
    }

    fn code(&mut self, text: &str) {
        let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or_default();
        let mark = "`".repeat(longest + 1);
        let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) { " " } else { "" };
        self.markup(&mark);
        self.push(&format!("{pad}{text}{pad}"), Role::Raw);
        self.markup(&mark);
    }

    fn picture(&mut self, picture: &Picture) {
        if self.lines && !self.letters.is_empty() {
            self.markup("\n");
        }
        self.markup("![");
        self.push(&picture.alt, if is_balanced(&picture.alt) { Role::Text } else { Role::Bracketed });
        self.markup("](");
        self.destination(&picture.src);
        if !picture.caption.is_empty() {
            let quoted: String = picture
                .caption
                .chars()
                .flat_map(|letter| {
                    let needs = matches!(letter, '"' | '\\' | '&');
                    needs.then_some('\\').into_iter().chain([letter])
                })
                .collect();
            self.push(&format!(" \"{}\"", unneeded(&quoted)), Role::Raw);
        }
        self.markup(")");
    }
}

/// Takes back the escape of a `&` that makes no character.
fn unneeded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("\\&") {
        let after = &rest[at + 2..];
        let name = after.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '#');
        let means = name.is_some_and(|end| end > 0 && after[end..].starts_with(';'));
        out.push_str(&rest[..at]);
        out.push_str(if means { "\\&" } else { "&" });
        rest = after;
    }
    out + rest
}

fn is_balanced(text: &str) -> bool {
    is_even(text, '[', ']')
}

fn is_even(text: &str, start: char, end: char) -> bool {
    let mut open = 0usize;
    for letter in text.chars() {
        if letter == start {
            open += 1;
        } else if letter == end {
            match open.checked_sub(1) {
                Some(rest) => open = rest,
                None => return false,
            }
        }
    }
    open == 0
}

/// The style that goes furthest from the first piece, and over how many. A link is never cut.
fn widest(pieces: &[Piece], open: &[Style]) -> Option<(Style, usize)> {
    let first = pieces.first()?;
    let over = |style: &Style| pieces.iter().take_while(|piece| piece.styles.contains(style)).count();
    let closed = |style: &&Style| !open.contains(style);
    let (mut style, mut length) = (None, 0);
    for own in first.styles.iter().filter(closed) {
        if over(own) > length {
            (style, length) = (Some(own), over(own));
        }
    }
    let link = |piece: &Piece| piece.styles.iter().find(|own| matches!(own, Style::Link(_))).cloned();
    let cut = pieces.get(length).and_then(link).filter(|link| !open.contains(link));
    if let Some(cut) = cut.filter(|cut| pieces.get(length - 1).and_then(link).as_ref() == Some(cut)) {
        length =
            pieces[..length].iter().rposition(|piece| !piece.styles.contains(&cut)).map_or(0, |at| at + 1);
        if length == 0 {
            return Some((cut.clone(), over(&cut)));
        }
    }
    style.cloned().map(|style| (style, length))
}
