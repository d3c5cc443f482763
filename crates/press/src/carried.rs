//! Files of the site's own that the built site has at its root, as Hugo has it: what lies in `static/`.

use std::collections::BTreeMap;

use news::{
    lang::Lang,
    problem::Problem,
    route::{Feed, List, Route},
};

use crate::{
    folder::Folder,
    output::{CHANGES, MARK},
    print,
};

/// Where they lie.
const STATIC: &str = "static/";

/// The one hidden folder that the web knows (RFC 8615).
const WELL_KNOWN: &str = ".well-known/";

/// Files that Bantin writes and a site may have of its own instead.
pub const REPLACEABLE: [&str; 7] = [
    "robots.txt",
    "manifest.webmanifest",
    "favicon.svg",
    "apple-touch-icon.png",
    "icon-192.png",
    "icon-512.png",
    "icon-maskable-512.png",
];

/// What the app brings, and the folders of the desk.
const APP: [&str; 4] = ["fallback", "licences.txt", print::desk::PAGES[0].1, print::desk::PAGES[1].1];

/// Every file at the root of the built site, and where it comes from, below the site's folder.
pub fn collect(folder: &Folder, problems: &mut Vec<Problem>) -> BTreeMap<String, String> {
    let mut files = folder.list(STATIC, problems);
    files.extend(folder.list(&format!("{STATIC}{WELL_KNOWN}"), problems));
    let mut carried = BTreeMap::new();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    files.sort();
    for file in files {
        let path = file.strip_prefix(STATIC).unwrap_or(&file).to_owned();
        if is_ours(&path, folder.settings.language) {
            let message = format!("Bantin writes `{path}` itself");
            problems.push(Problem::error(
                &file,
                "static-file",
                message,
                "Remove it, or give it another name.",
            ));
        } else if folder.root.join(&path).is_file() && path.starts_with("media/") {
            let message = format!("there is `{path}` in the site's folder, too");
            problems.push(Problem::error(&file, "static-file", message, "Remove one of them."));
        } else if let Some(other) = names.insert(path.to_lowercase(), file.clone()) {
            let message = format!("its name differs from `{other}` in letter case only");
            let help = "Rename one: many computers can not keep both.";
            problems.push(Problem::error(&file, "file-name", message, help));
        } else {
            carried.insert(path, file);
        }
    }
    carried
}

/// Whether the path, below the base and without the first `/`, is one of a page, of data or of a file that Bantin
/// writes for machines; those that a site may have of its own are not meant.
pub fn is_ours(path: &str, main: Lang) -> bool {
    let path = path.to_lowercase();
    let address = format!("/{path}");
    let (page, name) = address.rsplit_once('/').unwrap_or(("", &address));
    Route::parse(&address, main).is_some_and(|route| match route {
        // Of these there is one or none; `/en` is the folder of `/en/`.
        Route::List { list: List::Front, page: None, lang } => {
            lang == main || page.is_empty() || name == "index.html"
        }
        _ => true,
    }) || feed(&address, main).is_some()
        || ["data/", "app/"].iter().any(|folder| path.starts_with(folder))
        || APP
            .iter()
            .any(|own| path.strip_prefix(own).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
        || [MARK, CHANGES, "data", "app", "media", "404.html"].contains(&path.as_str())
        || print::is_site_map(&path)
}

/// The list whose feed has this path, below the base; whether there is such a list, is not looked at.
pub fn feed(path: &str, main: Lang) -> Option<Route> {
    let (page, _) = path.rsplit_once('/')?;
    let list = Route::parse(&format!("{page}/"), main)?;
    let is_its = |feed| list.feed(feed, main).is_some_and(|address| address == path);
    [Feed::Rss, Feed::Json].into_iter().any(is_its).then_some(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_ours() {
        for ours in [
            "index.html",
            "en/index.html",
            "en",
            "bai-viet/mua-lon/index.html",
            "bai-viet/mua-lon",
            "chuyen-muc/bao/feed.xml",
            "Feed.json",
            "data/site.json",
            "sitemap.xml",
            "sitemap-12.xml",
            "sitemap-en-1.xml",
            "404.html",
            ".bantin",
            "licences.txt",
            "fallback/purify.min.js",
            "bien-tap",
            "desk/index.html",
        ] {
            assert!(is_ours(ours, Lang::Vi), "{ours}");
        }
        for free in [
            "robots.txt",
            "favicon.ico",
            "CNAME",
            ".well-known/security.txt",
            "google123.html",
            "bai-viet/mua-lon/x.pdf",
            "the/bao/feed.xml",
            "sitemap-cu.xml",
            "admin/index.html",
            "desktop.html",
            "icon-maskable-512.png",
            "media/x.jpg",
        ] {
            assert!(!is_ours(free, Lang::Vi), "{free}");
        }
    }
}
