//! The program `bantin`.
fn main() {}
