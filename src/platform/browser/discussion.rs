//! Wakes up the discussion under an article: order, answers, the form, and what waits in this browser.
//!
//! The comments that came with the page are read from the page. The list is drawn anew once it differs from what
//! stands there; the form never is, so that nothing typed before can get lost.

use std::{
    any::Any,
    cell::{Cell, RefCell},
};

use leptos::mount::mount_to;
use news::{
    comment::{Comment, Order},
    date::Moment,
    draft::{Draft, Field, SHORTEST},
    lang::Lang,
    outbox::{State, Waiting},
    words::{Words, words},
};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlSelectElement};

use super::{
    document::{around, find, find_all, focus},
    form::Form,
    now, storage,
};
use crate::parts::{
    comment::OWN,
    comment_form::id as field_id,
    discussion::{number, thread},
};

/// Minutes east of UTC that a reader's own comments are dated with: Vietnam's.
const OFFSET: i16 = 7 * 60;

/// The discussion of the article in the page.
pub struct Discussion {
    section: Element,
    lang: Lang,
    slug: String,
    form: Option<Form>,
    /// Those that came with the page.
    shipped: Vec<Comment>,
    /// Those that wait in this browser.
    own: RefCell<Vec<Waiting>>,
    order: Cell<Order>,
    answering: RefCell<Option<Comment>>,
    since: i64,
    /// The list as it was last drawn here; it goes with this.
    drawn: RefCell<Option<Box<dyn Any>>>,
}

impl Discussion {
    /// Wakes up the discussion in the page, if there is one.
    pub fn wake(page: &Element, lang: Lang) -> Option<Self> {
        let section = find(page, "#comments")?;
        let slug = section.dataset().get("article")?;
        let shipped: Vec<_> = find_all(&section, "[data-id]").iter().filter_map(read).collect();
        let section: Element = section.into();
        let this = Self {
            form: Form::in_section(&section, lang),
            own: RefCell::new(storage::outbox().under(lang, &slug)),
            order: Cell::new(chosen(&section)),
            answering: RefCell::default(),
            since: now(),
            drawn: RefCell::default(),
            shipped,
            section,
            lang,
            slug,
        };
        if !this.own.borrow().is_empty() || this.order.get() != Order::default() {
            this.draw();
        }
        this.restore();
        Some(this)
    }

    /// Puts back what was typed on an earlier visit, unless the reader has typed already.
    fn restore(&self) {
        let Some(form) = &self.form else { return };
        if !form.draft(None).is_blank() {
            return self.typed();
        }
        if let Some(draft) = storage::draft(self.lang, &self.slug) {
            let answered = |comment: &&Comment| Some(&comment.id) == draft.parent.as_ref();
            self.answer(self.shipped.iter().find(answered).cloned());
            form.fill(&draft);
        }
    }

    /// Draws the list anew.
    fn draw(&self) {
        let Some(place) = find(&self.section, ".discussion-list") else { return };
        let mut comments = self.shipped.clone();
        comments.extend(self.own.borrow().iter().map(as_comment));
        let (order, open, lang) = (self.order.get(), self.form.is_some(), self.lang);
        if let Some(count) = find(&self.section, ".discussion-count") {
            count.set_text_content(number(comments.len(), lang).as_deref());
        }
        if let Some(sort) = find(&self.section, ".sort") {
            sort.set_hidden(comments.len() < 2);
        }
        self.drawn.take();
        place.set_text_content(None);
        let list = mount_to(place, move || thread(&comments, order, open, lang));
        self.drawn.replace(Some(Box::new(list)));
    }

    /// Another order was chosen.
    pub fn sort(&self) {
        self.order.set(chosen(&self.section));
        self.draw();
    }

    /// One of the buttons was pressed.
    pub fn act(&self, act: &str, button: &Element) {
        let comment = button.closest("[data-id]").ok().flatten();
        let id = comment.and_then(|comment| comment.get_attribute("data-id")).unwrap_or_default();
        match act {
            "answer" => {
                self.answer(self.shipped.iter().find(|comment| comment.id == id).cloned());
                self.typed();
                focus(field_id(Field::Text));
            }
            "give-up" => {
                self.answer(None);
                self.typed();
                focus(field_id(Field::Text));
            }
            "remove" => {
                let key = id.strip_prefix(OWN).unwrap_or_default();
                storage::change_outbox(|outbox| outbox.remove(key));
                self.own.borrow_mut().retain(|comment| comment.key != key);
                self.draw();
                self.say(self.words().removed);
                focus("comments-heading");
            }
            _ => {}
        }
    }

    fn answer(&self, comment: Option<Comment>) {
        if let Some(form) = &self.form {
            form.answering(comment.as_ref().map(|comment| comment.name.as_str()));
        }
        self.answering.replace(comment);
    }

    fn draft(&self, form: &Form) -> Draft {
        form.draft(self.answering.borrow().as_ref().map(|comment| comment.id.clone()))
    }

    /// Something was typed: it is kept at every key.
    pub fn typed(&self) {
        let Some(form) = &self.form else { return };
        form.count();
        let draft = self.draft(form);
        let kept = storage::keep_draft(self.lang, &self.slug, &draft);
        form.trouble(if kept || draft.is_blank() { "" } else { self.words().not_kept });
    }

    /// The form was sent off.
    pub fn send(&self, event: &Event) {
        event.prevent_default();
        let Some(form) = &self.form else { return };
        let draft = self.draft(form);
        if let Some(field) = form.check(&draft) {
            form.trouble("");
            return focus(field_id(field));
        }
        if form.trapped() {
            return form.trouble(self.words().leave_empty);
        }
        if now() - self.since < SHORTEST {
            return form.trouble(self.words().too_fast);
        }
        let waiting = self.waiting(&draft);
        if !storage::change_outbox(|outbox| outbox.put(waiting.clone())) {
            return self.say(self.words().not_kept);
        }
        self.own.borrow_mut().push(waiting);
        self.answer(None);
        self.draw();
        let rest = Draft { text: String::new(), consent: false, parent: None, ..draft };
        form.fill(&rest);
        storage::keep_draft(self.lang, &self.slug, &Draft::default());
        form.trouble("");
        self.say(self.words().kept_here);
    }

    fn waiting(&self, draft: &Draft) -> Waiting {
        Waiting {
            key: storage::unique(),
            lang: self.lang,
            article: self.slug.clone(),
            title: String::new(),
            parent: draft.parent.clone(),
            name: draft.name.trim().to_owned(),
            email: draft.email.trim().to_owned(),
            text: draft.text.trim().to_owned(),
            date: Moment::new(now(), OFFSET),
            state: State::Kept,
            refusal: None,
            perhaps: false,
            tries: 0,
            next: 0,
        }
    }

    fn say(&self, sentence: &str) {
        if let Some(place) = find(&self.section, ".discussion-said") {
            place.set_text_content(Some(sentence));
        }
    }

    fn words(&self) -> &'static Words {
        words(self.lang)
    }

    /// Whether the event happened in this discussion.
    pub fn has(&self, event: &Event) -> bool {
        around(event, "#comments").is_some_and(|section| section == self.section)
    }
}

/// The order that the menu shows.
fn chosen(section: &Element) -> Order {
    let menu = find(section, ".sort select").and_then(|menu| menu.dyn_into::<HtmlSelectElement>().ok());
    match menu.map(|menu| menu.value()).as_deref() {
        Some("oldest") => Order::Oldest,
        Some("liked") => Order::Liked,
        _ => Order::Newest,
    }
}

/// A comment as [`crate::parts::comment::comment_view`] drew it.
fn read(article: &Element) -> Option<Comment> {
    let text = |selector: &str| find(article, selector).and_then(|it| it.text_content()).unwrap_or_default();
    let paragraphs = find_all(article, ".comment-text > p").into_iter().filter_map(|p| p.text_content());
    Some(Comment {
        id: article.get_attribute("data-id")?,
        parent: article.get_attribute("data-parent"),
        name: text(".comment-name"),
        date: find(article, "time")?.get_attribute("datetime")?.parse().ok()?,
        text: paragraphs.collect::<Vec<_>>().join("\n\n"),
        html: false,
        likes: article.get_attribute("data-likes").and_then(|likes| likes.parse().ok()).unwrap_or_default(),
    })
}

fn as_comment(own: &Waiting) -> Comment {
    Comment {
        id: format!("{OWN}{}", own.key),
        parent: own.parent.clone(),
        name: own.name.clone(),
        date: own.date,
        text: own.text.clone(),
        html: false,
        likes: 0,
    }
}
