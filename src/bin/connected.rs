//! The program for sites whose comments, views or articles are on a server: the same app, connected.

fn main() {
    bantin_app::platform::start_connected();
}
