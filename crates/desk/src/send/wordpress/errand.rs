//! The way of one article to a WordPress, with its categories, tags and pictures.

use news::text::{markup::entities::decoded, percent, slug::slugify, tags};
use serde_json::{Value, json};

use super::{
    super::{Answer, Failure, Method, Request, Response, Step, Theirs, web},
    Article, Opened, Place, Uploaded, read, sent,
};

/// What the last request was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Look,
    /// To find the name of this number, among categories and then tags.
    Find(usize),
    /// To make it.
    Make(usize),
    /// To bring the picture of this number.
    Upload(usize),
    /// To say what it shows.
    Describe(usize),
    /// To find the one at the head among those that are there.
    Head,
    /// To say what that shows.
    DescribeHead,
    Send,
}

/// The article as it is there, where it is replaced.
#[derive(Clone, Debug, Default)]
struct There {
    published: bool,
    date_gmt: String,
    slug: String,
    cover: u64,
}

/// The way of one article to a WordPress.
pub struct Errand {
    place: Place,
    article: Article,
    opened: Option<Opened>,
    state: State,
    there: Option<There>,
    /// The numbers of categories and tags, in their order.
    terms: Vec<u64>,
    uploaded: Vec<Uploaded>,
    cover: Option<u64>,
}

const FIELDS: &str = "id,status,modified_gmt,date_gmt,link,content,slug,featured_media";

impl Errand {
    /// An article, with what the editor opened or has seen; none for a new one.
    pub fn new(place: Place, article: Article, opened: Option<Opened>) -> Self {
        Self {
            place,
            article,
            opened,
            state: State::Look,
            there: None,
            terms: Vec::new(),
            uploaded: Vec::new(),
            cover: None,
        }
    }

    /// The pictures that were brought, also where the article was not: they are not to be brought twice.
    pub fn uploaded(&self) -> &[Uploaded] {
        &self.uploaded
    }

    /// The first request: what is there under that number, or that slug.
    pub fn start(&mut self) -> Request {
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
            State::Look if self.opened.is_some() && is_gone(answer) => Err(Failure::Conflict(None)),
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
                let known = answer.as_ref().ok().map(Response::value);
                let known = known.filter(|value| value["code"] == "term_exists");
                match known.and_then(|value| value["data"]["term_id"].as_u64()) {
                    Some(id) => self.found(at, id),
                    None => {
                        let id = read(answer, true)?["id"].as_u64().ok_or(Failure::Malformed)?;
                        self.found(at, id)
                    }
                }
            }
            State::Upload(at) => self.brought(at, &read(answer, true)?),
            State::Describe(at) => {
                read(answer, true)?;
                Ok(self.bring(at + 1))
            }
            State::Head => self.head(&read(answer, false)?),
            State::DescribeHead => {
                read(answer, true)?;
                Ok(self.send())
            }
            State::Send => {
                let value = read(answer, true)?;
                Ok(Step::Done(sent(&value).ok_or(Failure::Uncertain)?))
            }
        }
    }

    fn look(&mut self, value: &Value) -> Result<Step, Failure> {
        let is_mine = |there: &&Value| there["content"]["raw"] == self.article.html.as_str();
        let there = match (&self.opened, value.as_array()) {
            (Some(_), _) => value,
            (None, None) => return Err(Failure::Malformed),
            (None, Some(all)) => match all.iter().find(is_mine).or(all.first()) {
                Some(there) => there,
                None => return Ok(self.find(0)),
            },
        };
        let text = |name: &str| there[name].as_str().unwrap_or_default().to_owned();
        let found = sent(there).ok_or(Failure::Malformed)?;
        if text("status") == "trash" {
            return Err(Failure::Conflict(None));
        }
        let opened = self.opened.as_ref().is_some_and(|opened| opened.version == found.version);
        // Or else it was sent before, and only the answer was lost.
        if !opened && !is_mine(&there) {
            let text = there["content"]["raw"].as_str().map(str::to_owned);
            return Err(Failure::Conflict(Some(Theirs { sent: found, text })));
        }
        let number = found.number.ok_or(Failure::Malformed)?;
        self.opened = Some(Opened { number, version: found.version });
        let slug = text("slug");
        let slug = percent::decode(&slug).unwrap_or(slug);
        let cover = there["featured_media"].as_u64().unwrap_or_default();
        self.there = Some(There { published: found.published, date_gmt: text("date_gmt"), slug, cover });
        Ok(self.find(0))
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
        let Some(name) = self.name(at) else { return self.bring(0) };
        let query = format!("&search={}&per_page=100&_fields=id,name", percent::encode(name, ""));
        let request = self.place.request(Method::Get, self.taxonomy(at), &query);
        self.state = State::Find(at);
        Step::Ask(request)
    }

    /// Brings the picture of this number; after the last one looks for the one at the head, if that was not among them.
    fn bring(&mut self, at: usize) -> Step {
        let Some(picture) = self.article.pictures.get(at) else {
            return match self.article.cover.as_deref().filter(|_| self.cover.is_none()) {
                Some(src) if src.contains("://") => {
                    let query = format!(
                        "&search={}&media_type=image&per_page=100&_fields=id,source_url,alt_text",
                        percent::encode(stem(src), "")
                    );
                    self.state = State::Head;
                    Step::Ask(self.place.request(Method::Get, "media", &query))
                }
                _ => self.send(),
            };
        };
        let mut request = self.place.request(Method::Post, "media", "");
        // Names of files here are Latin; anything else would not pass a header.
        let plain = |letter: char| {
            if letter.is_ascii_alphanumeric() || "-_.".contains(letter) { letter } else { '-' }
        };
        let name: String = picture.name.chars().map(plain).collect();
        request.headers.push(("Content-Disposition", format!("attachment; filename=\"{name}\"")));
        request.headers.push(("Content-Type", picture.kind.clone()));
        request.body.clone_from(&picture.bytes);
        self.state = State::Upload(at);
        Step::Ask(request)
    }

    fn brought(&mut self, at: usize, value: &Value) -> Result<Step, Failure> {
        let id = value["id"].as_u64().ok_or(Failure::Malformed)?;
        let url = web(&value["source_url"]).ok_or(Failure::Malformed)?;
        let Some(picture) = self.article.pictures.get(at) else { return Ok(self.send()) };
        if self.article.cover.as_ref() == Some(&picture.src) {
            self.cover = Some(id);
        }
        self.article.html = self.article.html.replace(&attribute(&picture.src), &attribute(&url));
        self.uploaded.push(Uploaded { src: picture.src.clone(), url });
        self.state = State::Describe(at);
        Ok(match picture.alt.is_empty() {
            true => self.bring(at + 1),
            false => Step::Ask(self.place.post(&format!("media/{id}"), &json!({ "alt_text": picture.alt }))),
        })
    }

    /// The picture at the head is known by its address alone; one that is not there is not asked for.
    fn head(&mut self, value: &Value) -> Result<Step, Failure> {
        let is = |media: &&Value| media["source_url"].as_str() == self.article.cover.as_deref();
        let found = value.as_array().ok_or(Failure::Malformed)?.iter().find(is);
        let Some((found, id)) = found.and_then(|media| Some((media, media["id"].as_u64()?))) else {
            return Ok(self.send());
        };
        self.cover = Some(id);
        let alt = self.article.cover_alt.as_str();
        if alt.is_empty() || found["alt_text"] == alt {
            return Ok(self.send());
        }
        let request = self.place.post(&format!("media/{id}"), &json!({ "alt_text": alt }));
        self.state = State::DescribeHead;
        Ok(Step::Ask(request))
    }

    /// What is as it was is left out: an address or a date that this desk would write in another way, and that an article
    /// waits for its hour or for somebody's word.
    fn send(&mut self) -> Step {
        let article = &self.article;
        let (categories, tags) = self.terms.split_at(article.categories.len().min(self.terms.len()));
        let mut body = json!({
            "title": escaped(&article.title),
            "content": article.html,
            "excerpt": escaped(&article.excerpt),
            "categories": categories,
            "tags": tags,
        });
        let there = self.there.as_ref();
        if there.is_none_or(|there| there.published != article.publish) {
            body["status"] = if article.publish { "publish" } else { "draft" }.into();
        }
        if there.is_none_or(|there| slugify(&there.slug) != article.slug) {
            body["slug"] = article.slug.as_str().into();
        }
        let minute = |date: &str| date.get(..16).map(str::to_owned);
        let date = article.date_gmt.as_ref();
        if let Some(date) =
            date.filter(|date| there.is_none_or(|there| minute(&there.date_gmt) != minute(date)))
        {
            body["date_gmt"] = date.as_str().into();
        }
        let gone = article.cover.as_deref() == Some("");
        let cover = self.cover.or(gone.then_some(0));
        if let Some(media) = cover.filter(|media| there.map_or(0, |there| there.cover) != *media) {
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

/// What WordPress calls a picture that has this address: its file's name as it was brought, without what WordPress adds to
/// those of large ones and to names that are taken.
fn stem(src: &str) -> &str {
    let name = src.split(['?', '#']).next().unwrap_or(src).rsplit('/').next().unwrap_or(src);
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let name = name.strip_suffix("-scaled").unwrap_or(name);
    let number = |end: &str| end.bytes().all(|byte| byte.is_ascii_digit());
    name.rsplit_once('-').filter(|(_, end)| number(end)).map_or(name, |(stem, _)| stem)
}

/// A picture's address as our renderer writes it.
fn attribute(src: &str) -> String {
    let mut text = "src=\"".to_owned();
    tags::escape(&mut text, src);
    text + "\""
}

/// Text as the HTML that WordPress takes it for.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn is_gone(answer: &Answer) -> bool {
    answer
        .as_ref()
        .is_ok_and(|response| response.status == 404 && response.value()["code"] == "rest_post_invalid_id")
}
