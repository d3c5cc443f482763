//! The one effect by which content arrives.

use std::{future::Future, pin::Pin};

use gloo_net::http::{self, RequestBuilder};
use js_sys::{Function, Promise, Reflect, Uint8Array};
use news::source::{Answer, Method, NoResponse, Request as Question, Response};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestCredentials};

/// Seconds after which an answer is given up.
const PATIENCE: u32 = 20;

/// The longest answer that is read, in bytes.
const LARGEST: u64 = 8 * 1024 * 1024;

/// Fetches a file of the site at `server`, an address with a slash at its end; of this one, if that is empty.
pub async fn fetch(server: &str, path: &str) -> Answer {
    let server = if server.is_empty() { super::base() } else { server.to_owned() };
    exchange(Question::get(server + path), |answer| Box::pin(async move { answer.text().await.ok() })).await
}

/// Asks a server, which may send whatever it likes: no more is read than [`LARGEST`]. To another site no cookie goes along
/// unless the question says so.
pub async fn ask(question: Question) -> Answer {
    exchange(question, |answer| Box::pin(bounded(answer))).await
}

/// The text of an answer, if it came.
type Text = Pin<Box<dyn Future<Output = Option<String>>>>;

async fn exchange(question: Question, read: fn(http::Response) -> Text) -> Answer {
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
    let (status, total) = (answer.status(), number("x-wp-total"));
    let retry_after = number("retry-after").or_else(|| seconds_until(&headers.get("retry-after")?));
    if number("content-length").is_some_and(|length: u32| u64::from(length) > LARGEST) {
        // Not of this kind, and not worth a reader's bytes: as if it could not be read.
        return Ok(Response { status, ..Response::default() });
    }
    let body = read(answer).await.ok_or_else(lost)?;
    Ok(Response { status, body, retry_after, total, cookie: headers.get("x-set-cookie") })
}

/// Seconds until a date of HTTP (RFC 9110, section 5.6.7).
fn seconds_until(date: &str) -> Option<u32> {
    let seconds = (js_sys::Date::parse(date) - js_sys::Date::now()) / 1_000.0;
    seconds.is_finite().then_some(seconds.max(0.0) as u32)
}

/// Reads an answer piece by piece: how long it is, its server may not say, or say of what it compressed. What is longer
/// than [`LARGEST`] reads as nothing, and none of the rest is waited for.
async fn bounded(answer: http::Response) -> Option<String> {
    let Some(body) = answer.body() else { return Some(String::new()) };
    let pieces = call(&body, "getReader").ok()?;
    let mut bytes = Vec::new();
    loop {
        let piece = call(&pieces, "read").ok()?.dyn_into::<Promise>().ok()?;
        let piece = JsFuture::from(piece).await.ok()?;
        if Reflect::get(&piece, &"done".into()).ok()?.is_truthy() {
            break;
        }
        let piece: Uint8Array = Reflect::get(&piece, &"value".into()).ok()?.dyn_into().ok()?;
        if bytes.len() as u64 + u64::from(piece.length()) > LARGEST {
            let _ = call(&pieces, "cancel");
            return Some(String::new());
        }
        bytes.extend(piece.to_vec());
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn call(of: &JsValue, method: &str) -> Result<JsValue, JsValue> {
    Reflect::get(of, &method.into())?.dyn_into::<Function>()?.call0(of)
}
