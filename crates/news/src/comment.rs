//! Readers' comments and the threads that they make.

use std::cmp::Ordering;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::date::Moment;

/// What a reader wrote under an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Comment {
    /// Unique under its article.
    pub id: String,
    /// The comment that it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// The name that the reader gave, plain text.
    pub name: String,
    /// When it was written.
    pub date: Moment,
    /// Plain text, an empty line separates paragraphs; or HTML.
    pub text: String,
    /// Whether the text is HTML. It comes from a discussion server then, never from a bundle, and has yet to pass the
    /// sanitising door.
    #[serde(skip)]
    pub html: bool,
    /// How many readers liked it.
    #[serde(default)]
    pub likes: u32,
}

impl Comment {
    /// Whether nothing is left of it but its place, for the sake of the answers to it.
    pub fn is_gone(&self) -> bool {
        self.text.is_empty()
    }

    /// Which of two was written first. Of the same second the one with the smaller number, as servers count them.
    fn order(&self, other: &Self) -> Ordering {
        let dates = self.date.cmp(&other.date);
        dates.then(self.id.len().cmp(&other.id.len())).then_with(|| self.id.cmp(&other.id))
    }
}

/// In which order a thread is shown. Answers always stand oldest first under what they answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The newest first.
    #[default]
    Newest,
    /// The oldest first.
    Oldest,
    /// The most liked first, then the newest.
    Liked,
}

/// A comment with the answers to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The comment itself.
    pub comment: Comment,
    /// The answers, oldest first.
    pub answers: Vec<Node>,
}

/// Deeper answers stand on this level, so that a phone can still show them.
pub const DEEPEST: usize = 3;

/// Arranges comments into threads.
///
/// A comment whose parent is unknown, or that is its own ancestor, stands at the top: none is lost.
pub fn threads(comments: &[Comment], order: Order) -> Vec<Node> {
    let parents: Vec<Option<usize>> =
        comments.iter().enumerate().map(|(at, _)| parent(comments, at)).collect();
    let mut tops: Vec<usize> = (0..comments.len()).filter(|&at| parents[at].is_none()).collect();
    tops.sort_by(|&a, &b| {
        let (a, b) = (&comments[a], &comments[b]);
        match order {
            Order::Newest => b.order(a),
            Order::Oldest => a.order(b),
            Order::Liked => b.likes.cmp(&a.likes).then_with(|| b.order(a)),
        }
    });
    tops.into_iter().map(|at| node(comments, &parents, at, 1)).collect()
}

fn node(comments: &[Comment], parents: &[Option<usize>], at: usize, level: usize) -> Node {
    let mut answers = Vec::new();
    collect(parents, at, level + 1 >= DEEPEST, &mut answers);
    answers.sort_by(|&a, &b| comments[a].order(&comments[b]));
    let deeper = |answer: usize| match level + 1 >= DEEPEST {
        true => Node { comment: comments[answer].clone(), answers: Vec::new() },
        false => node(comments, parents, answer, level + 1),
    };
    Node { comment: comments[at].clone(), answers: answers.into_iter().map(deeper).collect() }
}

/// The answers to `at`; with `all`, those to its answers too.
fn collect(parents: &[Option<usize>], at: usize, all: bool, answers: &mut Vec<usize>) {
    let mut waiting = vec![at];
    while let Some(above) = waiting.pop() {
        for answer in (0..parents.len()).filter(|&answer| parents[answer] == Some(above)) {
            answers.push(answer);
            if all {
                waiting.push(answer);
            }
        }
    }
}

fn parent(comments: &[Comment], at: usize) -> Option<usize> {
    let above = |at: usize| {
        let id = comments[at].parent.as_ref()?;
        comments.iter().position(|comment| comment.id == *id)
    };
    let mut ancestor = above(at)?;
    for _ in 0..comments.len() {
        match above(ancestor) {
            Some(next) if next != at => ancestor = next,
            Some(_) => return None,
            None => return above(at),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comment(id: &str, parent: Option<&str>, at: i64, likes: u32) -> Comment {
        Comment {
            id: id.into(),
            parent: parent.map(Into::into),
            name: "Bạn đọc".into(),
            date: Moment::new(at, 420),
            text: String::new(),
            html: false,
            likes,
        }
    }

    fn shape(nodes: &[Node]) -> String {
        nodes
            .iter()
            .map(|node| match node.answers.is_empty() {
                true => node.comment.id.clone(),
                false => format!("{}({})", node.comment.id, shape(&node.answers)),
            })
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn orders() {
        let comments = [comment("a", None, 1, 5), comment("b", None, 2, 9), comment("c", None, 3, 5)];
        for (order, expected) in [(Order::Newest, "c b a"), (Order::Oldest, "a b c"), (Order::Liked, "b c a")]
        {
            assert_eq!(shape(&threads(&comments, order)), expected);
        }
    }

    #[test]
    fn what_was_written_in_the_same_second_has_an_order_too() {
        // As a server lists them, newest first.
        let comments = ["101", "100", "99"].map(|id| comment(id, None, 1, 0));
        for (order, expected) in
            [(Order::Newest, "101 100 99"), (Order::Oldest, "99 100 101"), (Order::Liked, "101 100 99")]
        {
            assert_eq!(shape(&threads(&comments, order)), expected);
        }
    }

    #[test]
    fn answers_stand_under_what_they_answer_and_no_deeper_than_a_phone_can_show() {
        let comments = [
            comment("a", None, 1, 0),
            comment("e", Some("d"), 9, 0),
            comment("b", Some("a"), 3, 0),
            comment("c", Some("b"), 4, 0),
            comment("d", Some("c"), 5, 0),
            comment("x", Some("gone"), 6, 0),
        ];
        assert_eq!(shape(&threads(&comments, Order::Oldest)), "a(b(c d e)) x");
    }

    #[test]
    fn a_loop_loses_nothing() {
        let comments =
            [comment("a", Some("b"), 1, 0), comment("b", Some("a"), 2, 0), comment("c", Some("c"), 3, 0)];
        let all = shape(&threads(&comments, Order::Oldest));
        for id in ["a", "b", "c"] {
            assert!(all.contains(id), "{all}");
        }
    }
}
