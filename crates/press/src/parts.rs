//! The files that what is kept of articles lies in, some hundred articles each. Most builds look at few texts of few
//! articles, so of a file only what every build needs is read, and the rest when somebody asks for it.

use std::{
    borrow::Cow,
    fs::{self, File},
    io::{Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use news::{
    lang::Lang,
    related::{Count, Mark, tally},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use xxhash_rust::xxh3::xxh3_64;

use crate::{
    articles::Entry,
    known::{Facts, Kept, Made, Record, Source},
};

/// What every file that is kept starts with. Another number for another form of them.
const START: &[u8] = b"bantin-state-9\n";

/// Whether something that was kept turned out to be damaged when it was asked for: what is built of it is not to be
/// published. Copies are of the same.
#[derive(Clone, Debug, Default)]
pub struct Damage(Arc<AtomicBool>);

impl Damage {
    /// Whether it was found.
    pub fn is_found(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// What was read and is whole; else nothing, which is noted.
    fn unless_whole<T: Default>(&self, read: Option<T>) -> T {
        read.unwrap_or_else(|| {
            self.0.store(true, Ordering::Relaxed);
            T::default()
        })
    }
}

/// What few builds look at of an article: at hand, or in a file.
#[derive(Debug)]
pub enum Rest {
    /// Made in this build: a [`crate::known::Known`] as JSON, and what [`news::related::words`] gave.
    Made { known: Vec<u8>, words: Arc<[u8]> },
    /// Kept from the last one.
    Kept(Place),
}

/// Where the rest of an article lies.
#[derive(Debug)]
pub struct Place {
    part: Arc<Part>,
    known: Range,
    words: Mark,
    /// Its words among those of the file.
    words_at: u32,
}

/// A file of articles whose rest was not read.
#[derive(Debug)]
pub struct Part {
    file: PathBuf,
    words: Range,
    /// Of a language: how many of its articles are counted, and where [`news::related::tally`] of them lies.
    tallies: Vec<(Lang, u32, Range)>,
    damage: Damage,
}

impl Part {
    /// Counts articles of a language all at once, if `articles` is how many there are of those that count: all that are
    /// published and do not come or go by the clock. Whether it was so.
    pub fn count(&self, lang: Lang, articles: usize, count: &mut Count) -> bool {
        let tally = self.tallies.iter().find(|(of, counted, _)| *of == lang && *counted as usize == articles);
        let Some((_, _, range)) = tally else { return false };
        let mut tally = Vec::new();
        let read = range.read(&self.file, &mut tally).map(|()| tally);
        count.add_all(&self.damage.unless_whole(read));
        true
    }
}

/// A part of a file, and a hash of it.
#[derive(Clone, Copy, Debug)]
struct Range {
    at: u32,
    bytes: u32,
    hash: u64,
}

impl Range {
    /// Reads it, if it is whole.
    fn read(self, file: &Path, to: &mut Vec<u8>) -> Option<()> {
        self.fill(file, to).filter(|()| xxh3_64(to) == self.hash)
    }

    fn fill(self, file: &Path, to: &mut Vec<u8>) -> Option<()> {
        let mut file = File::open(file).ok()?;
        file.seek(SeekFrom::Start(self.at.into())).ok()?;
        to.clear();
        file.take(self.bytes.into()).read_to_end(to).ok().map(drop)
    }
}

impl Rest {
    /// A [`crate::known::Known`] as JSON.
    pub fn known(&self) -> Cow<'_, [u8]> {
        match self {
            Self::Made { known, .. } => known.into(),
            Self::Kept(Place { part, known, .. }) => {
                let mut bytes = Vec::with_capacity(known.bytes as usize);
                let read = known.read(&part.file, &mut bytes).map(|()| bytes);
                part.damage.unless_whole(read).into()
            }
        }
    }

    /// The file that it lies in.
    pub fn part(&self) -> Option<&Arc<Part>> {
        match self {
            Self::Made { .. } => None,
            Self::Kept(place) => Some(&place.part),
        }
    }

    /// By what the words that related news are found by are known.
    pub fn mark(&self) -> Mark {
        match self {
            Self::Made { words, .. } => Mark::of(words),
            Self::Kept(place) => place.words,
        }
    }

    /// What [`news::related::words`] gave.
    pub fn words(&self) -> Cow<'_, [u8]> {
        match self {
            Self::Made { words, .. } => (&**words).into(),
            Self::Kept(Place { part, words, words_at, .. }) => {
                // Of a hash of all, nothing can be said when some are read.
                let own = Range { at: part.words.at + words_at, bytes: words.bytes, hash: 0 };
                let mut bytes = Vec::with_capacity(words.bytes as usize);
                let read = own.fill(&part.file, &mut bytes).filter(|()| words.fits(&bytes)).map(|()| bytes);
                part.damage.unless_whole(read).into()
            }
        }
    }
}

/// Reads the words of article after article, those of a file at once.
#[derive(Default)]
pub struct Reader {
    part: Option<Arc<Part>>,
    words: Vec<u8>,
}

impl Reader {
    /// Those of an article, or nothing if they are damaged.
    pub fn words<'r>(&'r mut self, rest: &'r Rest) -> &'r [u8] {
        match rest {
            Rest::Made { words, .. } => words,
            Rest::Kept(place) => self.kept(place),
        }
    }

    fn kept(&mut self, place: &Place) -> &[u8] {
        let Place { part, words, words_at, .. } = place;
        if !self.part.as_ref().is_some_and(|read| Arc::ptr_eq(read, part)) {
            let read = part.words.read(&part.file, &mut self.words);
            if read.is_none() {
                self.words.clear();
            }
            part.damage.unless_whole(read);
            self.part = Some(Arc::clone(part));
        }
        let at = *words_at as usize;
        self.words.get(at..at + words.bytes as usize).unwrap_or_default()
    }
}

/// What a file of articles has besides what is in it, before all else.
#[derive(Clone, Copy)]
struct Sizes {
    lines: u32,
    words: u32,
    words_hash: u64,
}

impl Sizes {
    const BYTES: usize = 16;

    fn bytes(self) -> [u8; Self::BYTES] {
        let all = u128::from(self.lines) | u128::from(self.words) << 32 | u128::from(self.words_hash) << 64;
        all.to_le_bytes()
    }

    fn of(bytes: [u8; Self::BYTES]) -> Self {
        let all = u128::from_le_bytes(bytes);
        Self { lines: all as u32, words: (all >> 32) as u32, words_hash: (all >> 64) as u64 }
    }
}

/// An article in such a file: what every build needs, and how to know the rest.
#[derive(Serialize, Deserialize)]
struct Line {
    file: Arc<str>,
    source: Source,
    facts: Arc<Facts>,
    made: Option<Arc<Made>>,
    known: u32,
    known_hash: u64,
    words: Mark,
}

/// How many articles of a language are counted in such a file, in how many bytes, and a hash of those.
type Tally = (Lang, u32, u32, u64);

/// Counts the words of a file's articles, as [`Part::count`] needs them.
fn tallies(part: &[Entry], words: &[&[u8]]) -> (Vec<Tally>, Vec<u8>) {
    let counts = |kept: &Kept| {
        let Facts { draft, publish_at, expires_at, .. } = &*kept.facts;
        kept.made.is_some() && !draft && publish_at.or(*expires_at).is_none()
    };
    let mut bytes = Vec::new();
    let of = |lang: Lang| {
        let own = |(_, record): &Entry| counts(&record.kept) && record.kept.facts.lang == lang;
        let own: Vec<&[u8]> =
            part.iter().zip(words).filter(|(entry, _)| own(entry)).map(|(_, words)| *words).collect();
        let tally = tally(own.iter().copied()).filter(|_| !own.is_empty())?;
        bytes.extend_from_slice(&tally);
        Some((lang, own.len() as u32, tally.len() as u32, xxh3_64(&tally)))
    };
    (Lang::ALL.into_iter().filter_map(of).collect(), bytes)
}

/// The bytes of a file of articles, and the hash by which they are known.
pub fn written(part: &[Entry]) -> Option<(Vec<u8>, u64)> {
    let (mut words, mut rest, mut ends) = (Vec::new(), Vec::new(), Vec::new());
    let mut reader = Reader::default();
    let line = |(file, Record { source, kept }): &Entry| {
        let known = kept.rest.known();
        rest.extend_from_slice(&known);
        let own = reader.words(&kept.rest);
        words.extend_from_slice(own);
        ends.push(words.len());
        Line {
            file: Arc::clone(file),
            source: *source,
            facts: Arc::clone(&kept.facts),
            made: kept.made.clone(),
            known: known.len() as u32,
            known_hash: xxh3_64(&known),
            words: Mark::of(own),
        }
    };
    let lines: Vec<Line> = part.iter().map(line).collect();
    let starts = [0].iter().chain(&ends);
    let each: Vec<&[u8]> =
        starts.zip(&ends).map(|(start, end)| words.get(*start..*end).unwrap_or_default()).collect();
    let (tallies, tallied) = tallies(part, &each);
    let lines = postcard::to_allocvec(&(lines, tallies)).ok()?;
    let count = |bytes: &[u8]| u32::try_from(bytes.len()).ok();
    let sizes = Sizes { lines: count(&lines)?, words: count(&words)?, words_hash: xxh3_64(&words) };
    let (mut bytes, hash) = sealed([&start(), &sizes.bytes()[..], &lines].concat());
    [words, tallied, rest].iter().for_each(|part| bytes.extend_from_slice(part));
    count(&bytes)?;
    Some((bytes, hash))
}

/// What [`written`] gave, and its hash; none if it is damaged. Of the rest, damage is found when it is asked for.
pub fn read(file: PathBuf, damage: &Damage) -> Option<(Vec<Entry>, u64)> {
    let mut open = File::open(&file).ok()?;
    let mut bytes = vec![0; BEGIN + Sizes::BYTES];
    open.read_exact(&mut bytes).ok()?;
    let sizes = Sizes::of(*bytes.last_chunk()?);
    let whole = open.metadata().ok()?.len();
    (u64::from(sizes.lines) + u64::from(sizes.words) < whole).then_some(())?;
    open.take(sizes.lines.into()).read_to_end(&mut bytes).ok()?;
    let hash = hash_of(&bytes)?;
    let (lines, tallies): (Vec<Line>, Vec<Tally>) =
        postcard::from_bytes(bytes.get(BEGIN + Sizes::BYTES..)?).ok()?;
    let words = Range { at: bytes.len() as u32, bytes: sizes.words, hash: sizes.words_hash };
    let mut known_at = words.at + words.bytes;
    let tally = |(lang, articles, bytes, hash): Tally| {
        let range = Range { at: known_at, bytes, hash };
        known_at += bytes;
        (lang, articles, range)
    };
    let tallies = tallies.into_iter().map(tally).collect();
    let mut words_at = 0;
    let part = Arc::new(Part { file, words, tallies, damage: damage.clone() });
    let record = |line: Line| {
        let Line { file, source, facts, made, known, known_hash, words } = line;
        let known = Range { at: known_at, bytes: known, hash: known_hash };
        let place = Place { part: Arc::clone(&part), known, words, words_at };
        (known_at, words_at) = (known_at + known.bytes, words_at + words.bytes);
        (file, Record { source, kept: Kept { facts, made, rest: Rest::Kept(place) }.into() })
    };
    let entries = lines.into_iter().map(record).collect();
    (u64::from(known_at) == whole && words_at == sizes.words).then_some((entries, hash))
}

/// The bytes of a file with one value, and the hash of them.
pub fn written_one(value: &impl Serialize) -> Option<(Vec<u8>, u64)> {
    postcard::to_extend(value, start()).ok().map(sealed)
}

/// What [`written_one`] gave; none if it is damaged.
pub fn read_one<T: DeserializeOwned>(file: &Path) -> Option<T> {
    let bytes = fs::read(file).ok()?;
    hash_of(&bytes)?;
    postcard::from_bytes(bytes.get(BEGIN..)?).ok()
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

/// The hash that is written in what [`sealed`] gave; none if it is damaged.
fn hash_of(bytes: &[u8]) -> Option<u64> {
    let (hash, rest) = bytes.strip_prefix(START)?.split_first_chunk::<8>()?;
    let hash = u64::from_le_bytes(*hash);
    (xxh3_64(rest) == hash).then_some(hash)
}
