//! The same in Firefox, where it is installed.

use browser_tests::{host::Host, programs::Browser, reader::Reader, visit_with};
use tokio::sync::Semaphore;

/// geckodriver serves one session at a time.
static SESSION: Semaphore = Semaphore::const_new(1);

pub async fn in_firefox(test: impl AsyncFnOnce(&Reader, &Host)) {
    match Browser::Firefox.programs() {
        Ok(_) => {
            let _session = SESSION.acquire().await;
            visit_with(Browser::Firefox, &[], test).await;
        }
        Err(sentence) => println!("left out: {sentence}"),
    }
}

#[tokio::test]
async fn journey() {
    in_firefox(crate::journey::there_and_back).await;
}

#[tokio::test]
async fn article() {
    in_firefox(crate::article::every_part).await;
}

#[tokio::test]
async fn comment() {
    in_firefox(crate::outbox::kept_and_deleted).await;
}
