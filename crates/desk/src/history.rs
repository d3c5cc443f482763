//! What was changed in an article, so that it can be taken back: also after a reload.

use news::text::change::same;
use serde::{Deserialize, Serialize};

use crate::form::Field;

/// What is written in: a field of the form, or the text.
pub type Place = Option<Field>;

/// A change in the text or in a field: where, what stood there, and what stands there now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// In what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Place,
    /// In bytes.
    pub at: usize,
    /// What stood there.
    pub old: String,
    /// What stands there now.
    pub new: String,
    /// When, in milliseconds.
    time: u64,
}

impl Change {
    /// The one change that makes `after` of `before` in `place`; none if they are the same.
    pub fn between(place: Place, before: &str, after: &str, time: u64) -> Option<Self> {
        let (start, tail) = same(before, after);
        let (old, new) = (before.get(start..before.len() - tail)?, after.get(start..after.len() - tail)?);
        let changed = !(old.is_empty() && new.is_empty());
        changed.then(|| Self { place, at: start, old: old.to_owned(), new: new.to_owned(), time })
    }

    /// Whether `next` goes on where this ends, as typing does.
    fn goes_on(&self, next: &Change) -> bool {
        let soon = next.time.saturating_sub(self.time) < PAUSE;
        let typed = next.old.is_empty() && self.at + self.new.len() == next.at && !self.new.ends_with('\n');
        let erased = next.new.is_empty() && self.new.is_empty() && next.at + next.old.len() == self.at;
        // A syllable that an input method writes anew, letter by letter.
        let rewritten = next.at >= self.at && next.at + next.old.len() == self.at + self.new.len();
        self.place == next.place && soon && (typed || erased || (rewritten && !self.new.is_empty()))
    }

    fn add(&mut self, next: Change) {
        if next.new.is_empty() && self.new.is_empty() {
            self.old.insert_str(0, &next.old);
            self.at = next.at;
        } else {
            let kept = next.at.saturating_sub(self.at).min(self.new.len());
            self.new.truncate(kept);
            self.new.push_str(&next.new);
        }
        self.time = next.time;
    }
}

/// Milliseconds without typing after which a change is one of its own.
const PAUSE: u64 = 800;

/// Changes that are kept.
const MOST: usize = 400;
/// Bytes that they may hold together.
const LARGEST: usize = 400_000;

/// What taking back or making again gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Where.
    pub place: Place,
    /// What belongs there now, all of it.
    pub text: String,
    /// Where the caret belongs in it, in bytes.
    pub caret: usize,
}

/// The changes of an article, its text and its fields in one order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    past: Vec<Change>,
    future: Vec<Change>,
}

impl History {
    /// Notes that `before` became `after` in `place` at `time`, in milliseconds.
    pub fn note(&mut self, place: Place, before: &str, after: &str, time: u64) {
        let Some(change) = Change::between(place, before, after, time) else { return };
        self.future.clear();
        match self.past.last_mut().filter(|last| last.goes_on(&change)) {
            Some(last) => last.add(change),
            None => self.past.push(change),
        }
        let size =
            |changes: &[Change]| changes.iter().map(|one| one.old.len() + one.new.len()).sum::<usize>();
        while self.past.len() > MOST || (self.past.len() > 1 && size(&self.past) > LARGEST) {
            self.past.remove(0);
        }
    }

    /// Takes the last change back; `now` tells what stands in a place. None if there is none, or if what stands there is
    /// not what was noted.
    pub fn undo(&mut self, now: impl FnOnce(Place) -> String) -> Option<Step> {
        let change = self.past.pop()?;
        self.part();
        let text = replaced(&now(change.place), change.at, &change.new, &change.old)?;
        let step = Step { place: change.place, text, caret: change.at + change.old.len() };
        self.future.push(change);
        Some(step)
    }

    /// Makes again what was taken back last.
    pub fn redo(&mut self, now: impl FnOnce(Place) -> String) -> Option<Step> {
        let change = self.future.pop()?;
        let text = replaced(&now(change.place), change.at, &change.old, &change.new)?;
        let step = Step { place: change.place, text, caret: change.at + change.new.len() };
        self.past.push(change);
        self.part();
        Some(step)
    }

    /// What is typed next is a change of its own.
    fn part(&mut self) {
        if let Some(last) = self.past.last_mut() {
            last.time = 0;
        }
    }
}

fn replaced(text: &str, at: usize, old: &str, new: &str) -> Option<String> {
    let rest = text.get(at..)?.strip_prefix(old)?;
    Some([text.get(..at)?, new, rest].concat())
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    /// Of a change in the text.
    fn step(text: &str, caret: usize) -> Option<Step> {
        Some(Step { place: None, text: text.to_owned(), caret })
    }

    #[test]
    fn typing_is_taken_back_at_once_and_pauses_part_it() {
        let mut history = History::default();
        let texts = ["", "M", "Mu", "Mư", "Mưa", "Mưa.", "Mưa. Nắng."];
        for (at, pair) in texts.windows(2).enumerate() {
            let time = if at < 5 { at as u64 * 100 } else { 10_000 };
            history.note(None, pair[0], pair[1], time);
        }
        assert_eq!(history.undo(|_| "Mưa. Nắng.".into()), step("Mưa.", 5));
        assert_eq!(history.undo(|_| "Mưa.".into()), step("", 0));
        assert_eq!(history.undo(|_| String::new()), None);
        assert_eq!(history.redo(|_| String::new()), step("Mưa.", 5));
    }

    #[test]
    fn what_is_typed_after_going_back_is_a_change_of_its_own() {
        let mut history = History::default();
        history.note(None, "", "a", 10_000);
        history.undo(|_| "a".into());
        history.redo(|_| String::new());
        history.note(None, "a", "ab", 10_001);
        assert_eq!(history.undo(|_| "ab".into()), step("a", 1));
    }

    #[test]
    fn a_text_that_is_another_is_left_alone() {
        let mut history = History::default();
        history.note(None, "a", "ab", 0);
        assert_eq!(history.undo(|_| "xyz".into()), None);
    }

    #[test]
    fn changes_that_were_stored_before_fields_had_any_are_of_the_text() {
        let stored = r#"{"past":[{"at":0,"old":"","new":"a","time":1}],"future":[]}"#;
        let mut history: History = serde_json::from_str(stored).unwrap();
        assert_eq!(
            history.undo(|place| if place.is_none() { "a".into() } else { String::new() }),
            step("", 0)
        );
    }

    proptest! {
        #[test]
        fn whatever_was_done_can_be_taken_back(
            edits in prop::collection::vec((0_usize..3, "[aăâ\\nếộ ]{0,6}"), 0..12),
            pause in 0_u64..2000,
        ) {
            let places = [None, Some(Field::Title), Some(Field::Standfirst)];
            let mut history = History::default();
            let mut all: HashMap<Place, String> = HashMap::new();
            for (at, (place, after)) in edits.into_iter().enumerate() {
                let text = all.entry(places[place]).or_default();
                history.note(places[place], text, &after, at as u64 * pause);
                *text = after;
            }
            let last = all.clone();
            while let Some(step) = history.undo(|place| all[&place].clone()) {
                prop_assert!(step.text.is_char_boundary(step.caret));
                all.insert(step.place, step.text);
            }
            prop_assert!(all.values().all(String::is_empty));
            while let Some(step) = history.redo(|place| all[&place].clone()) {
                all.insert(step.place, step.text);
            }
            prop_assert_eq!(all, last);
        }
    }
}
