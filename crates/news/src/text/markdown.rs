//! Markdown as authors write it, to HTML that has passed the sanitising door.
//!
//! CommonMark with tables, footnotes, strikethrough and task lists. The author's words and punctuation are
//! left alone. Raw HTML is sanitised, not trusted.

mod again;
mod blocks;
mod nest;
mod notes;
mod pictures;
mod raw;
mod writer;

#[cfg(test)]
mod tests;

use std::fmt;

pub use again::{Reread, reread};
pub use blocks::{Block, blocks};
use pulldown_cmark::{Options, Parser};

use super::{depth, html::SafeHtml, plain, sanitise};

/// What an address in a text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A link that a reader follows.
    Link,
    /// A picture, sound or film that the page shows.
    Picture,
    /// What another page would show in a frame (`<iframe>`): the sanitising door makes a link of it.
    Frame,
}

/// What an address is replaced with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// The address to write.
    pub url: String,
    /// A picture's width and height in pixels, where known.
    pub size: Option<(u32, u32)>,
    /// A picture's smaller copies, as the value of `srcset`.
    pub srcset: Option<String>,
}

/// Asked about each address of a text, in the order of reading: what it is for, the address as the author
/// wrote it, and the byte offset in the Markdown of the link or picture that it belongs to.
///
/// None leaves the address as it is.
pub type Links<'l> = dyn FnMut(Kind, &str, usize) -> Option<Target> + 'l;

/// A heading of a text, for a table of contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6: the page's own heading is the 1.
    pub level: u8,
    /// Its anchor: `h-` and the slug of its text, unique in the text.
    pub id: String,
    /// Its words.
    pub text: String,
}

/// A rendered text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// The text, fit to stand in a page.
    pub html: SafeHtml,
    /// Its headings, in order.
    pub headings: Vec<Heading>,
    /// Its words without markup, a block a line.
    pub plain: String,
    /// How many words it has (in Vietnamese: syllables).
    pub words: usize,
}

/// The text nests quotes, lists or HTML so deep, or its HTML is so tangled, that it is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooDeep {
    /// The line of the Markdown, from 1, about where it goes too far.
    pub line: usize,
}

impl fmt::Display for TooDeep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: quotes, lists or HTML nest too deep, or the HTML is too tangled", self.line)
    }
}

impl std::error::Error for TooDeep {}

/// Renders `markdown`; `links` may replace each address in it.
///
/// The highest heading used becomes h2 and the others follow. Pictures that stand alone become figures with
/// their title as caption, several of them a gallery. Anchors start with
/// [`ID_PREFIXES`](super::allowed::ID_PREFIXES).
///
/// # Errors
/// [`TooDeep`] if blocks nest deeper than [`DEEPEST`] or HTML is not worth parsing. This is found out in
/// time proportional to the text, whatever it contains.
pub fn render(markdown: &str, links: &mut Links<'_>) -> Result<Rendered, TooDeep> {
    let written = write(markdown, links)?;
    depth::check(&written.html).map_err(|line| {
        let offset = written.source_of_line(line);
        TooDeep { line: line_at(markdown, offset) }
    })?;
    let html = sanitise::sanitise(&written.html);
    let plain = plain::plain(&html);
    Ok(Rendered { headings: written.headings, words: plain::words(&plain), plain, html })
}

/// The addresses of the pictures, sounds and films in `markdown`, as the author wrote them.
///
/// # Errors
/// [`TooDeep`] if blocks nest too deep; HTML is not checked.
pub fn pictures(markdown: &str) -> Result<Vec<String>, TooDeep> {
    let mut pictures = Vec::new();
    write(markdown, &mut |kind, url, _| {
        if kind == Kind::Picture {
            pictures.push(url.to_owned());
        }
        None
    })?;
    Ok(pictures)
}

/// What is read beyond CommonMark.
pub(crate) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);

fn write(markdown: &str, links: &mut Links<'_>) -> Result<writer::Written, TooDeep> {
    nest::check(markdown)?;
    let events: Vec<_> = Parser::new_ext(markdown, OPTIONS).into_offset_iter().collect();
    Ok(writer::write(&events, links))
}

/// Checks the nesting of quotes and lists alone, which is what makes a text safe to parse.
///
/// # Errors
/// [`TooDeep`] where more than [`DEEPEST`] are open.
pub fn check_depth(markdown: &str) -> Result<(), TooDeep> {
    nest::check(markdown)
}

/// Quotes and list items that may be open at once.
pub const DEEPEST: usize = 100;

/// The line, from 1, that the byte at `offset` of `text` is in.
pub fn line_at(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}
