//! Tables, pictures, and pictures with a line under them.

use news::text::markup::{
    entities::decoded,
    tree::{Element, Node},
};

use super::{
    blocks::{Atom, Block, Line, Picture, Side},
    css::Css,
    line, links,
    read::Reader,
};

/// Columns that a merged cell may go over.
const WIDEST: usize = 50;

impl Reader<'_, '_> {
    /// A table: the first row is its heading. One of a single cell only frames what is in it.
    pub(super) fn table(&mut self, element: &Element<'_>) {
        let rows = element.named("tr");
        let cells: Vec<Vec<&Element<'_>>> = rows
            .iter()
            .map(|row| row.children.iter().filter_map(Node::element).filter(|cell| is_cell(cell)).collect())
            .collect();
        if cells.iter().map(Vec::len).sum::<usize>() <= 1 {
            if let Some(cell) = cells.iter().flatten().next() {
                self.children(cell);
            }
            return;
        }
        for caption in element.named("caption") {
            self.children(caption);
            self.flush();
        }
        let mut grid = Grid::default();
        for row in cells {
            grid.start();
            for cell in row {
                let line = line::ordered(self.alone(&cell.children));
                grid.add(line, side(cell), span(cell, "colspan"), span(cell, "rowspan"));
            }
            grid.end();
        }
        let Grid { mut rows, sides, .. } = grid;
        rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        let width = rows.iter().map(Vec::len).max().unwrap_or_default();
        if let Some(head) = rows.first_mut() {
            head.resize(width, Line::new());
            let side = |column| sides.get(column).copied().unwrap_or(Side::Unsaid);
            self.push(Block::Table { sides: (0..width).map(side).collect(), rows });
        }
    }

    /// Pictures with the line under them; anything else in a figure stands before that line.
    pub(super) fn figure(&mut self, element: &Element<'_>) {
        let caption = |inner: &Element<'_>| inner.name == "figcaption";
        let words = element.all(&caption).first().map(|found| decoded(&found.words()));
        let words = line::tidy(&words.unwrap_or_default()).trim().to_owned();
        let pictures = element.named("img");
        let others =
            |inner: &Element<'_>| matches!(inner.name.as_str(), "table" | "pre" | "blockquote" | "figure");
        if pictures.is_empty() || !element.all(&others).is_empty() {
            return self.children(element);
        }
        let last = pictures.len() - 1;
        let mut stayed = false;
        for (at, picture) in pictures.into_iter().enumerate() {
            let caption = if at == last { words.as_str() } else { "" };
            stayed = self.shown(picture, caption);
        }
        if !stayed && !words.is_empty() {
            self.flush();
            self.picture_atom(Atom::Text(words));
        }
    }

    /// A picture in a line.
    pub(super) fn picture(&mut self, element: &Element<'_>) {
        self.shown(element, "");
    }

    /// Gives whether the picture stays. Of others the description stays.
    fn shown(&mut self, element: &Element<'_>, caption: &str) -> bool {
        let alt = line::tidy(&element.value("alt").unwrap_or_default()).trim().to_owned();
        // Counters of readers.
        let dot = |name| matches!(element.value(name).as_deref(), Some("0" | "1"));
        let is_sign = !alt.is_empty() && !alt.contains(char::is_alphanumeric);
        let styled = element.value("style").is_some_and(|style| Css::read(&style).is_dot);
        let is_counter = styled || dot("width") && dot("height");
        let src = element.value("src").filter(|_| !is_sign && !is_counter);
        let src = src.and_then(|src| match links::embedded(&src) {
            Some(picture) => (self.keep)(picture),
            None => links::picture(&src),
        });
        match src {
            Some(src) => {
                self.picture_atom(Atom::Picture(Picture { src, alt, caption: caption.to_owned() }));
                true
            }
            None => {
                self.picture_atom(Atom::Text(alt));
                false
            }
        }
    }
}

fn is_cell(element: &Element<'_>) -> bool {
    element.name == "td" || element.name == "th"
}

fn span(cell: &Element<'_>, name: &str) -> usize {
    cell.value(name).and_then(|value| value.parse().ok()).unwrap_or(1).clamp(1, WIDEST)
}

/// Where a cell says that its text stands. To the left is where it stands anyhow, save where this newspaper says so.
fn side(cell: &Element<'_>) -> Side {
    let css = cell.value("style").map(|style| Css::read(&style).align).unwrap_or_default();
    let align = cell.value("align").unwrap_or_default().to_ascii_lowercase();
    let is = |name: &str| css == name || align == name;
    match () {
        () if cell.has_class("align-left") => Side::Left,
        () if cell.has_class("align-center") || is("center") => Side::Centre,
        () if cell.has_class("align-right") || is("right") => Side::Right,
        () => Side::Unsaid,
    }
}

/// Cells in rows and columns: the words of a merged cell stand in its first, the others are empty.
#[derive(Default)]
struct Grid {
    rows: Vec<Vec<Line>>,
    /// Of the first row.
    sides: Vec<Side>,
    row: Vec<Line>,
    /// For each column: rows that a cell above still reaches down.
    reach: Vec<usize>,
}

impl Grid {
    fn start(&mut self) {
        self.row = Vec::new();
    }

    fn add(&mut self, line: Line, side: Side, columns: usize, rows: usize) {
        while self.reach.get(self.row.len()).is_some_and(|reach| *reach > 0) {
            self.row.push(Line::new());
        }
        let at = self.row.len();
        if self.rows.is_empty() {
            self.sides.resize(at, Side::Unsaid);
            self.sides.push(side);
        }
        self.row.push(line);
        self.row.resize(at + columns, Line::new());
        if rows > 1 {
            self.reach.resize(self.reach.len().max(at + columns), 0);
            // This row is counted off at its end.
            self.reach[at..at + columns].fill(rows);
        }
    }

    fn end(&mut self) {
        for reach in &mut self.reach {
            *reach = reach.saturating_sub(1);
        }
        // Markdown fills the end of a row itself.
        let used = self.row.iter().rposition(|cell| !cell.is_empty()).map_or(0, |at| at + 1);
        self.row.truncate(used);
        self.rows.push(std::mem::take(&mut self.row));
    }
}
