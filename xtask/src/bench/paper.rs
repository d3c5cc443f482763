//! The newspaper that is measured: one folder of articles, and the sites that both programs make of it.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::corpus::Corpus;
use super::cost::{self, Cost};
use super::peer;
use crate::build;
use crate::commands;
use crate::places;
use crate::problem::{Outcome, at};
use crate::tools::{self, Tools};

const SEED: u64 = 2023;
/// No sections: both programs must find them in the articles.
const SETTINGS: &str = "title = \"Con Nước\"\ntagline = \"Thời tiết, nước và môi trường\"\n\
                        url = \"https://connuoc.example\"\n";

/// A program that makes a site of articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// Ours.
    Bantin,
    /// What it is measured against.
    Hugo,
}

/// Both, in the order in which they take turns.
pub const BOTH: [Program; 2] = [Program::Bantin, Program::Hugo];

impl fmt::Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bantin => "bantin",
            Self::Hugo => "hugo",
        })
    }
}

/// What is needed to build the newspaper.
pub struct Presses {
    hugo: PathBuf,
    app: PathBuf,
    corpus: Corpus,
}

impl Presses {
    /// Builds Bantin, the press and the app for readers, as they are now, and fetches Hugo.
    pub fn get() -> Outcome<Self> {
        build::press(true)?;
        build::app(&Tools::get()?, true)?;
        let app = places::app(true);
        Ok(Self { hugo: tools::hugo()?, app, corpus: Corpus::new(SEED) })
    }

    /// The built app for readers.
    pub fn app(&self) -> &Path {
        &self.app
    }

    /// The last part of an article's address.
    pub fn slug(&self, number: usize) -> String {
        self.corpus.slug(number)
    }

    /// Writes the newspaper of so many articles.
    pub fn paper(&self, count: usize) -> Outcome<Paper<'_>> {
        let folder = places::target().join("bench/press").join(count.to_string());
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(at(&folder))?;
        }
        let content = folder.join("site/content");
        self.corpus.write(&content, count)?;
        let settings = folder.join("site/site.toml");
        fs::write(&settings, SETTINGS).map_err(at(&settings))?;
        peer::write(&folder.join("hugo"), &content, &self.corpus)?;
        Ok(Paper { presses: self, folder, count })
    }
}

/// The newspaper with a number of articles.
pub struct Paper<'p> {
    presses: &'p Presses,
    folder: PathBuf,
    count: usize,
}

impl Paper<'_> {
    /// Builds from nothing.
    pub fn build(&self, program: Program) -> Outcome<Cost> {
        let out = self.out(program);
        if out.exists() {
            // Not removed here: ext4 takes minutes before it lets go of many removed files, and makes whoever writes
            // next search around them.
            let used = fs::read_dir(&self.folder).map_err(at(&self.folder))?.count();
            let aside = self.folder.join(format!("{program}-used-{used}"));
            fs::rename(&out, &aside).map_err(at(&out))?;
        }
        self.rebuild(program)
    }

    /// Removes everything, after all is measured.
    pub fn remove(&self) -> Outcome {
        fs::remove_dir_all(&self.folder).map_err(at(&self.folder))
    }

    /// Builds over what is there.
    pub fn rebuild(&self, program: Program) -> Outcome<Cost> {
        let what = format!("{program} builds {} articles", self.count);
        cost::of(&self.command(program), &what)
    }

    /// Adds an article, `later` others of this kind before it; it is the newest.
    pub fn add(&self, later: usize) -> Outcome {
        self.presses.corpus.write_newest(&self.content(), self.count, later)
    }

    /// Takes that article away again.
    pub fn take_away(&self, later: usize) -> Outcome {
        self.presses.corpus.remove(&self.content(), self.count + later)
    }

    fn content(&self) -> PathBuf {
        self.folder.join("site/content")
    }

    /// Where a program writes.
    pub fn out(&self, program: Program) -> PathBuf {
        self.folder.join(format!("{program}-out"))
    }

    /// The file of an article's page, whether it is there or not.
    pub fn page(&self, program: Program, number: usize) -> PathBuf {
        self.out(program).join(address(&self.presses.corpus.slug(number)))
    }

    /// How many sections a program found: folders of their pages, or of their data.
    pub fn sections(&self, program: Program) -> usize {
        let folders = |path: &str| {
            let found = fs::read_dir(self.out(program).join(path)).map(Iterator::count);
            found.ok().filter(|count| *count > 0)
        };
        folders("chuyen-muc").or_else(|| folders("data/vi/section")).unwrap_or_default()
    }

    fn command(&self, program: Program) -> Command {
        let out = self.out(program);
        match program {
            Program::Bantin => bantin(&self.folder.join("site"), &out, &self.presses.app),
            Program::Hugo => peer::command(&self.presses.hugo, &self.folder.join("hugo"), &out),
        }
    }
}

/// The file of an article's page below the site.
pub fn address(slug: &str) -> String {
    format!("bai-viet/{slug}/index.html")
}

fn bantin(site: &Path, out: &Path, app: &Path) -> Command {
    let mut bantin = commands::program(places::bantin(true));
    bantin.arg("build").arg("--site").arg(site).arg("--out").arg(out).arg("--app").arg(app);
    bantin
}
