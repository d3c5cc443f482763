//! nginx and Caddy for the browser tests.
//!
//! On Debian their packages are unpacked into the cache and not installed: an installed server would start at once,
//! and stay. Elsewhere those on `PATH` will do; the tests go without what is not there.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use super::browsers::given;
use crate::debian;
use crate::lock::Lock;
use crate::places;
use crate::problem::{Outcome, at};
use crate::run::Step;

/// `nginx-common` has the table of content types.
const PACKAGES: [&str; 4] = ["nginx", "nginx-common", "libnginx-mod-http-brotli-static", "caddy"];

/// What the browser tests are told in their environment: `NGINX` and `CADDY`, where they are.
pub fn servers() -> Outcome<Vec<(&'static str, PathBuf)>> {
    let root = unpacked()?;
    let own = |path: &str| root.as_ref().map(|root| root.join(path)).filter(|file| file.is_file());
    let all = [
        ("NGINX", given("NGINX", &[]).or(own("usr/sbin/nginx")).or_else(|| given("NGINX", &["nginx"]))),
        ("CADDY", given("CADDY", &[]).or(own("usr/bin/caddy")).or_else(|| given("CADDY", &["caddy"]))),
    ];
    Ok(all.into_iter().filter_map(|(name, program)| Some((name, program?))).collect())
}

/// The folder that Debian's packages are unpacked in; none on other systems, or where they can not be had.
fn unpacked() -> Outcome<Option<PathBuf>> {
    if places::on_path("apt-get").is_none() || places::on_path("dpkg-deb").is_none() {
        return Ok(None);
    }
    let cache = places::cache()?;
    let _lock = Lock::take(&cache)?;
    let root = cache.join("servers");
    if root.join("usr/bin/caddy").is_file() {
        return Ok(Some(root));
    }
    let fresh = cache.join("servers.new");
    let _ = fs::remove_dir_all(&fresh);
    fs::create_dir_all(&fresh).map_err(at(&fresh))?;
    let download = || {
        let mut apt = Command::new("apt-get");
        apt.arg("download").args(PACKAGES).current_dir(&fresh);
        Step::new("Downloading nginx and Caddy", "10 seconds, 10 MB").run(apt)
    };
    if download().is_err() {
        if !debian::may_install() {
            return Ok(None);
        }
        debian::update()?;
        download()?;
    }
    debian::unpack(&fresh)?;
    let _ = fs::remove_dir_all(&root);
    fs::rename(&fresh, &root).map_err(at(&root))?;
    Ok(Some(root))
}
