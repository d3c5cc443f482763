//! The one effect by which content arrives.

use gloo_net::http::{self, RequestBuilder};
use news::source::{Answer, Method, NoResponse, Request as Question, Response};
use web_sys::{AbortController, RequestCredentials};

/// Seconds after which an answer is given up.
const PATIENCE: u32 = 20;

/// The longest answer that is read, in bytes.
const LARGEST: u64 = 8 * 1024 * 1024;

/// Fetches a file of the site at `server`, an address with a slash at its end; of this one, if that is empty.
pub async fn fetch(server: &str, path: &str) -> Answer {
    let server = if server.is_empty() { super::base() } else { server.to_owned() };
    ask(Question::get(server + path)).await
}

/// Asks a server. To another site no cookie goes along unless the question says so.
pub async fn ask(question: Question) -> Answer {
    let on_line = || web_sys::window().is_none_or(|window| window.navigator().on_line());
    if !on_line() && question.method != Method::Get {
        // It would fail, and then nobody could tell whether it had left.
        return Err(NoResponse::Offline);
    }
    let lost = || if on_line() { NoResponse::Unreachable } else { NoResponse::Offline };
    let abort = AbortController::new().ok();
    let request = RequestBuilder::new(&question.url).method(match question.method {
        Method::Get => http::Method::GET,
        Method::Post => http::Method::POST,
        Method::Put => http::Method::PUT,
        Method::Delete => http::Method::DELETE,
    });
    let request = if question.cookies { request.credentials(RequestCredentials::Include) } else { request };
    let request = request.abort_signal(abort.as_ref().map(AbortController::signal).as_ref());
    let _timer =
        abort.map(|abort| gloo_timers::callback::Timeout::new(PATIENCE * 1_000, move || abort.abort()));
    let request = match question.body {
        Some(body) => request.header("Content-Type", "application/json").body(body),
        None => request.build(),
    };
    let answer = request.map_err(|_| lost())?.send().await.map_err(|_| lost())?;
    let headers = answer.headers();
    let number = |name: &str| headers.get(name)?.parse().ok();
    let (status, retry_after, total) = (answer.status(), number("retry-after"), number("x-wp-total"));
    if number("content-length").is_some_and(|length: u32| u64::from(length) > LARGEST) {
        // Not of this kind, and not worth a reader's bytes: as if it could not be read.
        return Ok(Response { status, ..Response::default() });
    }
    let body = answer.text().await.map_err(|_| lost())?;
    Ok(Response { status, body, retry_after, total, cookie: headers.get("x-set-cookie") })
}
