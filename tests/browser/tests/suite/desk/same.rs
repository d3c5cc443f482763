//! The preview is the page: for every sort of article, its head, text and foot are what the press writes.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use super::{NO_PICKERS, kept, open, press, see_inside};
use browser_tests::{programs::Browser, reader::Reader, visit_with};
use tokio::time::sleep;

/// An article on its page, from the headline to the foot, and the headlines of those that its author chose below it. Without
/// what the press alone knows of pictures, their sizes and smaller copies, and when they are loaded: the preview waits for
/// none to come into sight; and without the way there and the readers' comments.
const ARTICLE: &str = "const copy = (page) => {
      const article = page.querySelector('article.article').cloneNode(true);
      for (const part of article.querySelectorAll('.discussion, .breadcrumb')) part.remove();
      for (const image of article.querySelectorAll('img'))
        for (const name of ['srcset', 'sizes', 'width', 'height', 'style', 'loading', 'fetchpriority', 'decoding'])
          image.removeAttribute(name);
      return article.innerHTML.replace(/<!--.*?-->/g, '').replace(/\\s*\\n\\s*/g, '').replace(/></g, '>\\n<');
    };
    const related = (page) => [...page.querySelectorAll('.related .teaser h3')].map((it) => it.textContent);";

/// A file below `site/content`, and where its page is.
const ARTICLES: [(&str, &str); 7] = [
    // A gallery; a table and a footnote; charts; JSON; English; links between articles.
    ("khoa-hoc/mot-vong-vuon-quan-trac.md", "/bai-viet/mot-vong-vuon-quan-trac/"),
    ("moi-truong/bui-min-pm2-5-mua-kho-hanh.md", "/bai-viet/bui-min-pm2-5-mua-kho-hanh/"),
    ("tap-chi/ve-bieu-do-va-ban-do-cho-bai-bao.md", "/bai-viet/ve-bieu-do-va-ban-do-cho-bai-bao/"),
    ("khoa-hoc/ve-tinh-khi-tuong-nhin-tu-tren-cao.json", "/bai-viet/ve-tinh-khi-tuong-nhin-tu-tren-cao/"),
    (
        "tap-chi/tap-huan-cong-tac-binh-dang-gioi-nam-2023.md",
        "/bai-viet/tap-huan-cong-tac-binh-dang-gioi-nam-2023/",
    ),
    ("thoi-tiet/doc-ban-tin-bao.md", "/bai-viet/doc-ban-tin-bao/"),
    // Corrected, and with related articles of its author's choice.
    ("khoa-hoc/vu-ke-do-mua-the-nao.md", "/bai-viet/vu-ke-do-mua-the-nao/"),
];

/// Opens an article's file by the field for files.
pub async fn choose(reader: &Reader, file: &Path) {
    press(reader, "open").await;
    reader.wait("the field", "return !!document.getElementById('pick-file')").await;
    reader.choose("pick-file", file).await;
    reader.wait("the file", "return !document.getElementById('dialog')").await;
}

#[tokio::test]
async fn the_preview_is_the_page_that_the_press_writes() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../site/content").canonicalize().unwrap();
    visit_with(Browser::Chromium, &[], async |reader, _| {
        reader.before_each_page(NO_PICKERS).await;
        for (file, page) in ARTICLES {
            reader.read(page).await;
            let printed = reader.text(&format!("{ARTICLE} return copy(document)")).await;
            let title = reader.text("return text('main h1')").await;
            let chosen = reader.texts(&format!("{ARTICLE} return related(document)")).await;
            assert!(printed.len() > 500, "{page}");

            open(reader, "/bien-tap/").await;
            choose(reader, &content.join(file)).await;
            let name = title.replace('\'', "\\'");
            see_inside(reader, file, &format!("return inside.querySelector('h1')?.textContent === '{name}'"))
                .await;
            let shown =
                format!("{ARTICLE} return copy(document.querySelector('.sheet iframe').contentDocument)");
            // Words are counted once the text rests; until then they are those of the article before.
            let begun = Instant::now();
            let shown = loop {
                let shown = reader.text(&shown).await;
                if shown == printed || begun.elapsed() > Duration::from_secs(10) {
                    break shown;
                }
                sleep(Duration::from_millis(100)).await;
            };
            for (shown, printed) in shown.lines().zip(printed.lines()) {
                assert_eq!(shown, printed, "{file}");
            }
            assert_eq!(shown.lines().count(), printed.lines().count(), "{file}");
            // The press adds some of its own.
            let ours = "related(document.querySelector('.sheet iframe').contentDocument)";
            if file.contains("vu-ke") {
                reader.wait("the chosen articles", &format!("{ARTICLE} return {ours}.length === 3")).await;
            }
            let ours = reader.texts(&format!("{ARTICLE} return {ours}")).await;
            assert!(chosen.starts_with(&ours), "{file}: {ours:?} {chosen:?}");
            kept(reader).await;
        }
    })
    .await;
}
