//! What a reader is writing, the rules it has to keep, and what of it is kept in the browser.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{date::Moment, lang::Lang, site::CommentRules, source::json};

/// Characters that a name may have.
pub const NAME_LIMIT: usize = 80;

/// Seconds that a person needs at least to write a comment; a program is faster.
pub const SHORTEST: i64 = 3;

/// Comments that one browser keeps; the oldest gives way.
pub const OUTBOX_LIMIT: usize = 50;

/// A comment as the form holds it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// The reader's name.
    pub name: String,
    /// Only where the site asks for it.
    pub email: String,
    /// The comment.
    pub text: String,
    /// The id of the comment that it answers.
    pub parent: Option<String>,
    /// Whether the reader agreed to be published.
    pub consent: bool,
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The name.
    Name,
    /// The e-mail address.
    Email,
    /// The comment.
    Text,
    /// The consent line.
    Consent,
}

/// Why a field can not be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing stands there, or nothing was agreed to.
    Missing,
    /// More characters than allowed.
    TooLong,
    /// Not an e-mail address.
    NotAnAddress,
}

impl Draft {
    /// What has to be mended before it can be sent, in the order of the form.
    pub fn faults(&self, rules: &CommentRules) -> Vec<(Field, Fault)> {
        let mut faults = Vec::new();
        match self.name.trim().chars().count() {
            0 => faults.push((Field::Name, Fault::Missing)),
            length if length > NAME_LIMIT => faults.push((Field::Name, Fault::TooLong)),
            _ => {}
        }
        if rules.ask_email && !self.email.trim().is_empty() && !is_address(self.email.trim()) {
            faults.push((Field::Email, Fault::NotAnAddress));
        }
        if self.text.trim().is_empty() {
            faults.push((Field::Text, Fault::Missing));
        } else if self.left(rules) < 0 {
            faults.push((Field::Text, Fault::TooLong));
        }
        if !self.consent {
            faults.push((Field::Consent, Fault::Missing));
        }
        faults
    }

    /// Characters that may still be written; negative if there are too many.
    pub fn left(&self, rules: &CommentRules) -> i64 {
        i64::from(rules.max_length) - self.text.trim().chars().count() as i64
    }

    /// Whether there is nothing that a reader would miss.
    pub fn is_blank(&self) -> bool {
        self.name.is_empty() && self.email.is_empty() && self.text.is_empty()
    }
}

/// Something, an @, and a domain with a dot. The server has the last word.
fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let inner_dot = domain.find('.').is_some_and(|at| at > 0) && !domain.ends_with('.');
    !local.is_empty() && inner_dot && !text.contains(char::is_whitespace)
}

/// A comment that waits in this browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Waiting {
    /// Its own key, made when it was stored; no two are the same in one browser.
    pub key: String,
    /// The language of the article.
    pub lang: Lang,
    /// The slug of the article.
    pub article: String,
    /// The comment that it answers.
    #[serde(default)]
    pub parent: Option<String>,
    /// The reader's name.
    pub name: String,
    /// The comment.
    pub text: String,
    /// When it was written.
    pub date: Moment,
}

/// The comments that wait in this browser, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Outbox {
    waiting: Vec<Waiting>,
}

impl Outbox {
    /// Reads what [`Outbox::print`] wrote; anything else is an empty outbox.
    pub fn parse(text: &str) -> Self {
        json::read(text).unwrap_or_default()
    }

    /// As JSON.
    pub fn print(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Adds a comment. One that is there already is not added again.
    pub fn put(&mut self, comment: Waiting) {
        if self.waiting.iter().any(|other| other.key == comment.key) {
            return;
        }
        self.waiting.push(comment);
        let over = self.waiting.len().saturating_sub(OUTBOX_LIMIT);
        self.waiting.drain(..over);
    }

    /// Removes a comment by its key.
    pub fn remove(&mut self, key: &str) {
        self.waiting.retain(|comment| comment.key != key);
    }

    /// Those under one article, oldest first.
    pub fn under(&self, lang: Lang, article: &str) -> Vec<Waiting> {
        self.waiting.iter().filter(|own| own.lang == lang && own.article == article).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good() -> Draft {
        Draft { name: "An".into(), text: "Hay".into(), consent: true, ..Draft::default() }
    }

    #[test]
    fn faults_are_found_where_they_are() {
        let rules = CommentRules { ask_email: true, max_length: 5, ..CommentRules::default() };
        let table = [
            (good(), vec![]),
            (Draft { name: "  ".into(), ..good() }, vec![(Field::Name, Fault::Missing)]),
            (Draft { name: "ă".repeat(80), ..good() }, vec![]),
            (Draft { name: "ă".repeat(81), ..good() }, vec![(Field::Name, Fault::TooLong)]),
            (Draft { text: "đượcộ".into(), ..good() }, vec![]),
            (Draft { text: "đượcộo".into(), ..good() }, vec![(Field::Text, Fault::TooLong)]),
            (Draft { email: "a@b.vn".into(), ..good() }, vec![]),
            (Draft { email: "a@b".into(), ..good() }, vec![(Field::Email, Fault::NotAnAddress)]),
            (Draft { email: "a b@c.vn".into(), ..good() }, vec![(Field::Email, Fault::NotAnAddress)]),
            (
                Draft::default(),
                vec![
                    (Field::Name, Fault::Missing),
                    (Field::Text, Fault::Missing),
                    (Field::Consent, Fault::Missing),
                ],
            ),
        ];
        for (draft, faults) in table {
            assert_eq!(draft.faults(&rules), faults, "{draft:?}");
        }
    }

    fn waiting(key: usize) -> Waiting {
        Waiting {
            key: key.to_string(),
            lang: Lang::Vi,
            article: "bai".into(),
            parent: None,
            name: "An".into(),
            text: "Hay".into(),
            date: Moment::new(0, 420),
        }
    }

    #[test]
    fn the_outbox_is_bounded_and_keeps_each_once() {
        let mut outbox = Outbox::default();
        for key in 0..60 {
            outbox.put(waiting(key));
            outbox.put(waiting(key));
        }
        let under = outbox.under(Lang::Vi, "bai");
        assert_eq!((under.len(), under[0].key.as_str()), (OUTBOX_LIMIT, "10"));
        assert_eq!(Outbox::parse(&outbox.print()), outbox);
        outbox.remove("10");
        assert_eq!(outbox.under(Lang::Vi, "bai").len(), OUTBOX_LIMIT - 1);
        assert!(outbox.under(Lang::En, "bai").is_empty());
    }

    #[test]
    fn storage_may_hold_anything() {
        for text in ["", "null", "[1]", "{", "[{\"key\":1}]"] {
            assert_eq!(Outbox::parse(text), Outbox::default());
        }
    }
}
