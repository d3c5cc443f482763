//! What is known of an article from the last build, so that it need not be read or rendered again.
//!
//! An article is the same as long as its files are, and as long as the site answers what its text asks in the same way:
//! where each link leads, and which picture is meant. All is asked anew in every build, so nobody has to work out which
//! articles a change elsewhere concerns.

use std::{
    fs::Metadata,
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use news::{
    article::Figure, comment::Comment, date::Moment, lang::Lang, manuscript::Manuscript, problem::Problem,
};
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use crate::{body::Asked, parts::Rest};

/// A file that changes so shortly before a build may change again without another date: some file systems count in
/// steps of two seconds.
const UNSETTLED: Duration = Duration::from_secs(2);

/// By which an unchanged file is known without being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    bytes: u64,
    /// Nanoseconds since 1970: when its bytes changed last, and when anything of it did, where that is known.
    modified: u64,
    changed: u64,
    number: u64,
}

impl Stamp {
    /// Of a file; none if the system does not say.
    pub fn at(file: &Metadata) -> Option<Self> {
        let modified = file.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        let (changed, number) = more(file);
        Some(Self { bytes: file.len(), modified: modified.as_nanos().try_into().ok()?, changed, number })
    }

    /// Of a file; none if the system does not say, or if it changed too shortly before `start`.
    pub fn of(file: &Metadata, start: SystemTime) -> Option<Self> {
        Self::at(file)?.settled(start)
    }

    /// None if the file changed too shortly before `start`.
    pub fn settled(self, start: SystemTime) -> Option<Self> {
        let latest = Duration::from_nanos(self.modified.max(self.changed));
        (latest + UNSETTLED < start.duration_since(UNIX_EPOCH).ok()?).then_some(self)
    }

    /// As a number.
    pub fn hash(&self) -> u64 {
        let parts = [self.bytes, self.modified, self.changed, self.number];
        xxh3_64(&parts.map(u64::to_le_bytes).concat())
    }
}

#[cfg(unix)]
fn more(file: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    let nanoseconds = file.ctime().saturating_mul(1_000_000_000).saturating_add(file.ctime_nsec());
    (u64::try_from(nanoseconds).unwrap_or_default(), file.ino())
}

#[cfg(not(unix))]
fn more(_: &Metadata) -> (u64, u64) {
    (0, 0)
}

/// A file at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// A hash of its [`Stamp`]; none if it has to be read to know it.
    pub stamp: Option<u64>,
    /// Of what is in it.
    pub hash: u64,
}

/// The files of an article at one moment: itself, and its comments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The article.
    pub article: Version,
    /// Its comments, if it has any.
    pub comments: Option<Version>,
}

impl Source {
    /// Whether the same is in the files.
    pub fn is_like(&self, other: &Self) -> bool {
        let comments = |source: &Self| source.comments.map(|comments| comments.hash);
        self.article.hash == other.article.hash && comments(self) == comments(other)
    }

    /// Of what is in the files.
    pub fn hash(&self) -> u64 {
        let comments = self.comments.map_or([0; 9], |comments| {
            let mut bytes = [1; 9];
            bytes[1..].copy_from_slice(&comments.hash.to_le_bytes());
            bytes
        });
        xxh3_64(&[&self.article.hash.to_le_bytes()[..], &comments].concat())
    }
}

/// What every build needs of every article, whether it is another now or not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The language.
    pub lang: Lang,
    /// Its address.
    pub slug: String,
    /// The headline.
    pub title: String,
    /// The name of its section.
    pub section: Option<String>,
    /// Tags, in the author's order.
    pub tags: Vec<String>,
    /// The date that it carries; that of its file where it has none.
    #[serde(with = "moment")]
    pub date: Moment,
    /// Not shown before.
    #[serde(with = "moment::maybe")]
    pub publish_at: Option<Moment>,
    /// Not shown from here on.
    #[serde(with = "moment::maybe")]
    pub expires_at: Option<Moment>,
    /// Not to be published.
    pub draft: bool,
    /// What few articles have; none if it is nothing. Every build goes through all of them several times.
    pub rare: Option<Box<Rare>>,
}

/// What every build needs of an article, and few have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rare {
    /// Former addresses.
    pub aliases: Vec<String>,
    /// The author's choice of related news.
    pub related: Vec<String>,
    /// The article that this one translates.
    pub translation_of: Option<String>,
    /// What is wrong with its fields and comments.
    pub problems: Vec<Problem>,
}

impl Facts {
    /// What few articles have.
    pub fn rare(&self) -> &Rare {
        self.rare.as_deref().unwrap_or(Rare::nothing())
    }
}

impl Rare {
    /// What most articles have of it.
    pub fn nothing() -> &'static Self {
        static NOTHING: Rare =
            Rare { aliases: Vec::new(), related: Vec::new(), translation_of: None, problems: Vec::new() };
        &NOTHING
    }
}

/// What every build needs of what an article's text became.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// What the text and the article's picture asked the site, and the answers.
    pub asked: Vec<Asked>,
    /// A hash of the answers and of what became of the text.
    pub hash: u64,
    /// A hash of what lists show of the article, but for the section.
    pub teaser: u64,
    /// What is wrong with the text.
    pub problems: Vec<Problem>,
}

/// What is kept of an article from build to build.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its files.
    pub source: Source,
    /// What they gave. A copy costs nothing.
    pub kept: Arc<Kept>,
}

/// What reading and rendering an article gave.
#[derive(Debug)]
pub struct Kept {
    /// What every build needs.
    pub facts: Arc<Facts>,
    /// The same of its text; none if it was not rendered: a draft, or one that has expired.
    pub made: Option<Arc<Made>>,
    /// All else.
    pub rest: Rest,
}

impl Record {
    /// Whether it is this very one: nothing was made anew.
    pub fn is(&self, other: &Record) -> bool {
        self.source == other.source && Arc::ptr_eq(&self.kept, &other.kept)
    }
}

/// All that reading and rendering an article gave, but for its text.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Known {
    /// Its fields.
    pub manuscript: Manuscript,
    /// What its readers wrote.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<Comment>,
    /// What its text became; the default if it was not rendered.
    #[serde(default)]
    pub text: KnownText,
}

/// What rendering an article gave, without the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownText {
    /// How many words it has.
    pub words: usize,
    /// The article's own picture, as it was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover: Option<Figure>,
}

/// Moments as numbers: as a text each has to be read anew.
mod moment {
    use news::date::Moment;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(moment: &Moment, to: S) -> Result<S::Ok, S::Error> {
        (moment.unix(), moment.offset()).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Moment, D::Error> {
        <(i64, i16)>::deserialize(from).map(|(unix, offset)| Moment::new(unix, offset))
    }

    pub mod maybe {
        use super::{Deserialize, Deserializer, Moment, Serialize, Serializer};

        pub fn serialize<S: Serializer>(moment: &Option<Moment>, to: S) -> Result<S::Ok, S::Error> {
            moment.map(|moment| (moment.unix(), moment.offset())).serialize(to)
        }

        pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Moment>, D::Error> {
            let parts = <Option<(i64, i16)>>::deserialize(from)?;
            Ok(parts.map(|(unix, offset)| Moment::new(unix, offset)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_just_changed_has_no_stamp() {
        let file = std::env::temp_dir().join(format!("bantin-stamp-{}", std::process::id()));
        std::fs::write(&file, "1").unwrap();
        let found = std::fs::metadata(&file).unwrap();
        assert_eq!(Stamp::of(&found, SystemTime::now()), None);
        let later = SystemTime::now() + Duration::from_secs(3);
        let stamp = Stamp::of(&found, later).unwrap();
        std::fs::write(&file, "2").unwrap();
        let again = Stamp::of(&std::fs::metadata(&file).unwrap(), later).unwrap();
        assert!(stamp != again && stamp.hash() != again.hash());
        std::fs::remove_file(file).unwrap();
    }
}
