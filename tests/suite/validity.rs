//! What every page must be as HTML: read without an error, named and connected for who can not see it.

use std::collections::HashSet;

use crate::{
    document::{Document, Element},
    screens,
};

type Check = fn(&Document) -> Vec<String>;

#[test]
fn no_page_has_errors_that_a_parser_puts_right() {
    every_page(|document| document.errors.clone());
}

#[test]
fn ids_are_unique_and_can_be_referred_to() {
    every_page(ids);
}

#[test]
fn what_is_referred_to_exists() {
    every_page(references);
}

#[test]
fn headings_make_an_outline() {
    every_page(headings);
}

#[test]
fn pictures_say_what_they_show_and_keep_their_place() {
    every_page(pictures);
}

#[test]
fn controls_have_names() {
    every_page(controls);
}

#[test]
fn lists_hold_nothing_but_their_items() {
    every_page(lists);
}

#[test]
fn dates_are_dates() {
    every_page(dates);
}

fn every_page(check: Check) {
    let mut complaints = Vec::new();
    for page in screens::all() {
        let document = Document::of(&page.html());
        assert!(document.elements.len() > 40, "{} shows nothing", page.name);
        complaints.extend(check(&document).into_iter().map(|what| format!("{}: {what}", page.name)));
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

fn ids(document: &Document) -> Vec<String> {
    let mut seen = HashSet::new();
    let ids = document.elements.iter().filter_map(|element| element.get("id"));
    ids.filter(|id| id.is_empty() || id.contains(char::is_whitespace) || !seen.insert(*id))
        .map(|id| format!("id {id:?} is no name, or stands twice"))
        .collect()
}

fn references(document: &Document) -> Vec<String> {
    const NAMES: [&str; 5] = ["aria-labelledby", "aria-describedby", "aria-controls", "for", "href"];
    let mut missing = Vec::new();
    for element in &document.elements {
        for (name, value) in element.attributes().filter(|(name, _)| NAMES.contains(name)) {
            let targets: Vec<&str> = match (name, value.strip_prefix('#')) {
                ("href", None) => continue,
                ("href", Some(id)) => vec![id],
                _ => value.split_whitespace().collect(),
            };
            let lost = |target: &&str| !document.has(target);
            missing.extend(targets.into_iter().filter(lost).map(|to| format!("{name} leads to no {to:?}")));
        }
    }
    missing
}

/// Whether the page is not there yet.
fn waits(document: &Document) -> bool {
    document.elements.iter().any(|element| element.get("class") == Some("placeholder"))
}

fn headings(document: &Document) -> Vec<String> {
    let levels: Vec<u8> = document.elements.iter().filter_map(Element::level).collect();
    let first = levels.iter().filter(|level| **level == 1).count();
    let mut wrong = Vec::new();
    if first != usize::from(!waits(document)) {
        wrong.push(format!("{first} headings of the first level"));
    }
    if levels.first().is_some_and(|level| *level != 1) {
        wrong.push(format!("the first heading has level {}", levels[0]));
    }
    let skips = levels.windows(2).filter(|pair| pair[1] > pair[0] + 1);
    wrong.extend(skips.map(|pair| format!("a heading of level {} comes after one of {}", pair[1], pair[0])));
    let empty = document.elements.iter().filter(|it| it.level().is_some() && it.text.trim().is_empty());
    wrong.extend(empty.map(|heading| format!("an empty {}", heading.name)));
    wrong
}

fn pictures(document: &Document) -> Vec<String> {
    let lacks = |picture: &Element| {
        let lacks = |name: &&str| picture.get(name).is_none();
        let names: Vec<_> = ["alt", "width", "height", "src"].into_iter().filter(lacks).collect();
        (!names.is_empty()).then(|| format!("{:?} has no {}", picture.get("src"), names.join(", ")))
    };
    document.named("img").filter_map(lacks).collect()
}

fn controls(document: &Document) -> Vec<String> {
    let labels: HashSet<_> = document.named("label").filter_map(|label| label.get("for")).collect();
    let named = |element: &Element| match element.name.as_str() {
        "a" | "button" | "summary" => !element.text.trim().is_empty() || element.get("aria-label").is_some(),
        "input" | "textarea" | "select" => {
            element.around.iter().any(|name| name == "label")
                || element.get("id").is_some_and(|id| labels.contains(id))
                // The box of a task in an article, which nobody can tick.
                || element.get("disabled").is_some()
        }
        "nav" => element.get("aria-label").is_some() || element.get("aria-labelledby").is_some(),
        _ => true,
    };
    let nameless = document.elements.iter().filter(|element| !named(element));
    let nameless = nameless.map(|element| format!("a nameless {}", element.name));
    let untyped = document.named("button").filter(|button| button.get("type").is_none());
    let inside = |element: &&Element| {
        matches!(element.name.as_str(), "a" | "button" | "input" | "select" | "textarea")
            && element.around.iter().any(|name| name == "a" || name == "button")
    };
    let nested = document.elements.iter().filter(inside).map(|it| format!("a {} in a control", it.name));
    nameless.chain(untyped.map(|_| "a button that would send a form".to_owned())).chain(nested).collect()
}

fn lists(document: &Document) -> Vec<String> {
    let strange = |element: &&Element| {
        let inside = element.around.last().map_or("", String::as_str);
        matches!(inside, "ul" | "ol") != (element.name == "li")
    };
    document
        .elements
        .iter()
        .filter(strange)
        .map(|it| format!("{} in {:?}", it.name, it.around.last()))
        .collect()
}

fn dates(document: &Document) -> Vec<String> {
    // A moment, or a day alone.
    let moment = |date: &str| date.parse::<news::date::Moment>().is_ok();
    let is_date = |date: &str| moment(date) || moment(&format!("{date}T00:00:00Z"));
    let valid = |time: &&Element| time.get("datetime").is_some_and(is_date);
    document
        .named("time")
        .filter(|time| !valid(time))
        .map(|time| format!("{:?}", time.get("datetime")))
        .collect()
}

/// Each check against a document that it must complain of.
#[test]
fn the_checks_see_what_is_wrong() {
    let whole = |body: &str| {
        Document::read(&format!(
            "<!doctype html><html lang=vi><head><title>t</title></head><body>{body}</body></html>"
        ))
    };
    let table: [(Check, &str); 18] = [
        (|document| document.errors.clone(), "<p><div></div></p>"),
        (|document| document.errors.clone(), r#"<a href="a" href="b">a</a>"#),
        (|document| document.errors.clone(), "<a href=a><a href=b>b</a></a>"),
        (ids, r#"<p id="a"></p><p id="a"></p>"#),
        (ids, r#"<p id="a b"></p>"#),
        (references, r#"<p aria-labelledby="a"></p>"#),
        (references, r##"<a href="#a">a</a>"##),
        (references, r#"<label for="a">a</label>"#),
        (headings, "<h1>a</h1><h3>b</h3>"),
        (headings, "<h1>a</h1><h1>b</h1>"),
        (headings, "<h2>a</h2><h1>b</h1>"),
        (headings, "<h1></h1>"),
        (pictures, r#"<img src="a" width="1" height="1">"#),
        (controls, r#"<input id="a">"#),
        (controls, "<button>a</button>"),
        (controls, r#"<a href="a"><button type="button">a</button></a>"#),
        (lists, "<ul><p>a</p></ul>"),
        (dates, r#"<time datetime="9-12-2023">a</time>"#),
    ];
    for (check, body) in table {
        assert!(!check(&whole(body)).is_empty(), "nothing is said of {body}");
    }
    let good = whole(r##"<h1 id="a">a</h1><h2>b</h2><a href="#a">a</a><ul><li>c</li></ul>"##);
    for check in [ids, references, headings, pictures, controls, lists, dates] {
        assert_eq!(check(&good), [""; 0]);
    }
    assert_eq!(good.errors, [""; 0]);
}
