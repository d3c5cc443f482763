//! A comment and the answers to it.

use leptos::prelude::*;
use news::{
    comment::{Comment, Node},
    lang::Lang,
    words::{self, words},
};

/// What a reader can do with a comment.
#[derive(Clone, Copy)]
pub struct Actions {
    /// Answers a comment; none where the article takes no more comments.
    pub answer: Option<Callback<Comment>>,
    /// Removes a comment of this browser's outbox, by its key.
    pub remove: Callback<String>,
}

/// The prefix of the ids that comments of the outbox have in a thread.
pub const OWN: &str = "own:";

/// A comment with everything under it.
pub fn comment_view(node: Node, actions: Actions, lang: Lang) -> AnyView {
    let words = words(lang);
    let Node { comment, answers } = node;
    let own = comment.id.strip_prefix(OWN).map(str::to_owned);
    let waiting = own.is_some().then(|| view! { <span class="comment-waiting">{words.not_sent}</span> });
    let remove = own.clone().map(|key| {
        view! {
            <button class="link" type="button" on:click=move |_| actions.remove.run(key.clone())>
                {words.remove}
            </button>
        }
    });
    let answer = actions.answer.filter(|_| own.is_none()).map(|answer| {
        let comment = comment.clone();
        // The name tells a screen reader whose comment the button is about.
        view! {
            <button class="link" type="button" on:click=move |_| answer.run(comment.clone())>
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
        let answers = answers.into_iter().map(|node| comment_view(node, actions, lang));
        view! { <ol class="answers">{answers.collect_view()}</ol> }
    });
    let class = if own.is_some() { "comment comment-own" } else { "comment" };
    view! {
        <li>
            <article class=class>
                <header class="comment-head">
                    <b class="comment-name">{comment.name.clone()}</b>
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
