//! A comment and the answers to it.

use news::{
    comment::Node,
    lang::Lang,
    words::{self, words},
};

use crate::element::{Element, element};

/// The prefix of the ids that comments of the outbox have in a thread.
pub const OWN: &str = "own:";

/// A comment with everything under it; `open` tells whether it can be answered. What stands in `data-` is read
/// back when the page wakes up.
pub fn comment_view(node: Node, open: bool, lang: Lang) -> Element {
    let Node { comment, answers } = node;
    let own = comment.id.starts_with(OWN);
    let waiting = own.then(|| element("span").class("comment-waiting").child(words(lang).not_sent));
    let likes = (comment.likes > 0)
        .then(|| element("span").class("comment-likes").child(words::likes(comment.likes, lang)));
    // The name tells a screen reader whose comment the button is about.
    let answer = (open && !own).then(|| {
        let name = element("span").class("unseen").child(" ").child(comment.name.clone());
        link_button("answer", words(lang).answer).child(name)
    });
    let remove = own.then(|| link_button("remove", words(lang).remove));
    let paragraphs = comment.text.split("\n\n").map(str::trim).filter(|text| !text.is_empty());
    let paragraphs = paragraphs.map(|text| element("p").child(text.to_owned()));
    let text = element("div").class("comment-text").children(paragraphs);
    let name = element("b").class("comment-name").child(comment.name);
    let date = element("time").attr("datetime", comment.date.to_string());
    let date = date.child(words::moment(comment.date, lang));
    let head = element("header").class("comment-head").child(name).child(date).child(waiting);
    let foot = element("footer").class("comment-foot").child(likes).child(answer).child(remove);
    let class = if own { "comment comment-own" } else { "comment" };
    let number = (comment.likes > 0).then(|| comment.likes.to_string());
    let article = element("article").class(class).attr("data-id", comment.id);
    let article = article.attr("data-parent", comment.parent).attr("data-likes", number);
    let article = article.child(head).child(text).child(foot);
    let answers = (!answers.is_empty()).then(|| {
        let answers = answers.into_iter().map(|node| comment_view(node, open, lang));
        element("ol").class("answers").children(answers)
    });
    element("li").child(article).child(answers)
}

/// A button that looks like a link; `act` is what it does.
pub fn link_button(act: &'static str, name: &'static str) -> Element {
    element("button").class("link").attr("type", "button").attr("data-act", act).child(name)
}
