//! Input methods: the desk never writes into a field that is being composed in.

use serde_json::json;

use super::{at_desk, body, caret, fill, headline, kept, see_inside};
use browser_tests::reader::Reader;

/// Counts whatever the page itself writes into a field from now on.
const WATCH: &str = "window.written = [];
    for (const kind of [HTMLTextAreaElement, HTMLInputElement]) {
      const own = Object.getOwnPropertyDescriptor(kind.prototype, 'value');
      Object.defineProperty(kind.prototype, 'value', { ...own, set(value) {
        if (this === document.activeElement) written.push(value);
        own.set.call(this, value);
      } });
      const select = kind.prototype.setSelectionRange;
      kind.prototype.setSelectionRange = function (...range) { written.push(range.join()); select.apply(this, range); };
    }";

/// What a Telex input method shows on the way to `đường`, and what it leaves behind.
const STEPS: [&str; 6] = ["d", "đ", "đu", "đuo", "đươn", "đường"];

async fn compose(reader: &Reader, steps: &[&str]) {
    for step in steps {
        let length = step.encode_utf16().count();
        let shown = json!({"text": step, "selectionStart": length, "selectionEnd": length});
        reader.devtools("Input.imeSetComposition", shown).await;
        // Long enough for the desk to store what stands there, and to look it through.
        tokio::time::sleep(std::time::Duration::from_millis(150)).await;
    }
    reader.insert(steps.last().expect("a syllable")).await;
}

#[tokio::test]
async fn syllables_are_composed_in_peace() {
    at_desk(async |reader, _| {
        fill(reader, "text", "Con  này.\n\nĐoạn sau.").await;
        caret(reader, 4).await;
        reader.js(WATCH, vec![]).await;
        compose(reader, &STEPS).await;
        assert_eq!(body(reader).await, "Con đường này.\n\nĐoạn sau.");
        let at = reader.number("return document.getElementById('text').selectionStart").await;
        assert_eq!(at, 9.0);
        // A method that takes letters back and puts others in their place, as VNI ones do in some programs.
        for text in [" d", "đ", "đe", "đẹ", "đẹp"] {
            reader.insert(text).await;
            if text != "đẹp" {
                for _ in 0..text.trim().chars().count() {
                    reader.press(browser_tests::key::Key::Backspace).await;
                }
            }
        }
        assert_eq!(body(reader).await, "Con đường đẹp này.\n\nĐoạn sau.");
        assert_eq!(reader.texts("return written").await, Vec::<String>::new());
        see_inside(
            reader,
            "it in the preview",
            "return inside.querySelector('.prose p').textContent === 'Con đường đẹp này.'",
        )
        .await;
        kept(reader).await;
    })
    .await;
}

#[tokio::test]
async fn headlines_are_composed_in_peace() {
    at_desk(async |reader, _| {
        fill(reader, "field-title", "Con  này").await;
        kept(reader).await;
        let middle = "document.getElementById('field-title').setSelectionRange(4, 4);";
        reader.js(middle, vec![]).await;
        reader.js(WATCH, vec![]).await;
        compose(reader, &STEPS).await;
        assert_eq!(headline(reader).await, "Con đường này");
        let at = reader.number("return document.getElementById('field-title').selectionStart").await;
        assert_eq!(at, 9.0);
        assert_eq!(reader.texts("return written").await, Vec::<String>::new());
        see_inside(
            reader,
            "it in the preview",
            "return inside.querySelector('h1').textContent === 'Con đường này'",
        )
        .await;
    })
    .await;
}
