//! Words with what they count, as they are kept: bytes in one piece, of which most builds look at few.

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{count::Count, pair};

/// Bytes of the hash that [`words`] begin with.
const HASH: usize = 8;
/// Bytes of a word in [`words`], and of one with its weight.
const WORD: usize = 4;
const WEIGHED: usize = 8;

/// By what the words of an article are known, without looking at them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// A hash of them.
    pub hash: u64,
    /// How many bytes [`super::words`] gave.
    pub bytes: u32,
}

impl Mark {
    /// Of what [`super::words`] gave.
    pub fn of(words: &[u8]) -> Self {
        let hash = words.first_chunk().map_or(0, |hash| u64::from_le_bytes(*hash));
        Self { hash, bytes: words.len() as u32 }
    }

    /// Whether the words are these, all of them looked at.
    pub fn fits(self, words: &[u8]) -> bool {
        Self::of(words) == self && (words.is_empty() || hash(unpacked(words)) == self.hash)
    }
}

/// Where the words of articles are to be had, as [`super::words`] gave them: those of an archive may not lie in memory.
pub trait Words {
    /// Of the item at this place.
    fn of(&self, at: usize) -> Cow<'_, [u8]>;

    /// Counts the items at those places of which `counts` is true.
    fn count(&self, counts: &dyn Fn(usize) -> bool, count: &mut Count);
}

fn hash(words: impl Iterator<Item = (u32, u8)>) -> u64 {
    words.fold(0, |hash, (word, worth)| pair(hash, u64::from(word) << 32 | u64::from(worth)))
}

/// What [`super::words`] gives: a hash of them first, then all words, then what each counts, in a byte.
pub(super) fn words(words: &[(u32, u8)]) -> Vec<u8> {
    let hash = hash(words.iter().copied());
    let mut packed = Vec::with_capacity(HASH + words.len() * (WORD + 1));
    packed.extend_from_slice(&hash.to_le_bytes());
    words.iter().for_each(|(word, _)| packed.extend_from_slice(&word.to_le_bytes()));
    packed.extend(words.iter().map(|(_, worth)| worth));
    packed
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

/// Words in order, and in how many articles each is.
pub(super) fn tally(counted: impl Iterator<Item = (u32, u16)>) -> Vec<u8> {
    let (mut packed, mut counts) = (Vec::new(), Vec::new());
    for (word, articles) in counted {
        packed.extend_from_slice(&word.to_le_bytes());
        counts.extend_from_slice(&articles.to_le_bytes());
    }
    packed.append(&mut counts);
    packed
}

/// What [`tally`] gave.
pub(super) fn tallied(packed: &[u8]) -> Tallied<'_> {
    let (words, counts) = packed.split_at(packed.len() / (WORD + 2) * WORD);
    Tallied { words: words.as_chunks().0, counts: counts.as_chunks().0 }
}

/// Words that are still to be looked at, in order, and in how many articles each is.
pub(super) struct Tallied<'t> {
    words: &'t [[u8; WORD]],
    counts: &'t [[u8; 2]],
}

impl Tallied<'_> {
    /// Leaves out all before `word`.
    pub(super) fn skip_to(&mut self, word: u32) {
        let before = self.words.partition_point(|other| u32::from_le_bytes(*other) < word);
        self.words = self.words.get(before..).unwrap_or_default();
        self.counts = self.counts.get(before..).unwrap_or_default();
    }

    /// In how many articles `word` is, if it is the next.
    pub(super) fn of(&self, word: u32) -> u32 {
        match (self.words.first(), self.counts.first()) {
            (Some(next), Some(count)) if u32::from_le_bytes(*next) == word => {
                u16::from_le_bytes(*count).into()
            }
            _ => 0,
        }
    }
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

pub(super) fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
    to.serialize_bytes(bytes)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Box<[u8]>, D::Error> {
    from.deserialize_bytes(Bytes)
}

struct Bytes;

impl de::Visitor<'_> for Bytes {
    type Value = Box<[u8]>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bytes")
    }

    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
        Ok(bytes.into())
    }
}
