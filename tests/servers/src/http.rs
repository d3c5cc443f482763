//! A plain client, in place of a reader's browser.

use serde_json::Value;
use ureq::{Agent, http};

/// What a server answered, whatever the status.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body, as far as it is text.
    pub text: String,
    headers: http::HeaderMap,
}

impl Answer {
    /// The first value of a header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The body as JSON; what is not JSON ends the test.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// Asks for an address, as a page of the site `origin` would.
pub fn get(address: &str, origin: &str) -> Answer {
    send("GET", address, &[("Origin", origin)], None)
}

/// Sends JSON, as a page of the site `origin` would.
pub fn post(address: &str, origin: &str, body: &Value) -> Answer {
    send("POST", address, &[("Origin", origin)], Some(body))
}

/// Sends bytes, with these headers and no others.
pub fn carry(method: &str, address: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let mut request = http::Request::builder().method(method).uri(address);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let answer = match method {
        "GET" => agent().run(request.body(()).expect("a request")),
        _ => agent().run(request.body(body).expect("a request")),
    };
    read(address, answer)
}

fn agent() -> Agent {
    Agent::new_with_config(Agent::config_builder().http_status_as_error(false).max_redirects(0).build())
}

/// Sends a request; headers are those of `headers` and, with a body, its content type.
pub fn send(method: &str, address: &str, headers: &[(&str, &str)], body: Option<&Value>) -> Answer {
    let mut request = http::Request::builder().method(method).uri(address);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let agent = agent();
    let answer = match body {
        Some(body) => {
            let request = request.header("Content-Type", "application/json").body(body.to_string());
            agent.run(request.expect("a request"))
        }
        None => agent.run(request.body(()).expect("a request")),
    };
    read(address, answer)
}

fn read(address: &str, answer: Result<http::Response<ureq::Body>, ureq::Error>) -> Answer {
    let (parts, mut body) = answer.unwrap_or_else(|error| panic!("{address}: {error}")).into_parts();
    let bytes = body.read_to_vec().unwrap_or_else(|error| panic!("{address}: {error}"));
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Answer { status: parts.status.as_u16(), text, headers: parts.headers }
}
