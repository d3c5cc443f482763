//! Articles where finished ones go: listed, and opened to be changed and sent there again.

use leptos::{prelude::*, task::spawn_local};
use news::{desk::DeskRules, text::vietnamese::fold};

use super::{
    afar::{self, Afar},
    keep::Draft,
    open,
    room::{Desk, Sent},
};
use crate::{
    file,
    form::Field,
    send::{
        Failure, forge,
        wordpress::{self, Post},
    },
};

/// Articles of a repository that are shown at a time.
const SHOWN: usize = 300;

/// What an article is called there.
#[derive(Clone, Debug, PartialEq)]
pub enum Key {
    /// In a repository: the path of its file.
    Path(String),
    /// In a WordPress.
    Number(u64),
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    key: Key,
    title: String,
    hint: String,
}

/// Where the list stands.
#[derive(Clone, Debug, PartialEq)]
enum Stand {
    Idle,
    Going,
    /// Whether the list lacks some.
    Listed(Vec<Row>, bool),
    Failed(Failure),
}

/// The articles of the place that finished ones go to; nothing where there is none.
pub fn shelf(desk: Desk) -> AnyView {
    let words = desk.words;
    let rules = desk.newsroom.with_untracked(|newsroom| newsroom.rules.clone());
    if rules.destination().is_none() {
        return ().into_any();
    }
    let wordpress = rules.is_wordpress();
    let stand = RwSignal::new(Stand::Idle);
    let what = RwSignal::new(String::new());
    let ask = move || {
        let rules = rules.clone();
        stand.set(Stand::Going);
        spawn_local(async move {
            stand.set(match list(desk, &rules, &what.get_untracked()).await {
                Ok((rows, cut)) => Stand::Listed(rows, cut),
                Err(failure) => Stand::Failed(failure),
            });
        });
    };
    let row = move |row: Row| {
        let key = row.key;
        view! {
            <li class="row"><button class="row-open" type="button" on:click=move |_| open(desk, key.clone())>
                <strong>{row.title}</strong> " " <span class="hint">{row.hint}</span>
            </button></li>
        }
    };
    let shown = move || match stand.get() {
        Stand::Idle => ().into_any(),
        Stand::Going => view! { <p>{words.listing}</p> }.into_any(),
        Stand::Failed(failure) => {
            let reason = afar::reason(desk, &failure);
            view! { <p class="failed" role="alert">{words.not_opened} " " {reason}</p> }.into_any()
        }
        Stand::Listed(rows, _) if rows.is_empty() => {
            view! { <p class="empty">{words.none_there}</p> }.into_any()
        }
        Stand::Listed(rows, cut) => view! {
            {cut.then(|| view! { <p class="hint">{words.list_cut}</p> })}
            <ul class="list" id="afar">{rows.into_iter().map(row).collect_view()}</ul>
        }
        .into_any(),
    };
    view! {
        <details class="shelf" id="shelf">
            <summary>{if wordpress { words.in_wordpress } else { words.in_repository }}</summary>
            <form class="sending" on:submit=move |event| { event.prevent_default(); ask(); }>
                {afar::proof(desk, wordpress)}
                <label for="find-afar">{words.search_list}</label>
                <input id="find-afar" type="search" on:input=move |event| what.set(event_target_value(&event))/>
                <div class="dialog-acts">
                    <button class="tool" type="submit" disabled=move || stand.get() == Stand::Going>{words.show_list}</button>
                </div>
            </form>
            <div role="status">{shown}</div>
        </details>
    }
    .into_any()
}

/// The articles that fit these words, and whether the server keeps some back.
async fn list(desk: Desk, rules: &DeskRules, what: &str) -> Result<(Vec<Row>, bool), Failure> {
    let words = desk.words;
    match afar::place(rules).ok_or(Failure::NoSuchPlace)? {
        Afar::Wordpress(place) => {
            let posts = place.listed(&afar::ask(&place.list(what)).await)?;
            let row = |post: Post| Row {
                key: Key::Number(post.number),
                title: if post.title.is_empty() { words.untitled.to_owned() } else { post.title },
                hint: match post.published {
                    true => post.changed,
                    false => format!("{} · {}", post.changed, words.draft),
                },
            };
            Ok((posts.into_iter().map(row).collect(), false))
        }
        Afar::Forge(place) => {
            let (folder, wanted) = (rules.below("content"), fold(what));
            let (mut paths, mut cut) = (Vec::new(), false);
            for number in 1.. {
                let page = place.listed(&folder, &afar::ask(&place.list(&folder, number)).await)?;
                paths.extend(page.paths);
                cut = page.cut;
                if !page.more {
                    break;
                }
            }
            let fits = |path: &String| file::is_article(path) && fold(path).contains(&wanted);
            paths.retain(fits);
            cut = cut || paths.len() > SHOWN;
            let row = |path: String| {
                let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
                Row { title: name.to_owned(), hint: folder.to_owned(), key: Key::Path(path.clone()) }
            };
            Ok((paths.into_iter().take(SHOWN).map(row).collect(), cut))
        }
    }
}

/// Opens an article as it is there, with what is needed to send it back on condition that nobody else has changed it.
pub fn open(desk: Desk, key: Key) {
    spawn_local(async move {
        let rules = desk.newsroom.with_untracked(|newsroom| newsroom.rules.clone());
        let opened = match (afar::place(&rules), key) {
            (Some(Afar::Forge(place)), Key::Path(path)) => of_forge(desk, &rules, &place, path).await,
            (Some(Afar::Wordpress(place)), Key::Number(number)) => of_wordpress(desk, place, number).await,
            _ => Err(Failure::NoSuchPlace),
        };
        if let Err(failure) = opened {
            desk.say(format!("{} {}", desk.words.not_opened, afar::reason(desk, &failure)));
        }
    });
}

async fn of_forge(desk: Desk, rules: &DeskRules, place: &forge::Place, path: String) -> Result<(), Failure> {
    let found = place.found(&afar::ask(&place.read(&path)).await)?.ok_or(Failure::NoSuchPlace)?;
    let text = found.text().ok_or(Failure::Malformed)?;
    let own = rules.inside(&path).to_owned();
    let opened =
        file::open(&own, &text, &desk.zone()).map_err(|why| Failure::Rejected(why.words(desk.lang)))?;
    let draft = Draft {
        original: Some(text),
        sent: Some(Sent { version: found.version, path: path.clone(), ..Sent::default() }),
        form: opened.form,
        body: opened.body,
        ..Draft::default()
    };
    open::afresh(desk, &format!("afar:{path}"), draft);
    Ok(())
}

async fn of_wordpress(desk: Desk, place: wordpress::Place, number: u64) -> Result<(), Failure> {
    let mut reading = wordpress::Reading::new(place, number, desk.zone());
    let first = reading.start();
    let read = afar::run(first, |answer| reading.next(answer)).await?;
    if !read.whole && !window().confirm_with_message(desk.words.loses).unwrap_or(false) {
        return Ok(());
    }
    // What the desk can not write again is shown before it is replaced, as what somebody else has written is.
    let version = if read.whole { read.sent.version } else { String::new() };
    let sent = Sent {
        version,
        number: Some(number),
        published: read.sent.published,
        further: read.further,
        cover: read.form.get(Field::CoverSrc).to_owned(),
        slug: read.form.get(Field::Slug).to_owned(),
        path: String::new(),
    };
    let draft = Draft { sent: Some(sent), form: read.form, body: read.body, ..Draft::default() };
    open::afresh(desk, &format!("afar:{number}"), draft);
    Ok(())
}
