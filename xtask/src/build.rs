//! Building the app with Trunk, the native program with cargo, and a site with both.

use std::fs;
use std::path::{Path, PathBuf};

use crate::commands;
use crate::places;
use crate::problem::{Outcome, at};
use crate::run;
use crate::small;
use crate::styles;
use crate::tools::Tools;
use crate::wasm_target::TRIPLE;

/// The sample newspaper's folder.
pub const SAMPLE: &str = "site";

/// Builds the app and a site from it, ready to upload.
pub fn build(site: &Path, out: &Path) -> Outcome {
    let tools = Tools::get()?;
    app(&tools, true)?;
    desk(&tools, true)?;
    press(true)?;
    print_site(site, out)
}

/// The app alone, without any newspaper; returns its folder.
pub fn app(tools: &Tools, release: bool) -> Outcome<PathBuf> {
    let usually = if release { "4 minutes the first time" } else { "2 minutes the first time" };
    styles::bundle()?;
    // Trunk builds with `cargo --offline`, so the crates must be there before.
    let mut fetch = tools.wasm_cargo();
    fetch.arg("fetch");
    run::shown("fetching the crates", fetch)?;
    if release {
        // And those of the standard library, which cargo fetches only for a target that it is told.
        let mut fetch = tools.wasm_cargo();
        fetch.args(["fetch", "--target", TRIPLE]);
        tools.wasm.slim(&mut fetch);
        run::shown("fetching the standard library's crates", fetch)?;
    }
    eprintln!("▸ Building the app (usually {usually})");
    let folder = places::app(release);
    let mut trunk = tools.trunk();
    trunk.arg("build").arg("--dist").arg(&folder).env("BANTIN_APP_ONLY", "1");
    // Trunk refuses the value `1`, which is how some terminals say "no colours".
    trunk.env_remove("NO_COLOR");
    // cargo says what is wrong with the source; where in Trunk that was noticed helps nobody.
    trunk.args(["--log", "warn"]).env("RUST_BACKTRACE", "0");
    if release {
        trunk.arg("--release");
        tools.wasm.slim(&mut trunk);
    } else {
        // A style is replaced in the built app without Trunk; its checksum would then be wrong.
        trunk.args(["--no-sri", "true"]);
    }
    run::shown("building the app", trunk)?;
    // Trunk's own; not for a host to upload.
    let _ = fs::remove_file(folder.join(".trunk-lock"));
    if release {
        eprintln!("▸ Making it small (usually a minute)");
        small::names(tools, &folder)?;
        small::scripts(tools, &folder)?;
    }
    // Trunk has replaced the whole folder.
    join_desk(release)?;
    Ok(folder)
}

/// The editors' desk, beside the app. A WebAssembly of its own: no reader loads it.
pub fn desk(tools: &Tools, release: bool) -> Outcome {
    styles::bundle()?;
    let usually = if release { "6 minutes the first time" } else { "2 minutes the first time" };
    eprintln!("▸ Building the desk (usually {usually})");
    let folder = places::desk(release);
    let mut trunk = tools.trunk();
    trunk.args(["build", "crates/desk/index.html", "--public-url", "/desk/", "--dist"]).arg(&folder);
    trunk
        .env("BANTIN_APP_ONLY", "1")
        .env_remove("NO_COLOR")
        .args(["--log", "warn"])
        .env("RUST_BACKTRACE", "0");
    if release {
        trunk.arg("--release");
        tools.wasm.slim(&mut trunk);
    } else {
        trunk.args(["--no-sri", "true"]);
    }
    run::shown("building the desk", trunk)?;
    let _ = fs::remove_file(folder.join(".trunk-lock"));
    if release {
        small::scripts(tools, &folder)?;
    }
    join_desk(release)
}

/// Puts the desk that was built last into the folder of the app, where the press looks for it.
fn join_desk(release: bool) -> Outcome {
    let (from, to) = (places::desk(release), places::app(release).join("desk"));
    if !from.is_dir() || !places::app(release).is_dir() {
        return Ok(());
    }
    let _ = fs::remove_dir_all(&to);
    fs::create_dir_all(&to).map_err(at(&to))?;
    // What begins with a dot is Trunk's own.
    let files = fs::read_dir(&from).map_err(at(&from))?.flatten();
    for file in
        files.filter(|file| file.path().is_file() && !file.file_name().to_string_lossy().starts_with('.'))
    {
        let copy = to.join(file.file_name());
        fs::copy(file.path(), &copy).map_err(at(&copy))?;
    }
    Ok(())
}

/// The native program `bantin`.
pub fn press(release: bool) -> Outcome {
    eprintln!("▸ Building bantin (usually a minute the first time)");
    let mut cargo = commands::native_cargo();
    cargo.args(["build", "--package", "bantin"]);
    if release {
        cargo.arg("--release");
    }
    run::shown("building bantin", cargo)
}

/// Runs `bantin build` with the app for readers.
pub fn print_site(site: &Path, out: &Path) -> Outcome {
    let mut bantin = commands::program(places::bantin(true));
    bantin.arg("build").arg("--site").arg(site).arg("--out").arg(out);
    bantin.arg("--app").arg(places::app(true));
    run::passed_on(bantin)
}

/// Called by Trunk after a build: adds the sample newspaper to the app, so that a plain
/// `trunk serve` shows something. Does nothing in the builds above, which bring their own site.
pub fn sample() -> Outcome {
    let Some(staging) = std::env::var_os("TRUNK_STAGING_DIR") else {
        let what = "`sample` is called by Trunk, which says where to put it".to_owned();
        return Err(crate::problem::Problem::Usage(what));
    };
    if std::env::var_os("BANTIN_APP_ONLY").is_some() {
        return Ok(());
    }
    press(false)?;
    let mut bantin = commands::program(places::bantin(false));
    bantin.args(["bundle", "--site", SAMPLE, "--out"]).arg(staging).current_dir(places::root());
    run::passed_on(bantin)
}
