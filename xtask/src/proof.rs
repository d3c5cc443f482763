//! A built site, read by the validators of others, and against tables of what search engines ask for.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::places;
use crate::problem::{Outcome, Problem, at};
use crate::run;
use crate::tools::Validators;

/// A kind of file, and the command that reads all of them; none if the site has no such file.
type Check = (&'static str, fn(&Validators, &Path) -> Outcome<Option<Command>>);

const CHECKS: [Check; 5] = [
    ("HTML", html),
    ("site maps", site_maps),
    ("feeds", feeds),
    ("JSON, icons, addresses", json),
    ("headers and redirects, as Netlify reads them", netlify),
];

/// Reads the folder with every validator that is there or can be got, and says which is missing.
///
/// # Errors
/// If one of them finds a mistake, or none could be had; in continuous integration (`CI` in the environment) if any
/// is missing.
pub fn proof(site: &Path) -> Outcome {
    let site = site.canonicalize().map_err(at(site))?;
    let validators = Validators::get()?;
    let must = std::env::var_os("CI").is_some();
    let (mut checked, mut wrong) = (0, Vec::new());
    for (name, check) in CHECKS {
        match check(&validators, &site) {
            Err(problem) => {
                eprintln!("– {name}: NOT checked: {problem}");
                if must {
                    wrong.push(name);
                }
            }
            Ok(None) => eprintln!("– {name}: there are none"),
            Ok(Some(command)) => {
                checked += 1;
                match run::shown(name, command) {
                    Ok(()) => eprintln!("✓ {name}"),
                    Err(problem) => {
                        eprintln!("✗ {name}: {problem}");
                        wrong.push(name);
                    }
                }
            }
        }
    }
    match (checked, wrong.is_empty()) {
        (0, _) => Err(Problem::NoProof),
        (_, true) => Ok(()),
        (_, false) => Err(Problem::NotClean(wrong)),
    }
}

/// The Nu HTML Checker over every page.
fn html(validators: &Validators, site: &Path) -> Outcome<Option<Command>> {
    let files = files(site, &|name| name.ends_with(".html"))?;
    if files.is_empty() {
        return Ok(None);
    }
    let mut command = validators.html()?;
    // The folder, not its files: there may be more of them than a command line takes.
    command.args(["--errors-only", "--skip-non-html", "--format", "gnu"]).arg(site);
    Ok(Some(command))
}

/// The schema of sitemaps.org. Of the index there is none: the script reads that.
fn site_maps(validators: &Validators, site: &Path) -> Outcome<Option<Command>> {
    let files = files(site, &|name| name.starts_with("sitemap-") && name.ends_with(".xml"))?;
    if files.is_empty() {
        return Ok(None);
    }
    let mut command = validators.site_maps()?;
    command.args(files);
    Ok(Some(command))
}

/// Reads feeds as a feed reader does, and is less patient with them.
const FEEDS: &str = r#"
import re, sys, feedparser
wrong = []
for path in sys.argv[1:]:
    feed = feedparser.parse(path)
    say = lambda what: wrong.append(f"{path}: {what}")
    if feed.bozo: say(feed.bozo_exception)
    if feed.version != "rss20": say(f"is {feed.version or 'no feed'}")
    for field in ("title", "link", "language"):
        if not feed.feed.get(field): say(f"has no {field}")
    names = [story.get("id") for story in feed.entries]
    if len(set(names)) != len(names): say("has a guid twice")
    for story in feed.entries:
        about = story.get("link")
        for field in ("title", "link", "id", "published_parsed", "content"):
            if not story.get(field): say(f"{about}: has no {field}")
        for html in (content.value for content in story.get("content", [])):
            for address in re.findall(r'(?:href|src|poster)="([^"]*)"', html):
                if not re.match(r"[a-z][a-z+.-]*:", address): say(f"{about}: {address} is not absolute")
print("\n".join(map(str, wrong)), file=sys.stderr) if wrong else None
sys.exit(bool(wrong))
"#;

fn feeds(validators: &Validators, site: &Path) -> Outcome<Option<Command>> {
    let files = files(site, &|name| name == "feed.xml")?;
    if files.is_empty() {
        return Ok(None);
    }
    let mut command = validators.feeds()?;
    command.args(["-c", FEEDS]).args(files);
    Ok(Some(command))
}

/// Our own tables: JSON-LD, JSON Feed, the manifest, and whether addresses lead to files.
fn json(validators: &Validators, site: &Path) -> Outcome<Option<Command>> {
    let mut command = validators.node(&places::root().join("xtask/src/proof.mjs"))?;
    command.arg(site);
    Ok(Some(command))
}

/// Netlify's own parsers, and whether they find in our files what we wrote. A site that is served from below a path has them
/// at the root of its host.
fn netlify(validators: &Validators, site: &Path) -> Outcome<Option<Command>> {
    if !site.join("_headers").is_file() {
        return Ok(None);
    }
    let mut command = validators.node(&places::root().join("xtask/src/netlify.mjs"))?;
    command.arg(site).arg(validators.netlify()?);
    Ok(Some(command))
}

/// The files below a folder whose name is wanted, in order.
fn files(folder: &Path, wanted: &dyn Fn(&str) -> bool) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(at(folder))? {
        let path = entry.map_err(at(folder))?.path();
        if path.is_dir() {
            found.extend(files(&path, wanted)?);
        } else if path.file_name().and_then(|name| name.to_str()).is_some_and(wanted) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with these files, removed when dropped.
    struct Room(PathBuf);

    impl Room {
        fn new(name: &str, files: &[(&str, &str)]) -> Self {
            let room = Self(std::env::temp_dir().join(format!("bantin-proof-{name}-{}", std::process::id())));
            for (path, text) in files {
                let path = room.0.join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
            room
        }

        /// What the script says of it.
        fn script(&self) -> String {
            let mut node = Command::new("node");
            node.arg(places::root().join("xtask/src/proof.mjs")).arg(&self.0);
            String::from_utf8(node.output().unwrap().stderr).unwrap()
        }
    }

    impl Drop for Room {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn files_are_found_at_any_depth() {
        let room = Room::new("files", &[("b/c/feed.xml", ""), ("feed.xml", ""), ("feed.json", "")]);
        let found = files(&room.0, &|name| name == "feed.xml").unwrap();
        assert_eq!(found, [room.0.join("b/c/feed.xml"), room.0.join("feed.xml")]);
    }

    #[test]
    fn the_script_sees_what_is_wrong() {
        if places::on_path("node").is_none() {
            eprintln!("not tested: there is no node");
            return;
        }
        let ld = |json: &str| format!("<title>A</title><script type=\"application/ld+json\">{json}</script>");
        for (path, text, said) in [
            ("a.html", ld("{"), "JSON"),
            (
                "a.html",
                ld("{\"@context\":\"https://schema.org\",\"@graph\":[{\"@type\":\"NewsArticle\"}]}"),
                "headline",
            ),
            (
                "a.html",
                ld("{\"@context\":\"https://schema.org\",\"@graph\":[{\"@type\":\"Recipe\"}]}"),
                "Recipe",
            ),
            (
                "feed.json",
                "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"A\"}".into(),
                "items",
            ),
            (
                "sitemap.xml",
                "<sitemapindex><sitemap><loc>https://a.example/x.xml</loc></sitemap></sitemapindex>".into(),
                "x.xml",
            ),
            (
                "manifest.webmanifest",
                "{\"name\":\"A\",\"icons\":[{\"src\":\"x.png\",\"sizes\":\"1x1\"}]}".into(),
                "x.png",
            ),
        ] {
            let room =
                Room::new("script", &[(path, &text), ("data/site.json", "{\"url\":\"https://a.example\"}")]);
            let found = room.script();
            assert!(found.contains(path) && found.contains(said), "{path}: {said} in {found}");
        }
        let room =
            Room::new("clean", &[("data/site.json", "{\"url\":\"\"}"), ("index.html", "<title>A</title>")]);
        assert_eq!(room.script(), "");
    }
}
