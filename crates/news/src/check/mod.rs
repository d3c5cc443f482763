//! What an author should know of one article before it is published: the same for `bantin check` and for the editors'
//! desk, in words of either language.
//!
//! [`fields`] and [`file`] look at what was read of a file, [`marks`] at its Markdown, and [`manuscript`] at all of it,
//! with the site's answers to what only the site knows ([`Asking`]).

mod marks;
mod text;

#[cfg(test)]
mod tests;

use crate::{
    date::Moment,
    lang::Lang,
    manuscript::{Manuscript, Wrong, edit::Field},
    problem::{Problem, Severity},
    text::{markdown::line_at, vietnamese::nfc},
    words::remarks,
};

pub use marks::marks;
pub use text::{Asking, Picture, anchor, ids, is_remote};

/// A headline of more characters is cut where search results and cards of social networks show it: the most that
/// Google's guide to structured data of articles named for `headline`.
pub const LONGEST_TITLE: usize = 110;

/// A standfirst of more characters is a paragraph and no lead. Chosen, not measured: lists show it whole, and the
/// longest of the sample newspaper has 173.
pub const LONGEST_STANDFIRST: usize = 250;

/// One thing that is wrong, or could be better.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What it is.
    pub kind: Kind,
    /// Where it is.
    pub about: About,
}

/// Where a remark belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// A line of the file, from 1.
    Line(usize),
    /// A field, also one that is not there.
    Field(Field),
    /// The Markdown, at this byte.
    Body(usize),
}

/// What can be said of an article by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// No headline.
    NoTitle,
    /// No date.
    NoDate,
    /// A headline of so many characters, see [`LONGEST_TITLE`].
    LongTitle(usize),
    /// No lead.
    NoStandfirst,
    /// A lead of so many characters, see [`LONGEST_STANDFIRST`].
    LongStandfirst(usize),
    /// A picture, by its address, and no word on what it shows.
    NoAlt(String),
    /// The first heading is of a lower level than another, or one is more than a level below the one before: the levels
    /// of the one before and of this, in the author's signs.
    SkippedHeading(u8, u8),
    /// It is to appear at a moment that has passed, and is not published.
    PublishPast(Moment),
    /// It expires before it appears: nobody would ever see it.
    ExpiresFirst(Moment),
    /// Letters and their marks are apart (Unicode's NFD).
    Decomposed,
    /// Another article of its language has this slug.
    SlugTaken(String),
    /// A link that leads nowhere.
    DeadLink(String),
    /// A picture that is not there.
    NoPicture(String),
    /// A picture of another site.
    RemotePicture(String),
    /// What another site would show in a frame.
    Frame(String),
    /// Too many quotes, lists or HTML elements within each other.
    TooDeep,
    /// What reading the file told: it, or one of its fields, is not as it was meant.
    Wrong(Wrong),
}

impl Kind {
    /// How much it matters. A note is what an author may have meant.
    pub fn severity(&self) -> Severity {
        match self {
            Kind::NoTitle | Kind::SlugTaken(_) | Kind::NoPicture(_) | Kind::TooDeep => Severity::Error,
            Kind::NoDate
            | Kind::ExpiresFirst(_)
            | Kind::DeadLink(_)
            | Kind::RemotePicture(_)
            | Kind::Frame(_) => Severity::Warning,
            Kind::LongTitle(_)
            | Kind::NoStandfirst
            | Kind::LongStandfirst(_)
            // A picture that only decorates has none, and is written in the same way.
            | Kind::NoAlt(_)
            | Kind::SkippedHeading(..)
            | Kind::PublishPast(_)
            | Kind::Decomposed => Severity::Note,
            Kind::Wrong(wrong) => wrong.severity(),
        }
    }

    /// Its short name, which does not change.
    pub fn code(&self) -> &'static str {
        match self {
            Kind::NoTitle => "missing-title",
            Kind::NoDate => "missing-date",
            Kind::LongTitle(_) => "long-title",
            Kind::NoStandfirst => "no-standfirst",
            Kind::LongStandfirst(_) => "long-standfirst",
            Kind::NoAlt(_) => "no-alt",
            Kind::SkippedHeading(..) => "skipped-heading",
            Kind::PublishPast(_) => "publish-past",
            Kind::ExpiresFirst(_) => "expires-first",
            Kind::Decomposed => "decomposed",
            Kind::SlugTaken(_) => "duplicate-slug",
            Kind::DeadLink(_) => "dead-link",
            Kind::NoPicture(_) => "missing-picture",
            Kind::RemotePicture(_) => "remote-picture",
            Kind::Frame(_) => "frame",
            Kind::TooDeep => "too-deep",
            Kind::Wrong(wrong) => wrong.code(),
        }
    }

    /// What is wrong and what to do, in a language.
    pub fn words(&self, lang: Lang) -> (String, String) {
        remarks::of(self, lang)
    }

    /// As a problem of `file`, in English; add a line with [`Problem::at`].
    pub fn problem(&self, file: &str) -> Problem {
        let (message, help) = self.words(Lang::En);
        Problem { severity: self.severity(), ..Problem::error(file, self.code(), message, help) }
    }
}

impl Remark {
    fn new(kind: Kind, about: About) -> Self {
        Self { kind, about }
    }

    /// The line of the file, from 1, that it is about; none where that is a field that is not there. `body` is the
    /// Markdown of the manuscript.
    pub fn line(&self, of: &Manuscript, body: &str) -> Option<usize> {
        match self.about {
            About::Line(line) => Some(line),
            About::Field(field) => of.line_of(field.name()),
            About::Body(offset) => Some(of.body_line + line_at(body, offset) - 1),
        }
    }
}

/// What the fields say by themselves. What keeps them from being read, [`crate::manuscript::read`] has told.
pub fn fields(of: &Manuscript) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let mut remark = |kind, field| remarks.push(Remark::new(kind, About::Field(field)));
    let title = of.title.chars().count();
    if title > LONGEST_TITLE {
        remark(Kind::LongTitle(title), Field::Title);
    }
    match of.standfirst.as_ref().map(|standfirst| standfirst.chars().count()) {
        None => remark(Kind::NoStandfirst, Field::Standfirst),
        Some(length) if length > LONGEST_STANDFIRST => {
            remark(Kind::LongStandfirst(length), Field::Standfirst)
        }
        Some(_) => {}
    }
    if let Some(cover) = of.cover.as_ref().filter(|cover| cover.alt.is_empty()) {
        remark(Kind::NoAlt(cover.src.clone()), Field::CoverAlt);
    }
    if let Some(expires) = of.expires_at.filter(|expires| of.publish_at.is_some_and(|from| *expires <= from))
    {
        remark(Kind::ExpiresFirst(expires), Field::ExpiresAt);
    }
    remarks
}

/// What the file itself says, as it was before reading put it right.
pub fn file(raw: &str) -> Option<Remark> {
    let composed = nfc(raw);
    if composed == raw {
        return None;
    }
    let same = raw.lines().zip(composed.lines()).take_while(|(raw, composed)| raw == composed).count();
    Some(Remark::new(Kind::Decomposed, About::Line(same + 1)))
}

/// All that can be said of one article, in the order of the file: first its fields. `raw` is the file as it is, `ask`
/// the site that it belongs to. What keeps a field from being read is not among it: [`crate::manuscript::read`] tells.
pub fn manuscript(of: &Manuscript, raw: &str, ask: &dyn Asking) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let mut remark = |kind, field| remarks.push(Remark::new(kind, About::Field(field)));
    if of.title.is_empty() {
        remark(Kind::NoTitle, Field::Title);
    }
    if of.undated() && of.line_of("date").is_none() {
        remark(Kind::NoDate, Field::Date);
    }
    if !of.slug.is_empty() && ask.taken(of.lang, &of.slug) {
        remark(Kind::SlugTaken(of.slug.clone()), Field::Slug);
    }
    if let (Some(at), Some(now)) = (of.publish_at, ask.unpublished_at())
        && at.unix() < now
    {
        remark(Kind::PublishPast(at), Field::PublishAt);
    }
    if let Some(cover) = &of.cover {
        remarks.extend(
            text::picture(&cover.src, ask).map(|kind| Remark::new(kind, About::Field(Field::CoverSrc))),
        );
    }
    remarks.extend(fields(of));
    remarks.extend(file(raw));
    let mut body = marks(&of.body);
    body.extend(text::links(&of.body, ask));
    body.sort_by_key(|remark| remark.about);
    remarks.extend(body);
    remarks
}
