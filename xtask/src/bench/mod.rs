//! What is measured: the app's size against a budget, and the press and its pages against Hugo.

mod corpus;
mod cost;
mod desk;
mod figures;
mod letters;
mod page;
mod paper;
mod peer;
mod performance;
mod press;
mod prose;
mod random;
pub mod size;
mod trees;
mod vocabulary;

pub use page::Pages;
pub use press::{Press, counts};

use crate::problem::Outcome;

/// One measurement.
pub enum Bench {
    /// The app's size; `write` makes it the new budget.
    Size { write: bool },
    /// The press beside Hugo.
    Press(Press),
    /// An article's page beside Hugo's, in a browser.
    Pages(Pages),
    /// The editors' desk, in a browser.
    Desk { write: bool },
}

impl Bench {
    /// Measures, and prints what was found.
    pub fn run(&self) -> Outcome {
        match self {
            Self::Size { write } => size::size(*write),
            Self::Press(press) => press.run(),
            Self::Pages(pages) => pages.run(),
            Self::Desk { write } => desk::measure(*write),
        }
    }
}
