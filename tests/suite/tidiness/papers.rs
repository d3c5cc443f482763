//! What is written beside the code: paths that lead somewhere, nothing of one machine, nothing put off.

use std::fs;

use super::{Paper, none, papers};
use crate::root;

/// Texts of the project; the sample newspaper is content.
fn all() -> Vec<Paper> {
    let all = papers("", &[".rs", ".md", ".toml", ".css", ".js", ".html", ".json", "/run", ".yml", ".yaml"]);
    all.into_iter().filter(|paper| !paper.path.starts_with("site/content")).collect()
}

/// README and its neighbours, and docs/.
fn docs() -> Vec<Paper> {
    let beside = |paper: &Paper| !paper.path.contains('/') || paper.path.starts_with("docs/");
    papers("", &[".md"]).into_iter().filter(beside).collect()
}

#[test]
fn paths_in_the_docs_lead_somewhere() {
    none(docs().iter().flat_map(lost));
}

/// Paths of a document that do not exist: in backticks, or as the target of a link.
fn lost(paper: &Paper) -> Vec<String> {
    let folder = paper.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut lost = Vec::new();
    let mut fenced = false;
    for (number, line) in paper.text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        let quoted = line.split('`').skip(1).step_by(2).filter(|text| is_path(text));
        let linked = line.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
        let linked = linked.filter(|to| !to.is_empty() && !to.contains(':') && !to.starts_with('/'));
        for path in quoted.chain(linked) {
            let fixed = path.split(['*', '{', '…', '<']).next().unwrap_or_default();
            let fixed =
                if fixed == path { path } else { fixed.rsplit_once('/').map_or("", |(start, _)| start) };
            let line_number =
                fixed.rsplit_once(':').filter(|(_, line)| line.bytes().all(|byte| byte.is_ascii_digit()));
            let fixed = line_number.map_or(fixed, |(path, _)| path);
            if !root().join(fixed).exists() && !root().join(folder).join(fixed).exists() {
                lost.push(format!("{}:{}: no {path}", paper.path, number + 1));
            }
        }
    }
    lost
}

/// Whether it looks like a path of the project: its first part stands at the root, or its end is that of source.
fn is_path(text: &str) -> bool {
    const SOURCE: [&str; 3] = [".rs", ".css", ".js"];
    // Made by a build, or a site's own.
    const MADE: [&str; 5] = ["target", "dist", "content", "media", "data"];
    let Some((first, _)) = text.split_once('/') else { return false };
    let plain = !text.contains(' ') && !text.contains("://") && !text.starts_with(['/', '-', '@', '$', '~']);
    let known =
        fs::exists(root().join(first)).unwrap_or(false) || (first.starts_with('.') && first.len() > 2);
    let source = SOURCE.iter().any(|end| text.ends_with(end));
    plain && !first.is_empty() && !MADE.contains(&first) && (known || source)
}

#[test]
fn nothing_is_put_off() {
    let later = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:")];
    none(all().iter().flat_map(|paper| holding(paper, &later)));
}

/// Addresses of machines that are invented, and so of nobody.
const INVENTED: &[(&str, &str)] = &[("xtask/src/places.rs", concat!("/ho", "me/an"))];

#[test]
fn no_machine_is_named() {
    let places =
        [concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("/wo", "rk/"), concat!("C:", "\\Users")];
    none(all().iter().flat_map(|paper| {
        let invented = INVENTED.iter().find(|(path, _)| *path == paper.path).map(|(_, text)| *text);
        let text = invented.map_or(paper.text.clone(), |invented| paper.text.replace(invented, ""));
        holding(&Paper { path: paper.path.clone(), text }, &places)
    }));
}

#[test]
fn no_registry_is_named() {
    none(all().iter().chain(&papers("", &["package-lock.json", ".npmrc", "pip.conf"])).flat_map(registries));
    let lock = super::paper("Cargo.lock");
    let ours = ["\"registry+https://github.com/rust-lang/crates.io-index\"", "\"registry+sparse+"];
    let other = lock.text.lines().filter(|line| line.starts_with("source = ") && !line.contains(ours[0]));
    none(other.map(|line| format!("Cargo.lock: {line}")));
}

/// Hosts that packages come from: which one is a matter of the machine.
fn registries(paper: &Paper) -> Vec<String> {
    const KINDS: [&str; 8] = [
        "registry",
        "registries",
        "mirror",
        "artifactory",
        "nexus",
        "proxy",
        "index.crates",
        "static.crates",
    ];
    let hosts = paper.text.split("://").skip(1).filter_map(|rest| {
        rest.split(|one: char| !one.is_ascii_alphanumeric() && !matches!(one, '.' | '-' | ':' | '@')).next()
    });
    let named = hosts.filter(|host| KINDS.iter().any(|kind| host.contains(kind)));
    named.map(|host| format!("{}: {host}", paper.path)).collect()
}

fn holding(paper: &Paper, words: &[&str]) -> Vec<String> {
    let lines =
        paper.text.lines().enumerate().filter(|(_, line)| words.iter().any(|word| line.contains(word)));
    lines.map(|(number, line)| format!("{}:{}: {}", paper.path, number + 1, line.trim())).collect()
}

#[test]
fn the_checks_see_what_is_wrong() {
    let paper = |text: &str| Paper { path: "docs/A.md".into(), text: text.into() };
    for bad in
        ["`src/gone.rs`", "`crates/gone/`", "`gone/app.rs`", "[a](gone.md)", "`src/gone/*.rs`", "`.ci/gone`"]
    {
        assert!(!lost(&paper(bad)).is_empty(), "{bad}");
    }
    for good in [
        "`src/app.rs`",
        "`src/app.rs:12`",
        "`src/parts/*.rs`",
        "`crates/{news,press}`",
        "`text/html`",
        "`/bai-viet/a/`",
        "`cargo xtask build --site a/b`",
        "[a](https://a.example/b)",
        "[a](../src/app.rs)",
        "[a](#b)",
        "`media/a.jpg`",
        "```\nsrc/gone.rs `src/gone.rs`\n```",
    ] {
        assert_eq!(lost(&paper(good)), [""; 0], "{good}");
    }
    let host = format!("https://{}.npmjs.org/a", "registry");
    assert!(!registries(&paper(&host)).is_empty());
    assert_eq!(registries(&paper("https://crates.io/crates/leptos, the registry")), [""; 0]);
    assert_eq!(holding(&paper("a\nb"), &["b"]), ["docs/A.md:2: b"]);
}
