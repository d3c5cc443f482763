//! The form for a comment. What is typed is kept in the browser at every key, until it is sent.

use leptos::{ev::SubmitEvent, prelude::*};
use news::{
    comment::Comment,
    draft::{Draft, Fault, Field, SHORTEST},
    lang::Lang,
    site::CommentRules,
    words::{self, Words, words},
};

use crate::platform;

/// The form for a comment under one article.
#[component]
pub fn CommentForm(
    slug: String,
    lang: Lang,
    rules: CommentRules,
    /// The comments that can be answered.
    shipped: StoredValue<Vec<Comment>>,
    /// The comment that is answered.
    answering: RwSignal<Option<Comment>>,
    /// Keeps or sends a finished comment; false if it could not.
    keep: Callback<Draft, bool>,
) -> impl IntoView {
    let words = words(lang);
    let key = StoredValue::new(format!("bantin:draft:{}/{slug}", lang.code()));
    let rules = StoredValue::new(rules);
    let draft = RwSignal::new(Draft::default());
    let faults = RwSignal::new(Vec::<(Field, Fault)>::new());
    let trouble = RwSignal::new("");
    let trap = RwSignal::new(String::new());
    let since = StoredValue::new(platform::now());

    Effect::new(move |_| {
        let stored = platform::stored(&key.get_value());
        if let Some(stored) = stored.and_then(|text| serde_json::from_str::<Draft>(&text).ok()) {
            let is_answered = |comment: &&Comment| Some(&comment.id) == stored.parent.as_ref();
            answering.set(shipped.with_value(|all| all.iter().find(is_answered).cloned()));
            draft.set(stored);
        }
    });
    let type_in = move |change: fn(&mut Draft, String), value: String| {
        draft.update(|draft| {
            change(draft, value);
            draft.parent = answering.get_untracked().map(|comment| comment.id);
        });
        let blank = draft.with_untracked(Draft::is_blank);
        let text = draft.with_untracked(|draft| serde_json::to_string(draft).ok());
        let stored = platform::store(&key.get_value(), text.filter(|_| !blank).as_deref());
        trouble.set(if stored || blank { "" } else { words.not_kept });
    };
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let now = draft.get_untracked();
        let found = rules.with_value(|rules| now.faults(rules));
        let first = found.first().map(|(field, _)| *field);
        faults.set(found);
        if let Some(field) = first {
            trouble.set("");
            return platform::focus(id(field));
        }
        if !trap.get_untracked().is_empty() {
            return trouble.set(words.leave_empty);
        }
        if platform::now() - since.get_value() < SHORTEST {
            return trouble.set(words.too_fast);
        }
        let parent = answering.get_untracked().map(|comment| comment.id);
        if keep.run(Draft { parent, ..now }) {
            platform::store(&key.get_value(), None);
            draft.update(|draft| {
                draft.text.clear();
                draft.consent = false;
            });
            trouble.set("");
        }
    };
    let fault = move |field: Field| {
        faults.with(|all| all.iter().find(|(at, _)| *at == field).map(|(_, fault)| *fault))
    };
    let told = move |field: Field| {
        move || {
            fault(field).map(|fault| {
                view! { <p class="field-fault" id=format!("{}-fault", id(field))>{sentence(field, fault, words)}</p> }
            })
        }
    };
    let invalid = move |field: Field| move || fault(field).map(|_| "true");
    let described = move |field: Field| move || fault(field).map(|_| format!("{}-fault", id(field)));

    let give_up = move |_| {
        answering.set(None);
        platform::focus(id(Field::Text));
    };
    let answered = move || {
        answering.get().map(|comment| {
            view! {
                <p class="answering">
                    {words.answering}" "<b>{comment.name}</b>
                    <button class="link" type="button" on:click=give_up>{words.cancel}</button>
                </p>
            }
        })
    };
    let email = rules.with_value(|rules| rules.ask_email).then(|| {
        view! {
            <div class="field">
                <label for=id(Field::Email)>{words.email}</label>
                <input id=id(Field::Email) type="email" autocomplete="email" aria-invalid=invalid(Field::Email)
                    aria-describedby=move || described(Field::Email)().unwrap_or("comment-email-hint".to_owned())
                    prop:value=move || draft.with(|draft| draft.email.clone())
                    on:input=move |event| type_in(|draft, text| draft.email = text, event_target_value(&event))/>
                <p class="field-hint" id="comment-email-hint">{words.email_hint}</p>
                {told(Field::Email)}
            </div>
        }
    });
    let left = move || rules.with_value(|rules| draft.with(|draft| draft.left(rules)));
    view! {
        <form class="comment-form" novalidate on:submit=send aria-labelledby="comment-form-heading">
            <h3 id="comment-form-heading">{words.write_comment}</h3>
            {answered}
            <div class="field">
                <label for=id(Field::Name)>{words.name}</label>
                <input id=id(Field::Name) type="text" autocomplete="name" required
                    aria-invalid=invalid(Field::Name) aria-describedby=described(Field::Name)
                    prop:value=move || draft.with(|draft| draft.name.clone())
                    on:input=move |event| type_in(|draft, text| draft.name = text, event_target_value(&event))/>
                {told(Field::Name)}
            </div>
            {email}
            <div class="field">
                <label for=id(Field::Text)>{words.text}</label>
                <textarea id=id(Field::Text) rows="5" required
                    aria-invalid=invalid(Field::Text)
                    aria-describedby=move || described(Field::Text)().unwrap_or("comment-left".to_owned())
                    prop:value=move || draft.with(|draft| draft.text.clone())
                    on:input=move |event| type_in(|draft, text| draft.text = text, event_target_value(&event))>
                </textarea>
                <p class="field-hint" id="comment-left" class:over=move || left() < 0>
                    {move || words::characters_left(left(), lang)}
                </p>
                {told(Field::Text)}
            </div>
            <div class="field trap" aria-hidden="true">
                <label for="comment-website">{words.leave_empty}</label>
                <input id="comment-website" type="text" name="website" tabindex="-1" autocomplete="off"
                    on:input=move |event| trap.set(event_target_value(&event))/>
            </div>
            <div class="field field-consent">
                <input id=id(Field::Consent) type="checkbox" required
                    aria-invalid=invalid(Field::Consent) aria-describedby=described(Field::Consent)
                    prop:checked=move || draft.with(|draft| draft.consent)
                    on:change=move |event| {
                        let agreed = if event_target_checked(&event) { "yes" } else { "" };
                        type_in(|draft, text| draft.consent = !text.is_empty(), agreed.to_owned());
                    }/>
                <label for=id(Field::Consent)>{words.consent}</label>
                {told(Field::Consent)}
            </div>
            <p class="form-trouble" role="alert">{trouble}</p>
            <button class="button" type="submit">{words.send}</button>
        </form>
    }
}

fn id(field: Field) -> &'static str {
    match field {
        Field::Name => "comment-name",
        Field::Email => "comment-email",
        Field::Text => "comment-text",
        Field::Consent => "comment-consent",
    }
}

fn sentence(field: Field, fault: Fault, words: &Words) -> &'static str {
    match (field, fault) {
        (Field::Name, Fault::TooLong) => words.name_long,
        (Field::Name, _) => words.name_missing,
        (Field::Email, _) => words.email_wrong,
        (Field::Text, Fault::TooLong) => words.text_long,
        (Field::Text, _) => words.text_missing,
        (Field::Consent, _) => words.consent_missing,
    }
}
