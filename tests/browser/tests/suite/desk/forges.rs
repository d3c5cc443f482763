//! Sending an article to a forge, and opening one from there. No real forge can be had from the registries: a stand-in keeps
//! the files in a real git repository ([`browser_tests::forge`]).

use std::path::Path;

use browser_tests::{
    desk::{choose, give_proof, keeps, list, paste_picture, send, shut},
    forge::{Forge, Kind, READS, REPOSITORY, WRITES},
    host::{Host, Place},
    newspaper,
    programs::Browser,
    proxy::{Mishap, Proxy},
    reader::Reader,
    visit_at,
};
use http::Method;

use super::{NO_PICKERS, body, fill, headline, kept, open, ready, value};

/// What the console tells of when a request fails, or a file is not there yet.
const LINE: [&str; 4] = ["Failed to load resource", "blocked by CORS", "net::ERR", "Failed to fetch"];

const FILE: &str = "bao/content/lu-ve.md";

/// An editor at the desk of a newspaper whose articles go to a forge, through a line that breaks.
pub async fn at_forge(kind: Kind, name: &str, test: impl AsyncFnOnce(&Reader, &Forge, &Proxy)) {
    let (_, to) = Kind::ALL.into_iter().find(|(it, _)| *it == kind).unwrap();
    let forge = Forge::open(kind).await;
    let proxy = Proxy::before(&forge.address).await;
    let room = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("forge-{name}"));
    let (_, root) = newspaper::build(&room, "", |settings| {
        format!(
            "{settings}\n[desk]\nto = \"{to}\"\nserver = \"{}\"\nrepository = \"{REPOSITORY}\"\nfolder = \"bao\"\n",
            proxy.address
        )
    });
    let host = Host::at(Place::take().await, root);
    let mut expected = LINE.to_vec();
    expected.push(&proxy.address);
    visit_at(Browser::Chromium, &host.address, &expected, async |reader| {
        reader.before_each_page(NO_PICKERS).await;
        open(reader, "/bien-tap/").await;
        test(reader, &forge, &proxy).await;
    })
    .await;
}

async fn write(reader: &Reader) {
    fill(reader, "field-title", "Lũ về").await;
    fill(reader, "text", "Nước lên.").await;
}

#[tokio::test]
async fn a_new_article_is_committed_with_its_picture_and_changed_later() {
    for (kind, name) in Kind::ALL {
        at_forge(kind, name, async |reader, forge, _| {
            write(reader).await;
            paste_picture(reader).await;
            reader.insert("Nước đỏ").await;
            give_proof(reader, None, WRITES).await;
            send(reader, "Đã gửi.").await;
            let text = forge.text(FILE);
            assert!(
                text.contains("title: Lũ về") && text.contains("![Nước đỏ](/media/anh-lu.png)"),
                "{text}"
            );
            let picture = forge.git().file("bao/media/anh-lu.png").expect("the picture");
            assert!(picture.bytes.starts_with(b"\x89PNG"), "{name}");
            let link = "return document.querySelector('#send-said a')?.href ?? ''";
            assert!(
                reader.text(link).await.starts_with(&format!("{}/{REPOSITORY}/", forge.address)),
                "{name}"
            );
            // At GitLab in one commit, elsewhere a file each.
            let commits = if kind == Kind::GitLab { 2 } else { 3 };
            assert_eq!(forge.git().commits(), commits, "{name}");

            // Once more as it is: there is nothing to commit.
            send(reader, "Đã gửi.").await;
            assert_eq!(forge.git().commits(), commits, "{name}");
            shut(reader).await;

            // Changed, also after a reload, and under another headline: the same file.
            fill(reader, "field-title", "Lũ rút").await;
            kept(reader).await;
            reader.js("location.reload()", vec![]).await;
            ready(reader).await;
            reader
                .wait("the article", "return document.getElementById('field-title').value === 'Lũ rút'")
                .await;
            assert!(!keeps(reader, WRITES).await, "{name}: the token was kept");
            give_proof(reader, None, "").await;
            assert_eq!(value(reader, "send-secret").await, "", "{name}");
            fill(reader, "send-secret", WRITES).await;
            send(reader, "Đã gửi.").await;
            assert_eq!(forge.text(FILE), text.replace("Lũ về", "Lũ rút"), "{name}");
            assert_eq!((forge.git().commits(), forge.git().files().len()), (commits + 1, 3), "{name}");
        })
        .await;
    }
}

const THEIRS: &str = "+++\ntitle = 'Của họ' # giữ\n+++\n\nChữ của họ.\n";

#[tokio::test]
async fn what_somebody_else_has_written_is_shown_and_replaced_only_by_word() {
    for (kind, name) in Kind::ALL {
        at_forge(kind, &format!("conflict-{name}"), async |reader, forge, _| {
            write(reader).await;
            give_proof(reader, None, WRITES).await;
            send(reader, "Đã gửi.").await;
            let mine = forge.text(FILE).replace("Nước lên.", "Nước rút.");
            forge.write(FILE, THEIRS);
            shut(reader).await;
            fill(reader, "text", "Nước rút.").await;
            give_proof(reader, None, WRITES).await;
            send(reader, "một bản khác bản bạn đã mở").await;
            let shown = "return document.querySelector('.theirs').textContent";
            assert_eq!(reader.text(shown).await, THEIRS, "{name}");
            assert_eq!(forge.text(FILE), THEIRS, "{name}");
            assert_eq!(body(reader).await, "Nước rút.", "{name}");
            // What is newer than what the editor has seen is not replaced, either.
            let newer = THEIRS.replace("Chữ của họ", "Chữ mới hơn");
            forge.write(FILE, &newer);
            choose(reader, "Thay bằng bản của tôi").await;
            reader
                .wait(
                    "the newer one",
                    "return document.querySelector('.theirs')?.textContent.includes('mới hơn')",
                )
                .await;
            assert_eq!(forge.text(FILE), newer, "{name}");
            choose(reader, "Thay bằng bản của tôi").await;
            reader.wait("it to be sent", "return text('#send-said').includes('Đã gửi.')").await;
            assert_eq!(forge.text(FILE), mine, "{name}");

            // Or theirs is taken, and gone on with.
            forge.write(FILE, THEIRS);
            send(reader, "một bản khác bản bạn đã mở").await;
            choose(reader, "Lấy bản ấy về đây").await;
            reader.wait("theirs", "return document.getElementById('field-title').value === 'Của họ'").await;
            assert_eq!(body(reader).await.trim(), "Chữ của họ.", "{name}");
            fill(reader, "field-title", "Của chung").await;
            give_proof(reader, None, WRITES).await;
            send(reader, "Đã gửi.").await;
            assert_eq!(forge.text(FILE), THEIRS.replace("Của họ", "Của chung"), "{name}");
        })
        .await;
    }
}

#[tokio::test]
async fn what_goes_wrong_is_said_and_nothing_is_lost() {
    for (kind, name) in Kind::ALL {
        at_forge(kind, &format!("wrong-{name}"), async |reader, forge, proxy| {
            write(reader).await;
            let writing = if kind == Kind::GitHub { Method::PUT } else { Method::POST };
            give_proof(reader, None, "khong-phai").await;
            send(reader, "Mã hoặc mật khẩu không đúng").await;
            // What no header can carry is no token.
            fill(reader, "send-secret", "mã sai").await;
            send(reader, "Mã hoặc mật khẩu không đúng").await;
            fill(reader, "send-secret", READS).await;
            send(reader, "không được ghi vào đó").await;
            fill(reader, "send-secret", WRITES).await;
            forge.tire(true);
            let hub = kind == Kind::GitHub;
            send(reader, if hub { "Hãy thử lại sau 10 phút." } else { "Hãy thử lại sau ít phút." }).await;
            forge.tire(false);
            for (method, mishap, said) in [
                (Method::GET, Mishap::Reset, "Máy chủ không trả lời."),
                (Method::GET, Mishap::Status(500), "Máy chủ không trả lời."),
                (Method::GET, Mishap::Html, "không đọc được"),
                (Method::GET, Mishap::Truncated, "không đọc được"),
                (writing.clone(), Mishap::Status(413), "Lớn quá"),
                (writing.clone(), Mishap::Status(502), "Gửi lại sẽ biết"),
                (writing.clone(), Mishap::Reset, "Gửi lại sẽ biết"),
            ] {
                proxy.break_at(method, mishap);
                send(reader, said).await;
                proxy.recover();
            }
            reader.offline(true).await;
            send(reader, "Không có mạng.").await;
            reader.offline(false).await;
            assert_eq!((forge.git().commits(), body(reader).await.as_str()), (1, "Nước lên."), "{name}");
            // The answer is lost on its way back: the file is there, and sent no second time.
            proxy.break_at(writing, Mishap::Lost);
            send(reader, "Gửi lại sẽ biết").await;
            assert_eq!(forge.git().commits(), 2, "{name}");
            proxy.recover();
            send(reader, "Đã gửi.").await;
            assert_eq!((forge.git().commits(), forge.git().files().len()), (2, 2), "{name}");
        })
        .await;
    }
}

const TOML: &str =
    "+++\r\n# Cho phòng in\r\ntitle = 'Mưa lớn' # giữ\r\nweight = 3\r\n+++\r\n\r\nDòng một.\r\n";

#[tokio::test]
async fn an_article_is_opened_from_the_repository_and_goes_back_with_nothing_else_changed() {
    for (kind, name) in Kind::ALL {
        at_forge(kind, &format!("open-{name}"), async |reader, forge, _| {
            list(reader, None, WRITES, "").await;
            reader.see_text("Không có bài nào như thế.").await;
            shut(reader).await;
            forge.write("bao/content/thuy-van/mưa.md", TOML);
            let more = (0..130)
                .map(|number| (format!("bao/content/bai-{number}.md"), b"---\ntitle: A\n---\n".to_vec()));
            let others = ["bao/content/README.md", "bao/content/mưa.comments.json", "khac/content/mưa.md"];
            let others = others.map(|path| (path.to_owned(), b"{}".to_vec()));
            forge.git().commit(&more.chain(others).collect::<Vec<_>>(), "More");
            list(reader, None, "khong-phai", "").await;
            reader.see_text("Mã hoặc mật khẩu không đúng").await;
            shut(reader).await;
            list(reader, None, READS, "").await;
            reader.wait("all of them", "return document.querySelectorAll('#afar li').length === 131").await;
            shut(reader).await;
            list(reader, None, WRITES, "MUA").await;
            reader.wait("one of them", "return document.querySelectorAll('#afar li').length === 1").await;
            reader.js("document.querySelector('#afar button').click()", vec![]).await;
            reader
                .wait("the article", "return document.getElementById('field-title').value === 'Mưa lớn'")
                .await;
            assert_eq!(headline(reader).await, "Mưa lớn");
            kept(reader).await;
            reader.js("location.reload()", vec![]).await;
            ready(reader).await;
            reader
                .wait("it again", "return document.getElementById('field-title').value === 'Mưa lớn'")
                .await;
            give_proof(reader, None, WRITES).await;
            let before = forge.git().commits();
            send(reader, "Đã gửi.").await;
            assert_eq!(forge.git().commits(), before, "{name}: nothing was changed");
            shut(reader).await;
            fill(reader, "field-title", "Mưa rất lớn").await;
            give_proof(reader, None, WRITES).await;
            send(reader, "Đã gửi.").await;
            let file = forge.text("bao/content/thuy-van/mưa.md");
            assert_eq!(file, TOML.replace("Mưa lớn", "Mưa rất lớn"), "{name}");
            assert_eq!(forge.git().commits(), before + 1, "{name}");
        })
        .await;
    }
}

#[tokio::test]
async fn a_picture_gives_way_to_another_of_its_name() {
    at_forge(Kind::GitHub, "picture", async |reader, forge, _| {
        forge.write("bao/media/anh-lu.png", "somebody else's");
        write(reader).await;
        paste_picture(reader).await;
        give_proof(reader, None, WRITES).await;
        send(reader, "Đã gửi.").await;
        assert_eq!(forge.text("bao/media/anh-lu.png"), "somebody else's");
        assert!(forge.text(FILE).contains("![](/media/anh-lu-2.png)"), "{}", forge.text(FILE));
        assert!(body(reader).await.contains("![](/media/anh-lu-2.png)"));
        assert!(forge.git().file("bao/media/anh-lu-2.png").is_some());
    })
    .await;
}
