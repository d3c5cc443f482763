//! A link that holds the whole article: what a colleague sees of it.

use browser_tests::{reader::Reader, target::button};

use super::{NO_PICKERS, at_desk, body, fill, headline, kept, open, press, see_inside};

/// The link in the dialog, without the address of the desk.
pub async fn link(reader: &Reader) -> String {
    press(reader, "share").await;
    reader.wait("the link", "return document.getElementById('share-link')?.value.includes('#bai=1.')").await;
    reader.text("return document.getElementById('share-link').value.split('/').slice(3).join('/')").await
}

#[tokio::test]
async fn a_colleague_sees_the_draft_and_can_copy_it() {
    at_desk(async |reader, host| {
        fill(reader, "field-title", "Lũ về trong đêm").await;
        fill(reader, "text", "Nước **lên**.\n\nBí mật: mật khẩu.").await;
        kept(reader).await;
        let own = reader.text("return location.hash").await;
        let link = format!("/{}", link(reader).await);

        reader.new_window().await;
        reader.before_each_page(NO_PICKERS).await;
        let before = host.asked().len();
        reader.open(&link).await;
        reader.wait("the banner", "return text('.banner-draft').includes('Bản nháp, chưa đăng')").await;
        see_inside(reader, "the text", "return inside.querySelector('.prose strong')?.textContent === 'lên'").await;
        assert_eq!(headline(reader).await, "Lũ về trong đêm");
        assert_eq!(body(reader).await.trim_end(), "Nước **lên**.\n\nBí mật: mật khẩu.");
        let locked = "return [...document.querySelectorAll('.writing textarea, .writing input')].every((it) => it.readOnly || it.disabled || it.type === 'search')";
        reader.wait("nothing to change", locked).await;
        // The host is asked for files, by names that every desk asks for: nothing of the draft is in them.
        let code = link.split("bai=1.").nth(1).unwrap().to_owned();
        for path in &host.asked()[before..] {
            let usual = ["/bien-tap/", "/desk/", "/data/", "/fallback/", "/favicon", "/sitemap"];
            assert!(usual.iter().any(|start| path.starts_with(start)), "{path}");
            assert!(!path.contains(&code[..12]) && !path.contains("lu-ve-trong-dem"), "{path}");
        }

        reader.click(button("Sửa một bản chép")).await;
        reader.wait("an own draft", "return location.hash.startsWith('#nhap=') && !document.querySelector('.banner')").await;
        assert_ne!(reader.text("return location.hash").await, own);
        kept(reader).await;
        reader.js("location.reload()", vec![]).await;
        reader.wait("it again", "return document.getElementById('field-title')?.value === 'Lũ về trong đêm'").await;
    })
    .await;
}

#[tokio::test]
async fn a_link_opened_over_an_article_does_not_touch_it() {
    at_desk(async |reader, _| {
        fill(reader, "text", "Của đồng nghiệp.").await;
        let link = link(reader).await;
        let fragment = link.split('#').nth(1).unwrap().to_owned();
        reader.press(browser_tests::key::Key::Escape).await;
        press(reader, "open").await;
        reader.click(button("Bài mới")).await;
        fill(reader, "text", "Của tôi.").await;
        kept(reader).await;
        let own = reader.text("return location.hash").await;
        // The last letter is typed just before the link is opened.
        let at_once = "const place = document.getElementById('text');
            place.value = 'Của tôi, đủ.';
            place.dispatchEvent(new Event('input', { bubbles: true }));
            location.hash = arguments[0];";
        reader.js(at_once, vec![fragment.into()]).await;
        reader.wait("the banner", "return text('.banner-draft').includes('Bản nháp, chưa đăng')").await;
        assert_eq!(body(reader).await.trim_end(), "Của đồng nghiệp.");
        tokio::time::sleep(std::time::Duration::from_millis(600)).await;
        reader.open("/luu-tru/").await;
        open(reader, &format!("/bien-tap/{own}")).await;
        reader.wait("the own text", "return document.getElementById('text').value === 'Của tôi, đủ.'").await;
    })
    .await;
}
