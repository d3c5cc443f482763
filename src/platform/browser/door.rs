//! The sanitising door in the browser: `Element.setHTML` with the allow-list of [`news::text::allowed`].
//! boot.js sees to it that there is one.

use js_sys::{Array, Function, Object, Reflect};
use news::text::allowed;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

use super::document::find_all;

/// Shows HTML of unknown safety in `place`; as plain text if the browser has no door.
pub fn show(place: &Element, html: &str) {
    pass(place, html, allowed::ELEMENTS, &[]);
    undress(place);
}

/// Shows a comment's HTML in `place`: words, lists, quotes and links, no more. What its links lead to is its writer's
/// affair (the values of `rel`: HTML standard, section 4.6.7; `ugc`: Google's).
pub fn show_comment(place: &Element, html: &str) {
    pass(place, html, allowed::IN_COMMENTS, allowed::OPENED_IN_COMMENTS);
    for link in find_all(place, "a") {
        let href = link.get_attribute("href").unwrap_or_default();
        if href.starts_with("https://") || href.starts_with("http://") {
            let _ = link.set_attribute("rel", "nofollow ugc noopener");
        } else {
            let _ = link.remove_attribute("href");
        }
    }
}

/// Sets the HTML, of which only `elements` stay; of `opened` what stands in them stays.
fn pass(place: &Element, html: &str, elements: &[(&str, &[&str])], opened: &[&str]) {
    let set = || {
        let set_html: Function = Reflect::get(place, &"setHTML".into())?.dyn_into()?;
        set_html.call2(place, &html.into(), &options(elements, opened)?)
    };
    if set().is_err() {
        place.set_text_content(Some(html));
    }
}

/// Takes away what the browser's own door can not tell apart: ids that could be taken for the page's, classes and
/// roles of other parts, and pictures of other sites that nobody asked for. These are not fetched before this is done.
fn undress(place: &Element) {
    let Ok(dressed) = place.query_selector_all("[id],[class],[role],[srcset]") else { return };
    for at in 0..dressed.length() {
        let Some(element) = dressed.item(at).and_then(|node| node.dyn_into::<Element>().ok()) else {
            continue;
        };
        let keep = |name: &str, allowed: &dyn Fn(&str) -> bool| {
            let value = element.get_attribute(name).unwrap_or_default();
            if !value.split_ascii_whitespace().all(allowed) {
                let _ = element.remove_attribute(name);
            }
        };
        if element.get_attribute("srcset").is_some_and(|value| !allowed::srcset_stays_here(&value)) {
            let _ = element.remove_attribute("srcset");
        }
        keep("id", &|id| allowed::ID_PREFIXES.iter().any(|prefix| id.starts_with(prefix)));
        keep("class", &|class| allowed::CLASSES.contains(&class) || class.starts_with(allowed::CODE_CLASS));
        keep("role", &|role| allowed::ROLES.contains(&role));
    }
}

/// `{sanitizer: {elements: [{name, attributes}], attributes}}`, as the HTML Sanitizer API takes it.
fn options(allowed: &[(&str, &[&str])], opened: &[&str]) -> Result<JsValue, JsValue> {
    let list = |names: &[&str]| names.iter().map(|name| JsValue::from_str(name)).collect::<Array>();
    let elements = Array::new();
    for (name, attributes) in allowed {
        let element = Object::new();
        Reflect::set(&element, &"name".into(), &(*name).into())?;
        Reflect::set(&element, &"attributes".into(), &list(attributes))?;
        elements.push(&element);
    }
    let sanitizer = Object::new();
    Reflect::set(&sanitizer, &"elements".into(), &elements)?;
    Reflect::set(&sanitizer, &"replaceWithChildrenElements".into(), &list(opened))?;
    Reflect::set(&sanitizer, &"attributes".into(), &list(allowed::EVERYWHERE))?;
    let options = Object::new();
    Reflect::set(&options, &"sanitizer".into(), &sanitizer)?;
    Ok(options.into())
}
