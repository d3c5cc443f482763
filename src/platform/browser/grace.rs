//! How long readers wait for a source of articles, where the site's own files have the page, too.

use std::pin::pin;

use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use news::source::SourceError;

use crate::load::Content;

/// Milliseconds that the source may take for an answer where the site's own files have the page.
const GRACE: u32 = 5_000;

/// What the site's own files and the source say. Where the files have the page, the source is not waited for long.
pub async fn both<T>(
    built: impl Future<Output = Result<Content, SourceError>>,
    live: impl Future<Output = Result<T, SourceError>>,
) -> (Result<Content, SourceError>, Result<T, SourceError>) {
    match select(pin!(built), pin!(live)).await {
        Either::Left((built, live)) => {
            let live = in_time(live, built.is_ok()).await;
            (built, live)
        }
        Either::Right((live, built)) => (built.await, live),
    }
}

/// What the source says, within [`GRACE`] if that is `limited`.
pub async fn in_time<T>(
    live: impl Future<Output = Result<T, SourceError>>,
    limited: bool,
) -> Result<T, SourceError> {
    if !limited {
        return live.await;
    }
    match select(pin!(live), TimeoutFuture::new(GRACE)).await {
        Either::Left((live, _)) => live,
        Either::Right(_) => Err(SourceError::Unavailable),
    }
}
