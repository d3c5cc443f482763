//! The editors' desk: how soon a key is seen, and how soon a folder is listed. A browser test measures, and prints lines
//! `figure NAME VALUE`.

use super::figures::Figures;
use super::performance;
use crate::build;
use crate::commands;
use crate::places;
use crate::problem::{Outcome, Problem};
use crate::run;
use crate::tools::{Browsers, Tools};

/// Measures and prints the table; with `write` into the documentation.
pub fn measure(write: bool) -> Outcome {
    let tools = Tools::get()?;
    let browsers = Browsers::get()?;
    build::app(&tools, true)?;
    build::desk(&tools, true)?;
    build::press(true)?;
    let site = places::target().join("site");
    build::print_site(&places::root().join(build::SAMPLE), &site)?;
    let mut cargo = commands::native_cargo();
    cargo.args(["test", "--package", "browser-tests", "--", "desk_speed", "desk::reading"]);
    cargo.args(["--include-ignored", "--nocapture", "--test-threads", "1"]);
    cargo.env("BANTIN_SITE", site).env("BANTIN", places::bantin(true)).env("BANTIN_APP", places::app(true));
    cargo.envs(browsers.variables().iter().cloned());
    let said =
        run::answer(&mut cargo).ok_or_else(|| Problem::Usage("the desk could not be measured".to_owned()))?;
    let mut figures = Figures::kept();
    figures.forget("desk.");
    figures.note_machine();
    let found = said.lines().filter_map(|line| line.split_once("figure ")?.1.split_once(' '));
    for (name, value) in found {
        figures.note(name, value.trim().parse().unwrap_or_default());
    }
    let wasm = places::desk(true).read_dir().into_iter().flatten().flatten();
    let wasm = wasm.filter(|file| file.path().extension().is_some_and(|end| end == "wasm"));
    figures.note("desk.wasm", wasm.filter_map(|file| Some(file.metadata().ok()?.len() as f64)).sum());
    figures.keep()?;
    performance::show(&figures, write)
}
