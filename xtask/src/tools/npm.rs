//! The tools that come from npm: Binaryen's `wasm-opt` and terser, run by node, and axe-core.

use std::env::consts::{ARCH, OS};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::commands;
use crate::debian;
use crate::places;
use crate::problem::{Outcome, Problem, at};
use crate::run::{self, Step};
use crate::versions;

/// What was found or installed.
pub struct Packages {
    /// The folder with `wasm-opt`.
    pub bin: PathBuf,
    /// The accessibility checker.
    pub axe: PathBuf,
    /// What makes scripts small, for node.
    pub terser: PathBuf,
}

/// Gets all three packages.
pub fn get(cache: &Path) -> Outcome<Packages> {
    let prefix = cache.join("npm");
    let modules = prefix.join("node_modules");
    let own_wasm_opt = wasm_opt_on_path();
    let binaryen = format!("{}.0.0", versions::BINARYEN);
    let mut wanted = Vec::new();
    if own_wasm_opt.is_none() && !is_installed(&modules, "binaryen", &binaryen) {
        wanted.push(format!("binaryen@{binaryen}"));
    }
    for (name, version) in [("axe-core", versions::AXE_CORE), ("terser", versions::TERSER)] {
        if !is_installed(&modules, name, version) {
            wanted.push(format!("{name}@{version}"));
        }
    }
    // wasm-opt from npm, terser and the size report are run by node.
    debian::ensure("node", "nodejs", "for wasm-opt, terser and the size report")?;
    if !wanted.is_empty() {
        debian::ensure("npm", "npm", "to fetch wasm-opt, terser and axe-core")?;
        install(&prefix, &wanted)?;
    }
    let bin = own_wasm_opt.unwrap_or_else(|| modules.join(".bin"));
    let axe = modules.join("axe-core/axe.min.js");
    let terser = modules.join("terser/bin/terser");
    for file in [bin.join("wasm-opt"), axe.clone(), terser.clone()] {
        if !file.exists() {
            let why = format!("{} is not there", file.display());
            return Err(Problem::StillBroken { what: "an npm package", why });
        }
    }
    Ok(Packages { bin, axe, terser })
}

/// Gets one package of this version; gives the folder that it is in.
pub fn package(cache: &Path, name: &str, version: &str) -> Outcome<PathBuf> {
    // Apart from the others: npm removes what a folder has and it was not asked for.
    let prefix = cache.join(format!("npm-{name}"));
    let modules = prefix.join("node_modules");
    if !is_installed(&modules, name, version) {
        debian::ensure("npm", "npm", "to fetch validators")?;
        install(&prefix, &[format!("{name}@{version}")])?;
    }
    Ok(modules.join(name))
}

/// Installs those of these packages (name, version) that lack below `prefix`.
pub fn get_all(prefix: &Path, packages: &[(&str, &str)]) -> Outcome {
    let modules = prefix.join("node_modules");
    let lacking = packages.iter().filter(|(name, version)| !is_installed(&modules, name, version));
    let wanted: Vec<_> = lacking.map(|(name, version)| format!("{name}@{version}")).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    debian::ensure("npm", "npm", "to fetch what tests and benches need")?;
    install(prefix, &wanted)
}

/// A node that is newer than Debian's.
pub fn node_program(cache: &Path) -> Outcome<PathBuf> {
    Ok(package(cache, &node(), versions::NODE)?.join("bin/node"))
}

/// npm's package of node for this machine.
pub fn node() -> String {
    let os = if OS == "macos" { "darwin" } else { OS };
    let cpu = match ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        other => other,
    };
    format!("node-{os}-{cpu}")
}

fn install(prefix: &Path, wanted: &[String]) -> Outcome {
    fs::create_dir_all(prefix).map_err(at(prefix))?;
    let mut npm = commands::program("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--save-exact", "--prefix"])
        .arg(prefix)
        .args(wanted)
        .current_dir(prefix);
    let what = format!("Fetching {} from npm", wanted.join(" and "));
    Step::new(&what, "half a minute").limit(Duration::from_secs(10 * 60)).run(npm)
}

/// The folder of a `wasm-opt` of the pinned version, if one is on PATH.
fn wasm_opt_on_path() -> Option<PathBuf> {
    let program = places::on_path("wasm-opt")?;
    let text = run::answer(Command::new(&program).arg("--version"))?;
    let version = versions::BINARYEN.to_string();
    versions::says(&text, &version).then(|| program.parent().map(Path::to_path_buf))?
}

fn is_installed(modules: &Path, package: &str, version: &str) -> bool {
    let manifest = fs::read_to_string(modules.join(package).join("package.json"));
    // node's own packages write `v24.9.0`.
    manifest.is_ok_and(|text| manifest_version(&text).is_some_and(|v| v.trim_start_matches('v') == version))
}

/// The version that a `package.json` gives its package.
fn manifest_version(text: &str) -> Option<&str> {
    let (_, after) = text.split_once("\"version\"")?;
    after.split('"').nth(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_package_version() {
        let text = "{\n  \"name\": \"binaryen\",\n  \"version\": \"132.0.0\",\n}";
        assert_eq!(manifest_version(text), Some("132.0.0"));
        assert_eq!(manifest_version("{}"), None);
        assert!(!is_installed(Path::new("/nowhere"), "binaryen", "132.0.0"));
    }
}
