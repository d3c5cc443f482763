//! A stand-in for GitHub, Gitea and GitLab, where no real one can be had: what their documentation says of reading, listing
//! and committing files, on a real git repository. It says of itself what it is in every answer (`X-Stand-In`).
//!
//! GitHub: docs.github.com, "REST API endpoints for repository contents", "… for Git trees", "… for branches", "Rate limits
//! for the REST API". Gitea: `/api/swagger`, "repository". GitLab: docs.gitlab.com, "Repository files API", "Commits API",
//! "Repositories API", "Rate limits".

mod git;
mod hub;
mod lab;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use http::{Method, Request, Response, header};
use http_body_util::{BodyExt, Full};
use hyper::{
    body::{Bytes, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpListener;

pub use git::{BRANCH, Git};

/// The one repository.
pub const REPOSITORY: &str = "bao/tin";
/// A token that may write.
pub const WRITES: &str = "ghp_viet";
/// A token that may only read.
pub const READS: &str = "ghp_doc";

/// Which forge it stands in for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// github.com.
    GitHub,
    /// Gitea and Forgejo.
    Gitea,
    /// GitLab.
    GitLab,
}

impl Kind {
    /// All of them, as `[desk]` in site.toml calls them.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::GitHub, "github"), (Self::Gitea, "gitea"), (Self::GitLab, "gitlab")];
}

/// A forge; gone with the runtime of its test.
pub struct Forge {
    /// Its address, without a slash at the end.
    pub address: String,
    desk: Arc<Desk>,
}

struct Desk {
    kind: Kind,
    address: String,
    git: Git,
    /// Whether whoever asks has asked too often.
    tired: Mutex<bool>,
}

/// What came in.
struct Asked {
    method: Method,
    /// Its parts, decoded, below the interface's own.
    path: Vec<String>,
    query: HashMap<String, String>,
    body: Value,
}

/// An answer: status, body.
type Reply = (u16, Value);

fn said(status: u16, message: &str) -> Reply {
    (status, json!({ "message": message }))
}

impl Forge {
    /// Opens one on a free port.
    pub async fn open(kind: Kind) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("its own address"));
        let desk = Desk { kind, address: address.clone(), git: Git::begin(), tired: Mutex::default() };
        let desk = Arc::new(desk);
        let clerk = desk.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let desk = clerk.clone();
                tokio::spawn(async move {
                    let answer = service_fn(|request| {
                        let desk = desk.clone();
                        async move { desk.answer(request).await }
                    });
                    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await;
                });
            }
        });
        Self { address, desk }
    }

    /// Its repository.
    pub fn git(&self) -> &Git {
        &self.desk.git
    }

    /// The text of a file; empty if there is none.
    pub fn text(&self, path: &str) -> String {
        let file = self.git().file(path).map(|file| file.bytes).unwrap_or_default();
        String::from_utf8(file).expect("text")
    }

    /// Somebody else commits a file.
    pub fn write(&self, path: &str, text: &str) {
        self.git().commit(&[(path.to_owned(), text.as_bytes().to_vec())], "Somebody else's");
    }

    /// From now on whoever asks has asked too often, or has not.
    pub fn tire(&self, tired: bool) {
        *self.desk.tired.lock().unwrap() = tired;
    }
}

impl Desk {
    async fn answer(&self, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, hyper::Error> {
        let (head, body) = request.into_parts();
        let mut answer = Response::builder()
            .header("X-Stand-In", "of Bantin's tests; no real forge")
            .header(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        // Of the others it is not documented what a browser shows.
        if self.kind == Kind::GitHub {
            let shown = "ETag, Link, Location, Retry-After, X-RateLimit-Remaining, X-RateLimit-Reset";
            answer = answer.header(header::ACCESS_CONTROL_EXPOSE_HEADERS, shown);
        }
        if head.method == Method::OPTIONS {
            let answer = answer.header(header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PUT").header(
                header::ACCESS_CONTROL_ALLOW_HEADERS,
                "Authorization, Private-Token, Content-Type, Accept, X-GitHub-Api-Version",
            );
            return Ok(answer.status(204).body(Full::default()).expect("an answer"));
        }
        if *self.tired.lock().unwrap() {
            // GitHub's primary limit says until when, the others for how long; GitLab's answer is text.
            let soon = std::time::SystemTime::now() + std::time::Duration::from_secs(600);
            let soon = soon.duration_since(std::time::UNIX_EPOCH).expect("after 1970").as_secs();
            let answer = match self.kind {
                Kind::GitHub => {
                    answer.status(403).header("X-RateLimit-Remaining", "0").header("X-RateLimit-Reset", soon)
                }
                _ => answer.status(429).header("Retry-After", "600"),
            };
            let body = match self.kind {
                Kind::GitHub => json!({ "message": "API rate limit exceeded for user ID 1." }).to_string(),
                _ => "Retry later\n".to_owned(),
            };
            return Ok(answer.body(Full::from(body)).expect("an answer"));
        }
        let (name, before) = match self.kind {
            Kind::GitHub => ("authorization", "Bearer "),
            Kind::Gitea => ("authorization", "token "),
            Kind::GitLab => ("private-token", ""),
        };
        let token = head.headers.get(name).and_then(|value| value.to_str().ok()?.strip_prefix(before));
        let body = body.collect().await?.to_bytes();
        let asked = Asked {
            path: parts(head.uri.path()),
            query: url::form_urlencoded::parse(head.uri.query().unwrap_or_default().as_bytes())
                .into_owned()
                .collect(),
            body: serde_json::from_slice(&body).unwrap_or(Value::Null),
            method: head.method,
        };
        let (status, body) = match self.kind {
            Kind::GitLab => lab::reply(self, token, &asked),
            _ => hub::reply(self, token, &asked),
        };
        let answer = answer.status(status).header(header::CONTENT_TYPE, "application/json; charset=utf-8");
        Ok(answer.body(Full::from(body.to_string())).expect("an answer"))
    }
}

fn parts(path: &str) -> Vec<String> {
    let decoded = |part: &str| percent(part).unwrap_or_else(|| panic!("{path}"));
    path.split('/').skip(1).map(decoded).collect()
}

fn percent(part: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = part.as_bytes();
    while let [first, tail @ ..] = rest {
        match (first, tail) {
            (b'%', [high, low, tail @ ..]) => {
                let code = [*high, *low];
                bytes.push(u8::from_str_radix(std::str::from_utf8(&code).ok()?, 16).ok()?);
                rest = tail;
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).ok()
}
