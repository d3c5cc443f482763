//! The program `bantin`.

use std::process::ExitCode;

#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match press::args::parse(std::env::args_os().skip(1)) {
        Ok(command) => press::run::run(&command),
        Err(error) => {
            eprintln!("bantin: {error}");
            ExitCode::from(2)
        }
    }
}
