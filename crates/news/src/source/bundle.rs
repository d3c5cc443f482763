//! Reads the files of a bundle ([`crate::bundle`]).

use serde::{Deserialize, de::DeserializeOwned};

use super::{NoResponse, Response, SourceError, body};
use crate::bundle::VERSION;

#[derive(Deserialize)]
struct Versioned {
    version: u32,
}

/// Decodes one file.
///
/// # Errors
/// [`SourceError::Malformed`] for anything that is not a file of this version: HTML instead of JSON (a host
/// that answers every path with the shell), a truncated file, a newer format.
pub fn decode<T: DeserializeOwned>(answer: Result<Response, NoResponse>) -> Result<T, SourceError> {
    let body = body(answer)?;
    let malformed = |_| SourceError::Malformed;
    let Versioned { version } = serde_json::from_str(&body).map_err(malformed)?;
    if version != VERSION {
        return Err(SourceError::Malformed);
    }
    serde_json::from_str(&body).map_err(malformed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::Page;

    #[test]
    fn only_a_file_of_this_version_is_read() {
        let read = |text: &str| decode::<Page>(Ok(Response { status: 200, body: text.into() }));
        assert!(read(r#"{"version":1,"teasers":[]}"#).is_ok());
        for bad in
            ["", "<!doctype html>", r#"{"version":1,"teas"#, r#"{"version":2,"teasers":[]}"#, "[]", "null"]
        {
            assert_eq!(read(bad), Err(SourceError::Malformed), "{bad}");
        }
    }
}
