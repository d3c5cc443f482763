//! What is asked of other servers than the site's own host: comments, views and articles.
//!
//! There are three programs: `src/main.rs` for sites that have no such server, `src/bin/connected.rs` for those with
//! comments or views on one, `src/bin/live.rs` for those whose articles are on one, too. What only the others need is
//! reached through [`Servers`] alone, so that nothing of it is linked into the first
//! ([why](../../../docs/decisions/0015-a-program-a-kind-of-site.md)).

use std::{
    cell::RefCell,
    future::Future,
    pin::Pin,
    rc::{Rc, Weak},
    sync::Arc,
};

use news::{
    discussion::{Fate, Service},
    outbox::Waiting,
    route::Route,
    site::Site,
    source::SourceError,
    views::Counter,
};
use web_sys::{Element, Event};

use super::{
    counts,
    discussion::{Connection, Discussion},
    now,
    sender::Sender,
    views,
};
use crate::load::{self, Content};

/// What the way through the site asks of servers.
pub trait Servers {
    /// What there is at an address, see [`load::page`].
    fn page(&self, site: &Arc<Site>, route: &Route) -> Loading;
    /// Connects the page that stands there, at `path` below the base, with the servers that the site names.
    fn connect(&self, page: &Element, site: &Arc<Site>, path: &str, discussion: Option<Rc<Discussion>>);
    /// Whether an event in the discussion is about what its server has, and is dealt with.
    fn takes(&self, event: &Event) -> bool;
    /// The network is back.
    fn hurry(&self);
}

/// A page that is being loaded.
pub type Loading = Pin<Box<dyn Future<Output = Result<Content, SourceError>>>>;

/// No servers. A value of its own, and not the absence of one: of that the compiler would make the other.
pub struct Alone;

impl Servers for Alone {
    fn page(&self, _: &Arc<Site>, route: &Route) -> Loading {
        let route = route.clone();
        Box::pin(async move { load::page(&route, now()).await })
    }

    fn connect(&self, _: &Element, _: &Arc<Site>, _: &str, _: Option<Rc<Discussion>>) {}

    fn takes(&self, _: &Event) -> bool {
        false
    }

    fn hurry(&self) {}
}

/// The servers of comments and views that the settings name.
#[derive(Default)]
pub struct Connected {
    /// Where the site's comments are on a server.
    sender: RefCell<Option<Rc<Sender>>>,
    /// The one in the page.
    discussion: Rc<RefCell<Weak<Discussion>>>,
    /// … and its way to the server.
    connection: RefCell<Option<Rc<Connection>>>,
}

impl Servers for Connected {
    fn page(&self, site: &Arc<Site>, route: &Route) -> Loading {
        Alone.page(site, route)
    }

    fn connect(&self, page: &Element, site: &Arc<Site>, path: &str, discussion: Option<Rc<Discussion>>) {
        if let Some((counter, Route::Article { lang, .. })) =
            Counter::of(&site.views).zip(Route::parse(path, site.language))
        {
            views::show(page, counter, path.to_owned(), lang);
        }
        let Some(service) = Service::of(&site.comments) else { return };
        let sender = self.sender(site, &service);
        match discussion {
            Some(discussion) => {
                self.discussion.replace(Rc::downgrade(&discussion));
                let (thread, shown) = (discussion.thread(site), Rc::downgrade(&discussion));
                let connection = Rc::new(Connection::new(service, thread, sender.clone(), shown));
                self.connection.replace(Some(connection.clone()));
                discussion.connect(connection);
            }
            None => counts::show(page, service, Route::lang_of(path, site.language)),
        }
        sender.wake();
    }

    fn takes(&self, event: &Event) -> bool {
        let connection = self.connection.borrow().clone();
        connection.is_some_and(|connection| connection.takes(event))
    }

    fn hurry(&self) {
        let sender = self.sender.borrow().clone();
        sender.into_iter().for_each(|sender| sender.hurry());
    }
}

impl Connected {
    fn sender(&self, site: &Arc<Site>, service: &Service) -> Rc<Sender> {
        let discussion = self.discussion.clone();
        let new = || {
            let told = move |own: &Waiting, fate: Option<&Fate>, outbox| {
                let shown = discussion.borrow().upgrade();
                if let Some(shown) = shown {
                    shown.told(own, fate, outbox);
                }
            };
            Sender::new(site.clone(), service.clone(), Box::new(told))
        };
        self.sender.borrow_mut().get_or_insert_with(new).clone()
    }
}
