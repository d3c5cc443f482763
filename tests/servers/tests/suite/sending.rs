//! An editor in a real browser sends articles to a real WordPress of another origin, and opens them from there.

use std::path::Path;

use browser_tests::{
    desk::{
        NO_PICKERS, body, choose, fill, give_proof, keeps, kept, list, open, paste_picture, ready,
        see_inside, send, shut, value,
    },
    host::{Host, Place},
    newspaper,
    programs::Browser,
    proxy::{Mishap, Proxy},
    reader::Reader,
    visit_at,
};
use http::Method;
use server_tests::{Options, WordPress};

use crate::served::LINE;

/// The editor's name.
const USER: Option<&str> = Some("toasoan");

/// An editor at the desk of a newspaper whose articles go to a WordPress, directly or through a line that breaks.
async fn with(name: &str, broken: bool, test: impl AsyncFnOnce(&Reader, &WordPress, &Proxy, &str)) {
    let place = Place::take().await;
    let Some(wordpress) = WordPress::start(&Options::new(&[&place.address])) else { return };
    let password = wordpress.run(
        "echo WP_Application_Passwords::create_new_application_password( 1, array( 'name' => 'desk' ) )[0];",
    );
    let proxy = Proxy::before(&wordpress.address).await;
    let server = if broken { &proxy.address } else { &wordpress.address };
    let room = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("sending-{name}"));
    let (_, root) = newspaper::build(&room, "", |settings| {
        format!("{settings}\n[desk]\nto = \"wordpress\"\nserver = \"{server}\"\n")
    });
    let host = Host::at(place, root);
    let mut expected = LINE.to_vec();
    expected.extend([proxy.address.as_str(), &wordpress.address]);
    visit_at(Browser::Chromium, &host.address, &expected, async |reader| {
        reader.before_each_page(NO_PICKERS).await;
        open(reader, "/bien-tap/").await;
        test(reader, &wordpress, &proxy, password.trim()).await;
    })
    .await;
}

async fn write(reader: &Reader) {
    fill(reader, "field-title", "Lũ về").await;
    fill(reader, "field-standfirst", "Nước lên nhanh.").await;
    fill(reader, "field-section", "Thủy văn").await;
    fill(reader, "field-tags", "lũ, đêm").await;
    fill(reader, "text", "Nước **lên**.").await;
}

/// The article with this slug, as PHP writes it.
fn shown(wordpress: &WordPress, what: &str) -> String {
    let found = "$p = get_posts( array( 'name' => 'lu-ve', 'post_status' => 'any' ) );
        if ( count( $p ) !== 1 ) { echo count( $p ); exit; } $p = $p[0];";
    wordpress.run(&format!("{found} echo {what};"))
}

/// Somebody else changes it, some seconds later: WordPress counts in whole ones.
fn change(wordpress: &WordPress, text: &str) {
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    shown(wordpress, &format!("wp_update_post( array( 'ID' => $p->ID, 'post_content' => '{text}' ) )"));
}

#[tokio::test]
async fn an_article_goes_as_a_draft_is_published_and_never_overwritten() {
    with("story", false, async |reader, wordpress, _, password| {
        write(reader).await;
        paste_picture(reader).await;
        reader.insert("Nước đỏ").await;
        give_proof(reader, USER, password).await;
        send(reader, "Đã gửi.").await;
        let link = "return document.querySelector('#send-said a')?.href ?? ''";
        assert!(reader.text(link).await.starts_with(&wordpress.address));
        assert_eq!(
            shown(wordpress, "$p->post_status . '|' . $p->post_title . '|' . $p->post_excerpt"),
            "draft|Lũ về|Nước lên nhanh."
        );
        let content = shown(wordpress, "$p->post_content");
        // The picture went along, and is shown from there.
        let picture = format!("src=\"{}/wp-content/uploads/", wordpress.address);
        assert!(content.contains("<strong>lên</strong>") && content.contains(&picture), "{content}");
        assert!(body(reader).await.contains(&format!("![Nước đỏ]({}/wp-content/", wordpress.address)));
        shut(reader).await;
        let there = "const image = inside.querySelector('.prose img');
            return image?.src.includes('/wp-content/uploads/') && image.naturalWidth === 2";
        see_inside(reader, "the picture from there", there).await;

        kept(reader).await;
        reader.js("location.reload()", vec![]).await;
        ready(reader).await;
        reader.wait("the article", "return document.getElementById('field-title').value === 'Lũ về'").await;
        assert!(!keeps(reader, password).await, "the password was kept");
        give_proof(reader, USER, "").await;
        assert_eq!(value(reader, "send-secret").await, "");
        fill(reader, "send-secret", password).await;
        press_publish(reader, true).await;
        send(reader, "Đã gửi.").await;
        assert_eq!(shown(wordpress, "$p->post_status . wp_count_posts( 'attachment' )->inherit"), "publish1");
        shut(reader).await;

        // A colleague was faster.
        change(wordpress, "<p>Của đồng nghiệp.</p>");
        fill(reader, "text", "Của tôi.").await;
        give_proof(reader, USER, password).await;
        let published = "return document.getElementById('send-publish').checked";
        assert_eq!(reader.js(published, vec![]).await, true, "what is published stays so");
        send(reader, "một bản khác bản bạn đã mở").await;
        let theirs = "return document.querySelector('.theirs').textContent";
        assert_eq!(reader.text(theirs).await, "<p>Của đồng nghiệp.</p>");
        assert_eq!(shown(wordpress, "$p->post_content"), "<p>Của đồng nghiệp.</p>");
        // And again, before the editor has decided.
        change(wordpress, "<p>Mới hơn.</p>");
        choose(reader, "Thay bằng bản của tôi").await;
        reader.wait("the newer one", "return text('.theirs').includes('Mới hơn')").await;
        assert_eq!(shown(wordpress, "$p->post_content"), "<p>Mới hơn.</p>");
        choose(reader, "Thay bằng bản của tôi").await;
        reader.wait("it to be sent", "return text('#send-said').includes('Đã gửi.')").await;
        assert_eq!(shown(wordpress, "$p->post_status . trim( $p->post_content )"), "publish<p>Của tôi.</p>");
    })
    .await;
}

async fn press_publish(reader: &Reader, on: bool) {
    let click =
        "const box = document.getElementById('send-publish'); if (box.checked !== arguments[0]) box.click()";
    reader.js(click, vec![on.into()]).await;
}

#[tokio::test]
async fn what_goes_wrong_is_said_and_nothing_is_lost() {
    with("wrong", true, async |reader, wordpress, proxy, password| {
        write(reader).await;
        give_proof(reader, USER, "sai").await;
        send(reader, "Mã hoặc mật khẩu không đúng").await;
        fill(reader, "send-secret", password).await;
        for (method, mishap, said) in [
            (Method::GET, Mishap::Reset, "Máy chủ không trả lời."),
            (Method::GET, Mishap::Status(500), "Máy chủ không trả lời."),
            (Method::GET, Mishap::Html, "không đọc được"),
            (Method::GET, Mishap::NoCors, "Máy chủ không trả lời."),
            (Method::GET, Mishap::TooMany(90), "Hãy thử lại sau 2 phút."),
            (Method::POST, Mishap::Status(500), "Gửi lại sẽ biết"),
            (Method::POST, Mishap::Html, "Gửi lại sẽ biết"),
            (Method::POST, Mishap::Reset, "Gửi lại sẽ biết"),
        ] {
            proxy.break_at(method, mishap);
            send(reader, said).await;
            proxy.recover();
        }
        reader.offline(true).await;
        send(reader, "Không có mạng.").await;
        reader.offline(false).await;
        assert_eq!(shown(wordpress, "''"), "0");
        assert_eq!(body(reader).await, "Nước **lên**.");
        // The categories and tags are there by now: what is lost is the answer to the article itself.
        fill_terms(reader, proxy).await;
        proxy.break_at(Method::POST, Mishap::Lost);
        send(reader, "Gửi lại sẽ biết").await;
        assert_eq!(shown(wordpress, "$p->post_status"), "draft");
        proxy.recover();
        send(reader, "Đã gửi.").await;
        assert_eq!(shown(wordpress, "$p->post_content").trim(), "<p>Nước <strong>lên</strong>.</p>");
    })
    .await;
}

/// Has categories and tags made: with each lost answer to a POST, one more is there.
async fn fill_terms(reader: &Reader, proxy: &Proxy) {
    for _ in 0..3 {
        proxy.break_at(Method::POST, Mishap::Lost);
        send(reader, "Gửi lại sẽ biết").await;
    }
    proxy.recover();
}

#[tokio::test]
async fn an_article_is_opened_from_the_wordpress_and_sent_back() {
    with("open", false, async |reader, wordpress, _, password| {
        wordpress.newspaper();
        list(reader, USER, "sai", "").await;
        reader.see_text("Mã hoặc mật khẩu không đúng").await;
        shut(reader).await;
        list(reader, USER, password, "").await;
        reader.wait("all of them", "return document.querySelectorAll('#afar li').length === 27").await;
        shut(reader).await;

        // Blocks: the editor is told, and may leave it.
        list(reader, USER, password, "Đọc bản tin bão").await;
        let one = "return document.querySelectorAll('#afar li').length === 1";
        reader.wait("one of them", one).await;
        let address = reader.text("return location.href").await;
        take(reader, false).await;
        assert_eq!(reader.text("return location.href").await, address);
        take(reader, true).await;
        reader.wait("the article", "return document.getElementById('field-title').value === 'Đọc bản tin bão'").await;
        assert!(body(reader).await.contains("Bản tin bão có **năm** phần"));
        assert_eq!(value(reader, "field-section").await, "Bão & áp thấp");
        let pictures = "return [...inside.querySelectorAll('.cover img, .prose img')].filter((it) => it.naturalWidth > 0).length === 2";
        see_inside(reader, "its pictures", pictures).await;
        // It is seen as it is there before it is replaced.
        let told = "$p = get_page_by_path( 'doc-ban-tin-bao', OBJECT, 'post' );";
        let there = || wordpress.run(&format!("{told} echo $p->post_status . '|' . $p->post_date . '|' . $p->post_author . '|' . $p->post_content;"));
        let before = there();
        fill(reader, "field-title", "Đọc một bản tin bão").await;
        give_proof(reader, USER, password).await;
        send(reader, "một bản khác bản bạn đã mở").await;
        assert!(reader.text("return document.querySelector('.theirs').textContent").await.contains("<!-- wp:paragraph -->"));
        assert_eq!(there(), before);
        choose(reader, "Thay bằng bản của tôi").await;
        reader.wait("it to be sent", "return text('#send-said').includes('Đã gửi.')").await;
        let after = there();
        assert_eq!(after.split('|').take(3).collect::<Vec<_>>(), before.split('|').take(3).collect::<Vec<_>>());
        assert!(!after.contains("<!-- wp:") && after.contains("<strong>năm</strong>"), "{after}");
        let names = "echo html_entity_decode( implode( '|', wp_get_object_terms( $p->ID, 'category', array( 'fields' => 'names' ) ) ) ) . get_post_thumbnail_id( $p->ID );";
        assert!(wordpress.run(&format!("{told} {names}")).starts_with("Bão & áp thấp|Thời tiết"));
        shut(reader).await;

        // What the desk has sent opens without a question, and goes back on condition.
        list(reader, USER, password, "Đọc một bản tin bão").await;
        reader.wait("one of them", one).await;
        reader.js("document.querySelector('#afar button').click()", vec![]).await;
        reader.wait("the article", "return !document.getElementById('dialog')").await;
        fill(reader, "field-standfirst", "Sapo mới.").await;
        give_proof(reader, USER, password).await;
        send(reader, "Đã gửi.").await;
        assert_eq!(wordpress.run(&format!("{told} echo $p->post_excerpt;")), "Sapo mới.");
        assert_eq!(there(), after);
    })
    .await;
}

/// Opens the first of the list, and answers what the desk asks.
async fn take(reader: &Reader, yes: bool) {
    // The question stands in the script's way.
    reader.js("setTimeout(() => document.querySelector('#afar button').click())", vec![]).await;
    reader.answer(yes).await;
}
