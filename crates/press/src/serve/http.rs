//! What the development server answers.

use std::{convert::Infallible, path::PathBuf, sync::Arc};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode, header},
    routing::{any, get},
};
use futures_util::stream;
use tokio::sync::broadcast::error::RecvError;

use super::{
    News, Shared,
    desk::{self, guard},
    files::{Wanted, content_type, wanted},
};
use crate::print;

const LIVE: &str = include_str!("../../assets/live.js");
const LIVE_TAG: &str = "<script src=\"/_live.js\" defer></script>";

/// Who frames a page of the desk could have an editor press its buttons unseen.
const FRAMED: &str = "frame-ancestors 'self'";
/// A drawing may have scripts in it; opened by itself it would run them as a page of this server.
const DRAWN: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'";

/// What answers need to know.
#[derive(Debug)]
pub struct Server {
    /// What is served.
    pub shared: Arc<Shared>,
    /// The app's folder.
    pub app: PathBuf,
    /// Where it is served.
    pub port: u16,
}

/// Everything that the server answers.
pub fn router(server: Server) -> Router {
    Router::new()
        .route("/_live", get(live))
        .route("/_live.js", get(async || answer(StatusCode::OK, "text/javascript; charset=utf-8", LIVE)))
        .route("/_desk/{*what}", any(desk::answered))
        .fallback(file)
        .with_state(Arc::new(server))
}

/// An answer that nobody keeps.
pub fn answer(status: StatusCode, kind: &'static str, body: impl Into<Body>) -> Response<Body> {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

fn not_found() -> Response<Body> {
    answer(StatusCode::NOT_FOUND, "text/plain; charset=utf-8", "Not found\n")
}

async fn file(State(server): State<Arc<Server>>, request: Request<Body>) -> Response<Body> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return answer(StatusCode::METHOD_NOT_ALLOWED, "text/plain; charset=utf-8", "Only GET and HEAD\n");
    }
    let app = &server.app;
    let mut desk = None;
    let path = match wanted(request.uri().path()) {
        Wanted::Edition(path) => server.shared.room.edition().join(path),
        Wanted::App(path) => app.join(path),
        Wanted::Desk(lang) => {
            desk = Some(lang);
            app.join(print::desk::FOLDER).join("index.html")
        }
        Wanted::Page => app.join("index.html"),
        Wanted::Nothing => return not_found(),
    };
    let read = {
        let path = path.clone();
        tokio::task::spawn_blocking(move || std::fs::read(path)).await
    };
    let Ok(Ok(bytes)) = read else { return not_found() };
    let kind = content_type(&path);
    if let Some(lang) = desk {
        // It listens itself: to be loaded again would cost its editor what is not saved.
        let page = print::desk::served(&String::from_utf8_lossy(&bytes), lang);
        return with_policy(answer(StatusCode::OK, kind, page), FRAMED);
    }
    match kind {
        "image/svg+xml" => with_policy(answer(StatusCode::OK, kind, bytes), DRAWN),
        _ if kind.starts_with("text/html") => answer(StatusCode::OK, kind, with_live(bytes)),
        _ => answer(StatusCode::OK, kind, bytes),
    }
}

fn with_policy(mut response: Response<Body>, policy: &'static str) -> Response<Body> {
    const NAME: HeaderName = header::CONTENT_SECURITY_POLICY;
    response.headers_mut().insert(NAME, HeaderValue::from_static(policy));
    response
}

/// Adds the script that listens for changes. The app is the one that can do everything: the settings may change any time.
fn with_live(html: Vec<u8>) -> Vec<u8> {
    match String::from_utf8(html) {
        Ok(html) => print::whole(&html).replacen("</head>", &format!("{LIVE_TAG}</head>"), 1).into_bytes(),
        Err(error) => error.into_bytes(),
    }
}

/// Server-sent events (<https://html.spec.whatwg.org/multipage/server-sent-events.html>), for as long as the
/// page is open.
async fn live(State(server): State<Arc<Server>>, headers: HeaderMap) -> Response<Body> {
    let shared = &server.shared;
    // Names of files are nobody's else.
    let own = guard::is_own(&headers, server.port);
    let receiver = shared.news.subscribe();
    let mut first = event("hello", &std::process::id().to_string());
    let problems = shared.problems.read().ok().and_then(|problems| problems.clone());
    if let Some(problems) = problems {
        first += &event("problems", &problems);
    }
    let events = stream::unfold((Some(first), receiver), move |(first, mut receiver)| async move {
        let text = match first {
            Some(first) => first,
            None => loop {
                match receiver.recv().await {
                    Ok(News::File(..) | News::Files) if !own => {}
                    Ok(news) => break told(&news),
                    // Whatever it was, this covers it.
                    Err(RecvError::Lagged(_)) => break told(&News::Files) + &told(&News::Edition),
                    Err(RecvError::Closed) => return None,
                }
            },
        };
        Some((Ok::<_, Infallible>(Bytes::from(text)), (None, receiver)))
    });
    answer(StatusCode::OK, "text/event-stream", Body::from_stream(events))
}

fn told(news: &News) -> String {
    match news {
        News::Edition => event("edition", ""),
        News::File(path, hash) => {
            event("file", &serde_json::json!({ "path": path, "hash": hash }).to_string())
        }
        News::Files => event("files", ""),
        News::Style => event("style", ""),
        News::App => event("app", ""),
        News::Problems(report) => event("problems", report),
    }
}

fn event(name: &str, data: &str) -> String {
    let mut text = format!("event: {name}\n");
    for line in data.split('\n') {
        text += &format!("data: {line}\n");
    }
    text + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_gets_the_script_once() {
        let page = with_live(b"<head></head><body></head></body>".to_vec());
        let page = String::from_utf8(page).unwrap();
        assert_eq!(page.matches("_live.js").count(), 1);
        assert!(page.starts_with("<head><script"));
    }

    #[test]
    fn events_of_several_lines() {
        assert_eq!(event("problems", "{\n}"), "event: problems\ndata: {\ndata: }\n\n");
    }
}
