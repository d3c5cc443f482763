//! Ý kiến bạn đọc: the comments under an article, and the form for one more.

use news::{
    article::Article,
    comment::{Comment, Order, threads},
    lang::Lang,
    words::{self, Words, words},
};

use super::{comment::comment_view, comment_form::comment_form, teaser::empty};
use crate::{
    element::{Element, Node, element},
    reader::Reader,
};

/// The discussion of one article.
pub fn discussion(reader: &Reader, article: &Article) -> Element {
    let lang = article.teaser.lang;
    let words = words(lang);
    let count = article.comments.len();
    let form = match article.comments_open {
        true => comment_form(lang, &reader.site.comments),
        false => empty(words.comments_closed),
    };
    let heading = element("h2").attr("id", "comments-heading").attr("tabindex", "-1");
    let heading = heading.child(words.comments).child(" ");
    let heading = heading.child(element("span").class("discussion-count").child(number(count, lang)));
    let head = element("header").class("discussion-head").child(heading).child(sort_menu(count, words));
    let thread = thread(&article.comments, Order::default(), article.comments_open, lang);
    element("section")
        .class("discussion")
        .attr("id", "comments")
        .attr("data-article", article.teaser.slug.clone())
        .attr("aria-labelledby", "comments-heading")
        .child(head)
        .child(element("div").class("discussion-list").child(thread))
        .child(element("p").class("discussion-said").attr("role", "status"))
        .child(form)
}

/// How many comments there are; nothing for none.
pub fn number(count: usize, lang: Lang) -> Option<String> {
    (count > 0).then(|| words::number(count as u64, lang))
}

/// The comments in this order.
pub fn thread(comments: &[Comment], order: Order, open: bool, lang: Lang) -> Node {
    if comments.is_empty() {
        return open.then(|| empty(words(lang).no_comments)).into();
    }
    let nodes = threads(comments, order).into_iter().map(|node| comment_view(node, open, lang));
    element("ol").class("comments").children(nodes).into()
}

/// Shown where there is something to put in order.
fn sort_menu(count: usize, words: &Words) -> Element {
    let orders = [("newest", words.sort_newest), ("oldest", words.sort_oldest), ("liked", words.sort_liked)];
    let orders = orders.map(|(value, name)| element("option").attr("value", value).child(name));
    let menu = element("label").class("sort").attr("hidden", count < 2);
    menu.child(element("span").child(words.sort)).child(element("select").children(orders))
}
