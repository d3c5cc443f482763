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
        let fixed =
            settings.sections.iter().map(|section| section.name_in(lang, settings.language).to_owned());
        let others = self.others.labels().into_iter().map(|label| label.name);
        let label = |name: String| Label { slug: slugs.give(&slugify(&name), &name), name };
        fixed.chain(others).map(label).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
