//! Keyboards and screen readers: where the focus is, and what is said.

use browser_tests::{
    fault::Fault,
    key::Key,
    programs::Browser,
    reader::Reader,
    target::{article, button, link, navigation},
    visit, visit_with,
};

use crate::article::TRAINING;

/// Name of what has the focus.
const FOCUS: &str = "return named(document.activeElement)";

#[tokio::test]
async fn the_skip_link_comes_first_and_works() {
    visit(async |reader, _| {
        for path in ["/", TRAINING, "/luu-tru/"] {
            reader.read(path).await;
            reader.press(Key::Tab).await;
            assert_eq!(reader.text(FOCUS).await, "Đến nội dung chính", "{path}");
            let seen = "const box = document.activeElement.getBoundingClientRect();
                return box.width > 20 && box.height > 20 && box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight";
            reader.wait("the skip link in sight", seen).await;
            reader.press(Key::Enter).await;
            reader.wait("the focus on the main part", "return document.activeElement === document.querySelector('main')").await;
            // The next stop lies in the main part.
            reader.press(Key::Tab).await;
            let inside = "return document.querySelector('main').contains(document.activeElement)";
            assert_eq!(reader.js(inside, vec![]).await, true, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn links_within_a_page_lead_there_and_load_nothing() {
    visit(async |reader, host| {
        reader.read("/bai-viet/tran-lu-mot-tram-nam/").await;
        reader.write(crate::comments::comment(), "Hay").await;
        let before = reader
            .js("window.heading = document.querySelector('main h1'); return heading.textContent", vec![])
            .await;
        let asked = host.asked().len();
        reader
            .js(
                "const note = document.querySelector('.prose a[role=doc-noteref]');
            note.scrollIntoView({ block: 'center', behavior: 'instant' }); note.click();",
                vec![],
            )
            .await;
        let in_sight = |place: &str| {
            format!(
                "const box = document.querySelector('{place}').getBoundingClientRect();
             return box.bottom > 0 && box.top < innerHeight"
            )
        };
        reader.wait("the footnote in sight", &in_sight("#fn-1")).await;
        assert_eq!(reader.text("return location.hash").await, "#fn-1");
        reader.click(link("Về đầu trang")).await;
        reader.wait("the top", "return scrollY === 0").await;
        tokio::time::sleep(std::time::Duration::from_millis(700)).await;
        assert_eq!(host.asked().len(), asked, "the page was loaded again: {:?}", &host.asked()[asked..]);
        assert_eq!(reader.js("return heading.isConnected && heading.textContent", vec![]).await, before);
    })
    .await;
}

#[tokio::test]
async fn a_new_page_has_the_focus_on_its_heading_and_is_announced_once() {
    visit(async |reader, _| {
        reader.read("/").await;
        reader
            .js(
                "window.said = [];
             const live = document.getElementById('announced');
             new MutationObserver(() => said.push(live.textContent))
               .observe(live, { childList: true, characterData: true, subtree: true });",
                vec![],
            )
            .await;
        let on_heading = "return document.activeElement === document.querySelector('main h1')";
        for section in ["Thủy văn", "Khí hậu"] {
            reader.click(link(section).inside(navigation("Chuyên mục"))).await;
            reader.see_page(section).await;
            reader.wait("the focus on the heading", on_heading).await;
        }
        let said = reader.texts("return said").await;
        assert_eq!(said, ["Thủy văn – Con Nước", "Khí hậu – Con Nước"]);
    })
    .await;
}

#[tokio::test]
async fn the_first_page_takes_no_focus() {
    visit(async |reader, _| {
        reader.read(TRAINING).await;
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        assert_eq!(reader.js("return document.activeElement === document.body", vec![]).await, true);
    })
    .await;
}

#[tokio::test]
async fn the_keyboard_alone_opens_an_article() {
    visit(async |reader, _| {
        reader.read("/chuyen-muc/thuy-van/").await;
        let in_teaser = "return document.activeElement.closest('main article') !== null";
        let mut stops = 0;
        while reader.js(in_teaser, vec![]).await != true {
            reader.press(Key::Tab).await;
            stops += 1;
            assert!(stops < 40, "no teaser can be reached");
        }
        let title = reader.text(FOCUS).await;
        reader.press(Key::Enter).await;
        reader.see_page(&title).await;
    })
    .await;
}

#[tokio::test]
async fn a_retry_leaves_the_focus_on_the_heading() {
    visit_with(Browser::Chromium, &["Failed to load resource"], async |reader, host| {
        reader.read("/").await;
        host.break_at("/data/vi/section/thuy-van/head.json", Fault::Status(503));
        reader.click(link("Thủy văn").inside(navigation("Chuyên mục"))).await;
        reader.see_page("Máy chủ đang gặp trục trặc").await;
        host.recover();
        reader.click(button("Thử lại")).await;
        reader.see_page("Thủy văn").await;
        reader
            .wait(
                "the focus on the heading",
                "return document.activeElement === document.querySelector('main h1')",
            )
            .await;
    })
    .await;
}

#[tokio::test]
async fn a_button_that_goes_away_does_not_take_the_focus_along() {
    visit(async |reader, _| {
        use crate::comments::{STILL, comment, consent, name, send};
        let somewhere = "return document.activeElement !== document.body";
        reader.before_each_page(STILL).await;
        reader.read(TRAINING).await;
        reader.click(button("Trả lời Một quan trắc viên")).await;
        reader.click(button("Thôi")).await;
        reader.wait("the focus after “Thôi”", somewhere).await;
        reader.write(name(), "Hòa").await;
        reader.write(comment(), "Bài hay.").await;
        reader.click(consent()).await;
        reader.js("ahead = 10000", vec![]).await;
        reader.click(send()).await;
        reader.click(button("Xóa").inside(article("Hòa"))).await;
        reader.see_text("Đã xóa.").await;
        reader.wait("the focus after “Xóa”", somewhere).await;
    })
    .await;
}

/// Whether a ring is seen: around what has the focus, around the teaser whose link it is, or around the
/// words beside a radio button.
const RING: &str = "const element = document.activeElement;
    const around = [element, element.closest('main article'), element.matches('input') && element.nextElementSibling];
    const shown = around.filter(Boolean).some((it) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(it);
      return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
    });
    return [shown, element === document.body, element.outerHTML.slice(0, 120)];";

async fn walk(reader: &Reader, path: &str) {
    reader.read(path).await;
    let mut stops = 0;
    loop {
        reader.press(Key::Tab).await;
        let ring = reader.js(RING, vec![]).await;
        if ring[1] == true {
            break;
        }
        assert_eq!(ring[0], true, "{path}: no ring is seen on {}", ring[2]);
        stops += 1;
        if stops > 120 {
            break;
        }
    }
    assert!(stops > 10, "{path} has only {stops} stops");
}

#[tokio::test]
async fn the_focus_is_seen_at_every_stop() {
    visit(async |reader, _| {
        for path in ["/chuyen-muc/thuy-van/", TRAINING] {
            walk(reader, path).await;
        }
    })
    .await;
}
