//! A reader: somebody at a browser, who sees, clicks and types.

use std::{
    panic::Location,
    path::Path,
    time::{Duration, Instant},
};

pub use fantoccini::key::Key;
use fantoccini::{
    Client, ClientBuilder,
    actions::{InputSource, KeyAction, KeyActions},
    elements::Element,
    wd::Capabilities,
};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::{
    driver::Driver,
    programs::Browser,
    target::{EYES, Target},
};

/// How long a reader waits for anything before a test gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// Somebody at a browser.
pub struct Reader {
    pub(crate) client: Client,
    /// The browser.
    pub browser: Browser,
    /// The address of the newspaper, without a slash at the end.
    pub address: String,
}

impl Reader {
    /// Opens a browser with an empty profile. On a busy machine one now and then gives up while it starts: that says
    /// nothing of the newspaper, and another is opened.
    pub async fn sit_down(browser: Browser, driver: &Driver, address: &str) -> Self {
        Self::sit_down_again(browser, driver, address, None).await
    }

    /// Opens a browser with the profile in this folder (Chromium alone), or with an empty one.
    pub async fn sit_down_again(
        browser: Browser,
        driver: &Driver,
        address: &str,
        profile: Option<&Path>,
    ) -> Self {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities(browser, profile));
        let mut tries = 3;
        let client = loop {
            tries -= 1;
            match builder.connect(&driver.address).await {
                Ok(client) => break client,
                Err(_) if tries > 0 => sleep(Duration::from_secs(1)).await,
                Err(error) => panic!("{browser:?} does not start: {error}"),
            }
        };
        Self { client, browser, address: address.to_owned() }
    }

    /// Opens a path of the newspaper, as from a bookmark.
    pub async fn open(&self, path: &str) {
        self.client.goto(&format!("{}{path}", self.address)).await.expect("the browser opens addresses");
    }

    /// Clicks and looks again after so many milliseconds: what a script answered each time.
    pub async fn click_and_look(&self, target: Target, script: &str, after: &[u32]) -> Vec<Value> {
        let run = "const [target, after, done] = arguments;
            const seen = [];
            find(target).click();
            const start = performance.now();
            const next = (at) => at === after.length ? done(seen)
              : setTimeout(() => { seen.push(look()); next(at + 1); }, after[at] - (performance.now() - start));
            next(0);";
        // Written out: the site's policy lets no page make a function of a text.
        let run = format!("{EYES} const look = () => {{ {script} }};{run}");
        let arguments = vec![target.json(), after.into()];
        let seen = self.client.execute_async(&run, arguments).await.expect("the script runs");
        seen.as_array().cloned().unwrap_or_default()
    }

    /// Opens a path and waits for the page's heading, and for the app to wake up.
    pub async fn read(&self, path: &str) {
        self.open(path).await;
        self.awake().await;
        // What the shell says of an unknown address is not to be seen, and no page yet.
        let drawn = "return text('main h1') !== '' && document.querySelector('[data-elsewhere]') === null";
        self.wait("a heading", drawn).await;
    }

    /// Waits for the app to wake up, and to draw anew what time has passed by.
    #[track_caller]
    pub fn awake(&self) -> impl Future<Output = ()> {
        let awake = "const { until } = document.getElementById('app').dataset;
            return document.documentElement.dataset.app === 'awake' && !(until * 1000 <= Date.now())";
        self.wait("the app", awake)
    }

    /// Runs a script with the functions of [`EYES`]; its arguments stand in `arguments`.
    #[track_caller]
    pub fn js(&self, script: &str, arguments: Vec<Value>) -> impl Future<Output = Value> {
        let (at, script) = (Location::caller(), format!("{EYES}{script}"));
        async move {
            let answer = self.client.execute(&script, arguments).await;
            answer.unwrap_or_else(|error| panic!("{at}: the script failed: {error}"))
        }
    }

    /// Runs a script that calls its last argument when it is done, with its answer.
    #[track_caller]
    pub fn later(&self, script: &str, arguments: Vec<Value>) -> impl Future<Output = Value> {
        let (at, script) = (Location::caller(), format!("{EYES}{script}"));
        async move {
            let answer = self.client.execute_async(&script, arguments).await;
            answer.unwrap_or_else(|error| panic!("{at}: the script failed: {error}"))
        }
    }

    /// What a script answers, as text.
    #[track_caller]
    pub fn text(&self, script: &str) -> impl Future<Output = String> {
        let answer = self.js(script, Vec::new());
        async { answer.await.as_str().unwrap_or_default().to_owned() }
    }

    /// What a script answers, as a number.
    #[track_caller]
    pub fn number(&self, script: &str) -> impl Future<Output = f64> {
        let answer = self.js(script, Vec::new());
        async { answer.await.as_f64().expect("a number") }
    }

    /// What a script answers, as texts.
    #[track_caller]
    pub fn texts(&self, script: &str) -> impl Future<Output = Vec<String>> {
        let answer = self.js(script, Vec::new());
        async {
            let all = answer.await;
            all.as_array()
                .expect("a list")
                .iter()
                .map(|it| it.as_str().unwrap_or_default().to_owned())
                .collect()
        }
    }

    /// Waits until a script answers true; tells what stands on the page if it never does.
    #[track_caller]
    pub fn wait(&self, what: &str, script: &str) -> impl Future<Output = ()> {
        self.wait_for(what.to_owned(), script.to_owned())
    }

    /// The same, with texts of its own.
    #[track_caller]
    pub fn wait_for(&self, what: String, script: String) -> impl Future<Output = ()> + use<'_> {
        self.until(Location::caller(), what, script, Vec::new())
    }

    /// Waits for something to be there.
    #[track_caller]
    pub fn see(&self, target: Target) -> impl Future<Output = ()> {
        let script = "return find(arguments[0]) !== null".to_owned();
        self.until(Location::caller(), target.to_string(), script, vec![target.json()])
    }

    /// Waits for the page's own heading to read like this.
    #[track_caller]
    pub fn see_page(&self, title: &str) -> impl Future<Output = ()> {
        let script = "return text('main h1') === arguments[0]".to_owned();
        self.until(Location::caller(), format!("the page “{title}”"), script, vec![title.into()])
    }

    /// Waits for a text anywhere in the body, as it is read.
    #[track_caller]
    pub fn see_text(&self, text: &str) -> impl Future<Output = ()> {
        let script = "return tidy(document.body.innerText).includes(arguments[0])".to_owned();
        self.until(Location::caller(), format!("“{text}”"), script, vec![text.into()])
    }

    async fn until(&self, at: &Location<'_>, what: String, script: String, arguments: Vec<Value>) {
        let (started, script) = (Instant::now(), format!("{EYES}{script}"));
        loop {
            // A page that is just being left can not answer.
            let answer = self.client.execute(&script, arguments.clone()).await;
            if matches!(answer, Ok(Value::Bool(true))) {
                return;
            }
            if started.elapsed() > PATIENCE {
                let page = "return location.href + '\\n' + document.body.innerText";
                let page = self.client.execute(page, Vec::new()).await.unwrap_or_default();
                let page = page.as_str().unwrap_or_default();
                panic!("{at}: waited in vain for {what} ({answer:?}). The page:\n{page}");
            }
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// Whether it is there now.
    #[track_caller]
    pub fn sees(&self, target: Target) -> impl Future<Output = bool> {
        let answer = self.js("return find(arguments[0]) !== null", vec![target.json()]);
        async { answer.await == Value::Bool(true) }
    }

    /// How many there are now.
    #[track_caller]
    pub fn count(&self, target: Target) -> impl Future<Output = usize> {
        let answer = self.js("return findAll(arguments[0]).length", vec![target.json()]);
        async { answer.await.as_u64().unwrap_or_default() as usize }
    }

    /// Waits for something and takes it.
    #[track_caller]
    pub fn take(&self, target: Target) -> impl Future<Output = Element> {
        let at = Location::caller();
        let seen = self.see(target.clone());
        async move {
            seen.await;
            let script = format!("{EYES} return find(arguments[0])");
            let found = self.client.execute(&script, vec![target.json()]).await;
            let found = found.unwrap_or_else(|error| panic!("{at}: {error}"));
            let id = found.as_object().and_then(|it| it.values().next()).and_then(Value::as_str);
            let id = id.unwrap_or_else(|| panic!("{at}: {target} went away")).to_owned();
            Element::from_element_id(self.client.clone(), id.into())
        }
    }

    /// Clicks: what is there at that moment, if a page just comes that shows the same in the same place.
    #[track_caller]
    pub fn click(&self, target: Target) -> impl Future<Output = ()> {
        let (at, mut taken) = (Location::caller(), self.take(target.clone()));
        async move {
            let started = Instant::now();
            loop {
                match taken.await.click().await {
                    Ok(()) => return,
                    Err(error) if error.is_stale_element_reference() && started.elapsed() < PATIENCE => {}
                    Err(error) => panic!("{at}: {target} takes no click: {error}"),
                }
                taken = self.take(target.clone());
            }
        }
    }

    /// Types into a field, after what stands there.
    #[track_caller]
    pub fn write(&self, target: Target, text: &str) -> impl Future<Output = ()> {
        let (at, taken, text) = (Location::caller(), self.take(target.clone()), text.to_owned());
        async move {
            let typed = taken.await.send_keys(&text).await;
            typed.unwrap_or_else(|error| panic!("{at}: {target} takes no text: {error}"));
        }
    }

    /// Types letters where the focus is, one key each.
    pub async fn type_text(&self, text: &str) {
        let strokes = text.chars().fold(KeyActions::new("keyboard".to_owned()), |strokes, value| {
            strokes.then(KeyAction::Down { value }).then(KeyAction::Up { value })
        });
        self.client.perform_actions(strokes).await.expect("keys can be pressed");
    }

    /// Chooses a file, or a folder, in the field with this id.
    pub async fn choose(&self, id: &str, path: &Path) {
        let field = self.client.find(fantoccini::Locator::Id(id)).await.expect("there is such a field");
        field.send_keys(path.to_str().expect("a path")).await.expect("a file can be chosen");
    }

    /// Presses a key where the focus is.
    pub async fn press(&self, key: Key) {
        let value = char::from(key);
        let strokes = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value });
        self.client.perform_actions(strokes).await.expect("keys can be pressed");
    }

    /// Goes back, as with the browser's button.
    pub async fn back(&self) {
        self.client.back().await.expect("the browser goes back");
    }

    /// Reloads the page and waits for the app to wake up.
    pub async fn reload(&self) {
        self.client.refresh().await.expect("the browser reloads");
        self.awake().await;
    }

    /// The path of the page.
    pub async fn path(&self) -> String {
        self.client.current_url().await.expect("the page has an address").path().to_owned()
    }

    /// The title of the document.
    pub async fn title(&self) -> String {
        self.client.title().await.expect("the page has a title")
    }

    /// How far the page is scrolled.
    pub async fn scrolled(&self) -> f64 {
        self.number("return scrollY").await
    }

    /// Scrolls to something, so that it stands in the middle of the screen.
    pub async fn bring(&self, target: Target) {
        let script = "find(arguments[0]).scrollIntoView({ block: 'center', behavior: 'instant' })";
        self.js(script, vec![target.json()]).await;
    }

    /// Scrolls, at once.
    pub async fn scroll(&self, y: u32) {
        self.js("scrollTo({ top: arguments[0], behavior: 'instant' })", vec![y.into()]).await;
    }

    /// Empties a field.
    #[track_caller]
    pub fn clear(&self, target: Target) -> impl Future<Output = ()> {
        let (at, taken) = (Location::caller(), self.take(target.clone()));
        async move {
            let cleared = taken.await.clear().await;
            cleared.unwrap_or_else(|error| panic!("{at}: {target} can not be emptied: {error}"));
        }
    }

    /// Deletes the cookies of the page's host, whatever their port.
    pub async fn lose_cookies(&self) {
        self.client.delete_all_cookies().await.expect("cookies can be deleted");
    }

    /// Closes the browser.
    pub async fn leave(self) {
        let _ = self.client.close().await;
    }
}

fn capabilities(browser: Browser, profile: Option<&Path>) -> Capabilities {
    let profile = profile.map(|folder| format!("--user-data-dir={}", folder.display()));
    let (program, _) = browser.programs().unwrap_or_else(|sentence| panic!("{sentence}"));
    let wanted = match browser {
        Browser::Chromium => json!({
            "browserName": "chrome",
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
            "goog:chromeOptions": {"binary": program, "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--disable-background-networking", "--no-first-run", "--window-size=1280,900",
                profile.as_deref().unwrap_or("--no-default-browser-check"),
            ]},
        }),
        Browser::Firefox => json!({
            "browserName": "firefox",
            "moz:firefoxOptions": {"binary": program, "args": ["-headless", "--width=1280", "--height=900"]},
        }),
    };
    match wanted {
        Value::Object(wanted) => wanted,
        _ => Capabilities::new(),
    }
}
