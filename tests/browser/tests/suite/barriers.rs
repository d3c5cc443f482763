//! axe-core on every template, light and dark, on a phone and a desk; and no page wider than a phone.

use browser_tests::{fault::Fault, programs::Browser, reader::Reader, target::button, visit_with};

use crate::article::TRAINING;

const EXPECTED: &[&str] = &["Failed to load resource"];

async fn check(reader: &Reader, path: &str, found: &mut Vec<String>) {
    for width in [320, 1280] {
        reader.screen(width).await;
        for scheme in ["light", "dark"] {
            reader.prefer(scheme).await;
            // Colours that are on their way to the other scheme are nobody's fault.
            reader.js("document.getAnimations().forEach((it) => it.finish())", vec![]).await;
            let barriers = reader.barriers().await;
            if !barriers.is_empty() {
                found.push(format!("{path}, {scheme}, {width} px:\n  {}", barriers.join("\n  ")));
            }
        }
        let wide = "const wide = [...document.querySelectorAll('body *')].filter((it) =>
              it.getBoundingClientRect().right > innerWidth + 1 && it.checkVisibility());
            return [document.documentElement.scrollWidth, ...wide.map((it) => it.outerHTML.slice(0, 80)).slice(0, 3)];";
        let wide = reader.js(wide, vec![]).await;
        if wide[0].as_u64().is_none_or(|seen| seen > u64::from(width)) {
            found.push(format!("{path} can be scrolled sideways at {width} px: {wide}"));
        }
    }
}

async fn check_all(paths: &[&str]) {
    visit_with(Browser::Chromium, EXPECTED, async |reader, host| {
        let mut found = Vec::new();
        for path in paths {
            if *path == "broken" {
                host.break_at("/data/vi/section/thuy-van/head.json", Fault::Status(500));
                // The host has no such file: the app draws the list from its data.
                reader.read("/chuyen-muc/thuy-van").await;
                reader.see(button("Thử lại")).await;
            } else {
                reader.read(path).await;
            }
            check(reader, path, &mut found).await;
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
    })
    .await;
}

#[tokio::test]
async fn lists() {
    check_all(&["/", "/en/", "/chuyen-muc/thoi-tiet/", "/the/quan-trac/", "/trang/1/"]).await;
}

#[tokio::test]
async fn archive() {
    check_all(&["/luu-tru/", "/luu-tru/2024/", "/luu-tru/2024/07/", "/luu-tru/2024/07/10/"]).await;
}

#[tokio::test]
async fn articles() {
    let table = "/bai-viet/chi-so-uv-doc-the-nao/";
    let correction = "/bai-viet/vu-ke-do-mua-the-nao/";
    check_all(&[TRAINING, table, correction, "/en/article/gender-equality-training-2023/"]).await;
}

#[tokio::test]
async fn failures() {
    check_all(&["/bai-viet/khong-co-bai-nay/", "broken"]).await;
}

#[tokio::test]
async fn a_form_with_faults_and_an_open_menu() {
    visit_with(Browser::Chromium, &[], async |reader, _| {
        let mut found = Vec::new();
        reader.read(TRAINING).await;
        reader.click(button("Gửi ý kiến")).await;
        reader.see_text("Bạn chưa ghi tên.").await;
        reader.click(button("Trả lời Một quan trắc viên")).await;
        reader.js("document.querySelectorAll('details').forEach((it) => it.open = true)", vec![]).await;
        check(reader, "a form with faults", &mut found).await;
        assert!(found.is_empty(), "{}", found.join("\n"));
    })
    .await;
}

#[tokio::test]
async fn barriers_are_noticed() {
    visit_with(Browser::Chromium, &[], async |reader, _| {
        reader.read("/").await;
        reader
            .js(
                "const main = document.querySelector('main');
             main.insertAdjacentHTML('beforeend',
               `<img src='/favicon.svg'><p>Khó đọc quá</p>`);
             // A style in the markup is forbidden; one that a script sets is not.
             main.lastElementChild.style.cssText = 'color: #999; background: #aaa; width: 2000px';",
                vec![],
            )
            .await;
        let mut found = Vec::new();
        check(reader, "/", &mut found).await;
        let found = found.join("\n");
        for barrier in ["image-alt", "color-contrast", "can be scrolled sideways at 320 px"] {
            assert!(found.contains(barrier), "{barrier} was not noticed: {found}");
        }
    })
    .await;
}
