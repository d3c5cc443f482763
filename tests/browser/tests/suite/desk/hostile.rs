//! Links made by somebody with bad intentions, or broken on their way.

use super::{at_desk, at_desk_with, body, fill, open, see_inside, share::link};

const HOSTILE: &str = "Chữ <script>window.top.hacked = 1</script> <img src=x onerror=\"top.hacked = 2\">\n\n\
    [bấm](javascript:top.hacked=3)\n\n<iframe src=\"javascript:top.hacked=4\" srcdoc=\"<script>top.hacked=5</script>\"></iframe>\n\n\
    <svg onload=\"top.hacked=6\"></svg>\n\n<a href=\"https://evil.example\" onclick=\"top.hacked=7\">ra</a>\n\n\
    <form action=\"https://evil.example\"><button>gửi</button></form>\n\n<style>body{display:none}</style>\n";

#[tokio::test]
async fn a_hostile_link_does_nothing() {
    // The picture.
    at_desk_with(&["status of 404"], async |reader, host| {
        fill(reader, "field-title", "<img src=x onerror=top.hacked=8>").await;
        fill(reader, "field-standfirst", "<script>top.hacked=9</script>").await;
        fill(reader, "text", HOSTILE).await;
        let link = format!("/{}", link(reader).await);
        reader.open("/luu-tru/").await;
        reader.open(&link).await;
        reader.wait("the banner", "return text('.banner-draft').includes('Bản nháp, chưa đăng')").await;
        see_inside(reader, "what is left", "return inside.querySelector('.prose')?.textContent.includes('Chữ')").await;
        let bad = "const all = [...inside.querySelectorAll('.prose *')];
            return all.every((it) => !it.matches('script, iframe, svg, form, style, object, embed')
              && [...it.attributes].every(({ name, value }) => !name.startsWith('on') && !/javascript:/i.test(value)))";
        see_inside(reader, "no element of theirs", bad).await;
        see_inside(reader, "the headline as it was written", "return inside.querySelector('h1').textContent.startsWith('<img')").await;
        super::inside(reader, "for (const link of inside.querySelectorAll('.prose a')) link.click();").await;
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        assert_eq!(reader.js("return window.hacked ?? null", vec![]).await, serde_json::Value::Null);
        assert!(reader.path().await.starts_with("/bien-tap/"));
        // That a picture `x` is asked for is all that is left of it; the link itself goes nowhere.
        let code = link.split("bai=1.").nth(1).unwrap();
        assert!(host.asked().iter().all(|path| !path.contains(&code[..12])), "{:?}", host.asked());
    })
    .await;
}

#[tokio::test]
async fn a_link_that_was_cut_or_bent_is_said_so() {
    at_desk(async |reader, _| {
        fill(reader, "text", "Nước lên nhanh trong đêm, các xã ven sông đã được báo từ chiều.").await;
        super::kept(reader).await;
        let link = format!("/{}", link(reader).await);
        let bent = {
            let middle = link.len() - 20;
            let other = if &link[middle..=middle] == "A" { "B" } else { "A" };
            format!("{}{other}{}", &link[..middle], &link[middle + 1..])
        };
        let newer = link.replace("bai=1.", "bai=9.");
        for wrong in [link[..link.len() - 9].to_owned(), bent, newer] {
            reader.open("/luu-tru/").await;
            reader.open(&wrong).await;
            reader.wait("word of it", "return text('.said').startsWith('Liên kết không mở được')").await;
            assert_eq!(body(reader).await, "", "{wrong}");
        }
        // What was on the desk is still there.
        reader.open("/luu-tru/").await;
        open(reader, "/bien-tap/").await;
        reader.wait("the draft", "return document.getElementById('text').value.startsWith('Nước lên')").await;
    })
    .await;
}
