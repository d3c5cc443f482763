//! What every module keeps to.

use super::{Paper, none, papers, rust::Source};

/// Lines that a file may have; beyond, it is two files.
const LONGEST: usize = 400;

fn shipped() -> Vec<Paper> {
    let ours = |paper: &Paper| {
        let path = &paper.path;
        path.starts_with("src/")
            || path.starts_with("xtask/src/")
            || (path.starts_with("crates/") && path.contains("/src/"))
    };
    papers("", &[".rs"]).into_iter().filter(ours).filter(|paper| !is_test(&paper.path)).collect()
}

fn is_test(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.ends_with("_tests.rs") || path.contains("/tests/")
}

/// Every file of ours, tests too.
fn all() -> Vec<Paper> {
    papers("", &[".rs"])
}

#[test]
fn every_module_says_what_it_is() {
    let modules = all();
    assert!(modules.len() > 100, "the source was not found");
    none(modules.iter().filter(|paper| !says(&paper.text)).map(|paper| format!("{}: no //!", paper.path)));
}

fn says(rust: &str) -> bool {
    rust.strip_prefix("//! ")
        .is_some_and(|line| line.chars().next().is_some_and(|first| !first.is_whitespace()))
}

#[test]
fn files_are_short() {
    let all = papers("", &[".rs", ".css", ".js"]);
    none(all.iter().filter(|paper| paper.text.lines().count() > LONGEST).map(|paper| {
        format!("{}: {} lines; {LONGEST} are the most", paper.path, paper.text.lines().count())
    }));
}

#[test]
fn only_the_platform_asks_where_it_runs() {
    let all = shipped().into_iter().filter(|paper| paper.path.starts_with("src/"));
    none(all.filter(|paper| paper.path != "src/platform.rs").flat_map(|paper| asks(&paper)));
    let platform = super::paper("src/platform.rs");
    assert!(!asks(&platform).is_empty(), "the check does not see what src/platform.rs asks");
}

#[test]
fn news_is_the_same_everywhere() {
    let news = shipped().into_iter().filter(|paper| paper.path.starts_with("crates/news/src/"));
    none(news.flat_map(|paper| asks(&paper)));
}

/// Conditions of the compiler other than "in a test".
fn asks(paper: &Paper) -> Vec<String> {
    let code = Source::of(&paper.text).code;
    let asked = ["cfg(", "cfg!(", "cfg_attr("].into_iter().flat_map(|ask| {
        code.match_indices(ask)
            .map(|(at, ask)| code[at + ask.len()..].split([')', '\n']).next().unwrap_or_default())
    });
    let asked: Vec<_> = asked.filter(|what| *what != "test").collect();
    asked.into_iter().map(|what| format!("{}: asks whether {what}", paper.path)).collect()
}

#[test]
fn no_disk_clock_or_network_where_readers_are() {
    let pure = |paper: &Paper| paper.path.starts_with("src/") || paper.path.starts_with("crates/news/src/");
    none(shipped().into_iter().filter(pure).flat_map(|paper| reaches(&paper)));
}

fn reaches(paper: &Paper) -> Vec<String> {
    const OUTSIDE: [&str; 6] = ["fs", "env", "net", "process", "thread", "time"];
    let code: String = Source::shipped(&paper.text).code.split_whitespace().collect();
    let used = |module: &&str| {
        let direct = code.contains(&format!("std::{module}::")) || code.contains(&format!("std::{module};"));
        // `use std::{a, fs, b}`
        let listed = code.match_indices("std::{").any(|(at, _)| {
            let list = code[at..].split(';').next().unwrap_or_default();
            list.split(['{', ',', '}']).any(|one| one == *module || one.starts_with(&format!("{module}::")))
        });
        direct || listed
    };
    let found = OUTSIDE.into_iter().filter(used);
    found.map(|module| format!("{}: uses std::{module}", paper.path)).collect()
}

#[test]
fn what_ships_does_not_give_up() {
    none(shipped().iter().flat_map(gives_up));
}

fn gives_up(paper: &Paper) -> Vec<String> {
    const WAYS: [&str; 9] = [
        ".unwrap()",
        ".expect(",
        ".unwrap_err()",
        ".expect_err(",
        "panic!(",
        "unimplemented!(",
        "unreachable!(",
        "clippy::unwrap_used",
        "clippy::expect_used",
    ];
    let code = Source::shipped(&paper.text).code;
    let found = WAYS.into_iter().filter(|way| code.contains(way));
    found.map(|way| format!("{}: {way}", paper.path)).collect()
}

#[test]
fn the_checks_see_what_is_wrong() {
    let paper = |text: &str| Paper { path: "a.rs".into(), text: text.into() };
    for bad in [
        "#[cfg(target_arch = \"wasm32\")]",
        "if cfg!(unix) {}",
        "#[cfg_attr(test, ignore)]",
        "#[cfg(not(test))]",
    ] {
        assert!(!asks(&paper(bad)).is_empty(), "{bad}");
    }
    for good in ["#[cfg(test)]\nmod tests {}", "// cfg(unix)"] {
        assert_eq!(asks(&paper(good)), [""; 0]);
    }
    for bad in [
        "use std::fs;",
        "use std::{io, fs};",
        "std::fs::read(x)",
        "use std::{\n    fs::File,\n};",
        "std::time::Instant",
    ] {
        assert!(!reaches(&paper(bad)).is_empty(), "{bad}");
    }
    for good in
        ["use std::fmt;", "// std::fs::read", "\"std::fs::\"", "#[cfg(test)]\nmod tests {\n use std::fs;\n}"]
    {
        assert_eq!(reaches(&paper(good)), [""; 0], "{good}");
    }
    for bad in ["a.unwrap();", "a\n    .expect(\"b\")", "panic!(\"a\")", "#[allow(clippy::unwrap_used)]"] {
        assert!(!gives_up(&paper(bad)).is_empty(), "{bad}");
    }
    for good in [
        "// .unwrap()",
        "a.unwrap_or(b)",
        "Reader::expect()",
        "\".unwrap()\"",
        "#[cfg(test)]\nmod t {\n a.unwrap()\n}",
    ] {
        assert_eq!(gives_up(&paper(good)), [""; 0], "{good}");
    }
    assert!(says("//! A module.") && !says("// A module") && !says("//!\n") && !says("use a;"));
}
