//! Everything that a reader can do is within the site's Content-Security-Policy: every visit fails where it is not.

use browser_tests::{
    programs::Browser,
    reader::Reader,
    target::{button, link, main, navigation},
    visit_with,
};

use crate::{
    article::{TRAINING, TRAINING_TITLE},
    comments::{comment, consent, name, send},
    door::NO_DOOR,
};

/// All over a newspaper that lives at `base`: empty, or `/tin`.
pub async fn walk(reader: &Reader, base: &str) {
    let at = async |path: &str| assert_eq!(reader.path().await, format!("{base}{path}"));
    reader.read("/").await;
    reader.click(link("Tạp chí").inside(navigation("Chuyên mục"))).await;
    reader.see_page("Tạp chí").await;
    at("/chuyen-muc/tap-chi/").await;
    reader.click(link(TRAINING_TITLE).inside(main(""))).await;
    reader.see_page(TRAINING_TITLE).await;
    at(TRAINING).await;
    reader.wait("the text", "return text('.prose').length > 100").await;

    reader.click(button("Aa…")).await;
    let choose = "for (const name of ['Rất lớn', 'Tối'])
        [...document.querySelectorAll('.appearance label')].find((it) => it.textContent === name).click();";
    reader.js(choose, vec![]).await;
    reader.wait("the choice", "return document.documentElement.dataset.scheme === 'dark'").await;
    reader.click(button("Chép liên kết")).await;
    reader.wait("word of it", "return text('.share-said') !== ''").await;

    reader.write(name(), "An").await;
    reader.write(comment(), "Bài hay.").await;
    reader.click(consent()).await;
    // Who writes faster than anybody can is taken for a program.
    tokio::time::sleep(std::time::Duration::from_secs(4)).await;
    reader.click(send()).await;
    reader.wait("the comment", "return text('#comments').includes('Bài hay.')").await;

    reader.click(link("English")).await;
    reader.see_page("Training on gender equality work, 2023").await;
    reader.click(link("Tiếng Việt")).await;
    reader.see_page(TRAINING_TITLE).await;
    reader.back().await;
    reader.reload().await;

    reader.open("/luu-tru/2023/").await;
    reader.see_page("Năm 2023").await;
    reader.read("/khong/co/").await;
    reader.see_page("Không tìm thấy trang").await;
    reader.click(link("Về trang chủ").inside(main(""))).await;
    reader.see_page("Con Nước").await;
    at("/").await;
}

#[tokio::test]
async fn readers_get_about() {
    visit_with(Browser::Chromium, &["status of 404"], async |reader, host| {
        walk(reader, "").await;
        assert!(host.asked().iter().all(|path| !path.starts_with("/fallback/")));
    })
    .await;
}

#[tokio::test]
async fn readers_get_about_in_an_older_browser() {
    visit_with(Browser::Chromium, &["status of 404"], async |reader, host| {
        reader.before_each_page(NO_DOOR).await;
        walk(reader, "").await;
        assert!(host.asked().iter().any(|path| path == "/fallback/purify.min.js"));
    })
    .await;
}

/// Each of these would be an attack; the page goes on as if nothing had been tried.
#[tokio::test]
async fn what_the_policy_forbids_does_not_happen() {
    visit_with(Browser::Chromium, &[""], async |reader, _| {
        reader.read(TRAINING).await;
        let attack = "window.stopped = [];
            document.addEventListener('securitypolicyviolation', (event) => {
              stopped.push(event.effectiveDirective);
              event.stopImmediatePropagation();
            }, true);
            const attempt = (act) => { try { act(); } catch { stopped.push('refused'); } };
            const add = (name, values) => document.body.append(Object.assign(document.createElement(name), values));
            attempt(() => add('script', { textContent: 'window.hacked = 1' }));
            attempt(() => add('img', { src: 'https://evil.example/x.png' }));
            attempt(() => document.body.setAttribute('onclick', 'window.hacked = 2'));
            attempt(() => { document.querySelector('h1').innerHTML = '<img onerror=\"window.hacked = 3\" src=\"/x\">'; });
            attempt(() => setTimeout('window.hacked = 4'));
            attempt(() => fetch('https://evil.example/').catch(() => {}));
            document.body.click();";
        reader.js(attack, vec![]).await;
        let stopped = "return stopped.sort().join() === 'connect-src,img-src' + ',refused'.repeat(4)
            + ',require-trusted-types-for'.repeat(4)";
        reader.wait("every attack to be stopped", stopped).await;
        assert_eq!(reader.js("return window.hacked ?? null", vec![]).await, serde_json::Value::Null);
        reader.see_page(TRAINING_TITLE).await;
        // A picture that is refused stands among the requests, too.
        assert_eq!(reader.requests().await.iter().filter(|url| url.contains("evil")).count(), 1);
    })
    .await;
}
