//! What Debian's packages give, where this user may install them.
//!
//! Debian 12 has no WebAssembly library for its Rust, but it has the compiler (`rustc-web`) and the
//! matching sources: the library is built from them once and put beside the compiler.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::commands::{self, WEB};
use crate::places;
use crate::problem::{Outcome, Problem, at};
use crate::run::{self, Step};
use crate::versions;
use crate::wasm_target::{TRIPLE, WasmTarget};

/// A file beside a library built here that names its compiler.
pub const STAMP: &str = "bantin-std.stamp";

const LIBRARY: &str = "/usr/lib/rustlib/wasm32-unknown-unknown/lib";
const LINKER: &str = "/usr/local/bin/rust-lld";

/// Whether packages can be installed: Debian's tools are there and we are root.
pub fn may_install() -> bool {
    places::on_path("apt-get").is_some()
        && run::answer(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0")
}

/// Installs packages, reading the package lists anew only if that is needed.
pub fn install(packages: &[&str], usually: &str) -> Outcome {
    let what = format!("Installing {}", packages.join(", "));
    let install = || {
        let mut apt = apt();
        apt.args(["install", "-y", "--no-install-recommends"]).args(packages);
        Step::new(&what, usually).limit(Duration::from_secs(30 * 60)).run(apt)
    };
    if install().is_ok() {
        return Ok(());
    }
    update()?;
    install()
}

/// Reads the package lists anew.
pub fn update() -> Outcome {
    let mut update = apt();
    update.arg("update");
    Step::new("Reading Debian's package lists", "20 seconds").run(update)
}

fn apt() -> Command {
    let mut apt = Command::new("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive");
    apt
}

/// Makes sure of a program: there already, or installed, or a sentence that asks for it.
pub fn ensure(program: &'static str, packages: &'static str, for_what: &'static str) -> Outcome {
    if places::on_path(program).is_some() {
        return Ok(());
    }
    add(program, packages, for_what)
}

/// The same for a file that no program is: a module of one, say.
pub fn ensure_file(file: &'static str, packages: &'static str, for_what: &'static str) -> Outcome {
    if Path::new(file).is_file() {
        return Ok(());
    }
    add(file, packages, for_what)
}

fn add(what: &'static str, packages: &'static str, for_what: &'static str) -> Outcome {
    if !may_install() {
        return Err(Problem::Missing { program: what, debian: packages, for_what });
    }
    install(&packages.split(' ').collect::<Vec<_>>(), "a minute")
}

/// Unpacks the packages in a folder into it, and removes them. Nothing is installed: no server starts.
pub fn unpack(folder: &Path) -> Outcome {
    for file in fs::read_dir(folder).map_err(at(folder))?.flatten() {
        let file = file.path();
        if file.extension().is_some_and(|end| end == "deb") {
            let unpacked = run::answer(Command::new("dpkg-deb").arg("-x").arg(&file).arg(folder));
            let why = || format!("dpkg-deb can not unpack {}", file.display());
            unpacked.ok_or_else(|| Problem::StillBroken { what: "a Debian package", why: why() })?;
            fs::remove_file(&file).map_err(at(&file))?;
        }
    }
    Ok(())
}

/// Installs Debian's compiler and builds the WebAssembly library from its sources.
pub fn build_wasm_library(rustup: bool) -> Outcome {
    install_compiler(rustup)?;
    let debians = WasmTarget::Folder("/usr/bin".into());
    let commit = debians.commit().ok_or_else(|| Problem::StillBroken {
        what: "Debian's rustc-web",
        why: "/usr/bin/rustc -vV gives no answer".to_owned(),
    })?;
    let folder = places::cache()?.join("wasm-library");
    write_empty_crate(&folder)?;
    let mut cargo = commands::program("/usr/bin/cargo");
    debians.apply(&mut cargo);
    cargo
        .args(["build", "--release", "--target", TRIPLE])
        .arg("-Zbuild-std=core,alloc,std,panic_abort,panic_unwind,proc_macro,test")
        .env("RUSTC_BOOTSTRAP", "1")
        // Without the bitcode, `lto = true` does not reach into the library.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("CARGO_BUILD_TARGET")
        .current_dir(&folder);
    Step::new("Building Rust's WebAssembly library", "2 minutes").run(cargo)?;
    let built = folder.join("target").join(TRIPLE).join("release/deps");
    replace_library(&built, Path::new(LIBRARY))?;
    let stamp = Path::new(LIBRARY).join(STAMP);
    fs::write(&stamp, commit).map_err(at(&stamp))?;
    let _ = fs::remove_dir_all(folder);
    Ok(())
}

/// Installs Debian's compiler and makes it known to rustup.
pub fn install_compiler(rustup: bool) -> Outcome {
    install(&versions::DEBIAN_WASM_PACKAGES, "a minute, 150 MB")?;
    let mut link = Command::new("ln");
    link.args(["-sf", versions::DEBIAN_LLD, LINKER]);
    Step::new("Linking the WebAssembly linker", "no time").run(link)?;
    if rustup {
        let mut link = commands::program("rustup");
        link.args(["toolchain", "link", WEB, "/usr"]);
        Step::new("Naming Debian's Rust `web` for rustup", "no time").run(link)?;
    }
    Ok(())
}

fn write_empty_crate(folder: &Path) -> Outcome {
    let source = folder.join("src");
    fs::create_dir_all(&source).map_err(at(&source))?;
    let manifest = "[package]\nname = \"stdbuild\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\
                    [profile.release]\ncodegen-units = 1\n[workspace]\n";
    for (file, text) in [(source.join("lib.rs"), ""), (folder.join("Cargo.toml"), manifest)] {
        fs::write(&file, text).map_err(at(&file))?;
    }
    Ok(())
}

/// Puts the libraries just built in place of older ones.
fn replace_library(built: &Path, library: &Path) -> Outcome {
    fs::create_dir_all(library).map_err(at(library))?;
    for file in rlibs(library)? {
        fs::remove_file(&file).map_err(at(&file))?;
    }
    for file in rlibs(built)? {
        let Some(name) = file.file_name().and_then(|name| name.to_str()) else { continue };
        if !name.starts_with("libstdbuild-") {
            fs::copy(&file, library.join(name)).map_err(at(&file))?;
        }
    }
    Ok(())
}

fn rlibs(folder: &Path) -> Outcome<Vec<std::path::PathBuf>> {
    let entries = fs::read_dir(folder).map_err(at(folder))?;
    let files = entries.flatten().map(|entry| entry.path());
    Ok(files.filter(|path| path.extension().is_some_and(|ext| ext == "rlib")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_library_takes_the_old_ones_place() {
        let folder = std::env::temp_dir().join(format!("bantin-rlibs-{}", std::process::id()));
        let (built, library) = (folder.join("built"), folder.join("library"));
        for file in ["built/libcore-2.rlib", "built/libstdbuild-2.rlib", "library/libcore-1.rlib"] {
            let file = folder.join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, "").unwrap();
        }
        replace_library(&built, &library).unwrap();
        assert_eq!(rlibs(&library).unwrap(), [library.join("libcore-2.rlib")]);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn what_is_there_is_not_installed() {
        assert!(ensure("cargo", "no-such-package", "in a test").is_ok());
    }
}
