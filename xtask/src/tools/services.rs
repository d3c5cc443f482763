//! Isso, Waline and WordPress for the tests that need the real servers.
//!
//! MariaDB, PHP and WordPress are Debian's packages, unpacked into the cache and not installed, with those of their
//! libraries that the machine lacks.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::found::{self, Found};
use super::{npm, python};
use crate::debian;
use crate::places;
use crate::problem::{Outcome, Problem, at};
use crate::run::{self, Step};
use crate::versions;

/// What the tests with real servers are told of these in their environment.
pub fn services() -> Outcome<Found> {
    found::all(&[("Isso", isso), ("Waline", waline), ("MariaDB, PHP and WordPress", packages)])
}

fn isso(cache: &Path) -> Outcome<Found> {
    Ok(vec![("BANTIN_ISSO", python::program(cache, "Isso", &versions::ISSO, "10 seconds, 3 MB")?)])
}

fn waline(cache: &Path) -> Outcome<Found> {
    let prefix = cache.join("npm-waline");
    npm::get_all(&prefix, &[("@waline/vercel", versions::WALINE)])?;
    let waline = prefix.join("node_modules/@waline/vercel");
    Ok(vec![("BANTIN_WALINE", waline), ("BANTIN_NODE", npm::node_program(cache)?)])
}

fn packages(cache: &Path) -> Outcome<Found> {
    let missing = |program| Problem::Missing {
        program,
        debian: "apt dpkg",
        for_what: "to fetch Debian's packages of MariaDB, PHP and WordPress",
    };
    for program in ["apt-get", "apt-cache", "dpkg-deb"] {
        places::on_path(program).ok_or_else(|| missing(program))?;
    }
    let root = cache.join("services");
    if broken(&root).is_some() {
        let fresh = cache.join("services.new");
        let _ = fs::remove_dir_all(&fresh);
        // apt keeps there what it has not got whole.
        let partial = fresh.join("partial");
        fs::create_dir_all(&partial).map_err(at(&partial))?;
        if download(&fresh).is_err() {
            if !debian::may_install() {
                let why = "apt-get could not download them; as root, run `apt-get update`".to_owned();
                return Err(Problem::StillBroken { what: "Debian's packages", why });
            }
            debian::update()?;
            download(&fresh)?;
        }
        debian::unpack(&fresh)?;
        let _ = fs::remove_dir_all(&root);
        fs::rename(&fresh, &root).map_err(at(&root))?;
    }
    match broken(&root) {
        None => Ok(vec![("BANTIN_DEBIAN", root)]),
        Some(why) => Err(Problem::StillBroken { what: "MariaDB, PHP or WordPress", why }),
    }
}

/// Downloads the packages themselves, and what they need that this machine lacks.
fn download(folder: &Path) -> Outcome {
    let php =
        depends("php-cli", |name| name.ends_with("-cli") && name.contains(|it: char| it.is_ascii_digit()));
    let version = php.first().and_then(|name| name.strip_suffix("-cli")).unwrap_or("php").to_owned();
    let programs: Vec<_> =
        ["cli", "common", "opcache", "mysql", "gd"].map(|part| format!("{version}-{part}")).into();
    let mut apt = Command::new("apt-get");
    apt.args(["download", "mariadb-server-core", "wordpress", "php-getid3"]).args(&programs);
    apt.args(depends("wordpress", |name| name.starts_with("wordpress-theme-")));
    apt.current_dir(folder);
    Step::new("Downloading MariaDB, PHP and WordPress", "10 seconds, 20 MB").run(apt)?;
    let mut archives = std::ffi::OsString::from("Dir::Cache::archives=");
    archives.push(folder);
    let mut apt = Command::new("apt-get");
    apt.args(["install", "--yes", "--download-only", "--no-install-recommends"]);
    // It installs nothing, so it needs no lock; and where not root, it gets none.
    apt.args(["-o", "Debug::NoLocking=1", "-o"]).arg(archives);
    apt.arg("mariadb-server-core").args(&programs);
    Step::new("Downloading libraries that lack", "10 seconds, 10 MB").run(apt)
}

/// The packages that one asks for or recommends, of those that are wanted.
fn depends(package: &str, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let text = run::answer(Command::new("apt-cache").args(["depends", package])).unwrap_or_default();
    named(&text).filter(|name| wanted(name)).map(str::to_owned).collect()
}

/// The names in what `apt-cache depends` prints: `  Recommends: wordpress-theme-twentytwentythree`.
fn named(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| {
        let (kind, name) = line.split_once(": ")?;
        let kind = kind.trim_start_matches([' ', '|']);
        ["Depends", "Recommends"].contains(&kind).then_some(name.trim())
    })
}

/// What does not work of the unpacked packages; none if all does.
fn broken(root: &Path) -> Option<String> {
    if !root.join("usr/share/wordpress/wp-load.php").is_file() {
        return Some("there is no WordPress".to_owned());
    }
    let libraries =
        ["usr/lib", "lib"].map(|place| folder(&root.join(place), |name| name.ends_with("-linux-gnu")));
    let libraries = env::join_paths(libraries.into_iter().flatten()).unwrap_or_default();
    let php = folder(&root.join("usr/bin"), |name| {
        name.strip_prefix("php").is_some_and(|rest| rest.starts_with(|it: char| it.is_ascii_digit()))
    });
    let programs = [(php, "-v"), (Some(root.join("usr/sbin/mariadbd")), "--version")];
    programs.into_iter().find_map(|(program, asked)| {
        let mut command = Command::new(program.as_deref().unwrap_or(Path::new("php")));
        command.arg(asked).env("LD_LIBRARY_PATH", &libraries);
        let works = program.is_some() && run::answer(&mut command).is_some();
        (!works).then(|| format!("{command:?} fails"))
    })
}

/// The first thing in a folder with such a name.
fn folder(place: &Path, wanted: impl Fn(&str) -> bool) -> Option<PathBuf> {
    let inside = fs::read_dir(place).ok()?.flatten().map(|found| found.path());
    inside.filter(|path| path.file_name().and_then(|name| name.to_str()).is_some_and(&wanted)).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_a_package_asks_for() {
        let text = "wordpress\n |Depends: apache2\n  Depends: <httpd>\n    nginx\n  \
                    Recommends: wordpress-theme-twentytwentythree\n  Suggests: php-curl\n";
        let names: Vec<_> = named(text).collect();
        assert_eq!(names, ["apache2", "<httpd>", "wordpress-theme-twentytwentythree"]);
    }

    #[test]
    fn an_empty_folder_holds_no_servers() {
        assert!(broken(Path::new("/nowhere")).is_some());
    }
}
