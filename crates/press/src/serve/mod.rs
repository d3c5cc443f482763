//! The development server: builds, watches, builds again, and tells open pages.

mod files;
pub use files::content_type;
mod http;
mod room;
mod watch;

use std::{
    fmt, io,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
    time::Instant,
};

use tokio::{net::TcpListener, sync::broadcast};

use crate::{
    report::Report,
    state::State,
    wordpress::{self, Ground, Reach},
};
use room::Room;

/// Ports that are tried after the one asked for.
const MORE_PORTS: u16 = 20;

/// What open pages are told.
#[derive(Clone, Debug, PartialEq, Eq)]
enum News {
    /// The content changed.
    Edition,
    /// Only styles of the app changed.
    Style,
    /// The app changed.
    App,
    /// The content has errors; a report as JSON. What is served has not changed.
    Problems(String),
}

/// What the server and the watcher share.
#[derive(Debug)]
struct Shared {
    room: Room,
    /// A file that tells how often articles were read.
    counts: Option<PathBuf>,
    news: broadcast::Sender<News>,
    /// The last report, if it had errors.
    problems: RwLock<Option<String>>,
}

/// The server can not start.
#[derive(Debug)]
pub enum ServeError {
    /// There is no app.
    NoApp(String),
    /// The system said no.
    Io(&'static str, io::Error),
    /// The folders can not be watched.
    Watch(notify::Error),
    /// The articles can not be had.
    Source(String),
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ServeError::NoApp(reason) => f.write_str(reason),
            ServeError::Io(what, error) => write!(f, "{what}: {error}"),
            ServeError::Source(reason) => f.write_str(reason),
            ServeError::Watch(error) => write!(f, "can not watch the site for changes: {error}"),
        }
    }
}

impl std::error::Error for ServeError {}

/// Serves `site` with the app in `app` until it is interrupted. `counts` is a file that tells how often articles were
/// read.
///
/// # Errors
/// If the server can not start. Errors in articles do not keep it from starting.
pub fn serve(site: &Path, app: &Path, port: u16, counts: Option<&Path>) -> Result<(), ServeError> {
    let app = app.canonicalize().ok().filter(|app| app.join("index.html").is_file()).ok_or_else(|| {
        ServeError::NoApp(format!(
            "--app {}: has no index.html. Build the app first: `trunk build`.",
            app.display()
        ))
    })?;
    let room = Room::open().map_err(|error| ServeError::Io("can not write a temporary folder", error))?;
    let shared = Arc::new(Shared {
        room,
        counts: counts.map(Path::to_owned),
        news: broadcast::Sender::new(16),
        problems: RwLock::default(),
    });
    // Watching starts first: what changes during the first build is seen.
    let watch = watch::Watch::start(site, &app).map_err(ServeError::Watch)?;
    shared.build(site).map_err(ServeError::Source)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| ServeError::Io("can not start", error))?;
    let result = runtime.block_on(async {
        let listener = listen(port).await.map_err(|error| ServeError::Io("can not listen", error))?;
        let address = listener.local_addr().map_err(|error| ServeError::Io("can not listen", error))?;
        println!("Serving http://{address}/");
        let (site, sharing) = (site.to_owned(), Arc::clone(&shared));
        std::thread::spawn(move || watch.run(&site, &sharing));
        let server = axum::serve(listener, http::router(Arc::clone(&shared), app));
        tokio::select! {
            result = server => result.map_err(|error| ServeError::Io("the server stopped", error)),
            () = interrupted() => Ok(()),
        }
    });
    runtime.shutdown_background();
    shared.room.close();
    result
}

async fn listen(port: u16) -> io::Result<TcpListener> {
    let last = if port == 0 { 0 } else { port.saturating_add(MORE_PORTS) };
    let mut taken = io::Error::from(io::ErrorKind::AddrInUse);
    for port in port..=last {
        match TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await {
            Ok(listener) => return Ok(listener),
            Err(error) => taken = error,
        }
    }
    Err(taken)
}

async fn interrupted() {
    let by_key = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                () = by_key => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    by_key.await;
}

impl Shared {
    /// Builds the site, shows what is wrong with it, and serves the result if nothing is in the way.
    fn build(&self, site: &Path) -> Result<(), String> {
        let start = Instant::now();
        let ground =
            Ground::of(site, || wordpress::kept(site).unwrap_or_else(|| self.room.cache()), Reach::Look)?;
        let now = crate::clock::now().unwrap_or_default();
        // Pages are served from the root, whatever address the site will have.
        let prepared =
            crate::prepare(&ground.site, now, Some(""), None, &State::default(), self.counts.as_deref());
        let prepared = prepared.map_err(|error| error.to_string())?;
        let report = ground.report(prepared.report);
        if report.needs_work() {
            eprint!("{}", report.text());
        }
        let made = match prepared.edition {
            Some(edition) => self.room.publish(&edition).map_err(|error| {
                let error = news::problem::Problem::error(".", "write", error.to_string(), "");
                Report::new(vec![error], 0)
            }),
            None => Err(report.clone()),
        };
        let mut problems = self.problems.write().unwrap_or_else(PoisonError::into_inner);
        match made {
            Ok(()) => {
                eprintln!("{}, in {} ms", report.summary(), start.elapsed().as_millis());
                *problems = None;
                let _ = self.news.send(News::Edition);
            }
            Err(report) => {
                eprintln!("Not published; the last edition without errors is still shown.");
                *problems = Some(report.json());
                let _ = self.news.send(News::Problems(report.json()));
            }
        }
        Ok(())
    }
}
