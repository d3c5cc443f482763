//! Text size and colour scheme, as a reader chose them.

use browser_tests::visit;

#[tokio::test]
async fn a_choice_holds_at_once_and_on_the_next_visit() {
    visit(async |reader, _| {
        reader.read("/").await;
        let look = "const style = getComputedStyle(document.documentElement);
            return style.fontSize + ' ' + style.colorScheme";
        assert_eq!(reader.js(look, vec![]).await, "16px light dark");
        let choose = "for (const name of ['Rất lớn', 'Tối'])
            [...document.querySelectorAll('.appearance label')].find((it) => it.textContent === name).click();";
        reader.js(choose, vec![]).await;
        assert_eq!(reader.js(look, vec![]).await, "21px dark");
        reader.read("/luu-tru/").await;
        assert_eq!(reader.js(look, vec![]).await, "21px dark");
        reader.js("document.querySelector('.appearance summary').click()", vec![]).await;
        let chosen = "return [...document.querySelectorAll('.appearance :checked + span')].map((it) => it.textContent).join()";
        reader.wait("the choice in the menu", &format!("{} === 'Rất lớn,Tối'", chosen)).await;
    })
    .await;
}
