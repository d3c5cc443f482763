//! Which of the app's two programs the pages ask for: that for sites which have no server but their host, or that for
//! those which do. Trunk makes both, and names the first in index.html.

/// What the files of the first start with.
const PLAIN: &str = "bantin-app";
/// … and what those of the second do.
const CONNECTED: &str = "bantin-connected";

/// index.html with the second program in place of the first. Trunk adds a hash to the names of the first alone.
pub fn connected(html: &str) -> String {
    let before = format!("/{PLAIN}");
    let mut parts = html.split(&before);
    let mut connected = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_at(part.find(['"', ' ', '>']).unwrap_or(part.len()));
        let end = if name.ends_with("_bg.wasm") { "_bg.wasm" } else { ".js" };
        connected += &format!("/{CONNECTED}{end}{rest}");
    }
    connected
}

/// Whether a file belongs to one of the two.
pub fn is_program(file: &str) -> bool {
    file.starts_with(PLAIN) || file.starts_with(CONNECTED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_takes_the_place_of_the_first() {
        for (script, other) in [
            (
                "data-js=/bantin-app-1f.js data-wasm=/bantin-app-2e_bg.wasm></script>",
                "data-js=/bantin-connected.js data-wasm=/bantin-connected_bg.wasm></script>",
            ),
            (
                r#"data-js="/bantin-app.js" data-wasm="/bantin-app_bg.wasm">"#,
                r#"data-js="/bantin-connected.js" data-wasm="/bantin-connected_bg.wasm">"#,
            ),
            (r#"src="/boot.js""#, r#"src="/boot.js""#),
        ] {
            assert_eq!(connected(script), other);
        }
    }
}
