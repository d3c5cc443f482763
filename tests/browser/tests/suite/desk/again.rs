//! A file of the editor's disk, known again after a reload, and in another window.

use browser_tests::{reader::Reader, target::button};

use serde_json::json;

use super::{
    NO_PICKERS, fill,
    handles::{TOML, choose, saved, titled, with_pickers, write, written},
    headline, kept, press, ready,
    tabs::TOLD,
};

const DROP: &str = "const [selector, name, done] = arguments;
    (async () => {
      const root = await navigator.storage.getDirectory();
      const handle = await root.getFileHandle(name);
      const data = new DataTransfer();
      data.items.add(await handle.getFile());
      // What is dropped by a script has no handle; that of a file from the disk is as this one.
      DataTransferItem.prototype.getAsFileSystemHandle = async () => handle;
      const place = selector === 'preview'
        ? document.querySelector('.sheet iframe').contentDocument.body : document.querySelector(selector);
      const over = new DragEvent('dragover', { dataTransfer: data, bubbles: true, cancelable: true });
      const drop = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
      place.dispatchEvent(over);
      place.dispatchEvent(drop);
      return over.defaultPrevented && drop.defaultPrevented;
    })().then(done, (error) => done(String(error)));";

async fn reload(reader: &Reader) {
    kept(reader).await;
    reader.js("location.reload()", vec![]).await;
    ready(reader).await;
    titled(reader, "Mưa lớn").await;
}

#[tokio::test]
async fn after_a_reload_the_file_is_watched_and_saved_where_it_lies() {
    with_pickers(async |reader| {
        write(reader, "mua-lon.md", TOML).await;
        choose(reader, "Mở tệp").await;
        titled(reader, "Mưa lớn").await;
        reload(reader).await;
        reader.js("window.showSaveFilePicker = () => { throw new Error('asked again'); }", vec![]).await;
        let ba = TOML.replace("Dòng hai", "Dòng ba");
        write(reader, "mua-lon.md", &ba).await;
        reader
            .wait("what was written", "return document.getElementById('text').value.includes('Dòng ba')")
            .await;
        fill(reader, "field-title", "Mưa rất lớn").await;
        saved(reader, "mua-lon.md", &ba.replace("Mưa lớn", "Mưa rất lớn")).await;
    })
    .await;
}

#[tokio::test]
async fn a_file_that_the_browser_asks_about_again_is_not_written_over_unseen() {
    with_pickers(async |reader| {
        let asleep = "FileSystemHandle.prototype.queryPermission = async () => window.allowed ? 'granted' : 'prompt';
            FileSystemHandle.prototype.requestPermission = async () => {
              window.questions = (window.questions ?? 0) + 1;
              window.allowed = window.answer !== 'denied';
              return window.allowed ? 'granted' : 'denied';
            };";
        reader.before_each_page(asleep).await;
        write(reader, "mua-lon.md", TOML).await;
        choose(reader, "Mở tệp").await;
        titled(reader, "Mưa lớn").await;
        reload(reader).await;
        reader.wait("word of it", "return text('.said').startsWith('Trình duyệt đợi bạn cho phép')").await;
        let theirs = TOML.replace("Dòng hai", "Dòng ba");
        write(reader, "mua-lon.md", &theirs).await;
        fill(reader, "field-title", "Mưa của tôi").await;
        let asked = "window.answer = 'denied'; window.asked = 0; window.confirm = () => { asked += 1; return false; }";
        reader.js(asked, vec![]).await;
        press(reader, "save").await;
        reader.wait("a refusal", "return text('.said').startsWith('Chưa lưu được vào tệp')").await;
        reader.js("window.answer = 'granted'", vec![]).await;
        press(reader, "save").await;
        reader.wait("a question", "return asked === 1").await;
        assert_eq!(written(reader, "mua-lon.md").await, theirs);
        // Who has been asked writes over it.
        saved(reader, "mua-lon.md", &TOML.replace("Mưa lớn", "Mưa của tôi")).await;
    })
    .await;
}

#[tokio::test]
async fn the_same_file_in_another_window_is_the_same_article() {
    with_pickers(async |reader| {
        write(reader, "mua-lon.md", TOML).await;
        choose(reader, "Mở tệp").await;
        titled(reader, "Mưa lớn").await;
        kept(reader).await;
        let picker = "window.showOpenFilePicker = async () =>
            [await (await navigator.storage.getDirectory()).getFileHandle('mua-lon.md')];";
        let path = reader.path().await;
        reader.new_window().await;
        reader.before_each_page(picker).await;
        super::open(reader, &path).await;
        press(reader, "open").await;
        reader.click(button("Bài mới")).await;
        reader.wait("a new article", "return document.getElementById('field-title').value === ''").await;
        choose(reader, "Mở tệp").await;
        titled(reader, "Mưa lớn").await;
        reader.wait("word of the other", TOLD).await;
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_dropped_anywhere_is_opened_and_watched() {
    with_pickers(async |reader| {
        write(reader, "mua-lon.md", TOML).await;
        for place in ["#text", ".bar", ".fields", "preview"] {
            press(reader, "open").await;
            reader.click(button("Bài mới")).await;
            reader.wait("a new article", "return document.getElementById('field-title').value === ''").await;
            let dropped = reader.later(DROP, vec![place.into(), "mua-lon.md".into()]);
            assert_eq!(dropped.await, true, "{place}");
            titled(reader, "Mưa lớn").await;
        }
        write(reader, "mua-lon.md", &TOML.replace("Dòng hai", "Dòng ba")).await;
        reader
            .wait("what was written", "return document.getElementById('text').value.includes('Dòng ba')")
            .await;
        assert_eq!(headline(reader).await, "Mưa lớn");
    })
    .await;
}

#[tokio::test]
async fn several_files_at_once_are_an_article_each() {
    super::at_desk(async |reader, _| {
        let drop = "const data = new DataTransfer();
            for (const name of ['Một', 'Hai', 'Ba'])
              data.items.add(new File([`---\\ntitle: ${name}\\n---\\n\\nChữ.\\n`], `${name}.md`));
            document.querySelector('.checks').dispatchEvent(
              new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));";
        reader.before_each_page(NO_PICKERS).await;
        reader.js(drop, vec![]).await;
        titled(reader, "Ba").await;
        kept(reader).await;
        press(reader, "open").await;
        for title in ["Một", "Hai", "Ba"] {
            reader.see(button(&format!("{title}…"))).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_syllable_is_composed_to_its_end_before_the_file_is_shown_that_has_changed() {
    with_pickers(async |reader| {
        write(reader, "mua-lon.md", TOML).await;
        choose(reader, "Mở tệp").await;
        titled(reader, "Mưa lớn").await;
        let asked = "window.asked = 0; window.confirm = () => { asked += 1; return true; }";
        reader.js(asked, vec![]).await;
        super::caret(reader, 0).await;
        let composed = json!({"text": "Lũ", "selectionStart": 2, "selectionEnd": 2});
        reader.devtools("Input.imeSetComposition", composed).await;
        write(reader, "mua-lon.md", &TOML.replace("Dòng hai", "Dòng ba")).await;
        tokio::time::sleep(std::time::Duration::from_millis(1_500)).await;
        assert_eq!(reader.number("return asked").await, 0.0);
        assert!(super::body(reader).await.starts_with("Lũ"));
        reader.insert("Lũ").await;
        reader.wait("a question then", "return asked === 1").await;
        reader.wait("theirs", "return document.getElementById('text').value.includes('Dòng ba')").await;
    })
    .await;
}
