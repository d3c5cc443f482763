//! The form for a comment: fields, hints, and places for what is wrong with them.

use news::{
    discussion::Service,
    draft::{Draft, Fault, Field},
    lang::Lang,
    site::CommentRules,
    words::{self, Words, words},
};

use super::comment::link_button;
use crate::element::{Element, Node, element};

/// The id of the line that asks whether the name may be kept.
pub const REMEMBER: &str = "comment-remember";

/// The form for a comment under one article.
pub fn comment_form(lang: Lang, rules: &CommentRules) -> Element {
    let words = words(lang);
    let served = Service::of(rules).is_some();
    let give_up = link_button("give-up", words.cancel);
    let answering = element("p").class("answering").attr("hidden", true);
    let answering = answering.child(words.answering).child(" ").child(element("b")).child(give_up);
    let email = rules.ask_email.then(|| {
        let input = input(Field::Email, "email").attr("autocomplete", "email");
        let input = input.attr("aria-describedby", hint(Field::Email));
        field(Field::Email, words.email, input, Some(hint_place(Field::Email, words.email_hint)))
    });
    let name = input(Field::Name, "text").attr("autocomplete", "name").attr("required", true);
    let text = element("textarea").attr("id", id(Field::Text)).attr("rows", "5").attr("required", true);
    let text = text.attr("data-max", rules.max_length.to_string());
    let text = text.attr("aria-describedby", hint(Field::Text));
    let left = words::characters_left(Draft::default().left(rules), lang);
    let consent = element("div").class("field field-consent");
    let consent = consent.child(input(Field::Consent, "checkbox").attr("required", true));
    let consent = consent.child(label(id(Field::Consent), words.consent)).child(fault_place(Field::Consent));
    element("form")
        .class("comment-form")
        .attr("novalidate", true)
        .attr("aria-labelledby", "comment-form-heading")
        .child(element("h3").attr("id", "comment-form-heading").child(words.write_comment))
        .child(element("p").class("need-app").child(words.need_app))
        .child(answering)
        .child(field(Field::Name, words.name, name, None))
        .child(email)
        .child(field(Field::Text, words.text, text, Some(hint_place(Field::Text, left))))
        .child(trap(words))
        .child(consent)
        .child(served.then(|| remember(words)))
        .child(element("p").class("form-trouble").attr("role", "alert"))
        .child(element("button").class("button").attr("type", "submit").child(words.send))
        .child(served.then(|| element("p").class("forget").child(link_button("forget", words.forget))))
}

/// Asks whether the name may be kept in this browser.
fn remember(words: &Words) -> Element {
    let input = element("input").attr("id", REMEMBER).attr("type", "checkbox");
    element("div").class("field field-consent").child(input).child(label(REMEMBER, words.remember))
}

/// A field with its label, a hint if it has one, and the place for what is wrong.
fn field(field: Field, name: &'static str, input: Element, hint: Option<Element>) -> Element {
    let place = element("div").class("field").child(label(id(field), name)).child(input);
    place.child(hint).child(fault_place(field))
}

/// What only programs fill in.
fn trap(words: &Words) -> Element {
    let input = element("input").attr("id", "comment-website").attr("type", "text");
    let input = input.attr("name", "website").attr("tabindex", "-1").attr("autocomplete", "off");
    let place = element("div").class("field trap").attr("aria-hidden", "true");
    place.child(label("comment-website", words.leave_empty)).child(input)
}

fn label(of: &'static str, name: &'static str) -> Element {
    element("label").attr("for", of).child(name)
}

fn input(field: Field, kind: &'static str) -> Element {
    element("input").attr("id", id(field)).attr("type", kind)
}

fn hint_place(field: Field, says: impl Into<Node>) -> Element {
    element("p").class("field-hint").attr("id", hint(field)).child(says)
}

fn fault_place(field: Field) -> Element {
    element("p").class("field-fault").attr("id", fault(field)).attr("hidden", true)
}

/// The id of a field.
pub fn id(field: Field) -> &'static str {
    match field {
        Field::Name => "comment-name",
        Field::Email => "comment-email",
        Field::Text => "comment-text",
        Field::Consent => "comment-consent",
    }
}

/// The id of what a field says of itself; not every field says something.
pub fn hint(field: Field) -> &'static str {
    match field {
        Field::Email => "comment-email-hint",
        _ => "comment-left",
    }
}

/// The id of the place for what is wrong with a field.
pub fn fault(field: Field) -> String {
    format!("{}-fault", id(field))
}

/// What is wrong with a field, as a sentence.
pub fn sentence(field: Field, fault: Fault, words: &Words) -> &'static str {
    match (field, fault) {
        (Field::Name, Fault::TooLong) => words.name_long,
        (Field::Name, _) => words.name_missing,
        (Field::Email, _) => words.email_wrong,
        (Field::Text, Fault::TooLong) => words.text_long,
        (Field::Text, _) => words.text_missing,
        (Field::Consent, _) => words.consent_missing,
    }
}
