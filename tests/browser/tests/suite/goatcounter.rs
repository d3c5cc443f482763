//! How often an article was read, by GoatCounter. It could not be had for the tests: a stand-in answers as its documentation
//! says (goatcounter.com/help/visitor-counter, …/help/pixel). Waline, which can be had, is asked in the servers' tests.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};

use browser_tests::{
    host::{Host, Place},
    newspaper,
    programs::Browser,
    proxy::{MISHAPS, Mishap, Proxy},
    reader::Reader,
    visit_at,
};
use http::{Method, Request, Response, header};
use http_body_util::Full;
use hyper::{
    body::{Bytes, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

const ARTICLE: &str = "/bai-viet/doc-ban-tin-bao/";
const OTHER: &str = "/bai-viet/vu-ke-do-mua-the-nao/";

/// The smallest picture that there is, as a count is answered with.
const DOT: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

/// How often each path was read.
type Counts = Arc<Mutex<BTreeMap<String, u64>>>;

/// Opens the stand-in: its address.
async fn counter(counts: &Counts) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("its own address"));
    let counts = counts.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let counts = counts.clone();
            let answer = service_fn(move |request| {
                let answer = answer(&mut counts.lock().unwrap(), &request);
                async move { Ok::<_, http::Error>(answer) }
            });
            tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), answer));
        }
    });
    address
}

fn answer(counts: &mut BTreeMap<String, u64>, request: &Request<Incoming>) -> Response<Full<Bytes>> {
    let decoded = |text: &str| text.replace("%2F", "/").replace("%2f", "/");
    let answer = Response::builder()
        .header("X-Stand-In", "of Bantin's tests; no real GoatCounter")
        .header(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    let (status, kind, body) = match request.uri().path() {
        "/count" => {
            let query = request.uri().query().unwrap_or_default();
            let path = query.split('&').find_map(|pair| pair.strip_prefix("p=")).map(decoded);
            *counts.entry(path.expect("a path")).or_default() += 1;
            (200, "image/gif", DOT.to_vec())
        }
        path => {
            let path = path.strip_prefix("/counter/").and_then(|path| path.strip_suffix(".json"));
            let path = decoded(path.expect("one of its two addresses"));
            // Thousands are apart, by the thin space that the site is set to.
            let (status, count) = match counts.get(&path) {
                Some(count) => (200, format!("{}\u{202f}{:03}", count / 1_000, count % 1_000)),
                None => (404, "0".to_owned()),
            };
            let body = format!(r#"{{"count":"{count}","count_unique":"{count}"}}"#);
            (status, "application/json", body.into_bytes())
        }
    };
    answer
        .status(status)
        .header(header::CONTENT_TYPE, kind)
        .body(Full::new(Bytes::from(body)))
        .expect("an answer")
}

/// The line below the headline tells this number of views.
async fn told(reader: &Reader, number: &str) {
    let script = format!("return text('.article-head .facts').includes('Lượt xem: {number}')");
    reader.wait(number, &script).await;
}

#[tokio::test]
async fn an_article_is_counted_once_a_visit_and_its_number_told() {
    let counts = Counts::default();
    counts.lock().unwrap().insert(ARTICLE.into(), 1_202);
    counts.lock().unwrap().insert(OTHER.into(), 7_040);
    let goat = counter(&counts).await;
    let room = Path::new(env!("CARGO_TARGET_TMPDIR")).join("goatcounter");
    let (_, out) = newspaper::build(&room, "", |settings| {
        format!("{settings}\n[views]\nkind = 'goatcounter'\nserver = '{goat}'\n")
    });
    let host = Host::at(Place::take().await, out);
    visit_at(Browser::Chromium, &host.address, &[&goat], async |reader| {
        reader.read(ARTICLE).await;
        told(reader, "1.203").await;
        reader.reload().await;
        told(reader, "1.203").await;
        reader.read(OTHER).await;
        told(reader, "7.041").await;
        reader.back().await;
        told(reader, "1.203").await;
        let counts = counts.lock().unwrap().clone();
        assert_eq!(counts, [(ARTICLE.to_owned(), 1_203), (OTHER.to_owned(), 7_041)].into());
    })
    .await;
}

/// Whatever happens to the counter's answers: no number is shown that it did not give, and nothing else is missing.
#[tokio::test]
async fn a_counter_that_fails_is_not_missed() {
    let counts = Counts::default();
    counts.lock().unwrap().insert(ARTICLE.into(), 1_202);
    let proxy = Proxy::before(&counter(&counts).await).await;
    let room = Path::new(env!("CARGO_TARGET_TMPDIR")).join("goatcounter-fails");
    let (_, out) = newspaper::build(&room, "", |settings| {
        format!("{settings}\n[views]\nkind = 'goatcounter'\nserver = '{}'\n", proxy.address)
    });
    let host = Host::at(Place::take().await, out);
    let expected = ["Failed to load resource", "blocked by CORS", "net::ERR", proxy.address.as_str()];
    visit_at(Browser::Chromium, &host.address, &expected, async |reader| {
        let more = [Mishap::Lost, Mishap::Status(404), Mishap::Status(401), Mishap::Status(503)];
        for mishap in MISHAPS.into_iter().chain(more) {
            proxy.break_at(Method::GET, mishap.clone());
            proxy.breaks(reader.read(ARTICLE)).await;
            proxy.rest().await;
            tokio::time::sleep(Duration::from_millis(200)).await;
            let facts = reader.js("return text('.article-head .facts')", vec![]).await;
            let facts = facts.as_str().unwrap_or_default();
            assert!(facts.contains("Đăng ngày") && !facts.contains("Lượt xem"), "{mishap:?}: {facts}");
        }
        // Half a minute, and a clock that is years off.
        for (mishap, clock) in [(Mishap::Late(Duration::from_secs(30)), "0"), (Mishap::Empty, "-6e11")] {
            reader.before_each_page(&format!("Date.now = () => 1.8e12 + {clock}")).await;
            proxy.break_at(Method::GET, mishap.clone());
            proxy.breaks(reader.read(ARTICLE)).await;
            tokio::time::sleep(Duration::from_secs(21)).await;
            let facts = reader.text("return text('.article-head .facts')").await;
            assert!(facts.contains("Đăng ngày") && !facts.contains("Lượt xem"), "{mishap:?}: {facts}");
        }
        proxy.recover();
        reader.read(ARTICLE).await;
        reader.see_text("Lượt xem: 1.2").await;
    })
    .await;
}
