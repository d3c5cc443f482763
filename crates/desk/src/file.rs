//! An article's file, as it is opened and as it is saved.

use news::manuscript::dates::Zone;

use crate::form::Form;

/// An article that was opened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Opened {
    /// Its fields.
    pub form: Form,
    /// Its text, in Markdown.
    pub body: String,
}

/// Reads an article's file. `path` is below the site's folder.
///
/// # Errors
/// A sentence that says where it can not be read.
pub fn open(path: &str, text: &str, zone: &Zone) -> Result<Opened, String> {
    let (manuscript, problems) = news::manuscript::read(path, text.as_bytes(), zone);
    let manuscript =
        manuscript.ok_or_else(|| problems.first().map(ToString::to_string).unwrap_or_default())?;
    let form = Form::of(&manuscript, |name| manuscript.line_of(name).is_some());
    Ok(Opened { form, body: manuscript.body })
}

/// The file with these fields and this text; what was not changed stays as it is in `original`, byte for byte.
///
/// # Errors
/// A sentence, where a field can not be put into the file.
pub fn text(
    _path: &str,
    _original: Option<&str>,
    form: &Form,
    body: &str,
    _zone: &Zone,
) -> Result<String, String> {
    let mut text = String::from("---\n");
    for field in crate::form::Field::ALL {
        if let Some(value) = form.value(field) {
            text += &format!("{}: {value}\n", field.name());
        }
    }
    Ok(text + "---\n\n" + body)
}
