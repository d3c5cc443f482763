//! The editors' desk, where the app's folder has one: a page of its own in each language, and the files that it loads.

use std::{collections::BTreeSet, fs, path::Path};

use news::{
    bundle::VERSION,
    desk::{DeskFile, FILE},
    lang::Lang,
    route::List,
};

use super::assets::list;
use crate::{
    edition::Edition,
    tree::{Tree, WriteError},
};

/// The folder of the desk's files, and the address of its English page.
pub const FOLDER: &str = "desk";

/// The address of the desk's page in each language.
pub const PAGES: [(Lang, &str); 2] = [(Lang::Vi, "bien-tap"), (Lang::En, FOLDER)];

/// Writes what the desk is told of its newsroom, where there is to be a desk.
///
/// # Errors
/// If it can not be written.
pub fn told(edition: &Edition, tree: &Tree<'_>) -> Result<(), WriteError> {
    let settings = &edition.linker.folder.settings;
    if !settings.desk.publish {
        return Ok(());
    }
    let lists = edition.languages.iter().flat_map(|articles| &articles.lists);
    let tags = lists.filter(|list| matches!(list.list, List::Tag(_)));
    let tags: BTreeSet<String> = tags.filter_map(|list| Some(list.label.as_ref()?.name.clone())).collect();
    let file = DeskFile {
        version: VERSION,
        time_zone: settings.time_zone.clone(),
        tags: tags.into_iter().collect(),
        rules: settings.desk.clone(),
    };
    let bytes = serde_json::to_vec(&file).map_err(|error| WriteError::new(FILE, error.into()))?;
    tree.write(FILE, &bytes)
}

/// Writes the desk.
///
/// # Errors
/// The first file that can not be read or written.
pub fn write(app: &Path, edition: &Edition, tree: &Tree<'_>) -> Result<(), WriteError> {
    let linker = &edition.linker;
    let folder = app.join(FOLDER);
    let page = folder.join("index.html");
    if !page.is_file() || !linker.folder.settings.desk.publish {
        return Ok(());
    }
    let unread = |error| WriteError::new(&page, error);
    let html = fs::read_to_string(&page).map_err(unread)?;
    let mut files = Vec::new();
    list(&folder, "", &mut files).map_err(unread)?;
    files.iter().try_for_each(|file| tree.copy(&format!("{FOLDER}/{file}"), &folder.join(file)))?;
    PAGES.iter().try_for_each(|(lang, address)| {
        tree.write(&format!("{address}/index.html"), in_place(&html, &linker.base, *lang).as_bytes())
    })
}

/// The page as it stands below `base`, the path that the site lives under (empty or `/tin`), in a language.
pub fn in_place(html: &str, base: &str, lang: Lang) -> String {
    let mut html = html.to_owned();
    for start in ["=", "=\""] {
        for folder in ["/desk/", "/favicon.svg"] {
            html = html.replace(&format!("{start}{folder}"), &format!("{start}{base}{folder}"));
        }
        html = html.replace(&format!("lang{start}vi"), &format!("lang{start}{}", lang.code()));
    }
    match lang {
        Lang::Vi => html,
        Lang::En => html.replace("<title>Bàn biên tập", "<title>Desk"),
    }
}

/// The page in a language, as `bantin serve` gives it: the desk is told that the folder's files are to be had.
pub fn served(html: &str, lang: Lang) -> String {
    // A release has no quotes that it can do without.
    let told = |html: String, id: &str| {
        html.replace(&format!("<div id={id}>"), &format!("<div id={id} data-served>"))
    };
    ["\"desk\"", "desk"].into_iter().fold(in_place(html, "", lang), told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_served_page_says_so_however_it_was_built() {
        for html in ["<div id=desk></div>", "<div id=\"desk\"></div>"] {
            assert_eq!(served(html, Lang::Vi), html.replace("></", " data-served></"));
        }
    }

    #[test]
    fn the_page_finds_its_files() {
        let html = "<html lang=\"vi\"><title>Bàn biên tập</title><link href=/favicon.svg><script data-base=\"/desk/\" src=\"/desk/boot.js\">";
        assert_eq!(
            in_place(html, "/tin", Lang::En),
            "<html lang=\"en\"><title>Desk</title><link href=/tin/favicon.svg><script data-base=\"/tin/desk/\" src=\"/tin/desk/boot.js\">"
        );
    }
}
