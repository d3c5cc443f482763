//! Articles that are newer than the build, read from a real WordPress of another origin while it is up, and while it is
//! not.

use browser_tests::{
    host::{Host, Place},
    programs::Browser,
    proxy::{MISHAPS, Mishap, Proxy},
    reader::Reader,
    target::{button, heading, link, searchbox},
    visit_at,
};
use http::Method;
use server_tests::{Options, WordPress};

use crate::served::{LINE, STALL, built};

/// A reader on a site that was built from a WordPress and asks it, too, through a line that breaks.
async fn with(name: &str, test: impl AsyncFnOnce(&Reader, &WordPress, &Proxy)) {
    let place = Place::take().await;
    let Some(wordpress) = WordPress::start(&Options::new(&[&place.address])) else { return };
    wordpress.newspaper();
    let proxy = Proxy::before(&wordpress.address).await;
    let settings = format!("[source]\nkind = 'wordpress'\nlive = true\nurl = '{}'\n", proxy.address);
    let host = Host::at(place, built(&format!("live-{name}"), &settings).await);
    let mut expected = LINE.to_vec();
    expected.push(&proxy.address);
    visit_at(Browser::Chromium, &host.address, &expected, async |reader| {
        test(reader, &wordpress, &proxy).await
    })
    .await;
}

/// Publishes an article in the section “Thuỷ văn” whose picture is WordPress' own; gives its number.
fn publish(wordpress: &WordPress, title: &str, slug: &str) -> u64 {
    let picture = wordpress.run(
        "echo wp_get_attachment_url( get_posts( array( 'post_type' => 'attachment', 'numberposts' => 1 ) )[0]->ID );",
    );
    let text = format!(
        "<p>Nước lên nhanh.</p><script>document.title = 'hỏng'</script><p onclick=\"alert(1)\">Xem \
         <a href=\"{}/2023/12/song-hong-mua-can/\">sông Hồng</a>.</p><p><img src=\"{}\" alt=\"Ảnh mới\"></p>",
        wordpress.address,
        picture.trim()
    );
    let number = wordpress.article(title, slug, &text);
    wordpress.run(&format!(
        "$it = get_term_by( 'slug', 'thuy-van', 'category' );
         wp_set_post_categories( {number}, array( $it->term_id ) );"
    ));
    number
}

async fn at(reader: &Reader, slug: &str) {
    reader.open(&format!("/bai-viet/{slug}/")).await;
    reader.awake().await;
}

#[tokio::test]
async fn what_was_published_after_the_build_is_read_at_once() {
    with("new", async |reader, wordpress, proxy| {
        publish(wordpress, "Lũ về trong đêm", "lu-ve-trong-dem");
        at(reader, "lu-ve-trong-dem").await;
        reader.see(heading("Lũ về trong đêm")).await;
        reader.see_text("Nước lên nhanh.").await;
        let shown =
            "return [...document.querySelectorAll('.prose img')].map((it) => it.alt + it.naturalWidth)";
        reader.wait("its picture", "return document.querySelector('.prose img')?.naturalWidth > 0").await;
        assert_eq!(reader.texts(shown).await.len(), 1);
        let smuggled = "return document.querySelector('.prose script, .prose [onclick]') === null";
        assert_eq!(reader.js(smuggled, vec![]).await, true, "it passed the door");
        assert!(reader.title().await.contains("Lũ về trong đêm"));
        // Its section's list has it, and so has the front page; an article that it leads to is the built one.
        reader.click(link("Thuỷ văn")).await;
        reader.see(link("Lũ về trong đêm")).await;
        assert_eq!(reader.path().await, "/chuyen-muc/thuy-van/");
        reader.read("/chuyen-muc/thuy-van/").await;
        assert!(!reader.sees(link("Lũ về trong đêm")).await, "what was written beforehand stays as it is");
        reader.click(link("Thời tiết")).await;
        reader.wait("another list", "return location.pathname === '/chuyen-muc/thoi-tiet/'").await;
        reader.back().await;
        reader.see(link("Lũ về trong đêm")).await;
        reader.click(link("Lũ về trong đêm")).await;
        reader.see_text("Nước lên nhanh.").await;
        reader.click(link("sông Hồng")).await;
        reader.wait("the other", "return location.pathname === '/bai-viet/song-hong-mua-can/'").await;
        assert!(proxy.passed(&Method::GET, "/wp-json/wp/v2/posts") > 4);
    })
    .await;
}

#[tokio::test]
async fn what_is_not_for_everybody_is_shown_to_nobody() {
    with("hidden", async |reader, wordpress, _| {
        let open = publish(wordpress, "Tin sẽ đóng", "tin-se-dong");
        for (slug, fields) in [
            ("mat-khau", "'post_status' => 'publish', 'post_password' => 'x'"),
            ("rieng-tu", "'post_status' => 'private'"),
            ("nhap-moi", "'post_status' => 'draft'"),
            ("hen-gio", "'post_status' => 'future', 'post_date' => '2043-01-01 00:00:00'"),
        ] {
            wordpress.run(&format!(
                "echo wp_insert_post( array( 'post_title' => 'Kín {slug}', 'post_name' => '{slug}',
                 'post_content' => 'Bí mật.', {fields} ) );"
            ));
            at(reader, slug).await;
            reader.see_text("Không tìm thấy").await;
            let told = "return document.body.textContent.includes('Bí mật')";
            assert_eq!(reader.js(told, vec![]).await, false, "{slug}");
        }
        for built in ["tin-co-mat-khau", "tin-rieng", "tin-nhap", "tin-nam-2043"] {
            at(reader, built).await;
            reader.see_text("Không tìm thấy").await;
        }
        at(reader, "tin-se-dong").await;
        reader.see_text("Nước lên nhanh.").await;
        wordpress.run(&format!("wp_update_post( array( 'ID' => {open}, 'post_password' => 'x' ) );"));
        at(reader, "tin-se-dong").await;
        reader.see_text("Không tìm thấy").await;
    })
    .await;
}

#[tokio::test]
async fn an_outage_is_said_or_the_built_page_shown() {
    with("outage", async |reader, wordpress, proxy| {
        publish(wordpress, "Lũ về trong đêm", "lu-ve-trong-dem");
        let more = [Mishap::Status(404), Mishap::Status(401), Mishap::Status(503), STALL];
        for mishap in MISHAPS.into_iter().chain(more) {
            proxy.break_at(Method::GET, mishap.clone());
            at(reader, "lu-ve-trong-dem").await;
            reader
                .wait(
                    &format!("a failure after {mishap:?}"),
                    "return !!document.querySelector('[data-act=retry]')",
                )
                .await;
            let told = "return document.querySelector('main').textContent.includes('Không tìm thấy')";
            assert_eq!(reader.js(told, vec![]).await, false, "{mishap:?}");
            // What was built is there all the same.
            reader.click(link("Thuỷ văn")).await;
            reader.wait("its list", "return document.querySelectorAll('.teaser').length > 0").await;
            assert!(!reader.sees(link("Lũ về trong đêm")).await, "{mishap:?}");
        }
        proxy.recover();
        at(reader, "lu-ve-trong-dem").await;
        reader.see_text("Nước lên nhanh.").await;
    })
    .await;
}

#[tokio::test]
async fn articles_are_found_by_their_words() {
    with("search", async |reader, wordpress, proxy| {
        for number in 1..=23 {
            wordpress.article(
                &format!("Triều cường {number}"),
                &format!("trieu-cuong-{number}"),
                "<p>Nước.</p>",
            );
        }
        wordpress.article("Gió <em>&</em> \"mùa\"", "gio-mua", "<p>Một từ hiếm: khuyếch&tán 100%.</p>");
        reader.read("/").await;
        reader.click(link("Tìm bài")).await;
        reader.wait("the search", "return location.pathname === '/luu-tru/'").await;
        let field = || searchbox("Tìm bài");
        reader.see(field()).await;
        // The page that the press wrote has it, too, and so has every other.
        reader.read("/bai-viet/song-hong-mua-can/").await;
        assert_eq!(reader.count(link("Tìm bài")).await, 1);
        reader.read("/luu-tru/").await;
        assert_eq!(reader.count(field()).await, 1);
        reader.write(field(), "triều cường").await;
        reader.click(button("Tìm")).await;
        reader.see_text("23 bài có “triều cường”").await;
        assert_eq!(reader.text("return document.getElementById('search-words').value").await, "triều cường");
        assert!(reader.title().await.replace('\u{a0}', " ").starts_with("23 bài có “triều cường”"));
        let rows = "return document.querySelectorAll('#found .teaser').length";
        assert_eq!(reader.number(rows).await, 20.0);
        reader.click(link("Tin cũ hơn")).await;
        reader.wait("the rest", "return document.querySelectorAll('#found .teaser').length === 3").await;
        // Which ones these are is WordPress's to say: all are of the same few seconds.
        let one = reader.text("return document.querySelector('#found .teaser a').textContent").await;
        reader.click(link(&one)).await;
        reader.see_page(&one).await;
        reader.back().await;
        reader
            .wait("the rest once more", "return document.querySelectorAll('#found .teaser').length === 3")
            .await;
        // Whatever is asked for is text.
        for (words, said) in [
            ("khuyếch&tán 100%", "1 bài có “khuyếch&tán 100%”"),
            ("<img src=x onerror=alert(1)>", "Không có bài nào có “<img src=x onerror=alert(1)>”"),
        ] {
            reader.clear(field()).await;
            reader.write(field(), words).await;
            reader.click(button("Tìm")).await;
            reader.see_text(said).await;
        }
        assert_eq!(reader.number("return document.querySelectorAll('#found img').length").await, 0.0);
        // An outage is no empty list.
        for mishap in MISHAPS.into_iter().chain([Mishap::Status(404), Mishap::Status(401), Mishap::Lost]) {
            proxy.break_at(Method::GET, mishap.clone());
            reader.read("/luu-tru/?q=hi%E1%BA%BFm").await;
            reader.see_text("Chưa tìm được").await;
            assert_eq!(reader.number(rows).await, 0.0, "{mishap:?}");
            proxy.recover();
            reader.click(button("Thử lại")).await;
            reader.see_text("1 bài có “hiếm”").await;
            assert_eq!(reader.count(field()).await, 1);
        }
        // Half a minute's silence, too, and until then it is said that somebody is looking.
        proxy.break_at(Method::GET, STALL);
        reader.read("/luu-tru/?q=hi%E1%BA%BFm").await;
        reader.see_text("Đang tìm…").await;
        reader.see_text("Chưa tìm được").await;
    })
    .await;
}
