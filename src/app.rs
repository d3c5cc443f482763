//! The app: one screen at a time, and the way from one to the next.

use std::{cell::Cell, rc::Rc};

use leptos::prelude::*;
use news::{lang::Lang, route::Route, site::Site, source::SourceError};

use crate::{
    load::{self, Content},
    pages,
    parts::{footer::Footer, masthead::Masthead},
    platform::{self, Navigation},
    reader::Reader,
};

/// What the screen shows.
// There is one screen: how large it is does not matter.
#[allow(clippy::large_enum_variant)]
#[derive(Clone, Debug, PartialEq)]
pub enum Screen {
    /// Nothing yet, for half a second at most: a placeholder would only flash.
    Blank,
    /// A placeholder: loading takes its time.
    Slow,
    /// A page.
    Page(Route, Content),
    /// No page, and why.
    Failed(SourceError),
}

/// Milliseconds until loading counts as slow.
const SLOW: u32 = 500;

/// The event that tells of a new edition, while an editor works.
const EDITION: &str = "bantin:edition";

/// The reader's app. Starts with nothing and loads the page that the address names.
#[component]
pub fn App() -> impl IntoView {
    let reader = provide_reader(Site::default(), Lang::Vi, platform::now());
    let screen = RwSignal::new(Screen::Blank);
    let announced = RwSignal::new(String::new());
    if let Some(navigation) = platform::navigation() {
        let journey = Journey { reader, screen, announced, navigation, turn: StoredValue::new(0) };
        journey.begin();
    }
    view! { <Frame screen announced/> }
}

/// A page whose content is known: how pages are written beforehand, and tested.
#[component]
pub fn Known(
    /// The site.
    site: Site,
    /// The page.
    screen: Screen,
    /// The language of the page.
    lang: Lang,
    /// Unix seconds.
    now: i64,
) -> impl IntoView {
    provide_reader(site, lang, now);
    view! { <Frame screen=RwSignal::new(screen) announced=RwSignal::new(String::new())/> }
}

fn provide_reader(site: Site, lang: Lang, now: i64) -> Reader {
    let reader = Reader { site: RwSignal::new(site), lang: RwSignal::new(lang), now: RwSignal::new(now) };
    provide_context(reader);
    provide_context(Retry(RwSignal::new(0)));
    reader
}

/// Counts how often the reader asked to try again.
#[derive(Clone, Copy)]
pub struct Retry(pub RwSignal<u32>);

/// What stands around every page.
#[component]
fn Frame(screen: RwSignal<Screen>, announced: RwSignal<String>) -> impl IntoView {
    let reader = Reader::expect();
    view! {
        <a class="skip" href="#main">{move || reader.live().words().skip}</a>
        <Masthead screen/>
        <main id="main" tabindex="-1">{move || pages::page(screen.get())}</main>
        <Footer/>
        <p class="unseen" aria-live="polite" role="status">{announced}</p>
    }
}

/// How the reader gets from page to page.
#[derive(Clone)]
struct Journey {
    reader: Reader,
    screen: RwSignal<Screen>,
    announced: RwSignal<String>,
    navigation: Navigation,
    /// Counts the pages asked for: an answer that comes after the next question is dropped.
    turn: StoredValue<u32>,
}

impl Journey {
    fn begin(self) {
        let refresh = RwSignal::new(0);
        platform::on_window(EDITION, move || refresh.update(|count| *count += 1));
        let now = self.reader.now;
        platform::spawn(async move {
            loop {
                platform::pause(60_000).await;
                now.set(platform::now());
            }
        });
        let Retry(retry) = expect_context();
        // The settings are asked for once, and again where they failed.
        let ready = RwSignal::new(false);
        let settings = self.clone();
        Effect::new(move |_| {
            retry.track();
            refresh.track();
            let this = settings.clone();
            platform::spawn(async move {
                let done =
                    (!ready.get_untracked()).then(|| this.placeholder_when_slow(this.turn.get_value()));
                let site = load::site().await;
                done.into_iter().for_each(|done| done());
                match site {
                    Ok(site) => {
                        this.reader.site.set(site);
                        ready.set(true);
                    }
                    Err(error) if !ready.get_untracked() => this.show(Screen::Failed(error), Why::Again),
                    Err(_) => {}
                }
            });
        });
        // What was loaded last: the path, and what asks for it once more.
        let loaded = StoredValue::new(None::<(String, u32, u32)>);
        Effect::new(move |_| {
            let wanted = (self.navigation.path(), retry.get(), refresh.get());
            let before = loaded.get_value();
            if ready.get() && before.as_ref() != Some(&wanted) {
                let why = match &before {
                    None => Why::First,
                    Some((path, _, _)) if *path != wanted.0 => Why::Moved,
                    Some((_, tries, _)) if *tries != wanted.1 => Why::Again,
                    Some(_) => Why::Edited,
                };
                self.go(&wanted.0, why);
                loaded.set_value(Some(wanted));
            }
        });
    }

    /// Loads the page at `path`, shows it, and puts the reader there.
    fn go(&self, path: &str, why: Why) {
        let main = self.reader.site.with_untracked(|site| site.language);
        let route = Route::parse(path, main);
        let is_file = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
        if route.is_none() && is_file && why == Why::Moved {
            return platform::leave(path);
        }
        if why == Why::Moved {
            self.navigation.depart();
        }
        let turn = self.turn.get_value() + 1;
        self.turn.set_value(turn);
        let this = self.clone();
        let lang = Route::lang_of(path, main);
        // A page that changed under an editor stays until its new content is there.
        let done = (why != Why::Edited).then(|| self.placeholder_when_slow(turn));
        platform::spawn(async move {
            let now = platform::now();
            this.reader.now.set(now);
            let screen = match route {
                None => Screen::Failed(SourceError::NotFound),
                Some(route) => match load::page(&route, now).await {
                    Ok(content) => Screen::Page(route, content),
                    Err(error) => Screen::Failed(error),
                },
            };
            if this.turn.get_value() == turn {
                done.into_iter().for_each(|done| done());
                this.reader.lang.set(lang);
                this.show(screen, why);
            }
        });
    }

    /// Shows the placeholder after half a second, unless what is given back is called before.
    fn placeholder_when_slow(&self, turn: u32) -> impl Fn() + 'static {
        // Not a stored value of Leptos: that would go with the effect that asked.
        let waiting = Rc::new(Cell::new(true));
        let (this, still) = (self.clone(), waiting.clone());
        platform::spawn(async move {
            platform::pause(SLOW).await;
            if still.get() && this.turn.get_value() == turn {
                this.screen.set(Screen::Slow);
            }
        });
        move || waiting.set(false)
    }

    fn show(&self, screen: Screen, why: Why) {
        let lang = self.reader.lang.get_untracked();
        let (title, description) = self.reader.site.with_untracked(|site| pages::title(site, &screen, lang));
        platform::set_document(&title, &description, lang);
        self.screen.set(screen);
        if matches!(why, Why::First | Why::Moved) {
            self.navigation.arrive();
        }
        // The browser tells of the first page itself.
        if matches!(why, Why::Moved | Why::Again) {
            platform::focus("heading");
            self.announced.set(title);
        }
    }
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
    /// An editor changed something.
    Edited,
}
