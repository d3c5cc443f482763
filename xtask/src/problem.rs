//! Everything that can go wrong, each with a sentence that says what to do.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use crate::run::spoken;
use crate::versions;

/// The result of a task.
pub type Outcome<T = ()> = Result<T, Problem>;

/// A way in which a task fails.
#[derive(Debug)]
pub enum Problem {
    /// The command line asks for something that is not there.
    Usage(String),
    /// A program could not be started at all.
    NotStarted { program: String, why: std::io::Error },
    /// A program ran and failed; `log` holds what it said where that was not shown.
    Failed { what: String, log: Option<PathBuf> },
    /// A program was stopped because it took longer than it ever should.
    TooSlow { what: String, limit: Duration },
    /// A program of ours ended with this code and has said why itself.
    Exit(i32),
    /// A file or folder could not be read or written.
    File { path: PathBuf, why: std::io::Error },
    /// No folder for the tools is known: neither `HOME` nor one of our variables is set.
    NoCache,
    /// Another xtask has held the lock for too long.
    Locked { lock: PathBuf, holder: String },
    /// The WASM target is missing and can not be had.
    NoWasmTarget,
    /// Something was compiled or installed, and still does not work.
    StillBroken { what: &'static str, why: String },
    /// This machine's Rust is too old for the pinned Trunk.
    TrunkNeedsNewerRust { have: String },
    /// `Cargo.lock` and the pinned wasm-bindgen differ.
    WasmBindgenDiffers { locked: String },
    /// A program is missing and only the machine's owner may install it.
    Missing { program: &'static str, debian: &'static str, for_what: &'static str },
    /// The app is bigger than its budget.
    OverBudget { brotli: u64, budget: u64 },
    /// The app's budget can not be read, or has no line `total = bytes`.
    NoBudget(PathBuf),
    /// The built app lacks a kind of file.
    NoApp { folder: PathBuf, kind: &'static str },
    /// Bindings do not have a name that their WebAssembly asks for.
    Bindings { script: PathBuf, name: String },
    /// Validators found mistakes in a built site; what they said has been shown.
    NotClean(Vec<&'static str>),
    /// No validator could be had.
    NoProof,
    /// Stages of the tests failed; their output has been shown.
    Stages(Vec<&'static str>),
}

impl Problem {
    /// The exit code of the whole task.
    pub fn code(&self) -> u8 {
        match self {
            Self::Exit(code) => u8::try_from(*code).unwrap_or(1),
            Self::Usage(_) => 2,
            _ => 1,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(what) => write!(f, "{what}; `cargo xtask help` lists the commands"),
            Self::NotStarted { program, why } => {
                write!(f, "`{program}` could not be started ({why}): is it installed and on PATH?")
            }
            Self::Failed { what, log: Some(log) } => {
                write!(f, "{what} failed; the whole log is in {}", log.display())
            }
            Self::Failed { what, log: None } => write!(f, "{what} failed, as shown above"),
            Self::TooSlow { what, limit } => {
                write!(f, "{what} was stopped after {}: is the network there?", spoken(*limit))
            }
            Self::Exit(code) => write!(f, "ended with exit code {code}"),
            Self::File { path, why } => {
                write!(f, "{}: {why}; may this user read and write there?", path.display())
            }
            Self::NoCache => {
                write!(f, "no folder for the tools: set HOME, or BANTIN_TOOLS to a folder of your choice")
            }
            Self::Locked { lock, holder } => write!(
                f,
                "process {holder} is still installing tools; wait for it, or delete {} if it is gone",
                lock.display()
            ),
            Self::NoWasmTarget => write!(
                f,
                "this Rust has no WebAssembly target: run `rustup target add wasm32-unknown-unknown`, \
                 or on Debian 12, as root, `apt-get install -y {}` and then this command again",
                versions::DEBIAN_WASM_PACKAGES.join(" ")
            ),
            Self::StillBroken { what, why } => {
                write!(f, "{what} was installed and does not work: {why}")
            }
            Self::TrunkNeedsNewerRust { have } => write!(
                f,
                "Trunk {} needs Rust {}.{} to compile and this is {have}: run `rustup update stable`, \
                 or put that version of trunk on PATH",
                versions::TRUNK,
                versions::TRUNK_NEEDS_RUST.0,
                versions::TRUNK_NEEDS_RUST.1
            ),
            Self::WasmBindgenDiffers { locked } => write!(
                f,
                "Cargo.lock has wasm-bindgen {locked} and xtask/src/versions.rs pins {pin}: run \
                 `cargo update -p wasm-bindgen --precise {pin}`, or move the pin and Trunk.toml to {locked}",
                pin = versions::WASM_BINDGEN
            ),
            Self::Missing { program, debian, for_what } => write!(
                f,
                "{program} is needed {for_what}: install it (on Debian, as root: \
                 `apt-get install -y {debian}`) and run this again"
            ),
            Self::OverBudget { brotli, budget } => write!(
                f,
                "the app has grown to {brotli} bytes (brotli), over 2 % more than its budget of \
                 {budget}: make it smaller, or accept it with `cargo xtask bench size --write`"
            ),
            Self::NoBudget(path) => write!(
                f,
                "{} gives no budget for the app: `cargo xtask bench size --write` writes one",
                path.display()
            ),
            Self::NoApp { folder, kind } => write!(
                f,
                "{} holds no {kind} file: build the app first with `cargo xtask test app`",
                folder.display()
            ),
            Self::Bindings { script, name } => write!(
                f,
                "{} has no `{name}` where wasm-bindgen {} puts it: xtask/src/small.rs has to learn how this one writes",
                script.display(),
                versions::WASM_BINDGEN
            ),
            Self::NotClean(names) => {
                write!(f, "mistakes in the built site, as shown above: {}", names.join(", "))
            }
            Self::NoProof => write!(f, "nothing was checked: none of the validators could be had"),
            Self::Stages(names) => write!(
                f,
                "failed: {}; run one alone with `cargo xtask test {}`",
                names.join(", "),
                names.first().copied().unwrap_or_default()
            ),
        }
    }
}

impl std::error::Error for Problem {}

/// Names the path in an error about a file.
pub fn at(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Problem + '_ {
    |why| Problem::File { path: path.to_path_buf(), why }
}
