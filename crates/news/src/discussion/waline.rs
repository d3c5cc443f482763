//! Waline 1.39. Its interface: <https://waline.js.org/en/next/api/comment.html>; what it does beside, its recorded
//! answers (`fixtures/waline`) and its source (`src/controller/comment.js`).
//!
//! A refusal is 200 with an `errno`, and its sentence, in the language that was asked for, a text or an object by field.
//! Names arrive as they were typed. An answer is listed only if it names the first comment of its conversation beside
//! the one that it answers: therefore an answer has both in its id, `first-own`. The same text of the same reader is
//! not stored twice. What the database can not hold is 500; so is a comment that was stored, if anything fails after.
//! `orig`, the text as it was typed, stands in answers, and is for those who log in there: it is not read.

use std::borrow::Cow;

use serde::Serialize;

use super::{Answer, Fate, Listed, Method, OFFSET, Refusal, Request, Thread, failure, read, said};
use crate::{
    comment::{Comment, Order},
    date::Moment,
    lang::Lang,
    outbox::Waiting,
    source::{SourceError, json::Value},
    text::percent,
};

/// Conversations that are asked for at once; their answers all come with them. The server allows 100.
const PAGE: u32 = 50;

/// Seconds between two comments from one address, as installed (`IPQPS`).
const PAUSE: u32 = 60;

#[derive(Serialize)]
struct New<'w> {
    comment: &'w str,
    nick: &'w str,
    // Empty, not missing: by these the server knows a double.
    mail: &'w str,
    link: &'w str,
    url: &'w str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pid: Option<Id<'w>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rid: Option<Id<'w>>,
}

/// A number where comments are kept by SQL, a text elsewhere.
#[derive(Serialize)]
#[serde(untagged)]
enum Id<'w> {
    Number(i64),
    Text(&'w str),
}

impl<'w> From<&'w str> for Id<'w> {
    fn from(text: &'w str) -> Self {
        text.parse().map_or(Self::Text(text), Self::Number)
    }
}

/// See [`super::Service::list`].
pub fn list(server: &str, thread: &Thread, order: Order, page: u32) -> Request {
    let sort = match order {
        Order::Newest => "insertedAt_desc",
        Order::Oldest => "insertedAt_asc",
        Order::Liked => "like_desc",
    };
    let path = percent::encode(&thread.path, "");
    Request::get(format!("{server}/api/comment?path={path}&page={page}&pageSize={PAGE}&sortBy={sort}"))
}

/// See [`super::Service::listed`].
///
/// # Errors
/// As every source.
pub fn listed(answer: Answer) -> Result<Listed, SourceError> {
    let page = data(answer)?;
    let mut comments = Vec::new();
    for said in page.get("data").list().ok_or(SourceError::Malformed)? {
        let answers = said.get("children").list().unwrap_or_default();
        comments.extend(std::iter::once(said).chain(answers).filter_map(comment));
    }
    let more = page.get("page").count() < page.get("totalPages").count();
    Ok(Listed { comments, total: page.get("count").count(), more })
}

/// What an answer carries; a refusal carries nothing.
fn data(answer: Answer) -> Result<Value, SourceError> {
    let reply = read(answer)?;
    match reply.get("errno").number() {
        Some(0) => Ok(reply.get("data").clone()),
        Some(_) => Err(SourceError::Unavailable),
        None => Err(SourceError::Malformed),
    }
}

fn comment(said: &Value) -> Option<Comment> {
    // A number where comments are kept by SQL, a text elsewhere.
    let id = |name: &str| match said.get(name) {
        Value::Number(number) => Some(number.to_string()),
        Value::Text(text) => Some(text.clone()),
        _ => None,
    };
    let first = id("rid");
    let whole = |id: String| match &first {
        Some(first) if *first != id => format!("{first}-{id}"),
        _ => id,
    };
    Some(Comment {
        id: whole(id("objectId")?),
        parent: id("pid").map(whole),
        name: said.get("nick").text().unwrap_or_default().to_owned(),
        // Milliseconds.
        date: Moment::new(said.get("time").number()?.div_euclid(1_000), OFFSET),
        text: said.get("comment").text()?.to_owned(),
        html: true,
        likes: said.get("like").count(),
    })
}

/// See [`super::Service::send`].
pub fn send(server: &str, thread: &Thread, comment: &Waiting) -> Request {
    let parent = comment.parent.as_deref();
    let (first, answered) = parent.map(|id| id.split_once('-').unwrap_or((id, id))).unzip();
    let new = New {
        comment: &comment.text,
        nick: &comment.name,
        mail: &comment.email,
        link: "",
        url: &thread.path,
        pid: answered.map(Id::from),
        rid: first.map(Id::from),
    };
    // The language of its sentences, and of the letters that it writes to the newsroom and to who is answered.
    let lang = match thread.lang {
        Lang::Vi => "vi-VN",
        Lang::En => "en-US",
    };
    let url = format!("{server}/api/comment?lang={lang}");
    Request::post(url, serde_json::to_string(&new).unwrap_or_default())
}

/// See [`super::Service::sent`].
pub fn sent(answer: Answer, again: bool) -> Fate {
    let reply = said(&answer);
    let taken = matches!(&answer, Ok(response) if (200..=299).contains(&response.status));
    match reply.get("errno").number() {
        Some(0) if taken => match (reply.get("data").get("status").text(), comment(reply.get("data"))) {
            (Some("approved"), Some(comment)) => Fate::Published(comment),
            // A reader is told nothing else of `spam` than of `waiting`.
            (Some(_), Some(_)) => Fate::Moderated,
            _ => Fate::Uncertain,
        },
        Some(1..) => reason(&sentences(reply.get("errmsg")), again).unwrap_or_else(|| match taken {
            true => Fate::Refused(Refusal::Unsaid),
            false => failure(&answer),
        }),
        _ => failure(&answer),
    }
}

/// A sentence, or those of each field, a line each.
fn sentences(said: &Value) -> Cow<'_, str> {
    match said {
        Value::Text(text) => text.into(),
        Value::Object(fields) => {
            let lines: Vec<&str> = fields.iter().filter_map(|(_, sentence)| sentence.text()).collect();
            lines.join("\n").into()
        }
        _ => "".into(),
    }
}

/// What the sentence of a refusal means (`src/locales`, `src/logic/comment.js` and what MySQL says).
fn reason(sentence: &str, again: bool) -> Option<Fate> {
    // Behind it stands what the reader wrote.
    let sentence = sentence.split(", SQL:").next().unwrap_or_default();
    let says = |part: &str| sentence.contains(part);
    if says("Duplicate Content") || says("Nội dung trùng lặp") {
        return Some(if again { Fate::Known } else { Fate::Refused(Refusal::Text) });
    }
    if says("Comment too fast") || says("Bình luận quá nhanh") {
        return Some(Fate::Later(Some(PAUSE)));
    }
    const SENTENCES: [(&str, Refusal); 4] = [
        ("comment can not be blank", Refusal::Text),
        ("Data too long for column 'comment'", Refusal::TooLong),
        ("Data too long for column 'nick'", Refusal::Name),
        ("Data too long for column 'mail'", Refusal::Email),
    ];
    SENTENCES.iter().find(|(part, _)| says(part)).map(|(_, refusal)| Fate::Refused(*refusal))
}

/// See [`super::Service::like`].
pub fn like(server: &str, id: &str) -> Option<Request> {
    let own = id.rsplit('-').next().unwrap_or_default();
    let is_id = !own.is_empty() && own.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let url = format!("{server}/api/comment/{own}");
    is_id.then(|| Request { method: Method::Put, ..Request::post(url, r#"{"like":true}"#.to_owned()) })
}

/// See [`super::Service::liked`].
///
/// # Errors
/// As every source.
pub fn liked(answer: Answer) -> Result<u32, SourceError> {
    // An object, or `""` where there is no such comment.
    let votes = data(answer)?;
    match votes.get("like") {
        Value::Number(_) => Ok(votes.get("like").count()),
        _ => Err(SourceError::NotFound),
    }
}

/// See [`super::Service::count`].
pub fn count(server: &str, paths: &[String]) -> Request {
    let paths: Vec<String> = paths.iter().map(|path| percent::encode(path, "")).collect();
    Request::get(format!("{server}/api/comment?type=count&url={}", paths.join(",")))
}

/// See [`super::Service::counted`].
///
/// # Errors
/// As every source.
pub fn counted(answer: Answer) -> Result<Vec<u32>, SourceError> {
    let counts = data(answer)?;
    Ok(counts.list().ok_or(SourceError::Malformed)?.iter().map(Value::count).collect())
}
