//! The tools compiled from crates.io: Trunk and wasm-bindgen.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::commands::{self, WEB};
use crate::debian;
use crate::places;
use crate::problem::{Outcome, Problem, at};
use crate::run::{self, Step};
use crate::versions;
use crate::wasm_target::WasmTarget;

/// wasm-bindgen's program, in the pinned version.
pub fn wasm_bindgen(cache: &Path) -> Outcome<PathBuf> {
    const VERSION: &str = versions::WASM_BINDGEN;
    get("wasm-bindgen", VERSION, cache, |folder| {
        // Not `--locked`: its lock file asks for a crate version that can not be had.
        let mut install = commands::cargo_install("wasm-bindgen-cli", VERSION, folder);
        install.arg("--no-default-features");
        let what = format!("Compiling wasm-bindgen {VERSION}");
        Step::new(&what, "6 minutes on 2 cores, once").run(install)
    })
}

/// Trunk, in the pinned version.
pub fn trunk(cache: &Path, wasm: &WasmTarget) -> Outcome<PathBuf> {
    const VERSION: &str = versions::TRUNK;
    get("trunk", VERSION, cache, |folder| {
        let mut install = commands::cargo_install("trunk", VERSION, folder);
        install
            .args(["--locked", "--no-default-features", "--features", "rustls"])
            .arg("--ignore-rust-version")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
        compiler_for_trunk(wasm)?.apply(&mut install);
        let what = format!("Compiling Trunk {VERSION}");
        Step::new(&what, "12 minutes on 2 cores, once").run(install)
    })
}

/// A program from PATH or the cache in exactly this version, or else installed.
fn get(name: &str, version: &str, cache: &Path, install: impl FnOnce(&Path) -> Outcome) -> Outcome<PathBuf> {
    let folder = cache.join(format!("{name}-{version}"));
    let cached = folder.join("bin").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    for program in places::on_path(name).into_iter().chain([cached.clone()]) {
        if is_version(&program, version) {
            return Ok(program);
        }
    }
    fs::create_dir_all(&folder).map_err(at(&folder))?;
    install(&folder)?;
    let _ = fs::remove_dir_all(folder.join("build"));
    if is_version(&cached, version) {
        return Ok(cached);
    }
    let why = format!("{} --version does not say {version}", cached.display());
    Err(Problem::StillBroken { what: "a tool", why })
}

fn is_version(program: &Path, version: &str) -> bool {
    run::answer(Command::new(program).arg("--version")).is_some_and(|text| versions::says(&text, version))
}

/// A Rust new enough for Trunk: this machine's, Debian's, or one that rustup fetches.
fn compiler_for_trunk(wasm: &WasmTarget) -> Outcome<WasmTarget> {
    let rustup = places::on_path("rustup").is_some();
    let debians = if rustup { WasmTarget::Toolchain(WEB) } else { WasmTarget::Folder("/usr/bin".into()) };
    let fetched = WasmTarget::Toolchain(versions::TRUNK_TOOLCHAIN);
    let mut candidates = vec![WasmTarget::Own, wasm.clone(), debians.clone()];
    if rustup {
        candidates.push(fetched.clone());
    }
    if let Some(found) = candidates.into_iter().find(is_new_enough) {
        return Ok(found);
    }
    if rustup {
        let mut install = commands::program("rustup");
        install.args(["toolchain", "install", versions::TRUNK_TOOLCHAIN, "--profile", "minimal"]);
        let what = format!("Fetching Rust {} to compile Trunk", versions::TRUNK_TOOLCHAIN);
        if Step::new(&what, "a minute, 200 MB").run(install).is_ok() && is_new_enough(&fetched) {
            return Ok(fetched);
        }
    }
    if debian::may_install() {
        debian::install_compiler(rustup)?;
        if is_new_enough(&debians) {
            return Ok(debians);
        }
    }
    let have = run::answer(WasmTarget::Own.rustc().arg("--version"));
    let have = have.unwrap_or_else(|| "unknown".to_owned()).trim().to_owned();
    Err(Problem::TrunkNeedsNewerRust { have })
}

fn is_new_enough(compiler: &WasmTarget) -> bool {
    // rustup must not fetch a toolchain unasked merely to tell its version.
    let mut rustc = compiler.rustc();
    rustc.arg("--version").env("RUSTUP_AUTO_INSTALL", "0");
    let version = run::answer(&mut rustc).as_deref().and_then(versions::major_minor);
    version.is_some_and(|version| version >= versions::TRUNK_NEEDS_RUST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_of_the_right_version_is_not_installed() {
        let cargo = Command::new("cargo").arg("--version").output().unwrap();
        let text = String::from_utf8(cargo.stdout).unwrap();
        let version = text.split_whitespace().nth(1).unwrap();
        let found = get("cargo", version, Path::new("/nowhere"), |_| panic!("installed"));
        assert!(found.unwrap().ends_with("cargo"));
    }

    #[test]
    fn a_tool_that_still_answers_wrongly_is_reported() {
        let cache = std::env::temp_dir().join(format!("bantin-cache-{}", std::process::id()));
        let found = get("no-such-tool", "1.0.0", &cache, |_| Ok(()));
        assert!(matches!(found, Err(Problem::StillBroken { .. })));
        fs::remove_dir_all(cache).unwrap();
    }
}
