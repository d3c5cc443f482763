//! Pictures that were pasted go along with their article, wherever it is saved, and are not called kept if they are not.

use std::{fs, path::Path, time::Duration};

use browser_tests::{desk::paste_picture, programs::Browser, reader::Reader, visit_with};
use tokio::time::sleep;

use super::{
    NO_PICKERS, at_desk, body, caret, fill,
    handles::{choose, pick, saved, titled, with_pickers, write, written},
    open, press, room,
};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Whether these bytes stand somewhere in others.
fn holds(all: &[u8], part: &[u8]) -> bool {
    all.windows(part.len()).any(|some| some == part)
}

/// The file that comes into this folder.
async fn came(file: &Path) -> Vec<u8> {
    for _ in 0..100 {
        if let Ok(bytes) = fs::read(file)
            && !bytes.is_empty()
        {
            return bytes;
        }
        sleep(Duration::from_millis(50)).await;
    }
    panic!("{} did not come", file.display());
}

/// Whether this is an archive of the article and its picture, whole.
fn is_archive(bytes: &[u8], path: &str) -> bool {
    bytes.starts_with(b"PK\x03\x04")
        && [path.as_bytes(), "title: Lũ về".as_bytes(), b"media/anh-lu.png", PNG, b"PK\x05\x06"]
            .iter()
            .all(|part| holds(bytes, part))
}

#[tokio::test]
async fn a_download_has_the_pictures_in_it() {
    at_desk(async |reader, _| {
        let room = room("zip");
        reader.download_to(&room).await;
        fill(reader, "field-title", "Lũ về").await;
        fill(reader, "text", "Nước lên.").await;
        paste_picture(reader).await;
        press(reader, "save").await;
        assert!(is_archive(&came(&room.join("lu-ve.zip")).await, "content/lu-ve.md"));
        reader.wait("word of it", "return text('.said').startsWith('Bài có ảnh chưa lên báo')").await;
    })
    .await;
}

#[tokio::test]
async fn a_folder_gets_the_pictures_into_its_media() {
    with_pickers(async |reader| {
        // The site's folder, and not `content/` alone.
        let whole = "window.showDirectoryPicker = async () =>
            (await navigator.storage.getDirectory()).getDirectoryHandle('bao');";
        reader.js(whole, vec![]).await;
        let article = "---\ntitle: Lũ quét\ndate: 2023-12-09\n---\n\nChữ.\n";
        write(reader, "bao/content/lu-quet.md", article).await;
        write(reader, "bao/media/anh-lu.png", "của người khác").await;
        choose(reader, "Mở thư mục").await;
        pick(reader, "bao/content/lu-quet.md").await;
        titled(reader, "Lũ quét").await;
        caret(reader, 4).await;
        paste_picture(reader).await;
        let expected = article.replace("Chữ.\n", "Chữ.\n\n![](/media/anh-lu-2.png)\n\n");
        saved(reader, "bao/content/lu-quet.md", &expected).await;
        reader.wait("word of it", "return text('.said') === 'Đã lưu vào tệp, ảnh vào thư mục media.'").await;
        assert_eq!(written(reader, "bao/media/anh-lu.png").await, "của người khác");
        assert!(written(reader, "bao/media/anh-lu-2.png").await.contains("PNG"));
        assert!(body(reader).await.contains("![](/media/anh-lu-2.png)"));
    })
    .await;
}

#[tokio::test]
async fn a_file_alone_is_saved_and_its_pictures_come_once_by_download() {
    with_pickers(async |reader| {
        let room = room("apart");
        reader.download_to(&room).await;
        fill(reader, "field-title", "Lũ về").await;
        paste_picture(reader).await;
        press(reader, "save").await;
        let pictures = came(&room.join("lu-ve-media.zip")).await;
        assert!(holds(&pictures, b"media/anh-lu.png") && holds(&pictures, PNG));
        reader
            .wait("word of it", "return text('.said').startsWith('Đã lưu vào tệp. Ảnh được tải về riêng')")
            .await;
        fill(reader, "field-title", "Lũ rút").await;
        press(reader, "save").await;
        reader.wait("it to be saved", "return text('.said') === 'Đã lưu vào tệp.'").await;
        assert!(written(reader, "lu-ve.md").await.contains("Lũ rút"));
        assert_eq!(fs::read_dir(&room).unwrap().count(), 1);
    })
    .await;
}

async fn banner(reader: &Reader, expected: &str) {
    let said = format!("return text('#not-kept p').startsWith('{expected}')");
    reader.wait(expected, &said).await;
}

#[tokio::test]
async fn a_picture_that_is_not_kept_is_not_called_kept() {
    let stub = "const put = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = function (what, ...all) {
          const request = put.call(this, what, ...all);
          if (what instanceof Blob) this.transaction.abort();
          return request;
        };";
    visit_with(Browser::Chromium, &[], async |reader, _| {
        reader.before_each_page(NO_PICKERS).await;
        reader.before_each_page(stub).await;
        let room = room("unkept");
        reader.download_to(&room).await;
        open(reader, "/bien-tap/").await;
        fill(reader, "field-title", "Lũ về").await;
        paste_picture(reader).await;
        banner(reader, "Trình duyệt không giữ được ảnh").await;
        // The text is kept, and still: it is without its picture.
        reader.insert("Nước").await;
        sleep(Duration::from_millis(900)).await;
        banner(reader, "Trình duyệt không giữ được ảnh").await;
        assert_eq!(reader.text("return document.querySelector('.bar-kept').dataset.kept").await, "no");
        reader.js("document.querySelector('#not-kept button').click()", vec![]).await;
        assert!(is_archive(&came(&room.join("lu-ve.zip")).await, "content/lu-ve.md"));
        // Without the picture all is kept.
        fill(reader, "text", "Nước lên.").await;
        super::kept(reader).await;
        assert_eq!(
            reader.js("return document.getElementById('not-kept')", vec![]).await,
            serde_json::Value::Null
        );
    })
    .await;
}
