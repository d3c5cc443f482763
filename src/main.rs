//! The program that Trunk builds: wakes the app up in the reader's browser.

fn main() {
    bantin_app::platform::start();
}
