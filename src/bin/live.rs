//! The program for sites that ask a server for articles while they are read: the same app, with all that it can do.

fn main() {
    bantin_app::platform::start_live();
}
