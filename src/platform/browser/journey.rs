//! How the reader gets from page to page, beginning with the one that the press wrote.

use std::{
    any::Any,
    cell::{Cell, RefCell},
    rc::Rc,
    sync::Arc,
};

use leptos::{mount::mount_to, prelude::*, task::spawn_local};
use news::{
    lang::Lang,
    route::Route,
    site::{CommentKind, Site},
    source::SourceError,
};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, StorageEvent};

use super::{
    discussion::Discussion,
    document::{self, Here, around, by_id, find, on_document, on_window},
    door,
    links::{Navigation, leave, navigation},
    now,
    servers::Servers,
    storage,
};
use crate::{
    app::{Screen, known},
    load::{self, Content},
    pages,
    reader::Reader,
};

/// Milliseconds until loading counts as slow: a placeholder would only flash before.
const SLOW: u32 = 500;

/// The event that tells of a new edition, while an editor works.
const EDITION: &str = "bantin:edition";

/// Milliseconds between looks at the clock.
const MINUTE: u32 = 60_000;

/// What is known of the way so far.
struct Journey {
    place: HtmlElement,
    navigation: Navigation,
    site: RefCell<Option<Arc<Site>>>,
    /// The page as it was last drawn here; it goes with this.
    drawn: RefCell<Option<Box<dyn Any>>>,
    discussion: RefCell<Option<Rc<Discussion>>>,
    servers: Rc<dyn Servers>,
    /// Counts the pages asked for: an answer that comes after the next question is dropped.
    turn: Cell<u32>,
    /// The failure that stands there.
    failed: Cell<Option<SourceError>>,
}

/// Set where the press wrote the page that stands there.
pub const WRITTEN: &str = "data-written";

/// From then on the page that stands there would be another, Unix seconds.
const UNTIL: &str = "data-until";

/// Why a page is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    /// The reader comes to the site.
    First,
    /// The reader goes from one page to another.
    Moved,
    /// The reader asked to try again.
    Again,
    /// An editor changed something, or time has.
    Changed,
}

/// Takes over the page in `place`.
pub fn begin(place: HtmlElement, servers: Rc<dyn Servers>) {
    // It is an error only where it was done before.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    let owner = Owner::new();
    owner.set();
    let Some(navigation) = navigation() else { return };
    let written = place.has_attribute(WRITTEN);
    let journey = Rc::new(Journey {
        place,
        navigation,
        site: RefCell::default(),
        drawn: RefCell::default(),
        discussion: RefCell::default(),
        servers,
        turn: Cell::new(0),
        failed: Cell::default(),
    });
    journey.listen();
    let here = journey.navigation.path();
    match written {
        true => journey.take_over(&here),
        false => journey.go(&here, Why::First),
    }
    // Follows the address; what it is at first has been seen to.
    Effect::new(move |before: Option<String>| {
        let path = journey.navigation.path();
        if before.is_some_and(|before| before != path) {
            journey.go(&path, Why::Moved);
        }
        path
    });
    // Lives as long as the page.
    std::mem::forget(owner);
}

impl Journey {
    /// The press wrote the page: it stays as it is and only wakes up, unless time has passed it by.
    fn take_over(self: &Rc<Self>, path: &str) {
        let lang = document::root().map(|root| Lang::parse(&root.lang()).unwrap_or_default());
        self.wake(lang.unwrap_or_default(), None);
        self.navigation.settle();
        if self.is_outdated() {
            return self.go(path, Why::Changed);
        }
        let this = self.clone();
        spawn_local(async move {
            // For the next page; and a host may have closed the discussions since the page was written.
            let Ok(site) = this.site().await else { return };
            this.connect(&site);
            if site.comments.kind == CommentKind::Off
                && this.place.has_attribute(WRITTEN)
                && let Some(section) = by_id("comments")
            {
                this.discussion.take();
                section.remove();
            }
        });
    }

    /// Whether an article has appeared or expired since the page was drawn that stands there.
    fn is_outdated(&self) -> bool {
        let until = self.place.get_attribute(UNTIL).and_then(|until| until.parse().ok());
        until.is_some_and(|until: i64| until <= now())
    }

    /// Wakes up what stands in the page; `before` is the discussion that stood there until now.
    fn wake(&self, lang: Lang, before: Option<Rc<Discussion>>) {
        self.discussion.replace(Discussion::wake(&self.place, lang, before));
    }

    /// Connects what stands in the page to its servers.
    fn connect(&self, site: &Arc<Site>) {
        let discussion = self.discussion.borrow().clone();
        self.servers.connect(&self.place, site, &self.navigation.path(), discussion);
    }

    fn listen(self: &Rc<Self>) {
        let this = self.clone();
        on_window("online", move |_| this.servers.hurry());
        let this = self.clone();
        on_window("pagehide", move |_| {
            if let Some(discussion) = &*this.discussion.borrow() {
                discussion.leave();
            }
        });
        let this = self.clone();
        on_window("storage", move |event| {
            let key = event.dyn_into::<StorageEvent>().ok().filter(|event| event.new_value().is_none());
            if key.and_then(|event| event.key()).as_deref() == Some(storage::OUTBOX)
                && let Some(discussion) = this.discussion.borrow().clone()
            {
                discussion.refresh();
            }
        });
        let this = self.clone();
        on_window(EDITION, move |_| {
            this.site.take();
            this.go(&this.navigation.path(), Why::Changed);
        });
        let this = self.clone();
        on_document("click", move |event| this.clicked(&event));
        let this = self.clone();
        on_document("input", move |event| this.discuss(&event, |discussion| discussion.typed()));
        let this = self.clone();
        on_document("change", move |event| {
            let sorted = around(&event, ".sort").is_some();
            this.discuss(&event, |discussion| if sorted { discussion.sort() } else { discussion.typed() });
        });
        let this = self.clone();
        on_document("submit", move |event| this.discuss(&event, |discussion| discussion.send(&event)));
        let this = self.clone();
        spawn_local(async move {
            loop {
                gloo_timers::future::TimeoutFuture::new(MINUTE).await;
                // Nobody's article goes while it is read.
                if this.is_outdated() && find(&this.place, ".article").is_none() {
                    this.go(&this.navigation.path(), Why::Changed);
                }
            }
        });
    }

    fn discuss(&self, event: &Event, act: impl Fn(&Rc<Discussion>)) {
        self.discussed(event).iter().for_each(act);
    }

    /// The discussion that an event happened in, if it has to deal with that.
    #[inline(never)]
    fn discussed(&self, event: &Event) -> Option<Rc<Discussion>> {
        let discussion = self.discussion.borrow().clone();
        discussion.filter(|discussion| discussion.has(event) && !self.servers.takes(event))
    }

    fn clicked(self: &Rc<Self>, event: &Event) {
        let Some(button) = around(event, "[data-act]") else { return };
        let act = button.get_attribute("data-act").unwrap_or_default();
        match act.as_str() {
            "retry" => self.go(&self.navigation.path(), Why::Again),
            act => self.discuss(event, |discussion| discussion.act(act, &button)),
        }
    }

    /// The settings, asked for until they have come once.
    async fn site(&self) -> Result<Arc<Site>, SourceError> {
        let known = self.site.borrow().clone();
        if let Some(site) = known {
            return Ok(site);
        }
        let site = Arc::new(load::site().await?);
        self.site.replace(Some(site.clone()));
        Ok(site)
    }

    /// Loads the page at `path`, shows it, and puts the reader there.
    fn go(self: &Rc<Self>, path: &str, why: Why) {
        let last = path.rsplit('/').next().unwrap_or_default();
        if why == Why::Moved {
            if last.contains('.') && last != "index.html" {
                return leave(path);
            }
            self.navigation.depart();
        }
        let turn = self.turn.get() + 1;
        self.turn.set(turn);
        // A page that changed while it is read stays until its new content is there.
        if why != Why::Changed {
            self.placeholder_when_slow(turn);
        }
        let (this, path) = (self.clone(), path.to_owned());
        spawn_local(async move {
            let (site, lang, screen) = this.load(&path).await;
            // Whoever knows the address is to answer: it may be an old one that leads elsewhere.
            if why == Why::Moved && this.turn.get() == turn && screen.is_none() {
                return leave(&path);
            }
            if this.turn.get() == turn {
                this.turn.set(turn + 1);
                this.show(site, screen.unwrap_or(Screen::Failed(SourceError::NotFound)), lang, why);
            }
        });
    }

    /// What there is at `path`; no screen if that is no address of a page.
    async fn load(&self, path: &str) -> (Arc<Site>, Lang, Option<Screen>) {
        let site = match self.site().await {
            Ok(site) => site,
            Err(error) => return (Arc::default(), Lang::default(), Some(Screen::Failed(error))),
        };
        let lang = Route::lang_of(path, site.language);
        let screen = match Route::parse(path, site.language) {
            None => None,
            Some(route) => Some(match self.servers.page(&site, &route).await {
                Ok(content) => Screen::Page(route, content),
                Err(error) => Screen::Failed(error),
            }),
        };
        (site, lang, screen)
    }

    /// Shows the placeholder after half a second, unless something else is shown or asked for before.
    fn placeholder_when_slow(self: &Rc<Self>, turn: u32) {
        let this = self.clone();
        spawn_local(async move {
            gloo_timers::future::TimeoutFuture::new(SLOW).await;
            if this.turn.get() == turn {
                let site = this.site.borrow().clone().unwrap_or_default();
                let lang = Route::lang_of(&this.navigation.path(), site.language);
                this.draw(site, Screen::Slow, lang, None);
            }
        });
    }

    /// Draws a screen in the place of what is there, which stays if that fails.
    fn draw(&self, site: Arc<Site>, screen: Screen, lang: Lang, until: Option<i64>) {
        let Ok(stage) = document().create_element("div") else { return super::broken() };
        let stage: HtmlElement = stage.unchecked_into();
        self.failed.set(match screen {
            Screen::Failed(error) => Some(error),
            _ => None,
        });
        let reader = Reader { site, lang, now: now(), base: super::base() };
        let page = mount_to(stage.clone(), move || known(&reader, &screen));
        self.discussion.take();
        self.drawn.replace(Some(Box::new(page)));
        self.place.set_text_content(None);
        while let Some(part) = stage.first_child() {
            let _ = self.place.append_child(&part);
        }
        for attribute in [WRITTEN, UNTIL, "data-elsewhere"] {
            let _ = self.place.remove_attribute(attribute);
        }
        if let Some(until) = until {
            let _ = self.place.set_attribute(UNTIL, &until.to_string());
        }
    }

    fn show(self: &Rc<Self>, site: Arc<Site>, screen: Screen, lang: Lang, why: Why) {
        let (title, description) = pages::title(&site, &screen, lang);
        document::set_document(&title, &description, lang);
        let (text, until) = match &screen {
            Screen::Page(_, content) => (text(content), content.until(now())),
            _ => (None, None),
        };
        let settings = site.clone();
        // Whoever is on a page that changes is left where they are, and in the word that they type.
        let here = (why == Why::Changed).then(Here::now);
        let before = self.discussion.borrow().clone();
        // The same failure once more: what stands there says so.
        let same = matches!(screen, Screen::Failed(error) if self.failed.get() == Some(error));
        if !same {
            self.draw(site, screen, lang, until);
        }
        if let (Some(article), Some(place)) = (text, find(&self.place, ".prose")) {
            door::show(&place, &article);
        }
        document::centre_in_strip(".sections [aria-current]");
        self.wake(lang, before);
        self.connect(&settings);
        if let Some(here) = here {
            here.again();
        }
        if matches!(why, Why::First | Why::Moved) {
            self.navigation.arrive();
        }
        // The browser tells of the first page itself.
        if matches!(why, Why::Moved | Why::Again) {
            document::focus("heading");
            if let Some(announced) = by_id("announced") {
                announced.set_text_content(Some(&title));
            }
        }
    }
}

/// The text of an article, which nobody has sanitised here.
fn text(content: &Content) -> Option<String> {
    match content {
        Content::Article(article) => Some(article.body.as_unchecked_str().to_owned()),
        _ => None,
    }
}
