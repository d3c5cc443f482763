//! Working on the newspaper and its app: everything is built, served, watched and built again.

use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use crate::build;
use crate::commands;
use crate::places;
use crate::problem::{Outcome, Problem};
use crate::run::{self, spoken};
use crate::styles;
use crate::tools::Tools;
use crate::watch::{Change, Snapshot};

const POLL: Duration = Duration::from_millis(300);

/// What to serve and where.
pub struct Serve {
    /// The newspaper's folder.
    pub site: PathBuf,
    /// The first port to try.
    pub port: u16,
    /// The app as readers get it: slower to build, smaller.
    pub release: bool,
}

impl Serve {
    /// Serves until it is stopped with Ctrl-C, which the terminal sends to every program at once.
    pub fn run(self) -> Outcome {
        let tools = Tools::get()?;
        let root = places::root();
        let mut seen = Snapshot::take(&root);
        let mut owed = Change { app: true, press: true, style: true, desk: true };
        let mut server: Option<Server> = None;
        loop {
            owed = self.rebuild(&tools, owed);
            if owed != Change::default() {
                eprintln!("  The last good version stays; a change will try again.");
            } else if server.as_ref().is_none_or(|server| server.built != self.built()) {
                // The old one must be gone first: the new one wants its port.
                drop(server.take());
                let built = self.built();
                server = Some(Server { child: run::start(&mut self.bantin())?, built });
            }
            let now = wait_for_change(&root, &seen, server.as_mut())?;
            owed.add(Change::of(&now.changed_since(&seen)));
            seen = now;
        }
    }

    /// Builds what a change asks for; what could not be built is handed back as still owed.
    fn rebuild(&self, tools: &Tools, change: Change) -> Change {
        let started = Instant::now();
        let mut owed = Change::default();
        let mut app = change.app;
        if change.style && !app {
            match styles::replace_in(&places::app(self.release)) {
                Ok(replaced) => app = !replaced,
                Err(problem) => owed.style = said(Err::<(), _>(problem)),
            }
        }
        owed.app = app && said(build::app(tools, self.release));
        owed.desk = change.desk && said(build::desk(tools, self.release));
        owed.press = change.press && said(build::press(self.release));
        if owed == Change::default() {
            eprintln!("✓ Built in {}", spoken(started.elapsed()));
        }
        owed
    }

    /// When cargo last wrote the program: most changes leave it as it is.
    fn built(&self) -> Option<SystemTime> {
        places::bantin(self.release).metadata().ok()?.modified().ok()
    }

    /// `bantin serve`, which watches the newspaper and the built app and reloads the open page.
    fn bantin(&self) -> Command {
        let program = places::bantin(self.release);
        let mut command = match places::on_path("setpriv") {
            // Ends with us even if we are killed.
            Some(setpriv) if cfg!(target_os = "linux") => {
                let mut command = commands::program(setpriv);
                command.args(["--pdeathsig", "TERM", "--"]).arg(program);
                command
            }
            _ => commands::program(program),
        };
        command.arg("serve").arg("--site").arg(&self.site);
        command.arg("--app").arg(places::app(self.release));
        command.args(["--port", &self.port.to_string()]);
        command
    }
}

/// The running `bantin serve`; ends when dropped.
struct Server {
    child: Child,
    built: Option<SystemTime>,
}

impl Drop for Server {
    fn drop(&mut self) {
        run::stop(&mut self.child);
    }
}

/// Waits until files have changed and are quiet again; fails if the server ends meanwhile.
fn wait_for_change(root: &Path, seen: &Snapshot, server: Option<&mut Server>) -> Outcome<Snapshot> {
    let mut server = server;
    let mut last = Snapshot::take(root);
    loop {
        sleep(POLL);
        let ended = server.as_mut().and_then(|server| server.child.try_wait().ok().flatten());
        if let Some(status) = ended {
            eprintln!("bantin serve has ended; its last words are above");
            return Err(Problem::Exit(status.code().unwrap_or(1)));
        }
        let now = Snapshot::take(root);
        if now != *seen && now == last {
            return Ok(now);
        }
        last = now;
    }
}

/// Shows a failure; whether there was one.
fn said(outcome: Outcome<impl Sized>) -> bool {
    outcome.inspect_err(|problem| eprintln!("✗ {problem}")).is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_is_told_everything() {
        let serve = Serve { site: "paper".into(), port: 9000, release: false };
        let command = serve.bantin();
        let args: Vec<_> = command.get_args().map(|arg| arg.to_string_lossy()).collect();
        let at = args.iter().position(|arg| arg == "serve").unwrap();
        assert_eq!(args[at..at + 4], ["serve", "--site", "paper", "--app"]);
        assert!(args[at + 4].ends_with("app/dev"));
        assert_eq!(args[at + 5..], ["--port", "9000"]);
    }
}
