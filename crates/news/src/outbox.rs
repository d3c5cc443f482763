//! What readers wrote and no server has yet: kept in the browser, sent once, and never lost or doubled.
//!
//! A comment is stored before it is sent, and marked as perhaps arrived before the request leaves. Whoever finds such a
//! mark later, in another tab or after a crash, looks for the comment on the server before sending it again. This is
//! the whole of the rule; the browser's half (`platform::browser::sender`) only carries it out, one tab at a time.

use serde::{Deserialize, Serialize};

use crate::{
    comment::Comment,
    date::Moment,
    discussion::{Fate, Refusal, has},
    lang::Lang,
    source::json,
};

/// Comments that one browser keeps. None gives way but those that the newsroom has.
pub const LIMIT: usize = 50;

/// Seconds until a comment is sent again for the first time; each time after that, twice as many.
const FIRST_PAUSE: i64 = 15;
/// Seconds that a comment waits at most until it is sent again.
const LONGEST_PAUSE: i64 = 3_600;
/// Seconds for which a server is left alone at most, if it asks to be.
const LONGEST_ASKED: i64 = 24 * 3_600;
/// Seconds in which a server may still be at work on a request that was given up.
const IN_FLIGHT: i64 = 60;
/// Seconds that a comment is shown as waiting for the newsroom, if it never appears.
const PATIENCE: i64 = 30 * 24 * 3_600;

/// Where a comment is on its way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// It is to be sent.
    #[default]
    Kept,
    /// Nobody can know whether it arrived. The reader decides.
    Unknown,
    /// The newsroom looks at it.
    Moderated,
    /// The server does not take it; see [`Waiting::refusal`].
    Refused,
}

/// A comment that waits in this browser.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// Its own key, made when it was stored; no two are the same in one browser.
    pub key: String,
    /// The language of the article.
    pub lang: Lang,
    /// The slug of the article.
    pub article: String,
    /// The article's headline.
    #[serde(default)]
    pub title: String,
    /// The number that a WordPress knows the article by, where the page told it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The comment that it answers.
    #[serde(default)]
    pub parent: Option<String>,
    /// The reader's name; gone as soon as the server has it.
    pub name: String,
    /// The reader's e-mail address, if one was asked for; as long as the name.
    #[serde(default)]
    pub email: String,
    /// The comment.
    pub text: String,
    /// When it was written.
    pub date: Moment,
    /// Where it is on its way.
    #[serde(default)]
    pub state: State,
    /// Why the server does not take it.
    #[serde(default)]
    pub refusal: Option<Refusal>,
    /// Whether it was sent once, and nobody heard what became of it.
    #[serde(default)]
    pub perhaps: bool,
    /// How often it was sent.
    #[serde(default)]
    pub tries: u32,
    /// Not to be sent before, Unix seconds.
    #[serde(default)]
    pub next: i64,
    /// Whether it was the server that said so.
    #[serde(default)]
    pub asked: bool,
}

/// The comments that wait in this browser, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Outbox {
    waiting: Vec<Waiting>,
}

impl Waiting {
    /// Whether its time has come. One that lies further ahead than any pause was set by a clock that was wrong.
    fn is_due(&self, now: i64) -> bool {
        let longest = if self.asked { LONGEST_ASKED } else { IN_FLIGHT + LONGEST_PAUSE };
        self.next <= now || self.next - now > longest
    }

    /// Whether it waits because the server asked for time.
    fn holds_up(&self) -> bool {
        self.asked && self.state == State::Kept
    }
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

    /// Adds a comment. One that is there already is not added again. Where there are [`LIMIT`], the oldest that the
    /// newsroom has makes room; if there is none, nothing is added.
    pub fn put(&mut self, comment: Waiting) {
        if self.get(&comment.key).is_some() {
            return;
        }
        if self.waiting.len() >= LIMIT {
            match self.waiting.iter().position(|own| own.state == State::Moderated) {
                Some(at) => drop(self.waiting.remove(at)),
                None => return,
            }
        }
        self.waiting.push(comment);
    }

    /// A comment by its key.
    pub fn get(&self, key: &str) -> Option<&Waiting> {
        self.waiting.iter().find(|comment| comment.key == key)
    }

    /// Removes a comment by its key.
    pub fn remove(&mut self, key: &str) {
        self.waiting.retain(|comment| comment.key != key);
    }

    /// Those under one article, oldest first.
    pub fn under(&self, lang: Lang, article: &str) -> Vec<Waiting> {
        self.waiting.iter().filter(|own| own.lang == lang && own.article == article).cloned().collect()
    }

    /// The first that is to be sent now; none while the server has asked to be left alone.
    pub fn due(&self, now: i64) -> Option<&Waiting> {
        if self.waiting.iter().any(|own| own.holds_up() && !own.is_due(now)) {
            return None;
        }
        self.waiting.iter().find(|own| own.state == State::Kept && own.is_due(now))
    }

    /// The moment from which the next is to be sent.
    pub fn next(&self) -> Option<i64> {
        let first = self.waiting.iter().filter(|own| own.state == State::Kept).map(|own| own.next).min()?;
        Some(self.waiting.iter().filter(|own| own.holds_up()).map(|own| own.next).fold(first, i64::max))
    }

    /// The network is back: what did not leave the device need not wait any longer, unless the server wants it to.
    pub fn hurry(&mut self) {
        self.waiting.iter_mut().filter(|own| !own.perhaps && !own.asked).for_each(|own| own.next = 0);
    }

    /// A comment is about to be sent: until its fate is known, it may have arrived. False if it is not to be sent: the
    /// reader has removed it meanwhile, or another tab has sent it.
    pub fn depart(&mut self, key: &str, now: i64) -> bool {
        let waits = |own: &Waiting| own.state == State::Kept && !own.perhaps && own.is_due(now);
        let departs = self.get(key).is_some_and(waits);
        if departs {
            self.change(key, |own| {
                (own.perhaps, own.asked) = (true, false);
                own.tries += 1;
                own.next = now + IN_FLIGHT;
            });
        }
        departs
    }

    /// What became of a comment. `jitter`, from 0 to 1, spreads those who wait for the same server.
    pub fn settle(&mut self, key: &str, fate: &Fate, now: i64, jitter: f64) {
        match fate {
            Fate::Published(_) | Fate::Known => self.remove(key),
            Fate::Moderated => self.change(key, |own| {
                own.state = State::Moderated;
                own.name.clear();
                own.email.clear();
            }),
            Fate::Refused(refusal) => self.change(key, |own| {
                own.state = State::Refused;
                own.refusal = Some(*refusal);
                own.perhaps = false;
            }),
            Fate::Later(after) => self.change(key, |own| {
                (own.perhaps, own.asked) = (false, after.is_some());
                let after = after.map_or(0, i64::from).min(LONGEST_ASKED);
                own.next = now + pause(own.tries, jitter).max(after);
            }),
            Fate::Uncertain => self.change(key, |own| {
                own.perhaps = true;
                own.next = now + IN_FLIGHT + pause(own.tries, jitter);
            }),
        }
    }

    /// A comment that perhaps arrived was looked for and not found. Where the newsroom looks at comments first, it may
    /// be with them: it is not sent again unless the reader says so. Otherwise it never arrived.
    pub fn missed(&mut self, key: &str, moderated: bool) {
        self.change(key, |own| match moderated {
            true => own.state = State::Unknown,
            false => (own.perhaps, own.next) = (false, 0),
        });
    }

    /// The reader wants it sent again, whatever became of it.
    pub fn again(&mut self, key: &str) {
        self.change(key, |own| {
            own.state = State::Kept;
            own.refusal = None;
            (own.perhaps, own.asked, own.next) = (false, false, 0);
        });
    }

    /// What the server was seen to have: it waits no longer. Nor does what the newsroom has had for a month.
    pub fn seen(&mut self, lang: Lang, article: &str, listed: &[Comment], now: i64) {
        self.waiting.retain(|own| {
            let there = own.lang == lang && own.article == article && has(listed, own);
            let old = own.state == State::Moderated && now - own.date.unix() > PATIENCE;
            !(old || there && (own.perhaps || own.state == State::Moderated))
        });
    }

    fn change(&mut self, key: &str, change: impl FnOnce(&mut Waiting)) {
        if let Some(own) = self.waiting.iter_mut().find(|own| own.key == key) {
            change(own);
        }
    }
}

/// Seconds to wait after so many tries.
fn pause(tries: u32, jitter: f64) -> i64 {
    let longest = FIRST_PAUSE.saturating_mul(1 << tries.min(10)).min(LONGEST_PAUSE);
    // Between a half of it and all of it.
    longest / 2 + (longest as f64 / 2.0 * jitter.clamp(0.0, 1.0)) as i64
}

#[cfg(test)]
mod tests;
