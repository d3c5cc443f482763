//! What a host can get wrong.

use std::time::Duration;

/// What happens to the answers for one path.
#[derive(Clone, Debug)]
pub enum Fault {
    /// Another status, and the host's own error page.
    Status(u16),
    /// The connection is reset before a byte of the answer.
    Reset,
    /// The connection is reset in the middle of the body.
    Cut,
    /// Half of the body, as if that were all.
    Truncated,
    /// Nothing, with status 200.
    Empty,
    /// The shell instead of data, with status 200: a host that answers every path with it.
    Shell,
    /// A file of a format that this app does not know.
    Newer,
    /// The right answer, but late.
    Late(Duration),
    /// Another body.
    Body(String),
}

/// Every fault of the data that is over when the server is well again, with the name of the failure that a
/// reader has to see.
pub const OUTAGES: [(Fault, &str); 10] = [
    (Fault::Status(500), "unavailable"),
    (Fault::Status(503), "unavailable"),
    (Fault::Status(429), "unavailable"),
    (Fault::Status(403), "unavailable"),
    (Fault::Reset, "unavailable"),
    (Fault::Cut, "unavailable"),
    (Fault::Truncated, "malformed"),
    (Fault::Empty, "malformed"),
    (Fault::Shell, "malformed"),
    (Fault::Newer, "malformed"),
];
