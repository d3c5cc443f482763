//! Which section an article is in, and what sections are called.

use std::collections::HashMap;

use news::{
    article::Label,
    lang::Lang,
    settings::Settings,
    text::{slug::slugify, vietnamese::same_key},
};

use super::names::{Names, Slugs};

/// The sections of a site: those of the settings in their order, then those that only articles name.
#[derive(Debug)]
pub struct Sections {
    /// Of the settings, by every name that they have in any language.
    known: HashMap<String, usize>,
    fixed: usize,
    others: Names,
}

impl Sections {
    /// The sections of the settings.
    pub fn new(settings: &Settings) -> Self {
        let mut known = HashMap::new();
        for (number, section) in settings.sections.iter().enumerate() {
            let names = [Some(&section.name), section.en.as_ref(), section.vi.as_ref()];
            for name in names.into_iter().flatten().filter(|name| !name.trim().is_empty()) {
                known.entry(same_key(name)).or_insert(number);
                known.entry(slugify(name)).or_insert(number);
            }
        }
        Self { known, fixed: settings.sections.len(), others: Names::default() }
    }

    /// The number of the section of this name (or slug), which has now been seen once more.
    pub fn see(&mut self, name: &str) -> usize {
        match self.known.get(&same_key(name)) {
            Some(number) => *number,
            None => self.fixed + self.others.see(name),
        }
    }

    /// What each section is called in `lang`, by number.
    pub fn labels(&self, settings: &Settings, lang: Lang) -> Vec<Label> {
        let mut slugs = Slugs::default();
        let fixed = settings.sections.iter().map(|section| section.name_in(lang, settings.language).to_owned());
        let others = self.others.labels().into_iter().map(|label| label.name);
        let label = |name: String| Label { slug: slugs.give(&slugify(&name), &name), name };
        fixed.chain(others).map(label).collect()
    }
}

/// Folders that say how files are kept and not what they are about.
const KEEPING: [&str; 9] =
    ["_posts", "posts", "post", "blog", "articles", "bai-viet", "content", "pages", "news"];

/// What the folders of an article tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    /// The language, if the first folder is the code of one.
    pub lang: Option<Lang>,
    /// The folder that names the section, below the folder of articles.
    pub section: Option<String>,
    /// What the file's name gives for a slug: of `index.md`, the folder's.
    pub stem: String,
}

impl Placed {
    /// Reads the path of an article below the folder of articles.
    pub fn of(place: &str) -> Self {
        let mut folders: Vec<&str> = place.split('/').collect();
        let name = folders.pop().unwrap_or_default();
        let mut stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        // Hugo's `name.en.md`
        let mut lang = None;
        if let Some((before, code)) = stem.rsplit_once('.') {
            lang = lang_of(code);
            stem = if lang.is_some() { before } else { stem };
        }
        if stem == "index" {
            stem = folders.pop().unwrap_or(stem);
        }
        let first = usize::from(folders.first().is_some_and(|folder| lang_of(folder).is_some()));
        lang = lang.or_else(|| folders.first().and_then(|folder| lang_of(folder)));
        let about = |folder: &&str| {
            !KEEPING.contains(folder) && !folder.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
        };
        let at = folders.iter().skip(first).position(|folder| about(&folder));
        let section = at.and_then(|at| folders.get(..=first + at)).map(|folders| folders.join("/"));
        Self { lang, section, stem: without_date(stem).to_owned() }
    }
}

fn lang_of(code: &str) -> Option<Lang> {
    Lang::ALL.into_iter().find(|lang| lang.code() == code)
}

/// Jekyll's and Zola's `2023-12-09-name` without the date.
fn without_date(stem: &str) -> &str {
    let dated = |date: &str| {
        date.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
    };
    match (stem.get(..10), stem.get(10..11), stem.get(11..)) {
        (Some(date), Some("-" | "_"), Some(rest)) if dated(date) && !rest.is_empty() => rest,
        _ => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_tell_language_section_and_slug() {
        let table = [
            ("x.md", None, None, "x"),
            ("tap-chi/x.md", None, Some("tap-chi"), "x"),
            ("en/tap-chi/x.md", Some(Lang::En), Some("en/tap-chi"), "x"),
            ("en/x.md", Some(Lang::En), None, "x"),
            ("posts/x.en.md", Some(Lang::En), None, "x"),
            ("tap-chi/bai/index.md", None, Some("tap-chi"), "bai"),
            ("_posts/2023-12-09-mua-lon.md", None, None, "mua-lon"),
            ("tin/_posts/2023-12-09-mua.md", None, Some("tin"), "mua"),
            ("posts/2023/12/x.md", None, None, "x"),
            ("2023-12-09.md", None, None, "2023-12-09"),
        ];
        for (place, lang, section, stem) in table {
            let placed = Placed { lang, section: section.map(Into::into), stem: stem.into() };
            assert_eq!(Placed::of(place), placed, "{place}");
        }
    }

    #[test]
    fn every_name_of_a_section_leads_to_it() {
        let text = "[[sections]]\nname = 'Thủy văn'\nen = 'Hydrology'\n[[sections]]\nname = 'Khoa học'";
        let (settings, _) = Settings::parse(text).unwrap();
        let mut sections = Sections::new(&settings);
        for name in ["Thuỷ văn", "thủy  văn", "thuy-van", "Hydrology", "hydrology"] {
            assert_eq!(sections.see(name), 0, "{name}");
        }
        assert_eq!((sections.see("Tin mới"), sections.see("khoa học"), sections.see("tin mới")), (2, 1, 2));
        let names = |lang| sections.labels(&settings, lang).into_iter().map(|label| label.slug);
        assert!(names(Lang::Vi).eq(["thuy-van", "khoa-hoc", "tin-moi"]));
        assert!(names(Lang::En).eq(["hydrology", "khoa-hoc", "tin-moi"]));
    }
}
