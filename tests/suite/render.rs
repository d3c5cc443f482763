//! Pages as HTML, as they are written beforehand; and HTML for people to compare.

use std::sync::Arc;

use bantin_app::{app::Screen, platform};
use news::{lang::Lang, site::Site};

use crate::newspaper::NOW;

/// The page with its frame, read at [`NOW`].
pub fn html(site: Site, screen: Screen, lang: Lang) -> String {
    html_at(site, screen, lang, NOW)
}

/// The page with its frame, read at `now`, in Unix seconds.
pub fn html_at(site: Site, screen: Screen, lang: Lang, now: i64) -> String {
    platform::html(Arc::new(site), "/", screen, lang, now)
}

/// What stands in `<main>`.
pub fn main(html: &str) -> &str {
    let start = html.find("<main").unwrap();
    let end = html.rfind("</main>").unwrap();
    &html[start..end + "</main>".len()]
}

/// One element a line, indented; an element that holds nothing but a text stays on one line.
pub fn pretty(html: &str) -> String {
    const VOID: [&str; 5] = ["<img", "<input", "<br", "<hr", "<source"];
    let tokens = tokens(html);
    let opens = |token: &str| {
        token.starts_with('<')
            && !token.starts_with("</")
            && !VOID
                .iter()
                .any(|void| token.strip_prefix(void).is_some_and(|rest| rest.starts_with([' ', '>'])))
    };
    let mut text = String::new();
    let mut depth = 0_usize;
    let mut at = 0;
    while at < tokens.len() {
        let token = tokens[at];
        let mut upto = at + 1;
        if token.starts_with("</") {
            depth = depth.saturating_sub(1);
        } else if opens(token) {
            upto += usize::from(tokens.get(upto).is_some_and(|next| !next.starts_with('<')));
            if tokens.get(upto).is_some_and(|next| next.starts_with("</")) {
                upto += 1;
            } else {
                upto = at + 1;
            }
        }
        text += &"  ".repeat(depth);
        for token in &tokens[at..upto] {
            text += &seen(token);
        }
        text.push('\n');
        depth += usize::from(opens(token) && upto == at + 1);
        at = upto;
    }
    text
}

/// A text whose blanks can be told apart: ␣ at its ends, and those that do not break.
fn seen(token: &str) -> String {
    if token.starts_with('<') {
        return token.to_owned();
    }
    let blank = [' ', '\n'];
    let end = |bare: &str| if bare.len() < token.len() { "␣" } else { "" };
    let (before, after) = (end(token.trim_start_matches(blank)), end(token.trim_end_matches(blank)));
    format!("{before}{}{after}", token.trim_matches(blank)).replace('\u{a0}', "&nbsp;")
}

/// Tags and texts; blanks between tags are nothing.
fn tokens(html: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let end = if rest.starts_with('<') { tag_end(rest) } else { rest.find('<').unwrap_or(rest.len()) };
        let (token, after) = rest.split_at(end);
        if !token.trim().is_empty() {
            tokens.push(token);
        }
        rest = after;
    }
    tokens
}

/// One past the `>` that ends the tag; one in a quoted value does not.
fn tag_end(html: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in html.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at + 1,
            _ => {}
        }
    }
    html.len()
}

#[test]
fn one_element_a_line() {
    let html = r#"<ul class="a>b"><li>Một</li> <li><b>Hai</b> và</li><img alt=""><p></p></ul>"#;
    let lines = "<ul class=\"a>b\">\n  <li>Một</li>\n  <li>\n    <b>Hai</b>\n    ␣và\n  </li>\n  <img alt=\"\">\n  <p></p>\n</ul>\n";
    assert_eq!(pretty(html), lines);
}
