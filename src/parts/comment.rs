//! A comment and the answers to it.

use news::{
    comment::{Comment, Node},
    lang::Lang,
    outbox::{State, Waiting},
    words::{self, words},
};

use crate::element::{Element, element};

/// The prefix of the ids that comments of the outbox have in a thread.
pub const OWN: &str = "own:";

/// What holds for all comments of a thread.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look<'o> {
    /// The language.
    pub lang: Lang,
    /// Whether they can be answered.
    pub open: bool,
    /// Whether they can be voted for.
    pub votes: bool,
    /// Whether a server takes them; without one they stay in this browser.
    pub served: bool,
    /// Those that wait in this browser.
    pub own: &'o [Waiting],
}

/// A comment with everything under it. What stands in `data-` is read back when the page wakes up.
pub fn comment_view(node: Node, look: Look<'_>) -> Element {
    let Node { comment, answers } = node;
    let own = comment.id.strip_prefix(OWN).map(|key| look.own.iter().find(|own| own.key == key));
    let class = if own.is_some() { "comment comment-own" } else { "comment" };
    let number = (comment.likes > 0).then(|| comment.likes.to_string());
    let head = head(&comment, own.map(|own| status(own, look)), look.lang);
    let foot = match own {
        Some(own) => own_foot(own, look.lang),
        None => foot(&comment, look),
    };
    // HTML of a server passes the sanitising door once it stands in the page.
    let plain = Some(comment.text.as_str()).filter(|_| !comment.html).unwrap_or_default();
    let paragraphs = plain.split("\n\n").map(str::trim).filter(|text| !text.is_empty());
    let paragraphs = paragraphs.map(|text| element("p").child(text.to_owned()));
    let text = element("div").class("comment-text").children(paragraphs);
    let article = element("article").class(class).attr("data-id", comment.id);
    let article = article.attr("data-parent", comment.parent).attr("data-likes", number);
    let article = article.child(head).child(text).child(foot);
    let answers = (!answers.is_empty()).then(|| {
        let answers = answers.into_iter().map(|node| comment_view(node, look));
        element("ol").class("answers").children(answers)
    });
    element("li").child(article).child(answers)
}

/// Who wrote when, and what became of it.
fn head(comment: &Comment, status: Option<&'static str>, lang: Lang) -> Element {
    let date = element("time").attr("datetime", comment.date.to_string());
    let date = date.child(words::moment(comment.date, lang));
    let status = status.map(|status| element("span").class("comment-waiting").child(status));
    element("header").class("comment-head").child(name(comment, lang)).child(date).child(status)
}

fn name(comment: &Comment, lang: Lang) -> Element {
    element("b").class("comment-name").child(who(comment, lang))
}

/// The name that a comment is shown with.
pub fn who(comment: &Comment, lang: Lang) -> String {
    let name = comment.name.trim();
    if name.is_empty() { words(lang).a_reader.to_owned() } else { name.to_owned() }
}

/// Likes, and what a reader can do.
fn foot(comment: &Comment, look: Look<'_>) -> Element {
    let words = words(look.lang);
    let likes = (comment.likes > 0)
        .then(|| element("span").class("comment-likes").child(words::likes(comment.likes, look.lang)));
    // The name tells a screen reader whose comment the button is about.
    let button = |act, label| {
        let name = element("span").class("unseen").child(" ").child(who(comment, look.lang));
        link_button(act, label).child(name)
    };
    let like = look.votes.then(|| button("like", words.like));
    let answer = look.open.then(|| button("answer", words.answer));
    element("footer").class("comment-foot").child(likes).child(like).child(answer)
}

/// What the writer can do with a comment that waits.
fn own_foot(own: Option<&Waiting>, lang: Lang) -> Element {
    let words = words(lang);
    let state = own.map(|own| own.state).unwrap_or_default();
    let why = own.and_then(|own| own.refusal).map(|why| element("p").child(words::refusal(why, lang)));
    let again = (state == State::Unknown).then(|| link_button("again", words.send_again));
    let mend = (state == State::Refused).then(|| link_button("mend", words.mend));
    let buttons = element("footer").class("comment-foot").child(why).child(again).child(mend);
    buttons.child(link_button("remove", words.remove))
}

/// What became of a comment that waits, in a word.
fn status(own: Option<&Waiting>, look: Look<'_>) -> &'static str {
    let words = words(look.lang);
    match own {
        Some(own) if look.served => match own.state {
            State::Kept if own.perhaps => words.sending,
            State::Kept => words.not_sent,
            State::Unknown => words.unknown,
            State::Moderated => words.in_moderation,
            State::Refused => words.refused,
        },
        _ => words.not_sent,
    }
}

/// A button that looks like a link; `act` is what it does.
pub fn link_button(act: &'static str, name: &'static str) -> Element {
    element("button").class("link").attr("type", "button").attr("data-act", act).child(name)
}
