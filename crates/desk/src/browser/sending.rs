//! Sending the article on: into a repository, or into a WordPress. What proves who the editor is stays in this page.

use std::cell::RefCell;

use js_sys::{Reflect, Uint8Array};
use leptos::{prelude::*, task::spawn_local};
use news::{
    desk::{DeskRules, Destination},
    source::NoResponse,
    text::markdown,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Headers, RequestInit};

use super::{
    disk,
    room::{Desk, Sent},
    site, store,
};
use crate::{
    form::{Field, pieces},
    send::{
        Answer, Failure, Request, Response, Step,
        forge::{self, File, Kind},
        wordpress,
    },
};

thread_local! {
    /// Token, or user name and password: forgotten with the page.
    static PROOF: RefCell<(String, String)> = RefCell::default();
}

/// Where an errand stands.
#[derive(Clone, Debug, PartialEq)]
enum Stand {
    Idle,
    Going,
    Sent(Option<String>),
    Failed(Failure),
}

/// Where the article can go.
pub fn sending(desk: Desk) -> impl IntoView {
    let rules = desk.newsroom.with_untracked(|newsroom| newsroom.rules.clone());
    let words = desk.words;
    let download = move || {
        view! {
            <button class="tool" type="button" on:click=move |_| disk::download(desk)>{words.download}</button>
        }
    };
    if rules.destination().is_none() {
        return view! { <p>{words.no_destination}</p> <div class="dialog-acts">{download()}</div> }
            .into_any();
    }
    let stand = RwSignal::new(Stand::Idle);
    let publish = RwSignal::new(false);
    let wordpress = rules.to == Destination::Wordpress;
    let place =
        if wordpress { rules.server.clone() } else { format!("{} · {}", rules.repository, rules.branch) };
    let keep = move |user: Option<String>, secret: Option<String>| {
        PROOF.with(|proof| {
            let mut proof = proof.borrow_mut();
            proof.0 = user.unwrap_or_else(|| std::mem::take(&mut proof.0));
            proof.1 = secret.unwrap_or_else(|| std::mem::take(&mut proof.1));
        });
    };
    let user = wordpress.then(|| view! {
        <label for="send-user">{words.user}</label>
        <input id="send-user" type="text" autocomplete="username" prop:value=PROOF.with(|proof| proof.borrow().0.clone())
            on:input=move |event| keep(Some(event_target_value(&event)), None)/>
    });
    let at_once = wordpress.then(|| view! {
        <label class="switch" for="send-publish">
            <input id="send-publish" type="checkbox" on:change=move |event| publish.set(event_target_checked(&event))/>
            {words.publish_at_once}
        </label>
    });
    let go = move |over: bool| {
        let rules = rules.clone();
        stand.set(Stand::Going);
        spawn_local(async move {
            stand.set(match wordpress {
                true => to_wordpress(desk, &rules, publish.get_untracked(), over).await,
                false => to_forge(desk, &rules, over).await,
            });
        });
    };
    let mine = go.clone();
    view! {
        <form class="sending" on:submit=move |event| { event.prevent_default(); go(false); }>
            <p>{if wordpress { words.to_wordpress } else { words.to_repository }} " " <strong>{place}</strong></p>
            {user}
            <label for="send-secret">{if wordpress { words.application_password } else { words.token }}</label>
            <input id="send-secret" type="password" autocomplete="current-password" aria-describedby="send-hint"
                prop:value=PROOF.with(|proof| proof.borrow().1.clone())
                on:input=move |event| keep(None, Some(event_target_value(&event)))/>
            <p class="hint" id="send-hint">{words.token_hint}</p>
            {at_once}
            <div class="dialog-acts">
                <button class="button" type="submit" disabled=move || stand.get() == Stand::Going>{words.send_now}</button>
                {download()}
            </div>
            <div role="status" id="send-said">{move || said(desk, stand.get(), mine.clone())}</div>
        </form>
    }
    .into_any()
}

/// What became of it.
fn said(desk: Desk, stand: Stand, go: impl Fn(bool) + Clone + 'static) -> AnyView {
    let words = desk.words;
    let failure = match stand {
        Stand::Idle => return ().into_any(),
        Stand::Going => return view! { <p>{words.sending_on}</p> }.into_any(),
        Stand::Sent(link) => {
            let link =
                link.map(|link| view! { <a href=link target="_blank" rel="noopener">{words.read_it}</a> });
            return view! { <p class="sent">{words.sent_on} " " {link}</p> }.into_any();
        }
        Stand::Failed(failure) => failure,
    };
    let reason = match &failure {
        Failure::Refused => words.refused.to_owned(),
        Failure::NoSuchPlace => words.no_such_place.to_owned(),
        Failure::Conflict { .. } => words.conflict.to_owned(),
        Failure::TooLarge => words.too_large.to_owned(),
        Failure::Limited(_) => words.limited.to_owned(),
        Failure::Offline => words.offline.to_owned(),
        Failure::Unavailable => words.unavailable.to_owned(),
        Failure::Uncertain => words.uncertain.to_owned(),
        Failure::Malformed => words.malformed.to_owned(),
        Failure::Rejected(said) => format!("{} {said}", words.rejected),
    };
    let theirs = match failure {
        Failure::Conflict { theirs, .. } => Some(theirs),
        _ => None,
    };
    let conflict = theirs.map(|theirs| {
        let taken = theirs.clone();
        let take = taken.map(|text| {
            view! {
                <button class="tool" type="button" on:click=move |_| {
                    disk::theirs(desk, text.clone());
                    desk.dialog.set(None);
                }>{words.take_theirs}</button>
            }
        });
        // A WordPress keeps what is replaced, but is only told to replace what the editor opened.
        let forge = desk.newsroom.with_untracked(|newsroom| newsroom.rules.to != Destination::Wordpress);
        let replace = forge.then(|| {
            view! {
                <button class="tool" type="button" on:click=move |_| go(true)>{words.send_mine}</button>
            }
        });
        view! {
            <p><strong>{words.conflict_theirs}</strong></p>
            <pre class="theirs" tabindex="0">{theirs.unwrap_or_default()}</pre>
            <div class="dialog-acts">{take} {replace}</div>
        }
    });
    view! { <div role="alert"><p class="failed">{words.not_sent} " " {reason}</p> {conflict}</div> }
        .into_any()
}

/// Asks until the errand is done. `next` takes each answer.
async fn run(first: Request, mut next: impl FnMut(&Answer) -> Step) -> Result<crate::send::Sent, Failure> {
    let mut request = first;
    loop {
        match next(&ask(&request).await) {
            Step::Ask(more) => request = more,
            Step::Done(sent) => return Ok(sent),
            Step::Failed(failure) => return Err(failure),
        }
    }
}

async fn ask(request: &Request) -> Answer {
    let lost = || match window().navigator().on_line() {
        true => NoResponse::Unreachable,
        false => NoResponse::Offline,
    };
    carried(request).await.map_err(|_| lost())
}

async fn carried(request: &Request) -> Result<Response, JsValue> {
    let headers = Headers::new()?;
    for (name, value) in &request.headers {
        headers.set(name, value)?;
    }
    let init = RequestInit::new();
    init.set_method(request.method.as_str());
    init.set_headers(&headers);
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

async fn to_forge(desk: Desk, rules: &DeskRules, over: bool) -> Stand {
    let text = match desk.file() {
        Ok(text) => text,
        Err(reason) => return Stand::Failed(Failure::Rejected(reason)),
    };
    let kind = match rules.to {
        Destination::Gitlab => Kind::GitLab,
        Destination::Gitea => Kind::Gitea,
        _ => Kind::GitHub,
    };
    let server = rules.destination().unwrap_or_default().trim_end_matches('/');
    let server = match (kind, server.contains("/api/v")) {
        (Kind::GitLab, false) => format!("{server}/api/v4"),
        (Kind::Gitea, false) => format!("{server}/api/v1"),
        _ => server.to_owned(),
    };
    let token = PROOF.with(|proof| proof.borrow().1.clone());
    let place = forge::Place {
        kind,
        server,
        repository: rules.repository.clone(),
        branch: rules.branch.clone(),
        token,
    };
    let known = desk.sent.get_untracked();
    let path = known
        .as_ref()
        .map_or_else(|| below(&rules.folder, &untrack(|| desk.path())), |sent| sent.path.clone());
    let opened = match over {
        // The editor has seen what is there, and wants it replaced.
        true => place.found(&ask(&place.read(&path)).await).ok().flatten().map(|found| found.version),
        false => known.map(|sent| sent.version),
    };
    let pictures = pictures(&text).await.into_iter();
    let pictures = pictures.map(|(name, bytes)| File { path: below(&rules.folder, &name), bytes }).collect();
    let title = desk.form.with_untracked(|form| form.get(Field::Title).to_owned());
    let message = if title.is_empty() { path.clone() } else { title };
    let article = File { path: path.clone(), bytes: text.clone().into_bytes() };
    let mut errand = forge::Errand::new(place, article, opened, pictures, message);
    let first = errand.start();
    match run(first, |answer| errand.next(answer)).await {
        Ok(sent) => {
            desk.sent.set(Some(Sent { version: sent.version, number: None, path }));
            desk.original.set(Some(text));
            Stand::Sent(sent.link)
        }
        Err(failure) => Stand::Failed(failure),
    }
}

fn below(folder: &str, path: &str) -> String {
    match folder.trim_matches('/') {
        "" => path.to_owned(),
        folder => format!("{folder}/{path}"),
    }
}

/// The pictures that are on this desk alone and that the article shows.
async fn pictures(text: &str) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for path in site::pictures() {
        if !text.contains(&path) {
            continue;
        }
        let Ok(blob) = store::get(store::PICTURES, &path).await else { continue };
        if let Some(bytes) = bytes_of(&blob).await {
            all.push((path, bytes));
        }
    }
    all
}

async fn bytes_of(blob: &JsValue) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(blob.dyn_ref::<Blob>()?.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

async fn to_wordpress(desk: Desk, rules: &DeskRules, publish: bool, over: bool) -> Stand {
    let (user, password) = PROOF.with(|proof| proof.borrow().clone());
    let place = wordpress::Place { server: rules.server.trim_end_matches('/').to_owned(), user, password };
    let body = desk.body.get_untracked();
    let manuscript = untrack(|| desk.manuscript());
    let rendered = match markdown::render(&body, &mut |_, _, _| None) {
        Ok(rendered) => rendered,
        Err(reason) => return Stand::Failed(Failure::Rejected(reason.to_string())),
    };
    let cover = manuscript.cover.clone().unwrap_or_default();
    let path = cover.src.trim_start_matches('/').to_owned();
    let picture = match store::get(store::PICTURES, &path).await {
        Ok(blob) => bytes_of(&blob).await.map(|bytes| wordpress::Picture {
            name: path.rsplit('/').next().unwrap_or(&path).to_owned(),
            kind: Reflect::get(&blob, &"type".into())
                .ok()
                .and_then(|kind| kind.as_string())
                .unwrap_or_default(),
            bytes,
            alt: cover.alt,
        }),
        Err(_) => None,
    };
    let form = desk.form.get_untracked();
    let article = wordpress::Article {
        publish,
        title: manuscript.title.clone(),
        html: rendered.html.as_str().to_owned(),
        excerpt: manuscript.standfirst.clone().unwrap_or_default(),
        slug: form.slug(),
        date_gmt: (!manuscript.undated()).then(|| utc(manuscript.date.unix())),
        categories: manuscript.section.iter().cloned().collect(),
        tags: pieces(form.get(Field::Tags)).map(str::to_owned).collect(),
        picture,
    };
    let known = desk.sent.get_untracked().filter(|_| !over);
    let opened =
        known.and_then(|sent| Some(wordpress::Opened { number: sent.number?, version: sent.version }));
    let mut errand = wordpress::Errand::new(place, article, opened);
    let first = errand.start();
    match run(first, |answer| errand.next(answer)).await {
        Ok(sent) => {
            desk.sent.set(Some(Sent { version: sent.version, number: sent.number, path: String::new() }));
            Stand::Sent(sent.link)
        }
        Err(failure) => Stand::Failed(failure),
    }
}

/// A moment in UTC, as WordPress writes it.
fn utc(unix: i64) -> String {
    let date = js_sys::Date::new(&(unix as f64 * 1_000.0).into());
    String::from(date.to_iso_string()).trim_end_matches('Z').split('.').next().unwrap_or_default().to_owned()
}
