//! What a file's fields say, and under which names.

use serde_json::{Map, Value as Json};

use super::{Field, File, Unchanged, Value, head::Head};
use crate::{
    lang::Lang,
    manuscript::{
        fields::{TABLES, pieces, unlike},
        front_matter,
        names::FIELDS,
        place::Place,
        values,
    },
};

/// A file's fields and text, as they are read.
#[derive(Debug)]
pub(super) struct Fields {
    pub(super) fields: Map<String, Json>,
    pub(super) body: String,
    /// Whether a text separates words by spaces.
    pub(super) jekyll: bool,
}

impl Fields {
    pub(super) fn of(file: &File) -> Result<Self, Unchanged> {
        let parts = front_matter::split(&file.path, file.text.as_bytes()).map_err(Unchanged::Unreadable)?;
        let jekyll = Place::of(&file.path, &file.zone).jekyll;
        Ok(Self { fields: parts.fields, body: parts.body, jekyll })
    }

    /// Where a field is, under any of its names, the one that counts first; what has no value does not count.
    pub(super) fn places(&self, own: &str) -> Vec<(Vec<String>, &Json)> {
        let names = FIELDS.iter().find(|names| names[0] == own).copied().unwrap_or_default();
        let found = names.iter().filter_map(|name| {
            if let Some(value) = self.fields.get(*name) {
                return Some((vec![(*name).to_owned()], value));
            }
            TABLES.iter().find_map(|table| {
                let value = self.fields.get(*table)?.as_object()?.get(*name)?;
                Some((vec![(*table).to_owned(), (*name).to_owned()], value))
            })
        });
        found.filter(|(_, value)| !value.is_null()).collect()
    }

    /// A field of this name that has no value.
    pub(super) fn hollow(&self, own: &str) -> Option<Vec<String>> {
        let names = FIELDS.iter().find(|names| names[0] == own).copied().unwrap_or_default();
        let hollow = names.iter().find(|name| self.fields.get(**name).is_some_and(Json::is_null))?;
        Some(vec![(*hollow).to_owned()])
    }

    fn first(&self, own: &str) -> Option<&Json> {
        self.places(own).first().map(|(_, value)| *value)
    }

    fn text(&self, own: &str) -> Option<String> {
        values::text(own, self.first(own)?).ok()?
    }

    fn yes(&self, own: &str) -> Option<bool> {
        values::yes(own, self.first(own)?).ok()?
    }

    /// The words of a list, as its own field has them.
    pub(super) fn words(&self, own: &str) -> Vec<String> {
        let split = |text: &str| match own {
            "authors" => vec![text.trim().to_owned()],
            "tags" | "categories" => pieces(text, self.jekyll),
            _ => pieces(text, false),
        };
        self.first(own).and_then(|value| values::list(own, value, split).ok()).unwrap_or_default()
    }

    /// Those of the categories that are tags.
    pub(super) fn rest(&self) -> Vec<String> {
        let section = usize::from(self.text("section").is_none());
        self.words("categories").into_iter().skip(section).collect()
    }

    /// What the field says; none if it is not there or can not be read.
    pub(super) fn get(&self, field: Field, file: &File) -> Option<Value> {
        let own = field.name();
        match field {
            Field::Title | Field::Slug | Field::Standfirst | Field::Credit | Field::TranslationOf => {
                self.text(own).map(Value::Text)
            }
            Field::Section => {
                self.text(own).or_else(|| self.words("categories").into_iter().next()).map(Value::Text)
            }
            Field::Lang => Some(Value::Text(Lang::parse(&self.text(own)?)?.code().to_owned())),
            Field::Tags => some_words(unlike([self.words(own), self.rest()].concat())),
            Field::Authors | Field::Related => some_words(self.words(own)),
            Field::CoverSrc | Field::CoverAlt | Field::CoverCaption | Field::CoverCredit => {
                let cover = values::figure(own, self.first(own)?).ok()??;
                let text = match field {
                    Field::CoverSrc => Some(cover.src),
                    Field::CoverAlt => Some(cover.alt).filter(|alt| !alt.is_empty()),
                    Field::CoverCaption => cover.caption,
                    _ => cover.credit,
                };
                text.map(Value::Text)
            }
            Field::Date | Field::Updated | Field::PublishAt | Field::ExpiresAt => {
                values::moment(own, self.first(own)?, &file.zone).ok()?.map(Value::Moment)
            }
            Field::Draft => match (self.yes(own), self.yes("published")) {
                (None, None) => None,
                (draft, published) => Some(Value::Yes(draft == Some(true) || published == Some(false))),
            },
            Field::Comments => self.yes(own).map(Value::Yes),
            Field::Views => values::count(own, self.first(own)?).ok()?.map(Value::Count),
        }
    }
}

fn some_words(words: Vec<String>) -> Option<Value> {
    Some(words).filter(|words| !words.is_empty()).map(Value::List)
}

impl File {
    /// What a field of the file says, under any of its names. None if the file does not say it, or can not be read:
    /// what a path or a heading says instead, [`File::read`] knows.
    pub fn get(&self, field: Field) -> Option<Value> {
        Fields::of(self).ok()?.get(field, self)
    }

    /// The author's name for a field that is in the file: `description`, `params.author`.
    pub fn name(&self, field: Field) -> Option<String> {
        let fields = Fields::of(self).ok()?;
        let place = fields.places(field.name()).into_iter().next();
        let place = place
            .or_else(|| fields.places("categories").into_iter().next().filter(|_| field == Field::Section));
        Some(place?.0.join("."))
    }

    /// The Markdown, with `\n` at the end of each line; nothing else of it is put right.
    pub fn body(&self) -> String {
        match Head::of(&self.path, &self.text) {
            Some(head) if head.whole => Fields::of(self).map(|fields| fields.body).unwrap_or_default(),
            Some(head) => self.text.get(head.body).unwrap_or_default().replace("\r\n", "\n"),
            None => String::new(),
        }
    }
}
