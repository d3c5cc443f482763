//! The form for a comment: fields, hints, and places for what is wrong with them.

use leptos::prelude::*;
use news::{
    draft::{Draft, Fault, Field},
    lang::Lang,
    site::CommentRules,
    words::{self, Words, words},
};

/// The form for a comment under one article.
#[component]
pub fn CommentForm(lang: Lang, rules: CommentRules) -> impl IntoView {
    let words = words(lang);
    let email = rules.ask_email.then(|| {
        view! {
            <div class="field">
                <label for=id(Field::Email)>{words.email}</label>
                <input id=id(Field::Email) type="email" autocomplete="email" aria-describedby=hint(Field::Email)/>
                <p class="field-hint" id=hint(Field::Email)>{words.email_hint}</p>
                {fault_place(Field::Email)}
            </div>
        }
    });
    view! {
        <form class="comment-form" novalidate aria-labelledby="comment-form-heading">
            <h3 id="comment-form-heading">{words.write_comment}</h3>
            <p class="need-app">{words.need_app}</p>
            <p class="answering" hidden>
                {words.answering}" "<b></b>
                <button class="link" type="button" data-act="give-up">{words.cancel}</button>
            </p>
            <div class="field">
                <label for=id(Field::Name)>{words.name}</label>
                <input id=id(Field::Name) type="text" autocomplete="name" required/>
                {fault_place(Field::Name)}
            </div>
            {email}
            <div class="field">
                <label for=id(Field::Text)>{words.text}</label>
                <textarea id=id(Field::Text) rows="5" required data-max=rules.max_length.to_string()
                    aria-describedby=hint(Field::Text)></textarea>
                <p class="field-hint" id=hint(Field::Text)>
                    {words::characters_left(Draft::default().left(&rules), lang)}
                </p>
                {fault_place(Field::Text)}
            </div>
            <div class="field trap" aria-hidden="true">
                <label for="comment-website">{words.leave_empty}</label>
                <input id="comment-website" type="text" name="website" tabindex="-1" autocomplete="off"/>
            </div>
            <div class="field field-consent">
                <input id=id(Field::Consent) type="checkbox" required/>
                <label for=id(Field::Consent)>{words.consent}</label>
                {fault_place(Field::Consent)}
            </div>
            <p class="form-trouble" role="alert"></p>
            <button class="button" type="submit">{words.send}</button>
        </form>
    }
}

fn fault_place(field: Field) -> impl IntoView {
    view! { <p class="field-fault" id=fault(field) hidden></p> }
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
