//! What may come back instead of an answer, from whoever stands between: the tests of every adapter go through all of it.

use super::{Answer, NoResponse, Response};

/// The faults, by their names. `large` is how many bytes are more than anybody reads.
pub fn faults(large: usize) -> Vec<(&'static str, Answer)> {
    let with = |status, body: &str| Ok(Response { status, body: body.to_owned(), ..Response::default() });
    vec![
        ("500", with(500, "")),
        ("502", with(502, "<html>Bad gateway</html>")),
        ("401", with(401, "")),
        ("429", Ok(Response { status: 429, retry_after: Some(90), ..Response::default() })),
        ("503", with(503, "")),
        ("404", with(404, "<html>Not here</html>")),
        ("405", with(405, "")),
        ("408", with(408, "")),
        ("HTML instead of JSON", with(200, "<!doctype html><p>Xin chào</p>")),
        ("truncated", with(200, r#"{"id": 1, "parent": nu"#)),
        ("empty", with(200, "")),
        ("null", with(200, "null")),
        ("a list", with(200, "[]")),
        ("huge", with(200, &format!("\"{}\"", "a".repeat(large)))),
        ("a redirect that was not followed", with(302, "")),
        ("no answer", Err(NoResponse::Unreachable)),
        ("no network", Err(NoResponse::Offline)),
    ]
}
