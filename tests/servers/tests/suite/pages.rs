//! A discussion of more than one page, and the orders that it can be read in, on each of the real servers.

use std::collections::BTreeSet;

use browser_tests::{
    reader::Reader,
    target::{article, button, combobox},
};
use http::Method;

use crate::{ARTICLE, served::with};

/// Who wrote, in the order of the list, answers where they stand.
const WHO: &str = "return [...document.querySelectorAll('.comment-name')].map((it) => it.textContent)";

/// The name of a reader by their number.
fn name(number: u64) -> String {
    format!("Bạn đọc {number:03}")
}

fn names(numbers: impl Iterator<Item = u64>) -> Vec<String> {
    numbers.map(name).collect()
}

async fn wait(reader: &Reader, count: u64) {
    let script = format!("return document.querySelectorAll('.comment').length === {count}");
    reader.wait(&format!("{count} comments"), &script).await;
}

async fn sort(reader: &Reader, order: &str) {
    let menu = reader.take(combobox("Sắp xếp")).await;
    menu.select_by_label(order).await.expect("the order can be chosen");
}

/// `page` conversations come at once. `asks` is what stands in the address of a list.
async fn pages(kind: &str, page: u64, asks: &str) {
    let all = page + 5;
    with(kind, "pages", false, async |reader, server, proxy| {
        let ids: Vec<u64> =
            (1..=all).map(|number| server.comment(&name(number), &format!("Số {number}."), None)).collect();
        let more = || button("Xem thêm ý kiến");
        let asked = || proxy.passed(&Method::GET, asks);
        reader.read(ARTICLE).await;
        wait(reader, page).await;
        assert_eq!(reader.texts(WHO).await, names((all - page + 1..=all).rev()), "the newest");
        let before = asked();
        reader.click(more()).await;
        wait(reader, all).await;
        assert_eq!(reader.texts(WHO).await, names((1..=all).rev()), "nothing doubled, nothing left out");
        assert!(!reader.sees(more()).await, "there is no more");
        // All of it is here: it is put in order without asking.
        sort(reader, "Cũ nhất").await;
        assert_eq!(reader.texts(WHO).await, names(1..=all));
        assert_eq!(asked(), before + 1, "one question for one page");

        // A part of it is here: the server is asked for the beginning in another order.
        reader.reload().await;
        wait(reader, page).await;
        sort(reader, "Cũ nhất").await;
        reader.see(article(&name(1))).await;
        assert_eq!(reader.texts(WHO).await, names(1..=page));
        reader.click(more()).await;
        wait(reader, all).await;
        assert_eq!(reader.texts(WHO).await, names(1..=all));

        if server.votes() {
            // Two that are not among the newest.
            [ids[1], ids[1], ids[2]].into_iter().enumerate().for_each(|(at, id)| server.like(id, at));
            reader.reload().await;
            wait(reader, page).await;
            sort(reader, "Được thích nhất").await;
            reader.see(article(&name(2))).await;
            assert_eq!(reader.texts(WHO).await[..2], names(2..=3));
            reader.click(more()).await;
            wait(reader, all).await;
            let found: BTreeSet<String> = reader.texts(WHO).await.into_iter().collect();
            assert_eq!(found.len() as u64, all, "nothing doubled, nothing left out");
        }

        // Somebody writes while the list is read: what is asked for next begins one earlier.
        reader.reload().await;
        wait(reader, page).await;
        server.comment(&name(all + 1), "Xen vào.", Some(ids[0]));
        server.comment(&name(all + 2), "Xen vào.", None);
        reader.click(more()).await;
        let rest = format!("return document.querySelectorAll('.comment').length >= {all}");
        reader.wait("the rest", &rest).await;
        let who = reader.texts(WHO).await;
        let found: BTreeSet<&String> = who.iter().collect();
        assert_eq!(found.len(), who.len(), "nothing doubled");
        assert!(names(1..=all).iter().all(|one| found.contains(one)), "nothing left out: {who:?}");
        // Elsewhere an answer stands for itself, and this one is newer than what was read first.
        let with_conversation = kind != "wordpress";
        assert!(!with_conversation || found.contains(&name(all + 1)), "answers come with what they answer");
    })
    .await;
}

#[tokio::test]
async fn isso_has_more_than_one_page() {
    pages("isso", 50, "/?uri=").await;
}

#[tokio::test]
async fn waline_has_more_than_one_page() {
    pages("waline", 50, "/api/comment?path=").await;
}

#[tokio::test]
async fn wordpress_has_more_than_one_page() {
    pages("wordpress", 100, "/?rest_route=/wp/v2/comments").await;
}
