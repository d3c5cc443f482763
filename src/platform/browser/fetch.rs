//! The one effect by which content arrives.

use gloo_net::http::Request;
use news::source::{NoResponse, Response};
use web_sys::AbortController;

/// Seconds after which an answer is given up.
const PATIENCE: u32 = 20;

/// Fetches a file below the base.
pub async fn fetch(path: &str) -> Result<Response, NoResponse> {
    let on_line = || web_sys::window().is_none_or(|window| window.navigator().on_line());
    let lost = || if on_line() { NoResponse::Unreachable } else { NoResponse::Offline };
    let abort = AbortController::new().ok();
    let request = Request::get(&format!("{}{path}", super::base()));
    let request = request.abort_signal(abort.as_ref().map(AbortController::signal).as_ref());
    let _timer =
        abort.map(|abort| gloo_timers::callback::Timeout::new(PATIENCE * 1_000, move || abort.abort()));
    let answer = request.send().await.map_err(|_| lost())?;
    let status = answer.status();
    let body = answer.text().await.map_err(|_| lost())?;
    Ok(Response { status, body, retry_after: None })
}
