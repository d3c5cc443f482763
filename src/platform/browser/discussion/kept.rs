//! What this browser keeps of a discussion: what is being written, and what waits to be sent. Before it is on the disk,
//! nothing is said of it, and nothing leaves the form.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use leptos::task::spawn_local;
use news::{
    date::Moment,
    discussion::OFFSET,
    draft::{Draft, Field},
    outbox::{Outbox, Waiting},
};

use super::{
    super::{
        document::{find, focus},
        now,
        storage::{self, Known},
    },
    Answered, Discussion, Form,
};
use crate::parts::comment_form::id as field_id;

/// How far the form and what is kept of it agree.
#[derive(Default)]
pub(super) struct State {
    /// Whether what was kept earlier has been put back. What is typed before is stored then, and not over it.
    restored: Cell<bool>,
    /// Whether what was sent off is just being stored.
    pub(super) storing: Cell<bool>,
    /// As it was typed last.
    typed: RefCell<Draft>,
    /// Whether that is still to be written,
    fresh: Cell<bool>,
    /// … and whether something is being written.
    writing: Cell<bool>,
    /// What a comment left in the form when it was sent: the name, which is kept only if the reader says so.
    pub(super) left: RefCell<Option<Draft>>,
}

impl Discussion {
    /// Those under this article that wait here.
    pub(super) fn own(&self) -> Vec<Waiting> {
        self.outbox.borrow().under(self.lang, &self.slug)
    }

    /// This is what waits now.
    pub(super) fn hold(&self, outbox: Outbox) {
        let before = self.own();
        self.outbox.replace(outbox);
        // What is being loaded is drawn when it comes.
        if self.own() != before && !self.is_loading() {
            self.draw();
        }
    }

    /// Another tab has changed what waits.
    pub fn refresh(self: &Rc<Self>) {
        let this = self.clone();
        spawn_local(async move {
            if let Some((outbox, _)) = storage::kept(this.lang, &this.slug).await {
                this.hold(outbox);
            }
        });
    }

    /// The page was drawn anew around its reader: what was typed into the old form stands in this one at once. False if
    /// the reader has gone to another article.
    pub(super) fn follow(&self, before: &Self) -> bool {
        if before.lang != self.lang || before.slug != self.slug {
            return false;
        }
        self.hold(before.outbox.take());
        // What is being stored leaves the form, or is found among the drafts.
        if let Some(form) = self.form.as_ref().filter(|_| !before.form_is.storing.get()) {
            let was = &before.form_is;
            self.fill(form, was.typed.take());
            self.form_is.fresh.set(was.fresh.get() || was.writing.get());
            self.form_is.left.replace(was.left.take());
        }
        true
    }

    /// Puts back what an earlier page had to leave in a hurry. Like all that stands in the form already, it is kept from
    /// now on, even if this page goes before the disk has answered.
    pub(super) fn begin(&self) {
        if let Some(form) = &self.form {
            self.put_back(form, storage::left(self.lang, &self.slug));
        }
    }

    /// Puts back what was kept, where the reader has not typed already.
    fn put_back(&self, form: &Form, kept: Draft) {
        let draft = self.draft(form).over(kept);
        if draft.is_blank() {
            return;
        }
        self.fill(form, draft);
        self.form_is.fresh.set(true);
    }

    /// This stands in the form now, and is as it is kept.
    #[inline(never)]
    fn fill(&self, form: &Form, draft: Draft) {
        self.answer_to(&draft);
        form.fill(&draft);
        self.form_is.fresh.set(false);
        self.form_is.typed.replace(draft);
        self.form_is.left.take();
    }

    /// Puts back what was typed on an earlier visit, where the reader has not typed already, and shows what waits.
    pub(super) async fn restore(self: Rc<Self>) {
        let kept = storage::kept(self.lang, &self.slug).await;
        self.form_is.restored.set(true);
        if !self.is_there() {
            return;
        }
        let draft = kept.map(|(outbox, draft)| {
            self.hold(outbox);
            draft
        });
        let Some(form) = &self.form else { return };
        // Of what was sent off meanwhile nothing is missing; and what is changed meanwhile is another text.
        if self.changing.get() || self.form_is.storing.get() || self.form_is.left.borrow().is_some() {
            return;
        }
        self.put_back(form, draft.unwrap_or_default());
        if let Some(known) = storage::known() {
            form.greet(&known);
        }
        self.keep();
    }

    /// Says whose comment a draft answers.
    pub(super) fn answer_to(&self, draft: &Draft) {
        let known = self.answering.borrow().as_ref().is_some_and(|it| Some(&it.id) == draft.parent.as_ref());
        if !known {
            self.answering.replace(draft.parent.clone().map(|id| Answered { id, name: None }));
        }
        self.name_answered();
    }

    /// Something was typed: it is kept at every key.
    pub fn typed(self: &Rc<Self>) {
        let Some(form) = &self.form else { return };
        form.resumed();
        self.form_is.typed.replace(self.draft(form));
        self.form_is.fresh.set(true);
        self.keep();
    }

    /// Writes what was typed last, unless that is being done.
    fn keep(self: &Rc<Self>) {
        let is = &self.form_is;
        if !is.restored.get() || !is.fresh.get() || is.writing.replace(true) {
            return;
        }
        let this = self.clone();
        spawn_local(async move {
            let is = &this.form_is;
            while !is.storing.get() && is.fresh.replace(false) {
                let draft = this.unsent();
                let kept = storage::keep_draft(this.lang, &this.slug, &draft).await;
                let kept = kept || draft.is_blank();
                if let Some(form) = &this.form {
                    form.keeps(kept);
                }
                if !kept {
                    // Tried again at the next key, and when the page goes.
                    is.fresh.set(true);
                    break;
                }
            }
            is.writing.set(false);
        });
    }

    /// The page goes. What is not on the disk yet is left where that takes no time.
    pub fn leave(&self) {
        if self.form_is.fresh.get() || self.form_is.writing.get() {
            storage::leave_draft(self.lang, &self.slug, &self.unsent());
        }
    }

    /// What is to be kept of what was typed.
    fn unsent(&self) -> Draft {
        let draft = self.form_is.typed.borrow().clone();
        match &*self.form_is.left.borrow() {
            Some(left) if *left == Draft { consent: false, ..draft.clone() } => Draft::default(),
            _ => draft,
        }
    }

    /// Stores what was sent off, and then has it sent. [`State::storing`] stands until then.
    pub(super) async fn store(self: Rc<Self>, draft: Draft, remembers: bool) {
        let own = self.waiting(&draft);
        let key = own.key.clone();
        let put = |outbox: &mut Outbox| outbox.put(own);
        let stored = storage::exchange(self.lang, &self.slug, &Draft::default(), put).await;
        self.form_is.storing.set(false);
        let form = self.form.as_ref().filter(|_| self.is_there());
        let full = stored.is_some();
        let Some(outbox) = stored.filter(|outbox| outbox.get(&key).is_some()) else {
            if form.is_some() {
                self.typed();
            }
            let words = self.words();
            return self.say(if full { words.outbox_full } else { words.not_kept });
        };
        let known = Known { name: draft.name.clone(), email: draft.email.clone() };
        storage::keep_known(remembers.then_some(&known));
        match form {
            Some(form) if self.draft(form) == draft => {
                let rest = Draft { text: String::new(), consent: false, parent: None, ..draft };
                self.fill(form, rest.clone());
                form.trouble("");
                self.form_is.left.replace(Some(rest));
            }
            // The reader has gone on writing meanwhile.
            Some(_) => self.typed(),
            None => {}
        }
        self.hold(outbox);
        if !self.post() {
            self.say(self.words().kept_here);
        }
    }

    /// Takes a comment back into the form, so that it can be mended.
    pub(super) fn mend(self: &Rc<Self>, key: &str) {
        let Some(form) = &self.form else { return };
        let Some(own) = self.outbox.borrow().get(key).cloned() else { return };
        let draft =
            Draft { name: own.name, email: own.email, text: own.text, parent: own.parent, consent: true };
        self.fill(form, draft.clone());
        focus(field_id(own.refusal.map_or(Field::Text, |why| form.refused(why))));
        let (this, key) = (self.clone(), own.key);
        spawn_local(async move {
            let back = storage::exchange(this.lang, &this.slug, &draft, |outbox| outbox.remove(&key)).await;
            match (back, &this.form) {
                (Some(outbox), _) => this.hold(outbox),
                (None, Some(form)) => form.keeps(false),
                (None, None) => {}
            }
        });
    }

    /// What the reader wants to become of a comment that waits, or of all that is kept here.
    pub(super) async fn decide(self: Rc<Self>, act: String, key: String) {
        let words = self.words();
        let again = act == "again";
        let change = |outbox: &mut Outbox| if again { outbox.again(&key) } else { outbox.remove(&key) };
        let changed = match act.as_str() {
            "forget" => storage::forget().await.then(Outbox::default),
            _ => storage::change_outbox(change).await,
        };
        let Some(outbox) = changed else {
            return self.say(if again { words.not_kept } else { words.not_removed });
        };
        self.hold(outbox);
        match act.as_str() {
            "again" => drop(self.post()),
            "remove" => {
                self.say(words.removed);
                focus("comments-heading");
            }
            _ => {
                if let Some(form) = self.form.as_ref().filter(|_| self.is_there()) {
                    self.fill(form, Draft::default());
                }
                self.say(words.forgotten);
            }
        }
    }

    fn waiting(&self, draft: &Draft) -> Waiting {
        Waiting {
            key: storage::unique(),
            lang: self.lang,
            article: self.slug.clone(),
            title: self.title.clone(),
            number: self.section.dataset().get("number"),
            parent: draft.parent.clone(),
            name: draft.name.trim().to_owned(),
            email: draft.email.trim().to_owned(),
            text: draft.text.trim().to_owned(),
            date: Moment::new(now(), OFFSET),
            ..Waiting::default()
        }
    }

    /// Whether comments stand in the page only once a server has sent them.
    pub(super) fn is_loading(&self) -> bool {
        match &*self.server.borrow() {
            Some(server) => server.loaded.is_none(),
            None => find(&self.section, ".discussion-state").is_some(),
        }
    }

    /// Whether it still stands in the page: its fields are found by their names, and another page may have the same.
    fn is_there(&self) -> bool {
        self.section.is_connected()
    }
}
