//! What each command does, says, and returns to the shell.

use std::{fs, io, io::Write, path::Path, process::ExitCode, time::Instant};

use crate::{
    args::{Command, Format},
    clock, compress, folder,
    hosting::{self, Host},
    output::{self, Output},
    pictures::Workshop,
    prepare, print, serve,
    source::{self, Ground, Reach},
    state::State,
    tree::{Tree, WriteError},
};

/// Runs a command. The exit status is 0 if all is well and 1 if not.
pub fn run(command: &Command) -> ExitCode {
    let done = match command {
        Command::Say(text) => {
            // A closed pipe (`bantin --help | head -1`) is no failure.
            let _ = io::stdout().write_all(text.as_bytes());
            Ok(true)
        }
        Command::Check { site, format, views } => check(site, *format, views.as_deref()),
        Command::Build { site, out, app, fresh, compress, offline, views } => {
            let reach = match (offline, fresh) {
                (true, _) => Reach::Nothing,
                (false, true) => Reach::Everything,
                (false, false) => Reach::Changed,
            };
            let build =
                Build { site, out, app: app.as_deref(), views: views.as_deref(), reach, compress: *compress };
            build.run(*fresh)
        }
        Command::Bundle { site, out, views } => bundle(site, out, views.as_deref()),
        Command::Headers { site, host } => headers(site, *host),
        Command::Serve { site, app, port, views } => {
            serve::serve(site, app, *port, views.as_deref()).map(|()| true).map_err(|error| error.to_string())
        }
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("bantin: {error}");
            ExitCode::FAILURE
        }
    }
}

fn check(site: &Path, format: Format, views: Option<&Path>) -> Result<bool, String> {
    // Where articles are fetched it takes a folder to put them into.
    let passing = std::env::temp_dir().join(format!("bantin-check-{}", std::process::id()));
    let cache = || source::kept(site).unwrap_or_else(|| passing.clone());
    let checked = Ground::of(site, cache, Reach::Look).and_then(|ground| {
        let prepared = prepare(&ground.site, clock::now()?, None, None, None, views).map_err(text)?;
        Ok(ground.report(prepared.report))
    });
    let _ = fs::remove_dir_all(&passing);
    let report = checked?;
    let found = match format {
        Format::Text => report.text(),
        Format::Json => report.json(),
    };
    let _ = io::stdout().write_all(found.as_bytes());
    Ok(!report.needs_work())
}

/// What `bantin build` is told.
struct Build<'b> {
    site: &'b Path,
    out: &'b Path,
    app: Option<&'b Path>,
    views: Option<&'b Path>,
    reach: Reach,
    compress: bool,
}

impl Build<'_> {
    /// Builds; `fresh` is without what the last build kept. Whether all is well.
    fn run(&self, fresh: bool) -> Result<bool, String> {
        if let Some(done) = self.with(fresh)? {
            return Ok(done);
        }
        eprintln!("What the last build kept is damaged: everything is made anew.");
        self.with(true).map(|done| done.unwrap_or_default())
    }

    /// The same; none, and nothing published, if what the last build kept turned out to be damaged.
    fn with(&self, fresh: bool) -> Result<Option<bool>, String> {
        let start = Instant::now();
        let Self { site, out, app, views, reach, compress } = *self;
        if let Some(app) = app.filter(|app| !app.join("index.html").is_file()) {
            return Err(format!(
                "--app {}: has no index.html. Build the app first: `trunk build`.",
                app.display()
            ));
        }
        let now = clock::now()?;
        folder::exists(site).map_err(text)?;
        let waiting = || eprintln!("Another build writes {}; waiting until it is done.", out.display());
        let sources: Vec<&Path> = app.into_iter().chain([site]).collect();
        let output = Output::open(out, &sources, waiting).map_err(text)?;
        let cache = output.cache();
        let ground = Ground::of(site, || cache.clone(), reach)?;
        let served = output.build().unwrap_or_default();
        let last = if fresh { State::default() } else { State::load(&cache, served) };
        // The one file of a site that may be changed by hand.
        let settings = last.files.get(news::bundle::SITE).map(|printed| printed.bytes);
        let last = if output.hash(news::bundle::SITE) == settings { last } else { State::default() };
        let starts =
            |count| eprintln!("Making smaller copies of pictures: {count}. The next build has them.");
        let workshop = Workshop { cache: &cache.join("pictures"), starts: &starts };
        let prepared = prepare(&ground.site, now, None, Some(&workshop), Some(&last), views).map_err(text)?;
        if last.damage.is_found() {
            return Ok(None);
        }
        let report = ground.report(prepared.report);
        eprint!("{}", report.brief());
        let Some(edition) = prepared.edition else {
            eprintln!("Nothing was written.");
            return Ok(Some(false));
        };
        let mut state = State {
            key: edition.key,
            articles: prepared.records,
            related: edition.related(),
            ..State::default()
        };
        let tree = output.tree(&last.files);
        print::bundle(&edition, &tree).map_err(text)?;
        print::discovery(&edition, &tree).map_err(text)?;
        if let Some(app) = app {
            (state.assets, state.former) = print::pages(&edition, app, &last, &tree)?;
        }
        print::headers(&edition, state.assets.iter().chain(&state.former), &tree).map_err(text)?;
        if compress {
            compress::all(&tree).map_err(text)?;
        }
        let change = tree.finish().map_err(text)?;
        let ready = |build| {
            state.files.clone_from(&change.files);
            state.save(&last, &cache, build).map(|()| state.sweep(&cache, build, (&last, served)))
        };
        let published = output.publish(&last.files, &change, ready);
        if last.damage.is_found() {
            return Ok(None);
        }
        published.map_err(text)?;
        edition.linker.pictures.sweep();
        // The program ends: to give back the memory of a large archive piece by piece would take longer than all that is new.
        std::mem::forget((edition, state, last, change));
        eprintln!("Wrote {} in {} ms.", out.display(), start.elapsed().as_millis());
        Ok(Some(true))
    }
}

fn headers(site: &Path, host: Host) -> Result<bool, String> {
    let settings = hosting::settings(site, host).map_err(text)?;
    let _ = io::stdout().write_all(settings.as_bytes());
    Ok(true)
}

fn bundle(site: &Path, out: &Path, views: Option<&Path>) -> Result<bool, String> {
    if !out.is_dir() {
        return Err(format!("--out {}: is no folder; `bantin build` makes one.", out.display()));
    }
    let ground = Ground::of(site, || output::cache(out), Reach::Changed)?;
    let prepared = prepare(&ground.site, clock::now()?, None, None, None, views).map_err(text)?;
    eprint!("{}", ground.report(prepared.report).brief());
    let Some(edition) = prepared.edition else {
        eprintln!("Nothing was written.");
        return Ok(false);
    };
    let stage = out.join(format!(".bantin-new-{}", std::process::id()));
    let written = write_bundle(&edition, &stage, out);
    let _ = fs::remove_dir_all(&stage);
    written.map(|()| true).map_err(text)
}

fn write_bundle(edition: &crate::Edition, stage: &Path, out: &Path) -> Result<(), WriteError> {
    for name in ["data", "media"] {
        let path = stage.join(name);
        fs::create_dir_all(&path).map_err(|reason| WriteError::new(&path, reason))?;
    }
    print::bundle(edition, &Tree::new(stage))?;
    for name in ["data", "media"] {
        let at = out.join(name);
        output::replace(&stage.join(name), &at).map_err(|reason| WriteError::new(&at, reason))?;
    }
    Ok(())
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}
