//! The program for sites whose comments or views are on a server: the same app, connected.

fn main() {
    bantin_app::platform::start_connected();
}
