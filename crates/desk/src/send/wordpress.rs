//! WordPress 5.6 and newer, with an application password (developer.wordpress.org, "REST API Handbook": "Authentication",
//! "Posts", "Categories", "Tags", "Media"; what is told of it here was seen with 6.1).
//!
//! WordPress knows no conditional change: it is asked when the article was last saved right before it is sent, and what
//! somebody saves in that moment is kept among its revisions. The address with `rest_route` is there with pretty permalinks
//! and without. Names come with entities.

use news::text::{markup::entities::decoded, percent};
use serde_json::{Value, json};

use super::{Answer, Failure, Method, Request, Sent, Step, encoded, failure};

/// A WordPress, and who asks.
#[derive(Clone)]
pub struct Place {
    /// The address of its front page, without a slash at the end.
    pub server: String,
    /// The editor's name there.
    pub user: String,
    /// The application password, with its blanks or without.
    pub password: String,
}

/// A picture for the head of the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// The file's name.
    pub name: String,
    /// As `image/jpeg`.
    pub kind: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// What it shows, for who can not see it.
    pub alt: String,
}

/// An article as WordPress takes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// Whether readers may see it at once; else it is a draft.
    pub publish: bool,
    /// The headline, as text.
    pub title: String,
    /// The text, HTML from our renderer.
    pub html: String,
    /// The standfirst, as text.
    pub excerpt: String,
    /// The end of its address.
    pub slug: String,
    /// When it is from, UTC, as `2023-12-09T03:00:00`; none for now.
    pub date_gmt: Option<String>,
    /// Names of categories.
    pub categories: Vec<String>,
    /// Names of tags.
    pub tags: Vec<String>,
    /// The picture; none leaves the one that is there.
    pub picture: Option<Picture>,
}

/// What the editor opened: the article's number, and when it was saved (`modified_gmt`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The number.
    pub number: u64,
    /// [`Sent::version`].
    pub version: String,
}

impl Place {
    fn request(&self, method: Method, path: &str, query: &str) -> Request {
        let url = format!("{}/?rest_route=/wp/v2/{path}{query}", self.server);
        let proof = encoded(format!("{}:{}", self.user, self.password).as_bytes());
        Request { method, url, headers: vec![("Authorization", format!("Basic {proof}"))], body: Vec::new() }
    }

    fn post(&self, path: &str, body: &Value) -> Request {
        let Request { method, url, headers, .. } = self.request(Method::Post, path, "");
        Request::json(method, url, headers, body)
    }
}

/// What the last request was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Look,
    /// To find the name of this number, among categories and then tags.
    Find(usize),
    /// To make it.
    Make(usize),
    Upload,
    Describe,
    Send,
}

/// The way of one article to a WordPress.
pub struct Errand {
    place: Place,
    article: Article,
    opened: Option<Opened>,
    state: State,
    /// The numbers of categories and tags, in their order.
    terms: Vec<u64>,
    media: Option<u64>,
}

const FIELDS: &str = "id,modified_gmt,link,content,slug";

impl Errand {
    /// An article, with what the editor opened; none for a new one.
    pub fn new(place: Place, article: Article, opened: Option<Opened>) -> Self {
        Self { place, article, opened, state: State::Look, terms: Vec::new(), media: None }
    }

    /// The first request: what is there under that number, or that slug.
    pub fn start(&mut self) -> Request {
        (self.state, self.terms, self.media) = (State::Look, Vec::new(), None);
        match &self.opened {
            Some(opened) => {
                let path = format!("posts/{}", opened.number);
                self.place.request(Method::Get, &path, &format!("&context=edit&_fields={FIELDS}"))
            }
            None => {
                let slug = percent::encode(&self.article.slug, "");
                let query = format!("&slug={slug}&status=any&context=edit&_fields={FIELDS}");
                self.place.request(Method::Get, "posts", &query)
            }
        }
    }

    /// Takes the answer to the last request.
    pub fn next(&mut self, answer: &Answer) -> Step {
        self.step(answer).unwrap_or_else(Step::Failed)
    }

    fn step(&mut self, answer: &Answer) -> Result<Step, Failure> {
        match self.state {
            // With a wrong password WordPress 6.1 takes the editor for a stranger, who may not ask for drafts.
            State::Look if is_stranger(answer) => Err(Failure::Refused),
            State::Look => self.look(&read(answer, false)?),
            State::Find(at) => {
                let value = read(answer, false)?;
                let name = self.name(at).unwrap_or_default().to_lowercase();
                let is = |term: &&Value| {
                    term["name"].as_str().is_some_and(|known| decoded(known).trim().to_lowercase() == name)
                };
                let found = value.as_array().ok_or(Failure::Malformed)?.iter().find(is);
                match found.and_then(|term| term["id"].as_u64()) {
                    Some(id) => self.found(at, id),
                    None => {
                        self.state = State::Make(at);
                        let body = json!({ "name": self.name(at).unwrap_or_default() });
                        Ok(Step::Ask(self.place.post(self.taxonomy(at), &body)))
                    }
                }
            }
            State::Make(at) => {
                // 400 `term_exists`: made by somebody else meanwhile, or known by another writing.
                let known = answer.as_ref().ok().map(super::Response::value);
                let known = known.filter(|value| value["code"] == "term_exists");
                match known.and_then(|value| value["data"]["term_id"].as_u64()) {
                    Some(id) => self.found(at, id),
                    None => {
                        let id = read(answer, true)?["id"].as_u64().ok_or(Failure::Malformed)?;
                        self.found(at, id)
                    }
                }
            }
            State::Upload => {
                let id = read(answer, true)?["id"].as_u64().ok_or(Failure::Malformed)?;
                self.media = Some(id);
                let alt =
                    self.article.picture.as_ref().map(|picture| picture.alt.clone()).unwrap_or_default();
                self.state = State::Describe;
                Ok(Step::Ask(self.place.post(&format!("media/{id}"), &json!({ "alt_text": alt }))))
            }
            State::Describe => {
                read(answer, true)?;
                Ok(self.send())
            }
            State::Send => {
                let value = read(answer, true)?;
                let number = value["id"].as_u64().ok_or(Failure::Uncertain)?;
                let version = value["modified_gmt"].as_str().ok_or(Failure::Uncertain)?.to_owned();
                let link = value["link"].as_str().map(str::to_owned);
                Ok(Step::Done(Sent { version, number: Some(number), link }))
            }
        }
    }

    fn look(&mut self, value: &Value) -> Result<Step, Failure> {
        let there = match &self.opened {
            Some(_) => Some(value),
            None => value.as_array().ok_or(Failure::Malformed)?.first(),
        };
        let version = self.opened.as_ref().map(|opened| opened.version.as_str());
        match there {
            Some(there)
                if there["modified_gmt"].as_str().ok_or(Failure::Malformed)?
                    != version.unwrap_or_default() =>
            {
                let theirs = there["content"]["raw"].as_str().map(str::to_owned);
                Err(Failure::Conflict { path: String::new(), theirs })
            }
            _ => Ok(self.find(0)),
        }
    }

    /// The name of a category or, after all of these, a tag.
    fn name(&self, at: usize) -> Option<&str> {
        self.article.categories.iter().chain(&self.article.tags).nth(at).map(|name| name.trim())
    }

    fn taxonomy(&self, at: usize) -> &'static str {
        if at < self.article.categories.len() { "categories" } else { "tags" }
    }

    fn found(&mut self, at: usize, id: u64) -> Result<Step, Failure> {
        self.terms.push(id);
        Ok(self.find(at + 1))
    }

    fn find(&mut self, at: usize) -> Step {
        if let Some(name) = self.name(at) {
            let query = format!("&search={}&per_page=100&_fields=id,name", percent::encode(name, ""));
            let request = self.place.request(Method::Get, self.taxonomy(at), &query);
            self.state = State::Find(at);
            return Step::Ask(request);
        }
        let Some(picture) = &self.article.picture else { return self.send() };
        let mut request = self.place.request(Method::Post, "media", "");
        // Names of files here are Latin; anything else would not pass a header.
        let plain = |letter: char| {
            if letter.is_ascii_alphanumeric() || "-_.".contains(letter) { letter } else { '-' }
        };
        let name: String = picture.name.chars().map(plain).collect();
        request.headers.push(("Content-Disposition", format!("attachment; filename=\"{name}\"")));
        request.headers.push(("Content-Type", picture.kind.clone()));
        request.body.clone_from(&picture.bytes);
        self.state = State::Upload;
        Step::Ask(request)
    }

    fn send(&mut self) -> Step {
        let article = &self.article;
        let (categories, tags) = self.terms.split_at(article.categories.len().min(self.terms.len()));
        let mut body = json!({
            "status": if article.publish { "publish" } else { "draft" },
            "title": escaped(&article.title),
            "content": article.html,
            "excerpt": escaped(&article.excerpt),
            "slug": article.slug,
            "categories": categories,
            "tags": tags,
        });
        if let Some(date) = &article.date_gmt {
            body["date_gmt"] = date.as_str().into();
        }
        if let Some(media) = self.media {
            body["featured_media"] = media.into();
        }
        let path = match &self.opened {
            Some(opened) => format!("posts/{}", opened.number),
            None => "posts".into(),
        };
        self.state = State::Send;
        Step::Ask(self.place.post(&path, &body))
    }
}

/// Text as the HTML that WordPress takes it for.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn is_stranger(answer: &Answer) -> bool {
    let Ok(response) = answer else { return false };
    let value = response.value();
    let about = &value["data"]["params"]["status"];
    response.status == 400 && value["code"] == "rest_invalid_param" && !about.is_null()
}

fn read(answer: &Answer, wrote: bool) -> Result<Value, Failure> {
    match answer {
        Ok(response) if matches!(response.status, 200 | 201) => match response.value() {
            Value::Null if wrote => Err(Failure::Uncertain),
            Value::Null => Err(Failure::Malformed),
            value => Ok(value),
        },
        _ => Err(failure(answer, wrote)),
    }
}
