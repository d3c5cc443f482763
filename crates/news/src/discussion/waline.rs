//! Waline 1.39. Its interface: <https://waline.js.org/en/next/api/comment.html>; what it does beside, its recorded
//! answers (`fixtures/waline`) and its source (`src/controller/comment.js`).
//!
//! A refusal is 200 with an `errno`, and its sentence, in the language that was asked for, a text or an object by field.
//! Names arrive as they were typed. An answer is listed only if it names the first comment of its conversation beside
//! the one that it answers: therefore an answer has both in its id, `first-own`. The same text of the same reader is
//! not stored twice. What the database can not hold is 500; so is a comment that was stored, if anything fails after.
//! `orig`, the text as it was typed, stands in answers, and is for those who log in there: it is not read.

mod either;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use self::either::{Found, Id, Sentences};
use super::{
    Answer, Fate, Listed, Method, OFFSET, Refusal, Request, Thread, failure, percent_encode, read, said,
};
use crate::{
    comment::{Comment, Order},
    date::Moment,
    lang::Lang,
    outbox::Waiting,
    source::SourceError,
};

/// Conversations that are asked for at once; their answers all come with them. The server allows 100.
const PAGE: u32 = 50;

/// Seconds between two comments from one address, as installed (`IPQPS`).
const PAUSE: u32 = 60;

#[derive(Deserialize)]
struct Reply<T> {
    /// 0, or what went wrong.
    errno: i64,
    #[serde(default)]
    errmsg: Sentences,
    data: Option<T>,
}

#[derive(Deserialize)]
struct Page {
    #[serde(rename = "totalPages")]
    pages: i64,
    page: i64,
    /// All comments of the thread.
    count: u32,
    data: Vec<Said>,
}

#[derive(Deserialize)]
struct Said {
    #[serde(rename = "objectId")]
    id: Id,
    /// The comment that it answers.
    pid: Option<Id>,
    /// The first comment of the conversation.
    rid: Option<Id>,
    nick: Option<String>,
    comment: String,
    status: String,
    like: i64,
    /// Milliseconds.
    time: i64,
    #[serde(default)]
    children: Vec<Said>,
}

#[derive(Serialize)]
struct New<'w> {
    comment: &'w str,
    nick: &'w str,
    // Empty, not missing: by these the server knows a double.
    mail: &'w str,
    link: &'w str,
    url: &'w str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pid: Option<Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rid: Option<Id>,
}

#[derive(Deserialize)]
struct Votes {
    like: u32,
}

/// See [`super::Service::list`].
pub fn list(server: &str, thread: &Thread, order: Order, page: u32) -> Request {
    let sort = match order {
        Order::Newest => "insertedAt_desc",
        Order::Oldest => "insertedAt_asc",
        Order::Liked => "like_desc",
    };
    let path = percent_encode(&thread.path);
    Request::get(format!("{server}/api/comment?path={path}&page={page}&pageSize={PAGE}&sortBy={sort}"))
}

/// See [`super::Service::listed`].
///
/// # Errors
/// As every source.
pub fn listed(answer: Answer) -> Result<Listed, SourceError> {
    let page: Page = data(answer)?;
    let mut comments = Vec::new();
    for mut said in page.data {
        let answers = std::mem::take(&mut said.children);
        comments.extend([said].into_iter().chain(answers).map(comment));
    }
    Ok(Listed { comments, total: page.count, more: page.page < page.pages })
}

/// What an answer carries; a refusal carries nothing.
fn data<T: DeserializeOwned>(answer: Answer) -> Result<T, SourceError> {
    let reply: Reply<T> = read(answer)?;
    match reply.errno {
        0 => reply.data.ok_or(SourceError::Malformed),
        _ => Err(SourceError::Unavailable),
    }
}

fn comment(said: Said) -> Comment {
    let id = |id: &Id| match &said.rid {
        Some(first) if first != id => format!("{first}-{id}"),
        _ => id.to_string(),
    };
    Comment {
        id: id(&said.id),
        parent: said.pid.as_ref().map(id),
        name: said.nick.unwrap_or_default(),
        date: Moment::new(said.time.div_euclid(1_000), OFFSET),
        text: said.comment,
        html: true,
        likes: u32::try_from(said.like).unwrap_or_default(),
    }
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
    let (Some(reply), Ok(response)) = (said::<Reply<Said>>(&answer), &answer) else {
        return failure(&answer);
    };
    let taken = (200..=299).contains(&response.status);
    match reply {
        Reply { errno: 0, data: Some(said), .. } if taken => match said.status.as_str() {
            "approved" => Fate::Published(comment(said)),
            // A reader is told nothing else of `spam` than of `waiting`.
            _ => Fate::Moderated,
        },
        Reply { errno: 1.., errmsg, .. } => reason(&errmsg.0, again).unwrap_or_else(|| match taken {
            true => Fate::Refused(Refusal::Unsaid),
            false => failure(&answer),
        }),
        _ => failure(&answer),
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
    is_id.then(|| Request { method: Method::Put, url, body: Some(r#"{"like":true}"#.to_owned()) })
}

/// See [`super::Service::liked`].
///
/// # Errors
/// As every source.
pub fn liked(answer: Answer) -> Result<u32, SourceError> {
    let votes: Found<Votes> = data(answer)?;
    votes.0.map(|votes| votes.like).ok_or(SourceError::NotFound)
}

/// See [`super::Service::count`].
pub fn count(server: &str, paths: &[String]) -> Request {
    let paths: Vec<String> = paths.iter().map(|path| percent_encode(path)).collect();
    Request::get(format!("{server}/api/comment?type=count&url={}", paths.join(",")))
}

/// See [`super::Service::counted`].
///
/// # Errors
/// As every source.
pub fn counted(answer: Answer) -> Result<Vec<u32>, SourceError> {
    data(answer)
}
