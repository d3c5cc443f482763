//! Input methods: the desk never writes into a field that is being composed in.

use serde_json::json;

use super::{at_desk, body, caret, fill, kept, see_inside};
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

/// The same by VNI: `duong972` as it is shown letter by letter.
const VNI: [&str; 8] = ["d", "du", "duo", "duon", "duong", "đuong", "đương", "đường"];

#[tokio::test]
async fn fields_are_composed_in_peace() {
    at_desk(async |reader, _| {
        for (field, shown, steps) in [
            ("field-title", "h1", &STEPS[..]),
            ("field-standfirst", ".standfirst", &VNI[..]),
            ("field-credit", ".credit", &VNI[..]),
        ] {
            fill(reader, field, "Con  này").await;
            kept(reader).await;
            let middle = "document.getElementById(arguments[0]).setSelectionRange(4, 4);";
            reader.js(middle, vec![field.into()]).await;
            reader.js(WATCH, vec![]).await;
            compose(reader, steps).await;
            let there = "const field = document.getElementById(arguments[0]);
                return [field.value, String(field.selectionStart), ...written]";
            let there = reader.js(there, vec![field.into()]).await;
            assert_eq!(there, json!(["Con đường này", "9"]), "{field}");
            let inside =
                format!("return inside.querySelector('{shown}')?.textContent.includes('Con đường này')");
            see_inside(reader, "it in the preview", &inside).await;
        }
    })
    .await;
}

#[tokio::test]
async fn keys_that_an_input_method_takes_are_no_shortcuts() {
    at_desk(async |reader, _| {
        fill(reader, "text", "Con  này.").await;
        caret(reader, 4).await;
        let began = json!({"text": "đươ", "selectionStart": 3, "selectionEnd": 3});
        reader.devtools("Input.imeSetComposition", began).await;
        // Within a composition a key is the input method's, whatever it is.
        let keys = "const place = document.getElementById('text');
            for (const key of ['b', 'z', 's', 'f'])
              place.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey: true, isComposing: true, bubbles: true }));
            return [place.value, String(!!document.querySelector('.finding'))]";
        assert_eq!(reader.texts(keys).await, ["Con đươ này.", "false"]);
        reader.insert("đường").await;
        assert_eq!(body(reader).await, "Con đường này.");
        // Taken back in one go, and not letter by letter.
        reader.chord(super::CONTROL, 'z').await;
        let back = body(reader).await;
        assert!(!back.contains("đư"), "{back}");
    })
    .await;
}
