//! What a run of a program costs: GNU time asks the system (`wait4`), which std can not.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::debian;
use crate::problem::{Outcome, Problem, at};
use crate::run::Step;

/// What one run took.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Cost {
    /// Seconds of all cores together, in the program and in the system for it.
    pub cpu: f64,
    /// Seconds on the clock.
    pub wall: f64,
    /// Bytes of memory at the peak (maximum resident set size).
    pub memory: f64,
}

/// Runs a program to its end and measures it; `what` names it.
pub fn of(command: &Command, what: &str) -> Outcome<Cost> {
    let time = gnu_time()?;
    let file = std::env::temp_dir().join(format!("bantin-cost-{}", std::process::id()));
    let mut timed = Command::new(time);
    timed.args(["--format", "%U %S %e %M", "--output"]).arg(&file);
    timed.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => timed.env(name, value),
            None => timed.env_remove(name),
        };
    }
    Step::new(what, "as long as it takes").limit(Duration::from_secs(60 * 60)).run(timed)?;
    let text = fs::read_to_string(&file).map_err(at(&file))?;
    let _ = fs::remove_file(&file);
    read(&text).ok_or_else(|| Problem::Failed { what: format!("measuring {what}"), log: None })
}

/// The median of each figure.
pub fn median(costs: &[Cost]) -> Cost {
    let of = |figure: fn(&Cost) -> f64| middle(costs.iter().map(figure).collect());
    Cost { cpu: of(|cost| cost.cpu), wall: of(|cost| cost.wall), memory: of(|cost| cost.memory) }
}

/// The median; of two in the middle their mean; 0 of none.
pub fn middle(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    let half = figures.len() / 2;
    match figures.len() {
        0 => 0.0,
        count if count % 2 == 1 => figures[half],
        _ => f64::midpoint(figures[half - 1], figures[half]),
    }
}

fn read(text: &str) -> Option<Cost> {
    let mut numbers = text.lines().last()?.split(' ').map(str::parse::<f64>);
    let mut next = || numbers.next()?.ok();
    let (user, system, wall, kilobytes) = (next()?, next()?, next()?, next()?);
    Some(Cost { cpu: user + system, wall, memory: kilobytes * 1024.0 })
}

fn gnu_time() -> Outcome<PathBuf> {
    // Not the shell's own `time`: it knows no memory and no format.
    debian::ensure("time", "time", "to measure CPU and memory")?;
    let found = crate::places::on_path("time");
    Ok(found.unwrap_or_else(|| Path::new("/usr/bin/time").to_path_buf()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_time_writes() {
        let cost = Cost { cpu: 1.5, wall: 0.9, memory: 2048.0 };
        assert_eq!(read("1.25 0.25 0.90 2\n"), Some(cost));
        assert_eq!(read("Command exited with non-zero status 1\n"), None);
    }

    #[test]
    fn medians_are_not_moved_by_one_slow_run() {
        assert_eq!(middle(vec![9.0, 1.0, 2.0]), 2.0);
        assert_eq!(middle(vec![4.0, 2.0]), 3.0);
        assert_eq!(middle(Vec::new()), 0.0);
        let cost = |cpu| Cost { cpu, wall: 1.0, memory: 2.0 };
        assert_eq!(median(&[cost(5.0), cost(1.0), cost(2.0)]), cost(2.0));
    }
}
