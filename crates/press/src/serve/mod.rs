//! The development server: builds, watches, builds again, and tells open pages.

mod app;
mod desk;
mod files;
pub use files::content_type;
mod http;
mod room;
mod watch;

use std::{
    fmt, io,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
    time::Instant,
};

use tokio::{net::TcpListener, sync::broadcast};

use room::Room;

/// Ports that are tried after the one asked for.
const MORE_PORTS: u16 = 20;

/// What an open page that is slow to listen may miss before it is told that it has missed something.
const TOLD: usize = 256;

/// What open pages are told.
#[derive(Clone, Debug, PartialEq, Eq)]
enum News {
    /// The content changed.
    Edition,
    /// An article's file changed: its path below the site's folder, and a hash of what is in it; none if it is gone.
    File(String, Option<String>),
    /// Other files of the site changed, or folders of files, or more than could be told.
    Files,
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
    /// The site's folder.
    site: PathBuf,
    room: Room,
    /// A file that tells how often articles were read.
    counts: Option<PathBuf>,
    news: broadcast::Sender<News>,
    /// The last report, if it had errors.
    problems: RwLock<Option<String>>,
    /// Held while the desk writes a file.
    writing: Mutex<()>,
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
        site: site.to_owned(),
        room,
        counts: counts.map(Path::to_owned),
        news: broadcast::Sender::new(TOLD),
        problems: RwLock::default(),
        writing: Mutex::default(),
    });
    // Watching starts first: what changes during the first build is seen.
    let watch = watch::Watch::start(site, &app).map_err(ServeError::Watch)?;
    shared.build().map_err(ServeError::Source)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| ServeError::Io("can not start", error))?;
    let result = runtime.block_on(async {
        let listener = listen(port).await.map_err(|error| ServeError::Io("can not listen", error))?;
        let address = listener.local_addr().map_err(|error| ServeError::Io("can not listen", error))?;
        println!("Serving http://{address}/");
        let sharing = Arc::clone(&shared);
        std::thread::spawn(move || watch.run(&sharing));
        let server = http::Server { shared: Arc::clone(&shared), app, port: address.port() };
        let server = axum::serve(listener, http::router(server));
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
    fn build(&self) -> Result<(), String> {
        let start = Instant::now();
        let (report, made) = self.room.build(&self.site, self.counts.as_deref())?;
        if report.needs_work() {
            eprint!("{}", report.brief());
        }
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
