//! What hosts give away to try a site with: Cloudflare's wrangler, and the linter for templates of AWS.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{npm, python};
use crate::lock::Lock;
use crate::places;
use crate::problem::{Outcome, Problem};
use crate::run;
use crate::versions;

/// A variable of the tests, with the file or folder that it names.
type Found = Vec<(&'static str, PathBuf)>;

/// A way to get one, or to know why not, with the folder of the tools.
type Way = fn(&Path) -> Outcome<Found>;

/// What the browser tests are told in their environment. What can not be had here is left out with a sentence; in CI,
/// where nothing may be left out, that is the problem.
pub fn hosts() -> Outcome<Found> {
    let cache = places::cache()?;
    let _lock = Lock::take(&cache)?;
    let ways: [(&str, Way); 2] = [("wrangler", wrangler), ("cfn-lint", cfn_lint)];
    let mut found = Found::new();
    for (name, way) in ways {
        match way(&cache) {
            Ok(more) => found.extend(more),
            Err(problem) if env::var_os("CI").is_some() => return Err(problem),
            Err(problem) => eprintln!("left out: {name}: {problem}"),
        }
    }
    Ok(found)
}

fn wrangler(cache: &Path) -> Outcome<Found> {
    let node = npm::node_program(cache)?;
    let script = npm::package(cache, "wrangler", versions::WRANGLER)?.join("bin/wrangler.js");
    Ok(vec![("BANTIN_NODE", node), ("BANTIN_WRANGLER", script)])
}

fn cfn_lint(cache: &Path) -> Outcome<Found> {
    let (_, version) = versions::CFN_LINT[0];
    let folder = cache.join(format!("cfn-lint-{version}"));
    let works = || {
        let mut lint = Command::new("python3");
        lint.arg(folder.join("bin/cfn-lint")).arg("--version").env("PYTHONPATH", &folder);
        run::answer(&mut lint).is_some_and(|text| versions::says(&text, version))
    };
    if !works() {
        python::install(&folder, &versions::CFN_LINT, "half a minute, 40 MB")?;
    }
    if works() {
        return Ok(vec![("BANTIN_CFN_LINT", folder)]);
    }
    let why = format!("`cfn-lint --version` does not say {version}");
    Err(Problem::StillBroken { what: "cfn-lint", why })
}
