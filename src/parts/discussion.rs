//! Ý kiến bạn đọc: the comments under an article, and the form for one more.

use leptos::prelude::*;
use news::{
    comment::{Comment, Order, threads},
    lang::Lang,
    words::{self, Words, words},
};

use super::{comment::comment_view, comment_form::CommentForm};
use crate::reader::Reader;

/// The discussion of one article.
#[component]
pub fn Discussion(
    /// The article.
    slug: String,
    lang: Lang,
    comments: Vec<Comment>,
    open: bool,
) -> impl IntoView {
    let words = words(lang);
    let rules = Reader::expect().site.comments.clone();
    let count = comments.len();
    let form = match open {
        true => view! { <CommentForm lang rules/> }.into_any(),
        false => view! { <p class="empty">{words.comments_closed}</p> }.into_any(),
    };
    view! {
        <section class="discussion" id="comments" data-article=slug aria-labelledby="comments-heading">
            <header class="discussion-head">
                <h2 id="comments-heading" tabindex="-1">
                    {words.comments}" "<span class="discussion-count">{number(count, lang)}</span>
                </h2>
                {sort_menu(count, words)}
            </header>
            <div class="discussion-list"><Thread comments order=Order::default() open lang/></div>
            <p class="discussion-said" role="status"></p>
            {form}
        </section>
    }
}

/// How many comments there are; nothing for none.
pub fn number(count: usize, lang: Lang) -> Option<String> {
    (count > 0).then(|| words::number(count as u64, lang))
}

/// The comments in this order.
#[component]
pub fn Thread(comments: Vec<Comment>, order: Order, open: bool, lang: Lang) -> impl IntoView {
    if comments.is_empty() {
        return open.then(|| view! { <p class="empty">{words(lang).no_comments}</p> }.into_any());
    }
    let nodes = threads(&comments, order).into_iter().map(|node| comment_view(node, open, lang));
    Some(view! { <ol class="comments">{nodes.collect_view()}</ol> }.into_any())
}

/// Shown where there is something to put in order.
fn sort_menu(count: usize, words: &'static Words) -> impl IntoView {
    view! {
        <label class="sort" hidden=count < 2>
            <span>{words.sort}</span>
            <select>
                <option value="newest">{words.sort_newest}</option>
                <option value="oldest">{words.sort_oldest}</option>
                <option value="liked">{words.sort_liked}</option>
            </select>
        </label>
    }
}
