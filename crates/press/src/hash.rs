//! One number for any value: by it, what has not changed is known.

use serde::Serialize;
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// A hash of a value as JSON. Two values that are written alike are alike.
pub fn hash(value: &impl Serialize) -> u64 {
    let mut json = Vec::with_capacity(256);
    // It can not fail but for what is no JSON, such as a map with other keys than strings.
    let _ = serde_json::to_writer(&mut json, value);
    xxh3_64(&json)
}

/// A hash of numbers, most of which are hashes: a build takes many for each article.
pub fn numbers(numbers: impl IntoIterator<Item = u64>) -> u64 {
    numbers.into_iter().fold(0, |hash, number| xxh3_64_with_seed(&number.to_le_bytes(), hash))
}
