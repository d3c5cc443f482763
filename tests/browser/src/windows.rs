//! Several windows of one browser, keys held together, downloads, pictures of the screen, and a browser's own end.

use std::{fs, path::Path, process::Command, time::Duration};

use fantoccini::{
    actions::{InputSource, KeyAction, KeyActions},
    key::Key,
    wd::WindowHandle,
};
use serde_json::json;
use tokio::time::sleep;

use crate::reader::Reader;

impl Reader {
    /// Opens another window of the same browser, and looks at it from now on. Scripts that run before each page run in
    /// it only if they are given again.
    pub async fn new_window(&self) -> WindowHandle {
        let before = self.client.window().await.expect("there is a window");
        let window = self.client.new_window(false).await.expect("a browser opens windows");
        self.look_at(window.handle).await;
        before
    }

    /// Looks at this window from now on; gives the one that it looked at before.
    pub async fn look_at(&self, window: WindowHandle) -> WindowHandle {
        let before = self.client.window().await.expect("there is a window");
        self.client.switch_to_window(window).await.expect("the window is there");
        before
    }

    /// Holds a key and presses another.
    pub async fn chord(&self, held: Key, pressed: char) {
        let held = char::from(held);
        let strokes = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: held })
            .then(KeyAction::Down { value: pressed })
            .then(KeyAction::Up { value: pressed })
            .then(KeyAction::Up { value: held });
        self.client.perform_actions(strokes).await.expect("keys can be pressed");
    }

    /// Puts a text where the caret is, as an input method or a paste does.
    pub async fn insert(&self, text: &str) {
        self.devtools("Input.insertText", json!({"text": text})).await;
    }

    /// Waits for a question over the page (`confirm`) and answers it.
    pub async fn answer(&self, yes: bool) {
        for _ in 0..200 {
            let answered = match yes {
                true => self.client.accept_alert().await,
                false => self.client.dismiss_alert().await,
            };
            if answered.is_ok() {
                return;
            }
            sleep(Duration::from_millis(50)).await;
        }
        panic!("nothing was asked");
    }

    /// Downloads go to this folder.
    pub async fn download_to(&self, folder: &Path) {
        fs::create_dir_all(folder).expect("a folder");
        let behaviour = json!({"behavior": "allow", "downloadPath": folder.to_str()});
        self.devtools("Browser.setDownloadBehavior", behaviour).await;
    }

    /// Writes what the screen shows into a file, as PNG.
    pub async fn photograph(&self, file: &Path) {
        let picture = self.client.screenshot().await.expect("a picture of the screen");
        fs::write(file, picture).expect("it can be written");
    }
}

/// Ends the browser that works with this profile at once, as a power cut does (SIGKILL).
pub fn kill(profile: &Path) {
    // Chromium's own lock: a link to `HOST-PROCESS`.
    let lock = fs::read_link(profile.join("SingletonLock")).expect("a browser works with this profile");
    let process = lock.to_str().and_then(|lock| lock.rsplit('-').next()).expect("its number").to_owned();
    let killed = Command::new("kill").args(["-9", &process]).status().expect("kill runs");
    assert!(killed.success(), "no process {process}");
}

/// Whether Chromium, opened with this profile, has just thrown the site's databases away: now and then, when it is killed
/// in the middle of a write, it finds them damaged (`Corruption: checksum mismatch`) and begins anew. No page can do
/// anything about that.
pub fn began_anew(profile: &Path) -> bool {
    let said = fs::read(profile.join("chrome_debug.log")).unwrap_or_default();
    String::from_utf8_lossy(&said).contains("IndexedDB recovering from a corrupted (and deleted) database")
}
