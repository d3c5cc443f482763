//! The moment of the build. It decides which articles have expired, and stands in no file.

use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds since 1970: of `SOURCE_DATE_EPOCH` where that is set
/// (<https://reproducible-builds.org/specs/source-date-epoch/>), else of the computer.
///
/// # Errors
/// If `SOURCE_DATE_EPOCH` is no number.
pub fn now() -> Result<i64, String> {
    match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => text.trim().parse().map_err(|_| {
            format!("SOURCE_DATE_EPOCH is `{text}`; it has to be a number of seconds, or not set")
        }),
        Err(_) => {
            let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            Ok(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
        }
    }
}
