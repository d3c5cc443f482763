//! Wakes up the discussion under an article: order, answers, the form, and what waits in this browser.
//!
//! The comments that came with the page are read from the page; those of a server are asked for ([`Line`]).
//! The list is drawn anew once it differs from what stands there; the form never is, so that nothing typed before can
//! get lost.

mod kept;
mod line;
mod list;
mod marks;
mod own;

use std::{
    any::Any,
    cell::{Cell, RefCell},
    rc::Rc,
};

use leptos::task::spawn_local;
use news::{
    comment::{Comment, Order},
    discussion::{Fate, Thread},
    draft::{Draft, Field, SHORTEST},
    lang::Lang,
    outbox::{Outbox, Waiting},
    route::Route,
    site::Site,
    words::{Words, server::server_words, words},
};
use web_sys::{Element, Event, HtmlElement};

use super::{
    document::{around, find, find_all, focus},
    form::Form,
    now,
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
    section: HtmlElement,
    lang: Lang,
    slug: String,
    /// The article's headline.
    title: String,
    form: Option<Form>,
    /// Those that came with the page, or from the server.
    listed: RefCell<Vec<Comment>>,
    server: RefCell<Option<Server>>,
    /// What waits in this browser, as far as is known here.
    outbox: RefCell<Outbox>,
    order: Cell<Order>,
    /// Counts the pages of comments asked for: an answer to an earlier question is dropped.
    turn: Cell<u32>,
    answering: RefCell<Option<Answered>>,
    /// Whether a comment stands in the form that the server has already.
    changing: Cell<bool>,
    form_is: kept::State,
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
    /// Wakes up the discussion in the page, if there is one. `before` is the one that stood there until now.
    pub fn wake(page: &Element, lang: Lang, before: Option<Rc<Self>>) -> Option<Rc<Self>> {
        let section = find(page, "#comments")?;
        let slug = section.dataset().get("article")?;
        let shipped: Vec<_> = find_all(&section, "[data-id]").iter().filter_map(read).collect();
        let this = Rc::new(Self {
            form: Form::in_section(&section, lang),
            outbox: RefCell::default(),
            order: Cell::new(chosen(&section)),
            turn: Cell::new(0),
            title: find(page, "h1").and_then(|title| title.text_content()).unwrap_or_default(),
            answering: RefCell::default(),
            changing: Cell::default(),
            form_is: kept::State::default(),
            since: now(),
            drawn: RefCell::default(),
            listed: RefCell::new(shipped),
            server: RefCell::default(),
            section,
            lang,
            slug,
        });
        if !this.is_loading() && this.order.get() != Order::default() {
            this.draw();
        }
        if !before.is_some_and(|before| this.follow(&before)) {
            this.begin();
        }
        spawn_local(this.clone().restore());
        Some(this)
    }

    /// The comments are on a server: they are asked for.
    pub fn connect(self: &Rc<Self>, line: Rc<dyn Line>) {
        self.server.replace(Some(Server { line, total: 0, next: Some(1), asked: false, loaded: None }));
        self.load();
    }

    /// What a server knows the discussion by.
    pub fn thread(&self, site: &Site) -> Thread {
        let path = Route::article(self.lang, &self.slug).path(site.language);
        let number = self.section.dataset().get("number").and_then(|number| number.parse().ok());
        Thread { path, title: self.title.clone(), lang: self.lang, number }
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
            "mend" => self.mend(key),
            "again" | "remove" | "forget" => spawn_local(self.clone().decide(act.to_owned(), key.to_owned())),
            _ => {}
        }
    }

    fn answer(self: &Rc<Self>, answered: Option<Answered>) {
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

    /// The form was sent off.
    pub fn send(self: &Rc<Self>, event: &Event) {
        event.prevent_default();
        let Some(form) = &self.form else { return };
        let draft = self.draft(form);
        // The second of two clicks: what the first one sent is being stored, or has left the form already.
        if self.form_is.storing.get() || self.form_is.left.borrow().as_ref() == Some(&draft) {
            return;
        }
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
        // What was said of an earlier one does not hold for this.
        self.say("");
        self.form_is.storing.set(true);
        spawn_local(self.clone().store(draft, form.remembers()));
    }

    /// Has the outbox sent, if there is a server.
    fn post(&self) -> bool {
        self.line().is_some_and(|line| {
            self.say(self.words().sending);
            line.send();
            true
        })
    }

    /// What became of a comment under this article, if that is known, and what waits now, if that could be stored.
    pub fn told(self: &Rc<Self>, own: &Waiting, fate: Option<&Fate>, outbox: Option<Outbox>) {
        if own.lang != self.lang || own.article != self.slug {
            return;
        }
        if let Some(outbox) = outbox {
            self.outbox.replace(outbox);
        }
        let words = server_words(self.lang);
        match fate {
            None => {}
            Some(Fate::Published(comment)) => {
                let mut listed = self.listed.borrow_mut();
                if listed.iter().all(|one| one.id != comment.id) {
                    listed.push(comment.clone());
                    if let Some(server) = &mut *self.server.borrow_mut() {
                        server.total += 1;
                    }
                }
                drop(listed);
                self.say(words.sent);
                // A list that was asked for before may come without it.
                if self.is_asking() {
                    self.load();
                }
            }
            Some(Fate::Known) => {
                self.say(words.sent);
                if let Some(server) = &mut *self.server.borrow_mut() {
                    server.next = Some(1);
                }
                self.load();
            }
            Some(Fate::Moderated) => self.say(words.sent_moderated),
            Some(Fate::Refused(_)) => {
                self.say("");
                let empty = self.form.as_ref().is_some_and(|form| form.draft(None).text.is_empty());
                if empty && !self.changing.get() {
                    self.mend(&own.key);
                }
            }
            Some(Fate::Later(_) | Fate::Uncertain) => self.say(words.kept_for_later),
        }
        self.draw();
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
        around(event, "#comments").is_some_and(|section| section == *self.section)
    }
}
