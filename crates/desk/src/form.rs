//! The fields of an article as an editor fills them in, and the article that they make.

use std::collections::BTreeMap;

pub use news::manuscript::edit::Field;
use news::{
    article::{Article, Label, Teaser},
    date::Moment,
    lang::Lang,
    manuscript::{self, Fault, Manuscript, dates::Zone},
    site::Site,
    text::{slug::slugify, vietnamese::same_key},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::pieces::{joined, pieces};

/// What a field that is switched on holds.
pub const YES: &str = "true";
/// What a field that is switched off holds, where being empty means that nobody said.
pub const NO: &str = "false";

/// A name for a field that no other has.
pub fn key(field: Field) -> &'static str {
    match field {
        Field::CoverSrc => "cover-src",
        Field::CoverAlt => "cover-alt",
        Field::CoverCaption => "cover-caption",
        Field::CoverCredit => "cover-credit",
        other => other.name(),
    }
}

/// Whether a field holds several, with commas between.
pub fn is_list(field: Field) -> bool {
    matches!(field, Field::Tags | Field::Authors | Field::Related)
}

/// Whether a field holds [`YES`], [`NO`] or nothing.
pub fn is_switch(field: Field) -> bool {
    matches!(field, Field::Draft | Field::Comments)
}

/// The form: what is filled in, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Form(BTreeMap<Field, String>);

impl Form {
    /// What is in a field; empty if nothing is.
    pub fn get(&self, field: Field) -> &str {
        self.0.get(&field).map_or("", String::as_str)
    }

    /// Fills a field in.
    pub fn set(&mut self, field: Field, value: impl Into<String>) {
        let value = value.into();
        match value.is_empty() {
            true => drop(self.0.remove(&field)),
            false => drop(self.0.insert(field, value)),
        }
    }

    /// Whether a switch is on.
    pub fn is_on(&self, field: Field) -> bool {
        self.get(field) == YES
    }

    /// The form of an article that was read; `written` tells which fields its file has itself, by their own names.
    /// Times are told in `zone`, whatever the file tells them in.
    pub fn of(manuscript: &Manuscript, written: impl Fn(&str) -> bool, zone: &Zone) -> Self {
        let mut form = Self::default();
        let list = |all: &[String]| joined(all);
        let time =
            |time: Option<Moment>| time.map(|time| moment(zone.moment(time.unix()))).unwrap_or_default();
        let cover = manuscript.cover.clone().unwrap_or_default();
        for (field, value) in [
            (Field::Title, manuscript.title.clone()),
            (Field::Slug, Some(manuscript.slug.clone()).filter(|_| written("slug")).unwrap_or_default()),
            (Field::Standfirst, manuscript.standfirst.clone().unwrap_or_default()),
            (Field::Section, manuscript.section.clone().unwrap_or_default()),
            (Field::Tags, list(&manuscript.tags)),
            (Field::Authors, list(&manuscript.authors)),
            (Field::Credit, manuscript.credit.clone().unwrap_or_default()),
            (Field::CoverSrc, cover.src),
            (Field::CoverAlt, cover.alt),
            (Field::CoverCaption, cover.caption.unwrap_or_default()),
            (Field::CoverCredit, cover.credit.unwrap_or_default()),
            (Field::Date, time(Some(manuscript.date).filter(|_| !manuscript.undated()))),
            (Field::Updated, time(manuscript.updated)),
            (Field::PublishAt, time(manuscript.publish_at)),
            (Field::ExpiresAt, time(manuscript.expires_at)),
            (Field::Related, list(&manuscript.related)),
            (Field::Lang, manuscript.lang.map(|lang| lang.code().to_owned()).unwrap_or_default()),
            (Field::TranslationOf, manuscript.translation_of.clone().unwrap_or_default()),
            (Field::Draft, if manuscript.draft { YES } else { "" }.to_owned()),
            (Field::Comments, if manuscript.comments == Some(false) { NO } else { "" }.to_owned()),
            (Field::Views, manuscript.views.map(|views| views.to_string()).unwrap_or_default()),
        ] {
            form.set(field, value);
        }
        form
    }

    /// The value of a field as JSON; none if it is not filled in.
    pub fn value(&self, field: Field) -> Option<Value> {
        let text = self.get(field);
        match text.trim() {
            "" => None,
            _ if is_list(field) => Some(pieces(text).into_iter().collect()),
            _ if is_switch(field) => Some(Value::Bool(text == YES)),
            text => Some(json!(text)),
        }
    }

    /// The article, read as the press reads it, and what is wrong with it; none if it can not be read at all. `path` is
    /// that of its file, or of the one that it would get.
    pub fn read(&self, path: &str, body: &str, zone: &Zone) -> (Option<Manuscript>, Vec<Fault>) {
        let mut fields = Map::new();
        let mut cover = Map::new();
        for field in Field::ALL {
            let Some(value) = self.value(field) else { continue };
            match key(field).strip_prefix("cover-") {
                Some(name) => drop(cover.insert(name.to_owned(), value)),
                None => drop(fields.insert(field.name().to_owned(), value)),
            }
        }
        if cover.contains_key("src") {
            fields.insert("cover".into(), Value::Object(cover));
        }
        // Whether it is a draft says nothing of what is wrong with it.
        let draft = fields.remove("draft").is_some_and(|value| value == true);
        fields.insert("body".into(), Value::String(body.to_owned()));
        let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
        let bytes = Value::Object(fields).to_string();
        let (read, faults) = manuscript::read(&format!("{stem}.json"), bytes.as_bytes(), zone);
        (read.map(|read| Manuscript { draft, ..read }), faults)
    }

    /// What this form makes of the file that was read as `was`: what no field shows stays, and times that were not changed
    /// are told as the file tells them.
    pub fn over(&self, read: Manuscript, was: &Manuscript, zone: &Zone) -> Manuscript {
        let before = Self::of(was, |_| true, zone);
        let same = |field| self.get(field) == before.get(field);
        Manuscript {
            corrections: was.corrections.clone(),
            aliases: was.aliases.clone(),
            date: if same(Field::Date) && !was.undated() { was.date } else { read.date },
            updated: if same(Field::Updated) { was.updated } else { read.updated },
            ..read
        }
    }

    /// The end of the article's address: the one given, or the one that its headline makes.
    pub fn slug(&self) -> String {
        let given = slugify(self.get(Field::Slug));
        if given.is_empty() { slugify(self.get(Field::Title)) } else { given }
    }

    /// A name for the article's file, below `content/`.
    pub fn file_name(&self) -> String {
        let slug = self.slug();
        format!("{}.md", if slug.is_empty() { "bai-moi" } else { &slug })
    }
}

/// A moment as an editor types it: the day, and the time where there is one.
pub fn moment(moment: Moment) -> String {
    let day = moment.day();
    match moment.clock() {
        (0, 0) => day.to_string(),
        (hour, minute) => format!("{day} {hour:02}:{minute:02}"),
    }
}

/// The article that a page shows, without its text, which the preview fills in.
pub fn article(
    manuscript: &Manuscript,
    related: Vec<Teaser>,
    site: &Site,
    minutes: u32,
    now: i64,
) -> Article {
    let lang = manuscript.lang.unwrap_or(site.language);
    let undated = manuscript.undated();
    let date = if undated { Moment::new(now, 7 * 60) } else { manuscript.date };
    let face = site.face(lang);
    let label = |name: &String| {
        let known = face.and_then(|face| {
            let same = |section: &&Label| same_key(&section.name) == same_key(name) || section.slug == *name;
            face.sections.iter().find(same).cloned()
        });
        known.unwrap_or_else(|| Label { slug: slugify(name), name: name.clone() })
    };
    Article {
        teaser: Teaser {
            slug: manuscript.slug.clone(),
            lang,
            title: manuscript.title.clone(),
            standfirst: manuscript.standfirst.clone(),
            section: manuscript.section.as_ref().map(label),
            published: date,
            cover: manuscript.cover.clone(),
            ..Teaser::default()
        },
        updated: manuscript.updated,
        authors: manuscript.authors.clone(),
        credit: manuscript.credit.clone(),
        tags: manuscript.tags.iter().map(|name| Label { slug: slugify(name), name: name.clone() }).collect(),
        corrections: manuscript.corrections.clone(),
        views: manuscript.views,
        minutes,
        related,
        comments_open: manuscript.comments.unwrap_or(true),
        ..Article::default()
    }
}

/// The language that a form says, or the site's.
pub fn lang_of(form: &Form, site: &Site) -> Lang {
    Lang::parse(form.get(Field::Lang)).unwrap_or(site.language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_a_file_would_be() {
        let mut form = Form::default();
        form.set(Field::Title, "Mưa lớn ở miền Trung");
        form.set(Field::Tags, "mưa lớn, lũ");
        form.set(Field::Date, "09-12-2023 14:30");
        form.set(Field::CoverSrc, "/media/a.jpg");
        form.set(Field::Draft, YES);
        let zone = Zone::named("Asia/Ho_Chi_Minh").unwrap();
        let (read, faults) = form.read("content/bai-moi.md", "Chữ.", &zone);
        let read = read.unwrap();
        assert_eq!(faults, []);
        assert_eq!((read.title.as_str(), read.body.as_str()), ("Mưa lớn ở miền Trung", "Chữ."));
        assert_eq!(read.tags, ["mưa lớn", "lũ"]);
        assert!(read.draft);
        let again = Form::of(&read, |name| name == "title", &zone);
        assert_eq!(again.get(Field::Date), "2023-12-09 14:30");
        assert_eq!(again.get(Field::Slug), "");
        assert_eq!(form.slug(), "mua-lon-o-mien-trung");
    }

    #[test]
    fn what_no_field_shows_comes_from_the_file() {
        let zone = Zone::named("Asia/Ho_Chi_Minh").unwrap();
        let file = "---\ntitle: A\ndate: 2023-12-09T20:30:00Z\nupdated: 2023-12-11T20:30:00Z\ncorrections: Số liệu.\n---\n";
        let was = manuscript::read("content/a.md", file.as_bytes(), &zone).0.unwrap();
        let mut form = Form::of(&was, |_| true, &zone);
        let read = |form: &Form| form.over(form.read("content/a.md", "", &zone).0.unwrap(), &was, &zone);
        let same = read(&form);
        assert_eq!((same.date, same.updated, &same.corrections), (was.date, was.updated, &was.corrections));
        form.set(Field::Date, "2023-12-10 04:00");
        form.set(Field::Updated, "");
        let changed = read(&form);
        assert_eq!((changed.date.to_string().as_str(), changed.updated), ("2023-12-10T04:00:00+07:00", None));
    }

    #[test]
    fn a_wrong_date_is_told() {
        let mut form = Form::default();
        form.set(Field::Title, "A");
        form.set(Field::Date, "31/02/2024");
        let (_, faults) = form.read("content/a.md", "", &Zone::utc());
        assert!(faults.iter().any(|fault| fault.kind.code() == "bad-date"), "{faults:?}");
    }
}
