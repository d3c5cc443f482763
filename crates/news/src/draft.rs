//! What a reader is writing, and the rules it has to keep.

use serde::{Deserialize, Serialize};

use crate::site::CommentRules;

/// Characters that a name may have.
pub const NAME_LIMIT: usize = 80;

/// Seconds that a person needs at least to write a comment; a program is faster.
pub const SHORTEST: i64 = 3;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

    /// This one, and what was kept earlier where nothing stands in it.
    pub fn over(self, earlier: Self) -> Self {
        let either = |own: String, earlier| if own.is_empty() { earlier } else { own };
        // An answer stays one only as long as it says the same.
        let same = self.text.is_empty() || self.text == earlier.text;
        Self {
            parent: self.parent.or(earlier.parent.filter(|_| same)),
            name: either(self.name, earlier.name),
            email: either(self.email, earlier.email),
            text: either(self.text, earlier.text),
            consent: self.consent || earlier.consent,
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn good() -> Draft {
        Draft { name: "An".into(), text: "Hay".into(), consent: true, ..Draft::default() }
    }

    #[test]
    fn what_is_typed_comes_before_what_was_kept() {
        let kept = Draft { parent: Some("7".into()), email: "a@b.vn".into(), ..good() };
        assert_eq!(Draft::default().over(kept.clone()), kept);
        assert_eq!(kept.clone().over(Draft::default()), kept);
        let typed = Draft { name: "Mai".into(), ..Draft::default() };
        assert_eq!(typed.over(kept.clone()), Draft { name: "Mai".into(), ..kept.clone() });
        let typed = Draft { text: "Khác".into(), ..Draft::default() };
        assert_eq!(typed.over(kept.clone()), Draft { text: "Khác".into(), parent: None, ..kept });
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
}
