//! The tools: what is there in the pinned version is used, what lacks is fetched or compiled.

mod browsers;
mod compiled;
mod found;
mod hosts;
mod npm;
mod peers;
mod python;
mod servers;
mod services;
mod validators;

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::commands;
use crate::lock::Lock;
use crate::places;
use crate::problem::{Outcome, Problem, at};
use crate::versions;
use crate::wasm_target::WasmTarget;

pub use browsers::{Browsers, get_chromium};
pub use hosts::hosts;
pub use peers::{Lighthouse, hugo};
pub use servers::servers;
pub use services::services;
pub use validators::Validators;

/// Where every tool is, and the compiler for the browser.
pub struct Tools {
    /// The compiler that writes WebAssembly.
    pub wasm: WasmTarget,
    /// The accessibility checker, one JavaScript file.
    pub axe: PathBuf,
    trunk: PathBuf,
    terser: PathBuf,
    wasm_opt: PathBuf,
    folders: Vec<PathBuf>,
}

impl Tools {
    /// Gets whatever lacks. Quick when nothing does.
    pub fn get() -> Outcome<Self> {
        check_locked_wasm_bindgen()?;
        let cache = places::cache()?;
        let _lock = Lock::take(&cache)?;
        let wasm = WasmTarget::get()?;
        let packages = npm::get(&cache)?;
        let wasm_bindgen = compiled::wasm_bindgen(&cache)?;
        let trunk = compiled::trunk(&cache, &wasm)?;
        let wasm_opt = packages.bin.join("wasm-opt");
        let mut folders = vec![packages.bin];
        folders.extend(wasm_bindgen.parent().map(PathBuf::from));
        folders.extend(trunk.parent().map(PathBuf::from));
        Ok(Self { wasm, axe: packages.axe, trunk, terser: packages.terser, wasm_opt, folders })
    }

    /// Trunk, ready to build the app.
    pub fn trunk(&self) -> Command {
        let mut command = commands::program(&self.trunk);
        self.prepare(&mut command);
        command
    }

    /// Terser, ready to be told which script to make small.
    pub fn terser(&self) -> Command {
        let mut command = commands::program("node");
        command.arg(&self.terser);
        command
    }

    /// wasm-opt, ready to be told what to do with which WebAssembly.
    pub fn wasm_opt(&self) -> Command {
        commands::program(&self.wasm_opt)
    }

    /// Cargo with the compiler for the browser.
    pub fn wasm_cargo(&self) -> Command {
        let mut command = commands::native_cargo();
        self.prepare(&mut command);
        command
    }

    /// Lines for a shell, after which a plain `trunk serve` finds everything:
    /// `eval "$(cargo xtask tools --env)"`.
    pub fn for_a_shell(&self) -> String {
        let folders: Vec<_> = self.folders.iter().map(|dir| dir.display().to_string()).collect();
        let mut lines = String::new();
        for (key, value) in self.wasm.variables().iter().filter(|(key, _)| *key != "PATH") {
            lines += &format!("export {key}={value}\n");
        }
        let first = match &self.wasm {
            WasmTarget::Folder(folder) => format!(":{}", folder.display()),
            WasmTarget::Own | WasmTarget::Toolchain(_) => String::new(),
        };
        lines + &format!("export PATH='{}'{first}:\"$PATH\"\n", folders.join(":"))
    }

    fn prepare(&self, command: &mut Command) {
        self.wasm.apply(command);
        let chosen = command.get_envs().find(|(key, _)| *key == "PATH").and_then(|(_, path)| path);
        let path = chosen.map(OsString::from).or_else(|| env::var_os("PATH")).unwrap_or_default();
        let all = self.folders.iter().cloned().chain(env::split_paths(&path));
        if let Ok(path) = env::join_paths(all) {
            command.env("PATH", path);
        }
        command.current_dir(places::root());
    }
}

/// Says in a few lines what there is.
pub fn report(tools: &Tools) {
    let compiler = match &tools.wasm {
        WasmTarget::Own => "this machine's own Rust".to_owned(),
        WasmTarget::Toolchain(name) => format!("the toolchain `{name}`"),
        WasmTarget::Folder(folder) => format!("the Rust in {}", folder.display()),
    };
    eprintln!("WebAssembly  {compiler}");
    eprintln!("trunk        {} ({})", versions::TRUNK, tools.trunk.display());
    for (name, version) in [
        ("wasm-bindgen", versions::WASM_BINDGEN.to_owned()),
        ("wasm-opt", versions::BINARYEN.to_string()),
        ("terser", versions::TERSER.to_owned()),
        ("axe-core", versions::AXE_CORE.to_owned()),
    ] {
        eprintln!("{name:12} {version}");
    }
}

fn check_locked_wasm_bindgen() -> Outcome {
    let path = places::root().join("Cargo.lock");
    let lock = fs::read_to_string(&path).map_err(at(&path))?;
    match versions::locked_wasm_bindgen(&lock) {
        Some(locked) if locked != versions::WASM_BINDGEN => {
            Err(Problem::WasmBindgenDiffers { locked: locked.to_owned() })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tools(wasm: WasmTarget) -> Tools {
        let folders = vec!["/t/npm/bin".into(), "/t/trunk/bin".into()];
        let terser = "/t/npm/terser".into();
        let wasm_opt = "/t/npm/bin/wasm-opt".into();
        Tools {
            wasm,
            axe: "axe.min.js".into(),
            trunk: "/t/trunk/bin/trunk".into(),
            terser,
            wasm_opt,
            folders,
        }
    }

    #[test]
    fn trunk_finds_the_tools_and_the_compiler() {
        let command = tools(WasmTarget::Toolchain("web")).trunk();
        let value = |name: &str| {
            let found = command.get_envs().find(|(key, _)| *key == name)?;
            found.1.map(|value| value.to_string_lossy().into_owned())
        };
        assert_eq!(value("RUSTUP_TOOLCHAIN").as_deref(), Some("web"));
        assert!(value("PATH").unwrap().starts_with("/t/npm/bin:/t/trunk/bin:"));
    }

    #[test]
    fn a_shell_can_be_told() {
        let lines = tools(WasmTarget::Toolchain("web")).for_a_shell();
        assert_eq!(lines, "export RUSTUP_TOOLCHAIN=web\nexport PATH='/t/npm/bin:/t/trunk/bin':\"$PATH\"\n");
        let lines = tools(WasmTarget::Folder("/usr/bin".into())).for_a_shell();
        assert_eq!(lines, "export PATH='/t/npm/bin:/t/trunk/bin':/usr/bin:\"$PATH\"\n");
    }
}
