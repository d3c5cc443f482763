//! Reads the files of a bundle ([`crate::bundle`]).

pub mod afar;
pub mod manuscript;

use serde::{Deserialize, de::DeserializeOwned};

use super::{Answer, SourceError, body, json::read};
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
pub fn decode<T: DeserializeOwned>(answer: Answer) -> Result<T, SourceError> {
    read(&checked(answer)?).map_err(|_| SourceError::Malformed)
}

/// The text of a file of this version.
fn checked(answer: Answer) -> Result<String, SourceError> {
    let body = body(answer)?;
    match read(&body) {
        Ok(Versioned { version: VERSION }) => Ok(body),
        _ => Err(SourceError::Malformed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        bundle::Page,
        source::{Response, faults::faults},
    };

    #[test]
    fn only_a_file_of_this_version_is_read() {
        let read = |text: &str| {
            decode::<Page>(Ok(Response { status: 200, body: text.into(), ..Response::default() }))
        };
        assert!(read(r#"{"version":1,"teasers":[]}"#).is_ok());
        for bad in
            ["", "<!doctype html>", r#"{"version":1,"teas"#, r#"{"version":2,"teasers":[]}"#, "[]", "null"]
        {
            assert_eq!(read(bad), Err(SourceError::Malformed), "{bad}");
        }
    }

    #[test]
    fn no_fault_is_taken_for_a_file() {
        for (name, answer) in faults(1 << 20) {
            let error = decode::<Page>(answer).unwrap_err();
            assert_eq!(error == SourceError::NotFound, name == "404", "{name}: {error:?}");
        }
    }
}
