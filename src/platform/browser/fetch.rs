//! The one effect by which content arrives.

use gloo_net::http::{self, RequestBuilder};
use gloo_timers::callback::Timeout;
use js_sys::{Function, Promise, Reflect, Uint8Array};
use news::source::{Answer, Method, NoResponse, Request as Question, Response};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestCredentials};

/// Seconds after which an answer is given up.
const PATIENCE: u32 = 20;

/// The longest answer that is read, in bytes.
const LARGEST: u32 = 8 * 1024 * 1024;

/// Fetches a file of the site at `server`, an address with a slash at its end; of this one, if that is empty.
pub async fn fetch(server: &str, path: &str) -> Answer {
    let server = if server.is_empty() { super::base() } else { server.to_owned() };
    let coming = send(RequestBuilder::new(&(server + path)), None).await?;
    let status = coming.answer.status();
    if coming.is_too_long() {
        return Ok(Response { status, ..Response::default() });
    }
    let body = coming.answer.text().await.map_err(|_| lost())?;
    Ok(Response { status, body, ..Response::default() })
}

/// Asks a server, which may send whatever it likes: no more is read than [`LARGEST`]. To another site no cookie goes along
/// unless the question says so.
pub async fn ask(question: Question) -> Answer {
    if !on_line() && question.method != Method::Get {
        // It would fail, and then nobody could tell whether it had left.
        return Err(NoResponse::Offline);
    }
    let request = RequestBuilder::new(&question.url).method(match question.method {
        Method::Get => http::Method::GET,
        Method::Post => http::Method::POST,
        Method::Put => http::Method::PUT,
        Method::Delete => http::Method::DELETE,
    });
    let request = if question.cookies { request.credentials(RequestCredentials::Include) } else { request };
    let coming = send(request, question.body).await?;
    let (status, headers) = (coming.answer.status(), coming.answer.headers());
    if coming.is_too_long() {
        return Ok(Response { status, ..Response::default() });
    }
    let number = |name: &str| headers.get(name)?.parse().ok();
    let total = number("x-wp-total");
    let retry_after = number("retry-after").or_else(|| seconds_until(&headers.get("retry-after")?));
    let body = bounded(&coming.answer).await.ok_or_else(lost)?;
    Ok(Response { status, body, retry_after, total, cookie: headers.get("x-set-cookie") })
}

/// An answer whose text is still on its way; given up once its time is over.
struct Coming {
    answer: http::Response,
    _timer: Option<Timeout>,
}

impl Coming {
    /// Whether it is of no kind that is asked for, and not worth a reader's bytes: it reads as nothing.
    fn is_too_long(&self) -> bool {
        let length = self.answer.headers().get("content-length").and_then(|length| length.parse().ok());
        length.is_some_and(|length: u32| length > LARGEST)
    }
}

async fn send(request: RequestBuilder, body: Option<String>) -> Result<Coming, NoResponse> {
    let abort = AbortController::new().ok();
    let request = request.abort_signal(abort.as_ref().map(AbortController::signal).as_ref());
    let _timer = abort.map(|abort| Timeout::new(PATIENCE * 1_000, move || abort.abort()));
    let request = match body {
        Some(body) => request.header("Content-Type", "application/json").body(body),
        None => request.build(),
    };
    let answer = request.map_err(|_| lost())?.send().await.map_err(|_| lost())?;
    Ok(Coming { answer, _timer })
}

fn on_line() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

fn lost() -> NoResponse {
    if on_line() { NoResponse::Unreachable } else { NoResponse::Offline }
}

/// Seconds until a date of HTTP (RFC 9110, section 5.6.7).
fn seconds_until(date: &str) -> Option<u32> {
    let seconds = (js_sys::Date::parse(date) - js_sys::Date::now()) / 1_000.0;
    seconds.is_finite().then_some(seconds.max(0.0) as u32)
}

/// Reads an answer piece by piece: how long it is, its server may not say, or say of what it compressed. What is longer
/// than [`LARGEST`] reads as nothing, and none of the rest is waited for.
async fn bounded(answer: &http::Response) -> Option<String> {
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
        if bytes.len() as u64 + u64::from(piece.length()) > u64::from(LARGEST) {
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
