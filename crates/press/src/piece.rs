//! An article as it lies in the site's folder.

use std::sync::{Arc, OnceLock};

use news::{
    article::{Article, Figure, Label, Teaser},
    date::{Day, Moment},
    lang::Lang,
    problem::Problem,
    text::plain::minutes,
};

use crate::{
    body::Text,
    known::{Facts, Kept, Known, Rare, Record, Source},
    parts::Rest,
};

/// Many of them. They are large, and handed on and put in order several times.
pub type Boxes = Vec<Box<Piece>>;

/// An article as it lies in the site's folder. Of one that has not changed since the last build no more is read than
/// [`Facts`], until somebody asks for more.
#[derive(Debug)]
pub struct Piece {
    /// Below the site's folder, with `/`.
    pub file: Arc<str>,
    /// Its place among all articles of the folder, in the order of their paths.
    pub at: usize,
    /// What every build needs of it.
    pub facts: Arc<Facts>,
    /// Whether it has any [`Rare`].
    has_rare: bool,
    /// The files that it was read from.
    pub source: Source,
    /// Whether it says when it is from; else it is as old as its file.
    pub dated: bool,
    /// The Markdown, until it is rendered; empty for one that has not changed.
    pub body: String,
    /// What was kept of it, if its files have not changed since; its body was not read then.
    pub last: Option<Arc<Kept>>,
    known: OnceLock<Box<Known>>,
}

impl Piece {
    /// One that was just read. Its section may be called otherwise than in its fields; `problems` are what is wrong with
    /// these and its comments.
    pub fn new(
        (file, source, dated): (Arc<str>, Source, bool),
        (lang, section): (Lang, Option<String>),
        mut known: Known,
        problems: Vec<Problem>,
    ) -> Self {
        let from = &mut known.manuscript;
        let rare = Rare {
            aliases: from.aliases.clone(),
            related: from.related.clone(),
            translation_of: from.translation_of.clone(),
            problems,
        };
        let facts = Facts {
            lang,
            slug: from.slug.clone(),
            title: from.title.clone(),
            section,
            tags: from.tags.clone(),
            date: from.date,
            publish_at: from.publish_at,
            expires_at: from.expires_at,
            draft: from.draft,
            rare: (rare != Rare::default()).then(|| rare.into()),
        };
        Self {
            file,
            at: 0,
            has_rare: facts.rare.is_some(),
            facts: facts.into(),
            source,
            dated,
            body: std::mem::take(&mut from.body),
            last: None,
            known: OnceLock::from(Box::new(known)),
        }
    }

    /// One whose files, which are `source`, have the same in them as when `last` was kept.
    pub fn again(file: Arc<str>, source: Source, last: Arc<Kept>) -> Self {
        Self {
            file,
            at: 0,
            has_rare: last.facts.rare.is_some(),
            facts: Arc::clone(&last.facts),
            source,
            dated: true,
            body: String::new(),
            last: Some(last),
            known: OnceLock::new(),
        }
    }

    /// All that is known of it. What was kept passes a checksum, and the same program wrote it: it can be read. Where it is
    /// damaged, nothing of this build is published, see [`crate::parts::Damage`].
    pub fn known(&self) -> &Known {
        self.known.get_or_init(|| {
            let kept = self.last.as_ref().and_then(|last| serde_json::from_slice(&last.rest.known()).ok());
            kept.unwrap_or_default()
        })
    }

    /// Takes up what its text has become.
    pub fn take(&mut self, text: &mut Text) {
        let Some(new) = &mut text.new else { return };
        self.known();
        if let Some(known) = self.known.get_mut() {
            known.text = std::mem::take(&mut new.known);
        }
    }

    /// What few articles have: of the others, nothing is looked at.
    pub fn rare(&self) -> &Rare {
        if self.has_rare { self.facts.rare() } else { Rare::nothing() }
    }

    /// When it comes out, or came.
    pub fn moment(&self) -> Moment {
        self.facts.publish_at.unwrap_or(self.facts.date)
    }

    /// The order of time: by day as it is told, since the archive counts days; then by moment and slug.
    pub fn order(&self) -> (Day, i64, &str, Lang) {
        (self.moment().day(), self.moment().unix(), &self.facts.slug, self.facts.lang)
    }

    /// What lists show of it. `cover` is its picture.
    pub fn teaser(&self, section: Option<Label>, cover: Option<Figure>) -> Teaser {
        let Known { manuscript: from, comments, .. } = self.known();
        Teaser {
            slug: from.slug.clone(),
            lang: self.facts.lang,
            title: from.title.clone(),
            standfirst: from.standfirst.clone(),
            section,
            published: from.date,
            cover,
            comment_count: comments.len() as u32,
            publish_at: from.publish_at,
            expires_at: from.expires_at,
        }
    }

    /// The article, without its text and what its page shows of others.
    pub fn article(&self, section: Option<Label>, tags: Vec<Label>) -> Article {
        let Known { manuscript: from, comments, text, .. } = self.known();
        Article {
            teaser: self.teaser(section, text.cover.clone()),
            updated: from.updated,
            authors: from.authors.clone(),
            credit: from.credit.clone(),
            tags,
            corrections: from.corrections.clone(),
            views: from.views,
            number: from.wordpress,
            minutes: minutes(text.words),
            comments_open: from.comments.unwrap_or(true),
            comments: comments.clone(),
            ..Article::default()
        }
    }

    /// What is kept of it for the next build; none if it has to be read then anyway. `text` is what became of it, if it
    /// was to be published.
    pub fn record(&self, text: Option<&Text>) -> Option<Record> {
        let new = text.and_then(|text| text.new.as_ref());
        let source = self.source;
        if let Some(last) = self.last.as_ref().filter(|_| new.is_none()) {
            return Some(Record { source, kept: Arc::clone(last) });
        }
        let kept = Kept {
            facts: Arc::clone(&self.facts),
            made: text.map(|text| Arc::clone(&text.made)),
            rest: Rest::Made {
                known: serde_json::to_vec(self.known()).ok().filter(|_| self.dated)?,
                words: new.map(|new| Arc::clone(&new.words)).unwrap_or_default(),
            },
        };
        Some(Record { source, kept: kept.into() })
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use news::manuscript::{self, dates::Zone};

    use super::*;
    use crate::known::{KnownText, Version};

    /// What is kept is not read before somebody asks: whatever an article may have must come back then.
    #[test]
    fn what_is_kept_of_an_article_comes_back() {
        let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../site/content");
        let mut folders = vec![content];
        let mut articles = 0;
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
                if entry.path().is_dir() {
                    folders.push(entry.path());
                    continue;
                }
                let (name, bytes) = (entry.path().display().to_string(), fs::read(entry.path()).unwrap());
                let (Some(manuscript), _) = manuscript::read(&name, &bytes, &Zone::utc()) else { continue };
                let source = Source { article: Version { stamp: None, hash: 1 }, comments: None };
                let text = KnownText { words: 7, cover: manuscript.cover.clone() };
                let known = Known { manuscript, comments: Vec::new(), text };
                let piece = Piece::new((name.into(), source, true), (Lang::Vi, None), known, Vec::new());
                let kept = piece.record(None).unwrap().kept;
                let again = Piece::again(Arc::clone(&piece.file), source, kept);
                let expected = Known {
                    manuscript: manuscript::Manuscript {
                        extra: Default::default(),
                        ..piece.known().manuscript.clone()
                    },
                    ..piece.known().clone()
                };
                assert_eq!(format!("{:?}", again.known()), format!("{expected:?}"));
                articles += 1;
            }
        }
        assert!(articles > 40, "{articles}");
    }
}
