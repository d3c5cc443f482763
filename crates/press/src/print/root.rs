//! Files that are looked for at the root of a site: `robots.txt`, the web app manifest, and the site's own.

use rayon::prelude::*;
use serde::Serialize;

use super::{address::Address, redirects, sitemap};
use crate::{
    edition::Edition,
    tree::{Tree, WriteError},
};

/// What search engines may read.
pub const ROBOTS: &str = "robots.txt";
const MANIFEST: &str = "manifest.webmanifest";
/// GitHub Pages leaves out folders such as `media/_v` of a branch that has no file of this name.
const NO_JEKYLL: &str = ".nojekyll";

/// Writes them, those of the site's own first.
///
/// # Errors
/// The first file that can not be read or written.
pub fn write(edition: &Edition, tree: &Tree<'_>) -> Result<(), WriteError> {
    let own = edition.carried.par_iter().filter(|(path, _)| *path != redirects::RULES);
    own.try_for_each(|(path, from)| tree.copy(path, &edition.linker.folder.root.join(from)))?;
    let ours = [(ROBOTS, robots(edition)), (MANIFEST, manifest(edition)), (NO_JEKYLL, String::new())];
    let ours = ours.iter().filter(|(path, _)| !tree.has(path));
    ours.into_iter().try_for_each(|(path, text)| tree.write(path, text.as_bytes()))
}

/// Everything may be read (RFC 9309): search engines that run scripts need the data, too.
fn robots(edition: &Edition) -> String {
    let mut robots = String::from("User-agent: *\nAllow: /\n");
    if let Some(address) = Address::of(&edition.site) {
        let news = sitemap::has_news(edition).then_some(sitemap::NEWS_FILE);
        for map in [sitemap::INDEX].into_iter().chain(news) {
            robots += &format!("Sitemap: {}\n", address.below(&format!("/{map}")));
        }
    }
    robots
}

/// W3C, Web Application Manifest. Its addresses are relative to itself, so that it holds under any base.
#[derive(Serialize)]
struct Manifest<'e> {
    name: &'e str,
    short_name: &'e str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'e str,
    lang: &'static str,
    start_url: &'static str,
    scope: &'static str,
    display: &'static str,
    theme_color: &'static str,
    background_color: &'static str,
    icons: Vec<Icon>,
}

#[derive(Serialize)]
struct Icon {
    src: &'static str,
    sizes: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    purpose: Option<&'static str>,
}

fn manifest(edition: &Edition) -> String {
    let site = &edition.site;
    let png = |src, sizes, purpose| Icon { src, sizes, kind: "image/png", purpose };
    let manifest = Manifest {
        name: &site.title,
        short_name: &site.title,
        description: site.face(site.language).map_or("", |face| &face.description),
        lang: site.language.code(),
        start_url: "./",
        scope: "./",
        display: "minimal-ui",
        // As in index.html; a manifest has one scheme.
        theme_color: "#ffffff",
        background_color: "#ffffff",
        icons: vec![
            png("icon-192.png", "192x192", None),
            png("icon-512.png", "512x512", None),
            png("icon-maskable-512.png", "512x512", Some("maskable")),
        ],
    };
    // Strings alone: it can not fail.
    serde_json::to_string(&manifest).unwrap_or_default()
}
