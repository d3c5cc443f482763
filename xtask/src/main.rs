//! `cargo xtask`: the development tasks, from fetching the tools to the whole test run.

mod arguments;
mod bench;
mod build;
mod commands;
mod debian;
mod licences;
mod lock;
mod places;
mod problem;
mod proof;
mod run;
mod serve;
mod small;
mod styles;
mod test;
mod tools;
mod versions;
mod wasm_target;
mod watch;

use std::process::ExitCode;

use arguments::Task;
use problem::Outcome;
use tools::Tools;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match Task::parse(&words).and_then(run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            if !matches!(problem, problem::Problem::Exit(_)) {
                eprintln!("xtask: {problem}");
            }
            ExitCode::from(problem.code())
        }
    }
}

fn run(task: Task) -> Outcome {
    match task {
        Task::Help => println!("{}", arguments::HELP),
        Task::Tools { env: true } => print!("{}", Tools::get()?.for_a_shell()),
        Task::Tools { env: false } => tools::report(&Tools::get()?),
        Task::Serve(serve) => serve.run()?,
        Task::Build { site, out } => build::build(&site, &out)?,
        Task::Style => drop(styles::bundle()?),
        Task::Sample => build::sample()?,
        Task::Licences => licences::write()?,
        Task::Test { only } => test::test(only.as_deref())?,
        Task::Proof { site } => proof::proof(&site)?,
        Task::Bench(bench) => bench.run()?,
    }
    Ok(())
}
