//! The notices that travel with the WebAssembly app: which crates it has parts of, and their licences.
//!
//! `public/licences.txt` is checked in and copied into every site. It is written from the packages that cargo
//! has on this machine, names no place of it, and is the same on every other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::commands;
use crate::places;
use crate::problem::{Outcome, Problem, at};
use crate::run;
use crate::wasm_target::TRIPLE;

const FILE: &str = "public/licences.txt";

const INTRODUCTION: &str = "\
Licences

This site was made with Bantin. Its app, a WebAssembly file, contains parts of Rust's standard library and of the
crates listed here. The source of each is at https://crates.io/crates/NAME/VERSION. Each text stands here once, under
the names of all that it comes with; where a crate may be used under one of several licences, all are here.

`cargo xtask licences` writes this file.
";

/// What stands over the names of packages without a text of their own.
const TEXTLESS: &str = "These come without a text of their own; after each, its licence and its authors:";

/// A package of the app's tree.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Package {
    name: String,
    version: String,
    licence: String,
}

/// Writes the file anew.
pub fn write() -> Outcome {
    let mut tree = commands::native_cargo();
    tree.args(["tree", "--package", "bantin-app", "--target", TRIPLE, "--edges", "normal,no-proc-macro"]);
    let packages = packages(&said(tree.args(["--prefix", "none", "--format", "{p}|{l}"]))?);
    let mut metadata = commands::native_cargo();
    metadata.args(["metadata", "--format-version", "1", "--filter-platform", TRIPLE]);
    let folders = folders(&said(&mut metadata)?);
    let mut texts = Texts::default();
    let root = places::root();
    for file in ["LICENSE-APACHE", "LICENSE-MIT"] {
        let path = root.join(file);
        texts.add("bantin", &fs::read_to_string(&path).map_err(at(&path))?);
    }
    texts
        .textless
        .push("Rust's standard library (MIT OR Apache-2.0): The Rust Project Contributors".to_owned());
    for package in packages {
        let named = format!("{}-{}", package.name, package.version);
        let folder = folders.get(&named).ok_or_else(|| Problem::Failed {
            what: format!("looking for the source of {named}"),
            log: None,
        })?;
        texts.add_package(&package, folder)?;
    }
    let path = root.join(FILE);
    let mit = fs::read_to_string(root.join("LICENSE-MIT")).map_err(at(&root))?;
    let text = texts.print(&mit);
    fs::write(&path, &text).map_err(at(&path))?;
    println!("{FILE}: {} bytes", text.len());
    Ok(())
}

fn said(cargo: &mut Command) -> Outcome<String> {
    let what = "asking cargo for the app's crates".to_owned();
    run::answer(cargo.stderr(Stdio::inherit())).ok_or(Problem::Failed { what, log: None })
}

/// The packages in the answer of `cargo tree`, but for our own, which name their folder.
fn packages(tree: &str) -> BTreeSet<Package> {
    let package = |line: &str| {
        let (package, licence) = line.trim_end_matches(" (*)").split_once('|')?;
        let (name, version) = package.split_once(" v")?;
        let licence = licence.replace('/', " OR ");
        let ours = version.contains(' ');
        (!ours).then(|| Package { name: name.to_owned(), version: version.to_owned(), licence })
    };
    tree.lines().filter_map(package).collect()
}

/// The folders of the packages in the answer of `cargo metadata`, by their names: `serde-1.0.229`.
fn folders(metadata: &str) -> BTreeMap<String, PathBuf> {
    let manifests = metadata.split("\"manifest_path\":\"").skip(1);
    let folder = |rest: &str| {
        let manifest = rest.split('"').next()?.replace("\\\\", "\\");
        let folder = Path::new(&manifest).parent()?.to_path_buf();
        Some((folder.file_name()?.to_str()?.to_owned(), folder))
    };
    manifests.filter_map(folder).collect()
}

/// Each distinct text, and what comes with it.
#[derive(Default)]
struct Texts {
    /// By [`essence`]: the text, and the names.
    texts: BTreeMap<String, (String, Vec<String>)>,
    textless: Vec<String>,
}

impl Texts {
    fn add(&mut self, name: &str, text: &str) {
        let (_, names) = self.texts.entry(essence(text)).or_insert_with(|| (tidied(text), Vec::new()));
        if names.last().is_none_or(|last| last != name) {
            names.push(name.to_owned());
        }
    }

    /// What lies in a package's folder; it is sorted, since systems list folders in any order.
    fn add_package(&mut self, package: &Package, folder: &Path) -> Outcome {
        let Package { name, version, licence } = package;
        let name = format!("{name} {version}");
        let entries = fs::read_dir(folder).map_err(at(folder))?.flatten();
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        files.retain(|path| path.is_file() && is_notice(path));
        files.sort();
        for path in &files {
            let bytes = fs::read(path).map_err(at(path))?;
            self.add(&name, &String::from_utf8_lossy(&bytes));
        }
        if files.is_empty() {
            let path = folder.join("Cargo.toml");
            let authors = authors(&fs::read_to_string(&path).map_err(at(&path))?);
            self.textless.push(format!("{name} ({licence}): {authors}"));
        }
        Ok(())
    }

    /// The whole file; `mit` is a text of the MIT licence.
    fn print(self, mit: &str) -> String {
        let mut parts: Vec<(String, String)> =
            self.texts.into_values().map(|(text, names)| (listed(&names), text)).collect();
        parts.sort();
        let conditions = mit.find("Permission is").and_then(|at| mit.get(at..)).unwrap_or(mit);
        let textless = format!("{TEXTLESS}\n\n{}\n\nThe MIT licence:", self.textless.join("\n"));
        parts.push((textless, tidied(conditions)));
        let line = "=".repeat(80);
        let part = |(names, text): &(String, String)| format!("\n{line}\n{names}\n\n{text}\n");
        INTRODUCTION.to_owned() + &parts.iter().map(part).collect::<String>()
    }
}

fn is_notice(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    ["license", "licence", "copying", "copyright", "notice", "unlicense"]
        .iter()
        .any(|start| name.starts_with(start))
}

/// What tells one text from another: letters and digits. Of Apache's licence what follows the terms, which tells
/// how to apply it, does not count.
fn essence(text: &str) -> String {
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    letters(&terms(text).replace("https:", "http:"))
}

fn terms(text: &str) -> &str {
    const END: &str = "END OF TERMS AND CONDITIONS";
    let Some((terms, rest)) = text.split_once(END).filter(|_| text.contains("Apache License")) else {
        return text;
    };
    // Another licence may follow in the same file.
    if rest.contains("Permission is") { text } else { terms }
}

/// Line ends as everywhere, no space at the end of a line, no two empty lines.
fn tidied(text: &str) -> String {
    let mut tidy = String::new();
    for line in terms(text).lines().map(str::trim_end) {
        if !(line.is_empty() && (tidy.is_empty() || tidy.ends_with("\n\n"))) {
            tidy.push_str(line);
            tidy.push('\n');
        }
    }
    tidy.trim_end().trim_start_matches('\u{feff}').to_owned()
}

/// The `authors` of a manifest, without their addresses.
fn authors(manifest: &str) -> String {
    let list = manifest.split_once("\nauthors = [").and_then(|(_, rest)| rest.split_once(']'));
    let names = list.map_or("", |(list, _)| list).split('"').skip(1).step_by(2);
    let names: Vec<_> = names.map(|name| name.split(" <").next().unwrap_or(name).trim()).collect();
    if names.is_empty() { "its contributors".to_owned() } else { names.join(", ") }
}

/// Names in lines of about 110 letters.
fn listed(names: &[String]) -> String {
    let mut lines = String::new();
    let mut length = 0;
    for name in names {
        let letters = name.chars().count() + 2;
        let new_line = length > 0 && length + letters > 110;
        length = if new_line { letters } else { length + letters };
        lines += if lines.is_empty() { "" } else { "," };
        lines += match (lines.is_empty(), new_line) {
            (true, _) => "",
            (false, true) => "\n",
            (false, false) => " ",
        };
        lines += name;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_cargo_says() {
        let tree = "bantin-app v0.1.0 (/w)|MIT\nserde v1.0.229|MIT OR Apache-2.0\nserde v1.0.229|MIT OR Apache-2.0 (*)\n\
                    bantin-news v0.1.0 (/w/crates/news)|MIT (*)\ncfg v0.5.0|MIT/Apache-2.0\n";
        let packages: Vec<_> = packages(tree).into_iter().map(|p| (p.name, p.version, p.licence)).collect();
        let package =
            |name: &str, version: &str| (name.to_owned(), version.to_owned(), "MIT OR Apache-2.0".to_owned());
        assert_eq!(packages, [package("cfg", "0.5.0"), package("serde", "1.0.229")]);
        let folders = folders(r#"{"a":1,"manifest_path":"/r/serde-1.0.229/Cargo.toml","b":2}"#);
        assert_eq!(folders.get("serde-1.0.229"), Some(&PathBuf::from("/r/serde-1.0.229")));
        let manifest = "[package]\nauthors = [\n    \"An <an@a.example>\",\n    \"Bình\",\n]\n";
        assert_eq!(authors(manifest), "An, Bình");
    }

    #[test]
    fn each_text_stands_once() {
        let mut texts = Texts::default();
        let apache = "  Apache License\r\nhttp://x  \n\n\n\nTerms\nEND OF TERMS AND CONDITIONS\nhow to";
        texts.add("a 1", apache);
        texts.add("b 1", "Apache License\nhttps://x\nTerms\n\nEND OF TERMS AND CONDITIONS\n");
        texts.add("b 1", "Copyright An");
        texts.add("c 1", "Copyright Bình");
        texts.textless.push("d 1 (MIT): Chi".to_owned());
        let text = texts.print("Copyright us\n\nPermission is granted\n");
        assert_eq!(text.matches("Terms").count(), 1, "{text}");
        assert!(text.contains("\na 1, b 1\n\n  Apache License\nhttp://x\n\nTerms\n\n"), "{text}");
        assert!(text.contains("\nb 1\n\nCopyright An\n") && text.contains("\nc 1\n\nCopyright Bình\n"));
        assert!(text.ends_with("\nd 1 (MIT): Chi\n\nThe MIT licence:\n\nPermission is granted\n"), "{text}");
    }

    /// Every crate that the file names is in the lock file in that version: a new version changes both.
    #[test]
    fn the_file_is_of_the_locked_crates() {
        let lock = include_str!("../../Cargo.lock");
        let text = include_str!("../../public/licences.txt");
        assert!(text.len() < 150_000, "{}", text.len());
        assert!(!text.contains(env!("CARGO_MANIFEST_DIR")) && !text.contains(".cargo"));
        let locked: BTreeSet<String> = lock
            .split("[[package]]\nname = \"")
            .filter_map(|rest| {
                let (name, rest) = rest.split_once("\"\nversion = \"")?;
                Some(format!("{name} {}", rest.split_once('"')?.0))
            })
            .collect();
        let mut named = 0;
        let line = format!("\n{}\n", "=".repeat(80));
        let parts = text.split(&line).skip(1);
        for names in parts.filter(|part| !part.starts_with(TEXTLESS)) {
            let names = names.split("\n\n").next().unwrap_or_default().replace(",\n", ", ");
            for name in names.split(", ").filter(|name| *name != "bantin") {
                assert!(locked.contains(name), "{name}: run `cargo xtask licences`");
                named += 1;
            }
        }
        assert!(named > 100, "{named}");
    }
}
