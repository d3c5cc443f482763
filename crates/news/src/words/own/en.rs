//! English.

use super::OwnWords;

pub(super) static WORDS: OwnWords = OwnWords {
    change: "Edit",
    delete: "Delete",
    of_mine: "your comment",
    sure: "Delete this comment?",
    delete_now: "Delete it",
    keep: "Keep it",
    was_deleted: "This comment was deleted.",
    change_comment: "Edit your comment",
    changing: "You are editing a published comment.",
    save: "Save comment",
    saving: "Saving…",
    deleting: "Deleting…",
    changed: "Your comment has been changed.",
    deleted: "Your comment has been deleted.",
    too_late: "This comment can no longer be changed or deleted: the time for it is over, or your browser blocks the cookie of the comment server.",
    is_gone: "This comment is no longer there.",
    no_answer: "The comment server does not answer. Please try again in a few minutes.",
    not_changed: "The comment server does not answer. What you wrote is still here; please try to save it again in a few minutes.",
};
