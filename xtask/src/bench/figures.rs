//! What was measured, kept from one bench to the next: target/bench/figures.toml.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use crate::places;
use crate::problem::{Outcome, at};

/// Numbers and texts under dotted names such as `press.20000.bantin.cpu`.
#[derive(Debug, Default)]
pub struct Figures(BTreeMap<String, String>);

impl Figures {
    /// What earlier benches measured; nothing where there was none.
    pub fn kept() -> Self {
        Self::read(&fs::read_to_string(file()).unwrap_or_default())
    }

    /// Keeps them for later benches.
    pub fn keep(&self) -> Outcome {
        let file = file();
        let folder = places::target().join("bench");
        fs::create_dir_all(&folder).map_err(at(&folder))?;
        fs::write(&file, self.text()).map_err(at(&file))
    }

    /// Notes on what machine figures come about.
    pub fn note_machine(&mut self) {
        let field = |file: &str, name: &str| {
            let text = fs::read_to_string(file).ok()?;
            let line = text.lines().find(|line| line.starts_with(name))?.split_once(':')?.1.trim().to_owned();
            Some(line)
        };
        let cpu = field("/proc/cpuinfo", "model name");
        let memory = field("/proc/meminfo", "MemTotal");
        let memory = memory.and_then(|kb| kb.split(' ').next()?.parse::<f64>().ok());
        let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
        self.note_text("machine.cpu", cpu.as_deref().unwrap_or("unknown"));
        self.note("machine.cores", cores as f64);
        self.note("machine.memory", memory.unwrap_or_default() * 1024.0);
    }

    /// Forgets what stands under names that begin so.
    pub fn forget(&mut self, start: &str) {
        self.0.retain(|name, _| !name.starts_with(start));
    }

    /// Notes a number.
    pub fn note(&mut self, name: &str, number: f64) {
        self.0.insert(name.to_owned(), number.to_string());
    }

    /// Notes a text; quotes and line ends in it are lost.
    pub fn note_text(&mut self, name: &str, text: &str) {
        self.0.insert(name.to_owned(), format!("\"{}\"", text.trim().replace(['"', '\n', '\\'], " ")));
    }

    /// A number, if it was measured.
    pub fn number(&self, name: &str) -> Option<f64> {
        self.0.get(name)?.parse().ok()
    }

    /// A text, if it was noted.
    pub fn text_of(&self, name: &str) -> Option<&str> {
        Some(self.0.get(name)?.trim_matches('"'))
    }

    fn read(text: &str) -> Self {
        let lines = text.lines().filter_map(|line| line.split_once(" = "));
        Self(lines.map(|(name, value)| (name.trim_matches('"').to_owned(), value.to_owned())).collect())
    }

    fn text(&self) -> String {
        let mut text = String::new();
        for (name, value) in &self.0 {
            let _ = writeln!(text, "\"{name}\" = {value}");
        }
        text
    }
}

fn file() -> PathBuf {
    places::target().join("bench/figures.toml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_bench_forgets_its_own_figures_alone() {
        let mut figures = Figures::default();
        figures.note("press.20.cpu", 1.25);
        figures.note("lcp.hugo", 900.0);
        figures.note_text("machine.cpu", "a \"fast\" one\n");
        let mut again = Figures::read(&figures.text());
        assert_eq!(again.number("press.20.cpu"), Some(1.25));
        assert_eq!(again.text_of("machine.cpu"), Some("a  fast  one"));
        again.forget("press.");
        assert_eq!((again.number("press.20.cpu"), again.number("lcp.hugo")), (None, Some(900.0)));
        assert_eq!(again.number("machine.cpu"), None);
    }
}
