//! What is to be looked at again: found while one types, in the editor's language, and each leads to its place.

use browser_tests::reader::Reader;

use super::{at_desk, at_desk_with, fill, open};

/// The remark of a code, as it stands under the text.
fn remark(code: &str) -> String {
    format!("document.querySelector('.remark[data-code=\"{code}\"]')")
}

async fn told(reader: &Reader, code: &str) {
    reader.wait(code, &format!("return !!{}", remark(code))).await;
}

async fn gone(reader: &Reader, code: &str) {
    reader.wait(&format!("no {code}"), &format!("return !{}", remark(code))).await;
}

async fn go(reader: &Reader, code: &str) {
    reader.js(&format!("{}.querySelector('button').click()", remark(code)), vec![]).await;
}

#[tokio::test]
async fn a_wrong_date_is_told_in_the_editors_language() {
    at_desk(async |reader, _| {
        for (path, message, help) in [
            (
                "/bien-tap/",
                "`expires_at`: “31/02/2024” là ngày hoặc giờ không có thật",
                "Viết 2023-12-09, 09-12-2023 hoặc",
            ),
            (
                "/desk/",
                "`expires_at`: “31/02/2024” is a day or time that does not exist",
                "Write 2023-12-09, 09-12-2023 or",
            ),
        ] {
            open(reader, path).await;
            fill(reader, "field-expires_at", "31/02/2024").await;
            told(reader, "bad-date").await;
            let said = format!("return {}.textContent", remark("bad-date"));
            let said = reader.text(&said).await;
            assert!(said.starts_with(message) && said.contains(help), "{said}");
            go(reader, "bad-date").await;
            assert_eq!(reader.text("return document.activeElement.id").await, "field-expires_at");
            fill(reader, "field-expires_at", "29/02/2024").await;
            gone(reader, "bad-date").await;
        }
    })
    .await;
}

#[tokio::test]
async fn the_site_is_asked_quietly_where_it_has_articles() {
    at_desk(async |reader, host| {
        fill(reader, "field-title", "Đọc bản tin bão").await;
        told(reader, "duplicate-slug").await;
        fill(reader, "field-title", "Một bài chưa ai viết").await;
        gone(reader, "duplicate-slug").await;
        let links = "[có](/bai-viet/doc-ban-tin-bao/), [cũng có](/en/article/how-to-read-a-storm-bulletin/), [không](/bai-viet/khong-co/)";
        fill(reader, "text", links).await;
        told(reader, "dead-link").await;
        let dead = "return [...document.querySelectorAll('.remark[data-code=\"dead-link\"] button')].map((it) => it.textContent)";
        let dead = reader.texts(dead).await;
        assert!(dead.iter().any(|link| link.contains("khong-co")), "{dead:?}");
        assert!(!dead.iter().any(|link| link.contains("doc-ban-tin-bao")), "{dead:?}");
        go(reader, "dead-link").await;
        assert_eq!(reader.text("return document.activeElement.id").await, "text");
        assert!(!host.asked().iter().any(|path| path.contains("/article/")), "{:?}", host.asked());
    })
    .await;
}

#[tokio::test]
async fn a_picture_that_is_not_there_is_told() {
    at_desk_with(&["khong-co.jpg", "cung-khong.jpg"], async |reader, _| {
        fill(reader, "field-title", "Lũ về").await;
        // Far below what is in sight.
        let far = format!("{}![Sông](/media/khong-co.jpg)\n", "Nước lên.\n\n".repeat(300));
        fill(reader, "text", &far).await;
        told(reader, "missing-picture").await;
        let said = format!("return {}.textContent", remark("missing-picture"));
        assert!(reader.text(&said).await.starts_with("không có tệp `/media/khong-co.jpg`"));
        go(reader, "missing-picture").await;
        let at = "const place = document.getElementById('text');
            return document.activeElement === place && place.value.slice(place.selectionStart).trim()";
        assert_eq!(reader.text(at).await, "![Sông](/media/khong-co.jpg)");
        fill(reader, "text", "![Sông](/media/bao-bien-dong.jpg)\n").await;
        gone(reader, "missing-picture").await;

        fill(reader, "field-cover-src", "/media/cung-khong.jpg").await;
        told(reader, "missing-picture").await;
        go(reader, "missing-picture").await;
        assert_eq!(reader.text("return document.activeElement.id").await, "field-cover-src");
    })
    .await;
}

#[tokio::test]
async fn each_remark_leads_to_its_place() {
    at_desk(async |reader, _| {
        fill(reader, "field-title", "Lũ về").await;
        // Where the caret stands in the text.
        let here = "const place = document.getElementById('text');
            return document.activeElement === place ? place.value.slice(place.selectionStart).trim() : ''";
        for (code, text, place) in [
            ("no-alt", "Chữ.\n\n![](/media/bao-bien-dong.jpg)", "![](/media/bao-bien-dong.jpg)"),
            ("skipped-heading", "## A\n\n#### B", "#### B"),
            ("decomposed", "Chữ.\n\nLu\u{303} về", "Lu\u{303} về"),
        ] {
            fill(reader, "text", text).await;
            told(reader, code).await;
            go(reader, code).await;
            assert_eq!(reader.text(here).await, place, "{code}");
        }
        fill(reader, "text", "Chữ.").await;
        gone(reader, "decomposed").await;
        let long = "Lũ về ".repeat(40);
        for (code, field, wrong, right) in [
            ("long-title", "field-title", long.as_str(), "Lũ về"),
            ("decomposed", "field-title", "Lu\u{303} về", "Lũ về"),
            ("publish-past", "field-publish_at", "2020-01-02", "2999-01-02"),
            ("duplicate-slug", "field-slug", "doc-ban-tin-bao", "lu-ve-2999"),
        ] {
            fill(reader, field, wrong).await;
            told(reader, code).await;
            reader.js("document.getElementById('text').focus()", vec![]).await;
            go(reader, code).await;
            assert_eq!(reader.text("return document.activeElement.id").await, field, "{code}");
            fill(reader, field, right).await;
            gone(reader, code).await;
        }
    })
    .await;
}
