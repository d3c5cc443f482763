//! A reader changes and deletes comments of their own that a server has, where it lets them. What may become of that says
//! [`news::discussion::Change`].

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use leptos::task::spawn_local;
use news::{
    comment::Comment,
    discussion::{Change, Owned, Service, Wish},
    draft::{Draft, Field},
    words::{self, server::server_words, words},
};
use web_sys::{Element, Event};

use super::{
    super::{
        document::{around, focus},
        fetch::ask,
        now, own,
    },
    Discussion,
    marks::{Marks, stand_at},
};
use crate::parts::comment_form::id as field_id;

/// What readers change of their comments in one discussion.
pub(super) struct Changes {
    service: Service,
    shown: Weak<Discussion>,
    /// The comment that stands in the form, to be changed.
    open: RefCell<Option<Open>>,
    /// Whether the server is being asked.
    busy: Cell<bool>,
    marks: Marks,
}

struct Open {
    id: String,
    /// What stood in the form before.
    before: Draft,
}

impl Changes {
    /// On this server, for this discussion.
    pub(super) fn new(service: Service, shown: Weak<Discussion>) -> Self {
        let (open, busy, marks) = (RefCell::default(), Cell::default(), Marks::new(shown.clone()));
        Self { service, shown, open, busy, marks }
    }

    /// See [`super::Connection::takes`].
    pub(super) fn takes(self: &Rc<Self>, event: &Event) -> bool {
        let Some(discussion) = self.shown.upgrade().filter(|discussion| discussion.has(event)) else {
            return false;
        };
        let attribute = |place, name| around(event, place)?.get_attribute(name);
        let open = self.open.borrow().as_ref().map(|open| open.id.clone());
        match (event.type_().as_str(), open) {
            ("click", open) => {
                let act = attribute("[data-act]", "data-act").unwrap_or_default();
                let id = attribute("[data-id]", "data-id").unwrap_or_default();
                self.pressed(discussion, &act, &id, open)
            }
            ("submit", Some(id)) => {
                event.prevent_default();
                self.save(discussion, &id);
                true
            }
            // Typed, or ticked; but not chosen from the menu above the list.
            (_, Some(id)) if around(event, "form").is_some() => {
                self.typed(&discussion, &id);
                true
            }
            _ => false,
        }
    }

    fn pressed(
        self: &Rc<Self>,
        discussion: Rc<Discussion>,
        act: &str,
        id: &str,
        open: Option<String>,
    ) -> bool {
        match (act, open) {
            ("change", _) => self.carry(discussion, id, Wish::See),
            ("delete", _) => self.marks.doubt(&discussion, id, true),
            ("keep", _) => self.marks.doubt(&discussion, id, false),
            ("delete-now", _) => self.carry(discussion, id, Wish::Delete),
            ("give-up", Some(id)) => {
                own::change(|owned| owned.note(&id, None));
                self.close(&discussion);
                discussion.say("");
                stand_at(&discussion, &id, "[data-act=change]");
            }
            // The form is needed for something else, or to be emptied.
            ("answer" | "mend" | "forget", _) => {
                self.close(&discussion);
                if act == "forget" {
                    own::change(|owned| *owned = Owned::default());
                    discussion.draw();
                }
                return false;
            }
            _ => return false,
        }
        true
    }

    /// See [`super::Line::dress`].
    pub(super) fn dress(&self, list: &Element) {
        self.marks.dress(list);
    }

    /// Something of the change was typed: it is kept at every key.
    fn typed(&self, discussion: &Discussion, id: &str) {
        let Some(form) = &discussion.form else { return };
        form.resumed();
        let text = form.draft(None).text;
        let kept = own::change(|owned| owned.note(id, Some(&text)));
        form.keeps(kept);
    }

    fn save(self: &Rc<Self>, discussion: Rc<Discussion>, id: &str) {
        let Some(form) = &discussion.form else { return };
        let text = form.draft(None).text.trim().to_owned();
        // The server knows the rest of it.
        let draft = Draft { name: id.to_owned(), text, consent: true, ..Draft::default() };
        match form.check(&draft) {
            Some(field) => focus(field_id(field)),
            None => self.carry(discussion.clone(), id, Wish::Edit(draft.text)),
        }
    }

    /// Says to the server what the reader wants, and to the reader what became of it.
    fn carry(self: &Rc<Self>, discussion: Rc<Discussion>, id: &str, wish: Wish) {
        if self.busy.replace(true) {
            return;
        }
        let lang = discussion.lang;
        discussion.say(match wish {
            Wish::See => words(lang).loading,
            Wish::Edit(_) => server_words(lang).saving,
            Wish::Delete => server_words(lang).deleting,
        });
        let (this, id) = (self.clone(), id.to_owned());
        spawn_local(async move {
            let change = this.say(&id, &wish).await;
            this.busy.set(false);
            // The reader may have gone on to another page.
            if discussion.section.is_connected() {
                this.settle(&discussion, &id, &wish, change);
            }
        });
    }

    async fn say(&self, id: &str, wish: &Wish) -> Change {
        let answered = self.ask(id, wish).await;
        match answered.is_open() && *wish != Wish::See {
            true => wish.judge(answered, self.ask(id, &Wish::See).await),
            false => answered,
        }
    }

    async fn ask(&self, id: &str, wish: &Wish) -> Change {
        let Some(request) = self.service.wish(id, wish) else { return Change::TooLate };
        let answer = ask(request).await;
        own::hand(&self.service, &answer);
        self.service.granted(wish, answer)
    }

    fn settle(&self, discussion: &Rc<Discussion>, id: &str, wish: &Wish, change: Change) {
        let words = server_words(discussion.lang);
        self.marks.doubted();
        match (change, wish) {
            (Change::Done(comment), Wish::See) if !comment.is_gone() => self.open(discussion, comment),
            (Change::Done(comment), Wish::Edit(_)) if !comment.is_gone() => {
                own::change(|owned| owned.note(id, None));
                self.changed(discussion, id, comment);
            }
            (Change::Done(comment), _) => self.gone(discussion, id, wish, Some(comment)),
            (Change::Gone, _) => self.gone(discussion, id, wish, None),
            (Change::TooLate, _) => {
                own::change(|owned| owned.hold(id, 0, now()));
                self.trouble(discussion, id, words.too_late);
            }
            (Change::Refused(refusal), Wish::Edit(_)) => {
                discussion.say("");
                if let Some(form) = &discussion.form {
                    focus(field_id(form.refused(refusal)));
                }
            }
            (Change::Refused(refusal), _) => discussion.say(words::refusal(refusal, discussion.lang)),
            (Change::Later | Change::Uncertain, Wish::Edit(_)) => {
                self.trouble(discussion, id, words.not_changed)
            }
            (Change::Later | Change::Uncertain, _) => discussion.say(words.no_answer),
        }
        discussion.draw();
        match wish {
            Wish::See => {}
            Wish::Edit(_) if self.holds(id) => {}
            Wish::Edit(_) => stand_at(discussion, id, "[data-act=change]"),
            Wish::Delete => stand_at(discussion, id, "[data-act=delete]"),
        }
    }

    /// Puts a comment into the form. What it was being changed to when the page was left counts more.
    fn open(&self, discussion: &Discussion, comment: Comment) {
        self.close(discussion);
        discussion.say("");
        // What is just being sent leaves the form first.
        let Some(form) = discussion.form.as_ref().filter(|_| !discussion.form_is.storing.get()) else {
            return;
        };
        let before = discussion.draft(form);
        discussion.answering.take();
        let noted = own::owned().get(&comment.id).and_then(|own| own.text.clone());
        discussion.changing.set(true);
        form.change(true);
        form.fill(&Draft { text: noted.unwrap_or(comment.text), ..before.clone() });
        self.open.replace(Some(Open { id: comment.id, before }));
        focus(field_id(Field::Text));
    }

    /// The form is again as it was before.
    fn close(&self, discussion: &Discussion) {
        let Some((form, open)) = discussion.form.as_ref().zip(self.open.take()) else { return };
        discussion.changing.set(false);
        form.change(false);
        form.fill(&open.before);
        discussion.answer_to(&open.before);
    }

    fn changed(&self, discussion: &Rc<Discussion>, id: &str, comment: Comment) {
        let as_typed = !comment.html;
        discussion.put(id, Some(comment));
        if self.holds(id) {
            self.close(discussion);
        }
        discussion.say(server_words(discussion.lang).changed);
        if as_typed {
            // The answer was lost, and with it how the server shows the text.
            if let Some(server) = &mut *discussion.server.borrow_mut() {
                server.next = Some(1);
            }
            discussion.load();
        }
    }

    /// A comment is no more, or its place alone is left.
    fn gone(&self, discussion: &Discussion, id: &str, wish: &Wish, place: Option<Comment>) {
        let words = server_words(discussion.lang);
        own::change(|owned| owned.hold(id, 0, now()));
        discussion.put(id, place);
        match wish {
            Wish::Delete => {
                if self.holds(id) {
                    self.close(discussion);
                }
                discussion.say(words.deleted);
            }
            Wish::See | Wish::Edit(_) => self.trouble(discussion, id, words.is_gone),
        }
    }

    /// Whether it is the comment in the form.
    fn holds(&self, id: &str) -> bool {
        self.open.borrow().as_ref().is_some_and(|open| open.id == id)
    }

    /// Says what is in the way: in the form, if the text of the change stands there.
    fn trouble(&self, discussion: &Discussion, id: &str, sentence: &str) {
        match discussion.form.as_ref().filter(|_| self.holds(id)) {
            Some(form) => {
                discussion.say("");
                form.trouble(sentence);
            }
            None => discussion.say(sentence),
        }
    }
}
