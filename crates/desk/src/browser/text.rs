//! The text on the desk: typed, changed, and where the caret stands in it; what was done, taken back.

use std::ops::Range;

use leptos::prelude::*;

use super::{
    dom, fields,
    room::{Desk, Side},
};
use crate::{
    format::Marked,
    history::{Place, Step},
};

impl Desk {
    /// The text was typed: `after` is what stands there now.
    pub fn typed(&self, after: String) {
        self.history.update_value(|history| {
            self.body.with_untracked(|before| history.note(None, before, &after, dom::now()));
        });
        self.body.set(after);
    }

    /// Changes the text by a button: it can be taken back.
    pub fn change(&self, marked: Marked) {
        if !untrack(|| self.may_edit()) {
            return;
        }
        self.typed(marked.text.clone());
        self.show_text(&marked.text, Some(marked.selected));
    }

    /// Puts a text into the place where it is written, with something selected.
    pub fn show_text(&self, text: &str, selected: Option<Range<usize>>) {
        let Some(place) = dom::text() else { return };
        let scrolled = place.scroll_top();
        place.set_value(text);
        if let Some(selected) = selected {
            let (start, end) = (dom::units_at(text, selected.start), dom::units_at(text, selected.end));
            let _ = place.focus();
            let _ = place.set_selection_range(start, end);
            self.caret.set(selected.start);
        }
        place.set_scroll_top(scrolled);
    }

    /// What is selected in the text, in bytes.
    pub fn selected(&self) -> Range<usize> {
        let Some(place) = dom::text() else { return 0..0 };
        let unit = |at: Result<Option<u32>, _>| at.ok().flatten().unwrap_or_default();
        let (start, end) = (unit(place.selection_start()), unit(place.selection_end()));
        self.body.with_untracked(|text| {
            let first = dom::bytes_at(text, start);
            let rest = text.get(first..).unwrap_or_default();
            first..first + dom::bytes_at(rest, end.saturating_sub(start))
        })
    }

    /// Takes the last change of the article back, in the text or in a field, or makes it again.
    pub fn go_back(&self, again: bool) {
        if !untrack(|| self.may_edit()) {
            return;
        }
        let now = |place: Place| match place {
            Some(field) => self.form.with_untracked(|form| form.get(field).to_owned()),
            None => self.body.get_untracked(),
        };
        let mut found = None;
        self.history.update_value(|history| {
            found = if again { history.redo(now) } else { history.undo(now) };
        });
        match found {
            Some(Step { place: None, text, caret }) => {
                self.side.set(Side::Write);
                self.show_text(&text, Some(caret..caret));
                self.body.set(text);
            }
            Some(Step { place: Some(field), text, caret }) => {
                self.go_to_field(field);
                fields::put(field, &text, caret);
                self.form.update(|form| form.set(field, text));
            }
            None => {}
        }
    }

    /// Goes to a place in the text, in bytes.
    pub fn go_to(&self, at: usize) {
        self.side.set(Side::Write);
        let Some(place) = dom::text() else { return };
        let text = self.body.get_untracked();
        let unit = dom::units_at(&text, at);
        let _ = place.focus();
        let _ = place.set_selection_range(unit, unit);
        self.bring(at);
        self.caret.set(at);
    }

    /// Brings a place in the text into view, in bytes; the caret stays. Where the text is long, its lines are about evenly
    /// long.
    pub fn bring(&self, at: usize) {
        let Some(place) = dom::text() else { return };
        let share = at as f64 / self.body.with_untracked(String::len).max(1) as f64;
        let top = share * f64::from(place.scroll_height()) - f64::from(place.client_height()) / 3.0;
        place.set_scroll_top(top.max(0.0) as i32);
    }
}
