//! Validators: programs of others that read what we write.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::npm;
use crate::commands;
use crate::debian;
use crate::lock::Lock;
use crate::places;
use crate::problem::{Outcome, Problem, at};
use crate::run;
use crate::versions;

/// Gets validators into the cache of tools.
pub struct Validators {
    cache: PathBuf,
    _lock: Lock,
}

impl Validators {
    /// Ready to get them.
    pub fn get() -> Outcome<Self> {
        let cache = places::cache()?;
        let lock = Lock::take(&cache)?;
        Ok(Self { cache, _lock: lock })
    }

    /// The Nu HTML Checker, without files to check.
    pub fn html(&self) -> Outcome<Command> {
        debian::ensure("java", "default-jre-headless", "for the HTML checker")?;
        let package = npm::package(&self.cache, "vnu-jar", versions::VNU)?;
        let mut java = commands::program("java");
        java.arg("-jar").arg(package.join("build/dist/vnu.jar"));
        Ok(java)
    }

    /// xmllint with the schema of site maps, without files to check.
    ///
    /// What lies in a site map from elsewhere (pictures, languages, news) has schemas of its own that nobody packages:
    /// the schema is told to pass over it.
    pub fn site_maps(&self) -> Outcome<Command> {
        debian::ensure("xmllint", "libxml2-utils", "for the schema of site maps")?;
        let package = npm::package(&self.cache, "sitemap", versions::SITEMAP)?;
        let original = package.join("schema/sitemap.xsd");
        let schema = fs::read_to_string(&original).map_err(at(&original))?;
        let lax = package.join("schema/sitemap-lax.xsd");
        let text = schema.replace("processContents=\"strict\"", "processContents=\"lax\"");
        fs::write(&lax, text).map_err(at(&lax))?;
        let mut xmllint = commands::program("xmllint");
        xmllint.args(["--noout", "--nonet", "--schema"]).arg(lax);
        Ok(xmllint)
    }

    /// A Python that has feedparser.
    pub fn feeds(&self) -> Outcome<Command> {
        // Debian's own: another first on PATH does not know Debian's modules.
        let pythons = ["python3", "/usr/bin/python3"];
        let has =
            |python: &&str| run::answer(Command::new(python).args(["-c", "import feedparser"])).is_some();
        if !pythons.iter().any(has) && debian::may_install() {
            debian::install(&["python3-feedparser"], "a minute")?;
        }
        let missing = Problem::Missing {
            program: "feedparser",
            debian: "python3-feedparser",
            for_what: "to read the feeds",
        };
        pythons.into_iter().find(has).map(commands::program).ok_or(missing)
    }

    /// The folder of npm that has Netlify's parsers.
    pub fn netlify(&self) -> Outcome<PathBuf> {
        let prefix = self.cache.join("npm-netlify");
        npm::get_all(&prefix, &versions::NETLIFY)?;
        Ok(prefix.join("node_modules"))
    }

    /// Node with a script of ours.
    pub fn node(&self, script: &Path) -> Outcome<Command> {
        debian::ensure("node", "nodejs", "to read JSON")?;
        let mut node = commands::program("node");
        node.arg(script).env_remove("NODE_OPTIONS");
        Ok(node)
    }
}
