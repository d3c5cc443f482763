//! Finding a compiler that can write WebAssembly, and getting its target where it lacks.
//!
//! 1. The machine's own Rust has the target: it is used.
//! 2. Debian's compiler is there under the name `web`, or as the machine's only Rust.
//! 3. rustup fetches the target.
//! 4. Debian, as root: its compiler and sources are installed and the library is built once.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::commands::{self, WEB};
use crate::debian;
use crate::places;
use crate::problem::{Outcome, Problem};
use crate::run::{self, Step};

/// The target's name.
pub const TRIPLE: &str = "wasm32-unknown-unknown";

/// Which compiler builds for the browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WasmTarget {
    /// The one that builds everything else too.
    Own,
    /// A toolchain of this name, known to rustup.
    Toolchain(&'static str),
    /// The one in this folder, on a machine without rustup.
    Folder(PathBuf),
}

impl WasmTarget {
    /// Finds or gets it.
    pub fn get() -> Outcome<Self> {
        let rustup = places::on_path("rustup").is_some();
        let debians = if rustup { Self::Toolchain(WEB) } else { Self::Folder("/usr/bin".into()) };
        for candidate in [Self::Own, debians.clone()] {
            if candidate.works() {
                return Ok(candidate);
            }
        }
        if rustup && got_by_rustup(&["target", "add", TRIPLE]) && Self::Own.works() {
            return Ok(Self::Own);
        }
        if !debian::may_install() {
            return Err(Problem::NoWasmTarget);
        }
        debian::build_wasm_library(rustup)?;
        match debians.compiles() {
            Ok(()) => Ok(debians),
            Err(why) => Err(Problem::StillBroken { what: "the WebAssembly target", why }),
        }
    }

    /// Sets what a WASM build needs on a command.
    pub fn apply(&self, command: &mut Command) {
        for (key, value) in self.variables() {
            command.env(key, value);
        }
    }

    /// Sets what makes the app for readers smaller than the standard library that comes compiled: it is compiled again,
    /// for size, and without the sentences of panics, which only a debugger reads. See
    /// docs/decisions/0007-the-wasm-target.md.
    ///
    /// Without the library's sources nothing is set; then the app is some 17 KB larger.
    pub fn slim(&self, command: &mut Command) {
        if !self.sources() {
            eprintln!(
                "  The sources of Rust's library are not there: the app will be larger than it could be."
            );
            return;
        }
        let flags = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none";
        command
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
            .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size")
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
    }

    /// Whether the sources of this compiler's library are there, or could be got.
    fn sources(&self) -> bool {
        let there = || {
            let sysroot = run::answer(self.rustc().args(["--print", "sysroot"]));
            sysroot.is_some_and(|root| {
                Path::new(root.trim()).join("lib/rustlib/src/rust/library/std/Cargo.toml").is_file()
            })
        };
        there() || (*self == Self::Own && got_by_rustup(&["component", "add", "rust-src"]) && there())
    }

    /// The variables that choose this compiler.
    pub fn variables(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Own => Vec::new(),
            Self::Toolchain(name) => vec![("RUSTUP_TOOLCHAIN", (*name).to_owned())],
            Self::Folder(folder) => {
                let path = env::var("PATH").unwrap_or_default();
                vec![("PATH", format!("{}:{path}", folder.display()))]
            }
        }
    }

    /// This compiler.
    pub fn rustc(&self) -> Command {
        let mut command = match self {
            Self::Folder(folder) => commands::program(folder.join("rustc")),
            Self::Own | Self::Toolchain(_) => commands::program("rustc"),
        };
        self.apply(&mut command);
        command
    }

    /// Whether the target is there and of this very compiler.
    fn works(&self) -> bool {
        let Some(library) = self.library() else { return false };
        if !library.is_dir() {
            return false;
        }
        // rustup keeps a toolchain and its targets in step; a library built here may be older
        // than the compiler beside it, which Debian has replaced since.
        if library.join("..").join("..").join("multirust-channel-manifest.toml").is_file() {
            return true;
        }
        let Some(commit) = self.commit() else { return false };
        if fs::read_to_string(library.join(debian::STAMP)).is_ok_and(|stamp| stamp == commit) {
            return true;
        }
        if self.compiles().is_err() {
            return false;
        }
        // Written where it may be: next time this is known without compiling.
        let _ = fs::write(library.join(debian::STAMP), commit);
        true
    }

    fn library(&self) -> Option<PathBuf> {
        let sysroot = run::answer(self.rustc().args(["--print", "sysroot"]))?;
        Some(Path::new(sysroot.trim()).join("lib/rustlib").join(TRIPLE).join("lib"))
    }

    /// The commit that this compiler was made from, or what else tells it apart.
    pub fn commit(&self) -> Option<String> {
        commit(&run::answer(self.rustc().arg("-vV"))?)
    }

    /// Compiles and links a few lines.
    fn compiles(&self) -> Result<(), String> {
        let folder = env::temp_dir().join(format!("bantin-probe-{}", std::process::id()));
        fs::create_dir_all(&folder).map_err(|why| why.to_string())?;
        let source = folder.join("probe.rs");
        let written = fs::write(&source, "fn main() { println!(\"{}\", String::from(\"ok\")); }");
        let compiled = written.map_err(|why| why.to_string()).and_then(|()| {
            let mut rustc = self.rustc();
            rustc.args(["--target", TRIPLE]).arg(&source).current_dir(&folder);
            let output = rustc.stdin(Stdio::null()).output().map_err(|why| why.to_string())?;
            if output.status.success() {
                return Ok(());
            }
            let said = String::from_utf8_lossy(&output.stderr);
            Err(said.lines().next().unwrap_or("rustc failed").to_owned())
        });
        let _ = fs::remove_dir_all(folder);
        compiled
    }
}

/// The commit in the answer to `rustc -vV`; the release where a distribution left it out.
fn commit(answer: &str) -> Option<String> {
    let field = |name: &str| answer.lines().find_map(|line| line.strip_prefix(name));
    let commit = field("commit-hash: ").filter(|hash| *hash != "unknown");
    commit.or_else(|| field("release: ")).map(str::to_owned)
}

fn got_by_rustup(what: &[&str]) -> bool {
    if places::on_path("rustup").is_none() {
        return false;
    }
    let mut rustup = commands::program("rustup");
    rustup.args(what);
    let name = format!("Fetching with rustup: {}", what.join(" "));
    match Step::new(&name, "10 seconds").limit(Duration::from_secs(180)).run(rustup) {
        Ok(()) => true,
        Err(problem) => {
            eprintln!("  rustup could not: {problem}");
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compiler_is_told_apart_by_its_commit() {
        let answer = "rustc 1.96.0\nbinary: rustc\ncommit-hash: ac68faa\nrelease: 1.96.0\n";
        assert_eq!(commit(answer).as_deref(), Some("ac68faa"));
        let unknown = "commit-hash: unknown\nrelease: 1.96.0\n";
        assert_eq!(commit(unknown).as_deref(), Some("1.96.0"));
        assert_eq!(commit(""), None);
    }

    #[test]
    fn only_a_foreign_compiler_needs_variables() {
        assert!(WasmTarget::Own.variables().is_empty());
        let web = WasmTarget::Toolchain(WEB).variables();
        assert_eq!(web, [("RUSTUP_TOOLCHAIN", "web".to_owned())]);
        let folder = WasmTarget::Folder("/usr/bin".into()).variables();
        assert!(folder[0].1.starts_with("/usr/bin:"));
    }
}
