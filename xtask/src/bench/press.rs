//! The press beside Hugo: full builds, one more article, sizes of pages, sections.

use super::cost::{self, Cost, middle};
use super::figures::Figures;
use super::paper::{BOTH, Paper, Presses, Program};
use super::performance;
use super::size;
use super::trees::Files;
use crate::debian;
use crate::problem::Outcome;

/// Articles up to which Hugo is measured too: no goal asks for more of it.
const PEER_MOST: usize = 20_000;
/// From this many articles on, one run has to do.
const ONCE_FROM: usize = 100_000;
/// Pages whose size is taken, the same ones whatever the archive's size.
const SAMPLE: usize = 20;
const SAMPLE_WITHIN: usize = 2_000;
/// Bantin's builds after one more article, at least.
const PUBLISH_RUNS: usize = 5;
/// Articles that are published one by one, to see how many files each changes.
const PUBLISHED: usize = 21;

/// What to measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Press {
    /// Sizes of the archive.
    pub articles: Vec<usize>,
    /// Builds of each program, of which the median counts.
    pub runs: usize,
    /// Whether to write docs/PERFORMANCE.md.
    pub write: bool,
}

impl Press {
    /// Measures everything and prints the table.
    pub fn run(&self) -> Outcome {
        debian::ensure("node", "nodejs", "to compress pages")?;
        let presses = Presses::get()?;
        let mut figures = Figures::kept();
        figures.note_machine();
        figures.note("size.readers", size::readers(presses.app())? as f64);
        let mut measured = Vec::new();
        for count in &self.articles {
            figures.forget(&format!("press.{count}."));
            let runs = if *count >= ONCE_FROM { 1 } else { self.runs };
            let paper = presses.paper(*count)?;
            Measured { paper: &paper, count: *count, runs, figures: &mut figures }.all()?;
            figures.keep()?;
            measured.push(paper);
        }
        measured.iter().try_for_each(Paper::remove)?;
        performance::show(&figures, self.write)
    }
}

/// A newspaper while it is measured.
struct Measured<'m> {
    paper: &'m Paper<'m>,
    count: usize,
    runs: usize,
    figures: &'m mut Figures,
}

impl Measured<'_> {
    fn all(&mut self) -> Outcome {
        let programs = if self.count > PEER_MOST { &BOTH[..1] } else { &BOTH[..] };
        self.note("", "runs", self.runs as f64);
        let mut costs = [Vec::new(), Vec::new()];
        for _ in 0..self.runs {
            for (program, costs) in programs.iter().zip(&mut costs) {
                costs.push(self.paper.build(*program)?);
            }
        }
        for (program, costs) in programs.iter().zip(&costs) {
            self.cost(&format!("{program}."), cost::median(costs));
            self.note(&format!("{program}."), "sections", self.paper.sections(*program) as f64);
            self.pages(*program)?;
            self.publish(*program)?;
        }
        Ok(())
    }

    /// Adds an article to what is built, and sees what changes.
    ///
    /// Costs come first: comparing reads every file of the site, which no newsroom does before it publishes, and a
    /// memory full of files makes the system's share of the next build six times larger.
    fn publish(&mut self, program: Program) -> Outcome {
        let mut costs = Vec::new();
        // Of what takes a second there is time for a median at every size.
        let runs = if program == Program::Bantin { self.runs.max(PUBLISH_RUNS) } else { self.runs };
        for run in 0..runs {
            // Hugo keeps nothing of its last build that a second one could profit from.
            if run > 0 && program == Program::Bantin {
                self.paper.rebuild(program)?;
            }
            self.paper.add(0)?;
            costs.push(self.paper.rebuild(program)?);
            self.paper.take_away(0)?;
        }
        self.cost(&format!("{program}.publish."), cost::median(&costs));
        self.changes(program)
    }

    /// Publishes articles one by one, and sees which files each changes.
    fn changes(&mut self, program: Program) -> Outcome {
        let out = self.paper.out(program);
        self.paper.rebuild(program)?;
        let mut site = Files::of(&out)?;
        self.note(&format!("{program}."), "files", site.total().files as f64);
        self.note(&format!("{program}."), "bytes", site.total().bytes as f64);
        let (mut files, mut bytes) = (Vec::new(), Vec::new());
        // Of Hugo one has to do: it is here for comparison, and builds everything each time.
        let published = if program == Program::Bantin { PUBLISHED } else { 1 };
        for later in 0..published {
            self.paper.add(later)?;
            self.paper.rebuild(program)?;
            let after = Files::of(&out)?;
            let change = site.changed(&after);
            files.push(change.files as f64);
            bytes.push(change.bytes as f64);
            site = after;
        }
        (0..published).try_for_each(|later| self.paper.take_away(later))?;
        for (what, figures) in [("files", files), ("bytes", bytes)] {
            let ends = figures.iter().copied().reduce(f64::min).zip(figures.iter().copied().reduce(f64::max));
            let (least, most) = ends.unwrap_or_default();
            let name = format!("{program}.publish.{what}.");
            self.note(&name, "least", least);
            self.note(&name, "most", most);
        }
        Ok(())
    }

    /// The size of some articles' pages, where a program writes pages.
    fn pages(&mut self, program: Program) -> Outcome {
        let within = self.count.min(SAMPLE_WITHIN);
        let numbers = (0..SAMPLE.min(within)).map(|number| number * (within / SAMPLE.min(within)));
        let files: Vec<_> = numbers.map(|number| self.paper.page(program, number)).collect();
        if let Some(missing) = files.iter().find(|file| !file.is_file()) {
            println!("{program} writes no pages of articles: there is no {}", missing.display());
            return Ok(());
        }
        let sizes = size::of(&files)?;
        let of = |figure: fn(&size::Size) -> u64| middle(sizes.iter().map(|s| figure(s) as f64).collect());
        self.note(&format!("{program}."), "page.brotli", of(|size| size.brotli));
        self.note(&format!("{program}."), "page.raw", of(|size| size.raw));
        Ok(())
    }

    fn cost(&mut self, name: &str, cost: Cost) {
        self.note(name, "cpu", cost.cpu);
        self.note(name, "wall", cost.wall);
        self.note(name, "memory", cost.memory);
    }

    fn note(&mut self, who: &str, what: &str, number: f64) {
        self.figures.note(&format!("press.{}.{who}{what}", self.count), number);
    }
}

/// Reads `2000,20000`; nothing if that is no list of numbers.
pub fn counts(text: &str) -> Option<Vec<usize>> {
    text.split(',').map(|count| count.trim().parse().ok().filter(|count| *count > 0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_of_archives_are_read() {
        assert_eq!(counts("2000, 500"), Some(vec![2000, 500]));
        assert_eq!(counts("2000,many"), None);
        assert_eq!(counts("0"), None);
    }
}
