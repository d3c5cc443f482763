//! The command line: what was asked for, and the help.

use std::{ffi::OsString, path::PathBuf};

use lexopt::prelude::*;

pub use crate::hosting::Host;

/// How `bantin check` prints what it found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// A line a problem, for people and editors.
    #[default]
    Text,
    /// One JSON object, for machines.
    Json,
}

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// `bantin build`
    Build {
        /// The site's folder.
        site: PathBuf,
        /// The folder to write.
        out: PathBuf,
        /// The app's folder, copied along.
        app: Option<PathBuf>,
        /// Whether to make everything anew, and to take nothing from the last build.
        fresh: bool,
        /// Whether to write compressed siblings of files.
        compress: bool,
        /// Whether to ask no other server for articles.
        offline: bool,
        /// A file that tells how often articles were read.
        views: Option<PathBuf>,
    },
    /// `bantin check`
    Check {
        /// The site's folder.
        site: PathBuf,
        /// How to print.
        format: Format,
        /// A file that tells how often articles were read.
        views: Option<PathBuf>,
    },
    /// `bantin bundle`
    Bundle {
        /// The site's folder.
        site: PathBuf,
        /// An existing folder; `data` and `media` in it are replaced.
        out: PathBuf,
        /// A file that tells how often articles were read.
        views: Option<PathBuf>,
    },
    /// `bantin headers`
    Headers {
        /// The site's folder.
        site: PathBuf,
        /// The kind of host.
        host: Host,
    },
    /// `bantin serve`
    Serve {
        /// The site's folder.
        site: PathBuf,
        /// The app's folder.
        app: PathBuf,
        /// Where to listen; 0 for any.
        port: u16,
        /// A file that tells how often articles were read.
        views: Option<PathBuf>,
    },
    /// Print this text and stop.
    Say(String),
}

const HELP: &str = "\
bantin turns a folder of articles into a news site.

Usage: bantin COMMAND [OPTIONS]

Commands:
  build   Write the whole site into a folder, ready to upload
  check   List what is wrong with the articles, and write nothing
  bundle  Write only the site's data and pictures into an existing folder
  headers Print the settings of a web server for the site
  serve   Show the site on this computer, and again after every change

Options:
  -h, --help     Print help; `bantin COMMAND --help` explains a command
  -V, --version  Print the version
";

const BUILD: &str = "\
Writes the whole site into a folder, ready to upload.

Usage: bantin build --site DIR --out DIR [--app DIR] [--views FILE] [--compress] [--fresh] [--offline]

Options:
  --site DIR  The site's folder: site.toml, content/, media/. All but the articles may be missing.
  --out DIR   The folder to write. It must not exist, be empty, or be one that bantin wrote before.
  --app DIR   The built app (index.html, its script, WebAssembly and styles), copied into the site
  --views FILE
              How often articles were read, up to which day: CSV, or GoatCounter's export. docs/BACKENDS.md
              says what is in it. The next build needs it again
  --compress  Write a FILE.br and a FILE.gz beside every text file, for servers that send them as they
              are (nginx, Caddy). Most hosts compress by themselves
  --fresh     Make everything anew, whatever the last build left
  --offline   Where the articles are in a WordPress: ask nobody, and take what the last build fetched

If an article has an error, every problem is listed, nothing is written and the exit status is 1.
The new site is put in the place of the old one at once: whoever looks sees the old site or the new
one, never a mixture, even if the build is killed. Two builds into the same folder wait for each
other. The same articles always give the same bytes.

Only what changed since the last build is made and written again; what the build needs for that stands
beside the folder, in .NAME.bantin-spare and .NAME.bantin-cache. Both may be removed. What changed is
listed in changes.json in the folder: {version, build, since, added, changed, removed}. Without
`since` nothing is known of the last build, and all files are in `added`. Do not edit the folder by
hand: a build does not look at files that it need not change. Only data/site.json is looked at.

The app's files of the release before stay for one more release, so that an open page still works;
with --fresh, or without a last build, there are none.

Where [source] in site.toml names a WordPress, the articles come from there: what is new or has changed is
fetched first. If that fails, nothing is written, and --offline builds from what was fetched last.

Articles whose `expires_at` has passed are left out; \"now\" is SOURCE_DATE_EPOCH where that is set.
";

const CHECK: &str = "\
Lists what is wrong with the articles, and writes nothing.

Usage: bantin check --site DIR [--views FILE] [--format text|json]

Options:
  --site DIR     The site's folder
  --views FILE   How often articles were read: looked at, too
  --format WHAT  `text` (a line a problem: file:line: severity[code]: message) or `json`

The exit status is 1 if there is an error or a warning. Notes are listed and do no harm.
";

const BUNDLE: &str = "\
Writes only the site's data and pictures into an existing folder.

Usage: bantin bundle --site DIR --out DIR [--views FILE]

Options:
  --site DIR    The site's folder
  --out DIR     An existing folder. Its `data` and `media` are replaced, the rest stays.
  --views FILE  How often articles were read, as for `bantin build`
";

const HEADERS: &str = "\
Prints the settings of a web server for the site: security headers, how long files are kept, 404.

Usage: bantin headers --site DIR --for HOST

Options:
  --site DIR  The site's folder; `url` in its site.toml says under which path the site will be
  --for HOST  `nginx`, `caddy`, `cloudfront` (with S3; a CloudFormation template) or `json` (any other)

Cloudflare Pages and Netlify need none: they read the file `_headers` that `bantin build` writes.
docs/HOSTING.md says what to do with each.
";

const SERVE: &str = "\
Shows the site on this computer, and again after every change.

Usage: bantin serve --site DIR --app DIR [--port PORT] [--views FILE]

Options:
  --site DIR    The site's folder
  --app DIR     The built app
  --port PORT   Where to listen on 127.0.0.1 [default: 8080]. If it is taken, one of the next 20;
                0 for any that is free.
  --views FILE  How often articles were read, as for `bantin build`; read again when the site changes

Prints the address. An open page shows a changed article without losing its place, a changed style
without being loaded again, and the problems of articles that can not be published.

Where the app has the editors' desk, that is at /bien-tap/ and /desk/. It writes into the site's folder:
articles and pictures, and only for pages of this very address.
";

/// Reads the command line, without the program's name.
///
/// # Errors
/// A sentence that says what can not be understood.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Command, String> {
    read(lexopt::Parser::from_args(args)).map_err(|error| error.to_string())
}

fn read(mut parser: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let version = || Ok(Command::Say(format!("bantin {}\n", env!("CARGO_PKG_VERSION"))));
    let name = match parser.next()? {
        None | Some(Short('h') | Long("help")) => return Ok(Command::Say(HELP.into())),
        Some(Short('V') | Long("version")) => return version(),
        Some(Value(name)) => name.string()?,
        Some(other) => return Err(other.unexpected()),
    };
    let (help, allowed): (&str, &[&str]) = match name.as_str() {
        "build" => (BUILD, &["site", "out", "app", "views", "fresh", "compress", "offline"]),
        "headers" => (HEADERS, &["site", "for"]),
        "check" => (CHECK, &["site", "views", "format"]),
        "bundle" => (BUNDLE, &["site", "out", "views"]),
        "serve" => (SERVE, &["site", "app", "port", "views"]),
        "help" => return Ok(Command::Say(HELP.into())),
        _ => return Err(format!("there is no command '{name}'; `bantin --help` lists them").into()),
    };
    let (mut site, mut out, mut app, mut format, mut port) = (None, None, None, Format::Text, 8080);
    let (mut host, mut views) = (None, None);
    let (mut fresh, mut compress, mut offline) = (false, false, false);
    while let Some(arg) = parser.next()? {
        match arg {
            Short('h') | Long("help") => return Ok(Command::Say(help.into())),
            Short('V') | Long("version") => return version(),
            Long(option) if !allowed.contains(&option) => return Err(arg.unexpected()),
            Long("site") => site = Some(PathBuf::from(parser.value()?)),
            Long("out") => out = Some(PathBuf::from(parser.value()?)),
            Long("app") => app = Some(PathBuf::from(parser.value()?)),
            Long("views") => views = Some(PathBuf::from(parser.value()?)),
            Long("fresh") => fresh = true,
            Long("compress") => compress = true,
            Long("offline") => offline = true,
            Long("port") => port = parser.value()?.parse()?,
            Long("for") => {
                let name = parser.value()?.string()?;
                let known = || format!("no host '{name}': nginx, caddy, cloudfront or json");
                host = Some(Host::named(&name).ok_or_else(known)?);
            }
            Long("format") => {
                format = match parser.value()?.string()?.as_str() {
                    "text" => Format::Text,
                    "json" => Format::Json,
                    other => return Err(format!("no format '{other}': text or json").into()),
                }
            }
            other => return Err(other.unexpected()),
        }
    }
    let needed = |what: Option<PathBuf>, option: &str| {
        what.filter(|path| !path.as_os_str().is_empty())
            .ok_or_else(|| lexopt::Error::from(format!("`bantin {name}` needs --{option} DIR")))
    };
    let site = needed(site, "site")?;
    Ok(match name.as_str() {
        "build" => Command::Build { site, out: needed(out, "out")?, app, fresh, compress, offline, views },
        "bundle" => Command::Bundle { site, out: needed(out, "out")?, views },
        "headers" => {
            Command::Headers { site, host: host.ok_or("`bantin headers` needs --for HOST".to_owned())? }
        }
        "serve" => Command::Serve { site, app: needed(app, "app")?, port, views },
        _ => Command::Check { site, format, views },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Command, String> {
        parse(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn commands() {
        let site = PathBuf::from("s");
        assert_eq!(
            read("build --site s --out=o --compress --views v.csv"),
            Ok(Command::Build {
                site: site.clone(),
                out: "o".into(),
                app: None,
                fresh: false,
                compress: true,
                offline: false,
                views: Some("v.csv".into())
            })
        );
        assert_eq!(
            read("check --site s --format json"),
            Ok(Command::Check { site, format: Format::Json, views: None })
        );
        assert!(matches!(read("serve --site s --app a"), Ok(Command::Serve { port: 8080, .. })));
        assert_eq!(
            read("headers --site s --for nginx"),
            Ok(Command::Headers { site: "s".into(), host: Host::Nginx })
        );
        assert!(matches!(read("build --help"), Ok(Command::Say(text)) if text.contains("--out")));
        assert!(matches!(read("--version"), Ok(Command::Say(text)) if text.starts_with("bantin ")));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for (line, word) in [
            ("bake", "bake"),
            ("build --site s", "--out"),
            ("check --site s --out o", "--out"),
            ("serve --site s --app a --port 70000", "70000"),
            ("check --site s --format xml", "xml"),
            ("headers --site s --for ftp", "ftp"),
            ("headers --site s", "--for"),
        ] {
            let error = read(line).unwrap_err();
            assert!(error.contains(word), "{line}: {error}");
        }
    }
}
