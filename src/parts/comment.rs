//! A comment and the answers to it.

use leptos::prelude::*;
use news::{
    comment::Node,
    lang::Lang,
    words::{self, words},
};

/// The prefix of the ids that comments of the outbox have in a thread.
pub const OWN: &str = "own:";

/// A comment with everything under it; `open` tells whether it can be answered. What stands in `data-` is read
/// back when the page wakes up.
pub fn comment_view(node: Node, open: bool, lang: Lang) -> AnyView {
    let words = words(lang);
    let Node { comment, answers } = node;
    let own = comment.id.starts_with(OWN);
    let waiting = own.then(|| view! { <span class="comment-waiting">{words.not_sent}</span> });
    let remove =
        own.then(|| view! { <button class="link" type="button" data-act="remove">{words.remove}</button> });
    // The name tells a screen reader whose comment the button is about.
    let answer = (open && !own).then(|| {
        view! {
            <button class="link" type="button" data-act="answer">
                {words.answer}<span class="unseen">" "{comment.name.clone()}</span>
            </button>
        }
    });
    let likes = (comment.likes > 0).then(|| {
        view! { <span class="comment-likes">{words::likes(comment.likes, lang)}</span> }
    });
    let paragraphs = comment.text.split("\n\n").map(str::trim).filter(|text| !text.is_empty());
    let paragraphs = paragraphs.map(|text| view! { <p>{text.to_owned()}</p> }).collect_view();
    let answers = (!answers.is_empty()).then(|| {
        let answers = answers.into_iter().map(|node| comment_view(node, open, lang));
        view! { <ol class="answers">{answers.collect_view()}</ol> }
    });
    let class = if own { "comment comment-own" } else { "comment" };
    let number = (comment.likes > 0).then(|| comment.likes.to_string());
    view! {
        <li>
            <article class=class data-id=comment.id data-parent=comment.parent data-likes=number>
                <header class="comment-head">
                    <b class="comment-name">{comment.name}</b>
                    <time datetime=comment.date.to_string()>{words::moment(comment.date, lang)}</time>
                    {waiting}
                </header>
                <div class="comment-text">{paragraphs}</div>
                <footer class="comment-foot">{likes}{answer}{remove}</footer>
            </article>
            {answers}
        </li>
    }
    .into_any()
}
