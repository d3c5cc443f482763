//! chromedriver and geckodriver: one for all tests of a program, ended when nobody needs it any more.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex, PoisonError, Weak},
};

use crate::programs::Browser;

/// A running driver.
pub struct Driver {
    child: Child,
    /// Its address, without a slash at the end.
    pub address: String,
}

static CHROMIUM: Mutex<Weak<Driver>> = Mutex::new(Weak::new());
static FIREFOX: Mutex<Weak<Driver>> = Mutex::new(Weak::new());

impl Driver {
    /// The driver that runs already, or a new one on a free port.
    pub fn get(browser: Browser) -> Arc<Self> {
        let running = match browser {
            Browser::Chromium => &CHROMIUM,
            Browser::Firefox => &FIREFOX,
        };
        let mut running = running.lock().unwrap_or_else(PoisonError::into_inner);
        running.upgrade().unwrap_or_else(|| {
            let (_, program) = browser.programs().unwrap_or_else(|sentence| panic!("{sentence}"));
            let driver = Arc::new(Self::start(&program));
            *running = Arc::downgrade(&driver);
            driver
        })
    }

    fn start(program: &Path) -> Self {
        let mut command = Command::new(program);
        command.arg("--port=0").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap_or_else(|error| panic!("{}: {error}", program.display()));
        let mut said = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut line = String::new();
        let port = loop {
            line.clear();
            let read = said.read_line(&mut line).unwrap_or_default();
            assert!(read > 0, "{} ended before it named its port", program.display());
            if let Some(port) = port(&line) {
                break port;
            }
        };
        // A full pipe would stop it.
        std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        Self { child, address: format!("http://127.0.0.1:{port}") }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `ChromeDriver was started successfully on port 40123.`, `… Listening on 127.0.0.1:40123`.
fn port(line: &str) -> Option<u16> {
    let (_, rest) = line.split_once("on port ").or_else(|| line.split_once("Listening on 127.0.0.1:"))?;
    let digits = rest.split(|it: char| !it.is_ascii_digit()).next()?;
    digits.parse().ok().filter(|port| *port > 0)
}

#[cfg(test)]
mod tests {
    #[test]
    fn both_drivers_name_their_port() {
        let port = super::port;
        assert_eq!(port("Starting ChromeDriver 156.0 on port 0"), None);
        assert_eq!(port("ChromeDriver was started successfully on port 40123.\n"), Some(40123));
        assert_eq!(port("1700 geckodriver INFO Listening on 127.0.0.1:4444\n"), Some(4444));
    }
}
