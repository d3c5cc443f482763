//! `_headers`, for hosts that read it: Cloudflare Pages and Netlify.
//!
//! Both give an answer the headers of every rule that fits, and join a header that is set twice with a comma, which
//! would break it. So no two rules that set the same header fit the same path. Both give an answer 404 the headers of its
//! path, too: of what is kept for ever, the files that there are have a rule each, and what is not there has none.
//! <https://developers.cloudflare.com/pages/configuration/headers/>,
//! <https://docs.netlify.com/manage/routing/headers/>

use std::collections::BTreeSet;

use super::{At, EVERYWHERE, PLACES, Place, with_servers};
use crate::{
    edition::Edition,
    media::encode,
    pictures::COPIES,
    print::{APP, desk},
};

/// The file of rules.
pub const RULES: &str = "_headers";

/// How deep pages lie at most: `/en/section/weather/page/12/`. Feeds lie less deep.
const DEPTH: usize = 5;

/// Folders of media that get a rule of their own; Cloudflare reads 100 rules. Pictures in further ones are asked
/// after each time.
const FOLDERS: usize = 60;

/// The rules of an edition. `app` are the app's files that are kept for ever.
pub fn rules(edition: &Edition, app: &[&str]) -> String {
    let names = edition.media.keys().filter_map(|path| path.strip_prefix("media/")?.split_once('/'));
    let folders: BTreeSet<&str> = names.map(|(folder, _)| folder).collect();
    with_servers(
        text(&edition.linker.base, app, &folders),
        &edition.site.comments,
        &edition.site.views,
        &edition.site.live,
        &edition.linker.folder.settings.desk,
    )
}

fn text(base: &str, app: &[&str], folders: &BTreeSet<&str>) -> String {
    let mut text = format!("{base}/*\n");
    EVERYWHERE.iter().for_each(|(name, value)| text += &format!("  {name}: {value}\n"));
    for place in &PLACES {
        for path in paths(place, app, folders) {
            text += &format!("{base}/{path}\n  Cache-Control: {}\n", place.cache);
            text += &format!("  Cross-Origin-Resource-Policy: {}\n", place.shown);
            place.kind.iter().for_each(|kind| text += &format!("  Content-Type: {kind}\n"));
        }
    }
    text
}

/// A rule's path each. `:name` is any one part of a path, `*` all that follows.
fn paths(place: &Place, app: &[&str], folders: &BTreeSet<&str>) -> Vec<String> {
    let parts = |depth: usize| [":a/", ":b/", ":c/", ":d/", ":e/"][..depth].concat();
    match place.at {
        At::Below(APP) => app.iter().map(|file| (*file).to_owned()).collect(),
        At::Below("media") => {
            let copies = COPIES.rsplit('/').next().unwrap_or_default();
            let own = folders.iter().filter(|folder| **folder != copies).take(FOLDERS);
            let own = own.map(|folder| format!("media/{}/*", encode(folder)));
            ["media/:file".to_owned()].into_iter().chain(own).collect()
        }
        At::Below(folder) => vec![format!("{folder}/*")],
        At::Named(name) => (0..DEPTH - 1).map(|depth| parts(depth) + name).collect(),
        // Pages, and the files of folders that have no page but their own; single ones, such as robots.txt, have the
        // host's own.
        At::Elsewhere => {
            let files = ["fallback", desk::FOLDER].map(|folder| format!("{folder}/:file"));
            (0..=DEPTH).map(parts).chain(files).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_of_cloudflare_are_kept() {
        let names: Vec<String> = (0..200).map(|number| format!("nam-{number}")).collect();
        let app = ["app/a.js"; 12];
        let text = text("/tin", &app, &names.iter().map(String::as_str).collect());
        assert!(text.lines().filter(|line| line.starts_with('/')).count() <= 100);
        assert!(text.lines().all(|line| line.len() <= 2_000));
        assert!(text.lines().all(|line| line.starts_with("/tin/") || line.starts_with("  ")), "{text}");
        assert!(text.lines().all(|line| line.matches('*').count() <= 1), "{text}");
    }

    /// Whether a rule fits a path, as both hosts' documents have it.
    fn fits(rule: &str, path: &str) -> bool {
        let (mut rule, mut path) = (rule.split('/'), path.split('/'));
        loop {
            match (rule.next(), path.next()) {
                (None, None) => return true,
                (Some("*"), Some(_)) => return true,
                (Some(part), Some(name)) if part == name => {}
                (Some(part), Some(name)) if part.starts_with(':') && !name.is_empty() => {}
                _ => return false,
            }
        }
    }

    #[test]
    fn no_path_gets_a_header_twice() {
        let text = text("", &["app/boot-1.js"], &["2024", "_", "_v"].into());
        for (path, cache) in [
            ("/", Some("no-cache")),
            ("/bai-viet/mua/", Some("no-cache")),
            ("/en/section/rain/page/12/", Some("no-cache")),
            ("/fallback/set-html.js", Some("no-cache")),
            ("/desk/desk.js", Some("no-cache")),
            ("/desk/", Some("no-cache")),
            ("/404", None),
            ("/robots.txt", None),
            ("/app/boot-2.js", None),
            ("/app/boot-1.js", Some("immutable")),
            ("/media/_v/mua-240.webp", Some("immutable")),
            ("/media/mua.jpg", Some("3600")),
            ("/media/2024/mua.jpg", Some("3600")),
            ("/media/_/content/a/mua.jpg", Some("3600")),
            ("/data/vi/all/head.json", Some("=60")),
            ("/feed.xml", Some("300")),
            ("/en/feed.json", Some("300")),
            ("/chuyen-muc/bao/feed.xml", Some("300")),
            ("/en/section/rain/feed.json", Some("300")),
        ] {
            let mut found: Vec<&str> = Vec::new();
            let mut fit = false;
            for line in text.lines() {
                match line.strip_prefix("  ") {
                    None => fit = fits(line, path),
                    Some(header) if fit => found.push(header),
                    Some(_) => {}
                }
            }
            let names: BTreeSet<_> = found.iter().filter_map(|header| header.split(':').next()).collect();
            assert_eq!(names.len(), found.len(), "{path}: {found:?}");
            let kept = found.iter().find_map(|header| header.strip_prefix("Cache-Control: "));
            assert_eq!(kept.is_some(), cache.is_some(), "{path}");
            assert!(kept.unwrap_or_default().contains(cache.unwrap_or_default()), "{path}: {kept:?}");
            assert!(names.contains("Content-Security-Policy"), "{path}");
            assert_eq!(names.contains("Cross-Origin-Resource-Policy"), cache.is_some(), "{path}");
        }
    }
}
