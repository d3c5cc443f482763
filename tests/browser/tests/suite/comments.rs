//! The comments under an article, and the form for one more.

use browser_tests::{
    reader::Reader,
    target::{Target, article, banner, button, checkbox, combobox, form, link, textbox},
    visit,
};

use crate::article::{TRAINING, TRAINING_TITLE};

pub fn name() -> Target {
    textbox("Tên của bạn")
}

pub fn comment() -> Target {
    textbox("Ý kiến")
}

pub fn consent() -> Target {
    checkbox("Tôi đồng ý…")
}

pub fn send() -> Target {
    button("Gửi ý kiến")
}

/// Clocks that stand still until a test moves them: `ahead` milliseconds.
pub const STILL: &str =
    "window.ahead = 0; { const start = Date.now(); Date.now = () => start + window.ahead; }";

/// Who wrote, in the order of the page; answers in brackets.
const WHO: &str = "
    const list = (ol) => [...ol.children].map((li) => {
      const answers = li.querySelector(':scope > ol');
      return named(li.querySelector('article')) + (answers ? ' (' + list(answers) + ')' : '');
    }).join(', ');
    return list(document.querySelector('#comments ol'));";

/// What stands in a field.
pub async fn value(reader: &Reader, field: Target) -> String {
    let value = reader.js("return find(arguments[0])?.value ?? null", vec![field.json()]).await;
    value.as_str().unwrap_or("(no field)").to_owned()
}

#[tokio::test]
async fn threads_in_three_orders() {
    visit(async |reader, _| {
        reader.read(TRAINING).await;
        let (first, answered) = ("Bạn đọc ở Vĩnh Phúc", "Bạn đọc ở Vĩnh Phúc (Ban Biên tập)");
        let (second, third) = ("Một quan trắc viên", "Một sinh viên ngành thủy văn");
        reader.see(article(first)).await;
        assert_eq!(reader.text(WHO).await, format!("{third}, {second}, {answered}"));
        for (order, expected) in [
            ("Cũ nhất", format!("{answered}, {second}, {third}")),
            ("Được thích nhất", format!("{second}, {answered}, {third}")),
            ("Mới nhất", format!("{third}, {second}, {answered}")),
        ] {
            let menu = reader.take(combobox("Sắp xếp")).await;
            menu.select_by_label(order).await.expect("the order can be chosen");
            assert_eq!(reader.text(WHO).await, expected, "{order}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_typed_survives_reload_and_leaving() {
    visit(async |reader, _| {
        reader.read(TRAINING).await;
        reader.write(name(), "Nguyễn Thị Hòa").await;
        reader.write(comment(), "Bài hay.\n\nMong có thêm số liệu.").await;
        reader.reload().await;
        reader.see(comment()).await;
        reader.wait("the name", "return document.getElementById('comment-name').value !== ''").await;
        assert_eq!(value(reader, name()).await, "Nguyễn Thị Hòa");
        assert_eq!(value(reader, comment()).await, "Bài hay.\n\nMong có thêm số liệu.");

        reader.click(link("Con Nước").inside(banner(""))).await;
        reader.see_page("Con Nước").await;
        reader.back().await;
        reader.see_page(TRAINING_TITLE).await;
        assert_eq!(value(reader, name()).await, "Nguyễn Thị Hòa");
        assert_eq!(value(reader, comment()).await, "Bài hay.\n\nMong có thêm số liệu.");

        // Another article has a form of its own.
        reader.read("/bai-viet/song-hong-mua-can/").await;
        reader.see(comment()).await;
        assert_eq!(value(reader, comment()).await, "");
    })
    .await;
}

#[tokio::test]
async fn faults_are_told_at_the_fields_and_the_first_has_the_focus() {
    visit(async |reader, host| {
        const TOLD: &str = "const field = find(arguments[0]);
            const ids = (field.getAttribute('aria-describedby') ?? '').split(' ');
            const told = ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
            return [field.getAttribute('aria-invalid') ?? 'false', tidy(told), String(field === document.activeElement)];";
        let told = async |field: Target| reader.js(TOLD, vec![field.json()]).await;
        reader.read(TRAINING).await;
        reader.click(send()).await;
        reader.wait("the focus", "return document.activeElement.id === 'comment-name'").await;
        assert_eq!(told(name()).await, serde_json::json!(["true", "Bạn chưa ghi tên.", "true"]));
        assert_eq!(told(comment()).await, serde_json::json!(["true", "Bạn chưa viết ý kiến.", "false"]));
        let missing = "Bạn cần đồng ý thì ý kiến mới đăng được.";
        assert_eq!(told(consent()).await, serde_json::json!(["true", missing, "false"]));

        reader.write(name(), "Hòa").await;
        reader.click(send()).await;
        reader.wait("the focus", "return document.activeElement.id === 'comment-text'").await;
        assert_eq!(told(name()).await, serde_json::json!(["false", "", "false"]));

        let limit = serde_json::from_str::<serde_json::Value>(&host.text("data/site.json")).unwrap();
        let limit = limit["comments"]["max_length"].as_u64().unwrap() as usize;
        reader.write(comment(), &"ổ".repeat(limit + 1)).await;
        reader.see_text("Dài quá 1 ký tự").await;
        reader.click(send()).await;
        reader.see_text("Ý kiến dài quá giới hạn. Bạn hãy rút bớt.").await;
        assert_eq!(told(comment()).await[0], "true");
        assert!(reader.sees(form("Viết ý kiến")).await);
    })
    .await;
}

#[tokio::test]
async fn an_article_that_takes_no_comments_has_no_form() {
    visit(async |reader, _| {
        reader.read("/bai-viet/thong-bao-lich-nghi-tet-giap-thin/").await;
        reader.see_text("Bài này không nhận ý kiến.").await;
        assert!(!reader.sees(form("")).await);
        assert!(!reader.sees(textbox("")).await);
    })
    .await;
}

#[tokio::test]
async fn an_answer_stands_under_what_it_answers() {
    visit(async |reader, _| {
        reader.before_each_page(STILL).await;
        reader.read(TRAINING).await;
        let answer = || button("Trả lời Một quan trắc viên");
        reader.click(answer()).await;
        reader.wait("the focus", "return document.activeElement.id === 'comment-text'").await;
        reader.see_text("Trả lời Một quan trắc viên Thôi").await;
        reader.click(button("Thôi")).await;
        assert!(!reader.sees(button("Thôi")).await);

        reader.click(answer()).await;
        reader.write(name(), "Hòa").await;
        reader.write(comment(), "Đúng vậy.").await;
        reader.click(consent()).await;
        reader.js("ahead = 10000", vec![]).await;
        reader.click(send()).await;
        reader.see(article("Hòa")).await;
        let expected =
            "Một sinh viên ngành thủy văn, Một quan trắc viên (Hòa), Bạn đọc ở Vĩnh Phúc (Ban Biên tập)";
        assert_eq!(reader.text(WHO).await, expected);
    })
    .await;
}

#[tokio::test]
async fn the_chosen_order_stays_after_sending() {
    visit(async |reader, _| {
        reader.before_each_page(STILL).await;
        reader.read(TRAINING).await;
        let menu = reader.take(combobox("Sắp xếp")).await;
        menu.select_by_label("Cũ nhất").await.expect("the order can be chosen");
        reader.write(name(), "Hòa").await;
        reader.write(comment(), "Bài hay.").await;
        reader.click(consent()).await;
        reader.js("ahead = 10000", vec![]).await;
        reader.click(send()).await;
        reader.see(article("Hòa")).await;
        let order = reader.text(WHO).await;
        assert!(order.starts_with("Bạn đọc ở Vĩnh Phúc") && order.ends_with(", Hòa"), "{order}");
        assert_eq!(value(reader, combobox("Sắp xếp")).await, "oldest", "the menu says another order");
    })
    .await;
}
