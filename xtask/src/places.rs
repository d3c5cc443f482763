//! Where things are: the workspace, its build folder, and the cache of tools.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::problem::{Outcome, Problem};

/// The root of the workspace.
pub fn root() -> PathBuf {
    let manifest = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest.parent().map_or(manifest.clone(), Path::to_path_buf)
}

/// Cargo's build folder.
pub fn target() -> PathBuf {
    let root = root();
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir))
}

/// Where the built app goes: `release` for readers, `dev` while working on it.
pub fn app(release: bool) -> PathBuf {
    target().join("app").join(if release { "release" } else { "dev" })
}

/// Where the built desk goes; a copy of it is in the folder of the app.
pub fn desk(release: bool) -> PathBuf {
    target().join("app").join(if release { "desk-release" } else { "desk-dev" })
}

/// The native program, once built.
pub fn bantin(release: bool) -> PathBuf {
    let folder = target().join(if release { "release" } else { "debug" });
    folder.join(format!("bantin{}", env::consts::EXE_SUFFIX))
}

/// Where tools are kept from one checkout to the next.
pub fn cache() -> Outcome<PathBuf> {
    cache_from(|name| env::var_os(name).filter(|value| !value.is_empty())).ok_or(Problem::NoCache)
}

fn cache_from(var: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    if let Some(dir) = var("BANTIN_TOOLS") {
        return Some(PathBuf::from(dir));
    }
    if let Some(dir) = var("XDG_CACHE_HOME") {
        return Some(PathBuf::from(dir).join("bantin/tools"));
    }
    let home = var("HOME").or_else(|| var("USERPROFILE"))?;
    Some(PathBuf::from(home).join(".cache/bantin/tools"))
}

/// The first file of this name in the folders of `PATH`.
pub fn on_path(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(format!("{program}{}", env::consts::EXE_SUFFIX)))
        .find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cache_with(vars: &[(&str, &str)]) -> Option<PathBuf> {
        cache_from(|name| {
            let found = vars.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    fn the_nearest_setting_decides_the_cache() {
        let home = ("HOME", "/home/an");
        assert_eq!(cache_with(&[home]), Some("/home/an/.cache/bantin/tools".into()));
        let xdg = ("XDG_CACHE_HOME", "/var/cache");
        assert_eq!(cache_with(&[home, xdg]), Some("/var/cache/bantin/tools".into()));
        assert_eq!(cache_with(&[home, xdg, ("BANTIN_TOOLS", "/t")]), Some("/t".into()));
        assert_eq!(cache_with(&[]), None);
    }

    #[test]
    fn the_root_holds_the_workspace() {
        assert!(root().join("Cargo.lock").is_file());
        assert!(on_path("cargo").is_some());
        assert!(on_path("no-such-program").is_none());
    }
}
