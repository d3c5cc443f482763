//! English.

use crate::{
    lang::Lang,
    manuscript::{LARGEST, Must, Wrong, dates::NotADate, edit::Unchanged},
};

/// The forms of dates that are read.
pub(in crate::words::remarks) const DATES: &str = "Write 2023-12-09, 09-12-2023 or 09/12/2023, with the time after it if you like (14:30), or 2023-12-09T14:30:00+07:00.";

const EXAMPLES: &str = "Compare it with the examples in docs/WRITING.md.";

const QUOTES: &str = "Compare it with the examples in docs/WRITING.md; a value with a colon or quotes in it needs quotes around it.";

pub(super) fn of(wrong: &Wrong) -> (String, String) {
    let (message, help): (String, &str) = match wrong {
        Wrong::TooLarge(bytes) => (
            format!("the file has {bytes} bytes; the most is {LARGEST}"),
            "Put pictures into media/, and split the text.",
        ),
        Wrong::NotUtf8 => {
            ("the file is not UTF-8 text".into(), "Save the file as UTF-8 (not UTF-16, TCVN3 or VNI).")
        }
        Wrong::NoEnd(fence) => {
            let message = format!("the fields start with `{fence}` but no line `{fence}` ends them");
            return (message, format!("Add a line `{fence}` after the last field."));
        }
        Wrong::Yaml(error) => (format!("the fields are not valid YAML: {error}"), QUOTES),
        Wrong::Toml(error) => (format!("the fields are not valid TOML: {error}"), QUOTES),
        Wrong::Json(error) => (format!("not valid JSON: {error}"), EXAMPLES),
        Wrong::NoFields => ("the fields must be lines such as `title: Mưa lớn`".into(), QUOTES),
        Wrong::NoObject => ("the file must be one JSON object, { … }".into(), EXAMPLES),
        Wrong::AfterObject => ("text follows the JSON object".into(), EXAMPLES),
        Wrong::Body(name) => (format!("`{name}` must be Markdown in quotes"), EXAMPLES),
        Wrong::NoSlug => (
            "no address can be made of the file's name or the title".into(),
            "Add a field `slug` with Latin letters, for example slug: bao-so-3",
        ),
        Wrong::BadSlug(name, slug) => (
            format!("`{name}`: “{slug}” can not be the end of an address"),
            "Write Latin letters, digits and hyphens, for example slug: bao-so-3",
        ),
        Wrong::NotADate(name, text, why) => {
            let why = match why {
                NotADate::Impossible => "is a day or time that does not exist",
                NotADate::Form => "is not a date",
            };
            (format!("`{name}`: “{text}” {why}"), DATES)
        }
        Wrong::Kind(name, Must::Date) => (format!("`{name}` must be a date"), DATES),
        Wrong::Kind(name, must) => {
            let example = super::example(name, *must);
            return (format!("`{name}` must be {}", kind(*must)), format!("Write it like this: {example}"));
        }
        Wrong::NoLanguage(name, tag) => {
            (format!("`{name}`: “{tag}” is no language of Bantin"), "Write vi or en.")
        }
        Wrong::NoCorrection(name) => {
            (format!("`{name}` needs a `text` in each entry"), "Say what was wrong and what is right.")
        }
        Wrong::Unknown(name, near) => {
            let help = match near {
                Some(near) => format!("Did you mean `{near}`? Otherwise it has no effect."),
                None => "It is kept and has no effect.".into(),
            };
            return (format!("`{name}` is no field of Bantin"), help);
        }
    };
    (message, help.into())
}

fn kind(must: Must) -> &'static str {
    match must {
        Must::Text => "a text",
        Must::List => "a list of words",
        Must::Yes => "true or false",
        Must::Count => "a whole number, not below 0",
        Must::Date => "a date",
        Must::Picture => "a picture's address",
        Must::PictureTable => "a picture's address, or have one in `src`",
    }
}

pub(super) fn unchanged(why: &Unchanged) -> String {
    match why {
        Unchanged::Fixed(name) => format!("`{name}` is written in a way that can only be changed by hand."),
        Unchanged::Kind(field) => format!("`{}` takes another kind of value.", field.name()),
        Unchanged::NoCover => "There is no picture that this could be said of.".into(),
        Unchanged::Unsafe(field) => format!("`{}` can not be changed alone.", field.name()),
        Unchanged::Body => "The text would be read otherwise than it is written.".into(),
        Unchanged::Unreadable(fault) | Unchanged::Refused(fault) => fault.sentence(Lang::En),
    }
}
