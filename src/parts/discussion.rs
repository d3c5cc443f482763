//! Ý kiến bạn đọc: the comments under an article, and the form for one more.

use leptos::prelude::*;
use news::{
    comment::{Comment, Order, threads},
    date::Moment,
    draft::{Draft, Outbox, Waiting},
    lang::Lang,
    words::{self, Words, words},
};

use super::{
    comment::{Actions, OWN, comment_view},
    comment_form::CommentForm,
};
use crate::{platform, reader::Reader};

/// Where this browser keeps what was not sent.
const OUTBOX: &str = "bantin:outbox";

/// Minutes east of UTC that a reader's own comments are dated with: Vietnam's.
const OFFSET: i16 = 7 * 60;

/// The discussion of one article.
#[component]
pub fn Discussion(slug: String, lang: Lang, comments: Vec<Comment>, open: bool) -> impl IntoView {
    let words = words(lang);
    let rules = Reader::expect().site.with_untracked(|site| site.comments.clone());
    let slug = StoredValue::new(slug);
    let shipped = StoredValue::new(comments);
    let order = RwSignal::new(Order::default());
    let answering = RwSignal::new(None::<Comment>);
    let said = RwSignal::new("");
    let own = RwSignal::new(Vec::<Waiting>::new());
    // After the page stands: what was written beforehand knows nothing of this browser.
    Effect::new(move |_| own.set(outbox().under(lang, &slug.get_value())));

    let remove = move |key: String| {
        change_outbox(|outbox| outbox.remove(&key));
        own.update(|own| own.retain(|comment| comment.key != key));
        said.set(words.removed);
        platform::focus("comments-heading");
    };
    let answer = move |comment: Comment| {
        answering.set(Some(comment));
        platform::focus("comment-text");
    };
    let actions = Actions { answer: open.then(|| Callback::new(answer)), remove: Callback::new(remove) };

    let keep = move |draft: Draft| {
        let waiting = waiting(draft, lang, slug.get_value());
        let kept = change_outbox(|outbox| outbox.put(waiting.clone()));
        if kept {
            own.update(|own| own.push(waiting));
            answering.set(None);
        }
        said.set(if kept { words.kept_here } else { words.not_kept });
        kept
    };

    let list = move || {
        let mut all = shipped.get_value();
        all.extend(own.get().into_iter().map(as_comment));
        if all.is_empty() {
            return open.then(|| view! { <p class="empty">{words.no_comments}</p> }.into_any());
        }
        let nodes = threads(&all, order.get()).into_iter().map(|node| comment_view(node, actions, lang));
        Some(view! { <ol class="comments">{nodes.collect_view()}</ol> }.into_any())
    };
    let count = move || {
        let count = shipped.with_value(Vec::len) + own.with(Vec::len);
        (count > 0).then(|| words::number(count as u64, lang))
    };
    let sorting = move || {
        let count = shipped.with_value(Vec::len) + own.with(Vec::len);
        (count > 1).then(|| sort_menu(order, words))
    };
    let form = match open {
        true => view! { <CommentForm slug=slug.get_value() lang rules shipped answering keep=Callback::new(keep)/> }
            .into_any(),
        false => view! { <p class="empty">{words.comments_closed}</p> }.into_any(),
    };
    view! {
        <section class="discussion" id="comments" aria-labelledby="comments-heading">
            <header class="discussion-head">
                <h2 id="comments-heading" tabindex="-1">{words.comments}" "<span class="discussion-count">{count}</span></h2>
                {sorting}
            </header>
            {list}
            <p class="discussion-said" role="status">{said}</p>
            {form}
        </section>
    }
}

fn sort_menu(order: RwSignal<Order>, words: &'static Words) -> impl IntoView {
    let choose = move |event| {
        order.set(match event_target_value(&event).as_str() {
            "oldest" => Order::Oldest,
            "liked" => Order::Liked,
            _ => Order::Newest,
        });
    };
    view! {
        <label class="sort">
            <span>{words.sort}</span>
            <select on:change=choose>
                <option value="newest">{words.sort_newest}</option>
                <option value="oldest">{words.sort_oldest}</option>
                <option value="liked">{words.sort_liked}</option>
            </select>
        </label>
    }
}

fn outbox() -> Outbox {
    platform::stored(OUTBOX).map(|text| Outbox::parse(&text)).unwrap_or_default()
}

/// Reads the outbox afresh, as another tab may have changed it; false if the browser would not store it.
fn change_outbox(change: impl FnOnce(&mut Outbox)) -> bool {
    let mut outbox = outbox();
    change(&mut outbox);
    platform::store(OUTBOX, Some(&outbox.print()))
}

fn waiting(draft: Draft, lang: Lang, article: String) -> Waiting {
    Waiting {
        key: platform::unique(),
        lang,
        article,
        parent: draft.parent,
        name: draft.name.trim().to_owned(),
        text: draft.text.trim().to_owned(),
        date: Moment::new(platform::now(), OFFSET),
    }
}

fn as_comment(own: Waiting) -> Comment {
    Comment {
        id: format!("{OWN}{}", own.key),
        parent: own.parent,
        name: own.name,
        date: own.date,
        text: own.text,
        likes: 0,
    }
}
