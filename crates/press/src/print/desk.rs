//! The editors' desk, where the app's folder has one: a page of its own in each language, and the files that it loads.

use std::{fs, path::Path};

use news::lang::Lang;

use super::assets::list;
use crate::tree::{Tree, WriteError};

/// The folder of the desk's files, and the address of its English page.
pub const FOLDER: &str = "desk";

/// The address of the desk's page in each language.
pub const PAGES: [(Lang, &str); 2] = [(Lang::Vi, "bien-tap"), (Lang::En, FOLDER)];

/// Writes the desk. `base` is the path that the site lives under, empty or `/tin`.
///
/// # Errors
/// The first file that can not be read or written.
pub fn write(app: &Path, base: &str, tree: &Tree<'_>) -> Result<(), WriteError> {
    let folder = app.join(FOLDER);
    let page = folder.join("index.html");
    if !page.is_file() {
        return Ok(());
    }
    let unread = |error| WriteError::new(&page, error);
    let html = fs::read_to_string(&page).map_err(unread)?;
    let mut files = Vec::new();
    list(&folder, "", &mut files).map_err(unread)?;
    files.iter().try_for_each(|file| tree.copy(&format!("{FOLDER}/{file}"), &folder.join(file)))?;
    PAGES.iter().try_for_each(|(lang, address)| {
        tree.write(&format!("{address}/index.html"), in_place(&html, base, *lang).as_bytes())
    })
}

/// The page as it stands below `base`, in a language.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_finds_its_files() {
        let html = "<html lang=\"vi\"><title>Bàn biên tập</title><link href=/favicon.svg><script data-base=\"/desk/\" src=\"/desk/boot.js\">";
        assert_eq!(
            in_place(html, "/tin", Lang::En),
            "<html lang=\"en\"><title>Desk</title><link href=/tin/favicon.svg><script data-base=\"/tin/desk/\" src=\"/tin/desk/boot.js\">"
        );
    }
}
