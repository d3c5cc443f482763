//! What is to be looked at again, found while one types.

use std::cell::RefCell;

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use news::{
    problem::Severity,
    text::{
        markdown::{Block, blocks},
        plain,
    },
};

use super::{
    learn::{ask_about, known},
    room::Desk,
};
use crate::remarks::{OnDesk, Place, Remark, remarks};

/// Milliseconds without a change after which the article is looked through.
const QUIET: u32 = 400;

thread_local! {
    static LATER: RefCell<Option<Timeout>> = const { RefCell::new(None) };
    static FOUND: RwSignal<Found> = RwSignal::default();
}

/// What looking the article through gave.
#[derive(Clone, Debug, Default, PartialEq)]
struct Found {
    remarks: Vec<Remark>,
    words: usize,
}

/// How many words the text has, and how many minutes they take.
pub fn length(_desk: Desk) -> (usize, u32) {
    let words = FOUND.with(|found| found.with(|found| found.words));
    (words, plain::minutes(words))
}

/// The list of remarks.
pub fn checks(desk: Desk) -> impl IntoView {
    let found = FOUND.with(|found| *found);
    Effect::new(move |_| {
        desk.form.track();
        desk.body.track();
        desk.site.track();
        let later = Timeout::new(QUIET, move || look(desk));
        LATER.with(|timer| timer.replace(Some(later)));
    });
    let list = move || {
        let remarks = found.with(|found| found.remarks.clone());
        let item = move |remark: Remark| {
            let place = remark.place;
            view! {
                <li class="remark" data-severity=severity(remark.severity) data-code=remark.code>
                    <button class="remark-go" type="button" on:click=move |_| match place {
                        Place::Field(field) => desk.go_to_field(field),
                        Place::Text(at) => desk.go_to(at),
                    }>{remark.message}</button>
                    <p class="hint">{remark.help}</p>
                </li>
            }
        };
        match remarks.is_empty() {
            true => view! { <p class="empty">{desk.words.no_remarks}</p> }.into_any(),
            false => {
                view! { <ul class="remarks">{remarks.into_iter().map(item).collect_view()}</ul> }.into_any()
            }
        }
    };
    let heading = move || {
        let count = found.with(|found| found.remarks.len());
        if count == 0 { desk.words.remarks.to_owned() } else { format!("{} ({count})", desk.words.remarks) }
    };
    view! {
        <section class="checks" aria-label=desk.words.remarks>
            <h2 class="checks-heading">{heading}</h2>
            {list}
        </section>
    }
}

/// As `bantin check` says it.
fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn look(desk: Desk) {
    let form = desk.form.get_untracked();
    let site = desk.site.get_untracked();
    let path = untrack(|| desk.path());
    let (file, seen) = (desk.original.get_untracked(), untrack(|| desk.seen()));
    let now = (super::dom::now() / 1_000) as i64;
    let (words, remarks) = desk.body.with_untracked(|text| {
        let under = text.get(desk.under_headline()..).unwrap_or(text);
        let words = blocks(under, &mut |_, _, _| None).map_or(0, |(blocks, _)| {
            let counted = |block: &Block| {
                block.safe().map(|safe| plain::words(&plain::plain(&safe))).unwrap_or_default()
            };
            blocks.iter().map(counted).sum()
        });
        let on_desk =
            OnDesk { path: &path, form: &form, body: text, file: file.as_deref(), seen: seen.as_ref(), now };
        (words, known(|known| remarks(on_desk, &site, known, &desk.zone(), desk.lang)))
    });
    ask_about(desk, &form);
    let found = Found { remarks, words };
    FOUND.with(|signal| {
        if signal.with_untracked(|old| *old != found) {
            signal.set(found);
        }
    });
}

/// Looks the article through at once: something is known now that was not.
pub fn again(desk: Desk) {
    LATER.with(|timer| timer.replace(Some(Timeout::new(0, move || look(desk)))));
}
