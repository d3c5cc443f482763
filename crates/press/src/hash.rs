//! One number for any value: by it, what has not changed is known.

use std::io;

use serde::Serialize;
use xxhash_rust::xxh3::Xxh3;

/// A hash of a value as JSON. Two values that are written alike are alike.
pub fn hash(value: &impl Serialize) -> u64 {
    let mut hash = Xxh3::new();
    // It is written nowhere: it can not fail but for what is no JSON, such as a map with other keys than strings.
    let _ = serde_json::to_writer(Writer(&mut hash), value);
    hash.digest()
}

struct Writer<'h>(&'h mut Xxh3);

impl io::Write for Writer<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
