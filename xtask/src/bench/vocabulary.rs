//! The words of the generated articles, from vocabulary.txt.

/// The words, by section and kind.
pub struct Vocabulary {
    sections: Vec<Words>,
    shared: Words,
}

/// The words of a section, or those that all share.
pub struct Words {
    /// The section's name.
    pub name: &'static str,
    kinds: Vec<(&'static str, Vec<&'static str>)>,
}

impl Vocabulary {
    /// Reads the list of words.
    pub fn new() -> Self {
        let mut sections: Vec<Words> = Vec::new();
        let lines = include_str!("vocabulary.txt").lines().filter(|line| !line.starts_with('#'));
        for line in lines {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                sections.push(Words { name, kinds: Vec::new() });
            } else if let (Some((kind, words)), Some(section)) = (line.split_once(": "), sections.last_mut())
            {
                section.kinds.push((kind, words.split(" | ").collect()));
            }
        }
        let shared = sections.pop().unwrap_or(Words { name: "", kinds: Vec::new() });
        Self { sections, shared }
    }

    /// The sections, in the order of the menu.
    pub fn sections(&self) -> &[Words] {
        &self.sections
    }

    /// Words of a kind that every section uses.
    pub fn shared(&self, kind: &str) -> &[&'static str] {
        self.shared.of(kind)
    }
}

impl Words {
    /// The words of a kind; none if there is no such kind.
    pub fn of(&self, kind: &str) -> &[&'static str] {
        let found = self.kinds.iter().find(|(name, _)| *name == kind);
        found.map(|(_, words)| words.as_slice()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn there_are_ten_sections_and_two_hundred_tags() {
        let words = Vocabulary::new();
        assert_eq!(words.sections().len(), 10);
        let tags: BTreeSet<_> = words.sections().iter().flat_map(|section| section.of("what")).collect();
        assert_eq!(tags.len(), 200);
        for section in words.sections() {
            assert!(["who", "do", "be"].iter().all(|kind| section.of(kind).len() >= 8), "{}", section.name);
        }
        assert_eq!(words.shared("where").len(), 45);
    }
}
