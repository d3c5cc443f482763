//! What the editors' desk asks the development server: the articles of the site's folder, read and written.
//!
//! Below `/_desk/`, and in no built site. A text is never written over one that its editor has not seen: who writes says
//! which bytes are replaced (RFC 9110, section 13), and is shown the present ones if they are others.

mod file;
pub mod guard;
mod list;
mod media;

use std::sync::Arc;

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, header},
};
use futures_util::StreamExt;
use serde::Serialize;
use url::form_urlencoded;
use xxhash_rust::xxh3::xxh3_64;

use super::{
    Shared,
    http::{Server, answer},
};

/// How much more than allowed is read before the answer: a browser that is still sending does not hear it.
const PATIENCE: usize = 4;

/// The hash by which the desk knows what is in a file.
pub fn tag(bytes: &[u8]) -> String {
    format!("{:016x}", xxh3_64(bytes))
}

/// Why something is not done.
#[derive(Debug)]
pub struct Refusal {
    status: StatusCode,
    /// A sentence for the editor.
    error: String,
    /// What is in the file now, if that is why.
    present: Option<Vec<u8>>,
}

impl Refusal {
    fn new(status: StatusCode, error: impl Into<String>) -> Self {
        Self { status, error: error.into(), present: None }
    }

    /// The request makes no sense.
    fn bad(error: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, error)
    }

    /// The site's folder, or the disk, does not allow it.
    fn conflict(error: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, error)
    }

    fn answer(self) -> Response<Body> {
        match self.present {
            Some(bytes) => text(self.status, bytes),
            None => json(self.status, &serde_json::json!({ "error": self.error })),
        }
    }
}

type Done = Result<Response<Body>, Refusal>;

/// Answers what is asked below `/_desk/`.
pub async fn answered(State(server): State<Arc<Server>>, request: Request<Body>) -> Response<Body> {
    if let Some(reason) = guard::refused(request.headers(), server.port) {
        return Refusal::new(StatusCode::FORBIDDEN, reason).answer();
    }
    act(&server.shared, request).await.unwrap_or_else(Refusal::answer)
}

async fn act(shared: &Arc<Shared>, request: Request<Body>) -> Done {
    let (parts, body) = request.into_parts();
    let asked = |name: &str| {
        let query = parts.uri.query().unwrap_or_default();
        let found = form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name);
        let found = found.map(|(_, value)| value.into_owned()).filter(|value| !value.is_empty());
        found.ok_or_else(|| Refusal::bad(format!("The address lacks ?{name}=.")))
    };
    let shared = Arc::clone(shared);
    match (&parts.method, parts.uri.path()) {
        (&Method::GET, "/_desk/files") => blocking(move || list::all(&shared)).await,
        (&Method::GET, "/_desk/file") => {
            let path = asked("path")?;
            blocking(move || file::read(&shared.site, &path)).await
        }
        (&Method::PUT, "/_desk/file") => {
            let path = asked("path")?;
            let over = file::Over::of(&parts.headers)?;
            let bytes = received(&parts.headers, body, news::manuscript::LARGEST).await?;
            blocking(move || file::write(&shared, &path, &over, &bytes)).await
        }
        (&Method::PUT, "/_desk/media") => {
            let name = asked("name")?;
            let bytes = received(&parts.headers, body, media::LARGEST).await?;
            blocking(move || media::add(&shared, &name, &bytes)).await
        }
        (_, "/_desk/files" | "/_desk/file" | "/_desk/media") => {
            Err(Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "This address is not asked in this way."))
        }
        _ => Err(Refusal::new(StatusCode::NOT_FOUND, "The desk has no such address.")),
    }
}

/// Does what waits for the disk where it keeps nobody waiting.
async fn blocking(act: impl FnOnce() -> Done + Send + 'static) -> Done {
    let failed = |_| Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "The server stumbled. Try again.");
    tokio::task::spawn_blocking(act).await.map_err(failed)?
}

/// The bytes that were sent, if they are not too many.
async fn received(headers: &HeaderMap, body: Body, largest: usize) -> Result<Vec<u8>, Refusal> {
    let too_large = || {
        let error = format!("This is larger than {} MB.", largest / (1024 * 1024));
        Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, error)
    };
    let said = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if said.is_some_and(|length: usize| length > largest * PATIENCE) {
        return Err(too_large());
    }
    let (mut bytes, mut length) = (Vec::new(), 0);
    let mut parts = body.into_data_stream();
    while let Some(part) = parts.next().await {
        let part = part.map_err(|_| Refusal::bad("Not everything arrived. Try again."))?;
        length += part.len();
        match length {
            length if length <= largest => bytes.extend_from_slice(&part),
            length if length > largest * PATIENCE => break,
            _ => bytes.clear(),
        }
    }
    if length > largest { Err(too_large()) } else { Ok(bytes) }
}

fn json(status: StatusCode, value: &impl Serialize) -> Response<Body> {
    // Strings, numbers and truths alone: it can not fail.
    answer(status, "application/json", serde_json::to_vec(value).unwrap_or_default())
}

/// What is in a file, with its hash.
fn text(status: StatusCode, bytes: Vec<u8>) -> Response<Body> {
    let tag = tag(&bytes);
    tagged(answer(status, "text/plain; charset=utf-8", bytes), &tag)
}

fn tagged(mut response: Response<Body>, tag: &str) -> Response<Body> {
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{tag}\"")) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}
