//! Changing a field, and making sure that nothing else was.

use serde_json::{Map, Value as Json};

use super::{Field, File, Unchanged, Value, head::Head, put::Work, read::Fields};
use crate::{
    lang::Lang,
    manuscript::{
        Fault,
        fields::{self, unlike},
    },
    problem::Severity,
    text::vietnamese::nfc,
};

impl File {
    /// Makes `field` say `value`, and tells whether the text is another now: not if it says so already. An empty text or
    /// list, and a picture without an address, remove the field.
    ///
    /// # Errors
    /// [`Unchanged`] says why the text is what it was.
    pub fn set(&mut self, field: Field, value: impl Into<Value>) -> Result<bool, Unchanged> {
        match clean(field, value.into())? {
            Some(value) => self.change(field, Some(value)),
            None => self.change(field, None),
        }
    }

    /// Removes a field, under all of its names, and tells whether there was one. Without [`Field::CoverSrc`] there is no
    /// picture at all.
    ///
    /// # Errors
    /// [`Unchanged`] says why the text is what it was.
    pub fn remove(&mut self, field: Field) -> Result<bool, Unchanged> {
        self.change(field, None)
    }

    fn change(&mut self, field: Field, value: Option<Value>) -> Result<bool, Unchanged> {
        let before = Fields::of(self)?;
        let there = before.get(field, self);
        let same = match field {
            Field::Draft => {
                value.is_some()
                    && there.clone().unwrap_or(Value::Yes(false))
                        == value.clone().unwrap_or(Value::Yes(false))
            }
            _ => {
                there == value
                    && (value.is_some() || before.places(field.name()).is_empty() || field.parts().is_some())
            }
        };
        if same {
            return Ok(false);
        }
        let mut work = Work::on(self.clone())?;
        work.change(field, value.as_ref(), &before)?;
        if work.file.text == self.text {
            return Err(Unchanged::Fixed(self.name(field).unwrap_or_default()));
        }
        self.verify(field, value.as_ref(), &before, &work)?;
        self.text = work.file.text;
        Ok(true)
    }

    /// Whether `work` is read as this file is, but for one field.
    fn verify(
        &self,
        field: Field,
        value: Option<&Value>,
        before: &Fields,
        work: &Work,
    ) -> Result<(), Unchanged> {
        let after = Fields::of(&work.file).map_err(|_| Unchanged::Unsafe(field))?;
        if value.is_some()
            && let Some(fault) = self.new_error(work)
        {
            return Err(Unchanged::Refused(fault));
        }
        let linked = |other: Field| {
            other == field || (field == Field::CoverSrc && value.is_none() && other.parts().is_some())
        };
        let others = Field::ALL.into_iter().filter(|other| !linked(*other));
        let same = before.body == after.body
            && after.get(field, &work.file).as_ref() == value
            && others.into_iter().all(|other| before.get(other, self) == after.get(other, &work.file))
            && without(&before.fields, &work.touched) == without(&after.fields, &work.touched);
        if same { Ok(()) } else { Err(Unchanged::Unsafe(field)) }
    }

    /// What would be wrong with the file after `work` and was not before.
    fn new_error(&self, work: &Work) -> Option<Fault> {
        let errors = |file: &File| -> Vec<Fault> {
            let parts = crate::manuscript::front_matter::split(&file.path, file.text.as_bytes());
            let found = parts.map(|parts| fields::read(&file.path, parts, &file.zone).1).unwrap_or_default();
            found.into_iter().filter(|fault| fault.severity == Severity::Error).collect()
        };
        let before = errors(self);
        let known = |fault: &Fault| before.iter().any(|old| old.kind == fault.kind);
        errors(&work.file).into_iter().find(|fault| !known(fault))
    }

    /// Makes `markdown` the text, and tells whether the file is another now. Lines that stay, stay as they are; new ones
    /// end as the file's lines do.
    ///
    /// # Errors
    /// [`Unchanged`] says why the file is what it was.
    pub fn set_body(&mut self, markdown: &str) -> Result<bool, Unchanged> {
        let before = Fields::of(self)?;
        if self.body() == markdown {
            return Ok(false);
        }
        let head = Head::of(&self.path, &self.text).ok_or(Unchanged::Body)?;
        let mut file = self.clone();
        let mut touched = Vec::new();
        if head.whole {
            let mut work = Work::on(file)?;
            work.put_body(&nfc(markdown))?;
            (file, touched) = (work.file, work.touched);
        } else {
            let old = self.text.get(head.body.clone()).unwrap_or_default();
            let start = self.text.get(..head.body.start).unwrap_or_default();
            let gap = if start.is_empty() || start.ends_with('\n') || head.format.is_none() {
                ""
            } else {
                head.eol
            };
            file.text = format!("{start}{gap}{}", lines(old, markdown, head.eol));
            if head.format.is_none()
                && !Fields::of(&file)
                    .is_ok_and(|after| after.fields.is_empty() && same_text(&after.body, markdown))
            {
                // It starts as fields would: an empty head says that it has none.
                let eol = head.eol;
                file.text = format!("{start}---{eol}---{eol}{}", lines(old, markdown, eol));
            }
        }
        let after = Fields::of(&file).map_err(|_| Unchanged::Body)?;
        let same = same_text(&after.body, markdown)
            && without(&before.fields, &touched) == without(&after.fields, &touched);
        if !same {
            return Err(Unchanged::Body);
        }
        self.text = file.text;
        Ok(true)
    }
}

/// Whether a text that was read is what `markdown` says.
fn same_text(read: &str, markdown: &str) -> bool {
    *read == *nfc(&markdown.replace("\r\n", "\n").replace('\r', "\n"))
}

/// `new`, with the first and the last lines as `old` has them where they are the same.
fn lines(old: &str, new: &str, eol: &str) -> String {
    fn bare(line: &str) -> &str {
        line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line))
    }
    let same = |a: &str, b: &str| bare(a) == bare(b) && a.ends_with('\n') == b.ends_with('\n');
    let old: Vec<&str> = old.split_inclusive('\n').collect();
    let new: Vec<&str> = new.split_inclusive('\n').collect();
    let most = old.len().min(new.len());
    let first = old.iter().zip(&new).take_while(|(a, b)| same(a, b)).count();
    let last =
        old.iter().rev().zip(new.iter().rev()).take(most - first).take_while(|(a, b)| same(a, b)).count();
    let mut text: String = old.iter().take(first).copied().collect();
    for line in new.iter().take(new.len() - last).skip(first) {
        text.push_str(bare(line));
        text.push_str(if line.ends_with('\n') { eol } else { "" });
    }
    text.extend(old.iter().skip(old.len() - last).copied());
    text
}

/// The fields but for those at these places.
fn without(fields: &Map<String, Json>, places: &[Vec<String>]) -> Map<String, Json> {
    let mut fields = fields.clone();
    for place in places {
        let Some((last, path)) = place.split_last() else { continue };
        let mut table = Some(&mut fields);
        for name in path {
            table = table.and_then(|table| table.get_mut(name)).and_then(Json::as_object_mut);
        }
        if let Some(table) = table {
            table.remove(last);
        }
    }
    fields
}

/// A value as it is read again; none if nothing is left of it.
fn clean(field: Field, value: Value) -> Result<Option<Value>, Unchanged> {
    let words = |words: Vec<String>| -> Vec<String> {
        let words = words.iter().map(|word| nfc(word.trim()).into_owned());
        words.filter(|word| !word.is_empty()).collect()
    };
    let some = |words: Vec<String>| Some(words).filter(|words| !words.is_empty()).map(Value::List);
    use Field as F;
    match (field, value) {
        (F::Lang, Value::Text(tag)) => {
            Ok(Some(Value::Text(Lang::parse(&tag).map_or(tag, |lang| lang.code().to_owned()))))
        }
        (
            F::Title
            | F::Slug
            | F::Standfirst
            | F::Section
            | F::Credit
            | F::TranslationOf
            | F::CoverSrc
            | F::CoverAlt
            | F::CoverCaption
            | F::CoverCredit,
            Value::Text(text),
        ) => Ok(Some(nfc(text.trim()).into_owned()).filter(|text| !text.is_empty()).map(Value::Text)),
        (F::Tags, Value::List(list)) => Ok(some(unlike(words(list)))),
        (F::Authors | F::Related, Value::List(list)) => Ok(some(words(list))),
        (F::Date | F::Updated | F::PublishAt | F::ExpiresAt, value @ Value::Moment(_))
        | (F::Draft | F::Comments, value @ Value::Yes(_))
        | (F::Views, value @ Value::Count(_)) => Ok(Some(value)),
        _ => Err(Unchanged::Kind(field)),
    }
}
