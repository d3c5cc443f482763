//! A test's frame: a host, a reader, and what must hold at the end of every visit.

use std::{
    panic::{AssertUnwindSafe, resume_unwind},
    time::Duration,
};

use futures_util::FutureExt;
use tokio::{sync::Semaphore, time::timeout};

use crate::{driver::Driver, host::Host, programs::Browser, reader::Reader};

/// Browsers that run at a time.
static SEATS: Semaphore = Semaphore::const_new(2);

/// No test takes longer.
const LONGEST: Duration = Duration::from_secs(240);

/// Starts every report of what the site's Content-Security-Policy forbids. A test that expects one says so with this.
const FORBIDDEN: &str = "forbidden by the site: ";

/// Tells the console of every violation; the console outlives the page.
const WATCH: &str = "document.addEventListener('securitypolicyviolation', (event) => console.error(
    'FORBIDDEN' + [event.effectiveDirective, event.blockedURI, event.sample, event.sourceFile,
    event.lineNumber, location.pathname].join(' ')));";

/// Runs a test in Chromium; fails if the console tells of an error, or a page asks anybody but the host.
pub async fn visit(test: impl AsyncFnOnce(&Reader, &Host)) {
    visit_with(Browser::Chromium, &[], test).await;
}

/// Runs a test in this browser. `expected` are parts of errors that the console may tell of.
pub async fn visit_with(browser: Browser, expected: &[&str], test: impl AsyncFnOnce(&Reader, &Host)) {
    let host = Host::open().await;
    let address = host.address.clone();
    visit_at(browser, &address, expected, async |reader| test(reader, &host).await).await;
}

/// Runs a test against the newspaper at this address. What its Content-Security-Policy forbids must not be tried,
/// unless `expected` names it in full: `forbidden by the site: …`. An address in `expected` may be asked.
pub async fn visit_at(browser: Browser, address: &str, expected: &[&str], test: impl AsyncFnOnce(&Reader)) {
    let _seat = SEATS.acquire().await.expect("it is never closed");
    let driver = Driver::get(browser);
    let reader = Reader::sit_down(browser, &driver, address).await;
    if browser == Browser::Chromium {
        reader.before_each_page(&WATCH.replace("FORBIDDEN", FORBIDDEN)).await;
    }
    let outcome = AssertUnwindSafe(timeout(LONGEST, test(&reader))).catch_unwind().await;
    let (errors, strangers) = match browser {
        Browser::Chromium => (errors(&reader, expected).await, strangers(&reader, expected).await),
        Browser::Firefox => Default::default(),
    };
    reader.leave().await;
    match outcome {
        Err(panic) => {
            for error in errors {
                eprintln!("console: {error}");
            }
            resume_unwind(panic)
        }
        Ok(ended) => assert!(ended.is_ok(), "the test did not end in {LONGEST:?}"),
    }
    assert!(errors.is_empty(), "the console tells of errors:\n{}", errors.join("\n"));
    assert!(strangers.is_empty(), "pages asked other servers:\n{}", strangers.join("\n"));
}

/// The console's errors, but for the expected ones and the status of deep links to a static host.
async fn errors(reader: &Reader, expected: &[&str]) -> Vec<String> {
    let mut errors = reader.console_errors().await;
    errors.retain(|error| {
        let address = error.split(' ').next().unwrap_or_default();
        let deep_link = address.ends_with('/') && error.contains("status of 404");
        let forbidden = error.contains(FORBIDDEN);
        let known = |part: &&str| error.contains(*part) && (!forbidden || part.contains(FORBIDDEN));
        !deep_link && !expected.iter().any(known)
    });
    errors
}

/// Addresses that pages asked for and that are neither the host's nor expected.
async fn strangers(reader: &Reader, expected: &[&str]) -> Vec<String> {
    let mut requests = reader.requests().await;
    let own = |url: &String| url.starts_with(&format!("{}/", reader.address));
    requests.retain(|url| !expected.iter().any(|start| start.starts_with("http") && url.starts_with(start)));
    requests
        .retain(|url| !own(url) && !["data:", "about:", "blob:"].iter().any(|start| url.starts_with(start)));
    requests
}
