//! Isso 0.14. Its interface: <https://isso-comments.de/docs/reference/server-api/>; what it does beside, its recorded
//! answers (`fixtures/isso`).
//!
//! Errors are HTML with a sentence in English. Names arrive escaped for HTML. An answer to an answer becomes one to
//! the comment above both. Nothing keeps the same text from being published twice. Without a title, the server asks
//! the site for the page of a new thread and refuses the comment if it does not get it.
//!
//! Who wrote a comment may change it for a while, by a cookie that comes with the answer and holds a hash of the text: after
//! each change it is another one. Its name and its time stand in a header, too, that pages may read. What is no more can be
//! looked at, which is 404; to change or delete it is 500.

use serde::Serialize;

use super::{Answer, Change, Fate, Listed, Method, OFFSET, Refusal, Request, Thread, Wish, failure, read};
use crate::{
    comment::{Comment, Order},
    date::Moment,
    outbox::Waiting,
    source::{SourceError, json::Value},
    text::{percent, tags::unescape},
};

/// Conversations that are asked for at once.
const PAGE: u32 = 50;
/// Answers that come with each of them. Unless the server is told, it takes for the answers of a conversation what holds
/// for the conversations: so many, and from there on.
const ANSWERS: u32 = 10_000;

/// Seconds for which the server counts what one address has written (`ratelimit` in isso/db/spam.py).
const PAUSE: u32 = 60;

/// The `mode` of a comment that waits for the newsroom.
const MODERATED: Value = Value::Number(2);
/// … and of one that was deleted and has answers.
const DELETED: Value = Value::Number(4);

#[derive(Serialize)]
struct Edited<'w> {
    text: &'w str,
}

#[derive(Serialize)]
struct New<'w> {
    text: &'w str,
    author: &'w str,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'w str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<i64>,
    title: &'w str,
}

/// See [`super::Service::list`].
pub fn list(server: &str, thread: &Thread, order: Order, page: u32, plain: bool) -> Request {
    let sort = match order {
        Order::Newest => "newest",
        Order::Oldest => "oldest",
        Order::Liked => "upvotes",
    };
    let (uri, offset) = (percent::encode(&thread.path, ""), page.saturating_sub(1) * PAGE);
    let plain = if plain { "&plain=1" } else { "" };
    let part = format!("limit={PAGE}&offset={offset}&nested_limit={ANSWERS}");
    Request::get(format!("{server}/?uri={uri}&sort={sort}&{part}{plain}"))
}

/// See [`super::Service::listed`].
///
/// # Errors
/// As every source.
pub fn listed(answer: Answer) -> Result<Listed, SourceError> {
    let page = read(answer)?;
    // Conversations after those on this page; below 0 past the end.
    let hidden = page.get("hidden_replies").count();
    let mut comments = Vec::new();
    for said in page.get("replies").list().ok_or(SourceError::Malformed)? {
        let answers = said.get("replies").list().unwrap_or_default();
        comments.extend(std::iter::once(said).chain(answers).filter_map(comment));
    }
    let here = comments.iter().filter(|one| !one.is_gone()).count();
    Ok(Listed { total: here as u32 + hidden, comments, more: hidden > 0 })
}

fn comment(said: &Value) -> Option<Comment> {
    let text = said.get("text").text()?;
    Some(Comment {
        id: said.get("id").number()?.to_string(),
        parent: said.get("parent").number().map(|parent| parent.to_string()),
        name: unescape(said.get("author").text().unwrap_or_default()),
        // Unix seconds.
        date: Moment::new(said.get("created").number()?, OFFSET),
        // Nothing is left of a deleted one with answers but its place, and `<p></p>`.
        text: if said.get("mode") == &DELETED { String::new() } else { text.to_owned() },
        html: true,
        likes: said.get("likes").count(),
    })
}

/// See [`super::Service::send`].
pub fn send(server: &str, thread: &Thread, comment: &Waiting) -> Request {
    let new = New {
        text: &comment.text,
        author: &comment.name,
        email: Some(comment.email.as_str()).filter(|email| !email.is_empty()),
        parent: comment.parent.as_ref().and_then(|parent| parent.parse().ok()),
        title: &thread.title,
    };
    let url = format!("{server}/new?uri={}", percent::encode(&thread.path, ""));
    // A browser keeps the cookie that comes back only if cookies may go along.
    Request { cookies: true, ..Request::post(url, serde_json::to_string(&new).unwrap_or_default()) }
}

/// See [`super::Service::sent`].
pub fn sent(answer: Answer) -> Fate {
    if let Some(refused) = answer.as_ref().ok().filter(|answer| matches!(answer.status, 400 | 403)) {
        if refused.body.contains("ratelimit exceeded") {
            return Fate::Later(Some(PAUSE));
        }
        if let Some(refusal) = reason(refused) {
            return Fate::Refused(refusal);
        }
    }
    match &answer {
        Ok(response) if response.status == 202 => Fate::Moderated,
        Ok(response) if (200..=299).contains(&response.status) => {
            let Ok(said) = read(answer) else { return Fate::Uncertain };
            match said.get("mode") == &MODERATED {
                true => Fate::Moderated,
                false => comment(&said).map_or(Fate::Uncertain, Fate::Published),
            }
        }
        _ => failure(&answer),
    }
}

/// What the sentence of a refusal means (isso/views/comments.py and isso/db/spam.py of 0.14.0).
fn reason(answer: &crate::source::Response) -> Option<Refusal> {
    const SENTENCES: [(&str, Refusal); 8] = [
        ("text is missing", Refusal::Text),
        ("text is too short", Refusal::TooShort),
        ("text is too long", Refusal::TooLong),
        ("email address required", Refusal::Email),
        ("email", Refusal::Email),
        ("author address required", Refusal::Name),
        ("author", Refusal::Name),
        ("direct responses", Refusal::TooMany),
    ];
    let says = |sentence: &str| answer.body.contains(sentence);
    SENTENCES.iter().find(|(sentence, _)| says(sentence)).map(|(_, refusal)| *refusal)
}

/// See [`super::Service::handed`]: `isso-17=…; Expires=…; Max-Age=900; Path=/`.
pub fn handed(answer: &Answer) -> Option<(String, u32)> {
    let cookie = answer.as_ref().ok()?.cookie.as_deref()?;
    let (id, rest) = cookie.strip_prefix("isso-")?.split_once('=')?;
    let seconds = rest.split("; ").find_map(|part| part.strip_prefix("Max-Age="))?;
    Some((id.parse::<i64>().ok()?.to_string(), seconds.parse().ok()?))
}

/// See [`super::Service::wish`].
pub fn wish(server: &str, id: &str, wish: &Wish) -> Option<Request> {
    let id: i64 = id.parse().ok()?;
    let url = format!("{server}/id/{id}");
    let request = match wish {
        Wish::See => Request::get(url + "?plain=1"),
        Wish::Edit(text) => {
            let body = serde_json::to_string(&Edited { text }).ok();
            Request { method: Method::Put, body, ..Request::get(url) }
        }
        Wish::Delete => Request { method: Method::Delete, ..Request::get(url) },
    };
    Some(Request { cookies: true, ..request })
}

/// See [`super::Service::granted`].
pub fn granted(wish: &Wish, answer: Answer) -> Change {
    match &answer {
        Ok(response) => match response.status {
            200..=299 => match (read(answer), wish) {
                (Ok(Value::Null), Wish::Delete) => Change::Gone,
                (Ok(said), _) => comment(&said).map_or(Change::Uncertain, |comment| {
                    Change::Done(Comment { html: *wish != Wish::See, ..comment })
                }),
                (Err(_), _) => Change::Uncertain,
            },
            400 => Change::Refused(reason(response).unwrap_or(Refusal::Unsaid)),
            403 => Change::TooLate,
            404 | 410 => Change::Gone,
            _ => unread(&answer),
        },
        Err(_) => unread(&answer),
    }
}

/// As what is sent for the first time.
fn unread(answer: &Answer) -> Change {
    match failure(answer) {
        Fate::Refused(refusal) => Change::Refused(refusal),
        Fate::Later(_) => Change::Later,
        Fate::Published(_) | Fate::Moderated | Fate::Known | Fate::Uncertain => Change::Uncertain,
    }
}

/// See [`super::Service::like`].
pub fn like(server: &str, id: &str) -> Option<Request> {
    let id: i64 = id.parse().ok()?;
    Some(Request::post(format!("{server}/id/{id}/like"), "{}".to_owned()))
}

/// See [`super::Service::liked`].
///
/// # Errors
/// As every source.
pub fn liked(answer: Answer) -> Result<u32, SourceError> {
    // `null` for a comment that is no more.
    match read(answer)? {
        Value::Null => Err(SourceError::NotFound),
        votes => {
            votes.get("likes").number().map(|_| votes.get("likes").count()).ok_or(SourceError::Malformed)
        }
    }
}

/// See [`super::Service::count`].
pub fn count(server: &str, paths: &[String]) -> Request {
    Request::post(format!("{server}/count"), serde_json::to_string(paths).unwrap_or_default())
}

/// See [`super::Service::counted`].
///
/// # Errors
/// As every source.
pub fn counted(answer: Answer) -> Result<Vec<u32>, SourceError> {
    let counts = read(answer)?;
    let counts = counts.list().ok_or(SourceError::Malformed)?;
    Ok(counts.iter().map(Value::count).collect())
}
