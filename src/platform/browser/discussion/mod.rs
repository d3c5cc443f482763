//! Wakes up the discussion under an article: order, answers, the form, and what waits in this browser.
//!
//! The comments that came with the page are read from the page; those of a server are asked for ([`Line`]).
//! The list is drawn anew once it differs from what stands there; the form never is, so that nothing typed before can
//! get lost.

mod line;
mod list;
mod marks;
mod own;

use std::{
    any::Any,
    cell::{Cell, RefCell},
    rc::Rc,
};

use news::{
    comment::{Comment, Order},
    date::Moment,
    discussion::{Fate, OFFSET, Thread},
    draft::{Draft, Field, SHORTEST},
    lang::Lang,
    outbox::Waiting,
    route::Route,
    site::Site,
    words::{Words, words},
};
use web_sys::{Element, Event};

use super::{
    document::{around, find, find_all, focus},
    form::Form,
    now,
    storage::{self, Known},
};
use crate::parts::{
    comment::{OWN, who},
    comment_form::id as field_id,
};
pub use line::Connection;
use list::{Server, chosen, read};

/// The way to the server that the comments are on. There is one only in the program for sites that have a server.
pub trait Line {
    /// Asks for a page of comments, from 1, in the order chosen now; [`Discussion::loaded`] takes the answer.
    fn load(&self, discussion: &Rc<Discussion>, page: u32);
    /// Says that the reader likes a comment; [`Discussion::liked`] takes the answer.
    fn like(&self, discussion: &Rc<Discussion>, id: String);
    /// Whether readers can like comments there.
    fn votes(&self) -> bool;
    /// Has sent what waits in this browser.
    fn send(&self);
    /// Adds to a list that was just drawn what only a server's comments have.
    fn dress(&self, list: &Element);
}

/// The discussion of the article in the page.
pub struct Discussion {
    section: Element,
    lang: Lang,
    slug: String,
    /// The article's headline.
    title: String,
    form: Option<Form>,
    /// Those that came with the page, or from the server.
    listed: RefCell<Vec<Comment>>,
    server: RefCell<Option<Server>>,
    /// Those that wait in this browser.
    own: RefCell<Vec<Waiting>>,
    order: Cell<Order>,
    answering: RefCell<Option<Answered>>,
    /// Whether a comment stands in the form that the server has already.
    changing: Cell<bool>,
    since: i64,
    /// The list as it was last drawn here; it goes with this.
    drawn: RefCell<Option<Box<dyn Any>>>,
}

/// The comment that is answered.
struct Answered {
    id: String,
    /// None as long as it has not been loaded.
    name: Option<String>,
}

impl Discussion {
    /// Wakes up the discussion in the page, if there is one.
    pub fn wake(page: &Element, lang: Lang) -> Option<Rc<Self>> {
        let section = find(page, "#comments")?;
        let slug = section.dataset().get("article")?;
        let shipped: Vec<_> = find_all(&section, "[data-id]").iter().filter_map(read).collect();
        let section: Element = section.into();
        let this = Rc::new(Self {
            form: Form::in_section(&section, lang),
            own: RefCell::new(storage::outbox().under(lang, &slug)),
            order: Cell::new(chosen(&section)),
            title: find(page, "h1").and_then(|title| title.text_content()).unwrap_or_default(),
            answering: RefCell::default(),
            changing: Cell::default(),
            since: now(),
            drawn: RefCell::default(),
            listed: RefCell::new(shipped),
            server: RefCell::default(),
            section,
            lang,
            slug,
        });
        let shows_all = find(&this.section, ".discussion-state").is_none();
        if shows_all && (!this.own.borrow().is_empty() || this.order.get() != Order::default()) {
            this.draw();
        }
        this.restore();
        Some(this)
    }

    /// The comments are on a server: they are asked for.
    pub fn connect(self: &Rc<Self>, line: Rc<dyn Line>) {
        self.server.replace(Some(Server { line, total: 0, next: Some(1), loaded: None }));
        self.load();
    }

    /// What a server knows the discussion by.
    pub fn thread(&self, site: &Site) -> Thread {
        let path = Route::article(self.lang, &self.slug).path(site.language);
        Thread { path, title: self.title.clone(), lang: self.lang, number: None }
    }

    /// Reads what waits anew, and draws the list.
    pub fn refresh(&self) {
        self.own.replace(storage::outbox().under(self.lang, &self.slug));
        self.draw();
    }

    /// Puts back what was typed on an earlier visit, unless the reader has typed already.
    fn restore(&self) {
        let Some(form) = &self.form else { return };
        if let Some(known) = storage::known() {
            form.greet(&known);
        }
        if !form.draft(None).text.is_empty() {
            return self.typed();
        }
        if let Some(draft) = storage::draft(self.lang, &self.slug) {
            let answered = draft.parent.clone().map(|id| Answered { id, name: None });
            self.answering.replace(answered);
            self.name_answered();
            form.fill(&draft);
        }
    }

    /// One of the buttons was pressed.
    pub fn act(self: &Rc<Self>, act: &str, button: &Element) {
        let comment = button.closest("[data-id]").ok().flatten();
        let id = comment.and_then(|comment| comment.get_attribute("data-id")).unwrap_or_default();
        let key = id.strip_prefix(OWN).unwrap_or_default();
        match act {
            "answer" => {
                let answered = self
                    .listed
                    .borrow()
                    .iter()
                    .find(|one| one.id == id)
                    .map(|one| Answered { id: one.id.clone(), name: Some(who(one, self.lang)) });
                self.answer(answered);
            }
            "give-up" => self.answer(None),
            "more" | "reload" => self.load(),
            "like" => self.line().into_iter().for_each(|line| line.like(self, id.clone())),
            "again" => {
                storage::change_outbox(|outbox| outbox.again(key));
                self.refresh();
                self.post();
            }
            "mend" => self.mend(key),
            "remove" => {
                storage::change_outbox(|outbox| outbox.remove(key));
                self.refresh();
                self.say(self.words().removed);
                focus("comments-heading");
            }
            "forget" => {
                storage::forget();
                if let Some(form) = &self.form {
                    form.fill(&Draft::default());
                }
                self.answering.take();
                self.name_answered();
                self.refresh();
                self.say(self.words().forgotten);
            }
            _ => {}
        }
    }

    fn answer(&self, answered: Option<Answered>) {
        self.answering.replace(answered);
        self.name_answered();
        self.typed();
        focus(field_id(Field::Text));
    }

    /// Says in the form whose comment is answered, as soon as that is known.
    fn name_answered(&self) {
        let Some(form) = &self.form else { return };
        if self.changing.get() {
            return;
        }
        let mut answering = self.answering.borrow_mut();
        if let Some(answered) = answering.as_mut().filter(|answered| answered.name.is_none()) {
            let listed = self.listed.borrow();
            answered.name = listed.iter().find(|one| one.id == answered.id).map(|one| who(one, self.lang));
        }
        // A line of its own, whether the name is known or not: when it comes, the form stays where it is.
        let name =
            answering.as_ref().map(|answered| answered.name.as_deref().unwrap_or(self.words().a_reader));
        form.answering(name);
    }

    fn draft(&self, form: &Form) -> Draft {
        form.draft(self.answering.borrow().as_ref().map(|answered| answered.id.clone()))
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
        if !storage::change_outbox(|outbox| outbox.put(self.waiting(&draft))) {
            return self.say(self.words().not_kept);
        }
        let known = Known { name: draft.name.clone(), email: draft.email.clone() };
        storage::keep_known(form.remembers().then_some(&known));
        self.answering.take();
        self.name_answered();
        let rest = Draft { text: String::new(), consent: false, parent: None, ..draft };
        form.fill(&rest);
        storage::keep_draft(self.lang, &self.slug, &Draft::default());
        form.trouble("");
        self.refresh();
        if !self.post() {
            self.say(self.words().kept_here);
        }
    }

    /// Has the outbox sent, if there is a server.
    fn post(&self) -> bool {
        self.line().is_some_and(|line| {
            self.say(self.words().sending);
            line.send();
            true
        })
    }

    /// What became of a comment under this article.
    pub fn told(self: &Rc<Self>, own: &Waiting, fate: &Fate) {
        if own.lang != self.lang || own.article != self.slug {
            return;
        }
        let words = self.words();
        match fate {
            Fate::Published(comment) => {
                let mut listed = self.listed.borrow_mut();
                if listed.iter().all(|one| one.id != comment.id) {
                    listed.push(comment.clone());
                    if let Some(server) = &mut *self.server.borrow_mut() {
                        server.total += 1;
                    }
                }
                drop(listed);
                self.say(words.sent);
            }
            Fate::Known => {
                self.say(words.sent);
                if let Some(server) = &mut *self.server.borrow_mut() {
                    server.next = Some(1);
                }
                self.load();
            }
            Fate::Moderated => self.say(words.sent_moderated),
            Fate::Refused(refusal) => {
                self.say("");
                let form = self.form.as_ref().filter(|_| !self.changing.get());
                if let Some(form) = form.filter(|form| form.draft(None).text.is_empty()) {
                    self.mend(&own.key);
                    focus(field_id(form.refused(*refusal)));
                }
            }
            Fate::Later(_) | Fate::Uncertain => self.say(words.kept_for_later),
        }
        self.refresh();
    }

    /// Takes a comment back into the form, so that it can be mended.
    fn mend(&self, key: &str) {
        let Some(form) = &self.form else { return };
        let Some(own) = storage::outbox().get(key).cloned() else { return };
        let draft =
            Draft { name: own.name, email: own.email, text: own.text, parent: own.parent, consent: true };
        self.answering.replace(draft.parent.clone().map(|id| Answered { id, name: None }));
        self.name_answered();
        form.fill(&draft);
        // It is in one place or the other at any time.
        if storage::keep_draft(self.lang, &self.slug, &draft) {
            storage::change_outbox(|outbox| outbox.remove(key));
        }
        self.refresh();
        if let Some(why) = own.refusal {
            form.refused(why);
        }
        focus(field_id(Field::Text));
    }

    fn waiting(&self, draft: &Draft) -> Waiting {
        Waiting {
            key: storage::unique(),
            lang: self.lang,
            article: self.slug.clone(),
            title: self.title.clone(),
            parent: draft.parent.clone(),
            name: draft.name.trim().to_owned(),
            email: draft.email.trim().to_owned(),
            text: draft.text.trim().to_owned(),
            date: Moment::new(now(), OFFSET),
            ..Waiting::default()
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
