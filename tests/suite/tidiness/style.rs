//! Style sheets and the views that they dress: neither has what the other does not know.

use std::{collections::BTreeSet, fs};

use news::text::allowed;

use super::{none, paper, papers, rust::Source};
use crate::{document::Document, root, screens};

/// Parts and pages without a style sheet of their own, and why.
const WITHOUT: &[(&str, &str)] = &[
    ("pages/archive", "looks like any list: pages/list.css"),
    ("parts/picture", "is dressed where it stands: parts/teaser.css, pages/article.css"),
    ("parts/comment", "stands in a discussion alone: parts/discussion.css"),
    ("parts/comment_form", "stands in a discussion alone: parts/discussion.css"),
];

/// Style sheets of no part or page, and why.
const ALONE: &[(&str, &str)] = &[("parts/prose", "what `platform::prose` shows: text as Markdown makes it")];

/// Classes that no style sheet knows, and why.
const UNDRESSED: &[(&str, &str)] = &[
    ("teaser-comments", "tells a number that looks like the facts beside it"),
    ("comment-likes", "tells a number that looks like the line around it"),
    ("comment-name", "is bold already"),
    ("neighbour", "looks as `.neighbours a` says"),
];

#[test]
fn a_part_has_its_style_beside_it() {
    let names = |folder: &str, end: &str| -> BTreeSet<String> {
        let files = ["pages", "parts"].into_iter().flat_map(|kind| {
            fs::read_dir(root().join(folder).join(kind)).unwrap().map(move |file| (kind, file.unwrap()))
        });
        let files = files.map(|(kind, file)| format!("{kind}/{}", file.file_name().to_string_lossy()));
        files.filter_map(|file| file.strip_suffix(end).map(str::to_owned)).collect()
    };
    let mut parts = names("src", ".rs");
    parts.retain(|part| !part.ends_with("/mod"));
    let sheets = names("style", ".css");
    let listed = |list: &[(&str, &str)], name: &String| list.iter().any(|(other, _)| other == name);
    let bare = parts.difference(&sheets).filter(|part| !listed(WITHOUT, part));
    let lone = sheets.difference(&parts).filter(|sheet| !listed(ALONE, sheet));
    let gone = WITHOUT.iter().filter(|(part, _)| !parts.contains(*part) || sheets.contains(*part));
    let gone =
        gone.chain(ALONE.iter().filter(|(sheet, _)| !sheets.contains(*sheet) || parts.contains(*sheet)));
    none(
        bare.map(|part| format!("src/{part}.rs has no style/{part}.css"))
            .chain(lone.map(|sheet| format!("style/{sheet}.css dresses no part")))
            .chain(gone.map(|(name, _)| format!("{name}: take it from the suite's list"))),
    );
}

#[test]
fn classes_in_views_are_dressed() {
    let (used, styled) = (used(), styled());
    assert!(used.len() > 60 && styled.len() > 60, "{} used, {} styled", used.len(), styled.len());
    let listed = |class: &String| UNDRESSED.iter().any(|(other, _)| other == class);
    let bare = used.difference(&styled).filter(|class| !listed(class) && !of_articles(class));
    let gone = UNDRESSED.iter().filter(|(class, _)| !used.contains(*class) || styled.contains(*class));
    none(
        bare.map(|class| format!("class {class} is in no style sheet"))
            .chain(gone.map(|(class, _)| format!("{class}: take it from the suite's list"))),
    );
}

#[test]
fn classes_in_style_sheets_are_used() {
    let said = said();
    let idle = styled().into_iter().filter(|class| !said.contains(class) && !of_articles(class));
    none(idle.map(|class| format!(".{class} is styled and nowhere used")));
}

/// Classes that the text of an article may carry.
fn of_articles(class: &str) -> bool {
    allowed::CLASSES.contains(&class) || class.starts_with(allowed::CODE_CLASS)
}

/// Every class that a page has, or that a view names in so many words.
fn used() -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for page in screens::all() {
        let document = Document::of(&page.html());
        let classes = document.elements.iter().filter_map(|element| element.get("class"));
        used.extend(classes.flat_map(str::split_whitespace).map(str::to_owned));
    }
    for paper in papers("src", &[".rs"]) {
        let source = Source::shipped(&paper.text);
        for (at, text) in &source.texts {
            if source.before(*at).ends_with(".class(") {
                used.extend(text.split_whitespace().map(str::to_owned));
            }
        }
    }
    used
}

/// Every word of a text in the code, and the classes of the shell.
fn said() -> BTreeSet<String> {
    let mut said = used();
    for paper in papers("src", &[".rs"]) {
        let texts = Source::shipped(&paper.text).texts;
        said.extend(texts.iter().flat_map(|(_, text)| text.split_whitespace()).map(str::to_owned));
    }
    said
}

/// Every class in the style sheets.
fn styled() -> BTreeSet<String> {
    papers("style", &[".css"]).iter().flat_map(|paper| classes(&paper.text)).collect()
}

/// The classes in the selectors of a style sheet.
fn classes(css: &str) -> Vec<String> {
    let mut selectors = String::new();
    for (at, piece) in css.split("/*").enumerate() {
        selectors += if at == 0 { piece } else { piece.split_once("*/").map_or("", |(_, after)| after) };
    }
    // What stands before a `{` since the last `{`, `}` or `;` selects.
    let mut found = Vec::new();
    let pieces: Vec<&str> = selectors.split('{').collect();
    for piece in pieces.iter().take(pieces.len().saturating_sub(1)) {
        let selector = piece.rsplit(['}', ';']).next().unwrap_or_default();
        if !selector.trim_start().starts_with('@') {
            found.extend(selector.split('.').skip(1).filter_map(name));
        }
    }
    found
}

/// The name that a text begins with.
fn name(text: &str) -> Option<String> {
    let end = text.find(|one: char| !one.is_ascii_alphanumeric() && one != '-' && one != '_');
    let name = text.get(..end.unwrap_or(text.len()))?;
    name.starts_with(|first: char| first.is_ascii_alphabetic()).then(|| name.to_owned())
}

#[test]
fn every_style_sheet_says_what_it_is_and_has_its_layer() {
    let sheets = papers("style", &[".css"]);
    assert!(sheets.len() > 15, "the style sheets were not found");
    let silent =
        sheets.iter().filter(|sheet| !sheet.text.starts_with("/* ") || !sheet.text.contains("@layer "));
    none(silent.map(|sheet| format!("{}: begins with no comment, or has no @layer", sheet.path)));
}

#[test]
fn colours_have_names() {
    let sheets = papers("style", &[".css"]);
    let others = sheets.iter().filter(|sheet| !sheet.path.ends_with("tokens.css"));
    none(others.flat_map(|sheet| {
        let plain = sheet.text.lines().filter(|line| plain_colour(line));
        plain.map(|line| format!("{}: {}", sheet.path, line.trim())).collect::<Vec<_>>()
    }));
    assert!(plain_colour("  color: #fff;") && plain_colour("background: #12345678;"));
    assert!(
        !plain_colour("a[href=\"#app\"] {")
            && !plain_colour("mask-image: linear-gradient(#000, transparent);")
    );
}

/// A colour of its own, which the other scheme would not know. A mask has no colour.
fn plain_colour(line: &str) -> bool {
    let Some((property, value)) = line.split_once(": ") else { return false };
    let mut values = value.split('#').skip(1);
    !property.contains("mask")
        && values.any(|rest| rest.len() > 2 && rest.as_bytes()[..3].iter().all(u8::is_ascii_hexdigit))
}

#[test]
fn the_shell_has_no_script_of_its_own() {
    for path in ["index.html", "Trunk.toml"] {
        none(inline_code(&paper(path).text).into_iter().map(|what| format!("{path}: {what}")));
    }
    for bad in [
        "<script>a()</script>",
        "<script type=\"module\">a()</script>",
        "<script src=\"a\">b()</script>",
        "<p onclick=\"a()\">",
        "<a href=\"javascript:a()\">",
    ] {
        assert!(!inline_code(bad).is_empty(), "{bad}");
    }
    assert_eq!(inline_code("<script src=\"a.js\"></script>"), [""; 0]);
}

/// What a strict content security policy would not run.
fn inline_code(text: &str) -> Vec<String> {
    let document = Document::read(text);
    let mut wrong = Vec::new();
    for element in &document.elements {
        if element.name == "script" && (element.get("src").is_none() || !element.text.trim().is_empty()) {
            wrong.push(format!("a script in the page: {}", element.text));
        }
        let code = element
            .attributes()
            .filter(|(name, value)| name.starts_with("on") || value.starts_with("javascript:"));
        wrong.extend(code.map(|(name, value)| format!("{name}={value}")));
    }
    wrong
}

#[test]
fn classes_are_found() {
    let css = "/* .no { } */ @layer parts { .a > .b-c:hover, :is(.d) { margin: 0.5em; } @media (x: 1.5rem) { .e.f { color: red } } }";
    assert_eq!(classes(css), ["a", "b-c", "d", "e", "f"]);
}
