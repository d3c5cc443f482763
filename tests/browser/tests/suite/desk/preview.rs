//! The page beside the text: what is typed shows, in the page's own structure, and only what has changed is drawn anew.

use browser_tests::{
    key::Key,
    target::{button, region},
};

use serde_json::json;

use super::{at_desk, caret, fill, inside, see_inside};

const TEXT: &str = "## Diễn biến\n\nNước lên **rất nhanh** trong đêm.\n\n\
    ![Sông](/media/lu-quet-mien-nui.jpg)\n\n- Một\n- Hai\n\n| Trạm | Mực |\n|---|--:|\n| Lạng Sơn | 2,5 |\n";

#[tokio::test]
async fn what_is_typed_is_a_page() {
    at_desk(async |reader, _| {
        fill(reader, "field-title", "Lũ về trong đêm").await;
        fill(reader, "field-standfirst", "Nước lên hai mét.").await;
        fill(reader, "text", TEXT).await;
        see_inside(
            reader,
            "the headline",
            "return inside.querySelector('h1')?.textContent === 'Lũ về trong đêm'",
        )
        .await;
        let whole = "const prose = inside.querySelector('.prose');
            return inside.querySelector('.standfirst').textContent === 'Nước lên hai mét.'
              && prose.querySelector('h2').textContent === 'Diễn biến'
              && prose.querySelector('p > strong').textContent === 'rất nhanh'
              && prose.querySelectorAll('ul > li').length === 2
              && prose.querySelector('.table td:last-child').textContent === '2,5'
              && prose.querySelector('img').alt === 'Sông'";
        see_inside(reader, "the whole page", whole).await;
        let form = "const form = inside.querySelector('.comment-form');
            return form.querySelector('[type=submit]').checkVisibility() && !form.querySelector('.need-app').checkVisibility()";
        see_inside(reader, "the form, as readers with a script have it", form).await;
    })
    .await;
}

#[tokio::test]
async fn only_what_changed_is_drawn_anew() {
    at_desk(async |reader, host| {
        fill(reader, "field-title", "Lũ về trong đêm").await;
        fill(reader, "field-cover-src", "/media/bao-bien-dong.jpg").await;
        fill(reader, "text", TEXT).await;
        let shown =
            "return [...inside.images].length === 2 && [...inside.images].every((it) => it.naturalWidth > 0)";
        see_inside(reader, "both pictures", shown).await;
        // What the desk finds while one pauses is there by then.
        tokio::time::sleep(std::time::Duration::from_millis(900)).await;
        let note = "window.before = [...inside.querySelector('.prose').children];
            window.cover = inside.querySelector('.cover img');";
        inside(reader, note).await;
        let asked = || host.asked().iter().filter(|path| path.ends_with(".jpg")).count();
        let loaded = asked();

        let at = TEXT[..TEXT.find(" trong").unwrap()].encode_utf16().count();
        caret(reader, at).await;
        reader.type_text(" lắm").await;
        see_inside(
            reader,
            "the change",
            "return inside.querySelector('.prose p').textContent.includes('nhanh lắm')",
        )
        .await;
        tokio::time::sleep(std::time::Duration::from_millis(900)).await;
        let same = "const now = [...inside.querySelector('.prose').children];
            return now.map((node, at) => node === before[at] ? 'same' : 'new').join(' ')
              + (inside.querySelector('.cover img') === cover ? ' same' : ' new')";
        // The paragraph that was typed in too: it was given other words.
        assert_eq!(inside(reader, same).await, "same same same same same same");
        assert_eq!(asked(), loaded, "a picture was loaded again");

        // A block in front of all others moves them and draws none of them.
        caret(reader, 0).await;
        reader.insert("Mở đầu.\n\n").await;
        see_inside(reader, "the block", "return inside.querySelector('.prose').children.length === 6").await;
        let moved = "const now = [...inside.querySelector('.prose').children].slice(1);
            return now.filter((node) => before.includes(node)).length";
        assert_eq!(inside(reader, moved).await, 5);
        assert_eq!(asked(), loaded, "a picture was loaded again");

        // Another headline draws the page around the text; the text stays.
        fill(reader, "field-title", "Lũ").await;
        see_inside(reader, "the headline", "return inside.querySelector('h1').textContent === 'Lũ'").await;
        assert_eq!(inside(reader, moved).await, 5);
    })
    .await;
}

#[tokio::test]
async fn typing_leaves_the_page_where_it_is_scrolled_to() {
    at_desk(async |reader, _| {
        let long: String =
            (0..60).map(|number| format!("Đoạn {number}. {}\n\n", "Nước lên. ".repeat(12))).collect();
        fill(reader, "field-title", "Lũ").await;
        fill(reader, "text", &long).await;
        let at = long.find("Đoạn 40.").unwrap();
        caret(reader, long[..at].encode_utf16().count() + 8).await;
        reader.type_text("a").await;
        see_inside(reader, "the paragraph in view", "return inside.defaultView.scrollY > 500").await;
        tokio::time::sleep(std::time::Duration::from_millis(600)).await;
        let before = inside(reader, "return inside.defaultView.scrollY").await;
        reader.type_text("b c d").await;
        fill(reader, "field-tags", "lũ").await;
        tokio::time::sleep(std::time::Duration::from_millis(900)).await;
        let far = format!("return Math.abs(inside.defaultView.scrollY - {before}) < 40");
        see_inside(reader, "the page where it was", &far).await;
    })
    .await;
}

#[tokio::test]
async fn a_key_in_the_form_changes_only_what_it_changes() {
    at_desk(async |reader, _| {
        fill(reader, "field-title", "Lũ").await;
        fill(reader, "field-cover-src", "/media/bao-bien-dong.jpg").await;
        fill(reader, "text", "Nước lên.").await;
        let there = "return inside.querySelector('.cover img')?.naturalWidth > 0 && !!inside.querySelector('.prose p')";
        see_inside(reader, "the page", there).await;
        let watch = "const view = inside.defaultView;
            view.kept = ['.cover img', 'h1', '.prose', '.prose p', 'footer'].map((it) => [it, inside.querySelector(it)]);
            view.moved = [];
            new MutationObserver((all) => {
              for (const it of all) for (const node of [...it.addedNodes, ...it.removedNodes])
                if (node.nodeType === 1) view.moved.push(node.outerHTML.slice(0, 80));
            }).observe(inside, { subtree: true, childList: true });";
        inside(reader, watch).await;
        let same = "const view = inside.defaultView;
            return view.kept.filter(([name, node]) => inside.querySelector(name) !== node).map(([name]) => name)";
        fill(reader, "field-title", "Lũ về").await;
        see_inside(reader, "the headline", "return inside.querySelector('h1').textContent === 'Lũ về'").await;
        fill(reader, "field-cover-alt", "Sóng lớn").await;
        see_inside(reader, "what it shows", "return inside.querySelector('.cover img').alt === 'Sóng lớn'").await;
        assert_eq!(inside(reader, same).await, json!([]));
        assert_eq!(inside(reader, "return inside.defaultView.moved").await, json!([]));
        // What comes and goes takes nothing along.
        fill(reader, "field-standfirst", "Nước lên hai mét.").await;
        see_inside(reader, "it", "return inside.querySelector('.standfirst')?.textContent === 'Nước lên hai mét.'").await;
        let moved = inside(reader, "return inside.defaultView.moved.splice(0)").await;
        assert_eq!(moved.as_array().map(Vec::len), Some(1), "{moved}");
        // So does a longer text, which takes longer to read.
        fill(reader, "text", &format!("Nước lên.\n\n{}", "Nước lên. ".repeat(400))).await;
        see_inside(reader, "the second paragraph", "return inside.querySelectorAll('.prose p').length === 2").await;
        tokio::time::sleep(std::time::Duration::from_millis(900)).await;
        fill(reader, "field-standfirst", "").await;
        see_inside(reader, "no standfirst", "return !inside.querySelector('.standfirst')").await;
        assert_eq!(inside(reader, same).await, json!([]));
    })
    .await;
}

#[tokio::test]
async fn a_text_that_is_too_deep_to_be_shown_is_said_so() {
    at_desk(async |reader, _| {
        let word = "return document.querySelector('.stale').checkVisibility()";
        fill(reader, "text", &">".repeat(1_000)).await;
        reader.wait("word of it", word).await;
        fill(reader, "text", "> Nước lên.").await;
        see_inside(
            reader,
            "the text",
            "return inside.querySelector('.prose')?.textContent.includes('Nước lên.')",
        )
        .await;
        assert_eq!(reader.js(word, vec![]).await, false);
    })
    .await;
}

#[tokio::test]
async fn as_lists_and_links_show_it() {
    at_desk(async |reader, _| {
        fill(reader, "field-title", "Lũ về trong đêm").await;
        fill(reader, "field-standfirst", "Nước lên hai mét.").await;
        fill(reader, "field-cover-src", "/media/bao-bien-dong.jpg").await;
        let choices = || region("Xem trước");
        reader.click(button("Trong danh sách").inside(choices())).await;
        let teasers = "const all = [...inside.querySelectorAll('article.teaser')];
            return all.length === 4 && all.every((it) => it.textContent.includes('Lũ về trong đêm'))
              && !inside.querySelector('.prose')";
        see_inside(reader, "four teasers", teasers).await;
        reader.click(button("Thẻ chia sẻ").inside(choices())).await;
        let card = "const card = inside.querySelector('.link-card');
            return card?.querySelector('h2').textContent === 'Lũ về trong đêm'
              && card.textContent.includes('Nước lên hai mét.') && card.textContent.includes('connuoc.example')
              && card.querySelector('img').naturalWidth > 0";
        see_inside(reader, "the card", card).await;
        fill(reader, "text", "Chữ mới.").await;
        reader.click(button("Trang bài").inside(choices())).await;
        see_inside(reader, "the page with its text", "return inside.querySelector('.prose')?.textContent.includes('Chữ mới.')")
            .await;
    })
    .await;
}

#[tokio::test]
async fn on_other_screens_and_in_the_dark() {
    at_desk(async |reader, _| {
        fill(reader, "field-title", "Lũ").await;
        for (name, width) in [("Máy tính bảng", 768), ("Máy tính", 1280), ("Điện thoại", 390)] {
            reader.click(button(name)).await;
            see_inside(reader, name, &format!("return inside.defaultView.innerWidth === {width}")).await;
            let edges = "const [sheet, frame] = ['.sheet', '.sheet-frame'].map((it) => document.querySelector(it).getBoundingClientRect());
                return [frame.left - sheet.left, sheet.right - frame.right, frame.top - sheet.top, sheet.bottom - frame.bottom]";
            let edges = reader.js(edges, vec![]).await;
            let all_in_sight = edges.as_array().unwrap().iter().all(|edge| edge.as_f64().unwrap() >= 0.0);
            assert!(all_in_sight, "{name}: {edges}");
        }
        let paper = "return inside.defaultView.getComputedStyle(inside.documentElement).backgroundColor";
        let light = inside(reader, paper).await;
        reader.click(button("Nền tối")).await;
        see_inside(reader, "dark", "return inside.documentElement.dataset.scheme === 'dark'").await;
        assert_ne!(inside(reader, paper).await, light);
        reader.click(button("Nền tối")).await;
        see_inside(reader, "light", "return inside.documentElement.dataset.scheme === 'light'").await;
        assert_eq!(inside(reader, paper).await, light);
    })
    .await;
}

#[tokio::test]
async fn on_paper_the_article_stands_alone() {
    at_desk(async |reader, _| {
        fill(reader, "field-title", "Lũ về trong đêm").await;
        fill(reader, "field-standfirst", "Nước lên hai mét.").await;
        fill(reader, "text", TEXT).await;
        see_inside(reader, "the page", "return inside.querySelectorAll('.prose > *').length === 5").await;
        // Dark on the screen, and yet no ink for the paper.
        reader.click(button("Nền tối")).await;
        see_inside(reader, "dark", "return inside.documentElement.dataset.scheme === 'dark'").await;
        // The button has the frame printed, and not the desk.
        let watch = "window.printed = []; window.print = () => printed.push('desk');
            inside.defaultView.print = () => printed.push('page');";
        inside(reader, watch).await;
        reader.click(button("In thử")).await;
        assert_eq!(reader.texts("return printed").await, ["page"]);

        reader.devtools("Emulation.setEmulatedMedia", json!({"media": "print"})).await;
        let seen = "const seen = (it) => [...inside.querySelectorAll(it)].filter((it) => it.checkVisibility()).length;
            return ['h1', '.standfirst', '.prose h2', '.prose img', '.prose table',
              'nav', 'button', 'form', '.discussion', '.related', '.share', '.footer'].map((it) => `${it} ${seen(it)}`)";
        let seen = inside(reader, seen).await;
        let (there, gone) = seen.as_array().unwrap().split_at(5);
        assert!(there.iter().all(|it| it.as_str().unwrap().ends_with(" 1")), "{there:?}");
        assert!(gone.iter().all(|it| it.as_str().unwrap().ends_with(" 0")), "{gone:?}");
        let paper = "return inside.defaultView.getComputedStyle(inside.body).color
            + inside.defaultView.getComputedStyle(inside.documentElement).colorScheme";
        let ink = inside(reader, paper).await;
        assert!(ink.as_str().unwrap().ends_with(")light") && !ink.as_str().unwrap().contains("255, 255"), "{ink}");
    })
    .await;
}

#[tokio::test]
async fn a_click_on_a_paragraph_leads_to_where_it_is_written() {
    at_desk(async |reader, _| {
        fill(reader, "text", "Một.\n\nHai.\n\nBa có [liên kết](/luu-tru/).\n").await;
        see_inside(reader, "three paragraphs", "return inside.querySelectorAll('.prose p').length === 3")
            .await;
        let before = reader.text("return location.href").await;
        inside(reader, "inside.querySelectorAll('.prose p')[1].click()").await;
        let at = "const place = document.getElementById('text');
            return document.activeElement === place && place.selectionStart";
        assert_eq!(reader.js(at, vec![]).await, 6);
        // In the preview, links lead nowhere.
        inside(reader, "inside.querySelector('.prose a').click()").await;
        assert_eq!(reader.js(at, vec![]).await, 12);
        assert_eq!(reader.text("return location.href").await, before);
        assert_eq!(inside(reader, "return inside.location.href").await, "about:srcdoc");
        reader.press(Key::End).await;
    })
    .await;
}
