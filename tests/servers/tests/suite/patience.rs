//! A server that lets everybody wait for half a minute, and readers whose clocks are years off.

use std::time::Duration;

use browser_tests::{
    proxy::Mishap,
    reader::Reader,
    target::{article, button},
};
use http::Method;
use tokio::time::sleep;

use crate::{
    ARTICLE,
    served::{STALL, stories, with},
    story::{EMPTY, likes_by, write},
};

/// Until the app has given up.
const OVER: Duration = Duration::from_secs(21);

/// Twenty years, in milliseconds.
const YEARS: i64 = 20 * 365 * 24 * 3_600 * 1_000;

async fn stalled(kind: &str) {
    with(kind, "stalled", false, async |reader, server, proxy| {
        server.comment("Trần Văn Lực", "Đã có.", None);
        // Numbers for a list, views and comments: the pages are there, and nothing stands for what did not come.
        let counting = if kind == "isso" { Method::POST } else { Method::GET };
        proxy.break_at(counting, STALL);
        reader.read("/").await;
        sleep(OVER).await;
        let counts = "return document.querySelectorAll('.teaser-comments').length";
        assert_eq!(reader.number(counts).await, 0.0);
        assert!(reader.number("return document.querySelectorAll('.teaser').length").await > 5.0);
        proxy.break_at(Method::GET, STALL);
        reader.read(ARTICLE).await;
        reader.see_text("Chưa tải được ý kiến.").await;
        let views = "return document.querySelector('.facts').textContent.includes('Lượt xem')";
        // The others' numbers came with the bundle.
        assert_eq!(reader.js(views, vec![]).await, kind != "waline");
        proxy.recover();
        reader.click(button("Thử lại")).await;
        reader.see(article("Trần Văn Lực")).await;
        // A like is not shown as one that did not arrive in time, …
        if server.votes() {
            proxy.break_at(likes_by(kind), STALL);
            reader.click(button("Thích Trần Văn Lực")).await;
            let said = "return document.querySelector('.discussion-said').textContent !== ''";
            reader.wait("words about the like", said).await;
            assert_eq!(reader.number("return document.querySelectorAll('.comment-likes').length").await, 0.0);
        }
        // … and a comment that did is not sent twice.
        proxy.break_at(Method::POST, STALL);
        write(reader, "Gửi lúc nghẽn mạng.").await;
        reader.see_text("Ý kiến được giữ trong trình duyệt này và sẽ tự gửi lại.").await;
        proxy.recover();
        // What the proxy held back reaches the server after all, unless the browser has hung up.
        sleep(Duration::from_secs(11)).await;
        proxy.rest().await;
        clock(reader, 7_200_000).await;
        reader.read(ARTICLE).await;
        reader.wait("an empty outbox", EMPTY).await;
        assert_eq!(server.count(), 2);
    })
    .await;
}

/// The clock is so many milliseconds ahead of the right time, from the next page on.
async fn clock(reader: &Reader, ahead: i64) {
    reader.js(&format!("sessionStorage.ahead = {ahead}"), vec![]).await;
}

async fn far_off(kind: &str) {
    with(kind, "clock", false, async |reader, server, proxy| {
        let mut number = 0;
        reader.read(ARTICLE).await;
        for (wrong, then) in [(-YEARS, -YEARS), (YEARS, YEARS), (YEARS, 0), (0, -YEARS), (-YEARS, YEARS)] {
            clock(reader, wrong).await;
            reader.read(ARTICLE).await;
            number += 1;
            write(reader, &format!("Ý kiến số {number}.")).await;
            reader.see_text("Ý kiến của bạn đã được đăng.").await;
            assert_eq!(server.count(), number, "{wrong}");
            // The answer is lost, or the server asks for time; and meanwhile the clock is set.
            for mishap in [Mishap::Lost, Mishap::TooMany(60)] {
                proxy.break_at(Method::POST, mishap.clone());
                number += 1;
                write(reader, &format!("Ý kiến số {number}.")).await;
                reader.see_text("Ý kiến được giữ trong trình duyệt này và sẽ tự gửi lại.").await;
                proxy.recover();
                clock(reader, then + 2 * 24 * 3_600_000).await;
                reader.read(ARTICLE).await;
                reader.wait(&format!("an empty outbox, {wrong} then {then}, after {mishap:?}"), EMPTY).await;
                assert_eq!(server.count(), number, "{wrong}, then {then}, after {mishap:?}");
                clock(reader, wrong).await;
                reader.read(ARTICLE).await;
            }
        }
        let all = format!("return document.querySelectorAll('.comment').length === {number}");
        reader.wait("all of them in the page", &all).await;
    })
    .await;
}

stories! {
    isso_lets_everybody_wait: stalled("isso");
    waline_lets_everybody_wait: stalled("waline");
    wordpress_lets_everybody_wait: stalled("wordpress");
    isso_and_a_clock_far_off: far_off("isso");
    waline_and_a_clock_far_off: far_off("waline");
    wordpress_and_a_clock_far_off: far_off("wordpress");
}
