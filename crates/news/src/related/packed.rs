//! Words with what they count, as they are kept: bytes in one piece, of which most builds look at few.

use std::{fmt, sync::Arc};

use serde::{Deserializer, Serializer, de};

/// Bytes of the hash that [`words`] begin with.
const HASH: usize = 8;
/// Bytes of a word in [`words`], and of one with its weight.
const WORD: usize = 4;
const WEIGHED: usize = 8;

/// What [`super::words`] gives: a hash of them first, then all words, then what each counts, in a byte.
pub(super) fn words(hash: u64, words: &[(u32, u8)]) -> Vec<u8> {
    let mut packed = Vec::with_capacity(HASH + words.len() * (WORD + 1));
    packed.extend_from_slice(&hash.to_le_bytes());
    words.iter().for_each(|(word, _)| packed.extend_from_slice(&word.to_le_bytes()));
    packed.extend(words.iter().map(|(_, worth)| worth));
    packed
}

/// The hash of what [`words`] gave.
pub(super) fn hash(words: &[u8]) -> u64 {
    words.first_chunk().map_or(0, |hash| u64::from_le_bytes(*hash))
}

/// The words, and what each counts.
fn parts(words: &[u8]) -> (&[[u8; WORD]], &[u8]) {
    let rest = words.get(HASH..).unwrap_or_default();
    let (words, worth) = rest.split_at(rest.len() / (WORD + 1) * WORD);
    (words.as_chunks().0, worth)
}

/// The number of each word of what [`words`] gave, in order.
pub(super) fn numbers(words: &[u8]) -> impl Iterator<Item = u32> {
    parts(words).0.iter().map(|word| u32::from_le_bytes(*word))
}

/// The same with what each counts.
pub(super) fn unpacked(words: &[u8]) -> impl Iterator<Item = (u32, u8)> {
    numbers(words).zip(parts(words).1.iter().copied())
}

/// Adds a word and its weight.
pub(super) fn push(packed: &mut Vec<u8>, word: u32, weight: f32) {
    packed.extend_from_slice(&word.to_le_bytes());
    packed.extend_from_slice(&weight.to_le_bytes());
}

/// What [`push`] added.
pub(super) fn weighed(packed: &[u8]) -> impl Iterator<Item = (u32, f32)> {
    packed
        .as_chunks::<WEIGHED>()
        .0
        .iter()
        .map(|&[a, b, c, d, e, f, g, h]| (u32::from_le_bytes([a, b, c, d]), f32::from_le_bytes([e, f, g, h])))
}

pub(super) fn serialize<S: Serializer>(bytes: &Arc<[u8]>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_bytes(bytes)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<[u8]>, D::Error> {
    from.deserialize_bytes(Bytes)
}

struct Bytes;

impl de::Visitor<'_> for Bytes {
    type Value = Arc<[u8]>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bytes")
    }

    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
        Ok(bytes.into())
    }
}
