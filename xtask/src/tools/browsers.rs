//! Real browsers for the tests: Chromium always, Firefox where it is installed.

use std::env;
use std::path::PathBuf;

use crate::debian;
use crate::places;
use crate::problem::{Outcome, Problem};

/// What the browser tests are told in their environment.
pub struct Browsers {
    variables: Vec<(&'static str, PathBuf)>,
}

impl Browsers {
    /// Finds them, installing Chromium on Debian where it lacks.
    pub fn get() -> Outcome<Self> {
        if chromium().is_none() || chromedriver().is_none() {
            if !debian::may_install() {
                return Err(missing());
            }
            debian::install(&["chromium", "chromium-driver"], "2 minutes, 100 MB")?;
        }
        let mut variables = vec![
            ("CHROMIUM", chromium().ok_or_else(missing)?),
            ("CHROMEDRIVER", chromedriver().ok_or_else(missing)?),
        ];
        if let (Some(firefox), Some(driver)) = (firefox(), given("GECKODRIVER", &["geckodriver"])) {
            variables.extend([("FIREFOX", firefox), ("GECKODRIVER", driver)]);
        }
        Ok(Self { variables })
    }

    /// The variables: `CHROMIUM`, `CHROMEDRIVER` and, with Firefox, `FIREFOX` and `GECKODRIVER`.
    pub fn variables(&self) -> &[(&'static str, PathBuf)] {
        &self.variables
    }
}

/// Chromium, for the benches.
pub fn get_chromium() -> Outcome<PathBuf> {
    if chromium().is_none() && debian::may_install() {
        debian::install(&["chromium"], "2 minutes, 100 MB")?;
    }
    chromium().ok_or_else(missing)
}

fn missing() -> Problem {
    Problem::Missing {
        program: "Chromium with chromedriver",
        debian: "chromium chromium-driver",
        for_what: "for the browser tests",
    }
}

fn chromium() -> Option<PathBuf> {
    given("CHROMIUM", &["chromium", "chromium-browser", "google-chrome"])
}

fn chromedriver() -> Option<PathBuf> {
    given("CHROMEDRIVER", &["chromedriver"])
}

fn firefox() -> Option<PathBuf> {
    given("FIREFOX", &["firefox", "firefox-esr"])
}

/// The program that a variable names, or the first of these on PATH.
pub fn given(variable: &str, names: &[&str]) -> Option<PathBuf> {
    let named = env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file());
    named.or_else(|| names.iter().find_map(|name| places::on_path(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_found_by_any_of_their_names() {
        assert!(given("NO_SUCH_VARIABLE", &["no-such-program", "cargo"]).is_some());
        assert!(given("NO_SUCH_VARIABLE", &["no-such-program"]).is_none());
    }
}
