//! Which of the app's three programs the pages ask for: that for sites which have no server but their host, that for
//! those whose comments or views are on one, or that for those whose articles are. Trunk makes all, and names the first
//! in index.html.

use news::site::Site;

/// What the files of the first start with, and of the others.
const PROGRAMS: [&str; 3] = [PLAIN, CONNECTED, LIVE];
const PLAIN: &str = "bantin-app";
const CONNECTED: &str = "bantin-connected";
const LIVE: &str = "bantin-live";

/// index.html with the program that the site needs.
pub fn needed(html: &str, site: &Site) -> String {
    match (site.live.is_off(), site.views.is_off() && !site.comments.kind.served()) {
        (false, _) => named(html, LIVE),
        (true, false) => named(html, CONNECTED),
        (true, true) => html.to_owned(),
    }
}

/// index.html with the program that can do everything.
pub fn whole(html: &str) -> String {
    named(html, LIVE)
}

/// index.html with another program in place of the first. Trunk adds a hash to the names of the first alone.
fn named(html: &str, program: &str) -> String {
    let before = format!("/{PLAIN}");
    let mut parts = html.split(&before);
    let mut other = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_at(part.find(['"', ' ', '>']).unwrap_or(part.len()));
        let end = if name.ends_with("_bg.wasm") { "_bg.wasm" } else { ".js" };
        other += &format!("/{program}{end}{rest}");
    }
    other
}

/// Whether a file belongs to one of them.
pub fn is_program(file: &str) -> bool {
    PROGRAMS.iter().any(|program| file.starts_with(program))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_takes_the_place_of_the_first() {
        for (script, other) in [
            (
                "data-js=/bantin-app-1f.js data-wasm=/bantin-app-2e_bg.wasm></script>",
                "data-js=/bantin-live.js data-wasm=/bantin-live_bg.wasm></script>",
            ),
            (
                r#"data-js="/bantin-app.js" data-wasm="/bantin-app_bg.wasm">"#,
                r#"data-js="/bantin-live.js" data-wasm="/bantin-live_bg.wasm">"#,
            ),
            (r#"src="/boot.js""#, r#"src="/boot.js""#),
        ] {
            assert_eq!(whole(script), other);
            assert_eq!(needed(script, &Site::default()), script);
        }
    }
}
