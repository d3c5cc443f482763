//! The way of a discussion to its server.

use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};

use leptos::task::spawn_local;
use news::{
    discussion::{Service, Thread},
    source::SourceError,
};
use web_sys::{Element, Event};

use super::{
    super::{
        fetch::ask,
        sender::{Sender, find},
    },
    Discussion, Line,
    own::Changes,
};

/// A server, and the thread there.
pub struct Connection {
    service: Service,
    /// Its number is added once it has been found out.
    thread: Rc<RefCell<Thread>>,
    sender: Rc<Sender>,
    changes: Rc<Changes>,
}

impl Connection {
    /// To this thread of a server, for this discussion.
    pub fn new(service: Service, thread: Thread, sender: Rc<Sender>, shown: Weak<Discussion>) -> Self {
        let changes = Rc::new(Changes::new(service.clone(), shown));
        Self { service, thread: Rc::new(RefCell::new(thread)), sender, changes }
    }

    /// Whether an event is about a comment that the server has already, and is dealt with.
    pub fn takes(&self, event: &Event) -> bool {
        self.changes.takes(event)
    }
}

impl Line for Connection {
    fn load(&self, discussion: &Rc<Discussion>, page: u32) {
        let (this, order, turn) = (discussion.clone(), discussion.order.get(), discussion.turn.get());
        let (service, known) = (self.service.clone(), self.thread.clone());
        spawn_local(async move {
            let mut thread = known.borrow().clone();
            let found = find(&service, &mut thread).await;
            let listed = match found.map(|()| service.list(&thread, order, page, false)) {
                Ok(Some(request)) => service.listed(ask(request).await),
                Ok(None) => Err(SourceError::NotFound),
                Err(error) => Err(error),
            };
            known.replace(thread);
            this.loaded(turn, page, listed);
        });
    }

    fn like(&self, discussion: &Rc<Discussion>, id: String) {
        let Some(request) = self.service.like(&id) else { return };
        let (this, service) = (discussion.clone(), self.service.clone());
        spawn_local(async move {
            this.liked(&id, service.liked(ask(request).await));
        });
    }

    fn votes(&self) -> bool {
        self.service.like("0").is_some()
    }

    fn send(&self) {
        self.sender.wake();
    }

    fn dress(&self, list: &Element) {
        self.changes.dress(list);
    }
}
