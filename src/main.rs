//! The program for sites that have no server but their host: wakes the app up in the reader's browser.

fn main() {
    bantin_app::platform::start();
}
