//! What stands at a server's comments alone: buttons at the reader's own, and the places of those that were deleted.

use std::{any::Any, cell::RefCell, rc::Weak};

use gloo_timers::callback::Timeout;
use leptos::mount::mount_to;
use news::words::server::server_words;
use web_sys::{Element, HtmlElement};

use super::{
    super::{
        document::{find, find_all, focus},
        now, own,
    },
    Discussion,
};
use crate::{
    element::Node,
    parts::own::{QUESTION, own_buttons, own_question},
};

/// The marks in the list of one discussion.
pub(super) struct Marks {
    shown: Weak<Discussion>,
    /// The comment that shall go, if the reader is sure.
    asked: RefCell<Option<String>>,
    /// The buttons; they go with this.
    drawn: RefCell<Vec<Box<dyn Any>>>,
    /// Takes the buttons away when their time is over. Ends with this.
    timer: RefCell<Option<Timeout>>,
}

impl Marks {
    /// For the list of this discussion.
    pub(super) fn new(shown: Weak<Discussion>) -> Self {
        Self { shown, asked: RefCell::default(), drawn: RefCell::default(), timer: RefCell::default() }
    }

    /// Adds them to a list that was just drawn.
    pub(super) fn dress(&self, list: &Element) {
        let Some(discussion) = self.shown.upgrade() else { return };
        let (lang, owned, asked) = (discussion.lang, own::owned(), self.asked.borrow());
        let listed = discussion.listed.borrow();
        let mut drawn: Vec<Box<dyn Any>> = Vec::new();
        for article in find_all(list, "[data-id]") {
            let id = article.get_attribute("data-id").unwrap_or_default();
            if listed.iter().any(|one| one.id == id && one.is_gone()) {
                article.set_class_name("comment comment-gone");
                article.set_text_content(Some(server_words(lang).was_deleted));
            } else if owned.get(&id).is_some()
                && let Some(foot) = find(&article, ".comment-foot")
            {
                let view = match asked.as_ref() == Some(&id) {
                    true => own_question(lang),
                    false => own_buttons(lang, discussion.form.is_some()),
                };
                let view = Node::from(view);
                drawn.push(Box::new(mount_to(foot, move || view)));
            }
        }
        let next = owned.next().filter(|_| !drawn.is_empty());
        self.timer.replace(next.map(|next| {
            let shown = self.shown.clone();
            // A week at most.
            let after = (next - now()).max(1) * 1_000;
            Timeout::new(u32::try_from(after).unwrap_or_default(), move || {
                shown.upgrade().into_iter().for_each(|discussion| discussion.draw());
            })
        }));
        self.drawn.replace(drawn);
    }

    /// Asks the reader whether a comment shall go, or no longer.
    pub(super) fn doubt(&self, discussion: &Discussion, id: &str, asks: bool) {
        self.asked.replace(asks.then(|| id.to_owned()));
        discussion.draw();
        let question = format!(".{QUESTION}");
        stand_at(discussion, id, if asks { &question } else { "[data-act=delete]" });
    }

    /// The reader has answered, and the list is drawn anew.
    pub(super) fn doubted(&self) {
        self.asked.take();
    }
}

/// Moves the focus to something at a comment; to the head of the discussion where it is no more.
pub(super) fn stand_at(discussion: &Discussion, id: &str, selector: &str) {
    let articles = find_all(&discussion.section, "[data-id]");
    let article = articles.into_iter().find(|one| one.get_attribute("data-id").as_deref() == Some(id));
    let place: Option<HtmlElement> = article.and_then(|article| find(&article, selector));
    match place {
        Some(place) => drop(place.focus()),
        None => focus("comments-heading"),
    }
}
