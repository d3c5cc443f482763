//! How the desk looks on narrow and wide screens, in light and dark, and what a machine finds of barriers.

use std::path::Path;

use browser_tests::{
    programs::{self, Browser},
    reader::Reader,
    server::{Kind, Server},
    target::button,
    visit_at,
};

use super::{NO_PICKERS, at_desk, fill, kept, open, press, see_inside};

async fn article(reader: &Reader) {
    fill(reader, "field-title", "Lũ về trong đêm trên sông Kỳ Cùng").await;
    fill(reader, "field-standfirst", "Nước lên hai mét trong sáu giờ.").await;
    fill(reader, "field-cover-src", "/media/bao-bien-dong.jpg").await;
    fill(
        reader,
        "text",
        "## Diễn biến\n\nNước lên **rất nhanh** trong đêm, [xem bản đồ](/luu-tru/).\n\n- Một\n- Hai\n",
    )
    .await;
    reader.js("document.querySelector('details').open = false", vec![]).await;
    kept(reader).await;
}

/// No part of the desk reaches beyond the screen.
const BEYOND: &str = "const all = [...document.querySelectorAll('body *')].filter((it) =>
      it.checkVisibility({ visibilityProperty: true }) && !it.closest('.bar-acts, .sheet, .unseen')
      && it.getBoundingClientRect().right > innerWidth + 1);
    if (document.documentElement.scrollWidth > innerWidth) all.push(document.documentElement);
    return all.map((it) => it.outerHTML.slice(0, 80))";

#[tokio::test]
async fn a_narrow_screen_has_three_sides() {
    at_desk(async |reader, _| {
        reader.screen(360).await;
        article(reader).await;
        let shown = |selector: &str| format!("return document.querySelector('{selector}').checkVisibility()");
        for (side, sight, hidden) in [
            ("Xem", ".sheet iframe", [".text", ".checks"]),
            ("Soát", ".checks", [".text", ".sheet iframe"]),
            ("Viết", ".text", [".checks", ".sheet iframe"]),
        ] {
            reader.click(button(side)).await;
            reader.wait(side, &shown(sight)).await;
            for hidden in hidden {
                assert_eq!(reader.js(&shown(hidden), vec![]).await, false, "{side}: {hidden}");
            }
            assert_eq!(reader.texts(BEYOND).await, Vec::<String>::new(), "{side}");
        }
        reader.click(button("Xem")).await;
        see_inside(
            reader,
            "a page as narrow as the screen",
            "return inside.defaultView.innerWidth === 360
            && inside.documentElement.scrollWidth <= 360",
        )
        .await;
        // A paragraph that is tapped leads to where it is written.
        super::inside(reader, "inside.querySelector('.prose p').click()").await;
        reader.wait("the text", &shown(".text")).await;
    })
    .await;
}

#[tokio::test]
async fn no_barrier_is_found() {
    at_desk(async |reader, _| {
        article(reader).await;
        let mut found = Vec::new();
        for width in [360, 1280] {
            reader.screen(width).await;
            for scheme in ["light", "dark"] {
                reader.prefer(scheme).await;
                // Colours change softly.
                tokio::time::sleep(std::time::Duration::from_millis(400)).await;
                for side in ["Viết", "Xem", "Soát"] {
                    if width == 360 {
                        reader.click(button(side)).await;
                    } else if side != "Viết" {
                        continue;
                    }
                    reader.js("document.querySelector('details').open = true", vec![]).await;
                    let at = format!("{width} {scheme} {side}");
                    found.extend(reader.barriers().await.into_iter().map(|line| format!("{at}: {line}")));
                }
                for dialog in ["open", "versions", "share", "send"] {
                    press(reader, dialog).await;
                    reader.wait("the dialog", "return !!document.getElementById('dialog')").await;
                    tokio::time::sleep(std::time::Duration::from_millis(150)).await;
                    let at = format!("{width} {scheme} {dialog}");
                    found.extend(reader.barriers().await.into_iter().map(|line| format!("{at}: {line}")));
                    reader.click(button("Đóng")).await;
                }
            }
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
    })
    .await;
}

/// Pictures for whoever changes the style: `BANTIN_PHOTOS=FOLDER cargo test -p browser-tests photographs -- --ignored`.
#[tokio::test]
#[ignore = "pictures for the eye"]
async fn photographs() {
    let folder = std::env::var("BANTIN_PHOTOS").expect("BANTIN_PHOTOS names a folder");
    at_desk(async |reader, _| {
        article(reader).await;
        for width in [360, 1280] {
            reader.screen(width).await;
            for scheme in ["light", "dark"] {
                reader.prefer(scheme).await;
                let photograph = async |name: &str| {
                    tokio::time::sleep(std::time::Duration::from_millis(400)).await;
                    reader.photograph(&Path::new(&folder).join(format!("{width}-{scheme}-{name}.png"))).await;
                };
                photograph("write").await;
                if width == 360 {
                    reader.click(button("Xem")).await;
                    photograph("look").await;
                    reader.click(button("Soát")).await;
                    photograph("review").await;
                    reader.click(button("Viết")).await;
                }
                reader.js("document.querySelector('details').open = true", vec![]).await;
                press(reader, "find").await;
                photograph("more").await;
                press(reader, "find").await;
                reader.js("document.querySelector('details').open = false", vec![]).await;
                for dialog in ["open", "share", "send"] {
                    press(reader, dialog).await;
                    photograph(dialog).await;
                    reader.click(button("Đóng")).await;
                }
            }
        }
    })
    .await;
}

/// The desk within the policy that the site's own headers set: every visit fails where it is not.
#[tokio::test]
async fn the_desk_keeps_to_the_policy() {
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../site");
    let Some(server) = Server::start(Kind::Nginx, &site, &programs::site(), "").await else { return };
    visit_at(Browser::Chromium, &server.address, &[], async |reader| {
        reader.before_each_page(NO_PICKERS).await;
        open(reader, "/bien-tap/").await;
        article(reader).await;
        see_inside(reader, "the cover", "return inside.querySelector('.cover img')?.naturalWidth > 0").await;
        // The frame has the site's style.
        see_inside(
            reader,
            "the style",
            "return inside.defaultView.getComputedStyle(inside.querySelector('h1')).fontWeight === '700'",
        )
        .await;
        let room = super::room("policy");
        reader.download_to(&room).await;
        press(reader, "save").await;
        for dialog in ["open", "versions", "share", "send"] {
            press(reader, dialog).await;
            reader.wait("the dialog", "return !!document.getElementById('dialog')").await;
            reader.click(button("Đóng")).await;
        }
        reader.click(button("Trong danh sách")).await;
        reader.click(button("Thẻ chia sẻ")).await;
        reader.js("location.reload()", vec![]).await;
        super::ready(reader).await;
        reader.wait("the article", "return document.getElementById('field-title').value !== ''").await;
    })
    .await;
}

#[tokio::test]
async fn the_desk_speaks_the_language_of_its_address() {
    at_desk(async |reader, _| {
        for (path, lang, name) in [("/desk/", "en", "Headline"), ("/bien-tap/", "vi", "Tiêu đề")] {
            open(reader, path).await;
            assert_eq!(reader.text("return document.documentElement.lang").await, lang);
            reader.see(browser_tests::target::textbox(name)).await;
        }
    })
    .await;
}
