//! Sharing: the device's own way, the clipboard, plain links, paper.

use browser_tests::visit;

use crate::article::TRAINING;

/// Stand where the browser has nobody to ask: each notes that it was called.
const STUBS: &str = "window.calls = [];
    navigator.share = (data) => { calls.push('share ' + data.title + ' ' + data.url); return Promise.resolve(); };
    window.print = () => calls.push('print');
    navigator.clipboard.writeText = (text) => { calls.push('copy ' + text); return window.refuse ? Promise.reject() : Promise.resolve(); };";

#[tokio::test]
async fn each_way_of_sharing_leads_to_this_very_page() {
    visit(async |reader, _| {
        reader.read("/chuyen-muc/tap-chi/").await;
        reader.js(STUBS, vec![]).await;
        let link = format!("document.querySelector('main a[href=\"{TRAINING}\"]').click()");
        reader.js(&link, vec![]).await;
        reader.wait("the article", "return !!document.querySelector('.share button')").await;

        let way = "const way = (name) => [...document.querySelectorAll('.share *')].find((it) => it.textContent === name);";
        for name in ["Chia sẻ", "Chép liên kết", "In bài"] {
            reader.js(&format!("{way} way('{name}').click()"), vec![]).await;
        }
        let called = "return calls.join('\\n') === ['share Tập huấn công tác bình đẳng giới năm 2023 ' + location.href,
            'copy ' + location.href, 'print'].join('\\n')";
        reader.wait("each called once, with this page", called).await;
        reader.wait("word of it", "return document.querySelector('.share-said').textContent === 'Đã chép liên kết.'").await;

        reader.js(&format!("window.refuse = true; {way} way('Chép liên kết').click()"), vec![]).await;
        let refused = "return document.querySelector('.share-said').textContent.startsWith('Trình duyệt không cho chép')";
        reader.wait("word of the refusal", refused).await;

        for name in ["Facebook", "Zalo"] {
            let plain = format!("{way} const link = way('{name}');
                return link.href.endsWith('=' + encodeURIComponent('https://connuoc.example' + location.pathname)) && link.rel.includes('noopener')");
            assert_eq!(reader.js(&plain, vec![]).await, true, "{name}");
        }
    })
    .await;
}
