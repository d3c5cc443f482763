//! Packages of Python, each set in a folder of its own.

use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::commands;
use crate::debian;
use crate::problem::Outcome;
use crate::run::Step;

/// Puts these packages (name, version), and nothing that they ask for besides, into `folder`, which is emptied first.
/// `usually` is how long that takes, and how much is fetched.
pub fn install(folder: &Path, packages: &[(&str, &str)], usually: &'static str) -> Outcome {
    debian::ensure("python3", "python3 python3-pip", "to run what PyPI has")?;
    let _ = fs::remove_dir_all(folder);
    let mut pip = commands::program("python3");
    pip.args(["-m", "pip", "install", "--no-deps", "--target"]).arg(folder);
    pip.args(packages.iter().map(|(name, version)| format!("{name}=={version}")));
    let (name, version) = packages.first().copied().unwrap_or_default();
    let what = format!("Fetching {name} {version} from PyPI");
    Step::new(&what, usually).limit(Duration::from_secs(10 * 60)).run(pip)
}
