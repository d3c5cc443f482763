//! The form: each field is seen on the page and written into the file.

use std::fs;

use browser_tests::target::button;

use super::{at_desk, caret, files::downloaded, fill, inside, press, room, see_inside, value};

#[tokio::test]
async fn every_field_is_on_the_page_and_in_the_file() {
    at_desk(async |reader, _| {
        let suggested = "return document.getElementById('field-slug').placeholder";
        fill(reader, "field-title", "Lũ về trong đêm: Đắk Lắk").await;
        assert_eq!(reader.text(suggested).await, "lu-ve-trong-dem-dak-lak");
        // The site's own sections and tags are offered.
        let sections = "return [...document.querySelectorAll('#sections option')].map((it) => it.value)";
        assert!(reader.texts(sections).await.contains(&"Thủy văn".to_owned()));
        fill(reader, "field-section", "Thủy văn").await;
        fill(reader, "field-tags", "bão, lu").await;
        let offered = "return [...document.querySelectorAll('#field-tags ~ .found button, .field:has(#field-tags) ~ .found button')]
            .map((it) => it.textContent)";
        reader.wait("tags of the site", &format!("return (() => {{ {offered} }})().some((it) => /^lũ/i.test(it))")).await;
        let first = reader.texts(offered).await.swap_remove(0);
        reader.click(button(&first)).await;
        reader.wait("it among the tags", &format!("return document.getElementById('field-tags').value === 'bão, {first}'")).await;

        for (field, text) in [
            ("authors", "Minh An, Thu Hà"),
            ("credit", "Tạp chí KTTV"),
            ("slug", "Lũ Đêm!"),
            ("date", "09-12-2023 14:30"),
            ("updated", "10-12-2023"),
            ("publish_at", "09-12-2023 15:00"),
            ("expires_at", "31-12-2033"),
            ("standfirst", "Nước lên hai mét."),
        ] {
            fill(reader, &format!("field-{field}"), text).await;
        }
        reader.js("document.getElementById('field-slug').dispatchEvent(new Event('change', { bubbles: true }))", vec![]).await;
        assert_eq!(value(reader, "field-slug").await, "lu-dem");
        let seen = "const page = inside.querySelector('#app').textContent;
            return ['Minh An', 'Thu Hà', 'Tạp chí KTTV', '09-12-2023', '10-12-2023', 'Thủy văn', 'Nước lên hai mét.']
              .filter((it) => !page.includes(it)).join()";
        see_inside(reader, "all of it", &format!("return (() => {{ {seen} }})() === ''")).await;

        // Related articles are found by words of their headlines.
        fill(reader, "find-related", "doc ban tin bao").await;
        let found = "return document.querySelectorAll('#find-related + .found button').length > 0";
        reader.wait("an article", found).await;
        reader.js("document.querySelector('#find-related + .found button').click()", vec![]).await;
        assert_eq!(value(reader, "field-related").await, "doc-ban-tin-bao");
        assert_eq!(value(reader, "find-related").await, "");

        // The language is that of the page and of what is written.
        let choose = "const field = document.getElementById('field-lang');
            field.value = 'en'; field.dispatchEvent(new Event('change', { bubbles: true }));";
        reader.js(choose, vec![]).await;
        reader.wait("English", "return document.getElementById('text').lang === 'en'").await;
        for field in ["draft", "comments"] {
            press(reader, &format!("field-{field}")).await;
        }
        let room = room("fields");
        reader.download_to(&room).await;
        let file = downloaded(reader, "save", &room, "lu-dem.md").await;
        for line in [
            "title: \"Lũ về trong đêm: Đắk Lắk\"",
            "slug: lu-dem",
            "standfirst: Nước lên hai mét.",
            "section: Thủy văn",
            "authors: [Minh An, Thu Hà]",
            "credit: Tạp chí KTTV",
            "date: 2023-12-09T14:30",
            "updated: 2023-12-10",
            "publish_at: 2023-12-09T15:00",
            "expires_at: 2033-12-31",
            "related: [doc-ban-tin-bao]",
            "lang: en",
            "draft: true",
            "comments: false",
        ] {
            assert!(file.contains(line), "{line} in\n{file}");
        }
        assert!(file.contains(&format!("tags: [bão, {first}]")), "{first} in\n{file}");
    })
    .await;
}

#[tokio::test]
async fn a_cover_is_chosen_shown_and_described() {
    at_desk(async |reader, _| {
        let room = room("cover");
        let picture = room.join("Ảnh bìa.jpg");
        let sample = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../site/media/bao-bien-dong.jpg");
        fs::copy(sample, &picture).unwrap();
        fill(reader, "field-title", "Lũ về").await;
        reader.choose("pick-cover", &picture).await;
        let there = "const it = inside.querySelector('.cover img'); return it?.naturalWidth > 0 && it.src.startsWith('blob:')";
        see_inside(reader, "the picture", there).await;
        assert_eq!(value(reader, "field-cover-src").await, "/media/anh-bia.jpg");
        for (field, text) in [("alt", "Sóng lớn"), ("caption", "Sóng ở cảng."), ("credit", "Minh An")] {
            fill(reader, &format!("field-cover-{field}"), text).await;
        }
        let said = "const cover = inside.querySelector('.cover');
            return cover.querySelector('img').alt === 'Sóng lớn' && cover.textContent.includes('Sóng ở cảng.')
              && cover.textContent.includes('Minh An')";
        see_inside(reader, "what is said of it", said).await;
        reader.download_to(&room).await;
        press(reader, "save").await;
        let zip = room.join("lu-ve.zip");
        for _ in 0..100 {
            if zip.is_file() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        let bytes = fs::read(&zip).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        for part in ["src: \"/media/anh-bia.jpg\"", "alt: Sóng lớn", "caption: Sóng ở cảng.", "credit: Minh An"] {
            assert!(text.contains(part), "{part}");
        }
    })
    .await;
}

/// What a button makes of a selection.
#[tokio::test]
async fn every_button_of_the_toolbar_does_what_it_says() {
    at_desk(async |reader, _| {
        // Without a headline the first heading of the text is one.
        fill(reader, "field-title", "Mưa lớn").await;
        for (name, before, after, shown) in [
            ("Đậm", "Nước", "**Nước**", "strong"),
            ("Nghiêng", "Nước", "*Nước*", "em"),
            ("Đề mục", "Nước", "## Nước", "h2"),
            ("Danh sách", "Nước", "- Nước", "ul > li"),
            ("Danh sách số", "Nước", "1. Nước", "ol > li"),
            ("Trích dẫn", "Nước", "> Nước", "blockquote"),
            ("Bảng", "Nước", "Nước\n\n| Cột | Cột |\n|---|---|\n|  |  |", "table th"),
        ] {
            fill(reader, "text", before).await;
            caret(reader, 0).await;
            reader.js("document.getElementById('text').select()", vec![]).await;
            reader.click(button(name)).await;
            assert_eq!(super::body(reader).await, after, "{name}");
            see_inside(reader, name, &format!("return !!inside.querySelector('.prose {shown}')")).await;
        }
        assert_eq!(inside(reader, "return inside.querySelectorAll('.prose table').length").await, 1);
    })
    .await;
}

#[tokio::test]
async fn words_and_minutes_are_counted_and_a_long_article_gets_no_link() {
    at_desk(async |reader, _| {
        fill(reader, "text", "Nước **lên** [nhanh](/a/) trong đêm.").await;
        reader.wait("five words", "return text('.length') === '5 chữ · 1 phút đọc'").await;
        fill(reader, "text", &"nước ".repeat(1_234)).await;
        reader.wait("more", "return /^1\\.234 chữ · [4-9] phút đọc$/.test(text('.length'))").await;
        // Letters that can not be made fewer.
        let long = "let noise = '';
            for (let at = 0; at < 60000; at++) noise += String.fromCharCode(97 + Math.random() * 26);
            const place = document.getElementById('text');
            place.value = noise;
            place.dispatchEvent(new Event('input', { bubbles: true }));";
        reader.js(long, vec![]).await;
        press(reader, "share").await;
        reader.wait("word of it", "return text('#dialog').includes('Bài dài quá')").await;
        assert_eq!(
            reader.js("return document.getElementById('share-link')", vec![]).await,
            serde_json::Value::Null
        );
    })
    .await;
}
