//! How quick the desk is: what `cargo xtask bench desk` measures. Lines `figure NAME VALUE` are what it reads.

use std::{fmt::Write as _, fs, path::Path, time::Duration};

use browser_tests::{reader::Reader, visit};
use serde_json::Value;
use tokio::time::sleep;

/// Words of the article.
const WORDS: usize = 10_000;
/// Keys that are pressed, one after the other.
const KEYS: usize = 60;
/// Articles of the folder.
const FILES: usize = 5_000;
/// Bytes of HTML that are pasted.
const PASTED: usize = 5_000_000;

/// An article of so many words, as a newspaper's are: paragraphs, some headings, a list, a table.
fn article() -> String {
    let sentence =
        "Mực nước trên sông lên nhanh trong đêm và còn lên đến sáng mai, các xã ven sông đã được báo. ";
    let mut text = String::new();
    let mut words = 0;
    for paragraph in 0.. {
        if words >= WORDS {
            break;
        }
        if paragraph % 8 == 0 {
            let _ = write!(text, "## Mục {paragraph}\n\n");
        }
        if paragraph % 20 == 3 {
            let _ = write!(text, "| Trạm | Mực nước |\n|---|--:|\n| Lạng Sơn | 255,{paragraph} m |\n\n");
        }
        let _ = write!(text, "Đoạn {paragraph}. {}\n\n", sentence.repeat(4));
        words += 2 + 4 * sentence.split_whitespace().count();
    }
    text
}

/// Notes for each key the milliseconds until what it changed is painted, and what the desk itself tells of its part.
const WATCH: &str = "window.seen = { painted: [], parsed: [], patched: [] };
    document.addEventListener('keydown', (event) => { seen.at = event.timeStamp; }, true);
    document.addEventListener('input', () => {
      const at = seen.at;
      // A frame is painted between the callback of the one and the task that follows it.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          seen.painted.push(performance.now() - at);
          const [parsed, patched] = document.documentElement.dataset.patched.split(' ').map(Number);
          seen.parsed.push(parsed);
          seen.patched.push(patched);
        };
        port2.postMessage(null);
      });
    });";

const FILL: &str = "const place = document.getElementById('text');
    place.value = arguments[0];
    const root = document.documentElement;
    root.dataset.patched = '';
    place.dispatchEvent(new Event('input', { bubbles: true }));
    // What the desk tells first; later it draws what stands around the text anew, which is quick.
    return new Promise((done) => {
      const look = () => (root.dataset.patched ? done(root.dataset.patched) : setTimeout(look, 1));
      look();
    });";

fn middle(values: &Value) -> f64 {
    let mut values: Vec<f64> = values.as_array().expect("a list").iter().filter_map(Value::as_f64).collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

async fn open(reader: &Reader) {
    reader.open("/bien-tap/").await;
    reader.wait("the desk", "return document.documentElement.dataset.desk === 'open'").await;
    let ready =
        "return document.querySelector('.sheet iframe')?.contentDocument?.querySelector('.prose') != null";
    reader.wait("the preview", ready).await;
}

#[tokio::test]
#[ignore = "a measurement: cargo xtask bench desk"]
async fn typing() {
    visit(async |reader, _| {
        open(reader).await;
        // Without one the first heading of the text is it, and with that the page around the text another.
        let headline = "const field = document.getElementById('field-title');
            field.value = 'Nước lên'; field.dispatchEvent(new Event('input', { bubbles: true }));";
        reader.js(headline, vec![]).await;
        let mut all = Vec::new();
        for _ in 0..5 {
            reader.js(FILL, vec!["".into()]).await;
            sleep(Duration::from_millis(300)).await;
            let told = reader.js(FILL, vec![article().into()]).await;
            sleep(Duration::from_millis(1_500)).await;
            let told = told.as_str().unwrap_or_default();
            all.push(told.split(' ').nth(1).and_then(|it| it.parse::<f64>().ok()).expect("the desk tells"));
        }
        all.sort_by(f64::total_cmp);
        reader.js(WATCH, vec![]).await;
        let caret = "const place = document.getElementById('text');
            const at = place.value.indexOf('Đoạn 60.');
            place.focus(); place.setSelectionRange(at + 8, at + 8); return true;";
        reader.js(caret, vec![]).await;
        for number in 0..KEYS {
            reader.type_text(["m", "u", "a", " "][number % 4]).await;
            sleep(Duration::from_millis(120)).await;
        }
        let seen = reader.js("return seen", vec![]).await;
        assert_eq!(seen["painted"].as_array().map(Vec::len), Some(KEYS));
        println!("figure desk.words {WORDS}");
        println!("figure desk.painted {}", middle(&seen["painted"]));
        println!("figure desk.parsed {}", middle(&seen["parsed"]));
        println!("figure desk.patched {}", middle(&seen["patched"]));
        println!("figure desk.whole {}", all[all.len() / 2]);
    })
    .await;
}

/// Pastes what a word processor puts onto the clipboard of a text, again and again until it is long enough, and notes how
/// long the page stands still at most.
const PASTE: &str = "const [before, inside, bytes] = arguments;
    const data = new DataTransfer();
    const size = new TextEncoder().encode(inside).length;
    data.setData('text/html', before + inside.repeat(Math.ceil(bytes / size)));
    const place = document.getElementById('text');
    place.focus();
    const start = performance.now();
    let last = start;
    window.told = { longest: 0 };
    const frame = () => {
      const now = performance.now();
      told.longest = Math.max(told.longest, now - last);
      last = now;
      told.over = place.value !== '' && now - start > 5000;
      requestAnimationFrame(frame);
    };
    place.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    requestAnimationFrame(frame);";

#[tokio::test]
#[ignore = "a measurement: cargo xtask bench desk"]
async fn pasting() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../crates/desk/fixtures");
    let word = fs::read_to_string(folder.join("word.html")).expect("the fixture is there");
    let (before, rest) = word.split_once("<!--StartFragment-->").expect("it has a fragment");
    let (inside, _) = rest.split_once("<!--EndFragment-->").expect("that ends");
    visit(async |reader, _| {
        open(reader).await;
        reader.js(PASTE, vec![before.into(), inside.into(), PASTED.into()]).await;
        // The driver waits no longer than half a minute for a page.
        reader.wait("it to be over", "return told.over").await;
        println!("figure desk.pasted {}", reader.number("return told.longest").await);
        let length = reader.number("return document.getElementById('text').value.length").await;
        println!("figure desk.length {length}");
    })
    .await;
}

#[tokio::test]
#[ignore = "a measurement: cargo xtask bench desk"]
async fn opening_a_folder() {
    let room = std::env::temp_dir().join(format!("bantin-desk-{}", std::process::id()));
    let content = room.join("content");
    fs::create_dir_all(&content).expect("a folder");
    for number in 0..FILES {
        let text = format!("---\ntitle: Bài số {number}\ndate: 2023-12-09\n---\n\nChữ.\n");
        fs::write(content.join(format!("bai-{number}.md")), text).expect("a file");
    }
    visit(async |reader, _| {
        open(reader).await;
        let watch = "document.getElementById('open').click();
            document.addEventListener('change', () => {
              const at = performance.now();
              const look = () => document.querySelectorAll('#files li').length > 0
                ? requestAnimationFrame(() => { window.listed = performance.now() - at; })
                : requestAnimationFrame(look);
              look();
            }, true);
            return true;";
        reader.js(watch, vec![]).await;
        reader.choose("pick-folder", &room).await;
        reader.wait("the list", "return window.listed !== undefined").await;
        println!("figure desk.files {FILES}");
        println!("figure desk.listed {}", reader.number("return window.listed").await);
    })
    .await;
    let _ = fs::remove_dir_all(&room);
}
