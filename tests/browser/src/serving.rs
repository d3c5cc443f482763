//! `bantin serve` on a folder of a test.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use crate::programs;

/// A running `bantin serve`, ended when dropped.
pub struct Serving {
    child: Child,
    /// Its address, without a slash at the end.
    pub address: String,
}

impl Serving {
    /// Serves the site in this folder on a free port.
    pub fn start(site: &Path) -> Self {
        let mut bantin = Command::new(programs::bantin());
        bantin.arg("serve").arg("--site").arg(site).arg("--app").arg(programs::app()).args(["--port", "0"]);
        bantin.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = bantin.spawn().expect("bantin runs");
        let said = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut lines = said.lines().map_while(Result::ok);
        let address = lines.find_map(|line| Some(line.split_once("Serving ")?.1.to_owned()));
        let address = address.expect("it says where it serves").trim_end_matches('/').to_owned();
        // A full pipe would stop it.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, address }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
