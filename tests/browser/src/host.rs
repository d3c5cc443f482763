//! A static host on this machine, as a newspaper would use one, that breaks where a test asks it to.

use std::{
    collections::HashMap,
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use futures_util::stream;
use http::{Response, StatusCode, header};
use http_body_util::{BodyExt, Full, StreamBody, combinators::BoxBody};
use hyper::{
    body::{Bytes, Frame},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpListener, time::sleep};

use crate::{fault::Fault, programs};

type Body = BoxBody<Bytes, io::Error>;

/// A host; gone with the runtime of its test.
pub struct Host {
    /// Its address, without a slash at the end.
    pub address: String,
    desk: Arc<Desk>,
}

/// What every connection works with.
struct Desk {
    root: PathBuf,
    /// Headers of every answer, as the site's `_headers` has them.
    headers: Vec<(String, String)>,
    faults: Mutex<HashMap<String, Fault>>,
    asked: Mutex<Vec<String>>,
}

/// The address that a host will have.
pub struct Place {
    listener: TcpListener,
    /// Without a slash at the end.
    pub address: String,
}

impl Place {
    /// Takes a free port.
    pub async fn take() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("its own address"));
        Self { listener, address }
    }
}

impl Host {
    /// Serves the built newspaper on a free port.
    pub async fn open() -> Self {
        Self::at(Place::take().await, programs::site())
    }

    /// Serves a built site.
    pub fn at(Place { listener, address }: Place, root: PathBuf) -> Self {
        let headers = headers(&root);
        let desk = Arc::new(Desk { root, headers, faults: Mutex::default(), asked: Mutex::default() });
        let clerk = desk.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(clerk.clone(), TokioIo::new(stream)));
            }
        });
        Self { address, desk }
    }

    /// From now on this path (with its slash in front) is answered wrongly.
    pub fn break_at(&self, path: &str, fault: Fault) {
        self.desk.faults.lock().unwrap().insert(path.to_owned(), fault);
    }

    /// From now on everything is answered as it should be.
    pub fn recover(&self) {
        self.desk.faults.lock().unwrap().clear();
    }

    /// The paths asked for, in order.
    pub fn asked(&self) -> Vec<String> {
        self.desk.asked.lock().unwrap().clone()
    }

    /// The text of one of the newspaper's files, by its path without a slash in front.
    pub fn text(&self, path: &str) -> String {
        let file = self.desk.root.join(path);
        std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    }

    /// The path of the file of the app whose name starts and ends like this: the one that pages ask for, since those of
    /// the release before may lie beside it.
    pub fn file(&self, start: &str, end: &str) -> String {
        let page = self.text("index.html");
        let folder = std::fs::read_dir(self.desk.root.join("app")).expect("the app's folder");
        let names = folder.map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned());
        let name = names
            .into_iter()
            .find(|name| name.starts_with(start) && name.ends_with(end) && page.contains(name));
        format!("/app/{}", name.unwrap_or_else(|| panic!("the app has no file {start}…{end}")))
    }

    /// The path of the app's program.
    pub fn wasm(&self) -> String {
        self.file("bantin-app_bg-", ".wasm")
    }
}

async fn serve(desk: Arc<Desk>, stream: TokioIo<tokio::net::TcpStream>) {
    let answer = service_fn(|request| {
        let desk = desk.clone();
        async move { desk.answer(&request).await }
    });
    let mut connection = http1::Builder::new().serve_connection(stream, answer);
    if (&mut connection).await.is_err() {
        // A reset, not an orderly end.
        let _ = connection.into_parts().io.into_inner().set_zero_linger();
    }
}

impl Desk {
    /// An error resets the connection.
    async fn answer(&self, request: &http::Request<hyper::body::Incoming>) -> io::Result<Response<Body>> {
        let path = request.uri().path().to_owned();
        self.asked.lock().unwrap().push(path.clone());
        let fault = self.faults.lock().unwrap().get(&path).cloned();
        let (status, kind, bytes) = self.page(&path);
        let reset = || io::Error::from(io::ErrorKind::ConnectionReset);
        let (status, kind, bytes) = match fault {
            None => (status, kind, bytes),
            Some(Fault::Reset) => return Err(reset()),
            Some(Fault::Cut) => {
                let half = Bytes::copy_from_slice(&bytes[..bytes.len() / 2]);
                let body = StreamBody::new(stream::iter([Ok(Frame::data(half)), Err(reset())]));
                return Ok(self.respond(status, kind, bytes.len(), body.boxed()));
            }
            Some(Fault::Status(status)) => (status, "text/html; charset=utf-8", b"<h1>Oh</h1>".to_vec()),
            Some(Fault::Truncated) => (status, kind, bytes[..bytes.len() / 2].to_vec()),
            Some(Fault::Empty) => (200, kind, Vec::new()),
            Some(Fault::Shell) => {
                let (_, kind, bytes) = self.page("/");
                (200, kind, bytes)
            }
            Some(Fault::Newer) => {
                let mut value: serde_json::Value = serde_json::from_slice(&bytes).expect("data is JSON");
                value["version"] = 999.into();
                (status, kind, value.to_string().into_bytes())
            }
            Some(Fault::Late(time)) => {
                sleep(time).await;
                (status, kind, bytes)
            }
            Some(Fault::Body(text)) => (200, kind, text.into_bytes()),
        };
        let length = bytes.len();
        Ok(self.respond(
            status,
            kind,
            length,
            Full::new(Bytes::from(bytes)).map_err(|never| match never {}).boxed(),
        ))
    }

    /// A file; `index.html` for a folder; `404.html`, with that status, for anything else.
    fn page(&self, path: &str) -> (u16, &'static str, Vec<u8>) {
        let plain = !path.split('/').any(|part| part == "..");
        let mut file = self.root.join(path.trim_start_matches('/'));
        if path.ends_with('/') {
            file.push("index.html");
        }
        match std::fs::read(&file) {
            Ok(bytes) if plain => (200, kind(&file), bytes),
            _ => {
                let file = self.root.join("404.html");
                (404, kind(&file), std::fs::read(&file).unwrap_or_default())
            }
        }
    }

    fn respond(&self, status: u16, kind: &str, length: usize, body: Body) -> Response<Body> {
        let answer = Response::builder()
            .status(StatusCode::from_u16(status).expect("a status"))
            .header(header::CONTENT_TYPE, kind)
            .header(header::CONTENT_LENGTH, length)
            // Each request reaches the host, as the tests want to see it.
            .header(header::CACHE_CONTROL, "no-store");
        let answer = self.headers.iter().fold(answer, |answer, (name, value)| answer.header(name, value));
        answer.body(body).expect("an answer")
    }
}

/// The headers that the site asks for with every answer.
fn headers(site: &Path) -> Vec<(String, String)> {
    let rules = std::fs::read_to_string(site.join("_headers")).expect("the site has its _headers");
    let first = rules.lines().skip(1).map_while(|line| line.strip_prefix("  ")?.split_once(": "));
    first.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn kind(file: &Path) -> &'static str {
    match file.extension().and_then(|end| end.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" => "image/jpeg",
        "txt" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}
