//! Running programs: quietly with a log and a heartbeat, or with their output shown.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::places;
use crate::problem::{Outcome, Problem, at};

const HEARTBEAT: Duration = Duration::from_secs(30);
const SHOWN_OF_A_LOG: usize = 40;

/// A long step: says what it does and how long that usually takes, keeps the program's output in a
/// log, repeats its last line every half minute, and shows the end of the log if it fails.
pub struct Step<'a> {
    what: &'a str,
    usually: &'a str,
    limit: Option<Duration>,
}

impl<'a> Step<'a> {
    /// `what` reads like "Compiling Trunk", `usually` like "15 minutes".
    pub fn new(what: &'a str, usually: &'a str) -> Self {
        Self { what, usually, limit: None }
    }

    /// Stops the program after this long.
    pub fn limit(mut self, limit: Duration) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Runs the program to its end.
    pub fn run(self, mut command: Command) -> Outcome {
        let log = log_file(self.what)?;
        let out = File::create(&log).map_err(at(&log))?;
        let err = out.try_clone().map_err(at(&log))?;
        eprintln!("▸ {} (usually {})", self.what, self.usually);
        command.stdin(Stdio::null()).stdout(out).stderr(err);
        let started = Instant::now();
        let mut child = start(&mut command)?;
        let status = self.wait(&mut child, started, &log)?;
        let elapsed = spoken(started.elapsed());
        if status.success() {
            eprintln!("✓ {}: {elapsed}", self.what);
            return Ok(());
        }
        eprintln!("✗ {}: failed after {elapsed}. It ended with:", self.what);
        for line in last_lines(&log, SHOWN_OF_A_LOG) {
            eprintln!("    {line}");
        }
        Err(Problem::Failed { what: self.what.to_owned(), log: Some(log) })
    }

    fn wait(&self, child: &mut Child, started: Instant, log: &Path) -> Outcome<ExitStatus> {
        let mut beats = 1;
        loop {
            let ended = child.try_wait().map_err(|why| not_started(self.what, why))?;
            if let Some(status) = ended {
                return Ok(status);
            }
            let elapsed = started.elapsed();
            if let Some(limit) = self.limit.filter(|limit| elapsed > *limit) {
                stop(child);
                return Err(Problem::TooSlow { what: self.what.to_owned(), limit });
            }
            if elapsed >= HEARTBEAT * beats {
                let said = last_lines(log, 1).pop().unwrap_or_default();
                eprintln!("  … {} {}", spoken(elapsed), shortened(&said, 90));
                beats += 1;
            }
            sleep(Duration::from_millis(50));
        }
    }
}

/// Runs a program whose output is worth seeing as it comes.
pub fn shown(what: &str, mut command: Command) -> Outcome {
    let status = status(&mut command)?;
    if status.success() {
        return Ok(());
    }
    Err(Problem::Failed { what: what.to_owned(), log: None })
}

/// Runs one of our own programs, passing on its output and its exit code.
pub fn passed_on(mut command: Command) -> Outcome {
    let status = status(&mut command)?;
    if status.success() { Ok(()) } else { Err(Problem::Exit(status.code().unwrap_or(1))) }
}

/// What a quick program prints; `None` if it is missing or fails.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Starts a program.
pub fn start(command: &mut Command) -> Outcome<Child> {
    let program = command.get_program().to_string_lossy().into_owned();
    command.spawn().map_err(|why| not_started(&program, why))
}

/// Ends a program that we started. One that has ended already is no error.
pub fn stop(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

fn status(command: &mut Command) -> Outcome<ExitStatus> {
    let program = command.get_program().to_string_lossy().into_owned();
    command.status().map_err(|why| not_started(&program, why))
}

fn not_started(program: &str, why: std::io::Error) -> Problem {
    Problem::NotStarted { program: program.to_owned(), why }
}

fn log_file(what: &str) -> Outcome<PathBuf> {
    let folder = places::target().join("xtask-logs");
    fs::create_dir_all(&folder).map_err(at(&folder))?;
    let name: String = what
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || c == '.' { c.to_ascii_lowercase() } else { '-' })
        .collect();
    Ok(folder.join(format!("{name}.log")))
}

/// The last lines of a log, without the empty ones; only its last 16 KB are read.
fn last_lines(log: &Path, count: usize) -> Vec<String> {
    let Ok(mut file) = File::open(log) else { return Vec::new() };
    let length = file.metadata().map_or(0, |meta| meta.len());
    let mut bytes = Vec::new();
    let read = file
        .seek(SeekFrom::Start(length.saturating_sub(16 * 1024)))
        .and_then(|_| file.read_to_end(&mut bytes));
    if read.is_err() {
        return Vec::new();
    }
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<_> = text.split(['\n', '\r']).filter(|line| !line.trim().is_empty()).collect();
    lines[lines.len().saturating_sub(count)..].iter().map(|line| (*line).to_owned()).collect()
}

fn shortened(line: &str, most: usize) -> String {
    let line = line.trim();
    if line.chars().count() <= most {
        return line.to_owned();
    }
    line.chars().take(most - 1).chain(['…']).collect()
}

/// A span of time as one says it: `0.4 s`, `12 s`, `3 min 05 s`.
pub fn spoken(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", time.as_secs_f32()),
        10..60 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn times_are_spoken() {
        assert_eq!(spoken(Duration::from_millis(420)), "0.4 s");
        assert_eq!(spoken(Duration::from_secs(12)), "12 s");
        assert_eq!(spoken(Duration::from_secs(185)), "3 min 05 s");
    }

    #[test]
    fn a_step_that_fails_keeps_its_log() {
        let result = Step::new("Test of a failure", "no time").run(shell("echo why; exit 3"));
        let Err(Problem::Failed { log: Some(log), .. }) = result else { panic!("{result:?}") };
        assert_eq!(last_lines(&log, 5), ["why"]);
    }

    #[test]
    fn a_step_that_hangs_is_stopped() {
        let step = Step::new("Test of a limit", "no time").limit(Duration::from_millis(100));
        let result = step.run(shell("exec sleep 30"));
        assert!(matches!(result, Err(Problem::TooSlow { .. })), "{result:?}");
    }

    #[test]
    fn exit_codes_are_passed_on() {
        assert!(matches!(passed_on(shell("exit 7")), Err(Problem::Exit(7))));
        assert!(passed_on(shell("exit 0")).is_ok());
        let missing = passed_on(Command::new("no-such-program"));
        assert!(matches!(missing, Err(Problem::NotStarted { .. })));
    }

    #[test]
    fn long_lines_are_shortened_by_letters_not_bytes() {
        assert_eq!(shortened("bản tin", 20), "bản tin");
        assert_eq!(shortened("bản tin", 4), "bản…");
    }
}
