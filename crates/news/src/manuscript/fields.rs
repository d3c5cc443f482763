//! The fields of a manuscript under all the names that other systems give them.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{
    Fault, Manuscript, Wrong,
    dates::Zone,
    front_matter::Parts,
    heading::take_heading,
    names::{FIELDS, FOREIGN, known, nearest},
    place::Place,
    values,
};
use crate::{
    article::Correction,
    check::Kind,
    lang::Lang,
    text::{
        slug::{self, slugify},
        vietnamese::same_key,
    },
};

/// Tables whose fields count as if they stood outside of them.
pub(super) const TABLES: &[&str] = &["taxonomies", "params", "extra"];

/// Reads the fields; the manuscript is whole only if no fault is an error.
pub(super) fn read(path: &str, mut parts: Parts, zone: &Zone) -> (Manuscript, Vec<Fault>) {
    let mut fields = std::mem::take(&mut parts.fields);
    for table in TABLES {
        let Some(Value::Object(inner)) = fields.get(*table).cloned() else { continue };
        for (name, value) in inner {
            if known(&name) && !fields.contains_key(&name) {
                fields.insert(name, value);
            }
        }
    }
    let place = Place::of(path, zone);
    let mut reader = Reader { path, parts: &parts, fields: &fields, faults: Vec::new() };
    let mut manuscript = reader.manuscript(&place, zone);
    manuscript.extra = reader.extra();
    let mut faults = reader.faults;
    manuscript.lines = FIELDS
        .iter()
        .filter_map(|names| Some((names[0].to_owned(), parts.line_of(values::first(&fields, names)?.0)?)))
        .collect();
    manuscript.body_line = parts.body_line;
    manuscript.body = parts.body;
    faults.extend(take_heading(&mut manuscript));
    if manuscript.slug.is_empty() {
        manuscript.slug = slugify(&manuscript.title);
    }
    if manuscript.slug.is_empty() {
        faults.push(Fault::new(Wrong::NoSlug, None));
    }
    (manuscript, faults)
}

struct Reader<'r> {
    path: &'r str,
    parts: &'r Parts,
    fields: &'r Map<String, Value>,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    /// Takes the field with this (Bantin's own) name by `take`; what is wrong with it is kept.
    fn take<T: Default>(&mut self, own: &str, take: impl Fn(&str, &Value) -> Result<T, Wrong>) -> T {
        let names = FIELDS.iter().find(|names| names[0] == own).copied().unwrap_or_default();
        let Some((name, value)) = values::first(self.fields, names) else { return T::default() };
        take(name, value).unwrap_or_else(|wrong| {
            self.faults.push(Fault::new(wrong, self.parts.line_of(name)));
            T::default()
        })
    }

    fn manuscript(&mut self, place: &Place, zone: &Zone) -> Manuscript {
        let moment = |name: &str, value: &Value| values::moment(name, value, zone);
        let whole = |name: &str, value: &Value| values::list(name, value, |text| pieces(text, false));
        let jekyll = place.jekyll;
        let split = |name: &str, value: &Value| values::list(name, value, |text| pieces(text, jekyll));

        let categories: Vec<String> = self.take("categories", split);
        let section = self.take("section", values::text);
        let mut tags: Vec<String> = self.take("tags", split);
        let rest = categories.iter().skip(usize::from(section.is_none()));
        tags.extend(rest.cloned().collect::<Vec<_>>());
        let tags = unlike(tags);

        let publish_at = self.take("publish_at", moment);
        let dated = values::first(self.fields, &["date"]).is_some();
        let date = self.take("date", moment).or(place.date).or(publish_at);
        if date.is_none() && !dated {
            self.faults.push(Fault::new(Kind::NoDate, 1));
        }
        let published = self.take("published", values::yes);
        Manuscript {
            file: self.path.to_owned(),
            title: self.take("title", values::text).unwrap_or_default(),
            date: date.unwrap_or_default(),
            slug: self.slug().unwrap_or_else(|| place.slug.clone()),
            standfirst: self.take("standfirst", values::text),
            section: section.or(categories.into_iter().next()).or(place.section.clone()),
            tags,
            authors: self.take("authors", |name, value| {
                values::list(name, value, |text| vec![text.trim().to_owned()])
            }),
            credit: self.take("credit", values::text),
            cover: self.take("cover", values::figure),
            updated: self.take("updated", moment),
            corrections: self.take("corrections", |name, value| corrections(name, value, zone)),
            related: self.take("related", whole),
            views: self.take("views", values::count),
            wordpress: self.take("wordpress", values::count),
            lang: self.take("lang", language).or(place.lang),
            translation_of: self.take("translation_of", values::text),
            draft: self.take("draft", values::yes).unwrap_or(false) || published == Some(false),
            publish_at,
            expires_at: self.take("expires_at", moment),
            comments: self.take("comments", values::yes),
            aliases: self.take("aliases", whole),
            ..Manuscript::default()
        }
    }

    /// The slug that the author gave, or the end of the address.
    fn slug(&mut self) -> Option<String> {
        let address: Option<String> = self.take("url", values::text);
        let end = address.and_then(|address| {
            let end = address.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
            // Jekyll's patterns (`/:year/:title/`) say nothing about this article.
            Some(slug::address(end.trim_end_matches(".html")))
                .filter(|slug| !slug.is_empty() && !end.contains(':'))
        });
        self.take("slug", |name, value| match values::text(name, value)? {
            Some(slug) if slug.contains(['/', '\\']) || slugify(&slug).is_empty() => {
                Err(Wrong::BadSlug(name.to_owned(), slug))
            }
            slug => Ok(slug.map(|slug| slug::address(&slug))),
        })
        .or(end)
    }

    /// The fields that nothing was made of, with a note for each that nobody knows.
    fn extra(&mut self) -> BTreeMap<String, Value> {
        let unused = self.fields.iter().filter(|(name, _)| !known(name));
        let extra: BTreeMap<_, _> = unused.map(|(name, value)| (name.clone(), value.clone())).collect();
        for name in extra.keys().filter(|name| !FOREIGN.contains(&name.as_str())) {
            let unknown = Wrong::Unknown(name.clone(), nearest(name));
            self.faults.push(Fault::new(unknown, self.parts.line_of(name)));
        }
        extra
    }
}

/// Tags without those that are another spelling of one before.
pub(super) fn unlike(mut tags: Vec<String>) -> Vec<String> {
    let mut seen = Vec::new();
    tags.retain(|tag| {
        let key = same_key(tag);
        let fresh = !seen.contains(&key);
        seen.push(key);
        fresh
    });
    tags
}

/// One text as several: by commas, and in Jekyll's files by spaces.
pub(super) fn pieces(text: &str, by_spaces: bool) -> Vec<String> {
    let parts: Vec<&str> = match by_spaces && !text.contains(',') {
        true => text.split_whitespace().collect(),
        false => text.split(',').collect(),
    };
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn language(name: &str, value: &Value) -> Result<Option<Lang>, Wrong> {
    match values::text(name, value)? {
        None => Ok(None),
        Some(tag) => match Lang::parse(&tag) {
            Some(lang) => Ok(Some(lang)),
            None => Err(Wrong::NoLanguage(name.to_owned(), tag)),
        },
    }
}

fn corrections(name: &str, value: &Value, zone: &Zone) -> Result<Vec<Correction>, Wrong> {
    let entries = match value {
        Value::Array(entries) => entries.iter().collect(),
        one => vec![one],
    };
    let read = |entry: &Value| -> Result<Option<Correction>, Wrong> {
        let Value::Object(object) = entry else {
            return Ok(values::text(name, entry)?.map(|text| Correction { date: None, text }));
        };
        let date = object.get("date").map_or(Ok(None), |date| values::moment("date", date, zone))?;
        let text = object.get("text").map_or(Ok(None), |text| values::text("text", text))?;
        let missing = || Wrong::NoCorrection(name.to_owned());
        Ok(Some(Correction { date, text: text.ok_or_else(missing)? }))
    };
    Ok(entries.into_iter().map(read).collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}
