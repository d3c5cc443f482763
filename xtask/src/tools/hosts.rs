//! What hosts give away to try a site with: Cloudflare's wrangler, and the linter for templates of AWS.

use std::path::Path;

use super::found::{self, Found};
use super::{npm, python};
use crate::problem::Outcome;
use crate::versions;

/// What the browser tests are told of them in their environment.
pub fn hosts() -> Outcome<Found> {
    found::all(&[("wrangler", wrangler), ("cfn-lint", cfn_lint)])
}

fn wrangler(cache: &Path) -> Outcome<Found> {
    let node = npm::node_program(cache)?;
    let script = npm::package(cache, "wrangler", versions::WRANGLER)?.join("bin/wrangler.js");
    Ok(vec![("BANTIN_NODE", node), ("BANTIN_WRANGLER", script)])
}

fn cfn_lint(cache: &Path) -> Outcome<Found> {
    let folder = python::program(cache, "cfn-lint", &versions::CFN_LINT, "half a minute, 40 MB")?;
    Ok(vec![("BANTIN_CFN_LINT", folder)])
}
