//! Files from the editor's disk: what was not touched comes back byte for byte.

use std::{fs, path::Path, time::Duration};

use browser_tests::{reader::Reader, target::button};
use tokio::time::sleep;

use super::{at_desk, body, fill, headline, kept, open, press, room, same::choose};

const TOML: &str = "+++\r\n# Cho phòng in\r\ntitle = 'Mưa lớn' # giữ\r\nweight = 3\r\ndate = 2023-12-09T14:30:00+07:00\r\n\r\n\
    [params]\r\nauthor = \"Minh An\"\r\nlayout = { cot = 2 }\r\n+++\r\n\r\nDòng một.\r\n\r\nDòng hai.\r\n";
const YAML: &str = "---\n# Hồ sơ: 12/BC\ntitle:   \"Mưa lớn\"   # đừng đổi dấu nháy\ndate: 2023-12-09\nla: [ 1,  2 ]\n\
    gi_do:\n    - {a: b}\ntags:\n- mưa\n- \"lũ\"\n...\n\nDòng một.   \nDòng hai.\n\n\n";
const JSON: &str = "{\n   \"title\": \"Mưa lớn\",\n   \"date\" : \"2023-12-09T14:30:00+07:00\",\n   \"x-khac\": [1,2 , {\"a\": null}],\n\
    \x20  \"body\": \"Dòng một.\\n\\nDòng hai.\"\n}";

/// Presses the button and gives what is in the file that comes.
pub async fn downloaded(reader: &Reader, id: &str, folder: &Path, name: &str) -> String {
    press(reader, id).await;
    let file = folder.join(name);
    for _ in 0..100 {
        if let Ok(text) = fs::read_to_string(&file)
            && !text.is_empty()
        {
            return text;
        }
        sleep(Duration::from_millis(50)).await;
    }
    panic!(
        "{} did not come; there is {:?}",
        file.display(),
        fs::read_dir(folder).unwrap().collect::<Vec<_>>()
    );
}

#[tokio::test]
async fn a_file_comes_back_with_nothing_else_changed() {
    at_desk(async |reader, _| {
        let room = room("files");
        // The mark that Windows's own editor begins files with.
        let marked = format!("\u{feff}{YAML}");
        for (name, text) in [("toml.md", TOML), ("yaml.md", YAML), ("json.json", JSON), ("mark.md", &marked)] {
            fs::write(room.join(name), text).unwrap();
            choose(reader, &room.join(name)).await;
            assert_eq!(headline(reader).await, "Mưa lớn", "{name}");
            let untouched = room.join("untouched");
            reader.download_to(&untouched).await;
            assert_eq!(downloaded(reader, "save", &untouched, name).await, text, "{name}");

            let named = room.join("named");
            reader.download_to(&named).await;
            fill(reader, "field-title", "Mưa rất lớn").await;
            let saved = downloaded(reader, "save", &named, name).await;
            assert_eq!(saved, text.replace("Mưa lớn", "Mưa rất lớn"), "{name}");

            let written = room.join("written");
            reader.download_to(&written).await;
            let at = body(reader).await.find("hai").expect("it is there");
            let at = body(reader).await[..at].encode_utf16().count();
            let place = "document.getElementById('text').focus(); document.getElementById('text').setSelectionRange(arguments[0], arguments[0] + 3)";
            reader.js(place, vec![at.into()]).await;
            reader.insert("ba").await;
            let saved = downloaded(reader, "save", &written, name).await;
            assert_eq!(saved, text.replace("Mưa lớn", "Mưa rất lớn").replace("Dòng hai", "Dòng ba"), "{name}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_opened_file_is_kept_and_one_that_can_not_be_read_changes_nothing() {
    at_desk(async |reader, _| {
        let room = room("unread");
        fs::write(room.join("a.md"), YAML).unwrap();
        fs::write(room.join("b.md"), "---\ntitle: [\n---\n\nChữ.\n").unwrap();
        choose(reader, &room.join("a.md")).await;
        kept(reader).await;
        let address = reader.text("return location.href").await;
        press(reader, "open").await;
        reader.see(button("Bài mới")).await;
        // TCVN3, as newsrooms had it before Unicode: what can not be read would be spoilt by saving it.
        fs::write(room.join("c.md"), b"---\ntitle: M\xad\xa9\n---\n\nCh\xf7.\n").unwrap();
        for (name, why) in [("b.md", ""), ("c.md", "c.md (UTF-8)")] {
            reader.choose("pick-file", &room.join(name)).await;
            let said = format!(
                "return text('.said').startsWith('Tệp không đọc được: ') && text('.said').includes('{why}')"
            );
            reader.wait(name, &said).await;
            assert_eq!(headline(reader).await, "Mưa lớn");
        }
        assert_eq!(reader.text("return location.href").await, address);
        reader.open("/luu-tru/").await;
        open(reader, &format!("/bien-tap/#{}", address.split('#').nth(1).unwrap())).await;
        reader
            .wait("the file again", "return document.getElementById('field-title').value === 'Mưa lớn'")
            .await;
    })
    .await;
}

#[tokio::test]
async fn what_was_typed_last_goes_to_the_article_that_it_belongs_to() {
    at_desk(async |reader, _| {
        let room = room("between");
        fs::write(room.join("a.md"), YAML).unwrap();
        fill(reader, "field-title", "Bài đầu").await;
        kept(reader).await;
        // No time passes between the last letter and the next article.
        let at_once = "const place = document.getElementById('text');
            place.value = 'Chữ cuối.';
            place.dispatchEvent(new Event('input', { bubbles: true }));
            document.getElementById('open').click();
            queueMicrotask(() => setTimeout(() =>
              [...document.querySelectorAll('#dialog button')].find((it) => it.textContent === 'Bài mới').click()));";
        reader.js(at_once, vec![]).await;
        reader.wait("a new article", "return document.getElementById('field-title').value === '' && !document.getElementById('dialog')").await;
        assert_eq!(body(reader).await, "");
        press(reader, "open").await;
        reader.click(button("Bài đầu…")).await;
        reader.wait("the first", "return document.getElementById('field-title').value === 'Bài đầu'").await;
        assert_eq!(body(reader).await, "Chữ cuối.");
    })
    .await;
}

#[tokio::test]
async fn a_folder_of_thousands_is_listed_and_opens_one() {
    let room = room("folder");
    let content = room.join("content");
    fs::create_dir_all(&content).unwrap();
    for number in 0..5_000 {
        fs::write(
            content.join(format!("bai-{number:04}.md")),
            format!("---\ntitle: Bài số {number}\n---\n\nChữ {number}.\n"),
        )
        .unwrap();
    }
    fs::write(content.join("bai-0001.comments.json"), "[]").unwrap();
    fs::write(room.join("README.md"), "# Không phải bài\n").unwrap();
    at_desk(async |reader, _| {
        press(reader, "open").await;
        reader.see(button("Bài mới")).await;
        reader.choose("pick-folder", &room).await;
        reader.wait("the list", "return text('#dialog h3').includes('(5000)')").await;
        reader
            .wait(
                "word of the rest",
                "return text('#files-cut').startsWith('Đang hiện 200 trong 5.000 bài.')",
            )
            .await;
        fill(reader, "find-file", "bai-4321").await;
        reader.wait("one of them", "return document.querySelectorAll('#files li').length === 1").await;
        // By its title, in Unicode's other form.
        fill(reader, "find-file", "ba\u{300}i SO\u{302}\u{301} 4321").await;
        let found = "return document.querySelectorAll('#files li').length === 1
            && text('#files strong') === 'Bài số 4321' && text('#files-cut') === ''";
        reader.wait("it again", found).await;
        reader.js("document.querySelector('#files button').click()", vec![]).await;
        reader
            .wait("the article", "return document.getElementById('field-title').value === 'Bài số 4321'")
            .await;
        assert_eq!(body(reader).await.trim(), "Chữ 4321.");
    })
    .await;
    let _ = fs::remove_dir_all(&room);
}
