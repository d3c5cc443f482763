//! Articles of a WordPress, listed, and read to be changed at the desk.

use news::{
    manuscript::dates::Zone,
    source::wordpress::{answer::Named, body, manuscript::name, plain::line},
    text::{markdown, percent, slug::slugify},
};
use serde_json::Value;

use super::{
    super::{Answer, Failure, Method, Request, Sent, Step, web},
    Place, read, sent,
};
use crate::{
    form::{Field, Form, moment},
    paste,
    pieces::joined,
};

/// An article in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Post {
    /// Its number.
    pub number: u64,
    /// Its headline.
    pub title: String,
    /// Whether readers may see it, now or at its hour.
    pub published: bool,
    /// The day of its last change.
    pub changed: String,
}

impl Place {
    /// Asks for the articles that were changed last, drafts too; with these words, if there are any.
    pub fn list(&self, words: &str) -> Request {
        let search = if words.trim().is_empty() {
            String::new()
        } else {
            format!("&search={}", percent::encode(words.trim(), ""))
        };
        let query = format!(
            "&context=edit&status=any&orderby=modified&order=desc&per_page=50{search}&_fields=id,title,status,modified_gmt,modified,link"
        );
        self.request(Method::Get, "posts", &query)
    }

    /// Reads it.
    ///
    /// # Errors
    /// See [`Failure`].
    pub fn listed(&self, answer: &Answer) -> Result<Vec<Post>, Failure> {
        let value = read(answer, false)?;
        let post = |value: &Value| {
            let Sent { number, published, .. } = sent(value)?;
            let changed = value["modified"].as_str().and_then(|time| time.get(..10)).unwrap_or_default();
            Some(Post { number: number?, title: raw(value, "title"), published, changed: changed.to_owned() })
        };
        Ok(value.as_array().ok_or(Failure::Malformed)?.iter().filter_map(post).collect())
    }
}

/// What was typed into a field of one line.
fn raw(value: &Value, name: &str) -> String {
    line(value[name]["raw"].as_str().unwrap_or_default())
}

/// An article that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// Its fields.
    pub form: Form,
    /// Its text, in Markdown.
    pub body: String,
    /// The categories after its section: they stay when it is sent again.
    pub further: Vec<String>,
    /// Its number and which state of it this is.
    pub sent: Sent,
    /// Whether all of it would be there again if it were sent as it is: true of what a desk has sent. Blocks, shortcodes
    /// and classes are not what an article is made of here.
    pub whole: bool,
}

/// What the last request was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Article,
    Categories,
    Tags,
    Picture,
}

/// The way of one article from a WordPress.
pub struct Reading {
    place: Place,
    number: u64,
    zone: Zone,
    state: State,
    article: Value,
    read: Read,
}

impl Reading {
    /// The article of this number, with its dates in this zone.
    pub fn new(place: Place, number: u64, zone: Zone) -> Self {
        Self { place, number, zone, state: State::Article, article: Value::Null, read: Read::default() }
    }

    /// The first request.
    pub fn start(&mut self) -> Request {
        self.place.request(Method::Get, &format!("posts/{}", self.number), "&context=edit")
    }

    /// Takes the answer to the last request.
    pub fn next(&mut self, answer: &Answer) -> Step<Read> {
        self.step(answer).unwrap_or_else(Step::Failed)
    }

    fn step(&mut self, answer: &Answer) -> Result<Step<Read>, Failure> {
        match self.state {
            State::Article => {
                self.article = read(answer, false)?;
                self.written()?;
                Ok(self.ask(State::Categories))
            }
            State::Categories => {
                let mut names = names(answer)?.into_iter();
                self.read.form.set(Field::Section, names.next().unwrap_or_default());
                self.read.further = names.collect();
                Ok(self.ask(State::Tags))
            }
            State::Tags => {
                self.read.form.set(Field::Tags, joined(&names(answer)?));
                Ok(self.ask(State::Picture))
            }
            State::Picture => {
                // The picture may have been taken away, or be nobody's to see.
                if let Ok(value) = read(answer, false) {
                    self.read.form.set(Field::CoverSrc, web(&value["source_url"]).unwrap_or_default());
                    self.read.form.set(Field::CoverAlt, value["alt_text"].as_str().unwrap_or_default());
                }
                Ok(Step::Done(std::mem::take(&mut self.read)))
            }
        }
    }

    /// Goes on to what is asked next, or to the end.
    fn ask(&mut self, state: State) -> Step<Read> {
        let numbers = |name: &str| {
            let all = self.article[name].as_array().into_iter().flatten().filter_map(Value::as_u64);
            all.map(|number| number.to_string()).collect::<Vec<_>>().join(",")
        };
        let (path, found) = match state {
            State::Categories => ("categories", numbers("categories")),
            State::Tags => ("tags", numbers("tags")),
            State::Article | State::Picture => ("media", String::new()),
        };
        self.state = state;
        match (state, self.article["featured_media"].as_u64().unwrap_or_default()) {
            (State::Picture, 0) => Step::Done(std::mem::take(&mut self.read)),
            (State::Picture, number) => {
                let path = format!("media/{number}");
                Step::Ask(self.place.request(Method::Get, &path, "&_fields=id,source_url,alt_text"))
            }
            (State::Categories, _) if found.is_empty() => self.ask(State::Tags),
            (State::Tags, _) if found.is_empty() => self.ask(State::Picture),
            _ => {
                let query = format!("&include={found}&orderby=include&per_page=100&_fields=id,name,slug");
                Step::Ask(self.place.request(Method::Get, path, &query))
            }
        }
    }

    /// What the article itself says.
    fn written(&mut self) -> Result<(), Failure> {
        let article = &self.article;
        self.read.sent = sent(article).ok_or(Failure::Malformed)?;
        let plain = |name: &str| !article[name]["raw"].as_str().unwrap_or_default().contains('<');
        let typed = article["content"]["raw"].as_str().ok_or(Failure::Malformed)?;
        let shown = article["content"]["rendered"].as_str().unwrap_or(typed);
        let (body, whole) = text(typed, shown, &self.place.server);
        self.read.body = body;
        self.read.whole = whole && plain("title") && plain("excerpt");
        let form = &mut self.read.form;
        form.set(Field::Title, raw(article, "title"));
        form.set(Field::Standfirst, raw(article, "excerpt"));
        let slug = article["slug"].as_str().unwrap_or_default();
        form.set(Field::Slug, slugify(percent::decode(slug).as_deref().unwrap_or(slug)));
        // The date of what was never published is that of its last change.
        let date = article["date_gmt"].as_str().filter(|_| self.read.sent.published);
        let unix = date.and_then(|date| format!("{date}Z").parse::<news::date::Moment>().ok());
        form.set(Field::Date, unix.map(|date| moment(self.zone.moment(date.unix()))).unwrap_or_default());
        Ok(())
    }
}

fn names(answer: &Answer) -> Result<Vec<String>, Failure> {
    let all: Vec<Named> = serde_json::from_value(read(answer, false)?).map_err(|_| Failure::Malformed)?;
    Ok(all.iter().filter_map(name).collect())
}

/// The text in Markdown, and whether it says all that was typed. `shown` is what WordPress makes of it: of blocks,
/// shortcodes and texts from before there were blocks, only WordPress knows what they are.
fn text(typed: &str, shown: &str, home: &str) -> (String, bool) {
    let is_plain = typed.trim().is_empty() || typed.contains("<p") && !typed.contains("<!--");
    let mine =
        is_plain.then(|| paste::markdown(typed)).filter(|text| squeezed(&html(text)) == squeezed(typed));
    match mine {
        Some(text) => (text, true),
        None => {
            let there = |url: &str| Some(url.to_owned());
            let ways = body::Ways { home, picture: &there, link: &|_| None };
            (paste::markdown(&body::body(shown, None, &ways).html), false)
        }
    }
}

/// What the desk would send.
fn html(text: &str) -> String {
    let rendered = markdown::render(text, &mut |_, _, _| None);
    rendered.map(|rendered| rendered.html).unwrap_or_default().as_str().to_owned()
}

/// Without the whitespace that means nothing between blocks.
fn squeezed(html: &str) -> String {
    html.split_whitespace().collect::<Vec<_>>().join(" ").replace("> <", "><")
}
