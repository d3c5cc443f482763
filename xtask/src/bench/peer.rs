//! The same newspaper for Hugo: its settings and templates, around the same articles.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::corpus::Corpus;
use crate::commands;
use crate::places;
use crate::problem::{Outcome, at};
use crate::styles;

const SETTINGS: &str = include_str!("hugo/hugo.toml");
const ARCHIVE: &str = "---\ntitle: \"Lưu trữ\"\nlayout: archive\n---\n";
/// Browsers get what a page's head names: both sites have the same.
const ICONS: [&str; 5] =
    ["favicon.svg", "apple-touch-icon.png", "icon-192.png", "icon-512.png", "icon-maskable-512.png"];
const MANIFEST: &str = include_str!("hugo/manifest.webmanifest");
const LAYOUTS: [(&str, &str); 7] = [
    ("baseof.html", include_str!("hugo/baseof.html")),
    ("single.html", include_str!("hugo/single.html")),
    ("list.html", include_str!("hugo/list.html")),
    ("archive.html", include_str!("hugo/archive.html")),
    ("rss.xml", include_str!("hugo/rss.xml")),
    ("_partials/masthead.html", include_str!("hugo/masthead.html")),
    ("_partials/teaser.html", include_str!("hugo/teaser.html")),
];

/// Writes Hugo's site into `folder`. Its articles are those in `content`, as they are; its style is ours.
pub fn write(folder: &Path, content: &Path, corpus: &Corpus) -> Outcome {
    let mut settings = SETTINGS.to_owned();
    let names: Vec<_> = corpus.sections().map(|name| format!("{name:?}")).collect();
    settings = settings.replacen("[params]\n", &format!("[params]\nsections = [{}]\n", names.join(", ")), 1);
    let _ = write!(
        settings,
        "\n[[module.mounts]]\nsource = {content:?}\ntarget = \"content/bai-viet\"\n\
         [[module.mounts]]\nsource = \"content\"\ntarget = \"content\"\n"
    );
    file(&folder.join("hugo.toml"), &settings)?;
    file(&folder.join("content/luu-tru.md"), ARCHIVE)?;
    for (name, text) in LAYOUTS {
        file(&folder.join("layouts").join(name), text)?;
    }
    file(&folder.join("static/manifest.webmanifest"), MANIFEST)?;
    let style = styles::bundle()?;
    fs::copy(&style, folder.join("static/style.css")).map_err(at(&style))?;
    for name in ICONS {
        let from = places::root().join("public").join(name);
        fs::copy(&from, folder.join("static").join(name)).map_err(at(&from))?;
    }
    Ok(())
}

/// Hugo, building `site` into `out`.
pub fn command(hugo: &Path, site: &Path, out: &Path) -> Command {
    let mut command = commands::program(hugo);
    command.arg("build").arg("--source").arg(site).arg("--destination").arg(out);
    command.args(["--quiet", "--noBuildLock", "--cleanDestinationDir"]);
    command
}

fn file(path: &Path, text: &str) -> Outcome {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(at(folder))?;
    fs::write(path, text).map_err(at(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_menu_has_the_ten_sections() {
        let folder = std::env::temp_dir().join(format!("bantin-peer-{}", std::process::id()));
        write(&folder, Path::new("/articles"), &Corpus::new(1)).unwrap();
        let settings = fs::read_to_string(folder.join("hugo.toml")).unwrap();
        assert!(settings.contains("sections = [\"Thời tiết\", \"Thủy lợi\""), "{settings}");
        assert!(settings.contains("source = \"/articles\"\ntarget = \"content/bai-viet\""));
        assert!(folder.join("layouts/_partials/teaser.html").is_file());
        fs::remove_dir_all(folder).unwrap();
    }
}
