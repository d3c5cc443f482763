//! What word processors put onto the clipboard, pasted: it shows in the page, and stands where it belongs.

use browser_tests::{desk::INSIDE, reader::Reader};

use super::{at_desk, at_desk_with, body, caret, fill, inside, see_inside};

const PASTE: &str = "const data = new DataTransfer();
    data.setData('text/html', arguments[0]);
    const place = document.getElementById('text');
    place.focus();
    place.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));";

async fn paste(reader: &Reader, html: &str) {
    reader.js(PASTE, vec![html.into()]).await;
}

/// Documents of three programs, each with a heading, a list within a list, a table, a link and a footnote.
const DOCUMENTS: [(&str, &str); 3] = [
    ("LibreOffice", include_str!("../../../../../crates/desk/fixtures/libreoffice.html")),
    ("Word", include_str!("../../../../../crates/desk/fixtures/word.html")),
    ("Google Docs", include_str!("../../../../../crates/desk/fixtures/google.html")),
];

#[tokio::test]
async fn documents_of_three_programs_stand_in_the_page() {
    let picture = "https://lh7-rt.googleusercontent.com/docsz/AD_4nX";
    let forbidden = format!("forbidden by the site: img-src {picture}");
    at_desk_with(&[picture, &forbidden], async |reader, _| {
        for (program, html) in DOCUMENTS {
            fill(reader, "text", "Trước.").await;
            caret(reader, 6).await;
            paste(reader, html).await;
            let text = body(reader).await;
            assert!(text.starts_with("Trước.\n\n## "), "{program}: {text}");
            for trace in ["mso", "style=", "<span", "<o:p", "font-"] {
                assert!(!text.contains(trace), "{program}: {trace} in {text}");
            }
            let shown = "const prose = inside.querySelector('.prose');
                const has = (name) => !!prose?.querySelector(name);
                return prose.firstElementChild.textContent === 'Trước.' && has('h2') && has('li li') && has('td')
                  && has('a[href^=https]') && has('strong') && has('.footnotes li, [id^=fn-]');";
            see_inside(reader, program, shown).await;
        }
    })
    .await;
}

#[tokio::test]
async fn each_footnote_that_is_pasted_stays_one_of_its_own() {
    at_desk(async |reader, _| {
        let note = |words: &str| {
            format!(
                "<p>{words}<a href=#_ftn1 name=_ftnref1>[1]</a></p><div id=ftn1><p><a href=#_ftnref1>[1]</a> Theo {words}.</p></div>"
            )
        };
        fill(reader, "text", "Mở kết.").await;
        caret(reader, 3).await;
        paste(reader, &note("mưa")).await;
        paste(reader, &note("lũ")).await;
        let expected = "Mở mưa[^1]lũ[^2]kết.\n\n[^1]: Theo mưa.\n\n[^2]: Theo lũ.";
        assert_eq!(body(reader).await, expected);
        let both = "const all = inside.querySelector('.prose').textContent;
            return all.includes('Theo mưa.') && all.includes('Theo lũ.')";
        see_inside(reader, "both footnotes", both).await;
    })
    .await;
}

#[tokio::test]
async fn a_headline_that_stands_in_the_text_shows_once() {
    at_desk(async |reader, _| {
        fill(reader, "text", "# Lũ về\n\nNước lên.\n\n## Việc cần làm\n").await;
        let shown = "return inside.querySelector('h1')?.textContent === 'Lũ về'
            && inside.querySelector('.prose').firstElementChild?.textContent === 'Nước lên.'";
        see_inside(reader, "the headline of the text", shown).await;
        // The same in the form changes nothing.
        fill(reader, "field-title", "Lũ về").await;
        see_inside(reader, "it once", shown).await;
        inside(reader, "inside.querySelector('.prose p').click()").await;
        let at = "const place = document.getElementById('text');
            return place.value.slice(place.selectionStart).split('\\n')[0]";
        assert_eq!(reader.text(at).await, "Nước lên.");
        // Another headline, and it is a heading of the text.
        fill(reader, "field-title", "Mưa lớn").await;
        let both = "return inside.querySelector('h1')?.textContent === 'Mưa lớn'
            && inside.querySelector('.prose').firstElementChild?.textContent === 'Lũ về'";
        see_inside(reader, "both", both).await;
    })
    .await;
}

#[tokio::test]
async fn a_book_that_is_pasted_is_shown_whole_and_stops_nobody() {
    at_desk(async |reader, _| {
        fill(reader, "field-title", "Sách").await;
        fill(reader, "text", "Trước.\n\nSau.").await;
        caret(reader, 6).await;
        let book: String = (1..=3_000).map(|number| format!("<p>Đoạn <b>{number}</b>.</p>")).collect();
        let drawn = format!(
            "{PASTE}{INSIDE} return new Promise((done) => {{
               setTimeout(() => done(inside.querySelector('.prose').childElementCount));
             }})"
        );
        let drawn = reader.js(&drawn, vec![format!("<h2>Chương một</h2>{book}").into()]).await;
        let some = drawn.as_u64().is_some_and(|drawn| (100..1_000).contains(&drawn));
        assert!(some, "{drawn}: all of it at once, or nothing");
        // Typed into its beginning while most of it is still to be drawn.
        caret(reader, 0).await;
        reader.type_text("Nay ").await;
        see_inside(
            reader,
            "what is typed",
            "return inside.querySelector('.prose p').textContent === 'Nay Trước.'",
        )
        .await;
        let whole = "const all = [...inside.querySelector('.prose').children].map((it) => it.textContent);
            return all.length === 3003 && all[1] === 'Chương một' && all[3002] === 'Sau.'
              && all.slice(2, -1).every((words, at) => words === `Đoạn ${at + 1}.`)";
        see_inside(reader, "the whole book in order", whole).await;
    })
    .await;
}
