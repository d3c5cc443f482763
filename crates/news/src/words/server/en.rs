//! English.

use super::ServerWords;

pub(super) static WORDS: ServerWords = ServerWords {
    comments_failed: "The comments could not be loaded.",
    more_comments: "Show more comments",
    sent: "Your comment has been published.",
    sent_moderated: "The newsroom has your comment and will read it before it is published.",
    kept_for_later: "The comment server did not answer. Your comment is kept in this browser and will be sent again by itself.",
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
