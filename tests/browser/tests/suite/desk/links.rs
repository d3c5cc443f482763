//! Links that carry drafts: what goes along with one, what one can do to an article that is open, and who allows them.

use std::{fs, path::Path};

use browser_tests::{
    desk::{give_proof, send},
    fault::Fault,
    forge::{Kind, WRITES},
    host::{Host, Place},
    newspaper,
    programs::Browser,
    target::button,
    visit_at, visit_with,
};
use serde_json::Value;

use super::{
    NO_PICKERS, at_desk_with, body, files::downloaded, fill, forges::at_forge, handles::pick, headline, kept,
    open, press, room, share::link, value,
};

/// A stranger's article: “Bài của người lạ”, in content/ban-nhap.md.
const STRANGE: &str = "bai=1.ll56bkvOzytJzSvRT0rM083LSCzQy03h0tXV5SrJLMlJtVJwOrwgUyH54e7liQp56cc2PNw9N1Mh5-GuhWA1XM4ZD3evxyatxwUA";
const SHOWN: &str = "return text('.banner-draft').includes('Bản nháp, chưa đăng')
    && document.getElementById('field-title').value === 'Bài của người lạ'";

/// Has the page's address carry a draft, as a link does that is opened over an article.
const FOLLOW: &str = "location.hash = arguments[0]";

#[tokio::test]
async fn what_a_file_and_its_path_say_goes_along() {
    let room = room("link");
    let site = room.join("bao");
    let english = "content/en/thuy-van/2023-12-09-floods-at-night.md";
    let json = "content/khi-hau/mua.json";
    let text = "{\n \"title\": \"Mưa lớn\", \"date\": \"2023-12-09\",\n \"x-khac\": [1,2 ],\n \"body\": \"Nước **lên**.\"}";
    for (path, text) in [(english, "---\ntitle: Floods\n---\n\nWater **rises**.\n"), (json, text)] {
        fs::create_dir_all(site.join(path).parent().unwrap()).unwrap();
        fs::write(site.join(path), text).unwrap();
    }
    // A page that is left before anybody has touched it may not hold its reader back.
    at_desk_with(&["beforeunload"], async |reader, _| {
        for (path, title, section, lang, date) in [
            (english, "Floods", "thuy-van", "en", "2023-12-09"),
            (json, "Mưa lớn", "khi-hau", "", "2023-12-09"),
        ] {
            press(reader, "open").await;
            reader.see(button("Bài mới")).await;
            reader.choose("pick-folder", &site).await;
            reader.wait("the list", "return document.querySelectorAll('#files li').length === 2").await;
            pick(reader, &format!("bao/{path}")).await;
            reader
                .wait(title, &format!("return document.getElementById('field-title').value === '{title}'"))
                .await;
            let link = format!("/{}", link(reader).await);
            reader.open("/luu-tru/").await;
            reader.open(&link).await;
            reader.wait("the banner", "return text('.banner-draft').includes('Bản nháp, chưa đăng')").await;
            assert_eq!(headline(reader).await, title);
            assert!(body(reader).await.contains("**"), "{}", body(reader).await);
            let said = [("section", section), ("lang", lang), ("date", date)];
            for (field, said) in said {
                assert_eq!(value(reader, &format!("field-{field}")).await, said, "{path}");
            }
            // A copy of it is the same file.
            reader.click(button("Sửa một bản chép")).await;
            reader.wait("an own draft", "return location.hash.startsWith('#nhap=')").await;
            kept(reader).await;
            let copies = room.join(lang);
            fs::create_dir_all(&copies).unwrap();
            reader.download_to(&copies).await;
            let name = Path::new(path).file_name().unwrap().to_str().unwrap();
            assert_eq!(
                downloaded(reader, "save", &copies, name).await,
                fs::read_to_string(site.join(path)).unwrap()
            );
        }
    })
    .await;
}

#[tokio::test]
async fn what_a_link_shows_is_not_sent_in_the_place_of_the_article_that_was_open() {
    at_forge(Kind::Gitea, "link", async |reader, forge, _| {
        fill(reader, "field-title", "Lũ về").await;
        fill(reader, "text", "Nước lên.").await;
        give_proof(reader, None, WRITES).await;
        send(reader, "Đã gửi.").await;
        kept(reader).await;
        let sent = forge.text("bao/content/lu-ve.md");
        let commits = forge.git().commits();
        let own = reader.text("return location.hash").await;

        // The dialog stands open, with the token in it.
        reader.js(FOLLOW, vec![STRANGE.into()]).await;
        reader.wait("the stranger's", SHOWN).await;
        let ways = "return document.getElementById('dialog') === null
            && !document.getElementById('send').checkVisibility()";
        reader.wait("no way to send it", ways).await;
        press(reader, "send").await;
        reader.wait("the dialog", "return !!document.getElementById('dialog')").await;
        let off = "return document.querySelector('.sending [type=submit]').disabled";
        reader.wait("nothing to send", off).await;
        let submit = "document.querySelector('.sending').dispatchEvent(new SubmitEvent('submit', { cancelable: true }))";
        reader.js(submit, vec![]).await;
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        assert_eq!((forge.text("bao/content/lu-ve.md"), forge.git().commits()), (sent.clone(), commits));

        // Back, the article is there as it was, and is sent to its place.
        reader.js("history.back()", vec![]).await;
        reader.wait("the own article", "return document.getElementById('field-title').value === 'Lũ về'").await;
        assert_eq!(body(reader).await, "Nước lên.");
        assert_eq!(reader.text("return location.hash").await, own);
        fill(reader, "text", "Nước rút.").await;
        give_proof(reader, None, WRITES).await;
        send(reader, "Đã gửi.").await;
        assert_eq!(forge.text("bao/content/lu-ve.md"), sent.replace("lên", "rút"));

        // A copy of the stranger's is a new article.
        reader.js("document.querySelector('#dialog header button').click()", vec![]).await;
        reader.js(FOLLOW, vec![STRANGE.into()]).await;
        reader.wait("the stranger's", SHOWN).await;
        reader.click(button("Sửa một bản chép")).await;
        reader.wait("a copy", "return !document.querySelector('.banner')").await;
        give_proof(reader, None, WRITES).await;
        send(reader, "Đã gửi.").await;
        assert!(forge.text("bao/content/ban-nhap.md").contains("người lạ"));
        assert_eq!(forge.text("bao/content/lu-ve.md"), sent.replace("lên", "rút"));
    })
    .await;
}

#[tokio::test]
async fn a_host_without_links_opens_none_either() {
    let room = room("no-links");
    let (_, root) = newspaper::build(&room, "", |settings| format!("{settings}\n[desk]\nlinks = false\n"));
    let host = Host::at(Place::take().await, root);
    visit_at(Browser::Chromium, &host.address, &[], async |reader| {
        reader.before_each_page(NO_PICKERS).await;
        reader.open(&format!("/bien-tap/#{STRANGE}")).await;
        let told = "return text('.said').startsWith('Tòa soạn không mở bản nháp từ liên kết')";
        reader.wait("word of it", told).await;
        assert_eq!((headline(reader).await, body(reader).await), Default::default());
        assert_eq!(
            reader.js("return document.getElementById('share').checkVisibility()", vec![]).await,
            false
        );

        fill(reader, "field-title", "Của tôi").await;
        kept(reader).await;
        reader.js("document.querySelector('.said').textContent = ''", vec![]).await;
        let own = reader.text("return location.hash").await;
        reader.js(FOLLOW, vec![STRANGE.into()]).await;
        reader.wait("the own address", &format!("return location.hash === {}", Value::from(own))).await;
        assert_eq!(headline(reader).await, "Của tôi");
    })
    .await;
}

#[tokio::test]
async fn no_link_is_opened_before_it_is_known_that_it_may_be() {
    visit_with(Browser::Chromium, &["status of 503"], async |reader, host| {
        reader.before_each_page(NO_PICKERS).await;
        host.break_at("/data/desk.json", Fault::Status(503));
        reader.open(&format!("/bien-tap/#{STRANGE}")).await;
        reader.wait("word of it", "return text('.said').startsWith('Chưa đọc được quy định')").await;
        assert_eq!(headline(reader).await, "");
        assert_eq!(
            reader.js("return document.getElementById('share').checkVisibility()", vec![]).await,
            false
        );
        host.recover();
        reader.js(FOLLOW, vec![STRANGE.into()]).await;
        reader.wait("the draft", SHOWN).await;
        reader.open("/luu-tru/").await;
        open(reader, "/bien-tap/").await;
        reader.wait("the button", "return document.getElementById('share').checkVisibility()").await;
    })
    .await;
}
