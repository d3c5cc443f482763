//! WordPress 6.1. Its interface: <https://developer.wordpress.org/rest-api/reference/comments/>; what it does beside,
//! its recorded answers (`fixtures/wordpress`).
//!
//! It knows an article by a number, which is asked for by the slug where the page does not tell it. Strangers may not
//! write unless a plugin lets them (docs/BACKENDS.md). Comments come in a flat list, 100 at most at once, so an answer
//! may come a page before the comment that it answers; how many there are stands in a header alone. There are no votes.
//! What is sent is taken for HTML, and names arrive as such. A parent that does not exist is taken. A double, the same
//! text of the same name or address, is 409. The address with `rest_route` is there with pretty permalinks and without.

use serde::Serialize;

use super::{Answer, Fate, Listed, Refusal, Request, Thread, failure, read, said};
use crate::{
    comment::{Comment, Order},
    date::Moment,
    outbox::Waiting,
    source::{SourceError, json::Value},
    text::{percent, tags::unescape},
};

/// Comments that are asked for at once; the server allows no more.
const PAGE: u32 = 100;

/// What the plugin adds to an article: how many comments readers see under it (docs/wordpress/bantin.php).
const COUNT: &str = "bantin_comments";

/// Seconds between two comments of one reader (`wp_throttle_comment_flood`).
const PAUSE: u32 = 15;

#[derive(Serialize)]
struct New<'w> {
    post: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<u64>,
    author_name: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    author_email: &'w str,
    content: String,
}

/// See [`super::Service::find`].
pub fn find(server: &str, thread: &Thread) -> Option<Request> {
    let slug = percent::encode(slug(&thread.path), "");
    let url = format!("{server}/?rest_route=/wp/v2/posts&slug={slug}&_fields=id");
    thread.number.is_none().then(|| Request::get(url))
}

fn slug(path: &str) -> &str {
    path.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

/// See [`super::Service::count`]. The plugin counts; the interface itself would have every comment listed.
pub fn count(server: &str, paths: &[String]) -> Request {
    let slugs = paths.iter().take(PAGE as usize).map(|path| percent::encode(slug(path), ""));
    let slugs = slugs.collect::<Vec<_>>().join(",");
    let fields = format!("per_page={PAGE}&_fields=slug,{COUNT}");
    Request::get(format!("{server}/?rest_route=/wp/v2/posts&slug={slugs}&{fields}"))
}

/// See [`super::Service::counted`].
///
/// # Errors
/// As every source.
pub fn counted(answer: Answer, paths: &[String]) -> Result<Vec<u32>, SourceError> {
    let articles = read(answer)?;
    let articles = articles.list().ok_or(SourceError::Malformed)?;
    let of = |path: &String| {
        let found = articles.iter().find(|article| article.get("slug").text() == Some(slug(path)));
        found.map_or(0, |article| article.get(COUNT).count())
    };
    Ok(paths.iter().map(of).collect())
}

/// See [`super::Service::found`].
///
/// # Errors
/// As every source.
pub fn found(answer: Answer) -> Result<u64, SourceError> {
    let articles = read(answer)?;
    let first = articles.list().ok_or(SourceError::Malformed)?.first().ok_or(SourceError::NotFound)?;
    first.get("id").number().and_then(|id| u64::try_from(id).ok()).ok_or(SourceError::Malformed)
}

/// See [`super::Service::list`].
pub fn list(server: &str, thread: &Thread, order: Order, page: u32) -> Option<Request> {
    let number = thread.number?;
    let order = match order {
        Order::Newest | Order::Liked => "desc",
        Order::Oldest => "asc",
    };
    // Named, so that no hash of an e-mail address comes with it.
    let fields = "id,parent,author_name,date,date_gmt,content";
    let range = format!("post={number}&per_page={PAGE}&page={page}&order={order}");
    Some(Request::get(format!("{server}/?rest_route=/wp/v2/comments&{range}&_fields={fields}")))
}

/// See [`super::Service::listed`].
///
/// # Errors
/// As every source.
pub fn listed(answer: Answer) -> Result<Listed, SourceError> {
    let said = read(answer)?;
    let said = said.list().ok_or(SourceError::Malformed)?;
    let comments: Option<Vec<Comment>> = said.iter().map(comment).collect();
    let comments = comments.ok_or(SourceError::Malformed)?;
    let total = u32::try_from(comments.len()).unwrap_or(u32::MAX);
    Ok(Listed { comments, total, more: total >= PAGE })
}

/// None if it lacks something.
fn comment(said: &Value) -> Option<Comment> {
    // In the zone of the newsroom, as `2023-12-09T10:00:00`, and the same in UTC.
    let moment = |name| format!("{}Z", said.get(name).text()?).parse::<Moment>().ok().map(Moment::unix);
    let (here, utc) = (moment("date")?, moment("date_gmt")?);
    Some(Comment {
        id: said.get("id").number()?.to_string(),
        // 0 for none.
        parent: said.get("parent").number().filter(|parent| *parent != 0).map(|parent| parent.to_string()),
        name: unescape(said.get("author_name").text()?),
        date: Moment::new(utc, i16::try_from((here - utc) / 60).ok()?),
        text: said.get("content").get("rendered").text()?.to_owned(),
        html: true,
        likes: 0,
    })
}

/// See [`super::Service::send`].
pub fn send(server: &str, thread: &Thread, comment: &Waiting) -> Option<Request> {
    let new = New {
        post: thread.number?,
        parent: comment.parent.as_ref().and_then(|parent| parent.parse().ok()),
        author_name: escape(&comment.name),
        author_email: &comment.email,
        content: escape(&comment.text),
    };
    let url = format!("{server}/?rest_route=/wp/v2/comments");
    Some(Request::post(url, serde_json::to_string(&new).unwrap_or_default()))
}

/// Text as the HTML that WordPress takes it for. Typed as it is, "3 < 4 và 5 > 2" would be stored as "3  2"; and what
/// WordPress changes while it stores it is no double to it when it comes again.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// See [`super::Service::sent`].
pub fn sent(answer: Answer, again: bool) -> Fate {
    if let Some(fate) = reason(&said(&answer), again) {
        return fate;
    }
    let Ok(said) = read(answer.clone()) else { return failure(&answer) };
    match said.get("status").text() {
        Some("approved") => comment(&said).map_or(Fate::Uncertain, Fate::Published),
        // `hold`; a reader is told nothing else of `spam` and `trash`.
        Some(_) => Fate::Moderated,
        None => Fate::Uncertain,
    }
}

/// What the code of a refusal means (wp-includes/comment.php and
/// wp-includes/rest-api/endpoints/class-wp-rest-comments-controller.php of 6.1).
fn reason(trouble: &Value, again: bool) -> Option<Fate> {
    // The sentence may be in any language, the names in it are not.
    let about = |field: &str| trouble.get("message").text().is_some_and(|message| message.contains(field));
    let refusal = match trouble.get("code").text()? {
        "comment_duplicate" if again => return Some(Fate::Known),
        "comment_flood" => return Some(Fate::Later(Some(PAUSE))),
        "comment_duplicate" | "rest_comment_content_invalid" => Refusal::Text,
        "comment_content_column_length" => Refusal::TooLong,
        "comment_author_column_length" => Refusal::Name,
        "comment_author_email_column_length" => Refusal::Email,
        // Name and address; there is no comment without a name.
        "rest_comment_author_data_required" => Refusal::Email,
        "rest_invalid_param" if about("author_email") => Refusal::Email,
        "rest_comment_closed" | "rest_cannot_read_post" => Refusal::Closed,
        // It is WordPress that says so: somebody has switched the interface off.
        "rest_no_route" => Refusal::Unsaid,
        _ => return None,
    };
    Some(Fate::Refused(refusal))
}
