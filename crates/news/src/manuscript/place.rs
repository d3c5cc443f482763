//! What a file's path says of its article: slug, section, date and language.

use super::{dates, dates::Zone};
use crate::{date::Moment, lang::Lang, text::slug::slugify};

/// What the path says: folders, dates and languages in it.
#[derive(Default)]
pub(super) struct Place {
    pub(super) slug: String,
    pub(super) section: Option<String>,
    pub(super) date: Option<Moment>,
    pub(super) lang: Option<Lang>,
    /// Whether the file is one of Jekyll's, where a text separates words by spaces.
    pub(super) jekyll: bool,
}

impl Place {
    /// Reads `path`, below the site's folder.
    pub(super) fn of(path: &str, zone: &Zone) -> Self {
        let mut folders: Vec<&str> = path.split('/').collect();
        let file = folders.pop().unwrap_or_default();
        let mut stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let mut place = Place { jekyll: folders.contains(&"_posts"), ..Place::default() };
        if let Some((before, code)) = stem.rsplit_once('.')
            && let Some(lang) = Lang::ALL.into_iter().find(|lang| lang.code() == code)
        {
            (stem, place.lang) = (before, Some(lang));
        }
        if matches!(stem, "index" | "_index") {
            stem = folders.pop().filter(|folder| *folder != "content").unwrap_or_default();
        }
        if let (Some(date), Some(rest)) = (stem.get(..10), stem.get(10..))
            && (rest.is_empty() || rest.starts_with(['-', '_', ' ']))
            && let Ok(date) = dates::parse(date, zone)
        {
            (stem, place.date, place.jekyll) = (rest, Some(date), true);
        }
        place.slug = slugify(stem);
        for folder in folders {
            match Lang::ALL.into_iter().find(|lang| lang.code() == folder) {
                Some(lang) => place.lang = place.lang.or(Some(lang)),
                None if folder.starts_with('_') || folder.is_empty() => {}
                None if matches!(folder, "content" | "posts" | "post" | "blog" | "articles") => {}
                None if place.section.is_none() => place.section = Some(folder.to_owned()),
                None => {}
            }
        }
        place
    }
}
