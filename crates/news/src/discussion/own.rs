//! What a reader may do with a comment of their own once a server has it, and for how long.
//!
//! A server that lets readers without an account do so knows them by a cookie. The app can not see whether the browser
//! keeps one: it notes down for how long it would hold, offers that long to change the comment, and learns from the
//! server whether it may.

use serde::Serialize;

use super::Refusal;
use crate::{comment::Comment, source::json::Value};

/// The longest that a comment may be changed, in seconds: a week. What is said to hold longer was noted by a clock that
/// was wrong.
const LONGEST: i64 = 7 * 24 * 3_600;

/// Comments that one browser notes down; the oldest gives way.
const LIMIT: usize = 50;

/// What a reader wants with a comment of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// To have it as it was typed.
    See,
    /// That it reads so.
    Edit(String),
    /// That it goes.
    Delete,
}

/// What became of that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It stands so: as it was typed where that was asked for; of one that was deleted, by whomever, and has answers its
    /// place alone ([`Comment::is_gone`]).
    Done(Comment),
    /// It is no more.
    Gone,
    /// This reader can not change it any more, or never could: the time is over, or the browser keeps no cookie.
    TooLate,
    /// The server does not take the text.
    Refused(Refusal),
    /// It did not arrive.
    Later,
    /// Nobody knows whether it arrived: the comment is looked at ([`Wish::See`]), and [`Wish::judge`] tells.
    Uncertain,
}

impl Change {
    /// Whether the comment has to be looked at before anything is said: the answer was lost, or an earlier one was, and
    /// the cookie with it.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Uncertain | Self::TooLate)
    }
}

impl Wish {
    /// What became of it, where its own answer left that open and the comment was looked at then.
    pub fn judge(&self, answered: Change, seen: Change) -> Change {
        match (seen, self) {
            (Change::Done(comment), Self::Edit(text)) if comment.text.trim() == text.trim() => {
                Change::Done(comment)
            }
            (Change::Done(comment), _) if comment.is_gone() => Change::Done(comment),
            // It is as it was.
            (Change::Done(_), _) if answered == Change::Uncertain => Change::Later,
            (seen @ (Change::Gone | Change::TooLate), _) => seen,
            _ => answered,
        }
    }
}

/// A comment that this browser's reader may change for a while.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Own {
    /// The server's number of it.
    pub id: String,
    /// Until when, Unix seconds.
    pub until: i64,
    /// What it is being changed to, as long as the server has not got it.
    pub text: Option<String>,
}

/// The comments that this browser's reader may change. Nothing else of them is kept, and they for no longer than that.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Owned {
    all: Vec<Own>,
}

impl Owned {
    /// Reads what [`Owned::print`] wrote, without those whose time is over; anything else is none.
    pub fn parse(text: &str, now: i64) -> Self {
        let kept = Value::parse(text).unwrap_or(Value::Null);
        let all = kept.list().unwrap_or_default().iter().filter_map(|own| {
            let text = own.get("text").text().map(str::to_owned);
            Some(Own { id: own.get("id").text()?.to_owned(), until: own.get("until").number()?, text })
        });
        Self { all: all.filter(|own| (now + 1..=now + LONGEST).contains(&own.until)).collect() }
    }

    /// As JSON; nothing where there are none.
    pub fn print(&self) -> Option<String> {
        serde_json::to_string(self).ok().filter(|_| !self.all.is_empty())
    }

    /// A comment may be changed for so many seconds from now on; no longer if there are none.
    pub fn hold(&mut self, id: &str, seconds: u32, now: i64) {
        self.all.retain(|own| own.id != id);
        if seconds > 0 {
            let until = now + i64::from(seconds).min(LONGEST);
            self.all.push(Own { id: id.to_owned(), until, text: None });
            let over = self.all.len().saturating_sub(LIMIT);
            self.all.drain(..over);
        }
    }

    /// Notes down what a comment is being changed to.
    pub fn note(&mut self, id: &str, text: Option<&str>) {
        if let Some(own) = self.all.iter_mut().find(|own| own.id == id) {
            own.text = text.map(str::to_owned);
        }
    }

    /// One of them.
    pub fn get(&self, id: &str) -> Option<&Own> {
        self.all.iter().find(|own| own.id == id)
    }

    /// When the next of them can not be changed any more, Unix seconds.
    pub fn next(&self) -> Option<i64> {
        self.all.iter().map(|own| own.until).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Moment;

    fn comment(text: &str) -> Comment {
        Comment {
            id: "7".into(),
            parent: None,
            name: "An".into(),
            date: Moment::new(9, 0),
            text: text.into(),
            html: false,
            likes: 0,
        }
    }

    #[test]
    fn what_was_left_open_is_told_by_what_is_there() {
        let edit = || Wish::Edit("Hay. ".into());
        let (before, after, place) = (|| comment("Dở."), || comment("Hay."), || comment(""));
        use Change::{Done, Gone, Later, TooLate, Uncertain};
        let table = [
            (edit(), Uncertain, Done(after()), Done(after())),
            (edit(), Uncertain, Done(before()), Later),
            (edit(), Uncertain, Done(place()), Done(place())),
            (edit(), Uncertain, Gone, Gone),
            (edit(), Uncertain, TooLate, TooLate),
            (edit(), Uncertain, Later, Uncertain),
            (edit(), Uncertain, Uncertain, Uncertain),
            // An earlier answer was lost, and the cookie that it brought.
            (edit(), TooLate, Done(after()), Done(after())),
            (edit(), TooLate, Done(before()), TooLate),
            (edit(), TooLate, TooLate, TooLate),
            (edit(), TooLate, Uncertain, TooLate),
            (Wish::Delete, Uncertain, Gone, Gone),
            (Wish::Delete, Uncertain, Done(place()), Done(place())),
            (Wish::Delete, Uncertain, Done(before()), Later),
            (Wish::Delete, TooLate, Done(place()), Done(place())),
            (Wish::Delete, TooLate, Done(before()), TooLate),
        ];
        for (wish, answered, seen, expected) in table {
            let at = format!("{wish:?}, {answered:?}, {seen:?}");
            assert!(answered.is_open(), "{at}");
            assert_eq!(wish.judge(answered, seen), expected, "{at}");
        }
    }

    #[test]
    fn it_is_held_for_its_time_and_no_longer() {
        let mut owned = Owned::default();
        owned.hold("1", 900, 1_000);
        owned.hold("2", 60, 1_000);
        owned.note("1", Some("Đang sửa"));
        assert_eq!(owned.next(), Some(1_060));
        let read = |now| Owned::parse(&owned.print().unwrap(), now);
        assert_eq!(read(1_059), owned);
        assert_eq!((read(1_060).get("2"), read(1_060).next()), (None, Some(1_900)));
        assert_eq!(read(1_899).get("1").unwrap().text.as_deref(), Some("Đang sửa"));
        assert_eq!(read(1_900).print(), None);
        assert_eq!(read(1_000 - LONGEST), Owned::default(), "the clock was wrong");
        // It was changed: the time begins anew, and there is nothing left to be sent.
        owned.hold("1", 900, 1_500);
        assert_eq!(owned.get("1"), Some(&Own { id: "1".into(), until: 2_400, text: None }));
        // It was deleted.
        owned.hold("1", 0, 1_500);
        assert_eq!(owned.get("1"), None);
        (0..60).for_each(|id| owned.hold(&id.to_string(), u32::MAX, 0));
        assert_eq!((owned.all.len(), owned.all[0].until), (LIMIT, LONGEST));
    }

    #[test]
    fn storage_may_hold_anything() {
        for text in ["", "null", "{", "[1]", "[{\"id\":1}]"] {
            assert_eq!(Owned::parse(text, 0), Owned::default());
        }
    }
}
