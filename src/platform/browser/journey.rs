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
use web_sys::{Event, HtmlElement};

use super::{
    discussion::Discussion,
    document::{self, around, by_id, find, on_document, on_window},
    door,
    links::{Navigation, leave, navigation},
    now,
};
use crate::{
    app::{Known, Screen},
    load::{self, Content},
    pages,
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
    /// The page as it was last drawn here; nothing while the press's own stands.
    drawn: RefCell<Option<Box<dyn Any>>>,
    discussion: RefCell<Option<Discussion>>,
    /// Counts the pages asked for: an answer that comes after the next question is dropped.
    turn: Cell<u32>,
    /// From then on the page in the screen would be another, Unix seconds.
    until: Cell<Option<i64>>,
}

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
pub fn begin(place: HtmlElement) {
    // It is an error only where it was done before.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    let owner = Owner::new();
    owner.set();
    let Some(navigation) = navigation() else { return };
    let written = place.dataset().get("written").is_some();
    let until = place.dataset().get("until").and_then(|until| until.parse().ok());
    let journey = Rc::new(Journey {
        place,
        navigation,
        site: RefCell::default(),
        drawn: RefCell::default(),
        discussion: RefCell::default(),
        turn: Cell::new(0),
        until: Cell::new(until),
    });
    journey.listen();
    let here = journey.navigation.path();
    match written && until.is_none_or(|until| now() < until) {
        true => journey.take_over(),
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
    /// The press wrote the page: it stays as it is and only wakes up.
    fn take_over(self: &Rc<Self>) {
        let lang = document::root().map(|root| Lang::parse(&root.lang()).unwrap_or_default());
        self.wake(lang.unwrap_or_default());
        self.navigation.settle();
        let this = self.clone();
        spawn_local(async move {
            // For the next page; and a host may have closed the discussions since the page was written.
            if let Ok(site) = this.site().await
                && site.comments.kind == CommentKind::Off
                && this.drawn.borrow().is_none()
                && let Some(section) = by_id("comments")
            {
                this.discussion.take();
                section.remove();
            }
        });
    }

    /// Wakes up what stands in the page.
    fn wake(&self, lang: Lang) {
        document::centre_in_strip(".sections [aria-current]");
        self.discussion.replace(Discussion::wake(&self.place, lang));
    }

    fn listen(self: &Rc<Self>) {
        let this = self.clone();
        on_window(EDITION, move |_| {
            this.site.take();
            this.go(&this.navigation.path(), Why::Changed);
        });
        let this = self.clone();
        on_document("click", move |event| this.clicked(&event));
        let this = self.clone();
        on_document("input", move |event| this.discuss(&event, Discussion::typed));
        let this = self.clone();
        on_document("change", move |event| {
            this.discuss(
                &event,
                if around(&event, ".sort").is_some() { Discussion::sort } else { Discussion::typed },
            );
        });
        let this = self.clone();
        on_document("submit", move |event| this.discuss(&event, |discussion| discussion.send(&event)));
        let this = self.clone();
        spawn_local(async move {
            loop {
                gloo_timers::future::TimeoutFuture::new(MINUTE).await;
                // Nobody's article goes while it is read.
                if this.until.get().is_some_and(|until| until <= now())
                    && find(&this.place, ".article").is_none()
                {
                    this.go(&this.navigation.path(), Why::Changed);
                }
            }
        });
    }

    fn discuss(&self, event: &Event, act: impl Fn(&Discussion)) {
        if let Some(discussion) = &*self.discussion.borrow()
            && discussion.has(event)
        {
            act(discussion);
        }
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
            Some(route) => Some(match load::page(&route, now()).await {
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
                this.draw(site, Screen::Slow, lang);
            }
        });
    }

    /// Draws a screen in the place of what is there.
    fn draw(&self, site: Arc<Site>, screen: Screen, lang: Lang) {
        self.discussion.take();
        self.drawn.take();
        self.place.set_text_content(None);
        let _ = self.place.remove_attribute("data-elsewhere");
        let now = now();
        let page = mount_to(self.place.clone(), move || view! { <Known site screen lang now/> });
        self.drawn.replace(Some(Box::new(page)));
    }

    fn show(&self, site: Arc<Site>, screen: Screen, lang: Lang, why: Why) {
        let (title, description) = pages::title(&site, &screen, lang);
        document::set_document(&title, &description, lang);
        let (text, until) = match &screen {
            Screen::Page(_, content) => (text(content), content.until(now())),
            _ => (None, None),
        };
        self.until.set(until);
        self.draw(site, screen, lang);
        if let (Some(article), Some(place)) = (text, find(&self.place, ".prose")) {
            door::show(&place, &article);
        }
        self.wake(lang);
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
