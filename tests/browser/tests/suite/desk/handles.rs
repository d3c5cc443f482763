//! Files that the browser itself may write (File System Access API): opened, saved where they lie, watched, listed.
//!
//! No driver can answer a picker. The pickers alone are replaced here; what they give are real handles, of the browser's
//! own file system (`navigator.storage.getDirectory()`), with all that they do.

use browser_tests::{programs::Browser, reader::Reader, target::button, visit_with};

use super::{body, fill, headline, kept, open, press};

const PICKERS: &str = "{
    const root = () => navigator.storage.getDirectory();
    window.showOpenFilePicker = async () => [await (await root()).getFileHandle('mua-lon.md')];
    window.showSaveFilePicker = async ({ suggestedName }) =>
      (await root()).getFileHandle(suggestedName, { create: true });
    window.showDirectoryPicker = async () => (await root()).getDirectoryHandle('content');
    // The desk looks at an open file now and then, unless it rests.
    const every = window.setInterval;
    window.setInterval = (look, time) => every(() => { if (!window.resting) look(); }, time);
  }";

/// Writes a file, as another program does, into the folders that its path names.
const WRITE: &str = "const [path, words, done] = arguments;
    (async () => {
      let folder = await navigator.storage.getDirectory();
      const parts = path.split('/');
      const name = parts.pop();
      for (const part of parts) folder = await folder.getDirectoryHandle(part, { create: true });
      const file = await (await folder.getFileHandle(name, { create: true })).createWritable();
      await file.write(words);
      await file.close();
      return 'written';
    })().then(done, (error) => done(String(error)));";

const READ: &str = "const [path, done] = arguments;
    (async () => {
      let folder = await navigator.storage.getDirectory();
      const parts = path.split('/');
      const name = parts.pop();
      for (const part of parts) folder = await folder.getDirectoryHandle(part);
      const bytes = await (await (await folder.getFileHandle(name)).getFile()).arrayBuffer();
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    })().then(done, (error) => done(String(error)));";

pub const TOML: &str = "\u{feff}+++\r\n# Cho phòng in\r\ntitle = 'Mưa lớn' # giữ\r\ndate = 2023-12-09\r\n+++\r\n\r\nDòng một.\r\n\r\nDòng hai.\r\n";

pub async fn with_pickers(test: impl AsyncFnOnce(&Reader)) {
    visit_with(Browser::Chromium, &[], async |reader, _| {
        reader.before_each_page(PICKERS).await;
        open(reader, "/bien-tap/").await;
        test(reader).await;
    })
    .await;
}

pub async fn write(reader: &Reader, path: &str, text: &str) {
    assert_eq!(reader.later(WRITE, vec![path.into(), text.into()]).await, "written");
}

pub async fn written(reader: &Reader, path: &str) -> String {
    reader.later(READ, vec![path.into()]).await.as_str().expect("a text").to_owned()
}

pub async fn choose(reader: &Reader, name: &str) {
    press(reader, "open").await;
    reader.click(button(name)).await;
}

/// Opens the file of this path from the list of a folder.
pub async fn pick(reader: &Reader, path: &str) {
    let there = "const row = [...document.querySelectorAll('#files button')]
        .find((it) => it.querySelector('.hint').textContent === PATH); row?.click(); return !!row";
    reader.wait(path, &there.replace("PATH", &serde_json::Value::from(path).to_string())).await;
}

pub async fn titled(reader: &Reader, title: &str) {
    let there = format!("return document.getElementById('field-title').value === '{title}'");
    reader.wait(title, &there).await;
}

/// Saves, and waits until this is in the file.
pub async fn saved(reader: &Reader, path: &str, expected: &str) {
    press(reader, "save").await;
    for _ in 0..100 {
        if written(reader, path).await == expected {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(written(reader, path).await, expected);
}

#[tokio::test]
async fn a_file_is_saved_where_it_lies() {
    with_pickers(async |reader| {
        write(reader, "mua-lon.md", TOML).await;
        choose(reader, "Mở tệp").await;
        titled(reader, "Mưa lớn").await;
        press(reader, "save").await;
        reader.wait("it to be saved", "return text('.said') === 'Đã lưu vào tệp.'").await;
        assert_eq!(written(reader, "mua-lon.md").await, TOML);
        fill(reader, "field-title", "Mưa rất lớn").await;
        saved(reader, "mua-lon.md", &TOML.replace("Mưa lớn", "Mưa rất lớn")).await;
        kept(reader).await;
    })
    .await;
}

#[tokio::test]
async fn what_another_program_writes_into_it_is_shown_and_never_written_over() {
    with_pickers(async |reader| {
        write(reader, "mua-lon.md", TOML).await;
        choose(reader, "Mở tệp").await;
        titled(reader, "Mưa lớn").await;
        write(reader, "mua-lon.md", &TOML.replace("Dòng hai", "Dòng ba")).await;
        let shown = "return document.getElementById('text').value.includes('Dòng ba')";
        reader.wait("what was written", shown).await;

        let asked = "window.asked = 0; window.confirm = () => { asked += 1; return false; }";
        reader.js(asked, vec![]).await;
        fill(reader, "field-title", "Mưa của tôi").await;
        // Who saves before the desk has looked is asked, too.
        reader.js("window.resting = true", vec![]).await;
        let theirs = TOML.replace("Dòng hai", "Dòng bốn");
        write(reader, "mua-lon.md", &theirs).await;
        press(reader, "save").await;
        reader.wait("a question", "return asked === 1").await;
        assert_eq!(written(reader, "mua-lon.md").await, theirs);
        assert_eq!(headline(reader).await, "Mưa của tôi");
        reader.js("window.resting = false", vec![]).await;
        let mine = TOML.replace("Dòng hai", "Dòng ba").replace("Mưa lớn", "Mưa của tôi");
        saved(reader, "mua-lon.md", &mine).await;
        assert_eq!(reader.number("return asked").await, 1.0);
    })
    .await;
}

#[tokio::test]
async fn a_new_article_gets_a_file_that_is_watched_from_then_on() {
    with_pickers(async |reader| {
        fill(reader, "field-title", "Gió lên").await;
        fill(reader, "text", "Chữ.").await;
        press(reader, "save").await;
        reader.wait("it to be saved", "return text('.said') === 'Đã lưu vào tệp.'").await;
        let text = written(reader, "gio-len.md").await;
        assert!(text.starts_with("---\ntitle: Gió lên\n") && text.ends_with("Chữ."), "{text}");
        write(reader, "gio-len.md", &text.replace("Chữ.", "Chữ khác.")).await;
        reader
            .wait("what was written", "return document.getElementById('text').value.trim() === 'Chữ khác.'")
            .await;
    })
    .await;
}

#[tokio::test]
async fn a_folder_is_listed_and_its_files_are_saved_where_they_lie() {
    with_pickers(async |reader| {
        let article = |title: &str| format!("---\ntitle: {title}\ndate: 2023-12-09\n---\n\nChữ.\n");
        for (path, text) in [
            ("content/thuy-van/lu-quet.md", article("Lũ quét")),
            ("content/gio.md", article("Gió")),
            ("content/bao.json", "{\"title\": \"Bão\", \"body\": \"Chữ.\"}".to_owned()),
            ("content/gio.comments.json", "[]".to_owned()),
            ("content/.nhap/x.md", article("Ẩn")),
            ("content/anh.jpg", String::new()),
        ] {
            write(reader, path, &text).await;
        }
        choose(reader, "Mở thư mục").await;
        let list =
            "return [...document.querySelectorAll('#files strong')].map((it) => it.textContent).sort()";
        reader.wait("the list", "return text('#dialog h3').includes('(3)')").await;
        // First by their paths; titles come as the files are read.
        reader.wait("their titles", &format!("{list}.join() === 'Bão,Gió,Lũ quét'")).await;
        let paths = ["content/bao.json", "content/gio.md", "content/thuy-van/lu-quet.md"];
        pick(reader, paths[2]).await;
        titled(reader, "Lũ quét").await;
        fill(reader, "field-title", "Lũ quét về đêm").await;
        saved(reader, paths[2], &article("Lũ quét về đêm")).await;
        assert_eq!(body(reader).await.trim(), "Chữ.");
    })
    .await;
}
