//! Compressed siblings: `index.html.br` and `index.html.gz` beside `index.html`, for servers that send such files as they
//! are and so never compress.

use std::io::{self, Write};

use flate2::{Compression, GzBuilder};
use rayon::prelude::*;

use crate::tree::{Tree, WriteError};

/// Ends of names of files that are text, or compress as well as text. Pictures are compressed already.
const ENDS: [&str; 9] = ["html", "css", "js", "json", "xml", "svg", "wasm", "txt", "webmanifest"];

/// Writes the siblings of every file that was written so far, as far as they are not there. Files of the site's own that
/// have such a name stay.
///
/// # Errors
/// The first file that can not be written.
pub fn all(tree: &Tree<'_>) -> Result<(), WriteError> {
    let written = tree.written();
    let written: Vec<_> = written.iter().collect();
    written.par_iter().try_for_each(|(path, printed)| {
        let end = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, end)| end);
        if !end.is_some_and(|end| ENDS.contains(&end)) {
            return Ok(());
        }
        // The app is compressed once a release and loaded by everybody: there, the last byte counts.
        let quality = if path.starts_with("app/") { 11 } else { 9 };
        sibling(tree, path, printed.bytes, "br", |bytes| brotli(bytes, quality))?;
        sibling(tree, path, printed.bytes, "gz", gzip)
    })
}

fn sibling(
    tree: &Tree<'_>,
    path: &str,
    hash: u64,
    end: &str,
    compress: impl Fn(&[u8]) -> io::Result<Vec<u8>>,
) -> Result<(), WriteError> {
    let name = format!("{path}.{end}");
    if tree.has(&name) || tree.keep(&name, hash)? {
        return Ok(());
    }
    let bytes = compress(&tree.read(path)?).map_err(|reason| WriteError::new(&name, reason))?;
    tree.write_made(&name, Some(hash), &bytes)
}

fn brotli(bytes: &[u8], quality: i32) -> io::Result<Vec<u8>> {
    let params = ::brotli::enc::BrotliEncoderParams {
        quality,
        size_hint: bytes.len(),
        ..::brotli::enc::BrotliEncoderParams::default()
    };
    let (mut from, mut to) = (bytes, Vec::new());
    ::brotli::BrotliCompress(&mut from, &mut to, &params)?;
    Ok(to)
}

/// Without a date or a name: the same file gives the same bytes.
fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzBuilder::new().write(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}
