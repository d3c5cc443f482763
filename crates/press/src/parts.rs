//! The files that what is kept of articles lies in, some hundred articles each. Most builds look at little of it, so a file
//! is read in one piece, and what is not looked at stays the bytes that it is.

use std::{fs, ops::Range, path::Path, sync::Arc};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use xxhash_rust::xxh3::xxh3_64;

use crate::{
    articles::Entry,
    known::{Facts, Kept, Made, Record, Source},
};

/// What every file that is kept starts with. Another number for another form of them.
const START: &[u8] = b"bantin-state-7\n";

/// Bytes by themselves, or a part of a file that was read.
#[derive(Clone, Debug)]
pub struct Bytes {
    all: Arc<Vec<u8>>,
    part: Range<u32>,
}

impl Bytes {
    /// The bytes.
    pub fn get(&self) -> &[u8] {
        self.all.get(self.part.start as usize..self.part.end as usize).unwrap_or_default()
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(all: Vec<u8>) -> Self {
        Self { part: 0..all.len() as u32, all: Arc::new(all) }
    }
}

impl Default for Bytes {
    fn default() -> Self {
        Vec::new().into()
    }
}

/// An article in such a file: what every build needs, and how many bytes there are of the rest.
#[derive(Serialize, Deserialize)]
struct Line {
    file: Arc<str>,
    source: Source,
    facts: Arc<Facts>,
    made: Option<Arc<Made>>,
    known: u32,
    words: u32,
}

/// The bytes of a file of articles, and the hash of them.
pub fn written(part: &[Entry]) -> Option<(Vec<u8>, u64)> {
    let line = |(file, Record { source, kept }): &Entry| Line {
        file: Arc::clone(file),
        source: *source,
        facts: Arc::clone(&kept.facts),
        made: kept.made.clone(),
        known: kept.known.get().len() as u32,
        words: kept.words.get().len() as u32,
    };
    let lines: Vec<Line> = part.iter().map(line).collect();
    let mut bytes = postcard::to_extend(&lines, start()).ok()?;
    for (_, record) in part {
        bytes.extend_from_slice(record.kept.known.get());
        bytes.extend_from_slice(record.kept.words.get());
    }
    Some(sealed(bytes))
}

/// What [`written`] gave, and the hash of it; none if it is damaged.
pub fn read(file: &Path) -> Option<(Vec<Entry>, u64)> {
    let (bytes, hash) = opened(file)?;
    let (lines, rest): (Vec<Line>, _) = postcard::take_from_bytes(bytes.get(BEGIN..)?).ok()?;
    let told: usize = lines.iter().map(|line| line.known as usize + line.words as usize).sum();
    if told != rest.len() || u32::try_from(bytes.len()).is_err() {
        return None;
    }
    let mut at = (bytes.len() - rest.len()) as u32;
    let all = Arc::new(bytes);
    let mut next = |length: u32| {
        let part = at..at + length;
        at = part.end;
        Bytes { all: Arc::clone(&all), part }
    };
    let record = |line: Line| {
        let Line { file, source, facts, made, known, words } = line;
        (file, Record { source, kept: Kept { facts, made, known: next(known), words: next(words) }.into() })
    };
    Some((lines.into_iter().map(record).collect(), hash))
}

/// The bytes of a file with one value, and the hash of them.
pub fn written_one(value: &impl Serialize) -> Option<(Vec<u8>, u64)> {
    postcard::to_extend(value, start()).ok().map(sealed)
}

/// What [`written_one`] gave; none if it is damaged.
pub fn read_one<T: DeserializeOwned>(file: &Path) -> Option<T> {
    postcard::from_bytes(opened(file)?.0.get(BEGIN..)?).ok()
}

/// Where what is kept begins: after the start, and the hash of it.
const BEGIN: usize = START.len() + 8;

fn start() -> Vec<u8> {
    [START, &[0; 8]].concat()
}

fn sealed(mut bytes: Vec<u8>) -> (Vec<u8>, u64) {
    let hash = xxh3_64(bytes.get(BEGIN..).unwrap_or_default());
    if let Some(place) = bytes.get_mut(START.len()..BEGIN) {
        place.copy_from_slice(&hash.to_le_bytes());
    }
    (bytes, hash)
}

fn opened(file: &Path) -> Option<(Vec<u8>, u64)> {
    let bytes = fs::read(file).ok()?;
    let (hash, rest) = bytes.strip_prefix(START)?.split_first_chunk::<8>()?;
    let hash = u64::from_le_bytes(*hash);
    (xxh3_64(rest) == hash).then_some((bytes, hash))
}
