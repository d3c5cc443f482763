//! Asks a server, with patience: not for ever, not for too much, and again where it helps.

use std::{fmt, thread, time::Duration};

use news::source::{NoResponse, Response, SourceError, wordpress::answer::Totals};
use serde::{Deserialize, Serialize};
use ureq::Agent;

/// An answer may take so long, its body included.
const LONGEST: Duration = Duration::from_secs(60);
/// A picture over a slow line.
const LONGEST_PICTURE: Duration = Duration::from_secs(300);
const CONNECT: Duration = Duration::from_secs(15);
/// Waits before asking again; when they are used up, the failure stands.
const WAITS: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(3)];
/// A server that wants to be left alone longer is not waited for.
const LONGEST_WAIT: u64 = 30;
const REDIRECTS: u32 = 5;
/// Bytes of an answer: a page of articles, and a picture.
const MOST: u64 = 64 * 1024 * 1024;

/// An answer, whatever its status.
#[derive(Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// How much there is of what was asked for.
    pub totals: Totals,
    /// The body.
    pub body: Vec<u8>,
    /// By what the server knows this state of the file.
    pub state: Seen,
}

/// By what a server knows a state of a file: its `ETag` and `Last-Modified`, as far as it told them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    etag: Option<String>,
    modified: Option<String>,
}

/// Why what was asked for can not be had.
#[derive(Debug)]
pub enum Failure {
    /// There was no answer, and why.
    Silent(String),
    /// The server said no, or that it can not; with the seconds that it wants to be left alone.
    Status(u16, Option<u64>),
    /// The answer is not what was asked for.
    Malformed,
    /// The answer is no file of a bundle that this program can read.
    NoBundle,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Silent(reason) => write!(f, "does not answer: {reason}"),
            Failure::Status(status, None) => write!(f, "answers with status {status}"),
            Failure::Status(status, Some(wait)) => {
                write!(f, "answers with status {status} and asks to be left alone for {wait} seconds")
            }
            Failure::Malformed => {
                f.write_str("answers with something that is not the REST API of a WordPress")
            }
            Failure::NoBundle => f.write_str(
                "answers with something that is not the data of a Bantin site, or of a newer one than this program",
            ),
        }
    }
}

impl Failure {
    /// Whether the server keeps it from strangers, or has no such thing.
    pub fn is_refusal(&self) -> bool {
        matches!(self, Failure::Status(401 | 403 | 404 | 410, _))
    }
}

/// Keeps connections open from one question to the next.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
}

impl Client {
    /// One that knows the roots of trust that Mozilla does.
    pub fn new() -> Self {
        let config = Agent::config_builder()
            .timeout_connect(Some(CONNECT))
            .max_redirects(REDIRECTS)
            .http_status_as_error(false)
            .user_agent(concat!("bantin/", env!("CARGO_PKG_VERSION")));
        Self { agent: config.build().into() }
    }

    /// Asks until there is an answer that asking again would not change.
    fn ask(&self, url: &str, seen: &Seen, longest: Duration) -> Result<Answer, Failure> {
        let mut waits = WAITS.iter();
        loop {
            let (failure, wanted) = match self.ask_once(url, seen, longest) {
                Ok((Answer { status: status @ (429 | 500 | 502 | 503 | 504), .. }, wanted)) => {
                    (Failure::Status(status, wanted), wanted)
                }
                Ok((answer, _)) => return Ok(answer),
                // Where permalinks are off, some hosts lead in a circle.
                Err(ureq::Error::TooManyRedirects) => return Err(Failure::Malformed),
                Err(error) => (Failure::Silent(error.to_string()), None),
            };
            let wait = waits.next().filter(|_| wanted.is_none_or(|wanted| wanted <= LONGEST_WAIT));
            let Some(wait) = wait else { return Err(failure) };
            thread::sleep(wanted.map_or(*wait, Duration::from_secs));
        }
    }

    /// The answer, and the seconds that the server wants to be left alone.
    fn ask_once(
        &self,
        url: &str,
        seen: &Seen,
        longest: Duration,
    ) -> Result<(Answer, Option<u64>), ureq::Error> {
        let mut request = self.agent.get(url).config().timeout_global(Some(longest)).build();
        for (name, value) in [("If-None-Match", &seen.etag), ("If-Modified-Since", &seen.modified)] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        let mut response = request.call()?;
        let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok());
        let totals = Totals::of(header("x-wp-total"), header("x-wp-totalpages"));
        // Where it is a date and no number, the usual wait will do.
        let wanted = header("retry-after").and_then(|seconds| seconds.trim().parse().ok());
        let text = |name: &str| header(name).map(str::to_owned);
        let state = Seen { etag: text("etag"), modified: text("last-modified") };
        let status = response.status().as_u16();
        let body = response.body_mut().with_config().limit(MOST).read_to_vec()?;
        Ok((Answer { status, totals, body, state }, wanted))
    }

    /// Asks the API, and reads the answer with `decode`.
    ///
    /// # Errors
    /// Whatever the answer is but what was asked for.
    pub fn api<T>(
        &self,
        url: &str,
        decode: impl FnOnce(Result<Response, NoResponse>) -> Result<T, SourceError>,
    ) -> Result<(T, Totals), Failure> {
        let Answer { status, totals, body, .. } = self.ask(url, &Seen::default(), LONGEST)?;
        let body = String::from_utf8(body).map_err(|_| Failure::Malformed)?;
        let read = decode(Ok(Response { status, body, ..Response::default() }));
        read.map(|read| (read, totals)).map_err(|error| match error {
            SourceError::Malformed => Failure::Malformed,
            _ => Failure::Status(status, None),
        })
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// For every status but 200.
    pub fn file(&self, url: &str) -> Result<Vec<u8>, Failure> {
        match self.ask(url, &Seen::default(), LONGEST_PICTURE)? {
            Answer { status: 200, body, .. } => Ok(body),
            Answer { status, .. } => Err(Failure::Status(status, None)),
        }
    }

    /// The bytes of a file and by what the server knows them; none if it is in the state that was `seen`.
    ///
    /// # Errors
    /// For every status but 200 and 304.
    pub fn file_since(&self, url: &str, seen: &Seen) -> Result<Option<(Vec<u8>, Seen)>, Failure> {
        match self.ask(url, seen, LONGEST_PICTURE)? {
            Answer { status: 304, .. } => Ok(None),
            Answer { status: 200, body, state, .. } => Ok(Some((body, state))),
            Answer { status, .. } => Err(Failure::Status(status, None)),
        }
    }
}
