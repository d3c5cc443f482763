//! What can be asked for on the command line.

use std::path::PathBuf;

use crate::bench::{Bench, Pages, Press, counts};
use crate::build::SAMPLE;
use crate::places;
use crate::problem::{Outcome, Problem};
use crate::serve::Serve;

/// What `cargo xtask` alone prints.
pub const HELP: &str = "\
cargo xtask <command>

  serve [--site DIR] [--port N] [--release]
                 gets the tools, builds the app and the newspaper, serves it on 127.0.0.1:8080
                 and shows every change of an article, a style or a source file in the open page
  build --site DIR --out DIR
                 the app for readers with a newspaper, ready to upload
  test [SUITE]   everything, or one of: fmt, lint, unit, app, proof, browser, servers,
                 size
  proof DIR      a built site, read by the validators of others: HTML, site maps, feeds, JSON
  bench size [--write]
                 the app's size against docs/size-budget.toml; --write accepts what it is now
  bench press [--articles 2000,20000,100000] [--runs 3] [--write]
                 CPU, memory, time and size of building generated articles, beside Hugo
  bench lcp [--runs 5] [--write]
                 when an article's page shows on a phone, beside Hugo's; with --write the figures of
                 these two go into docs/PERFORMANCE.md
  bench desk [--write]
                 how soon a key pressed at the desk is seen, and a folder listed; also for docs/PERFORMANCE.md
  licences       writes public/licences.txt, the notices that travel with the app, from Cargo.lock
  tools [--env]  gets the tools that lack; --env prints lines for a shell, after which plain
                 `trunk serve` and `trunk build` work: eval \"$(cargo xtask tools --env)\"

Tools are kept in $BANTIN_TOOLS, or else in ~/.cache/bantin/tools.";

/// One task.
pub enum Task {
    /// Lists the commands.
    Help,
    /// Gets the tools, and reports or prints lines for a shell.
    Tools { env: bool },
    /// Serves a newspaper while it is worked on.
    Serve(Serve),
    /// Builds a site.
    Build { site: PathBuf, out: PathBuf },
    /// Puts the stylesheet together, before Trunk builds.
    Style,
    /// Adds the sample newspaper to what Trunk builds.
    Sample,
    /// Writes the notices that travel with the app.
    Licences,
    /// Runs the tests.
    Test { only: Option<String> },
    /// Has a built site read by validators.
    Proof { site: PathBuf },
    /// Measures the app, the press or its pages.
    Bench(Bench),
}

impl Task {
    /// Reads the words after `cargo xtask`.
    pub fn parse(words: &[String]) -> Outcome<Self> {
        let Some((name, rest)) = words.split_first() else { return Ok(Self::Help) };
        let mut rest = Words(rest.to_vec());
        let task = match name.as_str() {
            "help" | "--help" | "-h" => Self::Help,
            "tools" => Self::Tools { env: rest.flag("--env") },
            "serve" => Self::Serve(Serve {
                site: rest.value("--site")?.map_or_else(|| places::root().join(SAMPLE), PathBuf::from),
                port: port(rest.value("--port")?)?,
                release: rest.flag("--release"),
            }),
            "build" => Self::Build { site: rest.needed("--site")?.into(), out: rest.needed("--out")?.into() },
            "style" => Self::Style,
            "sample" => Self::Sample,
            "licences" => Self::Licences,
            "test" => Self::Test { only: rest.next() },
            "proof" => Self::Proof { site: rest.word("proof", "DIR")?.into() },
            "bench" => Self::Bench(bench(&mut rest)?),
            _ => return Err(Problem::Usage(format!("there is no command `{name}`"))),
        };
        match rest.next() {
            Some(word) => Err(Problem::Usage(format!("`{name}` does not know `{word}`"))),
            None => Ok(task),
        }
    }
}

fn bench(rest: &mut Words) -> Outcome<Bench> {
    let what = rest.next();
    let write = rest.flag("--write");
    Ok(match what.as_deref() {
        Some("size") => Bench::Size { write },
        Some("press") => {
            let articles = rest.value("--articles")?;
            let articles = articles.as_deref().unwrap_or("2000,20000,100000");
            let wrong = || Problem::Usage(format!("`{articles}` is no list of numbers such as 2000,20000"));
            Bench::Press(Press {
                articles: counts(articles).ok_or_else(wrong)?,
                runs: runs(rest.value("--runs")?, 3)?,
                write,
            })
        }
        Some("lcp") => Bench::Pages(Pages { runs: runs(rest.value("--runs")?, 5)?, write }),
        Some("desk") => Bench::Desk { write },
        _ => return Err(Problem::Usage("`bench` measures `size`, `press`, `lcp` or `desk`".to_owned())),
    })
}

fn runs(text: Option<String>, usual: usize) -> Outcome<usize> {
    let Some(text) = text else { return Ok(usual) };
    let count = text.parse().ok().filter(|count| *count > 0);
    count.ok_or_else(|| Problem::Usage(format!("`{text}` is no number of runs")))
}

fn port(text: Option<String>) -> Outcome<u16> {
    let Some(text) = text else { return Ok(8080) };
    text.parse().map_err(|_| Problem::Usage(format!("`{text}` is no port between 1 and 65535")))
}

/// The words that no option has taken yet.
struct Words(Vec<String>);

impl Words {
    fn flag(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|word| word != name);
        self.0.len() < before
    }

    /// `--name VALUE` or `--name=VALUE`.
    fn value(&mut self, name: &str) -> Outcome<Option<String>> {
        let joined = format!("{name}=");
        let Some(at) = self.0.iter().position(|word| word == name || word.starts_with(&joined)) else {
            return Ok(None);
        };
        let word = self.0.remove(at);
        if let Some(value) = word.strip_prefix(&joined) {
            return Ok(Some(value.to_owned()));
        }
        if at < self.0.len() {
            return Ok(Some(self.0.remove(at)));
        }
        Err(Problem::Usage(format!("`{name}` needs a value")))
    }

    fn needed(&mut self, name: &str) -> Outcome<String> {
        self.value(name)?.ok_or_else(|| Problem::Usage(format!("`{name} DIR` is missing")))
    }

    /// The word that a command can not do without.
    fn word(&mut self, command: &str, name: &str) -> Outcome<String> {
        self.next().ok_or_else(|| Problem::Usage(format!("`{command} {name}` is missing its {name}")))
    }

    fn next(&mut self) -> Option<String> {
        if self.0.is_empty() { None } else { Some(self.0.remove(0)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Outcome<Task> {
        Task::parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn every_command_is_understood() {
        assert!(matches!(parse(""), Ok(Task::Help)));
        assert!(matches!(parse("tools --env"), Ok(Task::Tools { env: true })));
        assert!(matches!(parse("sample"), Ok(Task::Sample)));
        assert!(matches!(parse("licences"), Ok(Task::Licences)));
        assert!(matches!(parse("test"), Ok(Task::Test { only: None })));
        let Ok(Task::Proof { site }) = parse("proof out") else { panic!() };
        assert_eq!(site, PathBuf::from("out"));
        let Ok(Task::Test { only: Some(only) }) = parse("test unit") else { panic!() };
        assert_eq!(only, "unit");
        assert!(matches!(parse("bench size --write"), Ok(Task::Bench(Bench::Size { write: true }))));
        let Ok(Task::Build { site, out }) = parse("build --out=o --site s") else { panic!() };
        assert_eq!((site, out), ("s".into(), "o".into()));
    }

    #[test]
    fn benches_have_defaults() {
        let Ok(Task::Bench(Bench::Press(press))) = parse("bench press") else { panic!() };
        assert_eq!((press.articles, press.runs, press.write), (vec![2_000, 20_000, 100_000], 3, false));
        let Ok(Task::Bench(Bench::Press(press))) = parse("bench press --articles 10,20 --runs=1") else {
            panic!()
        };
        assert_eq!((press.articles, press.runs), (vec![10, 20], 1));
        let Ok(Task::Bench(Bench::Pages(pages))) = parse("bench lcp --write") else { panic!() };
        assert_eq!(pages, Pages { runs: 5, write: true });
    }

    #[test]
    fn serve_has_defaults() {
        let Ok(Task::Serve(serve)) = parse("serve") else { panic!() };
        assert_eq!((serve.port, serve.release), (8080, false));
        assert!(serve.site.ends_with(SAMPLE));
        let Ok(Task::Serve(serve)) = parse("serve --port 9000 --release") else { panic!() };
        assert_eq!((serve.port, serve.release), (9000, true));
    }

    #[test]
    fn mistakes_are_named() {
        for line in [
            "biuld",
            "build --site s",
            "build --site",
            "serve --port x",
            "test a b",
            "bench",
            "proof",
            "bench lcp --runs 0",
        ] {
            assert!(matches!(parse(line), Err(Problem::Usage(_))), "{line}");
        }
    }
}
