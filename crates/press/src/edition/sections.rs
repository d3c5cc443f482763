//! Which section an article is in, and what sections are called.

use std::collections::HashMap;

use news::{
    article::Label,
    lang::Lang,
    route::is_slug,
    settings::Settings,
    text::{slug::slugify, vietnamese::same_key},
};

use rustc_hash::FxHashMap;

use super::names::{Names, Slugs};

/// The sections of a site: those of the settings in their order, then those that only articles name.
#[derive(Debug)]
pub struct Sections {
    /// Of the settings, by every name and slug that they have in any language.
    known: HashMap<String, usize>,
    fixed: usize,
    others: Names,
    /// The numbers of the others by slug.
    by_slug: HashMap<String, usize>,
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
        Self { known, fixed: settings.sections.len(), others: Names::default(), by_slug: HashMap::new() }
    }

    /// The numbers of the sections of these names, which are in order of time. A name may also be a slug, as
    /// folders have it: `tin-moi` is the section that others call `Tin mới`.
    pub fn numbers(&mut self, names: &[Option<&str>]) -> Vec<Option<usize>> {
        let mut seen: FxHashMap<&str, usize> = FxHashMap::default();
        for slugs in [false, true] {
            for name in names.iter().flatten().filter(|name| is_slug(name) == slugs) {
                match seen.get(name) {
                    // How often a name is spelt so counts only where articles alone name the section.
                    Some(number) if slugs || *number < self.fixed => {}
                    Some(_) => _ = self.others.see(name),
                    None => _ = seen.insert(name, self.number(name)),
                }
            }
        }
        names.iter().map(|name| seen.get(name.as_ref()?).copied()).collect()
    }

    fn number(&mut self, name: &str) -> usize {
        if let Some(number) = self.known.get(&same_key(name)) {
            return *number;
        }
        if let Some(number) = self.by_slug.get(name) {
            return self.fixed + number;
        }
        let shown = if is_slug(name) { unfolded(name) } else { name.to_owned() };
        let number = self.others.see(&shown);
        self.by_slug.entry(slugify(name)).or_insert(number);
        self.fixed + number
    }

    /// What each section is called in `lang`, by number.
    pub fn labels(&self, settings: &Settings, lang: Lang) -> Vec<Label> {
        let mut slugs = Slugs::default();
        let fixed =
            settings.sections.iter().map(|section| section.name_in(lang, settings.language).to_owned());
        let others = self.others.labels().into_iter().map(|label| label.name);
        let label = |name: String| Label { slug: slugs.give(&slugify(&name), &name), name };
        fixed.chain(others).map(label).collect()
    }
}

/// `Tin moi` of `tin-moi`.
fn unfolded(slug: &str) -> String {
    let words = slug.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_a_section_leads_to_it() {
        let text = "[[sections]]\nname = 'Thủy văn'\nen = 'Hydrology'\n[[sections]]\nname = 'Khoa học'";
        let (settings, _) = Settings::parse(text).unwrap();
        let mut sections = Sections::new(&settings);
        let names = ["Thuỷ văn", "thủy  văn", "thuy-van", "Hydrology", "hydrology"].map(Some);
        assert_eq!(sections.numbers(&names), [Some(0); 5]);
        let names = [Some("tin-moi"), None, Some("Tin mới"), Some("khoa học"), Some("tin mới"), Some("phim")];
        let numbers = [Some(2), None, Some(2), Some(1), Some(2), Some(3)];
        assert_eq!(sections.numbers(&names), numbers);
        let names = |lang| sections.labels(&settings, lang).into_iter().map(|label| label.slug);
        assert!(names(Lang::Vi).eq(["thuy-van", "khoa-hoc", "tin-moi", "phim"]));
        assert!(names(Lang::En).eq(["hydrology", "khoa-hoc", "tin-moi", "phim"]));
        assert_eq!(sections.labels(&settings, Lang::Vi)[3].name, "Phim");
    }
}
