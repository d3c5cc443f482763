//! The sample newspaper, built with other settings.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::programs;

/// Copies the sample newspaper into the folder `room`, which is emptied first, changes its settings, and builds it below
/// `base` (empty or `/tin`). Gives its folder, and the one that a host shows.
pub fn build(room: &Path, base: &str, change: impl Fn(String) -> String) -> (PathBuf, PathBuf) {
    let (site, root) = (room.join("site"), room.join("root"));
    let _ = fs::remove_dir_all(&site);
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../site"), &site);
    let file = site.join("site.toml");
    let settings = fs::read_to_string(&file).expect("the sample has settings");
    fs::write(&file, change(settings)).expect("they can be written");
    fs::create_dir_all(&root).expect("a folder");
    let mut bantin = Command::new(programs::bantin());
    bantin.arg("build").arg("--site").arg(&site).arg("--out").arg(root.join(base.trim_start_matches('/')));
    let said = bantin.arg("--app").arg(programs::app()).output().expect("bantin runs");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    (site, root)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("the sample is there") {
        let entry = entry.expect("a file");
        let to = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(&entry.path(), &to),
            false => drop(fs::copy(entry.path(), to).expect("it can be copied")),
        }
    }
}
