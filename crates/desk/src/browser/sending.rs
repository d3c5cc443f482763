//! Sending the article on: into a repository, or into a WordPress.

use leptos::{prelude::*, task::spawn_local};
use news::{desk::DeskRules, text::markdown};

use super::{
    afar::{self, Afar},
    disk, dom, fetching, keep,
    pictures::{self, Picture},
    room::{Desk, Sent},
    site,
};
use crate::{
    form::Field,
    pieces::pieces,
    send::{
        self, Failure, Theirs,
        forge::{self, File},
        wordpress,
    },
};

/// Where an errand stands.
#[derive(Clone, Debug, PartialEq)]
enum Stand {
    Idle,
    Going,
    Sent(Option<String>),
    Failed(Failure),
}

/// What may be replaced.
#[derive(Clone, Debug, PartialEq)]
enum Over {
    /// What the editor opened, or sent last.
    Opened,
    /// What the editor has been shown since; none if it is gone.
    Seen(Option<send::Sent>),
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
    // What readers see already is not taken from them by the way.
    let published = desk.sent.with_untracked(|sent| sent.as_ref().is_some_and(|sent| sent.published));
    let publish = RwSignal::new(published);
    let wordpress = rules.is_wordpress();
    let place =
        if wordpress { rules.server.clone() } else { format!("{} · {}", rules.repository, rules.branch) };
    let at_once = wordpress.then(|| {
        view! {
            <label class="switch" for="send-publish">
                <input id="send-publish" type="checkbox" prop:checked=published
                    on:change=move |event| publish.set(event_target_checked(&event))/>
                {words.publish_at_once}
            </label>
        }
    });
    let go = move |over: Over| {
        // Another tab may have taken it over meanwhile.
        if !untrack(|| desk.may_edit()) {
            return;
        }
        let rules = rules.clone();
        stand.set(Stand::Going);
        spawn_local(async move {
            stand.set(match send(desk, &rules, publish.get_untracked(), over).await {
                Ok(link) => Stand::Sent(link),
                Err(failure) => Stand::Failed(failure),
            });
        });
    };
    let mine = go.clone();
    view! {
        <form class="sending" on:submit=move |event| { event.prevent_default(); go(Over::Opened); }>
            <p>{if wordpress { words.to_wordpress } else { words.to_repository }} " " <strong>{place}</strong></p>
            {afar::proof(desk, wordpress)}
            {at_once}
            {wordpress.then(|| view! { <p class="hint" id="send-lacks">{words.wordpress_lacks}</p> })}
            <div class="dialog-acts">
                <button class="button" type="submit" disabled=move || stand.get() == Stand::Going || !desk.may_edit()>{words.send_now}</button>
                {download()}
            </div>
            <div role="status" id="send-said">{move || said(desk, stand.get(), mine.clone())}</div>
        </form>
    }
    .into_any()
}

/// What became of it.
fn said(desk: Desk, stand: Stand, go: impl Fn(Over) + Clone + 'static) -> AnyView {
    let words = desk.words;
    match stand {
        Stand::Idle => ().into_any(),
        Stand::Going => view! { <p>{words.sending_on}</p> }.into_any(),
        Stand::Sent(link) => {
            let link =
                link.map(|link| view! { <a href=link target="_blank" rel="noopener">{words.read_it}</a> });
            view! { <p class="sent">{words.sent_on} " " {link}</p> }.into_any()
        }
        Stand::Failed(failure) => {
            let reason = afar::reason(desk, &failure);
            let conflict = match failure {
                Failure::Conflict(theirs) => Some(choice(desk, theirs, go)),
                _ => None,
            };
            view! { <div role="alert"><p class="failed">{words.not_sent} " " {reason}</p> {conflict}</div> }
                .into_any()
        }
    }
}

/// Theirs, and what can be done about it.
fn choice(desk: Desk, theirs: Option<Theirs>, go: impl Fn(Over) + 'static) -> impl IntoView {
    let words = desk.words;
    let seen = theirs.as_ref().map(|theirs| theirs.sent.clone());
    let text = theirs.as_ref().and_then(|theirs| theirs.text.clone());
    let shown = theirs.as_ref().map(|_| {
        view! {
            <p><strong>{words.conflict_theirs}</strong></p>
            <pre class="theirs" tabindex="0">{text}</pre>
        }
    });
    let take = theirs.map(|theirs| {
        view! {
            <button class="tool" type="button" on:click=move |_| take(desk, theirs.clone())>{words.take_theirs}</button>
        }
    });
    view! {
        {shown}
        <div class="dialog-acts">
            {take}
            <button class="tool" type="button" on:click=move |_| go(Over::Seen(seen.clone()))>{words.send_mine}</button>
        </div>
    }
}

/// Puts theirs on the desk; what was there is an earlier version, or a draft of its own.
fn take(desk: Desk, theirs: Theirs) {
    if !untrack(|| desk.may_edit()) {
        return;
    }
    let id = desk.id.get_untracked();
    match (theirs.sent.number, theirs.text) {
        (Some(number), _) => fetching::open(desk, fetching::Key::Number(number)),
        (None, Some(text)) => spawn_local(async move {
            keep::shelve(desk).await;
            if desk.is(&id) && disk::show(desk, text) {
                let path = path(desk, desk.sent.get_untracked().as_ref());
                let version = theirs.sent.version;
                desk.sent.set(Some(Sent { version, path, ..Sent::default() }));
                desk.dialog.set(None);
            }
        }),
        (None, None) => {}
    }
}

/// The path of the article's file in the repository.
fn path(desk: Desk, sent: Option<&Sent>) -> String {
    match sent {
        Some(sent) if !sent.path.is_empty() => sent.path.clone(),
        _ => desk.newsroom.with_untracked(|newsroom| newsroom.rules.below(&untrack(|| desk.path()))),
    }
}

async fn send(desk: Desk, rules: &DeskRules, publish: bool, over: Over) -> Result<Option<String>, Failure> {
    let id = desk.id.get_untracked();
    match afar::place(rules).ok_or(Failure::NoSuchPlace)? {
        Afar::Wordpress(place) => to_wordpress(desk, place, publish, over).await,
        // Each name that is taken gives way to another, until one is free.
        Afar::Forge(place) => loop {
            match to_forge(desk, rules, place.clone(), &over).await {
                Err(Failure::PictureTaken(path)) => {
                    let picture = path.strip_prefix(&rules.below("")).unwrap_or(&path);
                    if !desk.is(&id) || pictures::rename(desk, picture).await.is_none() {
                        return Err(Failure::PictureTaken(path));
                    }
                }
                done => return done,
            }
        },
    }
}

async fn to_forge(
    desk: Desk,
    rules: &DeskRules,
    place: forge::Place,
    over: &Over,
) -> Result<Option<String>, Failure> {
    let text = desk.file().map_err(Failure::Rejected)?;
    let id = desk.id.get_untracked();
    let known = desk.sent.get_untracked();
    let path = path(desk, known.as_ref());
    let opened = match over {
        Over::Opened => known.map(|sent| sent.version),
        Over::Seen(seen) => seen.as_ref().map(|seen| seen.version.clone()),
    };
    let file = |picture: Picture| File { path: rules.below(&picture.path), bytes: picture.bytes };
    let pictures = pictures::of(&text).await.into_iter().map(file).collect();
    let title = desk.form.with_untracked(|form| form.get(Field::Title).to_owned());
    let message = if title.is_empty() { path.clone() } else { title };
    let article = File { path: path.clone(), bytes: text.clone().into_bytes() };
    let mut errand = forge::Errand::new(place, article, opened, pictures, message);
    let first = errand.start();
    let sent = afar::run(first, |answer| errand.next(answer)).await?;
    keep::note(desk, &id, Sent { version: sent.version, path, ..Sent::default() }, Some(text)).await;
    Ok(sent.link)
}

async fn to_wordpress(
    desk: Desk,
    place: wordpress::Place,
    publish: bool,
    over: Over,
) -> Result<Option<String>, Failure> {
    let (id, body) = (desk.id.get_untracked(), desk.body.get_untracked());
    let manuscript = untrack(|| desk.manuscript());
    let site = desk.site.get_untracked();
    let origin = window().location().origin().unwrap_or_default();
    // What is an address here is none there.
    let mut whole = |kind, url: &str, _| {
        let known = site::resolve(&site, kind, url).map(|target| target.url);
        let here = known.or_else(|| Some(url.to_owned()).filter(|url| url.starts_with('/')))?;
        let here = Some(here).filter(|here| !here.starts_with("//"))?;
        Some(markdown::Target { url: origin.clone() + &here, ..markdown::Target::default() })
    };
    let rendered =
        markdown::render(&body, &mut whole).map_err(|reason| Failure::Rejected(reason.to_string()))?;
    let cover = manuscript.cover.clone().unwrap_or_default();
    let src = |path: &str| format!("{origin}{}{path}", dom::base());
    let had_cover = desk.sent.with_untracked(|sent| sent.as_ref().is_some_and(|sent| !sent.cover.is_empty()));
    let head = match cover.src.as_str() {
        "" => String::new(),
        there if there.contains("://") => there.to_owned(),
        here => src(here.trim_start_matches('/')),
    };
    let picture = |picture: Picture| wordpress::Picture {
        src: src(&picture.path),
        name: picture.path.rsplit('/').next().unwrap_or(&picture.path).to_owned(),
        alt: if src(&picture.path) == head { cover.alt.clone() } else { String::new() },
        kind: picture.kind,
        bytes: picture.bytes,
    };
    let known = desk.sent.get_untracked();
    let further = known.as_ref().map(|sent| sent.further.clone()).unwrap_or_default();
    let mut categories: Vec<String> = manuscript.section.iter().cloned().collect();
    categories.extend(further.iter().filter(|name| Some(*name) != manuscript.section.as_ref()).cloned());
    let (form, slug) = (desk.form.get_untracked(), untrack(|| desk.slug()));
    let article = wordpress::Article {
        publish,
        title: manuscript.title.clone(),
        html: rendered.html.as_str().to_owned(),
        excerpt: manuscript.standfirst.clone().unwrap_or_default(),
        slug: slug.clone(),
        // Nobody sees it before its hour, whatever date it carries.
        date_gmt: manuscript
            .publish_at
            .or((!manuscript.undated()).then_some(manuscript.date))
            .map(|moment| utc(moment.unix())),
        categories,
        tags: pieces(form.get(Field::Tags)),
        pictures: pictures::of(&format!("{body} {}", cover.src)).await.into_iter().map(picture).collect(),
        // A picture is taken away only by who has seen it there.
        cover: Some(head.clone()).filter(|head| had_cover || !head.is_empty()),
        cover_alt: cover.alt.clone(),
    };
    let opened = match over {
        Over::Opened => known.and_then(|sent| Some((sent.number?, sent.version))),
        Over::Seen(seen) => seen.and_then(|seen| Some((seen.number?, seen.version))),
    };
    let opened = opened.map(|(number, version)| wordpress::Opened { number, version });
    let mut errand = wordpress::Errand::new(place, article, opened);
    let first = errand.start();
    let done = afar::run(first, |answer| errand.next(answer)).await;
    for uploaded in errand.uploaded() {
        // The picture at the head is there only once the article is.
        if desk.is(&id) && (done.is_ok() || uploaded.src != head) {
            let path = uploaded.src.strip_prefix(&src("")).unwrap_or_default();
            pictures::moved(desk, path, &uploaded.url);
            pictures::forget(path).await;
        }
    }
    let sent = done?;
    let link = sent.link;
    let sent = Sent {
        version: sent.version,
        number: sent.number,
        published: sent.published,
        further,
        slug,
        cover: desk.form.with_untracked(|form| form.get(Field::CoverSrc).to_owned()),
        path: String::new(),
    };
    keep::note(desk, &id, sent, None).await;
    Ok(link)
}

/// A moment in UTC, as WordPress writes it.
fn utc(unix: i64) -> String {
    let date = js_sys::Date::new(&(unix as f64 * 1_000.0).into());
    String::from(date.to_iso_string()).trim_end_matches('Z').split('.').next().unwrap_or_default().to_owned()
}
