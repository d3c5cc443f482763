//! The place that articles go to: what proves to it who the editor is, and how it is asked.

use std::cell::RefCell;

use js_sys::Uint8Array;
use leptos::prelude::*;
use news::{
    desk::{DeskRules, Destination},
    source::NoResponse,
    words::desk::limited,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit};

use super::{dom, room::Desk};
use crate::send::{
    Answer, Failure, Request, Response, Step, Wait,
    forge::{self, Kind},
    wordpress,
};

thread_local! {
    /// User name, and token or password. In memory alone: forgotten with the page.
    static PROOF: RefCell<(String, String)> = RefCell::default();
}

/// A repository or a WordPress.
pub enum Afar {
    Forge(forge::Place),
    Wordpress(wordpress::Place),
}

/// The place that the newsroom's rules name, as this editor reaches it; none if they name none.
pub fn place(rules: &DeskRules) -> Option<Afar> {
    let server = rules.destination()?.trim_end_matches('/');
    let (user, secret) = PROOF.with(|proof| proof.borrow().clone());
    let (kind, below) = match rules.to {
        Destination::File => return None,
        Destination::Wordpress => {
            return Some(Afar::Wordpress(wordpress::Place {
                server: server.to_owned(),
                user,
                password: secret,
            }));
        }
        Destination::Github => (Kind::GitHub, ""),
        Destination::Gitlab => (Kind::GitLab, "/api/v4"),
        Destination::Gitea => (Kind::Gitea, "/api/v1"),
    };
    let below = if server.contains("/api/v") { "" } else { below };
    Some(Afar::Forge(forge::Place {
        kind,
        server: format!("{server}{below}"),
        repository: rules.repository.clone(),
        branch: rules.branch.clone(),
        // Copied with the blank or line end that stood beside it.
        token: secret.trim().to_owned(),
    }))
}

/// Asks the editor for what proves who that is.
pub fn proof(desk: Desk, wordpress: bool) -> impl IntoView {
    let words = desk.words;
    let (user, secret) = PROOF.with(|proof| proof.borrow().clone());
    let user = wordpress.then(|| {
        view! {
            <label for="send-user">{words.user}</label>
            <input id="send-user" type="text" autocomplete="username" prop:value=user
                on:input=|event| PROOF.with(|proof| proof.borrow_mut().0 = event_target_value(&event))/>
        }
    });
    view! {
        {user}
        <label for="send-secret">{if wordpress { words.application_password } else { words.token }}</label>
        <input id="send-secret" type="password" autocomplete="off" aria-describedby="send-hint"
            prop:value=secret
            on:input=|event| PROOF.with(|proof| proof.borrow_mut().1 = event_target_value(&event))/>
        <p class="hint" id="send-hint">{words.token_hint}</p>
    }
}

/// Why it was not to be, in words.
pub fn reason(desk: Desk, failure: &Failure) -> String {
    let words = desk.words;
    let plain = match failure {
        Failure::Refused => words.refused,
        Failure::NoSuchPlace => words.no_such_place,
        Failure::Conflict(Some(_)) => words.conflict,
        Failure::Conflict(None) => words.conflict_gone,
        Failure::PictureTaken(path) => return format!("{} {path}", words.picture_taken),
        Failure::TooLarge => words.too_large,
        Failure::Limited(wait) => {
            let seconds = wait.map(|wait| match wait {
                Wait::Seconds(seconds) => seconds,
                Wait::Until(time) => time.saturating_sub(dom::now() / 1_000),
            });
            return limited(seconds.map(|seconds| seconds.div_ceil(60).max(1)), desk.lang);
        }
        Failure::Offline => words.offline,
        Failure::Unavailable => words.unavailable,
        Failure::Uncertain => words.uncertain,
        Failure::Malformed => words.malformed,
        Failure::Rejected(said) => return format!("{} {said}", words.rejected),
    };
    plain.to_owned()
}

/// Asks until it is done. `next` takes each answer.
pub async fn run<T>(first: Request, mut next: impl FnMut(&Answer) -> Step<T>) -> Result<T, Failure> {
    let mut request = first;
    loop {
        match next(&ask(&request).await) {
            Step::Ask(more) => request = more,
            Step::Done(done) => return Ok(done),
            Step::Failed(failure) => return Err(failure),
        }
    }
}

/// Asks once.
pub async fn ask(request: &Request) -> Answer {
    // What can not stand in a header is nobody's token.
    let Ok(headers) = headers(request) else { return Ok(Response { status: 401, ..Response::default() }) };
    let lost = || match window().navigator().on_line() {
        true => NoResponse::Unreachable,
        false => NoResponse::Offline,
    };
    carried(request, &headers).await.map_err(|_| lost())
}

fn headers(request: &Request) -> Result<Headers, JsValue> {
    let headers = Headers::new()?;
    for (name, value) in &request.headers {
        headers.set(name, value)?;
    }
    Ok(headers)
}

async fn carried(request: &Request, headers: &Headers) -> Result<Response, JsValue> {
    let init = RequestInit::new();
    init.set_method(request.method.as_str());
    init.set_headers(headers);
    init.set_credentials(web_sys::RequestCredentials::Omit);
    if !request.body.is_empty() {
        init.set_body(&Uint8Array::from(request.body.as_slice()));
    }
    let answer = JsFuture::from(window().fetch_with_str_and_init(&request.url, &init)).await?;
    let answer: web_sys::Response = answer.unchecked_into();
    let body = JsFuture::from(answer.text()?).await?.as_string().unwrap_or_default();
    let mut known = Vec::new();
    for name in ["retry-after", "x-ratelimit-reset", "x-ratelimit-remaining", "ratelimit-reset"] {
        known.extend(answer.headers().get(name)?.map(|value| (name.to_owned(), value)));
    }
    Ok(Response { status: answer.status(), headers: known, body })
}
