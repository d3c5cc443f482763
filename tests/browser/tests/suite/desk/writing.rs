//! Writing: taken back and made again, found and replaced, by keys alone, and pasted.

use browser_tests::{
    desk::paste_picture,
    key::Key,
    reader::Reader,
    target::{button, checkbox},
};

use super::{CONTROL, at_desk, body, caret, fill, headline, kept, ready, see_inside};

const FOCUS: &str = "return document.activeElement.id || named(document.activeElement)";

async fn select(reader: &Reader, from: u32, to: u32) {
    let select = "const place = document.getElementById('text');
        place.focus(); place.setSelectionRange(arguments[0], arguments[1]);";
    reader.js(select, vec![from.into(), to.into()]).await;
}

#[tokio::test]
async fn what_was_done_is_taken_back_and_made_again_also_after_a_reload() {
    at_desk(async |reader, _| {
        fill(reader, "text", "Một.").await;
        tokio::time::sleep(std::time::Duration::from_millis(1_000)).await;
        caret(reader, 4).await;
        reader.type_text(" Hai.").await;
        select(reader, 0, 3).await;
        reader.chord(CONTROL, 'b').await;
        assert_eq!(body(reader).await, "**Một**. Hai.");
        reader.chord(CONTROL, 'z').await;
        assert_eq!(body(reader).await, "Một. Hai.");
        reader.chord(CONTROL, 'y').await;
        assert_eq!(body(reader).await, "**Một**. Hai.");
        reader.click(button("Hoàn tác")).await;
        reader.click(button("Hoàn tác")).await;
        assert_eq!(body(reader).await, "Một.");
        reader.click(button("Làm lại")).await;
        assert_eq!(body(reader).await, "Một. Hai.");
        see_inside(
            reader,
            "the preview",
            "return inside.querySelector('.prose').textContent.includes('Một. Hai.')",
        )
        .await;
        caret(reader, 9).await;
        reader.type_text(" Ba.").await;
        kept(reader).await;

        reader.open("/luu-tru/").await;
        reader.back().await;
        ready(reader).await;
        reader.wait("the text", "return document.getElementById('text').value === 'Một. Hai. Ba.'").await;
        caret(reader, 0).await;
        reader.chord(CONTROL, 'z').await;
        assert_eq!(body(reader).await, "Một. Hai.");
        reader.chord(CONTROL, 'z').await;
        reader.chord(CONTROL, 'z').await;
        assert_eq!(body(reader).await, "");
        reader.chord(CONTROL, 'y').await;
        assert_eq!(body(reader).await, "Một.");
    })
    .await;
}

#[tokio::test]
async fn fields_and_text_are_taken_back_in_one_order_also_after_a_reload() {
    const FACTS: &str = "document.querySelector('.more-fields').open = true;";
    const DRAFT: &str = "return document.getElementById('field-draft').checked";
    at_desk(async |reader, _| {
        fill(reader, "field-title", "Mưa lớn").await;
        fill(reader, "text", "Một.").await;
        reader.js(FACTS, vec![]).await;
        reader.click(checkbox("Chưa đăng (bản nháp)")).await;
        kept(reader).await;

        reader.open("/luu-tru/").await;
        reader.back().await;
        ready(reader).await;
        reader.wait("the text", "return document.getElementById('text').value === 'Một.'").await;
        assert_eq!(reader.js(DRAFT, vec![]).await, true);
        caret(reader, 0).await;
        reader.chord(CONTROL, 'z').await;
        reader.wait("the switch", "return !document.getElementById('field-draft').checked").await;
        assert_eq!(reader.js(FOCUS, vec![]).await, "field-draft");
        reader.chord(CONTROL, 'z').await;
        assert_eq!(body(reader).await, "");
        reader.chord(CONTROL, 'z').await;
        assert_eq!(
            (headline(reader).await.as_str(), reader.js(FOCUS, vec![]).await),
            ("", "field-title".into())
        );
        reader.chord(CONTROL, 'y').await;
        assert_eq!(headline(reader).await, "Mưa lớn");
        reader.type_text("!").await;
        assert_eq!(headline(reader).await, "Mưa lớn!");
        // What is typed to look for articles is no part of this one.
        reader.js(FACTS, vec![]).await;
        reader.js("document.getElementById('find-related').focus()", vec![]).await;
        reader.type_text("bão").await;
        reader.chord(CONTROL, 'z').await;
        assert_eq!(headline(reader).await, "Mưa lớn!");
    })
    .await;
}

#[tokio::test]
async fn words_are_found_and_replaced_whatever_their_case() {
    at_desk(async |reader, _| {
        fill(reader, "text", "ĐƯỜNG về. Con đường. Đường xa. Duong khác.").await;
        caret(reader, 0).await;
        reader.chord(CONTROL, 'f').await;
        reader.wait("the field", "return document.activeElement.id === 'find-what'").await;
        reader.insert("đường").await;
        reader.wait("the count", "return text('.finding-count') === '3 chỗ'").await;
        reader.press(Key::Enter).await;
        let selected = "const place = document.getElementById('text');
            return place.value.slice(place.selectionStart, place.selectionEnd)";
        assert_eq!(reader.text(selected).await, "ĐƯỜNG");
        reader.click(button("Tiếp")).await;
        assert_eq!(reader.text(selected).await, "đường");
        fill(reader, "find-with", "lối").await;
        reader.click(button("Thay")).await;
        assert_eq!(body(reader).await, "ĐƯỜNG về. Con lối. Đường xa. Duong khác.");
        assert_eq!(reader.text(selected).await, "Đường");
        reader.click(button("Thay hết")).await;
        assert_eq!(body(reader).await, "lối về. Con lối. lối xa. Duong khác.");
        reader.click(button("Hoàn tác")).await;
        assert_eq!(body(reader).await, "ĐƯỜNG về. Con lối. Đường xa. Duong khác.");
        fill(reader, "find-what", "không có").await;
        reader.wait("no place", "return text('.finding-count') === 'Không tìm thấy.'").await;
        reader.press(Key::Escape).await;
        reader
            .wait(
                "the text again",
                "return document.activeElement.id === 'text' && !document.querySelector('.finding')",
            )
            .await;
    })
    .await;
}

#[tokio::test]
async fn keys_alone_are_enough() {
    at_desk(async |reader, _| {
        // A new article begins with its headline.
        reader.wait("the headline", "return document.activeElement.id === 'field-title'").await;
        reader.insert("Lũ về").await;
        for stop in ["field-standfirst", "Thông tin bài", "Đậm", "text"] {
            reader.press(Key::Tab).await;
            assert_eq!(reader.text(FOCUS).await, stop);
        }
        reader.insert("Nước lên").await;
        let all = "const place = document.getElementById('text'); place.setSelectionRange(0, 4)";
        for (key, text) in [('b', "**Nước** lên"), ('b', "Nước lên"), ('i', "*Nước* lên"), ('i', "Nước lên")] {
            reader.js(all, vec![]).await;
            if !body(reader).await.starts_with('N') {
                reader.js("const place = document.getElementById('text'); const from = place.value.indexOf('N'); place.setSelectionRange(from, from + 4)", vec![]).await;
            }
            reader.chord(CONTROL, key).await;
            assert_eq!(body(reader).await, text);
        }
        reader.js(all, vec![]).await;
        reader.chord(CONTROL, 'k').await;
        assert!(body(reader).await.starts_with("[Nước]("));
        reader.chord(CONTROL, 'z').await;

        // The toolbar is one stop; arrow keys walk along it, and round.
        reader.chord(Key::Shift, Key::Tab.into()).await;
        assert_eq!(reader.text(FOCUS).await, "Đậm");
        for stop in ["Nghiêng", "Đề mục"] {
            reader.press(Key::Right).await;
            assert_eq!(reader.text(FOCUS).await, stop);
        }
        reader.press(Key::Enter).await;
        assert_eq!(body(reader).await, "## Nước lên");
        reader.chord(Key::Shift, Key::Tab.into()).await;
        assert_eq!(reader.text(FOCUS).await, "Đề mục", "where one was");
        for stop in ["Nghiêng", "Đậm", "find"] {
            reader.press(Key::Left).await;
            assert_eq!(reader.text(FOCUS).await, stop);
        }
        // On to the preview's choices, past what is to be looked at.
        reader.press(Key::Tab).await;
        assert_eq!(reader.text(FOCUS).await, "text");
        for _ in 0..30 {
            reader.press(Key::Tab).await;
            if reader.text(FOCUS).await == "Trang bài" {
                break;
            }
        }
        reader.press(Key::Tab).await;
        reader.press(Key::Space).await;
        see_inside(reader, "teasers", "return inside.querySelectorAll('.teaser').length === 4").await;
    })
    .await;
}

#[tokio::test]
async fn dialogs_hold_the_focus_and_give_it_back() {
    at_desk(async |reader, _| {
        for opener in ["open", "versions", "share", "send"] {
            reader.js("document.getElementById(arguments[0]).focus()", vec![opener.into()]).await;
            reader.press(Key::Enter).await;
            reader.wait("the dialog", "return !!document.activeElement.closest('#dialog')").await;
            for _ in 0..12 {
                reader.press(Key::Tab).await;
                let out = "return !!document.activeElement.closest('.bar, main, .sides')";
                assert_eq!(reader.js(out, vec![]).await, false, "{opener}");
            }
            reader.js("document.querySelector('#dialog button').focus()", vec![]).await;
            reader.press(Key::Escape).await;
            reader.wait("no dialog", "return !document.getElementById('dialog')").await;
            reader.wait(opener, &format!("return document.activeElement.id === '{opener}'")).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_pasted_picture_shows_also_after_a_reload() {
    at_desk(async |reader, _| {
        fill(reader, "text", "Trước.").await;
        paste_picture(reader).await;
        assert!(body(reader).await.contains("![](/media/anh-lu.png)"));
        // The caret stands where the words for who can not see it belong.
        reader.insert("Nước đỏ").await;
        let shown = "const image = inside.querySelector('.prose img');
            return image?.src.startsWith('blob:') && image.naturalWidth === 2 && image.alt === 'Nước đỏ'";
        see_inside(reader, "the picture", shown).await;
        kept(reader).await;
        reader.js("location.reload()", vec![]).await;
        ready(reader).await;
        see_inside(reader, "the picture again", shown).await;
    })
    .await;
}

/// Pastes a text with the same picture twice, as programs put it onto the clipboard whole.
const WITH_PICTURES: &str = "const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 40;
    const pen = canvas.getContext('2d');
    for (let at = 0; at < 40; at++) { pen.fillStyle = `hsl(${at * 9} 90% 50%)`; pen.fillRect(at, 0, 1, 40); }
    const image = `<img alt='Cầu vồng' src='${canvas.toDataURL()}'>`;
    const data = new DataTransfer();
    data.setData('text/html', `<p>Trước ${image}</p><p>Sau ${image}</p>`);
    const place = document.getElementById('text');
    place.focus();
    place.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));";

#[tokio::test]
async fn pictures_come_along_with_a_pasted_text() {
    at_desk(async |reader, _| {
        fill(reader, "field-title", "Mưa nắng").await;
        reader.js(WITH_PICTURES, vec![]).await;
        let picture = "![Cầu vồng](/media/mua-nang.png)";
        assert_eq!(body(reader).await, format!("Trước {picture}\n\nSau {picture}"));
        let shown = "const all = [...inside.querySelectorAll('.prose img')];
            return all.length === 2 && all.every((it) => it.src.startsWith('blob:') && it.naturalWidth === 40)";
        see_inside(reader, "both", shown).await;
        kept(reader).await;
        reader.js("location.reload()", vec![]).await;
        ready(reader).await;
        see_inside(reader, "both again", shown).await;
    })
    .await;
}

const PASTE: &str = "const [html, plain] = arguments;
    const data = new DataTransfer();
    if (html) data.setData('text/html', html);
    data.setData('text/plain', plain);
    const place = document.getElementById('text');
    place.focus();
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    return place.dispatchEvent(event);";

/// Pastes a book, and notes what the desk says meanwhile.
const BOOK: &str = "window.heard = [];
    const said = document.querySelector('.said');
    new MutationObserver(() => heard.push(said.textContent))
      .observe(said, { childList: true, characterData: true, subtree: true });
    const page = (number) => `<p class=MsoNormal style='margin:0in;line-height:150%'><span lang=VI
      style='font-size:13.0pt;font-family:Times New Roman'>Trang ${number}. Nước <b>lên</b> nhanh.</span></p>`;
    const data = new DataTransfer();
    data.setData('text/html', Array.from({ length: 3000 }, (_, at) => page(at + 1)).join(''));
    const place = document.getElementById('text');
    place.focus();
    place.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));";

#[tokio::test]
async fn a_book_that_is_pasted_is_announced_and_comes_whole() {
    at_desk(async |reader, _| {
        reader.js(BOOK, vec![]).await;
        let whole =
            "return document.getElementById('text').value.endsWith('Trang 3000. Nước **lên** nhanh.')";
        reader.wait("the last page", whole).await;
        assert_eq!(body(reader).await.split("\n\n").count(), 3_000);
        let heard = reader.texts("return heard").await;
        assert_eq!(heard, ["Đang chuyển bài vừa dán, xin đợi một chút…", ""]);
        kept(reader).await;
        reader.js("location.reload()", vec![]).await;
        ready(reader).await;
        reader.wait("the last page again", whole).await;
    })
    .await;
}

#[tokio::test]
async fn what_is_pasted_comes_as_markdown() {
    at_desk(async |reader, _| {
        fill(reader, "text", "Trước. Sau.").await;
        caret(reader, 7).await;
        let html = "<meta charset=utf-8><p class=MsoNormal style='color:red'>Mưa <b>lớn</b></p><script>alert(1)</script>";
        assert_eq!(reader.js(PASTE, vec![html.into(), "Mưa lớn".into()]).await, false, "the desk takes it");
        let pasted = body(reader).await;
        assert!(pasted.starts_with("Trước. ") && pasted.contains("Mưa **lớn**"), "{pasted}");
        assert!(!pasted.contains('<') && !pasted.contains("alert"), "{pasted}");
        reader.chord(CONTROL, 'z').await;
        assert_eq!(body(reader).await, "Trước. Sau.");
        // Plain text is the browser's to paste, as it is.
        assert_eq!(reader.js(PASTE, vec![serde_json::Value::Null, "a < b".into()]).await, true);
        assert_eq!(body(reader).await, "Trước. Sau.");
        // In the headline there is no markup at all.
        fill(reader, "field-title", "Hai\ndòng").await;
        assert_eq!(headline(reader).await, "Hai dòng");
    })
    .await;
}
