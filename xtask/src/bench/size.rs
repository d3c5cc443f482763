//! The sizes of the app's programs, against a budget that is checked in.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::build;
use crate::commands;
use crate::places;
use crate::problem::{Outcome, Problem, at};
use crate::run;
use crate::tools::Tools;

const BUDGET: &str = "docs/size-budget.toml";
const KINDS: [&str; 3] = ["wasm", "js", "css"];

/// The programs, one of which a reader gets: what its files start with, what the budget calls what such a reader
/// downloads, and what is said of it.
const PROGRAMS: [(&str, &str, &str); 3] = [
    ("bantin-app", "total", "total without fallback/"),
    ("bantin-connected", "connected", "… comments or views on a server"),
    ("bantin-live", "live", "… articles on a server"),
];

/// node compresses, so that xtask needs no crates for it.
const MEASURE: &str = r"
const { gzipSync, brotliCompressSync, constants } = require('node:zlib');
const { readFileSync } = require('node:fs');
for (const file of process.argv.slice(1)) {
  const raw = readFileSync(file);
  const gzip = gzipSync(raw, { level: 9 });
  const brotli = brotliCompressSync(raw, { params: {
    [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length } });
  console.log([raw.length, gzip.length, brotli.length].join(' '));
}";

/// Bytes, as they are and as they travel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Size {
    /// As it is.
    pub raw: u64,
    gzip: u64,
    /// At brotli's best.
    pub brotli: u64,
}

/// Builds the app for readers and measures it; `write` makes what is measured the new budget.
pub fn size(write: bool) -> Outcome {
    let tools = Tools::get()?;
    let app = build::app(&tools, true)?;
    check(&app, write)
}

/// Measures a built app.
pub fn check(app: &Path, write: bool) -> Outcome {
    let files = measure(app)?;
    print!("{}", table(&files));
    let path = places::root().join(BUDGET);
    if write {
        fs::create_dir_all(path.parent().unwrap_or(&path)).map_err(at(&path))?;
        fs::write(&path, budget_text(&files)).map_err(at(&path))?;
        println!("budget written to {BUDGET}");
        return Ok(());
    }
    let Ok(text) = fs::read_to_string(&path) else { return Err(Problem::NoBudget(path)) };
    for (program, name, _) in PROGRAMS {
        let brotli = total(&files, program).brotli;
        let budget = budget_in(&text, name).ok_or_else(|| Problem::NoBudget(path.clone()))?;
        let per_cent = (brotli as f64 / budget.max(1) as f64 - 1.0) * 100.0;
        println!("{name}: budget {budget} bytes (brotli): {per_cent:+.1} %");
        if exceeds(brotli, budget) {
            return Err(Problem::OverBudget { brotli, budget });
        }
    }
    Ok(())
}

/// WebAssembly and JavaScript that a reader of a site without servers downloads, in bytes compressed with brotli.
pub fn readers(app: &Path) -> Outcome<u64> {
    let files = measure(app)?;
    let programs =
        counted(&files, PROGRAMS[0].0).filter(|(name, _)| name.extension() != Some("css".as_ref()));
    Ok(sum(programs.map(|(_, size)| *size)).brotli)
}

/// What a reader of this program downloads. Older browsers alone fetch what is in `fallback/`.
fn counted<'f>(files: &'f [(PathBuf, Size)], program: &'f str) -> impl Iterator<Item = &'f (PathBuf, Size)> {
    let of = |name: &Path, start: &str| name.to_str().is_some_and(|name| name.starts_with(start));
    let others = move |name: &Path| PROGRAMS.iter().any(|(other, ..)| *other != program && of(name, other));
    files.iter().filter(move |(name, _)| !name.starts_with("fallback") && !others(name))
}

fn total(files: &[(PathBuf, Size)], program: &str) -> Size {
    sum(counted(files, program).map(|(_, size)| *size))
}

/// Whether a size is over 2 % above its budget.
fn exceeds(size: u64, budget: u64) -> bool {
    size * 100 > budget * 102
}

fn measure(app: &Path) -> Outcome<Vec<(PathBuf, Size)>> {
    let mut files = Vec::new();
    for kind in KINDS {
        let found = files_of(app, kind)?;
        if found.is_empty() && kind != "css" {
            return Err(Problem::NoApp { folder: app.to_path_buf(), kind });
        }
        files.extend(found);
    }
    let sizes = of(&files)?;
    let names = files.iter().map(|file| file.strip_prefix(app).unwrap_or(file).to_path_buf());
    Ok(names.zip(sizes).collect())
}

/// The size of each of these files.
pub fn of(files: &[PathBuf]) -> Outcome<Vec<Size>> {
    let mut node = commands::program("node");
    node.args(["-e", MEASURE]).args(files).env_remove("NODE_OPTIONS");
    let sizes = run::answer(&mut node).as_deref().and_then(sizes).filter(|s| s.len() == files.len());
    sizes.ok_or(Problem::Failed { what: "measuring with node".to_owned(), log: None })
}

/// The files of a kind at the top of the app and in Trunk's folders of snippets and styles.
/// A newspaper's own files (`data`, `media`) are not the app, and the editors' desk is one of its own.
fn files_of(app: &Path, kind: &str) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![app.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(at(&folder))?.flatten() {
            let path = entry.path();
            if path.is_dir() {
                let name = entry.file_name();
                if !["data", "media", "desk", ".stage"].iter().any(|not_app| name == *not_app) {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|ext| ext == kind) {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

fn sizes(text: &str) -> Option<Vec<Size>> {
    let size = |line: &str| {
        let mut numbers = line.split(' ').map(str::parse);
        let mut next = || numbers.next()?.ok();
        Some(Size { raw: next()?, gzip: next()?, brotli: next()? })
    };
    text.lines().map(size).collect()
}

fn sum(sizes: impl Iterator<Item = Size>) -> Size {
    sizes.fold(Size::default(), |a, b| Size {
        raw: a.raw + b.raw,
        gzip: a.gzip + b.gzip,
        brotli: a.brotli + b.brotli,
    })
}

fn table(files: &[(PathBuf, Size)]) -> String {
    let mut text = format!("{:44} {:>9} {:>9} {:>9}\n", "file (bytes)", "raw", "gzip", "brotli");
    let rows = files.iter().map(|(name, size)| (name.display().to_string(), *size));
    let totals = PROGRAMS.map(|(program, _, said)| (said.to_owned(), total(files, program)));
    for (name, size) in rows.chain(totals) {
        let _ = writeln!(text, "{name:44} {:>9} {:>9} {:>9}", size.raw, size.gzip, size.brotli);
    }
    text
}

fn budget_text(files: &[(PathBuf, Size)]) -> String {
    let mut text = "# What a reader downloads of the app, in bytes compressed with brotli: `total`; where comments or views\n\
                    # are on a server, `connected`; where articles are, `live`. `cargo xtask test size` fails when one of\n\
                    # them grows by over 2 %; `cargo xtask bench size --write` writes this file.\n"
        .to_owned();
    for (program, name, _) in PROGRAMS {
        let _ = writeln!(text, "{name} = {}", total(files, program).brotli);
    }
    text
}

fn budget_in(budget: &str, name: &str) -> Option<u64> {
    let line = budget.lines().find_map(|line| line.strip_prefix(name))?;
    line.trim().strip_prefix('=')?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: Size = Size { raw: 300, gzip: 120, brotli: 100 };

    #[test]
    fn two_per_cent_more_is_still_within_the_budget() {
        assert!(!exceeds(102_000, 100_000));
        assert!(exceeds(102_001, 100_000));
        assert!(!exceeds(0, 100_000));
    }

    #[test]
    fn a_written_budget_is_read_again() {
        let files = [
            ("bantin-app-1_bg.wasm".into(), FILE),
            ("bantin-app-2.js".into(), FILE),
            ("bantin-connected.js".into(), FILE),
            ("bantin-connected_bg.wasm".into(), FILE),
            ("bantin-live_bg.wasm".into(), FILE),
            ("boot.js".into(), FILE),
            ("fallback/old.js".into(), FILE),
        ];
        let text = budget_text(&files);
        assert!(text.ends_with("\ntotal = 300\nconnected = 300\nlive = 200\n"), "{text}");
        assert_eq!(budget_in(&text, "total"), Some(300));
        assert_eq!(budget_in(&text, "live"), Some(200));
        assert_eq!(budget_in("total = many", "total"), None);
    }

    #[test]
    fn reads_what_node_measured() {
        assert_eq!(sizes("300 120 100\n"), Some(vec![FILE]));
        assert_eq!(sizes("300 120"), None);
    }

    #[test]
    fn an_app_is_measured() {
        let app = std::env::temp_dir().join(format!("bantin-size-{}", std::process::id()));
        fs::create_dir_all(app.join("data")).unwrap();
        fs::write(app.join("a.wasm"), vec![7; 10_000]).unwrap();
        fs::write(app.join("data/search.wasm"), "not the app").unwrap();
        let missing = measure(&app);
        assert!(matches!(missing, Err(Problem::NoApp { kind: "js", .. })));
        fs::write(app.join("a.js"), "export {}").unwrap();
        if places::on_path("node").is_some() {
            let files = measure(&app).unwrap();
            assert_eq!(files.len(), 2);
            assert_eq!(files[0].1.raw, 10_000);
            assert!(files[0].1.brotli < 100);
        }
        fs::remove_dir_all(app).unwrap();
    }
}
