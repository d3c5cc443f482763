//! All that must hold before a change is merged, stage by stage, each with its time.

use std::cell::OnceCell;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::bench;
use crate::build;
use crate::commands;
use crate::debian;
use crate::places;
use crate::problem::{Outcome, Problem};
use crate::proof;
use crate::run::{self, spoken};
use crate::tools::{self, Browsers, Tools};
use crate::wasm_target::{TRIPLE, WasmTarget};

type Run = fn(&Stages) -> Outcome;

const STAGES: [(&str, Run); 8] = [
    ("fmt", Stages::fmt),
    ("lint", Stages::lint),
    ("unit", Stages::unit),
    ("app", Stages::app),
    ("proof", Stages::proof),
    ("browser", Stages::browser),
    ("servers", Stages::servers),
    ("size", Stages::size),
];

/// Runs one stage, or all of them in order; a failed one does not stop the others.
pub fn test(only: Option<&str>) -> Outcome {
    let chosen: Vec<_> = STAGES.iter().filter(|(name, _)| only.is_none_or(|only| only == *name)).collect();
    if chosen.is_empty() {
        return Err(Problem::Usage(format!("no suite is called {}", only.unwrap_or_default())));
    }
    let stages = Stages { tools: OnceCell::new() };
    let mut results = Vec::new();
    for (name, run) in chosen {
        // Without a newspaper built from this very source, these would test an older one.
        let vain =
            ["proof", "browser", "servers", "size"].contains(name) && failed(&results).contains(&"app");
        if vain {
            eprintln!("\n━━ {name}: left out, because the app could not be built");
            results.push((*name, Duration::ZERO, false));
            continue;
        }
        eprintln!("\n━━ {name}");
        let started = Instant::now();
        let outcome = run(&stages).inspect_err(|problem| eprintln!("✗ {problem}"));
        results.push((*name, started.elapsed(), outcome.is_ok()));
    }
    eprint!("\n{}", summary(&results));
    let failed = failed(&results);
    if failed.is_empty() { Ok(()) } else { Err(Problem::Stages(failed)) }
}

fn failed(results: &[(&'static str, Duration, bool)]) -> Vec<&'static str> {
    results.iter().filter(|(.., good)| !good).map(|(name, ..)| *name).collect()
}

fn summary(results: &[(&'static str, Duration, bool)]) -> String {
    let mut text = String::new();
    for (name, time, good) in results {
        let mark = if *good { '✓' } else { '✗' };
        text += &format!("{mark} {name:8} {:>12}\n", spoken(*time));
    }
    let total = results.iter().map(|(_, time, _)| *time).sum();
    text + &format!("  {:8} {:>12}\n", "total", spoken(total))
}

/// What the stages share: the tools, got when the first stage asks for them.
struct Stages {
    tools: OnceCell<Tools>,
}

impl Stages {
    fn tools(&self) -> Outcome<&Tools> {
        if let Some(tools) = self.tools.get() {
            return Ok(tools);
        }
        let tools = Tools::get()?;
        Ok(self.tools.get_or_init(|| tools))
    }

    fn fmt(&self) -> Outcome {
        let mut cargo = commands::native_cargo();
        cargo.args(["fmt", "--all", "--check"]);
        run::shown("the formatting check (`cargo fmt --all` mends it)", cargo)
    }

    /// Both halves: the machine's, and the app's for the browser.
    fn lint(&self) -> Outcome {
        let mut clippy = commands::native_cargo();
        clippy.args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]);
        let native = run::shown("clippy", clippy);
        let tools = self.tools()?;
        let mut clippy = tools.wasm_cargo();
        if tools.wasm != WasmTarget::Own {
            // Debian's compiler has a clippy of its own in another package.
            debian::ensure("clippy-driver", "rust-web-clippy", "for the lints of the browser's half")?;
        }
        clippy.args(["clippy", "--package", "bantin-app", "--package", "bantin-desk", "--target", TRIPLE]);
        clippy.args(["--", "-D", "warnings"]);
        let browser = run::shown("clippy for the browser", clippy);
        native.and(browser)
    }

    /// Unit, snapshot and tidiness tests: everything that needs no browser.
    fn unit(&self) -> Outcome {
        let mut cargo = commands::native_cargo();
        cargo.args(["test", "--workspace", "--exclude", "browser-tests"]);
        cargo.args(["--exclude", "server-tests", "--no-fail-fast"]);
        run::shown("the unit tests", cargo)
    }

    /// The app for readers with the sample newspaper, as a host would upload it.
    fn app(&self) -> Outcome {
        build::app(self.tools()?, true)?;
        build::desk(self.tools()?, true)?;
        build::press(true)?;
        build::print_site(&places::root().join(build::SAMPLE), &newspaper())
    }

    /// The built newspaper, read by the validators of others.
    fn proof(&self) -> Outcome {
        proof::proof(&newspaper())
    }

    fn browser(&self) -> Outcome {
        let browsers = Browsers::get()?;
        let mut cargo = commands::native_cargo();
        cargo.args(["test", "--package", "browser-tests", "--no-fail-fast"]);
        cargo.env("BANTIN_SITE", newspaper()).env("BANTIN_AXE", &self.tools()?.axe);
        cargo.env("BANTIN", places::bantin(true)).env("BANTIN_APP", places::app(true));
        for (name, program) in browsers.variables().iter().chain(&tools::servers()?).chain(&tools::hosts()?) {
            cargo.env(name, program);
        }
        run::shown("the browser tests", cargo)
    }

    /// Isso, Waline and WordPress themselves, with data of their own.
    fn servers(&self) -> Outcome {
        let mut cargo = commands::native_cargo();
        cargo.args(["test", "--package", "server-tests", "--no-fail-fast"]);
        cargo.envs(tools::services()?).envs(Browsers::get()?.variables().iter().cloned());
        cargo.env("BANTIN", places::bantin(true)).env("BANTIN_APP", places::app(true));
        run::shown("the tests with real servers", cargo)
    }

    fn size(&self) -> Outcome {
        debian::ensure("node", "nodejs", "for the size report")?;
        bench::size::check(&places::app(true), false)
    }
}

/// Where the sample newspaper is built for the browser tests.
fn newspaper() -> std::path::PathBuf {
    Path::new(&places::target()).join("site")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_suite_is_refused() {
        assert!(matches!(test(Some("units")), Err(Problem::Usage(_))));
    }

    #[test]
    fn the_summary_tells_what_failed_and_how_long_it_took() {
        let results = [("fmt", Duration::from_secs(1), true), ("unit", Duration::from_secs(61), false)];
        assert_eq!(failed(&results), ["unit"]);
        let text = summary(&results);
        assert!(text.contains("✓ fmt") && text.contains("✗ unit"), "{text}");
        assert!(text.ends_with("1 min 02 s\n"), "{text}");
    }
}
