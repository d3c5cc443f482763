//! Sends what waits in the outbox: one comment after the other, in one tab at a time. What must be true of it stands in
//! [`news::outbox`]; here it is done.

use std::{
    cell::{Cell, RefCell},
    future::Future,
    rc::Rc,
    sync::Arc,
};

use gloo_timers::callback::Timeout;
use js_sys::{Function, Promise, Reflect};
use leptos::task::spawn_local;
use news::{
    comment::Order,
    discussion::{Fate, Refusal, Service, Thread, has},
    outbox::{Outbox, Waiting},
    route::Route,
    site::Site,
    source::SourceError,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

use super::{fetch::ask, now, own as owned, storage};

/// The lock that the tab holds which sends.
const LOCK: &str = "bantin:outbox";

/// Milliseconds that a timer waits at most: browsers count no further than 24 days.
const LONGEST_TIMER: i64 = 3_600_000;

/// Pages of a thread that are looked through for one comment.
const LOOKS: u32 = 20;

/// Whom to tell what became of a comment.
type Told = Box<dyn Fn(&Waiting, Option<&Fate>, Option<Outbox>)>;

/// Sends the comments of this site to its server.
pub struct Sender {
    site: Arc<Site>,
    service: Service,
    told: Told,
    busy: Cell<bool>,
    /// Ends with this.
    timer: RefCell<Option<Timeout>>,
}

impl Sender {
    /// For a site with a discussion server.
    pub fn new(site: Arc<Site>, service: Service, told: Told) -> Rc<Self> {
        let (busy, timer) = (Cell::new(false), RefCell::default());
        Rc::new(Self { site, service, told, busy, timer })
    }

    /// The network is back.
    pub fn hurry(self: &Rc<Self>) {
        let this = self.clone();
        spawn_local(async move {
            storage::change_outbox(Outbox::hurry).await;
            this.wake();
        });
    }

    /// Sends what is due, and comes back for the rest.
    pub fn wake(self: &Rc<Self>) {
        self.timer.take();
        if self.busy.replace(true) {
            return;
        }
        let this = self.clone();
        spawn_local(async move {
            if due().await.is_none() {
                return this.rest().await;
            }
            alone(async move {
                // Read afresh each time: other tabs had the lock before, and the reader may remove one any time.
                while let Some(own) = due().await {
                    if !this.carry(own).await {
                        break;
                    }
                }
                this.rest().await;
            });
        });
    }

    /// Comes back when the next is due.
    async fn rest(self: &Rc<Self>) {
        self.busy.set(false);
        let Some(next) = storage::outbox().await.and_then(|outbox| outbox.next()) else { return };
        let this = self.clone();
        let after = ((next - now()).max(1) * 1_000).min(LONGEST_TIMER);
        let timer = Timeout::new(u32::try_from(after).unwrap_or_default(), move || this.wake());
        self.timer.replace(Some(timer));
    }

    /// Looks for a comment, or sends it. False if this browser can not note down what becomes of it.
    async fn carry(&self, own: Waiting) -> bool {
        let mut thread = self.thread(&own);
        let key = own.key.as_str();
        match find(&self.service, &mut thread).await {
            Ok(()) => {}
            Err(SourceError::NotFound) => return self.settle(&own, &Fate::Refused(Refusal::Closed)).await,
            // What perhaps arrived stays so.
            Err(_) if own.perhaps => return self.settle(&own, &Fate::Uncertain).await,
            Err(_) => return self.settle(&own, &Fate::Later(None)).await,
        }
        if own.perhaps {
            return match self.look_for(&own, &thread).await {
                Ok(Some(true)) => self.settle(&own, &Fate::Known).await,
                Ok(missing) => {
                    let nobody_knows = self.site.comments.moderated || missing.is_none();
                    let missed = |outbox: &mut Outbox| outbox.missed(key, nobody_knows);
                    self.note(&own, None, storage::change_outbox(missed).await)
                }
                Err(_) => self.settle(&own, &Fate::Uncertain).await,
            };
        }
        let Some(send) = self.service.send(&thread, &own) else { return false };
        // First the mark, on the disk; then the request: who finds the mark knows that the request may have left.
        let mut departs = false;
        let marked = storage::change_outbox(|outbox| departs = outbox.depart(key, now())).await;
        if marked.is_none() || !departs {
            return marked.is_some();
        }
        let answer = ask(send).await;
        owned::hand(&self.service, &answer);
        let fate = self.service.sent(answer, own.tries > 0);
        self.settle(&own, &fate).await
    }

    /// Whether the server has a comment. It is looked for in the whole thread, the newest first: an answer stands in the
    /// conversation that it belongs to, however old that is. None if there is more than can be looked through.
    async fn look_for(&self, own: &Waiting, thread: &Thread) -> Result<Option<bool>, SourceError> {
        for page in 1..=LOOKS {
            let list = self.service.list(thread, Order::Newest, page, true).ok_or(SourceError::NotFound)?;
            let listed = self.service.listed(ask(list).await)?;
            match has(&listed.comments, own) {
                true => return Ok(Some(true)),
                false if !listed.more => return Ok(Some(false)),
                false => {}
            }
        }
        Ok(None)
    }

    async fn settle(&self, own: &Waiting, fate: &Fate) -> bool {
        let settled = |outbox: &mut Outbox| outbox.settle(&own.key, fate, now(), js_sys::Math::random());
        self.note(own, Some(fate), storage::change_outbox(settled).await)
    }

    /// Tells what became of a comment, and what waits now; false if that could not be stored.
    fn note(&self, own: &Waiting, fate: Option<&Fate>, outbox: Option<Outbox>) -> bool {
        let noted = outbox.is_some();
        (self.told)(own, fate, outbox);
        noted
    }

    fn thread(&self, own: &Waiting) -> Thread {
        let path = Route::article(own.lang, &own.article).path(self.site.language);
        let number = own.number.as_ref().and_then(|number| number.parse().ok());
        Thread { path, title: own.title.clone(), lang: own.lang, number }
    }
}

/// The first that is to be sent now.
async fn due() -> Option<Waiting> {
    storage::outbox().await?.due(now()).cloned()
}

/// Finds out the number that the server knows a thread by, if it needs one.
///
/// # Errors
/// As every source.
pub async fn find(service: &Service, thread: &mut Thread) -> Result<(), SourceError> {
    if let Some(request) = service.find(thread) {
        thread.number = Some(service.found(ask(request).await)?);
    }
    Ok(())
}

/// Does this while no other tab does: by the Web Locks API, where the browser has it (everywhere but on pages that are
/// not secure).
fn alone(work: impl Future<Output = ()> + 'static) {
    let work = Rc::new(Cell::new(Some(work)));
    let locked = work.clone();
    // The lock is held until the promise is kept.
    let inside = Closure::once_into_js(move || {
        Promise::new(&mut |done, _| {
            if let Some(work) = locked.take() {
                spawn_local(async move {
                    work.await;
                    let _ = done.call0(&JsValue::NULL);
                });
            }
        })
    });
    let lock = || -> Result<JsValue, JsValue> {
        let navigator = leptos::prelude::window().navigator();
        let locks = Reflect::get(&navigator, &"locks".into())?;
        let request: Function = Reflect::get(&locks, &"request".into())?.dyn_into()?;
        request.call2(&locks, &LOCK.into(), &inside)
    };
    if lock().is_err()
        && let Some(work) = work.take()
    {
        spawn_local(work);
    }
}
