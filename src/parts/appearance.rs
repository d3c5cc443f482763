//! Text size and colour scheme, as the reader likes them. boot.js takes the choice and puts it in force, so that
//! it works before the app does, and without it.

use news::words::Words;

use crate::element::{Element, element};

/// The menu for text size and colour scheme.
pub fn appearance(words: &Words) -> Element {
    let sign = element("span").class("appearance-sign").attr("aria-hidden", "true").child("Aa");
    let name = element("span").class("unseen").child(words.appearance);
    let sizes = [("", words.size_normal), ("large", words.size_large), ("largest", words.size_largest)];
    let schemes = [("", words.scheme_auto), ("light", words.scheme_light), ("dark", words.scheme_dark)];
    let menu = element("div").class("appearance-menu");
    let menu = menu.child(choice("size", words.text_size, sizes));
    let menu = menu.child(choice("scheme", words.scheme, schemes));
    let summary = element("summary").class("tool").child(sign).child(name);
    element("details").class("appearance").child(summary).child(menu)
}

/// One of several, each with its value and its label.
fn choice(name: &'static str, legend: &'static str, options: [(&'static str, &'static str); 3]) -> Element {
    let options = options.map(|(value, label)| {
        let input = element("input").attr("type", "radio").attr("name", name).attr("value", value);
        element("label").child(input).child(element("span").child(label))
    });
    element("fieldset").child(element("legend").child(legend)).children(options)
}
