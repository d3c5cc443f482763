//! What a reader can do with a comment of their own that a server has.

use news::{lang::Lang, words::server::server_words};

use super::comment::link_button;
use crate::element::{Element, element};

/// The class of the question whether a comment shall go; it takes the focus.
pub const QUESTION: &str = "own-question";

/// Buttons that change a comment, as far as there is a `form` for that, and delete it.
pub fn own_buttons(lang: Lang, form: bool) -> Element {
    let words = server_words(lang);
    // The names tell a screen reader whose comment it is.
    let button = |act, label| {
        link_button(act, label).child(element("span").class("unseen").child(" ").child(words.of_mine))
    };
    let change = form.then(|| button("change", words.change));
    element("span").class("own").child(change).child(button("delete", words.delete))
}

/// In their place: whether it shall really go.
pub fn own_question(lang: Lang) -> Element {
    let words = server_words(lang);
    let question = element("span").class(QUESTION).attr("id", QUESTION).attr("tabindex", "-1");
    element("span")
        .class("own own-asks")
        .attr("role", "group")
        .attr("aria-labelledby", QUESTION)
        .child(question.child(words.sure))
        .child(link_button("delete-now", words.delete_now))
        .child(link_button("keep", words.keep))
}
