//! Ý kiến bạn đọc: the comments under an article, and the form for one more.

use news::{
    article::Article,
    comment::{Comment, Order, threads},
    discussion::Service,
    lang::Lang,
    site::CommentKind,
    words::{self, Words, server::server_words, words},
};

use super::{
    comment::{Look, comment_view, link_button},
    comment_form::comment_form,
    teaser::empty,
};
use crate::{
    element::{Element, Node, element},
    reader::Reader,
};

/// The discussion of one article.
pub fn discussion(reader: &Reader, article: &Article) -> Element {
    let lang = article.teaser.lang;
    let words = words(lang);
    let served = Service::of(&reader.site.comments).is_some();
    // A server's comments come when the page has woken up.
    let shipped = if served { &[][..] } else { &article.comments };
    let count = shipped.len();
    let form = match article.comments_open {
        true => comment_form(lang, &reader.site.comments),
        false => empty(words.comments_closed),
    };
    let heading = element("h2").attr("id", "comments-heading").attr("tabindex", "-1");
    let heading = heading.child(words.comments).child(" ");
    let heading = heading.child(element("span").class("discussion-count").child(number(count, lang)));
    let head = element("header").class("discussion-head").child(heading);
    // WordPress has no votes.
    let votes = reader.site.comments.kind != CommentKind::WordPress;
    let sort = sort_menu(count, votes, words);
    let thread = match served {
        true => state(words.comments_loading).into(),
        false => {
            thread(shipped, Order::default(), Look { lang, open: article.comments_open, ..Look::default() })
        }
    };
    let list = element("div").class("discussion-list").child(thread);
    let said = element("p").class("discussion-said").attr("role", "status");
    // What comes late stands below the form, so that nothing moves under the fingers of who writes there.
    let parts = match served {
        true => vec![head, form, said, sort, list],
        false => vec![head.child(sort), list, said, form],
    };
    element("section")
        .class("discussion")
        .attr("id", "comments")
        .attr("data-article", article.teaser.slug.clone())
        .attr("data-number", article.number.map(|number| number.to_string()))
        .attr("aria-labelledby", "comments-heading")
        .children(parts)
}

/// How many comments there are; nothing for none.
pub fn number(count: usize, lang: Lang) -> Option<String> {
    (count > 0).then(|| words::number(count as u64, lang))
}

/// The comments in this order.
pub fn thread(comments: &[Comment], order: Order, look: Look<'_>) -> Node {
    if comments.is_empty() {
        return look.open.then(|| empty(words(look.lang).no_comments)).into();
    }
    let nodes = threads(comments, order).into_iter().map(|node| comment_view(node, look));
    element("ol").class("comments").children(nodes).into()
}

/// A sentence while there are no comments yet.
fn state(sentence: &'static str) -> Element {
    element("p").class("discussion-state").child(sentence)
}

/// In the place of comments that could not be loaded.
pub fn failed(lang: Lang) -> Node {
    Node::from([state(server_words(lang).comments_failed)
        .child(" ")
        .child(link_button("reload", words(lang).try_again))])
}

/// Below a list that has more.
pub fn more(lang: Lang) -> Element {
    element("p").class("discussion-more").child(link_button("more", server_words(lang).more_comments))
}

/// Shown where there is something to put in order.
fn sort_menu(count: usize, votes: bool, words: &Words) -> Element {
    let orders = [("newest", words.sort_newest), ("oldest", words.sort_oldest), ("liked", words.sort_liked)];
    let orders = orders.into_iter().filter(|(value, _)| votes || *value != "liked");
    let orders = orders.map(|(value, name)| element("option").attr("value", value).child(name));
    let menu = element("label").class("sort").attr("hidden", count < 2);
    menu.child(element("span").child(words.sort)).child(element("select").children(orders))
}
