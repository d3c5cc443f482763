//! The comments of a discussion: those that came with the page or from a server, and how they are shown.

use std::rc::Rc;

use leptos::{mount::mount_to, task::spawn_local};
use news::{
    comment::{Comment, Order},
    discussion::{Listed, fits},
    outbox::{Outbox, Waiting},
    source::SourceError,
    words,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlSelectElement};

use super::{
    super::{
        document::{find, find_all},
        door, now, storage,
    },
    Discussion, Line,
};
use crate::{
    element::Node,
    parts::{
        comment::{Look, OWN},
        discussion::{failed, more, number, thread},
    },
};

/// The server that the comments are on, and how much of them is here.
pub(super) struct Server {
    pub(super) line: Rc<dyn Line>,
    /// How many comments it has.
    pub(super) total: u32,
    /// The next page to ask for; none if there are no more.
    pub(super) next: Option<u32>,
    /// Whether it has been asked for.
    pub(super) asked: bool,
    pub(super) loaded: Option<Result<(), SourceError>>,
}

impl Discussion {
    /// The way to the server, if there is one.
    pub(super) fn line(&self) -> Option<Rc<dyn Line>> {
        self.server.borrow().as_ref().map(|server| server.line.clone())
    }

    /// Asks for the next page of comments.
    pub(super) fn load(self: &Rc<Self>) {
        let next = self.server.borrow_mut().as_mut().and_then(|server| {
            server.asked = server.next.is_some();
            server.next
        });
        if let Some((line, page)) = self.line().zip(next) {
            self.turn.set(self.turn.get() + 1);
            line.load(self, page);
        }
    }

    /// Whether a page of comments is on its way.
    pub(super) fn is_asking(&self) -> bool {
        self.server.borrow().as_ref().is_some_and(|server| server.asked)
    }

    /// A page of comments has come, as the answer to the question of this turn.
    pub(super) fn loaded(self: &Rc<Self>, turn: u32, page: u32, listed: Result<Listed, SourceError>) {
        // It has been asked anew: another order was chosen, or a comment was sent.
        if self.turn.get() != turn {
            return;
        }
        {
            let mut server = self.server.borrow_mut();
            let Some(server) = server.as_mut() else { return };
            server.asked = false;
            match listed {
                Ok(Listed { comments, total, more }) => {
                    self.seen(&comments);
                    let mut listed = self.listed.borrow_mut();
                    if page == 1 {
                        listed.clear();
                    }
                    let new = |one: &Comment| listed.iter().all(|known| known.id != one.id);
                    let comments: Vec<_> = comments.into_iter().filter(new).collect();
                    listed.extend(comments);
                    let here = listed.iter().filter(|one| !one.is_gone()).count();
                    server.total = total.max(here as u32);
                    server.next = more.then_some(page + 1);
                    server.loaded = Some(Ok(()));
                }
                // What is there stays; that there is no more of it has to be said.
                Err(error) if server.loaded == Some(Ok(())) => self.say(words::failure(error, self.lang).0),
                Err(error) => server.loaded = Some(Err(error)),
            }
        }
        self.draw();
        self.name_answered();
    }

    /// What a server has waits no longer.
    fn seen(self: &Rc<Self>, comments: &[Comment]) {
        self.outbox.borrow_mut().seen(self.lang, &self.slug, comments, now());
        let (this, comments) = (self.clone(), comments.to_vec());
        spawn_local(async move {
            let seen = |outbox: &mut Outbox| outbox.seen(this.lang, &this.slug, &comments, now());
            if let Some(outbox) = storage::change_outbox(seen).await {
                this.hold(outbox);
            }
        });
    }

    /// Draws the list anew.
    pub(super) fn draw(&self) {
        let Some(place) = find(&self.section, ".discussion-list") else { return };
        let server = self.server.borrow();
        let own = self.own();
        let mut comments = self.listed.borrow().clone();
        comments.extend(own.iter().map(as_comment));
        let (order, lang) = (self.order.get(), self.lang);
        let total = server.as_ref().map_or(comments.len(), |server| server.total as usize);
        if let Some(count) = find(&self.section, ".discussion-count") {
            count.set_text_content(number(total, lang).as_deref());
        }
        if let Some(sort) = find(&self.section, ".sort") {
            sort.set_hidden(comments.len() < 2);
        }
        let votes = server.as_ref().is_some_and(|server| server.line.votes());
        let look = Look { lang, open: self.form.is_some(), votes, served: server.is_some(), own: &own };
        let loaded = server.as_ref().map_or(Some(Ok(())), |server| server.loaded);
        let list = match loaded {
            None if comments.is_empty() => return,
            Some(Err(_)) if self.listed.borrow().is_empty() => {
                let waiting = (!own.is_empty()).then(|| thread(&comments, order, look));
                Node::from([failed(lang), waiting.into()])
            }
            _ => thread(&comments, order, look),
        };
        let rest = server.as_ref().is_some_and(|server| server.next.is_some() && loaded == Some(Ok(())));
        let list = Node::from([list, rest.then(|| more(lang)).into()]);
        self.drawn.take();
        place.set_text_content(None);
        let drawn = mount_to(place.clone(), move || list);
        self.drawn.replace(Some(Box::new(drawn)));
        self.show_html(&place, &comments);
        if let Some(server) = &*server {
            server.line.dress(&place);
        }
    }

    /// Shows the texts that are HTML, each through the sanitising door.
    fn show_html(&self, list: &Element, comments: &[Comment]) {
        for article in find_all(list, "[data-id]") {
            let id = article.get_attribute("data-id");
            let comment = comments.iter().find(|one| one.html && Some(&one.id) == id.as_ref());
            if let Some((comment, place)) = comment.zip(find(&article, ".comment-text")) {
                match fits(&comment.text) {
                    true => door::show_comment(&place, &comment.text),
                    false => place.set_text_content(Some(&comment.text)),
                }
            }
        }
    }

    /// A server has a comment otherwise than it was listed; nothing of it if it is none.
    pub(super) fn put(&self, id: &str, comment: Option<Comment>) {
        let mut listed = self.listed.borrow_mut();
        let here = |listed: &[Comment]| listed.iter().filter(|one| !one.is_gone()).count() as u32;
        let before = here(&listed);
        match (listed.iter().position(|one| one.id == id), comment) {
            (Some(at), Some(comment)) => listed[at] = comment,
            (Some(at), None) => drop(listed.remove(at)),
            (None, _) => {}
        }
        if let Some(server) = &mut *self.server.borrow_mut() {
            server.total = (server.total + here(&listed)).saturating_sub(before);
        }
    }

    /// Another order was chosen.
    pub fn sort(self: &Rc<Self>) {
        self.order.set(chosen(&self.section));
        let asks_again = self.server.borrow_mut().as_mut().is_some_and(|server| {
            let partly = server.next.is_some();
            if partly {
                server.next = Some(1);
            }
            partly
        });
        if asks_again { self.load() } else { self.draw() }
    }

    /// A server has told how many like a comment now.
    pub(super) fn liked(&self, id: &str, likes: Result<u32, SourceError>) {
        match likes {
            Ok(likes) => {
                let mut listed = self.listed.borrow_mut();
                listed.iter_mut().filter(|one| one.id == id).for_each(|one| one.likes = likes);
                drop(listed);
                self.draw();
            }
            Err(error) => self.say(words::failure(error, self.lang).0),
        }
    }
}

/// The order that the menu shows.
pub(super) fn chosen(section: &Element) -> Order {
    let menu = find(section, ".sort select").and_then(|menu| menu.dyn_into::<HtmlSelectElement>().ok());
    match menu.map(|menu| menu.value()).as_deref() {
        Some("oldest") => Order::Oldest,
        Some("liked") => Order::Liked,
        _ => Order::Newest,
    }
}

/// A comment as [`crate::parts::comment::comment_view`] drew it.
pub(super) fn read(article: &Element) -> Option<Comment> {
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

/// A comment of the outbox, for the list.
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
