//! Commands with a clean environment.
//!
//! `cargo xtask` is itself run by cargo, and sometimes by Trunk, with variables set for the build
//! that is going on. A program started from here must not inherit them: a stray `RUSTFLAGS` silently
//! replaces the flags of .cargo/config.toml, and `RUSTUP_TOOLCHAIN` compiles the right thing with the wrong
//! compiler.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::Command;

/// The name under which Debian's compiler is known to rustup.
pub const WEB: &str = "web";

/// A program without what cargo sets for the program that it runs, and without what steers a build.
pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    for key in unwanted(env::vars_os()) {
        command.env_remove(key);
    }
    if let Some(paths) = env::var_os("LD_LIBRARY_PATH") {
        match without_build_folders(&paths) {
            Some(kept) => command.env("LD_LIBRARY_PATH", kept),
            None => command.env_remove("LD_LIBRARY_PATH"),
        };
    }
    command
}

/// Cargo for this machine, whatever is being built for the browser around it.
pub fn native_cargo() -> Command {
    let mut command = program("cargo");
    command.current_dir(crate::places::root());
    command
}

/// `cargo install` into `folder`; interrupted, it goes on from where it was.
pub fn cargo_install(krate: &str, version: &str, folder: &Path) -> Command {
    let mut command = native_cargo();
    for (key, _) in env::vars_os() {
        if key.to_str().is_some_and(|key| key.starts_with("CARGO_PROFILE_")) {
            command.env_remove(key);
        }
    }
    command
        .args(["install", krate, "--version", version, "--root"])
        .arg(folder)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("build"));
    command
}

/// The names of those variables that no program may inherit.
fn unwanted(variables: impl Iterator<Item = (OsString, OsString)>) -> impl Iterator<Item = OsString> {
    variables.filter_map(|(key, value)| {
        let name = key.to_str()?;
        let out = set_by_cargo(name) || steers_a_build(name) || (name == "RUSTUP_TOOLCHAIN" && value == WEB);
        out.then_some(key)
    })
}

fn set_by_cargo(key: &str) -> bool {
    const NAMES: [&str; 5] =
        ["CARGO", "CARGO_CRATE_NAME", "CARGO_BIN_NAME", "CARGO_PRIMARY_PACKAGE", "OUT_DIR"];
    NAMES.contains(&key) || key.starts_with("CARGO_PKG_") || key.starts_with("CARGO_MANIFEST_")
}

fn steers_a_build(key: &str) -> bool {
    const NAMES: [&str; 5] = [
        "RUSTFLAGS",
        "CARGO_ENCODED_RUSTFLAGS",
        "CARGO_BUILD_RUSTFLAGS",
        "CARGO_BUILD_TARGET",
        "RUSTC_BOOTSTRAP",
    ];
    NAMES.contains(&key) || key.starts_with("CARGO_TARGET_WASM32_")
}

/// Cargo puts its own library folders in front; another compiler must not load from them.
fn without_build_folders(paths: &OsStr) -> Option<OsString> {
    let kept: Vec<_> = env::split_paths(paths)
        .filter(|path| {
            let text = path.to_string_lossy();
            !text.is_empty()
                && !["/target/", "/rustlib/", "/toolchains/"].iter().any(|part| text.contains(part))
        })
        .collect();
    if kept.is_empty() { None } else { env::join_paths(kept).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_what_cargo_sets() {
        for key in ["CARGO", "CARGO_PKG_NAME", "CARGO_MANIFEST_DIR"] {
            assert!(set_by_cargo(key), "{key}");
        }
        for key in ["CARGO_HOME", "CARGO_TARGET_DIR", "CARGO_NET_OFFLINE", "PATH"] {
            assert!(!set_by_cargo(key) && !steers_a_build(key), "{key}");
        }
        assert!(steers_a_build("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS"));
    }

    #[test]
    fn no_program_compiles_with_the_users_flags() {
        let set =
            ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_RUSTFLAGS", "PATH", "RUSTUP_TOOLCHAIN"];
        let removed = unwanted(set.into_iter().map(|key| (key.into(), "-Dwarnings".into())));
        assert_eq!(removed.collect::<Vec<_>>(), set[..3]);
        let web = unwanted([("RUSTUP_TOOLCHAIN".into(), WEB.into())].into_iter());
        assert_eq!(web.count(), 1);
    }

    #[test]
    fn a_native_build_has_none_of_it() {
        // `cargo test` sets these for this very process.
        assert!(env::var_os("CARGO_MANIFEST_DIR").is_some());
        let command = native_cargo();
        let removed = command.get_envs().any(|(key, value)| key == "CARGO_MANIFEST_DIR" && value.is_none());
        assert!(removed);
    }

    #[test]
    fn the_users_own_library_folders_stay() {
        let kept = without_build_folders("/a/target/debug/deps:/opt/lib:/r/toolchains/x/lib".as_ref());
        assert_eq!(kept, Some("/opt/lib".into()));
        assert_eq!(without_build_folders("/a/target/debug".as_ref()), None);
    }

    #[test]
    fn installing_names_one_version_and_one_folder() {
        let command = cargo_install("trunk", "0.22.1", Path::new("/t/trunk"));
        let args: Vec<_> = command.get_args().collect();
        assert_eq!(args, ["install", "trunk", "--version", "0.22.1", "--root", "/t/trunk"]);
    }
}
