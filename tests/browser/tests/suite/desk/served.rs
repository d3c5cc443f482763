//! At the desk of `bantin serve`: files of the folder are opened, written back and watched, byte for byte.

use std::{fs, path::Path, time::Duration};

use browser_tests::{
    desk::paste_picture,
    programs::Browser,
    reader::Reader,
    serving::Serving,
    target::{button, textbox},
    visit_at,
};

use tokio::time::sleep;

use super::{body, fill, headline, kept, open, press, ready, room};

const SITE: &str = "title = \"Báo\"\nurl = \"https://bao.example\"\nlanguage = \"vi\"\n";

/// As Windows's own editor writes it, with fields that nobody else knows.
const MARKED: &str = "\u{feff}---\r\n# Cho phòng in\r\ntitle: Mưa lớn # giữ\r\ndate: 2023-12-09\r\nla: [ 1,  2 ]\r\n---\r\n\r\n\
    Dòng một.\r\n\r\nDòng hai.   \r\n";

/// Runs a test at the desk of a folder with this article. Nothing may be noted in the console.
async fn at_served_desk(name: &str, test: impl AsyncFnOnce(&Reader, &Path)) {
    let room = room(name);
    fs::create_dir_all(room.join("content")).unwrap();
    fs::write(room.join("site.toml"), SITE).unwrap();
    let file = room.join("content/mua-lon.md");
    fs::write(&file, MARKED).unwrap();
    fs::write(room.join("content/gio.md"), "---\ntitle: Gió\ndate: 2023-12-08\n---\n\nGió lên.\n").unwrap();
    let serving = Serving::start(&room);
    // Of a file that is gone, or has changed: the desk asks, and says so in words.
    let expected = ["status of 404", "status of 412"];
    visit_at(Browser::Chromium, &serving.address, &expected, async |reader| {
        open(reader, "/bien-tap/").await;
        press(reader, "open").await;
        reader.wait("the files", "return document.querySelectorAll('#files li').length === 2").await;
        reader.click(button("Mưa lớn…")).await;
        reader.wait("the article", "return document.getElementById('field-title').value === 'Mưa lớn'").await;
        test(reader, &file).await;
    })
    .await;
}

/// Saves, and waits until this is in the file.
async fn saved(reader: &Reader, file: &Path, expected: &str) {
    press(reader, "save").await;
    for _ in 0..100 {
        if fs::read(file).is_ok_and(|bytes| bytes == expected.as_bytes()) {
            return;
        }
        sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(text(file), expected);
}

fn text(file: &Path) -> String {
    String::from_utf8(fs::read(file).unwrap()).unwrap()
}

#[tokio::test]
async fn a_file_is_written_back_with_nothing_else_changed() {
    at_served_desk("served", async |reader, file| {
        press(reader, "save").await;
        reader.wait("it to be saved", "return text('.said') === 'Đã lưu vào tệp.'").await;
        assert_eq!(text(file), MARKED);
        fill(reader, "field-title", "Mưa rất lớn").await;
        saved(reader, file, &MARKED.replace("Mưa lớn", "Mưa rất lớn")).await;
        let written = body(reader).await.replace("Dòng hai", "Dòng ba");
        fill(reader, "text", &written).await;
        let both = MARKED.replace("Mưa lớn", "Mưa rất lớn").replace("Dòng hai", "Dòng ba");
        saved(reader, file, &both).await;
    })
    .await;
}

#[tokio::test]
async fn what_another_program_writes_is_shown_also_after_a_reload() {
    at_served_desk("served-watched", async |reader, file| {
        let shown = |text: &str| format!("return document.getElementById('text').value.includes('{text}')");
        fs::write(file, MARKED.replace("Dòng hai", "Dòng ba")).unwrap();
        reader.wait("what was written", &shown("Dòng ba")).await;
        kept(reader).await;
        reader.js("location.reload()", vec![]).await;
        ready(reader).await;
        reader.wait("the article again", &shown("Dòng ba")).await;
        fs::write(file, MARKED.replace("Dòng hai", "Dòng bốn")).unwrap();
        reader.wait("what was written then", &shown("Dòng bốn")).await;
        kept(reader).await;
        // Written while nobody looked.
        reader.open("/").await;
        fs::write(file, MARKED.replace("Dòng hai", "Dòng năm")).unwrap();
        reader.back().await;
        ready(reader).await;
        reader.wait("what was written meanwhile", &shown("Dòng năm")).await;
        fill(reader, "field-title", "Mưa rất lớn").await;
        saved(reader, file, &MARKED.replace("Dòng hai", "Dòng năm").replace("Mưa lớn", "Mưa rất lớn")).await;
    })
    .await;
}

#[tokio::test]
async fn nothing_of_either_is_lost_where_both_have_written() {
    at_served_desk("served-both", async |reader, file| {
        let asked = "window.asked = []; window.confirm = (text) => { asked.push(text); return false; }";
        reader.js(asked, vec![]).await;
        fill(reader, "field-title", "Mưa của tôi").await;
        let theirs = MARKED.replace("Mưa lớn", "Mưa của họ");
        fs::write(file, &theirs).unwrap();
        reader
            .wait("a question", "return asked.length === 1 && asked[0].startsWith('Tệp vừa được sửa')")
            .await;
        assert_eq!(headline(reader).await, "Mưa của tôi");
        assert_eq!(text(file), theirs);
        // Who was asked, and keeps what stands here, may write it over what was there.
        saved(reader, file, &MARKED.replace("Mưa lớn", "Mưa của tôi")).await;
        fs::remove_file(file).unwrap();
        press(reader, "save").await;
        reader.wait("word of it", "return text('.said').startsWith('Tệp không còn trên đĩa.')").await;
        saved(reader, file, &MARKED.replace("Mưa lớn", "Mưa của tôi")).await;
    })
    .await;
}

#[tokio::test]
async fn the_folder_says_where_there_are_articles() {
    at_served_desk("served-links", async |reader, _| {
        let codes =
            "return [...document.querySelectorAll('.remark')].map((it) => it.dataset.code).sort().join()";
        fill(reader, "text", "[Gió](/bai-viet/gio/) [Bão](/bai-viet/bao/)").await;
        reader.wait("one dead link", &format!("{codes} === 'dead-link,no-standfirst'")).await;
        press(reader, "open").await;
        reader.click(button("Bài mới")).await;
        reader.see(textbox("Tiêu đề")).await;
        fill(reader, "field-title", "Gió").await;
        reader.wait("an address that is taken", &format!("{codes}.includes('duplicate-slug')")).await;
    })
    .await;
}

#[tokio::test]
async fn a_new_article_is_written_into_the_folder_with_its_picture() {
    at_served_desk("served-new", async |reader, file| {
        let folder = file.parent().unwrap();
        press(reader, "open").await;
        reader.click(button("Bài mới")).await;
        reader.wait("a new article", "return document.getElementById('field-title').value === ''").await;
        reader.see(button("Lưu tệp")).await;
        fill(reader, "field-title", "Gió").await;
        fill(reader, "text", "Gió mạnh.").await;
        paste_picture(reader).await;
        let there = text(&folder.join("gio.md"));
        press(reader, "save").await;
        reader.wait("word of it", "return text('.said').startsWith('Thư mục đã có tệp này') && text('.said').includes('content/gio.md')").await;
        assert_eq!(text(&folder.join("gio.md")), there);

        fill(reader, "field-slug", "gio-manh").await;
        press(reader, "save").await;
        reader.wait("it to be saved", "return text('.said') === 'Đã lưu vào tệp.'").await;
        let written = text(&folder.join("gio-manh.md"));
        assert!(written.contains("title: Gió") && written.contains("![](/media/anh-lu.png)"), "{written}");
        assert!(fs::read(folder.join("../media/anh-lu.png")).unwrap().starts_with(b"\x89PNG"));
        // From then on it is a file of the folder like every other: saved, watched, and the same when it is opened.
        kept(reader).await;
        let own = reader.text("return location.hash").await;
        fs::write(folder.join("gio-manh.md"), written.replace("Gió mạnh.", "Gió giật.")).unwrap();
        reader.wait("what was written", "return document.getElementById('text').value.includes('Gió giật.')").await;
        press(reader, "open").await;
        reader.wait("the files", "return document.querySelectorAll('#files li').length === 3").await;
        let pick = "[...document.querySelectorAll('#files button')].find((it) => it.textContent.includes('gio-manh.md')).click()";
        reader.js(pick, vec![]).await;
        reader.wait("no dialog", "return !document.getElementById('dialog')").await;
        assert_eq!(reader.text("return location.hash").await, own);
    })
    .await;
}
