//! What was changed in a text, so that it can be taken back: also after a reload.

use serde::{Deserialize, Serialize};

/// A change of the text: at a place, what stood there, and what stands there now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
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
    /// The one change that makes `after` of `before`; none if they are the same.
    pub fn between(before: &str, after: &str, time: u64) -> Option<Self> {
        let same = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
        let start =
            (0..=same).rev().find(|at| before.is_char_boundary(*at) && after.is_char_boundary(*at))?;
        let rest = (before.len() - start).min(after.len() - start);
        let tail =
            before.bytes().rev().zip(after.bytes().rev()).take(rest).take_while(|(a, b)| a == b).count();
        let tail = (0..=tail).rev().find(|tail| {
            before.is_char_boundary(before.len() - tail) && after.is_char_boundary(after.len() - tail)
        })?;
        let (old, new) = (before.get(start..before.len() - tail)?, after.get(start..after.len() - tail)?);
        let changed = !(old.is_empty() && new.is_empty());
        changed.then(|| Self { at: start, old: old.to_owned(), new: new.to_owned(), time })
    }

    /// Whether `next` goes on where this ends, as typing does.
    fn goes_on(&self, next: &Change) -> bool {
        let soon = next.time.saturating_sub(self.time) < PAUSE;
        let typed = next.old.is_empty() && self.at + self.new.len() == next.at && !self.new.ends_with('\n');
        let erased = next.new.is_empty() && self.new.is_empty() && next.at + next.old.len() == self.at;
        // A syllable that an input method writes anew, letter by letter.
        let rewritten = next.at >= self.at && next.at + next.old.len() == self.at + self.new.len();
        soon && (typed || erased || (rewritten && !self.new.is_empty()))
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

/// The changes of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    past: Vec<Change>,
    future: Vec<Change>,
}

impl History {
    /// Notes that `before` became `after` at `time`, in milliseconds.
    pub fn note(&mut self, before: &str, after: &str, time: u64) {
        let Some(change) = Change::between(before, after, time) else { return };
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

    /// Takes the last change back: the text as it was, and where the caret belongs, in bytes. None if there is none, or
    /// if the text is not the one that was noted.
    pub fn undo(&mut self, text: &str) -> Option<(String, usize)> {
        let change = self.past.pop()?;
        self.part();
        let back = replaced(text, change.at, &change.new, &change.old)?;
        let caret = change.at + change.old.len();
        self.future.push(change);
        Some((back, caret))
    }

    /// Makes again what was taken back last.
    pub fn redo(&mut self, text: &str) -> Option<(String, usize)> {
        let change = self.future.pop()?;
        let again = replaced(text, change.at, &change.old, &change.new)?;
        let caret = change.at + change.new.len();
        self.past.push(change);
        self.part();
        Some((again, caret))
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
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn typing_is_taken_back_at_once_and_pauses_part_it() {
        let mut history = History::default();
        let texts = ["", "M", "Mu", "Mư", "Mưa", "Mưa.", "Mưa. Nắng."];
        for (at, pair) in texts.windows(2).enumerate() {
            let time = if at < 5 { at as u64 * 100 } else { 10_000 };
            history.note(pair[0], pair[1], time);
        }
        assert_eq!(history.undo("Mưa. Nắng."), Some(("Mưa.".into(), 5)));
        assert_eq!(history.undo("Mưa."), Some((String::new(), 0)));
        assert_eq!(history.undo(""), None);
        assert_eq!(history.redo(""), Some(("Mưa.".into(), 5)));
    }

    #[test]
    fn what_is_typed_after_going_back_is_a_change_of_its_own() {
        let mut history = History::default();
        history.note("", "a", 10_000);
        history.undo("a");
        history.redo("");
        history.note("a", "ab", 10_001);
        assert_eq!(history.undo("ab"), Some(("a".into(), 1)));
    }

    #[test]
    fn a_text_that_is_another_is_left_alone() {
        let mut history = History::default();
        history.note("a", "ab", 0);
        assert_eq!(history.undo("xyz"), None);
    }

    proptest! {
        #[test]
        fn whatever_was_done_can_be_taken_back(texts in prop::collection::vec("[aăâ\\nếộ ]{0,6}", 1..12), step in 0_u64..2000) {
            let mut history = History::default();
            for (at, pair) in texts.windows(2).enumerate() {
                history.note(&pair[0], &pair[1], at as u64 * step);
            }
            let mut text = texts.last().cloned().unwrap_or_default();
            while let Some((back, caret)) = history.undo(&text) {
                prop_assert!(back.is_char_boundary(caret));
                text = back;
            }
            prop_assert_eq!(&text, &texts[0]);
            while let Some((again, _)) = history.redo(&text) { text = again; }
            prop_assert_eq!(&text, texts.last().unwrap());
        }
    }
}
