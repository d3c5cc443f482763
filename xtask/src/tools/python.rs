//! Programs from PyPI, each with its packages in a folder of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::commands;
use crate::debian;
use crate::problem::{Outcome, Problem};
use crate::run::{self, Step};
use crate::versions;

/// The folder that has the program `bin/NAME`, `name` as it is called in messages, of these packages (name, version),
/// itself the first. They are fetched if it does not work. `usually` is how long that takes, and how much is fetched.
pub fn program(
    cache: &Path,
    name: &'static str,
    packages: &[(&str, &str)],
    usually: &'static str,
) -> Outcome<PathBuf> {
    let (package, version) = packages.first().copied().unwrap_or_default();
    let folder = cache.join(format!("{package}-{version}"));
    let works = || {
        let mut program = Command::new("python3");
        program.arg(folder.join("bin").join(package)).arg("--version").env("PYTHONPATH", &folder);
        run::answer(&mut program).is_some_and(|text| versions::says(&text, version))
    };
    if !works() {
        install(&folder, packages, usually)?;
    }
    let why = || format!("`{package} --version` does not say {version}");
    if works() { Ok(folder) } else { Err(Problem::StillBroken { what: name, why: why() }) }
}

/// Puts these packages, and nothing that they ask for besides, into `folder`, which is emptied first.
fn install(folder: &Path, packages: &[(&str, &str)], usually: &'static str) -> Outcome {
    debian::ensure("python3", "python3 python3-pip", "to run what PyPI has")?;
    let _ = fs::remove_dir_all(folder);
    let mut pip = commands::program("python3");
    pip.args(["-m", "pip", "install", "--no-deps", "--target"]).arg(folder);
    pip.args(packages.iter().map(|(name, version)| format!("{name}=={version}")));
    let (name, version) = packages.first().copied().unwrap_or_default();
    let what = format!("Fetching {name} {version} from PyPI");
    Step::new(&what, usually).limit(Duration::from_secs(10 * 60)).run(pip)
}
