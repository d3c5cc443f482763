//! The fields that can be changed, and what they hold.

use serde::{Deserialize, Serialize};

use crate::date::Moment;

/// A field of a manuscript, as a form has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The headline: text.
    Title,
    /// The end of the address: text.
    Slug,
    /// The lead (sapo): text.
    Standfirst,
    /// The one section: text.
    Section,
    /// Tags: a list.
    Tags,
    /// The byline: a list.
    Authors,
    /// The credit line: text.
    Credit,
    /// The picture's address: text. Without it there is no picture.
    CoverSrc,
    /// What the picture shows: text.
    CoverAlt,
    /// The line under the picture: text.
    CoverCaption,
    /// Who made the picture: text.
    CoverCredit,
    /// The date it carries: a moment.
    Date,
    /// When it last changed: a moment.
    Updated,
    /// Not shown before: a moment.
    PublishAt,
    /// Not shown from here on: a moment.
    ExpiresAt,
    /// Slugs or files of related articles: a list.
    Related,
    /// The language's code: text.
    Lang,
    /// The article that it translates: text.
    TranslationOf,
    /// Not to be published: yes or no. No field means no.
    Draft,
    /// Whether readers may comment: yes or no.
    Comments,
    /// How often it was read: a count.
    Views,
}

impl Field {
    /// Every field, in the order of a new file.
    pub const ALL: [Field; 21] = [
        Field::Title,
        Field::Slug,
        Field::Date,
        Field::Updated,
        Field::Section,
        Field::Tags,
        Field::Authors,
        Field::Standfirst,
        Field::CoverSrc,
        Field::CoverAlt,
        Field::CoverCaption,
        Field::CoverCredit,
        Field::Credit,
        Field::Related,
        Field::Lang,
        Field::TranslationOf,
        Field::Draft,
        Field::PublishAt,
        Field::ExpiresAt,
        Field::Comments,
        Field::Views,
    ];

    /// Bantin's own name for it; that of the picture for its parts.
    pub fn name(self) -> &'static str {
        match self {
            Field::Title => "title",
            Field::Slug => "slug",
            Field::Standfirst => "standfirst",
            Field::Section => "section",
            Field::Tags => "tags",
            Field::Authors => "authors",
            Field::Credit => "credit",
            Field::CoverSrc | Field::CoverAlt | Field::CoverCaption | Field::CoverCredit => "cover",
            Field::Date => "date",
            Field::Updated => "updated",
            Field::PublishAt => "publish_at",
            Field::ExpiresAt => "expires_at",
            Field::Related => "related",
            Field::Lang => "lang",
            Field::TranslationOf => "translation_of",
            Field::Draft => "draft",
            Field::Comments => "comments",
            Field::Views => "views",
        }
    }

    /// The names of this part within a picture's table, Bantin's own first; none for what is no part.
    pub(super) fn parts(self) -> Option<&'static [&'static str]> {
        match self {
            Field::CoverSrc => Some(crate::manuscript::values::SRC),
            Field::CoverAlt => Some(crate::manuscript::values::ALT),
            Field::CoverCaption => Some(crate::manuscript::values::CAPTION),
            Field::CoverCredit => Some(crate::manuscript::values::CREDIT),
            _ => None,
        }
    }
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text without white space around it.
    Text(String),
    /// Words in an order.
    List(Vec<String>),
    /// Yes or no.
    Yes(bool),
    /// A number of readers.
    Count(u64),
    /// A date and time.
    Moment(Moment),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Vec<String>> for Value {
    fn from(words: Vec<String>) -> Self {
        Self::List(words)
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Self::Yes(yes)
    }
}

impl From<u64> for Value {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<Moment> for Value {
    fn from(moment: Moment) -> Self {
        Self::Moment(moment)
    }
}
