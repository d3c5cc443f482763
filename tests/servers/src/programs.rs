//! The programs and folders that `cargo xtask test servers` names in the environment.

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Where Debian's packages are unpacked: MariaDB, PHP and WordPress.
pub struct Debian {
    root: PathBuf,
    libraries: OsString,
}

impl Debian {
    /// From `BANTIN_DEBIAN`; none on a developer's machine that has no such packages.
    pub fn get() -> Option<Self> {
        let root = folder("BANTIN_DEBIAN", "MariaDB, PHP and WordPress")?;
        // `usr/lib/x86_64-linux-gnu`, and what older packages still put into `lib`.
        let inside = ["usr/lib", "lib"].into_iter().filter_map(|folder| fs::read_dir(root.join(folder)).ok());
        let folders = inside.flat_map(|inside| inside.flatten().map(|found| found.path()));
        let libraries = env::join_paths(folders.filter(|it| it.to_string_lossy().ends_with("-linux-gnu")));
        Some(Self { libraries: libraries.expect("folders without a colon"), root })
    }

    /// A place below the root.
    pub fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// A program, which finds its libraries beside the machine's own.
    pub fn program(&self, path: &Path) -> Command {
        let mut command = Command::new(path);
        command.env("LD_LIBRARY_PATH", &self.libraries);
        command
    }

    /// The one file or folder in `folder` whose name starts like this: `php8.2`.
    pub fn only(&self, folder: &str, start: &str) -> PathBuf {
        let inside = fs::read_dir(self.path(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
        let mut names = inside.flatten().map(|found| found.file_name().to_string_lossy().into_owned());
        let versioned = |name: &String| {
            let rest = name.strip_prefix(start);
            rest.is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()))
        };
        let name = names.find(versioned).unwrap_or_else(|| panic!("{folder} has no {start}"));
        self.path(folder).join(name)
    }
}

/// Isso's command line; `BANTIN_ISSO` is where pip put it.
pub fn isso() -> Option<Command> {
    let folder = folder("BANTIN_ISSO", "Isso")?;
    let mut python = Command::new("python3");
    python.arg(folder.join("bin/isso")).env("PYTHONPATH", &folder).env("PYTHONDONTWRITEBYTECODE", "1");
    Some(python)
}

/// Node with a script of ours; `BANTIN_WALINE` is npm's folder of Waline, `BANTIN_NODE` a node that is new enough for it.
pub fn waline(script: &Path) -> Option<Command> {
    let folder = folder("BANTIN_WALINE", "Waline")?;
    let mut node = Command::new(env::var_os("BANTIN_NODE").unwrap_or_else(|| "node".into()));
    node.arg(script).arg(folder).env_remove("NODE_OPTIONS");
    Some(node)
}

/// What a variable names. Only a developer's machine may lack it; a line says that it does.
fn folder(variable: &str, what: &str) -> Option<PathBuf> {
    let folder = env::var_os(variable).map(PathBuf::from).filter(|path| path.is_dir());
    if folder.is_none() {
        let sentence = format!("{what} is not here: run the tests by `cargo xtask test servers`");
        assert!(env::var_os("CI").is_none(), "{sentence}");
        eprintln!("left out: {sentence}");
    }
    folder
}

/// A folder of this crate.
pub fn ours(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
