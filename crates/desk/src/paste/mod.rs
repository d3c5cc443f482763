//! What is pasted from Word, Google Docs, LibreOffice or a web page, as clean Markdown.
//!
//! The clipboard's HTML is taken apart by `news::text::markup`, as a WordPress's is; [`read`] makes blocks of it, whatever
//! the program's own way to say "heading" or "list"; [`write`] writes them as an editor would have typed them. Nothing here
//! is kept but words and what they are: no colour, no size, no HTML.
//!
//! Crates that turn HTML into Markdown (htmd, html2md) are no help: what has to be known is Word's lists that are
//! paragraphs with a bullet in a comment, Google's bold that is none, four programs' footnotes, and which signs this
//! newspaper's Markdown would take for markup.

mod blocks;
mod css;
mod escape;
mod inline;
mod into;
mod line;
mod links;
mod notes;
mod read;
mod scripts;
mod table;
mod told;
mod write;

#[cfg(test)]
mod tests;

pub use into::Pasted;

/// A picture that came within the HTML itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embedded {
    /// How a file of its kind ends: `png`.
    pub ending: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Keeps a picture, and gives the address that it has from then on; none if it is not to be kept.
pub type Keep<'k> = dyn FnMut(Embedded) -> Option<String> + 'k;

/// The Markdown of pasted HTML: blocks with an empty line between them, none after the last, in NFC: a few words
/// may go into a sentence. Empty if there are no words in it.
///
/// Headings start at the second level, which is an article's highest. Pictures stay if they are on the web or this
/// site; of others the description stays. Takes any HTML: what nests deeper than an article may is flattened.
pub fn markdown(html: &str) -> String {
    pasted(html, "", &mut |_| None).whole()
}

/// The same, for a text that it goes into, with those of the pictures within the HTML that `keep` takes.
pub fn pasted(html: &str, text: &str, keep: &mut Keep<'_>) -> Pasted {
    let blocks = read::read(html, notes::highest(text), keep);
    write::write(&blocks)
}
