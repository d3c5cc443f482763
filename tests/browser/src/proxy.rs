//! Stands between pages and a server, and loses, delays or mangles what passes.

use std::{
    collections::BTreeSet,
    io,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use http::{Method, Request, Response, StatusCode, header};
use http_body_util::{BodyExt, Full};
use hyper::{
    body::{Bytes, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::{TokioExecutor, TokioIo},
};
use tokio::{net::TcpListener, task::AbortHandle, time::sleep};

/// What happens to requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mishap {
    /// The connection is reset before the request has reached the server.
    Reset,
    /// The server gets the request; its answer is lost.
    Lost,
    /// Another status, and a page for people.
    Status(u16),
    /// Too many requests; ask again after so many seconds.
    TooMany(u32),
    /// A page for people, with status 200.
    Html,
    /// The right answer, called text.
    WrongType,
    /// Nothing, with status 200.
    Empty,
    /// Half of the answer, as if that were all.
    Truncated,
    /// So many bytes of JSON.
    Huge(usize),
    /// The right answer, but late: the request is held back.
    Late(Duration),
    /// What was the right answer when the server was asked, which was at once: it is held back.
    Old(Duration),
    /// The same, until all goes well again.
    Held,
    /// It leads to itself.
    Loop,
    /// The right answer, which a page of another site may not read.
    NoCors,
}

/// What may happen to any request.
pub const MISHAPS: [Mishap; 9] = [
    Mishap::Reset,
    Mishap::Status(500),
    Mishap::TooMany(30),
    Mishap::Html,
    Mishap::Empty,
    Mishap::Truncated,
    Mishap::Huge(50_000_000),
    Mishap::Loop,
    Mishap::NoCors,
];

/// A server in front of another one; gone with the runtime of its test.
pub struct Proxy {
    /// Its address, without a slash at the end.
    pub address: String,
    desk: Arc<Desk>,
}

struct Desk {
    server: String,
    client: Client<HttpConnector, Full<Bytes>>,
    mishap: Mutex<Option<(Method, Mishap)>>,
    /// How many requests something has happened to.
    broken: AtomicUsize,
    /// The lines that are open, and some that were.
    lines: Mutex<Vec<AbortHandle>>,
    /// How many requests the server is at work on.
    working: Arc<AtomicUsize>,
    /// Which requests have reached the server, and whether cookies went along.
    passed: Mutex<Vec<(Method, String, bool)>>,
}

impl Proxy {
    /// Stands in front of the server at this address.
    pub async fn before(server: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("its own address"));
        let client = Client::builder(TokioExecutor::new()).build_http();
        let (mishap, lines, passed) = (Mutex::default(), Mutex::default(), Mutex::default());
        let (broken, working) = (AtomicUsize::default(), Arc::default());
        let desk =
            Arc::new(Desk { server: server.to_owned(), client, mishap, broken, lines, working, passed });
        let clerk = desk.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let desk = clerk.clone();
                let line = tokio::spawn(async move {
                    let answer = service_fn(|request| {
                        let desk = desk.clone();
                        async move { desk.answer(request).await }
                    });
                    let mut connection = http1::Builder::new().serve_connection(TokioIo::new(stream), answer);
                    if (&mut connection).await.is_err() {
                        let _ = connection.into_parts().io.into_inner().set_zero_linger();
                    }
                });
                clerk.lines.lock().unwrap().push(line.abort_handle());
            }
        });
        Self { address, desk }
    }

    /// From now on this happens to requests of this method (and not to what browsers ask beforehand).
    pub fn break_at(&self, method: Method, mishap: Mishap) {
        *self.desk.mishap.lock().unwrap() = Some((method, mishap));
    }

    /// From now on all goes well.
    pub fn recover(&self) {
        *self.desk.mishap.lock().unwrap() = None;
    }

    /// Waits until the server is at work on nothing, whoever has given up waiting for it: in life that is over long
    /// before an app looks for what it sent, which takes clocks that tests turn no time.
    pub async fn rest(&self) {
        while self.desk.working.load(Ordering::SeqCst) > 0 {
            sleep(Duration::from_millis(5)).await;
        }
    }

    /// Closes every line. Chromium repeats by itself what was lost on one that had been open before (see its
    /// `HttpNetworkTransaction::ShouldResendRequest`), such as one that a page opened and did not live to use.
    pub fn hang_up(&self) {
        self.desk.lines.lock().unwrap().drain(..).for_each(|line| line.abort());
    }

    /// Waits until something has happened to one more request while `act` is done, or after.
    pub async fn breaks(&self, act: impl Future<Output = ()>) {
        let before = self.desk.broken.load(Ordering::SeqCst);
        act.await;
        while self.desk.broken.load(Ordering::SeqCst) == before {
            sleep(Duration::from_millis(5)).await;
        }
    }

    /// How many requests of this method have reached the server, with a path that starts so.
    pub fn passed(&self, method: &Method, path: &str) -> usize {
        let passed = self.desk.passed.lock().unwrap();
        passed.iter().filter(|(by, to, _)| by == method && to.starts_with(path)).count()
    }

    /// The requests that cookies went along with, each once: `PUT /id/1`.
    pub fn known(&self) -> BTreeSet<String> {
        let passed = self.desk.passed.lock().unwrap();
        passed.iter().filter(|(.., cookies)| *cookies).map(|(by, to, _)| format!("{by} {to}")).collect()
    }
}

impl Desk {
    /// An error resets the connection.
    async fn answer(&self, request: Request<Incoming>) -> io::Result<Response<Full<Bytes>>> {
        let origin = request.headers().get(header::ORIGIN).cloned();
        let own = request.uri().clone();
        let mishap = self.mishap.lock().unwrap().clone();
        let mishap = mishap.filter(|(method, _)| method == request.method()).map(|(_, mishap)| mishap);
        self.broken.fetch_add(usize::from(mishap.is_some()), Ordering::SeqCst);
        let reset = || io::Error::from(io::ErrorKind::ConnectionReset);
        let plain = |status: u16, kind: &str, body: Vec<u8>| {
            let answer = Response::builder().status(StatusCode::from_u16(status).expect("a status"));
            let answer = answer.header(header::CONTENT_TYPE, kind);
            let answer = origin.iter().fold(answer, |answer, origin| {
                let answer = answer.header(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
                answer.header(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, "true")
            });
            answer.body(Full::new(Bytes::from(body))).expect("an answer")
        };
        const PAGE: &[u8] = b"<!doctype html><title>Oh</title><p>Oh</p>";
        match mishap {
            Some(Mishap::Reset) => return Err(reset()),
            Some(Mishap::Status(status)) => return Ok(plain(status, "text/html", PAGE.to_vec())),
            Some(Mishap::Html) => return Ok(plain(200, "text/html", PAGE.to_vec())),
            Some(Mishap::Empty) => return Ok(plain(200, "application/json", Vec::new())),
            Some(Mishap::Huge(bytes)) => {
                let body = [b"[".to_vec(), b"1,".repeat(bytes / 2), b"1]".to_vec()].concat();
                return Ok(plain(200, "application/json", body));
            }
            Some(Mishap::TooMany(seconds)) => {
                let mut answer = plain(429, "text/html", PAGE.to_vec());
                let headers = answer.headers_mut();
                headers.insert(header::RETRY_AFTER, seconds.into());
                headers
                    .insert("access-control-expose-headers", header::HeaderValue::from_static("Retry-After"));
                return Ok(answer);
            }
            Some(Mishap::Loop) => {
                let mut answer = plain(307, "text/html", Vec::new());
                let here = own.to_string().parse().expect("an address");
                answer.headers_mut().insert(header::LOCATION, here);
                return Ok(answer);
            }
            _ => {}
        }
        if let Some(Mishap::Late(time)) = mishap {
            sleep(time).await;
        }
        let mut answer = self.pass(request).await.map_err(|_| reset())?;
        match mishap {
            Some(Mishap::Lost) => return Err(reset()),
            Some(Mishap::Old(time)) => sleep(time).await,
            Some(Mishap::Held) => {
                while self.mishap.lock().unwrap().is_some() {
                    sleep(Duration::from_millis(20)).await;
                }
            }
            Some(Mishap::Truncated) => {
                let body = answer.body_mut();
                let half = body.split_to(body.len() / 2);
                *body = half;
                answer.headers_mut().remove(header::CONTENT_LENGTH);
            }
            Some(Mishap::WrongType) => {
                answer
                    .headers_mut()
                    .insert(header::CONTENT_TYPE, header::HeaderValue::from_static("text/plain"));
            }
            Some(Mishap::NoCors) => drop(answer.headers_mut().remove(header::ACCESS_CONTROL_ALLOW_ORIGIN)),
            _ => {}
        }
        Ok(answer.map(Full::new))
    }

    /// Asks the server.
    async fn pass(
        &self,
        request: Request<Incoming>,
    ) -> Result<Response<Bytes>, Box<dyn std::error::Error + Send + Sync>> {
        let (mut head, body) = request.into_parts();
        let path = head.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        head.uri = format!("{}{path}", self.server).parse()?;
        head.headers.remove(header::HOST);
        // Whoever comes through here is somebody else than those on this machine (RFC 5737: an address for examples).
        head.headers.insert("x-forwarded-for", header::HeaderValue::from_static("203.0.113.7"));
        let cookies = head.headers.contains_key(header::COOKIE);
        self.passed.lock().unwrap().push((head.method.clone(), path, cookies));
        let body = Full::new(body.collect().await?.to_bytes());
        let (client, working) = (self.client.clone(), self.working.clone());
        working.fetch_add(1, Ordering::SeqCst);
        // A page that is torn away does not stop the server.
        let asked = tokio::spawn(async move {
            let answer = async {
                let (head, body) = client.request(Request::from_parts(head, body)).await?.into_parts();
                Ok((head, body.collect().await?.to_bytes()))
            }
            .await;
            working.fetch_sub(1, Ordering::SeqCst);
            answer
        });
        let (mut head, body) =
            asked.await?.map_err(|error: Box<dyn std::error::Error + Send + Sync>| error)?;
        head.headers.remove(header::TRANSFER_ENCODING);
        Ok(Response::from_parts(head, body))
    }
}
