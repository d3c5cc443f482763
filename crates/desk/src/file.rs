//! An article's file, as it is opened and as it is saved.

use news::{
    manuscript::{
        self, Wrong,
        dates::{self, Zone},
        edit::{Field, File, Unchanged, Value},
    },
    text::vietnamese::fold,
};

use crate::{
    form::{Form, YES, is_list, is_switch},
    pieces::pieces,
};

/// An article that was opened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Opened {
    /// Its fields.
    pub form: Form,
    /// Its text, in Markdown.
    pub body: String,
}

/// Whether a file in a folder is an article's, by its path, which has `content/` in it.
pub fn is_article(path: &str) -> bool {
    let hidden = path.split('/').any(|part| part.starts_with('.') || part == "node_modules");
    let name = path.rsplit('/').next().unwrap_or_default();
    let article = name.ends_with(".md")
        || name.ends_with(".markdown")
        || (name.ends_with(".json") && (path.starts_with("content/") || path.contains("/content/")));
    article && !hidden && name != "README.md" && !name.starts_with('_') && !name.ends_with(".comments.json")
}

/// The path below the site's folder of a file that is called `name`: its own name, or its path in the folder that was
/// opened, which is the site's or its `content/`.
pub fn inside(name: &str) -> String {
    match name.split_once('/') {
        None => format!("content/{name}"),
        Some(("content", _)) => name.to_owned(),
        Some((_, inside)) => inside.to_owned(),
    }
}

/// Bytes of a file's beginning in which its title is looked for.
pub const BEGINNING: usize = 4_096;

/// The title that an article's file gives itself, by its beginning, or by all of it if it is JSON.
pub fn title(path: &str, beginning: &[u8]) -> Option<String> {
    // A letter may have been cut in two.
    manuscript::title(path, String::from_utf8_lossy(beginning).as_bytes()).filter(|title| !title.is_empty())
}

/// Whether all of these words, folded as they are for a search, stand in an article's title or in its path.
pub fn fits(words: &str, title: &str, path: &str) -> bool {
    let (title, path) = (fold(title), fold(path));
    fold(words).split_whitespace().all(|word| title.contains(word) || path.contains(word))
}

/// Reads an article's file. `path` is below the site's folder.
///
/// # Errors
/// Why and where it can not be read.
pub fn open(path: &str, text: &str, zone: &Zone) -> Result<Opened, Unchanged> {
    let file = File::new(path, text, zone.clone());
    let (manuscript, _) = file.read()?;
    let form = Form::of(&manuscript, |name| manuscript.line_of(name).is_some(), zone);
    Ok(Opened { form, body: file.body() })
}

/// The file with these fields and this text; what was not changed stays as it is in `original`, byte for byte.
///
/// # Errors
/// Why a field can not be put into the file.
pub fn text(
    path: &str,
    original: Option<&str>,
    form: &Form,
    body: &str,
    zone: &Zone,
) -> Result<String, Unchanged> {
    let (text, left_out) = as_much(path, original, form, body, zone)?;
    left_out.map_or(Ok(text), Err)
}

/// As much of it as can be put into the file, and why the first thing that can not: so that an editor can always take
/// the work along. A text that can not be put there stands behind the file.
///
/// # Errors
/// Why nothing can be put into the file.
pub fn as_much(
    path: &str,
    original: Option<&str>,
    form: &Form,
    body: &str,
    zone: &Zone,
) -> Result<(String, Option<Unchanged>), Unchanged> {
    let (mut file, before) = match original {
        Some(text) => (File::new(path, text, zone.clone()), open(path, text, zone)?.form),
        None => (File::fresh(path, [], "", zone.clone())?, Form::default()),
    };
    let mut left_out = None;
    for field in Field::ALL {
        if form.get(field) == before.get(field) {
            continue;
        }
        let done = value(form, field, zone).and_then(|value| match value {
            Some(value) => file.set(field, value),
            None => file.remove(field),
        });
        left_out = left_out.or(done.err());
    }
    if file.body() != body
        && let Err(why) = file.set_body(body)
    {
        let all = [file.text(), "\n\n", body].concat();
        return Ok((all, Some(left_out.unwrap_or(why))));
    }
    Ok((file.text().to_owned(), left_out))
}

/// What a field holds; none if nothing is filled in.
fn value(form: &Form, field: Field, zone: &Zone) -> Result<Option<Value>, Unchanged> {
    let text = form.get(field).trim();
    Ok(Some(match field {
        _ if text.is_empty() => return Ok(None),
        _ if is_list(field) => Value::List(pieces(text)),
        _ if is_switch(field) => Value::Yes(text == YES),
        Field::Date | Field::Updated | Field::PublishAt | Field::ExpiresAt => {
            let wrong = |why| Wrong::NotADate(field.name().to_owned(), text.to_owned(), why);
            Value::Moment(dates::parse(text, zone).map_err(|why| Unchanged::Refused(wrong(why).into()))?)
        }
        Field::Views => match text.parse() {
            Ok(count) => Value::Count(count),
            Err(_) => return Ok(None),
        },
        _ => Value::Text(text.to_owned()),
    }))
}

#[cfg(test)]
mod tests {
    use news::manuscript;

    use super::*;
    use crate::form::NO;

    const HUGO: &str = "+++\r\ntitle = 'Mưa lớn' # giữ\r\nweight = 3\r\ndate = 2023-12-09T14:30:00+07:00\r\n\r\n[params]\r\nauthor = \"Minh An\"\r\n+++\r\n\r\nChữ.\r\n";

    fn zone() -> Zone {
        Zone::named("Asia/Ho_Chi_Minh").unwrap()
    }

    #[test]
    fn where_a_file_is_that_was_opened_alone_or_with_its_folder() {
        for (name, path) in [
            ("mua.md", "content/mua.md"),
            ("content/thoi-su/mua.md", "content/thoi-su/mua.md"),
            ("bao/content/thoi-su/mua.md", "content/thoi-su/mua.md"),
            ("bao/mua.md", "mua.md"),
        ] {
            assert_eq!(inside(name), path);
        }
    }

    #[test]
    fn an_article_is_found_by_words_of_its_title_and_its_path() {
        let (nfc, nfd) = ("lũ.md", "lu\u{303}.md");
        for (words, title, path, found) in [
            ("", "", nfc, true),
            ("lũ", "", nfc, true),
            ("lũ", "", nfd, true),
            ("lu\u{303}", "", nfc, true),
            ("LU", "", nfd, true),
            ("Bao", "", "content/Bao-so-3.md", true),
            ("bão 3", "Tin cuối ngày", "content/Bao-so-3.md", true),
            ("cuoi bao", "Tin cuối ngày", "content/Bao-so-3.md", true),
            ("bao 4", "Tin cuối ngày", "content/Bao-so-3.md", false),
        ] {
            assert_eq!(fits(words, title, path), found, "{words} in {title} {path}");
        }
    }

    #[test]
    fn a_title_is_read_from_the_beginning_of_a_file() {
        let long = format!("---\ntitle: Lũ về\n---\n\n{}", "ộ".repeat(BEGINNING));
        for (path, text, title) in [
            (
                "a.md",
                long.get(..BEGINNING).map_or(&long.as_bytes()[..BEGINNING], str::as_bytes),
                Some("Lũ về"),
            ),
            ("a.md", HUGO.as_bytes(), Some("Mưa lớn")),
            ("a.json", "{\"title\": \"Bão\"}".as_bytes(), Some("Bão")),
            ("a.md", b"---\ntitle: [\n---\n", None),
            ("a.md", b"", None),
        ] {
            assert_eq!(super::title(path, text).as_deref(), title);
        }
    }

    #[test]
    fn a_file_that_nobody_touched_is_the_same_file() {
        let opened = open("content/a.md", HUGO, &zone()).unwrap();
        assert_eq!(
            text("content/a.md", Some(HUGO), &opened.form, &opened.body, &zone()),
            Ok(HUGO.to_owned())
        );
    }

    #[test]
    fn one_field_is_changed_and_nothing_else() {
        let mut opened = open("content/a.md", HUGO, &zone()).unwrap();
        opened.form.set(Field::Title, "Mưa rất lớn");
        let saved = text("content/a.md", Some(HUGO), &opened.form, &opened.body, &zone()).unwrap();
        assert_eq!(saved, HUGO.replace("Mưa lớn", "Mưa rất lớn"));
    }

    #[test]
    fn times_are_told_in_the_sites_zone_and_stay_in_the_file_as_they_are() {
        let decap = "---\ntitle: Mưa\ndate: 2023-12-09T20:30:00.000Z\npublish_at: 2023-12-09T17:00:00Z\n---\n\nChữ.\n";
        let mut opened = open("content/a.md", decap, &zone()).unwrap();
        assert_eq!(opened.form.get(Field::Date), "2023-12-10 03:30");
        assert_eq!(opened.form.get(Field::PublishAt), "2023-12-10");
        let saved = |form: &Form| text("content/a.md", Some(decap), form, &opened.body, &zone()).unwrap();
        opened.form.set(Field::Title, "Lũ");
        assert_eq!(saved(&opened.form), decap.replace("Mưa", "Lũ"));
        opened.form.set(Field::Date, "2023-12-10 04:00");
        let (again, _) = manuscript::read("content/a.md", saved(&opened.form).as_bytes(), &zone());
        assert_eq!(again.unwrap().date.unix(), 1_702_155_600);
    }

    #[test]
    fn a_comma_within_a_tag_or_a_name_parts_nothing() {
        let file = "---\ntitle: Mưa\ndate: 2023-12-09\nauthors: [\"Minh An, TTXVN\"]\ntags: [\"Hà Nội, Việt Nam\"]\n---\n\nChữ.\n";
        let mut opened = open("content/a.md", file, &zone()).unwrap();
        let (read, _) = opened.form.read("content/a.md", "", &zone());
        assert_eq!(read.unwrap().authors, ["Minh An, TTXVN"]);
        let tags = format!("{}, lũ", opened.form.get(Field::Tags));
        opened.form.set(Field::Tags, tags);
        let saved = text("content/a.md", Some(file), &opened.form, &opened.body, &zone()).unwrap();
        let (again, _) = manuscript::read("content/a.md", saved.as_bytes(), &zone());
        let again = again.unwrap();
        assert_eq!(
            (again.authors, again.tags),
            (vec!["Minh An, TTXVN".into()], vec!["Hà Nội, Việt Nam".into(), "lũ".into()])
        );
    }

    #[test]
    fn a_new_article_is_a_file() {
        let mut form = Form::default();
        form.set(Field::Title, "Mưa: lớn");
        form.set(Field::Date, "09-12-2023 14:30");
        form.set(Field::Tags, "mưa, lũ");
        form.set(Field::Draft, YES);
        form.set(Field::Comments, NO);
        let saved = text("content/mua.md", None, &form, "Chữ.\n", &zone()).unwrap();
        let again = open("content/mua.md", &saved, &zone()).unwrap();
        assert_eq!(again.body.trim(), "Chữ.", "{saved}");
        assert_eq!(again.form.get(Field::Title), "Mưa: lớn");
        assert_eq!(again.form.get(Field::Tags), "mưa, lũ");
        assert!(again.form.is_on(Field::Draft));
    }

    #[test]
    fn a_wrong_date_is_not_saved() {
        let mut form = Form::default();
        form.set(Field::Title, "Mưa");
        form.set(Field::Date, "31/02/2024");
        assert!(text("content/mua.md", None, &form, "", &zone()).is_err());
    }
}
