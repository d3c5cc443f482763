//! The program that Trunk builds: opens the desk in the editor's browser.

fn main() {
    desk::platform::start();
}
