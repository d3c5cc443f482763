//! The text and the page are scrolled together, whichever the editor moves.

use browser_tests::reader::Reader;

use super::{at_desk, fill, inside, see_inside};

/// The number of the paragraph that is nearest to the upper third of the page.
const SEEN: &str = "const third = inside.defaultView.innerHeight / 3;
    const far = (it) => Math.abs(it.getBoundingClientRect().top - third);
    const near = [...inside.querySelectorAll('.prose p')].sort((a, b) => far(a) - far(b))[0];
    return Number(near.textContent.match(/^Đoạn (\\d+)/)[1])";

/// The share of the text above what is seen of it.
const WRITTEN: &str = "const place = document.getElementById('text');
    return (place.scrollTop + place.clientHeight / 3) / place.scrollHeight";

async fn with_long_text(reader: &Reader) {
    let long: String =
        (0..80).map(|number| format!("Đoạn {number}. {}\n\n", "Nước lên trong đêm. ".repeat(12))).collect();
    fill(reader, "field-title", "Lũ").await;
    fill(reader, "text", &long).await;
    see_inside(reader, "all of it", "return inside.querySelectorAll('.prose p').length === 80").await;
    // The words are counted, and the minutes that they take stand on the page.
    tokio::time::sleep(std::time::Duration::from_millis(1_200)).await;
}

#[tokio::test]
async fn the_page_follows_the_text() {
    at_desk(async |reader, _| {
        with_long_text(reader).await;
        for share in [0.25, 0.75, 0.5] {
            let scroll = "const place = document.getElementById('text');
                place.scrollTop = place.scrollHeight * arguments[0]";
            reader.js(scroll, vec![share.into()]).await;
            let expected =
                format!("const seen = (() => {{ {SEEN} }})(); return Math.abs(seen - {}) <= 8", share * 80.0);
            see_inside(reader, "the same paragraph", &expected).await;
            // It does not push back.
            let written = reader.number("return document.getElementById('text').scrollTop").await;
            tokio::time::sleep(std::time::Duration::from_millis(500)).await;
            assert_eq!(reader.number("return document.getElementById('text').scrollTop").await, written);
        }
    })
    .await;
}

#[tokio::test]
async fn the_text_follows_the_page() {
    at_desk(async |reader, _| {
        with_long_text(reader).await;
        for number in [20, 60, 5] {
            let scroll = format!(
                "const it = inside.querySelectorAll('.prose p')[{number}];
                 inside.defaultView.scrollBy(0, it.getBoundingClientRect().top - inside.defaultView.innerHeight / 3)"
            );
            inside(reader, &scroll).await;
            let share = f64::from(number) / 80.0;
            let near = format!("const at = (() => {{ {WRITTEN} }})(); return Math.abs(at - {share}) < 0.08");
            reader.wait("the same place", &near).await;
            let before = inside(reader, "return inside.defaultView.scrollY").await;
            tokio::time::sleep(std::time::Duration::from_millis(500)).await;
            assert_eq!(inside(reader, "return inside.defaultView.scrollY").await, before);
        }
    })
    .await;
}
