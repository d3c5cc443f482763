//! Who may know whom: `app → news ← press`, and press may use app, to render.

use super::{none, paper, papers};

/// Each package with those of ours that it may depend on.
const MAY: &[(&str, &[&str])] = &[
    ("bantin-news", &[]),
    ("bantin-app", &["bantin-news"]),
    ("bantin", &["bantin-news", "bantin-app"]),
    ("bantin-desk", &["bantin-news", "bantin-app"]),
    ("wasm-streams", &[]),
    ("xtask", &[]),
    ("browser-tests", &["bantin-news"]),
    ("server-tests", &["browser-tests", "bantin-desk", "bantin-news"]),
];

#[test]
fn nobody_knows_more_than_it_should() {
    let names = shared_names(&paper("Cargo.toml").text);
    let manifests = papers("", &["Cargo.toml"]);
    assert!(manifests.len() >= 5, "the packages were not found");
    none(manifests.iter().flat_map(|manifest| wrong(&manifest.text, &names)));
}

/// What a manifest depends on without being allowed to.
fn wrong(manifest: &str, names: &[(String, String)]) -> Vec<String> {
    let Some(package) = value(manifest, "[package]", "name") else { return Vec::new() };
    let Some((_, may)) = MAY.iter().find(|(name, _)| *name == package) else {
        return vec![format!("{package}: say in the suite's table whom it may know")];
    };
    let ours = |key: &str| {
        let shared = names.iter().find(|(name, _)| name == key).map(|(_, package)| package.as_str());
        shared.or(MAY.iter().map(|(name, _)| *name).find(|name| *name == key)).map(str::to_owned)
    };
    let known = dependencies(manifest).into_iter().filter_map(|(key, line)| {
        ours(&key).or_else(|| line.contains("path").then(|| inline(&line, "package").unwrap_or(key)))
    });
    let known = known.filter(|name| !may.contains(&name.as_str()));
    known.map(|name| format!("{package}: may not know {name}")).collect()
}

/// Key and line of every dependency, of whatever kind and target.
fn dependencies(manifest: &str) -> Vec<(String, String)> {
    let mut inside = false;
    let mut found = Vec::new();
    for line in manifest.lines().map(str::trim) {
        if let Some(header) = line.strip_prefix('[').filter(|header| header.ends_with(']')) {
            let header = header.trim_end_matches(']');
            inside = header.ends_with("dependencies") && !header.starts_with("workspace");
            // `[dependencies.news]`
            if let Some((_, key)) = header.split_once("dependencies.") {
                found.push((key.to_owned(), String::new()));
            }
        } else if inside && !line.starts_with('#') {
            let key = line.split(['=', '.', ' ']).next().unwrap_or_default();
            if !key.is_empty() && line.contains('=') {
                found.push((key.trim_matches('"').to_owned(), line.to_owned()));
            }
        }
    }
    found
}

/// What the workspace calls our packages: key and package.
fn shared_names(root: &str) -> Vec<(String, String)> {
    let shared = root.split("[workspace.dependencies]").nth(1).unwrap_or_default();
    let shared = shared.lines().skip(1).take_while(|line| !line.starts_with('['));
    let ours = shared.filter(|line| line.contains("path"));
    ours.filter_map(|line| {
        let key = line.split_once('=')?.0.trim().to_owned();
        let package = inline(line, "package").unwrap_or_else(|| key.clone());
        Some((key, package))
    })
    .collect()
}

/// `value` of `key = "value"` in a line.
fn inline(line: &str, key: &str) -> Option<String> {
    let (_, after) = line.split_once(&format!("{key} = \""))?;
    after.split('"').next().map(str::to_owned)
}

fn value(manifest: &str, section: &str, key: &str) -> Option<String> {
    let (_, after) = manifest.split_once(section)?;
    after
        .lines()
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .find_map(|line| line.starts_with(key).then(|| inline(line, key)).flatten())
}

#[test]
fn the_check_sees_what_is_wrong() {
    let names = [("news".to_owned(), "bantin-news".to_owned())];
    let package = |name: &str, rest: &str| format!("[package]\nname = \"{name}\"\n{rest}");
    for (name, bad) in [
        ("bantin-news", "[dependencies]\nbantin-app = { path = \"../..\" }"),
        ("bantin-news", "[dev-dependencies]\nx = { path = \"../press\", package = \"bantin\" }"),
        ("bantin-app", "[dependencies]\nbantin.workspace = true"),
        ("bantin-app", "[target.'cfg(unix)'.dependencies]\nbantin = \"1\""),
        ("bantin-app", "[dependencies.bantin]\npath = \"crates/press\""),
        ("xtask", "[dependencies]\nnews.workspace = true"),
        ("new-one", ""),
    ] {
        assert!(!wrong(&package(name, bad), &names).is_empty(), "{name} {bad}");
    }
    for (name, good) in [
        ("bantin-app", "[dependencies]\nnews.workspace = true\nserde = \"1\""),
        ("bantin-news", "[dependencies]\n# bantin-app = 1\nserde = \"1\"\n[lints]\nworkspace = true"),
    ] {
        assert_eq!(wrong(&package(name, good), &names), [""; 0]);
    }
}
