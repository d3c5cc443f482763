//! What a change of one field is made of: some fields are told in two places.

use super::{
    Field, Unchanged, Value,
    put::{Put, Work},
    read::Fields,
};
use crate::manuscript::fields::unlike;

impl Work {
    /// Makes `field` say `value`, or nothing.
    pub(super) fn change(
        &mut self,
        field: Field,
        value: Option<&Value>,
        before: &Fields,
    ) -> Result<(), Unchanged> {
        match (field, value, field.parts()) {
            (Field::Section, Some(value), _) => self.section(value, before),
            (Field::Section, None, _) => self.no_section(before),
            (Field::Tags, Some(Value::List(words)), _) => self.tags(words, before),
            (Field::Tags, _, _) => self.tags(&[], before),
            (Field::Draft, value, _) => self.draft(value, before),
            (Field::CoverSrc, None, _) => self.drop_all("cover"),
            (_, Some(Value::Text(text)), Some(parts)) => self.put_cover(parts, text),
            (_, _, Some(parts)) => self.drop_part(parts),
            (field, Some(value), None) => self.put(field.name(), &value.into()),
            (field, None, None) => self.drop_all(field.name()),
        }
    }

    /// The section is the first category where no field gives one.
    fn section(&mut self, value: &Value, before: &Fields) -> Result<(), Unchanged> {
        let mut categories = before.words("categories");
        match (before.places("section").is_empty(), categories.first_mut(), value) {
            (true, Some(first), Value::Text(name)) => {
                first.clone_from(name);
                self.put("categories", &Put::List(categories))
            }
            _ => self.put("section", &value.into()),
        }
    }

    fn no_section(&mut self, before: &Fields) -> Result<(), Unchanged> {
        let rest = before.rest();
        if !rest.is_empty() {
            // Or else the next category would be the section.
            self.put("tags", &Put::List(unlike([before.words("tags"), rest].concat())))?;
        }
        self.drop_all("section")?;
        self.drop_all("categories")
    }

    /// Categories that are no section are tags behind the others.
    fn tags(&mut self, words: &[String], before: &Fields) -> Result<(), Unchanged> {
        let rest = before.rest();
        let own = match words.strip_suffix(rest.as_slice()) {
            Some(own) => own,
            None => {
                let mut categories = before.words("categories");
                categories.truncate(categories.len() - rest.len());
                match categories.is_empty() {
                    true => self.drop_all("categories")?,
                    false => self.put("categories", &Put::List(categories))?,
                }
                words
            }
        };
        match own.is_empty() {
            true => self.drop_all("tags"),
            false => self.put("tags", &Put::List(own.to_vec())),
        }
    }

    /// `published: false` says what `draft: true` does.
    fn draft(&mut self, value: Option<&Value>, before: &Fields) -> Result<(), Unchanged> {
        let (draft, published) = (!before.places("draft").is_empty(), !before.places("published").is_empty());
        let Some(Value::Yes(yes)) = value else {
            self.drop_all("draft")?;
            return self.drop_all("published");
        };
        if draft || !published {
            self.put("draft", &Put::Bare(yes.to_string()))?;
        }
        if published && !(draft && *yes) {
            self.put("published", &Put::Bare((!yes).to_string()))?;
        }
        Ok(())
    }

    /// Removes a part of the picture, under all of its names.
    fn drop_part(&mut self, parts: &[&str]) -> Result<(), Unchanged> {
        for part in parts {
            let now = self.now()?;
            let Some((path, value)) = now.fields.places("cover").into_iter().next() else { return Ok(()) };
            if value.get(*part).is_some_and(|value| !value.is_null()) {
                self.drop_at(&now, [path, vec![(*part).to_owned()]].concat())?;
            }
        }
        Ok(())
    }
}
