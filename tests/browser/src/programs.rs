//! The programs and folders that `cargo xtask test` names in the environment.

use std::{env, path::PathBuf};

/// A browser that a test runs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Always there; its absence fails the tests.
    Chromium,
    /// Where `FIREFOX` and `GECKODRIVER` are set.
    Firefox,
}

impl Browser {
    /// The browser and its driver; a sentence where one of them lacks.
    pub fn programs(self) -> Result<(PathBuf, PathBuf), String> {
        let (browser, driver) = match self {
            Browser::Chromium => (
                program("CHROMIUM", &["chromium", "chromium-browser", "google-chrome"]),
                program("CHROMEDRIVER", &["chromedriver"]),
            ),
            Browser::Firefox => (program("FIREFOX", &[]), program("GECKODRIVER", &[])),
        };
        match (browser, driver) {
            (Some(browser), Some(driver)) => Ok((browser, driver)),
            _ => Err(format!(
                "{self:?} or its driver is not here: install both (Debian: chromium chromium-driver), or \
                 name them in CHROMIUM and CHROMEDRIVER, FIREFOX and GECKODRIVER"
            )),
        }
    }
}

/// The built newspaper: `BANTIN_SITE`.
pub fn site() -> PathBuf {
    let site = env::var_os("BANTIN_SITE").map(PathBuf::from).filter(|site| site.join("index.html").is_file());
    site.expect("BANTIN_SITE names no built newspaper: run `cargo xtask test app` first")
}

/// The program `bantin`: `BANTIN`.
pub fn bantin() -> PathBuf {
    let bantin = program("BANTIN", &[]);
    bantin.expect("BANTIN names no program: run the tests by `cargo xtask test browser`")
}

/// The built app: `BANTIN_APP`.
pub fn app() -> PathBuf {
    let app = env::var_os("BANTIN_APP").map(PathBuf::from).filter(|app| app.join("index.html").is_file());
    app.expect("BANTIN_APP names no built app: run the tests by `cargo xtask test browser`")
}

/// axe-core: `BANTIN_AXE`.
pub fn axe() -> PathBuf {
    let axe = env::var_os("BANTIN_AXE").map(PathBuf::from).filter(|axe| axe.is_file());
    axe.expect("BANTIN_AXE names no axe.min.js: run the tests by `cargo xtask test browser`")
}

/// The program that a variable names, or the first of these on PATH.
pub(crate) fn program(variable: &str, names: &[&str]) -> Option<PathBuf> {
    let named = env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file());
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    named.or_else(|| {
        names
            .iter()
            .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
            .find(|it| it.is_file())
    })
}
